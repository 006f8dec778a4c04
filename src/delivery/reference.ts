import { createHash } from 'node:crypto';

/** Crockford's base 32: no letter that is read as another (https://www.crockford.com/base32.html). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The code by which a letter, its recipient and the provider's events find each other: `7K3Q-9ZTM-2XAB`, 60 bits.
 * The same letter to the same person always has the same one; it gives nothing away about the person.
 */
export function referenceFor(
  letter: string,
  recipientId: string,
  address: string,
  notices: readonly string[],
): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([letter, recipientId, address, notices]))
    .digest();
  let bits = digest.readBigUInt64BE(0);
  let code = '';
  for (let i = 0; i < 12; i++) {
    code += alphabet[Number(bits & 31n)];
    bits >>= 5n;
  }
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}

/** One mailbox, however its address is spelt. */
export function addressKey(address: string): string {
  return address.normalize('NFC').toLowerCase();
}

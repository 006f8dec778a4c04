import { hash } from 'node:crypto';
import { letterTag, referenceAlphabet } from '../notice/letter-id.ts';

/**
 * The code by which a letter, its recipient and the provider's events find each other: `W4SD-7K3Q-9ZTM-2XAB`. The first four signs
 * name the letter, so that anybody can check which one it is; the other 60 bits are the person's and give nothing away about them.
 * The same letter to the same person always has the same one.
 */
export function referenceFor(
  letter: string,
  recipientId: string,
  address: string,
  notices: readonly string[],
): string {
  const digest = hash('sha256', JSON.stringify([letter, recipientId, address, notices]));
  let bits = BigInt(`0x${digest.slice(0, 16)}`);
  let code = tagOf(letter);
  for (let i = 0; i < 12; i++) {
    if (i % 4 === 0) code += '-';
    code += referenceAlphabet[Number(bits & 31n)];
    bits >>= 5n;
  }
  return code;
}

let tagged = { letter: '', tag: '' };
/** A list is gone through for one letter at a time. */
function tagOf(letter: string): string {
  if (tagged.letter !== letter) tagged = { letter, tag: letterTag(letter) };
  return tagged.tag;
}

const shape = new RegExp(`[${referenceAlphabet}]{4}(?:-[${referenceAlphabet}]{4}){3}`, 'g');

/** The reference at the end of a letter's subject; null when there is none, or that of a letter sent as a test. */
export function referenceIn(subject: string): string | null {
  const reference = subject.match(shape)?.at(-1);
  return reference === undefined || reference.slice(4) === testReference ? null : reference;
}

/** What follows the letter's own signs in a test. */
export const testReference = '-TEST-0000-0000';

let keyed = { address: '', key: '' };
/** One mailbox, however its address is spelt. Asked several times in a row for the same one. */
export function addressKey(address: string): string {
  if (keyed.address !== address) keyed = { address, key: address.normalize('NFC').toLowerCase() };
  return keyed.key;
}

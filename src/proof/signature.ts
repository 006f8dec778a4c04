import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { PrenoticeError } from '../policy/problem.ts';

/** `signature.json`: an Ed25519 signature (RFC 8032) over the bytes of `manifest.json`. */
export interface PackSignature {
  algorithm: 'Ed25519';
  signs: 'manifest.json';
  /** PEM, SubjectPublicKeyInfo. */
  publicKey: string;
  /** Base64. */
  signature: string;
}

const howTo = 'make one with `openssl genpkey -algorithm ed25519 -out signing-key.pem`';

/** @throws PrenoticeError when the file is not an Ed25519 private key. */
export async function readSigningKey(file: string): Promise<KeyObject> {
  const pem = await readKeyFile(file, 'PRENOTICE_SIGNING_KEY');
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new PrenoticeError(
      `${file} (PRENOTICE_SIGNING_KEY) is not a private key without a passphrase`,
      howTo,
    );
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new PrenoticeError(`${file} (PRENOTICE_SIGNING_KEY) is not an Ed25519 key`, howTo);
  return key;
}

/** The public key of a file with a public or a private key. */
export async function readPublicKey(file: string): Promise<KeyObject> {
  const pem = await readKeyFile(file, '--key');
  try {
    const key = createPublicKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // told below
  }
  throw new PrenoticeError(
    `${file} (--key) is not an Ed25519 public key`,
    'name a PEM file of the sender’s public key',
  );
}

async function readKeyFile(file: string, name: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new PrenoticeError(`${file} (${name}) cannot be read: ${(cause as Error).message}`, howTo, {
      cause,
    });
  }
}

export const publicPem = (key: KeyObject): string =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'pem' }) as string;

export function signManifest(manifest: Uint8Array, key: KeyObject): PackSignature {
  return {
    algorithm: 'Ed25519',
    signs: 'manifest.json',
    publicKey: publicPem(key),
    signature: sign(null, manifest, key).toString('base64'),
  };
}

/** Whether the signature fits the manifest under the key that it names. False also for a key that is none. */
export function signatureFits(manifest: Uint8Array, signature: PackSignature): boolean {
  try {
    const key = createPublicKey(signature.publicKey);
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, manifest, key, Buffer.from(signature.signature, 'base64'));
  } catch {
    return false;
  }
}

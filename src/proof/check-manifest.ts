import type { KeyObject } from 'node:crypto';
import type { PackCheck } from './pack-check.ts';
import { manifestSchema, signatureSchema } from './pack-schema.ts';
import { sha256 } from './read-pack.ts';
import { publicPem, signatureFits } from './signature.ts';

export interface ManifestFacts {
  /** SHA-256 of the manifest: names the pack. */
  fingerprint: string;
  /** Parts that the manifest lists and that were read. */
  parts: number;
  /** `known`: made with the key that was given. `unknown`: only the pack itself says whose key it is. */
  signature: { publicKey: string; key: 'known' | 'unknown' } | null;
}

/** Every part against the manifest, the manifest against its signature. Null when there is no manifest to go by. */
export function checkManifest(check: PackCheck, key: KeyObject | undefined): ManifestFacts | null {
  const bytes = check.bytes('manifest.json');
  if (!bytes) return null;
  const facts: ManifestFacts = {
    fingerprint: sha256(bytes),
    parts: 0,
    signature: checkSignature(check, bytes, key),
  };
  const manifest = check.parse('manifest.json', bytes, manifestSchema);
  if (!manifest) return null;
  const listed = new Set(manifest.parts.map(({ name }) => name));
  if (listed.size < manifest.parts.length) check.fault('manifest.json', 'lists a part twice');
  for (const name of check.names)
    if (!listed.has(name) && name !== 'manifest.json' && name !== 'signature.json')
      check.fault(name, 'is not in the manifest: it was put in later');
  for (const { name, bytes: size, sha256: digest } of manifest.parts) {
    const part = check.bytes(name);
    if (!part) continue;
    facts.parts++;
    if (part.length !== size || sha256(part) !== digest)
      check.fault(name, 'is not the part that the manifest lists: it was changed');
  }
  return facts;
}

function checkSignature(
  check: PackCheck,
  manifest: Uint8Array,
  key: KeyObject | undefined,
): ManifestFacts['signature'] {
  if (!check.names.includes('signature.json')) {
    if (key) check.fault(null, 'the pack is not signed, and a key was given to check it with');
    return null;
  }
  const signature = check.document('signature.json', signatureSchema);
  if (!signature) return null;
  if (!signatureFits(manifest, signature)) {
    check.fault('signature.json', 'does not fit the manifest: one of the two was changed');
    return null;
  }
  const known = key !== undefined && publicPem(key).trim() === signature.publicKey.trim();
  if (key && !known) check.fault('signature.json', 'was made with another key than the one that was given');
  return { publicKey: signature.publicKey, key: known ? 'known' : 'unknown' };
}

import type { Day } from '../policy/day.ts';
import type { NoticeKind } from './plan.ts';

const longest = 80;

/**
 * The id of a letter says what it carries: `2027-01-15-advance-privacy-5-subprocessors-3`. The same notices give
 * the same id on every run. Safe as a file name: ASCII letters, digits, `-` and `.`; at most 80 characters, the
 * rest of a longer one stands as a hash.
 */
export function letterId(
  kind: NoticeKind,
  effective: Day,
  parts: readonly { policy: string; version: string }[],
): string {
  const names = parts.map((part) => `${part.policy}-${part.version}`).sort();
  const full = [effective, kind, ...names].join('-');
  const safe = full
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/\.{2,}/g, '-');
  if (safe === full && safe.length <= longest) return safe;
  const hash = fingerprint([effective, kind, ...names].join('\n'));
  return `${safe.slice(0, longest - hash.length - 1).replace(/[-.]+$/, '')}-${hash}`;
}

/** Crockford's base 32: no letter that is read as another (https://www.crockford.com/base32.html). */
export const referenceAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The first four signs of every reference of a letter, from its id: 20 bits, by which the page `/verify/` finds out which letter a
 * reference belongs to without knowing anybody who got it.
 */
export function letterTag(letter: string): string {
  let bits = hashOf(letter) >> 20n;
  let tag = '';
  for (let i = 0; i < 4; i++) {
    tag += referenceAlphabet[Number(bits & 31n)];
    bits >>= 5n;
  }
  return tag;
}

/** More versions than these in one letter are not looked for: 2¹⁰ sets of a day's versions are tried. */
const mostTogether = 10;

/** The letters of one kind that can have been about versions of one day: any selection of them, with its references' first signs. */
export function selectionsOf<P extends { policy: string; version: string }>(
  kind: NoticeKind,
  effective: Day,
  versions: readonly P[],
): { tag: string; parts: P[] }[] {
  const all = versions.slice(0, mostTogether);
  return Array.from({ length: 2 ** all.length - 1 }, (_, set) => {
    const parts = all.filter((_version, i) => (set + 1) & (1 << i));
    return { tag: letterTag(letterId(kind, effective, parts)), parts };
  });
}

const fingerprint = (text: string): string => hashOf(text).toString(36).padStart(13, '0');

/** FNV-1a, 64 bits: tells apart the few letters of one company; nothing secret hangs on it. */
function hashOf(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash;
}

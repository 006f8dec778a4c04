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

/** FNV-1a, 64 bits, base 36: tells apart the few letters of one company; nothing secret hangs on it. */
function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  return hash.toString(36).padStart(13, '0');
}

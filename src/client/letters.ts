import type { NoticeVersion } from '../export/notice-json.ts';
import { letterId, letterTag } from '../notice/letter-id.ts';
import type { NoticeKind } from '../notice/plan.ts';

/** A version of a policy, as `notice.json` lists it. */
export interface Listed {
  policy: string;
  title: string;
  version: NoticeVersion;
}

/** A letter that these policies can have sent. */
export interface Letter {
  kind: NoticeKind;
  about: Listed[];
}

/** More policies than these in one letter are not looked for: 2¹⁰ sets of each day's versions are tried. */
const mostTogether = 10;

/**
 * The letters to which a reference may belong: those whose id gives the reference's first four signs. A letter tells of versions that
 * take effect on one day, in whatever selection. Two letters have the same sign once in a million pairs; then both are named.
 */
export function lettersOf(reference: string, listed: readonly Listed[]): Letter[] {
  const days = new Map<string, Listed[]>();
  for (const entry of listed) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(entry.version.effective)) continue;
    days.set(entry.version.effective, [...(days.get(entry.version.effective) ?? []), entry]);
  }
  const found: Letter[] = [];
  for (const [day, entries] of days) {
    for (const about of selections(entries.slice(0, mostTogether))) {
      const parts = about.map(({ policy, version }) => ({ policy, version: version.version }));
      for (const kind of ['advance', 'reminder', 'correction'] as const) {
        if (letterTag(letterId(kind, day, parts)) === reference.slice(0, 4)) found.push({ kind, about });
      }
    }
  }
  return found;
}

const selections = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: 2 ** all.length - 1 }, (_, set) => all.filter((_, i) => (set + 1) & (1 << i)));

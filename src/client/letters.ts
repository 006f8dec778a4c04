import type { NoticeVersion } from '../export/notice-json.ts';
import { selectionsOf } from '../notice/letter-id.ts';
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
    const versions = entries.map((entry) => ({ ...entry, version: entry.version.version, entry }));
    for (const kind of ['advance', 'reminder', 'correction'] as const)
      for (const { tag, parts } of selectionsOf(kind, day, versions))
        if (tag === reference.slice(0, 4)) found.push({ kind, about: parts.map(({ entry }) => entry) });
  }
  return found;
}

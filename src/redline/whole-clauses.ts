import type { Clause } from '../policy/document.ts';
import { type Draft, placeOf } from './drafts.ts';
import type { Entry } from './merge.ts';
import { runListsOf } from './replacements.ts';
import { linesOf, textOf } from './segments.ts';

/** Clauses all of whose own blocks were added, or removed: opening entry → its entries. */
export function findWholeClauses(entries: readonly Entry[]): Map<Entry, Entry[]> {
  const byClause = new Map<Clause, { all: Entry[]; whole: boolean }>();
  for (const entry of entries) {
    for (const side of ['old', 'new'] as const) {
      const clause = entry[side]?.clause;
      if (!clause) continue;
      const known = byClause.get(clause) ?? { all: [], whole: true };
      byClause.set(clause, known);
      known.all.push(entry);
      if (entry.side !== side || entry.move !== undefined) known.whole = false;
    }
  }
  const found = new Map<Entry, Entry[]>();
  for (const { all, whole } of byClause.values()) {
    const opening = all[0]!;
    if (whole && (opening.new ?? opening.old)!.opens && all.length > 1) found.set(opening, all);
  }
  return found;
}

export function clauseDraft(entries: readonly Entry[]): Draft {
  const first = entries[0]!;
  const added = first.side === 'new';
  const texts = entries.map((entry) => textOf(entry, added ? 'new' : 'old')).filter((text) => text !== '');
  const text = texts.join('\n');
  return {
    kind: added ? 'added' : 'removed',
    ...placeOf(first),
    old: added ? null : text,
    new: added ? text : null,
    count: 1,
    segments: [{ type: added ? 'added' : 'removed', text }],
    block: 'clause',
    marks: entries.flatMap((entry) => [entry.row, ...linesOf(entry), ...runListsOf(entry).flat()]),
  };
}

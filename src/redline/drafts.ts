import type { Unit } from './flatten.ts';
import { hash } from './hash.ts';
import type { Entry } from './merge.ts';
import type { Change, ClauseReference } from './redline.ts';

/** A finding that has no id yet. */
export type Draft = Omit<Change, 'id'> & {
  /** The rows and runs that show the finding: these get its id. */
  marks: { id?: string }[];
};

export function placeOf(entry: Entry): Pick<Change, 'clause'> {
  return { clause: { old: referenceOf(entry.old), new: referenceOf(entry.new) } };
}

/** Enough of a block's clause to name it. */
export function referenceOf(unit: Unit | undefined): ClauseReference | null {
  const clause = unit?.clause;
  return clause ? { id: clause.id, number: clause.number, title: clause.title } : null;
}

/** What sort of block a finding stands in. */
export function blockOf(unit: Unit): Change['block'] {
  if (unit.type === 'heading' || unit.type === 'table' || unit.type === 'code') return unit.type;
  return unit.path.some((box) => box.type === 'item') ? 'item' : 'paragraph';
}

/** Gives every finding an id from its kind, place and texts; only equal findings are counted apart. */
export function identify(drafts: readonly Draft[]): Change[] {
  const seen = new Map<string, number>();
  return drafts.map(({ marks, ...draft }) => {
    const base = hash(
      [draft.kind, draft.clause.old?.id, draft.clause.new?.id, draft.old, draft.new, draft.term?.old].join(
        '\u0000',
      ),
    );
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    const id = count === 1 ? base : `${base}-${count}`;
    for (const mark of marks) mark.id ??= id;
    return { id, ...draft };
  });
}

import type { AssessedChange } from '../assessment/assessment.ts';
import { type ChangeClass, classOrder } from '../policy/fields.ts';
import type { Words } from './words/words.ts';

/** The changes by class, the gravest class first; inside a class in the order of the text. Empty classes are left out. */
export function groupChanges(changes: readonly AssessedChange[]): { class: ChangeClass; changes: AssessedChange[] }[] {
  const classes = (Object.keys(classOrder) as ChangeClass[]).sort((a, b) => classOrder[b] - classOrder[a]);
  return classes
    .map((name) => ({ class: name, changes: changes.filter((change) => change.class === name) }))
    .filter((group) => group.changes.length > 0);
}

/** The clause that a change stands in, under its new name; `3 Sharing (before: 2 Disclosure)` when it was renamed. */
export function changeHeading(change: Pick<AssessedChange, 'clause'>, words: Words): string {
  const name = (side: 'old' | 'new') => {
    const clause = change.clause[side];
    return clause ? [clause.number, clause.title].filter(Boolean).join(' ') : null;
  };
  const [before, after] = [name('old'), name('new')];
  const shown = after ?? before;
  if (!shown) return words.preamble;
  return before && after && before !== after ? words.changes.renamed(after, before) : shown;
}

/** Id of a change's place in the redline of the same page. */
export const changeAnchor = (change: Pick<AssessedChange, 'id'>, prefix: string): string => `${prefix}change-${change.id}`;

import type { AssessedChange } from '../assessment/assessment.ts';
import { type ChangeClass, classOrder } from '../policy/change-class.ts';
import type { ChangeListLabels } from './change-list.ts';

/** Changes of one class that stand in one clause, in the order of the text. */
interface ClauseGroup {
  /** The clause under its new name; with the old one beside it when it was renamed. */
  name: string;
  changes: AssessedChange[];
}

export interface ClassGroup {
  class: ChangeClass;
  count: number;
  clauses: ClauseGroup[];
}

/** The changes by class, the gravest first, and inside a class by clause. Empty classes are left out. */
export function groupChanges(
  changes: readonly AssessedChange[],
  labels: Pick<ChangeListLabels, 'renamed' | 'opening'>,
): ClassGroup[] {
  const classes = (Object.keys(classOrder) as ChangeClass[]).sort((a, b) => classOrder[b] - classOrder[a]);
  return classes.flatMap((name) => {
    const members = changes.filter((change) => change.class === name);
    if (members.length === 0) return [];
    const clauses: ClauseGroup[] = [];
    for (const change of members) {
      const heading = clauseHeading(change, labels);
      const last = clauses.at(-1);
      if (last?.name === heading) last.changes.push(change);
      else clauses.push({ name: heading, changes: [change] });
    }
    return [{ class: name, count: members.length, clauses }];
  });
}

function clauseHeading(
  change: Pick<AssessedChange, 'clause'>,
  labels: Pick<ChangeListLabels, 'renamed' | 'opening'>,
): string {
  const name = (side: 'old' | 'new') => {
    const clause = change.clause[side];
    return clause ? [clause.number, clause.title].filter(Boolean).join(' ') : null;
  };
  const [before, after] = [name('old'), name('new')];
  const title = change.clause.new?.title;
  // A number alone changes with every clause put in before; only a new title is a new name.
  if (before && after && title !== change.clause.old?.title)
    return labels.renamed.replace('{after}', () => after).replace('{before}', () => before);
  return after || before || labels.opening;
}

/** As a sentence: a capital at its beginning, a full stop at its end. */
export function asSentence(text: string): string {
  const start = text.charAt(0).toLocaleUpperCase() + text.slice(1);
  return /[.!?…]$/.test(start) ? start : `${start}.`;
}

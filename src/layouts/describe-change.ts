import type { AssessedChange } from '../assessment/assessment.ts';
import { type ChangeClass, classOrder } from '../policy/change-class.ts';
import type { Segment } from '../redline/redline.ts';
import type { ChangeListLabels } from './change-list.ts';

/** Changes of one class that stand in one clause, in the order of the text. */
export interface ClauseGroup {
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

const context = 70;
const longest = 320;

/**
 * The words that went and came with a little of what stands around them. What is left out shows as ` … `; the
 * redline on the same page has it all.
 */
export function excerptOf(segments: readonly Segment[]): Segment[] {
  const shown: Segment[] = [];
  let room = longest;
  for (const [index, segment] of segments.entries()) {
    if (segment.type === 'same') {
      const first = index === 0;
      const last = index === segments.length - 1;
      shown.push({
        type: 'same',
        text: first ? tail(segment.text) : last ? head(segment.text, context) : middle(segment.text),
      });
      continue;
    }
    if (room <= 0) {
      shown.push({ type: 'same', text: ' …' });
      break;
    }
    const text = head(segment.text, room);
    shown.push({ type: segment.type, text });
    room -= text.length;
  }
  return shown;
}

/** Cuts at white space, so that no word is shown by half. */
function head(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).trimEnd()} …`;
}

function tail(text: string): string {
  if (text.length <= context) return text;
  const cut = text.slice(-context);
  return `… ${cut.slice(cut.indexOf(' ') + 1)}`;
}

function middle(text: string): string {
  return text.length <= 2 * context ? text : `${head(text, context)}${tail(text).slice(1)}`;
}

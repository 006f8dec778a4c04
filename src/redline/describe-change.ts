import type { Change, ClauseReference, Redline } from './redline.ts';

const names: Record<Change['kind'], [one: string, many: string]> = {
  added: ['added', 'added'],
  removed: ['removed', 'removed'],
  changed: ['changed', 'changed'],
  moved: ['moved', 'moved'],
  split: ['split', 'split'],
  merged: ['merged', 'merged'],
  renumbered: ['renumbering', 'renumberings'],
  format: ['change of formatting', 'changes of formatting'],
  link: ['change of a link', 'changes of links'],
};

/** How people name a clause: `3.1 Customer data`; text before the first clause has no name. */
function clauseName(reference: ClauseReference | null): string | null {
  if (!reference) return null;
  const name = [reference.number, reference.title].filter((part) => part !== null && part !== '').join(' ');
  return name === '' ? null : name;
}

/** `3 changed, 1 moved, 2 added`: findings by kind, the weightiest kinds first. */
export function summarizeKinds(changes: readonly Change[]): string {
  const counts = new Map<Change['kind'], number>();
  for (const change of changes) counts.set(change.kind, (counts.get(change.kind) ?? 0) + 1);
  const parts = (Object.keys(names) as Change['kind'][]).flatMap((kind) => {
    const count = counts.get(kind) ?? 0;
    return count === 0 ? [] : [`${count} ${names[kind][count === 1 ? 0 : 1]}`];
  });
  return parts.join(', ');
}

/** Findings under the clause where a reader of the new text looks for them (removed ones: of the old text). */
export function groupByClause(redline: Redline): { name: string; changes: Change[] }[] {
  const groups: { name: string; changes: Change[] }[] = [];
  for (const change of redline.changes) {
    const name = clauseName(change.clause.new) ?? clauseName(change.clause.old) ?? 'Before the first clause';
    const last = groups.at(-1);
    if (last?.name === name) last.changes.push(change);
    else groups.push({ name, changes: [change] });
  }
  return groups;
}

/** Findings about form alone say all in their title. */
export const showsText = (change: Change): boolean => !['format', 'link', 'renumbered'].includes(change.kind);

/** Findings of a clause for a list: those whose title says all and which are like the one before are told once, with their number. */
export function foldAlike(changes: readonly Change[]): { title: string; change: Change }[] {
  const folded: { title: string; change: Change; times: number }[] = [];
  for (const change of changes) {
    const title = changeTitle(change);
    const last = folded.at(-1);
    if (last?.title === title && !showsText(change)) last.times++;
    else folded.push({ title, change, times: 1 });
  }
  return folded.map(({ title, change, times }) => ({
    title: times > 1 ? `${title}, ${times} times` : title,
    change,
  }));
}

/** One line that says what happened, without the text itself. */
export function changeTitle(change: Change): string {
  if (change.term) return `“${change.term.old}” is now “${change.term.new}”, ${change.count} places`;
  if (change.column !== undefined)
    return `Column ${change.column === '' ? '' : `“${change.column}” `}${change.kind}`;
  const block =
    change.block === 'item'
      ? 'list item'
      : change.block === 'row'
        ? 'table row'
        : change.block === 'code'
          ? 'block of code'
          : change.block;
  switch (change.kind) {
    case 'renumbered':
      return /[–,]/u.test(change.old ?? '')
        ? `Clauses ${change.old} are now ${change.new} (${change.count} places)`
        : `Clause ${change.old} is now ${change.new}${change.count > 1 ? ` (${change.count} places)` : ''}`;
    case 'format':
      return `Formatting of a ${block}`;
    case 'link':
      return `Link in a ${block}`;
    case 'moved': {
      if (change.count > 1) return `List re-ordered, ${change.count} items moved`;
      const [from, to] = [clauseName(change.clause.old), clauseName(change.clause.new)];
      const way =
        change.block !== 'clause' && from !== to
          ? ` from “${from ?? 'the beginning'}” to “${to ?? 'the beginning'}”`
          : '';
      return `${capital(block)} moved${way}`;
    }
    case 'split':
    case 'merged': {
      const edited = change.segments.some(({ type, text }) => type !== 'same' && text.trim() !== '');
      return `${capital(block)} ${change.kind}${edited ? ' and changed' : ''}`;
    }
    default:
      return `${capital(block)} ${change.kind}`;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

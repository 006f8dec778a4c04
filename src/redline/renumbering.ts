import type { Clause } from '../policy/document.ts';
import { blockOf, type Draft, placeOf } from './drafts.ts';
import type { ClausePair } from './match-clauses.ts';
import type { Entry } from './merge.ts';
import type { Replacement } from './replacements.ts';

/** Old number → new number of the clauses found again, where they differ. */
export function renumberings(entries: readonly Entry[], clauses: readonly ClausePair[]): Map<string, string> {
  const before = new Map<string, Clause>();
  const after = new Map<string, Clause>();
  for (const { old, new: fresh } of entries) {
    if (old?.clause) before.set(old.clause.id, old.clause);
    if (fresh?.clause) after.set(fresh.clause.id, fresh.clause);
  }
  const numbers = new Map<string, string>();
  for (const pair of clauses) {
    const [a, b] = [before.get(pair.old)?.number, after.get(pair.new)?.number];
    if (a && b && a !== b) numbers.set(a, b);
  }
  return numbers;
}

/** `5.2` is now `6.2` because `5` is now `6`. */
function followsParent(old: string, fresh: string, numbers: ReadonlyMap<string, string>): boolean {
  const [parent, newParent] = [old.replace(/\.?[^.]+$/, ''), fresh.replace(/\.?[^.]+$/, '')];
  return (
    parent !== '' &&
    numbers.get(parent) === newParent &&
    old.slice(parent.length) === fresh.slice(newParent.length)
  );
}

/** `5, 6, 7, 9` → `5–7, 9`. */
function numberRange(numbers: readonly string[]): string {
  const parts: string[] = [];
  for (let start = 0; start < numbers.length; ) {
    let end = start;
    while (end + 1 < numbers.length && follows(numbers[end]!, numbers[end + 1]!)) end++;
    parts.push(
      end - start >= 2 ? `${numbers[start]}–${numbers[end]}` : numbers.slice(start, end + 1).join(', '),
    );
    start = end + 1;
  }
  return parts.join(', ');
}

function follows(a: string, b: string): boolean {
  const [x, y] = [a.split('.'), b.split('.')];
  return (
    x.length === y.length &&
    x.slice(0, -1).join('.') === y.slice(0, -1).join('.') &&
    Number(y.at(-1)) === Number(x.at(-1)) + 1
  );
}

/** One finding for all that follows from new numbers; `moved`: old numbers of clauses whose own finding says where they went. */
export function renumberDraft(
  places: readonly Replacement[],
  all: ReadonlyMap<string, string>,
  moved: ReadonlySet<string>,
): Draft {
  const numbers = [...all].filter(([old]) => !moved.has(old)).map(([old, fresh]) => ({ old, new: fresh }));
  const tops = numbers.filter(({ old, new: fresh }) => !followsParent(old, fresh, all));
  const first = places[0]!;
  const [from, to] = [numberRange(tops.map((pair) => pair.old)), numberRange(tops.map((pair) => pair.new))];
  return {
    kind: 'renumbered',
    ...placeOf(first.entry),
    old: from || first.old,
    new: to || first.new,
    count: places.length,
    segments: [
      { type: 'removed', text: from || first.old },
      { type: 'added', text: to || first.new },
    ],
    block: blockOf(first.entry.new ?? first.entry.old!),
    numbers,
    marks: places.flatMap((place) => [...place.removed, ...place.added]),
  };
}

import type { Clause } from '../policy/document.ts';
import type { ClausePair } from './match-clauses.ts';
import type { Entry } from './merge.ts';

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
export function followsParent(old: string, fresh: string, numbers: ReadonlyMap<string, string>): boolean {
  const [parent, newParent] = [old.replace(/\.?[^.]+$/, ''), fresh.replace(/\.?[^.]+$/, '')];
  return (
    parent !== '' &&
    numbers.get(parent) === newParent &&
    old.slice(parent.length) === fresh.slice(newParent.length)
  );
}

/** `5, 6, 7, 9` → `5–7, 9`. */
export function numberRange(numbers: readonly string[]): string {
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

import { type Clause, type PolicyDocument, walkClauses } from '../policy/document.ts';
import { type Alignment, alignUnits } from './align-units.ts';
import { flatten, type Unit } from './flatten.ts';
import { recentInterner } from './tokens.ts';

export interface ClausePair {
  old: string;
  new: string;
}

/** Which clause of one document is which of another: by content first, then title, number and place. One to one. */
export function matchClauses(previous: PolicyDocument, next: PolicyDocument): ClausePair[] {
  const interner = recentInterner();
  const old = flatten(previous, interner);
  const fresh = flatten(next, interner);
  return pairClauses(previous, next, old, fresh, alignUnits(old, fresh, interner));
}

/** The same from an alignment that is known already. In the order of the new document. */
export function pairClauses(
  previous: PolicyDocument,
  next: PolicyDocument,
  old: readonly Unit[],
  fresh: readonly Unit[],
  alignment: Alignment,
): ClausePair[] {
  const votes = new Map<Clause, Map<Clause, number>>();
  const vote = (a: Clause, b: Clause, weight: number) => {
    const row = votes.get(a) ?? new Map<Clause, number>();
    votes.set(a, row);
    row.set(b, (row.get(b) ?? 0) + weight);
  };
  for (const pairing of [...alignment.inPlace, ...alignment.moved]) {
    for (const i of pairing.old) {
      for (const j of pairing.new) {
        const [a, b] = [old[i]!, fresh[j]!];
        if (!a.clause || !b.clause) continue;
        // A heading speaks for its clause more than any one paragraph.
        vote(
          a.clause,
          b.clause,
          a.opens && b.opens
            ? Math.max(12, 2 * b.words)
            : a.opens === b.opens
              ? Math.min(a.words, b.words, 80) + 1
              : 0,
        );
      }
    }
  }
  const oldClauses = [...walkClauses(previous.clauses)];
  const newClauses = [...walkClauses(next.clauses)];
  const byTitle = new Map<string, Clause[]>();
  for (const clause of newClauses)
    byTitle.set(titleKey(clause), [...(byTitle.get(titleKey(clause)) ?? []), clause]);
  for (const clause of oldClauses) {
    const same = clause.title === '' ? [] : (byTitle.get(titleKey(clause)) ?? []);
    if (same.length === 1) vote(clause, same[0]!, 4);
    for (const other of same) if (other.number === clause.number) vote(clause, other, 2);
  }
  const ranked: { a: Clause; b: Clause; weight: number }[] = [];
  for (const [a, row] of votes)
    for (const [b, weight] of row)
      if (weight > 0) ranked.push({ a, b, weight: weight + (a.id === b.id ? 0.5 : 0) });
  ranked.sort((x, y) => y.weight - x.weight);
  const found = new Map<Clause, Clause>();
  const taken = new Set<Clause>();
  for (const { a, b } of ranked) {
    if (taken.has(a) || found.has(b)) continue;
    taken.add(a);
    found.set(b, a);
  }
  return newClauses.flatMap((clause) => {
    const counterpart = found.get(clause);
    return counterpart ? [{ old: counterpart.id, new: clause.id }] : [];
  });
}

const titleKey = (clause: Clause): string =>
  clause.title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

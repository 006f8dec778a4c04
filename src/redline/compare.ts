import type { PolicyDocument } from '../policy/document.ts';
import { compareTables, wholeTable } from './align-table.ts';
import { type Alignment, alignUnits, type Pairing } from './align-units.ts';
import { flatten, type Unit } from './flatten.ts';
import { listChanges } from './list-changes.ts';
import { pairClauses } from './match-clauses.ts';
import { buildTree, type Entry, orderEntries, textRow } from './merge.ts';
import type { Redline, Row, Run } from './redline.ts';
import { buildRuns, runsOf } from './runs.ts';
import { simplify } from './simplify.ts';
import { countWords } from './stats.ts';
import { findStretches, joinTexts } from './stretches.ts';
import { Interner } from './tokens.ts';

/**
 * Compares two documents: blocks are aligned, then the words inside them, then what was found is made readable.
 * Pure; the same in a browser. README.md explains the steps.
 */
export function compareDocuments(previous: PolicyDocument, next: PolicyDocument): Redline {
  const interner = new Interner();
  const old = flatten(previous, interner);
  const fresh = flatten(next, interner);
  const alignment = alignUnits(old, fresh, interner);
  const clauses = pairClauses(previous, next, old, fresh, alignment);
  const entries = mergeEntries(old, fresh, alignment);
  const changes = listChanges(entries.entries, clauses);
  return {
    stats: countWords(entries.entries),
    changes,
    rows: buildTree(entries.entries, entries.boxes),
    clauses,
  };
}

function mergeEntries(old: readonly Unit[], next: readonly Unit[], alignment: Alignment) {
  const movedOld = new Map<number, Pairing>();
  const movedNew = new Map<number, Pairing>();
  for (const pairing of alignment.moved) {
    for (const i of pairing.old) movedOld.set(i, pairing);
    for (const j of pairing.new) movedNew.set(j, pairing);
  }
  return orderEntries(old, next, alignment.inPlace, {
    both: (pairing) => compareBlocks(pairing, old, next),
    old: (unit) => {
      const pairing = movedOld.get(unit.index);
      return oneSided(unit, 'old', pairing?.move);
    },
    new: (unit) => {
      const pairing = movedNew.get(unit.index);
      if (!pairing) return oneSided(unit, 'new', undefined);
      const [entry] = compareBlocks(pairing, old, next);
      const { row } = entry!;
      row.side = 'new';
      row.move = pairing.move;
      return { side: 'new', new: unit, old: entry!.old, move: pairing.move, row };
    },
  });
}

function oneSided(unit: Unit, side: 'old' | 'new', move: number | undefined): Entry {
  const op = move !== undefined ? 'same' : side === 'old' ? 'removed' : 'added';
  const row: Row =
    unit.type === 'rule'
      ? { type: 'rule', side }
      : unit.type === 'table'
        ? wholeTable(unit, side, op)
        : textRow(unit, side, runsOf(unit, op));
  if (move !== undefined) row.move = move;
  if (move !== undefined && row.type === 'table') for (const line of row.rows) line.move = move;
  return { side, [side]: unit, row, ...(move === undefined ? {} : { move }) };
}

/** One entry for each new block of a pairing. */
function compareBlocks(pairing: Pairing, old: readonly Unit[], next: readonly Unit[]): Entry[] {
  const before = pairing.old.map((i) => old[i]!);
  const after = pairing.new.map((j) => next[j]!);
  const [a, b] = [before[0]!, after[0]!];
  if (b.type === 'rule') return [{ side: 'both', old: a, new: b, row: { type: 'rule', side: 'both' } }];
  if (b.type === 'table') return [{ side: 'both', old: a, new: b, row: compareTables(a, b).row }];
  const runs = compareTexts(before, after);
  return after.map((unit, k): Entry => {
    const row = textRow(unit, 'both', runs[k] ?? []);
    if (a.type !== b.type || (a.type === 'heading' && a.level !== b.level)) row.format = true;
    return { side: 'both', old: before[Math.min(k, before.length - 1)]!, new: unit, row };
  });
}

function compareTexts(before: readonly Unit[], after: readonly Unit[]): Run[][] {
  const [joinedOld, joinedNew] = [joinTexts(before), joinTexts(after)];
  const found = findStretches(joinedOld.tokens, joinedNew.tokens);
  return buildRuns(simplify(found, joinedOld, joinedNew), joinedOld, joinedNew);
}

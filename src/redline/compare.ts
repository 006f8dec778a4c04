import type { PolicyDocument } from '../policy/document.ts';
import { compareTables, wholeTable } from './align-table.ts';
import { type Alignment, alignUnits, formOf, type Pairing } from './align-units.ts';
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
  const changes = listChanges(entries.entries, old, clauses);
  return {
    stats: countWords(entries.entries),
    changes,
    rows: buildTree(entries.entries, entries.boxes),
    clauses,
  };
}

function mergeEntries(old: readonly Unit[], next: readonly Unit[], alignment: Alignment) {
  const { staying, reformed } = splitForms(old, next, alignment);
  const movedOld = new Map<number, Pairing>();
  const movedNew = new Map<number, Pairing>();
  for (const pairing of [...alignment.moved, ...reformed]) {
    for (const i of pairing.old) movedOld.set(i, pairing);
    for (const j of pairing.new) movedNew.set(j, pairing);
  }
  const comparedMoves = new Map<Pairing, Entry[]>();
  return orderEntries(old, next, staying, {
    both: (pairing) => compareBlocks(pairing, old, next),
    old: (unit) => {
      const pairing = movedOld.get(unit.index);
      return oneSided(unit, 'old', pairing);
    },
    new: (unit) => {
      const pairing = movedNew.get(unit.index);
      if (!pairing) return oneSided(unit, 'new', undefined);
      const compared = comparedMoves.get(pairing) ?? compareBlocks(pairing, old, next);
      comparedMoves.set(pairing, compared);
      const entry = compared[pairing.new.indexOf(unit.index)]!;
      const place = { side: 'new' as const, move: pairing.move, ...(pairing.form ? { form: true } : {}) };
      Object.assign(entry.row, place);
      return { ...entry, ...place, new: unit };
    },
  });
}

function oneSided(unit: Unit, side: 'old' | 'new', pairing: Pairing | undefined): Entry {
  const move = pairing?.move;
  const op = move !== undefined ? 'same' : side === 'old' ? 'removed' : 'added';
  const row: Row =
    unit.type === 'rule'
      ? { type: 'rule', side }
      : unit.type === 'table'
        ? wholeTable(unit, side, op)
        : textRow(unit, side, runsOf(unit, op));
  if (move !== undefined) row.move = move;
  if (pairing?.form) row.form = true;
  if (move !== undefined && row.type === 'table') for (const line of row.rows) line.move = move;
  return { side, [side]: unit, row, ...(move === undefined ? {} : { move, form: pairing?.form }) };
}

/** One entry for each new block of a pairing. */
function compareBlocks(pairing: Pairing, old: readonly Unit[], next: readonly Unit[]): Entry[] {
  const before = pairing.old.map((i) => old[i]!);
  const after = pairing.new.map((j) => next[j]!);
  const [a, b] = [before[0]!, after[0]!];
  if (b.type === 'rule') return [{ side: 'both', old: a, new: b, row: { type: 'rule', side: 'both' } }];
  if (b.type === 'table') return [{ side: 'both', old: a, new: b, row: compareTables(a, b) }];
  const runs = compareTexts(before, after);
  return after.map((unit, k): Entry => {
    const row = textRow(unit, 'both', runs[k] ?? []);
    if (k > 0) row.continues = true;
    return { side: 'both', old: before[Math.min(k, before.length - 1)]!, new: unit, row };
  });
}

function compareTexts(before: readonly Unit[], after: readonly Unit[]): Run[][] {
  const [joinedOld, joinedNew] = [joinTexts(before), joinTexts(after)];
  const found = findStretches(joinedOld.tokens, joinedNew.tokens);
  return buildRuns(simplify(found, joinedOld, joinedNew), joinedOld, joinedNew);
}

/**
 * Blocks that kept their place but not their form stand in both forms (linked like a move), if most of the text stayed;
 * otherwise the old block is removed and the new one added.
 */
function splitForms(
  old: readonly Unit[],
  next: readonly Unit[],
  alignment: Alignment,
): { staying: Pairing[]; reformed: Pairing[] } {
  const staying: Pairing[] = [];
  const reformed: Pairing[] = [];
  let move = Math.max(0, ...alignment.moved.map((pairing) => pairing.move ?? 0));
  for (const pairing of alignment.inPlace) {
    const [before, after] = [pairing.old.map((i) => old[i]!), pairing.new.map((j) => next[j]!)];
    const form = formOf(before[0]!);
    if ([...before, ...after].every((unit) => formOf(unit) === form)) staying.push(pairing);
    else if (sharesMost(before, after)) reformed.push({ ...pairing, move: ++move, form: true });
  }
  return { staying, reformed };
}

function sharesMost(before: readonly Unit[], after: readonly Unit[]): boolean {
  if (before.length === 1 && after.length === 1 && before[0]!.key === after[0]!.key) return true;
  const [a, b] = [joinTexts(before).tokens, joinTexts(after).tokens];
  const kept = findStretches(a, b).reduce(
    (sum, { kept, newStart, newEnd }) => sum + (kept ? newEnd - newStart : 0),
    0,
  );
  return kept >= 3 && kept * 2 >= Math.max(a.length, b.length);
}

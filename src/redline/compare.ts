import type { PolicyDocument } from '../policy/document.ts';
import { compareTables, wholeTable } from './align-table.ts';
import { type Alignment, alignUnits, formOf, type Pairing } from './align-units.ts';
import { flatten, type Unit } from './flatten.ts';
import { listChanges } from './list-changes.ts';
import { pairClauses } from './match-clauses.ts';
import { buildTree, type Entry, orderEntries, textRow } from './merge.ts';
import type { Redline, Row, Run, TableRow } from './redline.ts';
import { buildRuns, runsOf, sameMarks } from './runs.ts';
import { simplify } from './simplify.ts';
import { countWords } from './stats.ts';
import { findStretches, joinTexts } from './stretches.ts';
import { recentInterner } from './tokens.ts';

/**
 * Compares two documents: blocks are aligned, then the words inside them, then what was found is made readable.
 * Pure; the same in a browser. README.md explains the steps.
 */
export function compareDocuments(previous: PolicyDocument, next: PolicyDocument): Redline {
  const interner = recentInterner();
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
  const moves: MoveCounter = {
    last: Math.max(0, ...[...alignment.moved, ...reformed].map((pairing) => pairing.move ?? 0)),
  };
  return orderEntries(old, next, staying, {
    both: (pairing) => compareBlocks(pairing, old, next, moves),
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
  if (row.type === 'heading' && unit.opens) {
    const id = unit.clause?.id ?? null;
    row.clause = side === 'old' ? { old: id, new: null } : { old: null, new: id };
  }
  if (move !== undefined) row.move = move;
  if (pairing?.form) row.form = true;
  return { side, [side]: unit, row, ...(move === undefined ? {} : { move, form: pairing?.form }) };
}

/** The last number given to a move. */
interface MoveCounter {
  last: number;
}

/** Rows move inside a table that stays; in a table that moves itself they only come and go. */
function countedTable(a: Unit, b: Unit, moves: MoveCounter | undefined): TableRow {
  const row = compareTables(a, b, moves ? moves.last + 1 : null);
  if (moves) for (const line of row.rows) moves.last = Math.max(moves.last, line.move ?? 0);
  return row;
}

/** One entry for each new block of a pairing. */
function compareBlocks(
  pairing: Pairing,
  old: readonly Unit[],
  next: readonly Unit[],
  moves?: MoveCounter,
): Entry[] {
  const before = pairing.old.map((i) => old[i]!);
  const after = pairing.new.map((j) => next[j]!);
  const [a, b] = [before[0]!, after[0]!];
  if (b.type === 'rule') return [{ side: 'both', old: a, new: b, row: { type: 'rule', side: 'both' } }];
  if (b.type === 'table') return [{ side: 'both', old: a, new: b, row: countedTable(a, b, moves) }];
  const runs = compareTexts(before, after);
  return after.map((unit, k): Entry => {
    const row = textRow(unit, 'both', runs[k] ?? []);
    if (unit.type === 'heading' && unit.opens)
      row.clause = { old: a.opens ? (a.clause?.id ?? null) : null, new: unit.clause?.id ?? null };
    const fresh = k > 0 && row.runs.every((run) => run.op === 'added');
    if (fresh) {
      row.side = 'new';
      return { side: 'new', new: unit, row };
    }
    if (k > 0) row.continues = true;
    return { side: 'both', old: before[Math.min(k, before.length - 1)]!, new: unit, row };
  });
}

function compareTexts(before: readonly Unit[], after: readonly Unit[]): Run[][] {
  const [a, b] = [before[0]!, after[0]!];
  if (before.length === 1 && after.length === 1 && a.text === b.text && sameSpans(a, b))
    return [runsOf(b, 'same')];
  const { old, next, stretches } = stretchesBetween(before, after);
  return buildRuns(stretches, old, next);
}

function stretchesBetween(before: readonly Unit[], after: readonly Unit[]) {
  const [old, next] = [joinTexts(before), joinTexts(after)];
  return { old, next, stretches: simplify(findStretches(old.tokens, next.tokens), old, next) };
}

function sameSpans(a: Unit, b: Unit): boolean {
  if (a.spans.length !== b.spans.length) return false;
  return a.spans.every((span, index) => {
    const other = b.spans[index]!;
    return (
      span.start === other.start &&
      span.end === other.end &&
      sameMarks(span.marks, other.marks) &&
      span.image?.url === other.image?.url
    );
  });
}

/**
 * Where one text has an edge between two blocks, the other must have white space; else the edge cannot be told
 * apart from the words. (Somebody broke a block inside a word, or joined two without a space.)
 */
function edgesHold(before: readonly Unit[], after: readonly Unit[]): boolean {
  const { old, next, stretches } = stretchesBetween(before, after);
  const edges = (joined: typeof old) =>
    joined.starts.slice(1).map((start) => joined.tokens.findIndex((token) => token.start >= start));
  const [oldEdges, newEdges] = [edges(old), edges(next)];
  return stretches.every((stretch, index) => {
    const following = stretches[index + 1];
    const inside = (edge: number, start: number, end: number) => edge >= start && edge < end;
    const spacedNew = (edge: number) => {
      if (!inside(edge, stretch.oldStart, stretch.oldEnd)) return true;
      const token =
        next.tokens[
          stretch.kept
            ? stretch.newStart + edge - stretch.oldStart
            : stretch.newStart < stretch.newEnd
              ? stretch.newStart
              : (following?.newStart ?? -1)
        ];
      return token === undefined || token.spaced;
    };
    const spacedOld = (edge: number) => {
      if (!inside(edge, stretch.newStart, stretch.newEnd)) return true;
      const token =
        old.tokens[stretch.kept ? stretch.oldStart + edge - stretch.newStart : (following?.oldStart ?? -1)];
      return token === undefined || token.spaced;
    };
    return oldEdges.every(spacedNew) && newEdges.every(spacedOld);
  });
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
    const several = before.length + after.length > 2;
    if ([...before, ...after].every((unit) => formOf(unit) === form)) {
      staying.push(several && !edgesHold(before, after) ? largestPart(pairing, before, after) : pairing);
    } else if (sharesMost(before, after)) reformed.push({ ...pairing, move: ++move, form: true });
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
  return kept >= 2 && kept * 2 >= Math.max(a.length, b.length);
}

function largestPart(pairing: Pairing, before: readonly Unit[], after: readonly Unit[]): Pairing {
  const largest = (units: readonly Unit[]) =>
    units.reduce((best, unit) => (unit.words > best.words ? unit : best)).index;
  return { ...pairing, old: [largest(before)], new: [largest(after)] };
}

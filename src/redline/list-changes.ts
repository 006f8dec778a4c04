import type { Clause } from '../policy/document.ts';
import type { Unit } from './flatten.ts';
import type { ClausePair } from './match-clauses.ts';
import type { Entry } from './merge.ts';
import type { Change, ClauseReference, Run, Segment, TableRow, TextRow } from './redline.ts';

/** Merged entries → findings, in reading order. Writes each finding's id into the runs and rows that show it. */
export function listChanges(entries: readonly Entry[], clauses: readonly ClausePair[]): Change[] {
  const changes: Change[] = [];
  void clauses;
  const ids = new Map<string, number>();
  const identify = (change: Omit<Change, 'id'>): Change => {
    const base = hash(
      [change.kind, change.clause.old?.id, change.clause.new?.id, change.old, change.new].join('\u0000'),
    );
    const seen = ids.get(base) ?? 0;
    ids.set(base, seen + 1);
    return { id: seen === 0 ? base : `${base}-${seen + 1}`, ...change };
  };
  const moves = new Map<number, Entry[]>();
  for (const entry of entries)
    if (entry.move !== undefined) moves.set(entry.move, [...(moves.get(entry.move) ?? []), entry]);

  for (const entry of entries) {
    if (entry.move !== undefined) {
      const all = moves.get(entry.move);
      if (!all || entry.side !== 'new' || all.find((other) => other.side === 'new') !== entry) continue;
      const change = identify(moveChange(all, entry.move));
      changes.push(change);
      for (const other of all) {
        other.row.id = change.id;
        if ('runs' in other.row)
          for (const run of other.row.runs) if (run.op !== 'same' || run.change) run.id = change.id;
      }
      continue;
    }
    const { row } = entry;
    if (row.type === 'table') {
      for (const line of row.rows) {
        const change = rowChange(entry, line);
        if (!change) continue;
        const found = identify(change);
        changes.push(found);
        line.id = found.id;
        for (const cell of line.cells)
          for (const run of cell.runs) if (run.op !== 'same' || run.change) run.id = found.id;
      }
    } else if ('runs' in row) {
      const change = textChange(entry, row);
      if (!change) continue;
      const found = identify(change);
      changes.push(found);
      row.id = found.id;
      for (const run of row.runs) if (run.op !== 'same' || run.change) run.id = found.id;
    }
  }
  return changes;
}

function textChange(entry: Entry, row: TextRow): Omit<Change, 'id'> | null {
  const block = blockOf(entry.new ?? entry.old!);
  const clause = { old: referenceOf(entry.old), new: referenceOf(entry.new) };
  const segments = segmentsOf(row.runs);
  const [old, fresh] = [sideText(segments, 'old'), sideText(segments, 'new')];
  const base = { clause, count: 1, segments, block };
  if (row.side === 'old') return old === '' ? null : { kind: 'removed', old, new: null, ...base };
  if (row.side === 'new') return fresh === '' ? null : { kind: 'added', old: null, new: fresh, ...base };
  if (segments.some((segment) => segment.type !== 'same'))
    return { kind: 'changed', old, new: fresh, ...base };
  if (row.runs.some((run) => run.change === 'link')) return { kind: 'link', old, new: fresh, ...base };
  if (row.runs.some((run) => run.change)) return { kind: 'format', old, new: fresh, ...base };
  return null;
}

function rowChange(entry: Entry, line: TableRow['rows'][number]): Omit<Change, 'id'> | null {
  const runs = line.cells.flatMap((cell, index): Run[] => [
    ...(index > 0 && cell.runs.length > 0
      ? [
          {
            op:
              line.side === 'both'
                ? ('same' as const)
                : line.side === 'old'
                  ? ('removed' as const)
                  : ('added' as const),
            text: ' | ',
            marks: [],
          },
        ]
      : []),
    ...cell.runs,
  ]);
  const clause = { old: referenceOf(entry.old), new: referenceOf(entry.new) };
  const segments = segmentsOf(runs);
  const [old, fresh] = [sideText(segments, 'old'), sideText(segments, 'new')];
  const base = { clause, count: 1, segments, block: 'row' as const };
  if (line.side === 'old') return { kind: 'removed', old, new: null, ...base };
  if (line.side === 'new') return { kind: 'added', old: null, new: fresh, ...base };
  if (segments.some((segment) => segment.type !== 'same'))
    return { kind: 'changed', old, new: fresh, ...base };
  if (runs.some((run) => run.change === 'link')) return { kind: 'link', old, new: fresh, ...base };
  if (runs.some((run) => run.change)) return { kind: 'format', old, new: fresh, ...base };
  return null;
}

function moveChange(entries: readonly Entry[], move: number): Omit<Change, 'id'> {
  const old = entries.filter((entry) => entry.side === 'old');
  const fresh = entries.filter((entry) => entry.side === 'new');
  const text = (list: readonly Entry[], side: 'old' | 'new') =>
    list
      .map((entry) =>
        'runs' in entry.row ? sideText(segmentsOf(entry.row.runs), side) : (entry.new ?? entry.old)!.text,
      )
      .join('\n');
  const first = fresh[0]!;
  const runs = fresh.flatMap((entry, index): Run[] => [
    ...(index > 0 ? [{ op: 'same' as const, text: '\n', marks: [] }] : []),
    ...('runs' in entry.row ? entry.row.runs : []),
  ]);
  return {
    kind: 'moved',
    clause: { old: referenceOf(old[0]?.old), new: referenceOf(first.new) },
    old: text(old, 'old'),
    new: text(fresh, 'new'),
    count: 1,
    segments: segmentsOf(runs),
    block: first.new!.opens ? 'clause' : blockOf(first.new!),
    move,
  };
}

export function referenceOf(unit: Unit | undefined): ClauseReference | null {
  const clause: Clause | null | undefined = unit?.clause;
  return clause ? { id: clause.id, number: clause.number, title: clause.title } : null;
}

function blockOf(unit: Unit): Change['block'] {
  if (unit.type === 'heading' || unit.type === 'table' || unit.type === 'code') return unit.type;
  return unit.path.some((box) => box.type === 'item') ? 'item' : 'paragraph';
}

/** Runs → segments: formatting and typography left out, neighbours joined. */
export function segmentsOf(runs: readonly Run[]): Segment[] {
  const segments: Segment[] = [];
  for (const run of runs) {
    if (run.text === '' || (run.change === 'typography' && run.op === 'removed')) continue;
    const type = run.change === 'typography' ? 'same' : run.op;
    const last = segments.at(-1);
    if (last?.type === type) last.text += run.text;
    else segments.push({ type, text: run.text });
  }
  // White space alone that came or went is no finding.
  return segments.map((segment) =>
    segment.type !== 'same' && segment.text.trim() === '' ? { ...segment, type: 'same' as const } : segment,
  );
}

function sideText(segments: readonly Segment[], side: 'old' | 'new'): string {
  const other = side === 'old' ? 'added' : 'removed';
  return segments
    .filter((segment) => segment.type !== other)
    .map((segment) => segment.text)
    .join('')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** 52 bits of FNV-1a as base 36: an id that depends on nothing but the texts. */
export function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + i), 0x85ebca6b);
  }
  return `${(a >>> 0).toString(36)}${(b >>> 6).toString(36)}`;
}

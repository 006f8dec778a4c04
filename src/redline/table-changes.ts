import { type Draft, placeOf } from './drafts.ts';
import type { Entry } from './merge.ts';
import type { Run, TableRow } from './redline.ts';
import { runListsOf } from './replacements.ts';
import { isBlank, lineSegments, linesOf, lineText, sideText } from './segments.ts';

type Line = TableRow['rows'][number];

/** A table that came or went is one finding; a column too; else every changed row. */
export function tableDrafts(entry: Entry, isOpen: (run: Run) => boolean): Draft[] {
  const { row } = entry;
  if (row.type !== 'table') return [];
  if (entry.side !== 'both') {
    const text = row.rows.map((line) => lineText(line, entry.side === 'old' ? 'old' : 'new')).join('\n');
    const removed = entry.side === 'old';
    return [
      {
        kind: removed ? 'removed' : 'added',
        ...placeOf(entry),
        old: removed ? text : null,
        new: removed ? null : text,
        count: 1,
        segments: [{ type: removed ? 'removed' : 'added', text }],
        block: 'table',
        marks: [row, ...linesOf(entry), ...runListsOf(entry).flat()],
      },
    ];
  }
  const drafts: Draft[] = [];
  const inColumn = new Set<Run>();
  for (const column of row.columns ?? []) {
    const cells = row.rows.flatMap((line) =>
      line.side === 'both' && line.cells[column.index] ? [line.cells[column.index]!] : [],
    );
    const runs = cells.flatMap((cell) => cell.runs);
    for (const run of runs) inColumn.add(run);
    const text = cells.map((cell) => cell.runs.map((run) => run.text).join('')).join('\n');
    const removed = column.side === 'old';
    if (text.trim() === '') continue;
    drafts.push({
      kind: removed ? 'removed' : 'added',
      ...placeOf(entry),
      old: removed ? text : null,
      new: removed ? null : text,
      count: 1,
      segments: [{ type: removed ? 'removed' : 'added', text }],
      block: 'table',
      column: text.split('\n')[0]!,
      marks: runs,
    });
  }
  const blank: Line[] = [];
  for (const line of row.rows) {
    const runs = line.cells.flatMap((cell) => cell.runs).filter((run) => !inColumn.has(run));
    const segments = lineSegments(line, inColumn);
    const [old, fresh] = [sideText(segments, 'old'), sideText(segments, 'new')];
    const base = {
      ...placeOf(entry),
      count: 1,
      segments,
      block: 'row' as const,
      marks: [line, ...runs.filter(isOpen)],
    };
    if (line.side !== 'both' && line.move === undefined && isBlank(old + fresh)) blank.push(line);
    else if (line.move !== undefined) {
      if (line.side === 'new') drafts.push({ ...base, kind: 'moved', old, new: fresh, move: line.move });
    } else if (line.side === 'old') drafts.push({ ...base, kind: 'removed', old, new: null });
    else if (line.side === 'new') drafts.push({ ...base, kind: 'added', old: null, new: fresh });
    else if (
      runs.some((run) => isOpen(run) && run.op !== 'same' && run.change === undefined && !isBlank(run.text))
    )
      drafts.push({ ...base, kind: 'changed', old, new: fresh });
    else if (runs.some((run) => run.change === 'link'))
      drafts.push({ ...base, kind: 'link', old, new: fresh });
    else if (runs.some((run) => run.change !== undefined))
      drafts.push({ ...base, kind: 'format', old, new: fresh });
  }
  // Rows without a word that came or went: a matter of layout, told once.
  if (blank.length > 0) {
    const marks = blank.flatMap((line) => [line, ...line.cells.flatMap((cell) => cell.runs)]);
    drafts.push({
      kind: 'format',
      ...placeOf(entry),
      old: '',
      new: '',
      count: 1,
      segments: [],
      block: 'table',
      marks,
    });
  }
  return drafts;
}

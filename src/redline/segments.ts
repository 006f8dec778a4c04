import type { Entry } from './merge.ts';
import type { Run, Segment, TableRow } from './redline.ts';
import { runListsOf } from './replacements.ts';

/** Runs → segments: formatting and typography left out, neighbours joined. Without `added` they are the old text, and so on. */
export function segmentsOf(runs: readonly Run[]): Segment[] {
  return mergeSegments(
    runs.flatMap((run, index): Segment[] => {
      const spaced = /\s$/u.test(runs[index - 1]?.text ?? '') || /^\s/u.test(runs[index + 1]?.text ?? '');
      if (run.ends) return spaced ? [] : [{ type: 'same', text: ' ' }];
      if (run.text === '' || (run.change === 'typography' && run.op === 'removed')) return [];
      const type = run.change === 'typography' ? 'same' : run.op;
      return [{ type, text: run.text.replace(/[\u2028\u2029\v\f]/g, '\n') }];
    }),
  );
}

/** White space and invisible signs (joiners, direction marks) are no finding. */
export const isBlank = (text: string): boolean => !/[\p{L}\p{N}\p{P}\p{S}]/u.test(text);

/** Neighbours of one type as one. */
export function mergeSegments(segments: readonly Segment[]): Segment[] {
  const merged: Segment[] = [];
  for (const segment of segments) {
    const last = merged.at(-1);
    if (last?.type === segment.type) last.text += segment.text;
    else merged.push({ ...segment });
  }
  return merged;
}

/** Plain text of one side, white space collapsed. */
export function sideText(segments: readonly Segment[], side: 'old' | 'new'): string {
  const other = side === 'old' ? 'added' : 'removed';
  return segments
    .filter((segment) => segment.type !== other)
    .map((segment) => segment.text)
    .join('')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** A row's cells as one text, with bars between them; the bars have the row's own fate. */
export function lineSegments(
  line: TableRow['rows'][number],
  without: ReadonlySet<Run> = new Set(),
): Segment[] {
  const bar =
    line.side === 'both' || line.move !== undefined ? 'same' : line.side === 'old' ? 'removed' : 'added';
  const cells = line.cells
    .map((cell) => segmentsOf(cell.runs.filter((run) => !without.has(run))))
    .filter((segments) => segments.length > 0);
  return mergeSegments(
    cells.flatMap((segments, index) => [
      ...(index > 0 ? [{ type: bar, text: ' | ' } as Segment] : []),
      ...segments,
    ]),
  );
}

export const lineText = (line: TableRow['rows'][number], side: 'old' | 'new'): string =>
  sideText(lineSegments(line), side);

export function linesOf(entry: Entry): TableRow['rows'] {
  return entry.row.type === 'table' ? entry.row.rows : [];
}

export function textOf(entry: Entry, side: 'old' | 'new'): string {
  if (entry.row.type === 'table') return entry.row.rows.map((line) => lineText(line, side)).join('\n');
  return sideText(segmentsOf(runListsOf(entry).flat()), side);
}

/** What an entry says, edits included. */
export function entrySegments(entry: Entry): Segment[] {
  if (entry.row.type !== 'table') return segmentsOf(runListsOf(entry).flat());
  return mergeSegments(
    entry.row.rows.flatMap((line, index): Segment[] => [
      ...(index > 0 ? [{ type: 'same' as const, text: '\n' }] : []),
      ...lineSegments(line),
    ]),
  );
}

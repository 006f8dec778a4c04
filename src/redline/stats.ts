import type { Entry } from './merge.ts';
import type { RedlineStats, Row, Run } from './redline.ts';

const words = (text: string): number =>
  text.match(/[\p{L}\p{N}]+(?:[.,'’\-_@/:&][\p{L}\p{N}]+)*/gu)?.length ?? 0;

/** Words by fate. A moved word counts once, at its new place; typography counts as unchanged. */
export function countWords(entries: readonly Entry[]): RedlineStats {
  const stats: RedlineStats = { inserted: 0, deleted: 0, moved: 0, unchanged: 0 };
  const add = (
    runs: readonly Run[],
    side: Row['side'],
    move: number | undefined,
    form: boolean | undefined,
  ) => {
    if (move !== undefined && side === 'old') return;
    for (const run of runs) {
      if (run.change === 'typography') {
        if (run.op === 'added') stats.unchanged += words(run.text);
      } else if (run.op === 'added') stats.inserted += words(run.text);
      else if (run.op === 'removed') stats.deleted += words(run.text);
      else if (move !== undefined && !form) stats.moved += words(run.text);
      else stats.unchanged += words(run.text);
    }
  };
  for (const { row } of entries) {
    if (row.type === 'table')
      for (const line of row.rows)
        for (const cell of line.cells) add(cell.runs, line.side, row.move ?? line.move, row.form);
    else if ('runs' in row) add(row.runs, row.side, row.move, row.form);
  }
  return stats;
}

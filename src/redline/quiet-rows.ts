import type { Row, Run } from './redline.ts';

/** Rows for readers: a block whose form alone changed stands once, in its new form; merged blocks show no old edges, and typography is silent. */
export function quietRows(rows: readonly Row[]): Row[] {
  return rows.flatMap((row): Row[] => {
    if (row.form && row.side === 'old') return [];
    switch (row.type) {
      case 'list': {
        const items = row.items
          .map((item) => ({ ...settle(item), rows: quietRows(item.rows) }))
          .filter((item, index) => item.rows.length > 0 || row.items[index]!.rows.length === 0);
        return items.length > 0 ? [{ ...row, items }] : [];
      }
      case 'rule':
        return [settle(row)];
      case 'table': {
        const lines = row.rows.map((line) => ({
          ...line,
          cells: line.cells.map((cell) => ({ ...cell, runs: quietRuns(cell.runs) })),
        }));
        return [{ ...settle(row), rows: lines }];
      }
      case 'quote':
      case 'note':
      case 'definitions':
      case 'description': {
        const inner = quietRows(row.rows);
        return inner.length > 0 || row.rows.length === 0 ? [{ ...row, rows: inner }] : [];
      }
      default:
        return [{ ...settle(row), runs: quietRuns(row.runs) }];
    }
  });
}

/** Quotes and dashes typed another way stand as the new text has them; edges of old blocks are left out. */
function quietRuns(runs: readonly Run[]): Run[] {
  return runs.flatMap((run): Run[] => {
    if (run.ends || (run.change === 'typography' && run.op === 'removed')) return [];
    if (run.change !== 'typography') return [run];
    const { change: _, id: __, ...rest } = run;
    return [{ ...rest, op: 'same' }];
  });
}

/** A new form loses its link to the old one. */
function settle<T extends { side: Row['side']; move?: number; form?: boolean }>(place: T): T {
  return place.form ? { ...place, side: 'both', move: undefined } : place;
}

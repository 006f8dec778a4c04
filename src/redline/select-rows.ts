import type { Row, Run, TextRow } from './redline.ts';

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

/** Top rows that changed, and the headings that they stand under. */
export function changedRows(rows: readonly Row[]): Row[] {
  const keep = new Set<Row>();
  let headings: TextRow[] = [];
  for (const row of rows) {
    if (row.type === 'heading') {
      headings = [...headings.filter((above) => (above.level ?? 1) < (row.level ?? 1)), row];
    }
    if (!hasChange(row)) continue;
    keep.add(row);
    for (const heading of headings) keep.add(heading);
  }
  return rows.filter((row) => keep.has(row));
}

export function hasChange(row: Row): boolean {
  if (row.side !== 'both' || row.form) return true;
  switch (row.type) {
    case 'rule':
      return false;
    case 'list':
      return row.items.some((item) => item.side !== 'both' || item.rows.some(hasChange));
    case 'table':
      return row.rows.some(
        (line) => line.side !== 'both' || line.cells.some((cell) => cell.runs.some(runChanged)),
      );
    case 'quote':
    case 'note':
    case 'definitions':
    case 'description':
      return row.rows.some(hasChange);
    default:
      return row.runs.some(runChanged);
  }
}

const runChanged = (run: Run): boolean => run.op !== 'same' || run.change !== undefined;

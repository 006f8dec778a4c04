import type { Cell, Unit } from './flatten.ts';
import type { Run, TableRow } from './redline.ts';
import { buildRuns, runsOf } from './runs.ts';
import { simplify } from './simplify.ts';
import { findStretches, joinTexts } from './stretches.ts';

interface RowPair {
  old?: number;
  new?: number;
}

/**
 * Compares two tables: columns by their heads and contents, rows by their key (the first cell) and what they share.
 * Gives the merged rows, old and new columns side by side.
 */
export function compareTables(old: Unit, next: Unit): TableRow {
  const a = old.rows ?? [];
  const b = next.rows ?? [];
  const columns = alignColumns(a, b);
  const pairs = alignRows(a, b, columns);
  const rows = pairs.map((pair) =>
    mergeRow(
      pair.old === undefined ? undefined : a[pair.old],
      pair.new === undefined ? undefined : b[pair.new],
      columns,
    ),
  );
  const oneSided = columns.flatMap((column, index): { index: number; side: 'old' | 'new' }[] =>
    column.old === undefined
      ? [{ index, side: 'new' }]
      : column.new === undefined
        ? [{ index, side: 'old' }]
        : [],
  );
  return { type: 'table', side: 'both', rows, ...(oneSided.length > 0 ? { columns: oneSided } : {}) };
}

/** Cells of one table with one fate. */
export function wholeTable(unit: Unit, side: 'old' | 'new', op: Run['op']): TableRow {
  const width = Math.max(...(unit.rows ?? []).map((row) => row.length));
  const rows = (unit.rows ?? []).map((row) => ({
    side,
    cells: pad(
      row.map((cell) => cellOf(cell, runsOf(cell, op))),
      width,
    ),
  }));
  return { type: 'table', side, rows };
}

interface Column {
  old?: number;
  new?: number;
}

const hasSpans = (rows: readonly Cell[][]) =>
  rows.some((row) => row.some((cell) => cell.source.colSpan || cell.source.rowSpan));
const widthOf = (rows: readonly Cell[][]) => Math.max(0, ...rows.map((row) => row.length));

function alignColumns(a: readonly Cell[][], b: readonly Cell[][]): Column[] {
  const [n, m] = [widthOf(a), widthOf(b)];
  if (hasSpans(a) || hasSpans(b)) {
    return Array.from({ length: Math.max(n, m) }, (_, k) => ({
      ...(k < n ? { old: k } : {}),
      ...(k < m ? { new: k } : {}),
    }));
  }
  const words = (rows: readonly Cell[][], column: number): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const [r, row] of rows.entries()) {
      for (const token of row[column]?.tokens ?? [])
        if (token.word) counts.set(token.key, (counts.get(token.key) ?? 0) + (r === 0 ? 4 : 1));
    }
    return counts;
  };
  const left = Array.from({ length: n }, (_, k) => words(a, k));
  const right = Array.from({ length: m }, (_, k) => words(b, k));
  const score = (x: number, y: number): number => {
    const [p, q] = [left[x]!, right[y]!];
    let shared = 0;
    let total = 0;
    for (const [key, count] of p) {
      shared += Math.min(count, q.get(key) ?? 0);
      total += count;
    }
    for (const count of q.values()) total += count;
    const like = total === 0 ? 1 : (2 * shared) / total;
    const head = a[0]?.[x]?.text === b[0]?.[y]?.text && a[0]?.[x]?.text !== '' ? 0.5 : 0;
    return like + head;
  };
  // With equally many columns a column without likeness is one that was rewritten, not exchanged.
  const found = chain(n, m, (x, y) => (score(x, y) >= 0.2 ? score(x, y) : n === m && x === y ? 0.05 : 0));
  return interleave(n, m, found);
}

function alignRows(a: readonly Cell[][], b: readonly Cell[][], columns: readonly Column[]): RowPair[] {
  const shared = columns.filter((column) => column.old !== undefined && column.new !== undefined);
  const key = shared[0];
  const bags = (rows: readonly Cell[][]) =>
    rows.map((row) => {
      const bag = new Map<number, number>();
      for (const cell of row)
        for (const token of cell.tokens) if (token.word) bag.set(token.key, (bag.get(token.key) ?? 0) + 1);
      return bag;
    });
  const [left, right] = [bags(a), bags(b)];
  const sizes = (list: Map<number, number>[]) =>
    list.map((bag) => [...bag.values()].reduce((sum, count) => sum + count, 0));
  const [sizeA, sizeB] = [sizes(left), sizes(right)];
  const value = (x: number, y: number): number => {
    const [p, q] = [left[x]!, right[y]!];
    let common = 0;
    for (const [word, count] of p) common += Math.min(count, q.get(word) ?? 0);
    const total = sizeA[x]! + sizeB[y]!;
    const like = total === 0 ? 1 : (2 * common) / total;
    const [k, l] = [key ? a[x]![key.old!] : undefined, key ? b[y]![key.new!] : undefined];
    const sameKey = k && l && k.tokens.length > 0 && keyOf(k) === keyOf(l);
    const header =
      x === 0 &&
      y === 0 &&
      a[0]!.every((cell) => cell.source.header) &&
      b[0]!.every((cell) => cell.source.header);
    if (header) return 2;
    if (sameKey) return 1 + like;
    return like >= 0.5 ? like : 0;
  };
  if (a.length * b.length > 200_000) {
    const end = Math.min(a.length, b.length);
    return interleave(
      a.length,
      b.length,
      Array.from({ length: end }, (_, k): [number, number] => [k, k]),
    );
  }
  return interleave(a.length, b.length, chain(a.length, b.length, value));
}

const keyOf = (cell: Cell) => cell.tokens.map((token) => token.key).join(' ');

/** Heaviest order-keeping pairing of n with m things. */
function chain(n: number, m: number, value: (x: number, y: number) => number): [number, number][] {
  const width = m + 1;
  const best = new Float64Array((n + 1) * width);
  const way = new Uint8Array((n + 1) * width);
  for (let x = 1; x <= n; x++) {
    for (let y = 1; y <= m; y++) {
      const at = x * width + y;
      best[at] = Math.max(best[at - width]!, best[at - 1]!);
      way[at] = best[at - width]! >= best[at - 1]! ? 0 : 1;
      const gain = value(x - 1, y - 1);
      if (gain > 0 && best[at - width - 1]! + gain > best[at]!) {
        best[at] = best[at - width - 1]! + gain;
        way[at] = 2;
      }
    }
  }
  const pairs: [number, number][] = [];
  for (let x = n, y = m; x > 0 && y > 0; ) {
    const step = way[x * width + y];
    if (step === 2) pairs.push([--x, --y]);
    else if (step === 0) x--;
    else y--;
  }
  return pairs.reverse();
}

function interleave(
  n: number,
  m: number,
  pairs: readonly [number, number][],
): { old?: number; new?: number }[] {
  const out: { old?: number; new?: number }[] = [];
  let i = 0;
  let j = 0;
  for (const [x, y] of [...pairs, [n, m] as [number, number]]) {
    while (i < x) out.push({ old: i++ });
    while (j < y) out.push({ new: j++ });
    if (x < n && y < m) out.push({ old: i++, new: j++ });
  }
  return out;
}

type MergedRow = TableRow['rows'][number];
type MergedCell = MergedRow['cells'][number];

function mergeRow(old: Cell[] | undefined, next: Cell[] | undefined, columns: readonly Column[]): MergedRow {
  const cells = columns.map((column): MergedCell => {
    const a = column.old === undefined ? undefined : old?.[column.old];
    const b = column.new === undefined ? undefined : next?.[column.new];
    if (a && b) return cellOf(b, compareCells(a, b));
    if (b) return cellOf(b, runsOf(b, 'added'));
    if (a) return cellOf(a, runsOf(a, 'removed'));
    return { header: false, runs: [] };
  });
  const header = cells.some((cell) => cell.header);
  const filled = cells.map((cell) => (header && cell.runs.length === 0 ? { ...cell, header } : cell));
  return { side: old && next ? 'both' : old ? 'old' : 'new', cells: spansTrimmed(filled, old, next) };
}

/** Cells that exist only to fill the merged grid are left out of rows whose own cells span columns. */
function spansTrimmed(cells: MergedCell[], old: Cell[] | undefined, next: Cell[] | undefined): MergedCell[] {
  const spans = [...(old ?? []), ...(next ?? [])].some((cell) => cell.source.colSpan);
  if (!spans) return cells;
  const most = Math.max(old?.length ?? 0, next?.length ?? 0);
  return cells.slice(0, most);
}

function compareCells(a: Cell, b: Cell): Run[] {
  const [old, next] = [joinTexts([a]), joinTexts([b])];
  return buildRuns(simplify(findStretches(old.tokens, next.tokens), old, next), old, next)[0] ?? [];
}

function cellOf(cell: Cell, runs: Run[]): MergedCell {
  const { header, align, colSpan, rowSpan } = cell.source;
  return {
    header,
    ...(align ? { align } : {}),
    ...(colSpan ? { colSpan } : {}),
    ...(rowSpan ? { rowSpan } : {}),
    runs,
  };
}

function pad(cells: MergedCell[], width: number): MergedCell[] {
  const spans = cells.some((cell) => cell.colSpan || cell.rowSpan);
  while (!spans && cells.length < width) cells.push({ header: cells[0]?.header ?? false, runs: [] });
  return cells;
}

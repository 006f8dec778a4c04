import { type Cell, keyOf, type Unit } from './flatten.ts';
import type { Run, TableRow } from './redline.ts';
import { buildRuns, runsOf } from './runs.ts';
import { simplify } from './simplify.ts';
import { findStretches, joinTexts } from './stretches.ts';

interface RowPair {
  old?: number;
  new?: number;
  /** Rows that moved: the same number at both places, and at the new one the old row. */
  move?: number;
  from?: number;
}

/**
 * Compares two tables: columns by their heads and contents, rows by their key (the first cell) and what they share.
 * Gives the merged rows, old and new columns side by side. Rows that moved are numbered
 * from `firstMove` on; with null none are looked for.
 */
export function compareTables(old: Unit, next: Unit, firstMove: number | null): TableRow {
  const a = old.rows ?? [];
  const b = next.rows ?? [];
  const columns = alignColumns(a, b);
  const pairs = alignRows(a, b, columns, firstMove !== null);
  const rows = pairs.map((pair): MergedRow => {
    const [before, after] = [pair.old ?? pair.from, pair.new];
    if (pair.move === undefined) return mergeRow(pick(a, before), pick(b, after), columns);
    const place = {
      move: firstMove! + pair.move - 1,
      side: after === undefined ? ('old' as const) : ('new' as const),
    };
    const row = mergeRow(pick(a, before), pick(b, after), columns);
    if (after !== undefined) return { ...row, ...place };
    return {
      ...row,
      ...place,
      cells: row.cells.map((cell) => ({
        ...cell,
        runs: cell.runs.map((run) => ({ ...run, op: 'same' as const })),
      })),
    };
  });
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

const pick = (rows: readonly Cell[][], index: number | undefined) =>
  index === undefined ? undefined : rows[index];

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

/** What a row is compared by. */
interface RowFacts {
  /** Its whole text, its key cell's text. */
  key: number;
  name: number | null;
  /** Texts of the cells that both tables have columns for; 0 for an empty one. */
  cells: number[];
  words: Map<number, number>;
  size: number;
  header: boolean;
}

function factsOf(row: readonly Cell[], sharedColumns: readonly number[]): RowFacts {
  const words = new Map<number, number>();
  let size = 0;
  for (const cell of row) {
    for (const token of cell.tokens) {
      if (!token.word) continue;
      words.set(token.key, (words.get(token.key) ?? 0) + 1);
      size++;
    }
  }
  const cells = sharedColumns.map((column) => {
    const tokens = row[column]?.tokens ?? [];
    return tokens.length > 0 ? keyOf(tokens) : 0;
  });
  return {
    key: keyOf(row.flatMap((cell) => cell.tokens)),
    name: cells[0] || null,
    cells,
    words,
    size,
    header: row.every((cell) => cell.source.header),
  };
}

/** 0 for rows that have nothing to do with each other, up to 2 for rows with one key and one text. */
function rowLikeness(a: RowFacts, b: RowFacts): number {
  if (a.header || b.header) return a.header && b.header ? 2 : 0;
  if (a.key === b.key) return 2;
  let common = 0;
  for (const [word, count] of a.words) common += Math.min(count, b.words.get(word) ?? 0);
  const like = a.size + b.size === 0 ? 1 : (2 * common) / (a.size + b.size);
  if (a.name !== null && a.name === b.name) return 1 + like;
  if (like >= 0.5) return like;
  // Short cells: the name was replaced and the rest of the row stayed.
  const equal = a.cells.filter((cell, column) => cell !== 0 && cell === b.cells[column]).length;
  return equal >= 2 && equal >= 0.6 * a.cells.length ? 0.5 : 0;
}

const maximumCells = 200_000;

function alignRows(
  a: readonly Cell[][],
  b: readonly Cell[][],
  columns: readonly Column[],
  linked: boolean,
): RowPair[] {
  const shared = columns.flatMap(({ old, new: fresh }) =>
    old !== undefined && fresh !== undefined ? [{ old, fresh }] : [],
  );
  const left = a.map((row) =>
    factsOf(
      row,
      shared.map((column) => column.old),
    ),
  );
  const right = b.map((row) =>
    factsOf(
      row,
      shared.map((column) => column.fresh),
    ),
  );
  let head = 0;
  while (head < a.length && head < b.length && left[head]!.key === right[head]!.key) head++;
  let tail = 0;
  while (tail < Math.min(a.length, b.length) - head && left.at(-1 - tail)!.key === right.at(-1 - tail)!.key)
    tail++;
  const [n, m] = [a.length - head - tail, b.length - head - tail];
  const inner =
    n * m > maximumCells
      ? Array.from({ length: Math.min(n, m) }, (_, k): [number, number] => [k, k])
      : chain(n, m, (x, y) => rowLikeness(left[head + x]!, right[head + y]!));
  const pairs: [number, number][] = [
    ...Array.from({ length: head }, (_, k): [number, number] => [k, k]),
    ...inner.map(([x, y]): [number, number] => [head + x, head + y]),
    ...Array.from({ length: tail }, (_, k): [number, number] => [a.length - tail + k, b.length - tail + k]),
  ];
  const rows = interleave(a.length, b.length, pairs);
  return linked ? linkMovedRows(rows, left, right) : rows;
}

/** Rows that stand elsewhere in the table: the same key, or nearly the same text. */
function linkMovedRows(rows: RowPair[], left: readonly RowFacts[], right: readonly RowFacts[]): RowPair[] {
  const gone = rows.filter((pair) => pair.new === undefined);
  const come = rows.filter((pair) => pair.old === undefined);
  if (gone.length * come.length > maximumCells) return rows;
  let move = 0;
  for (const from of gone) {
    let best: RowPair | undefined;
    let bestLike = 0.9;
    for (const to of come) {
      if (to.from !== undefined) continue;
      const like = rowLikeness(left[from.old!]!, right[to.new!]!);
      if (like > bestLike) [best, bestLike] = [to, like];
    }
    // A key alone is not the row: half of the words must be there too.
    if (!best || left[from.old!]!.size < 3 || (bestLike > 1 && bestLike < 1.5)) continue;
    from.move = best.move = ++move;
    best.from = from.old!;
  }
  return rows;
}

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
  const { header, align, colSpan, rowSpan, opens } = cell.source;
  return {
    header,
    ...(align ? { align } : {}),
    ...(colSpan ? { colSpan } : {}),
    ...(rowSpan ? { rowSpan } : {}),
    ...(opens ? { opens } : {}),
    runs,
  };
}

function pad(cells: MergedCell[], width: number): MergedCell[] {
  const spans = cells.some((cell) => cell.colSpan || cell.rowSpan);
  while (!spans && cells.length < width) cells.push({ header: cells[0]?.header ?? false, runs: [] });
  return cells;
}

import { walkBlocks, walkClauses } from '../../policy/document.ts';
import { otherLines, shorten } from './rule.ts';
import type { TextRule } from './text-rule.ts';

/** Rows that do not fit their table, and tables that came as tabs: looked for in the source, since no table holds what went missing. */
export const checkTables: TextRule = ({ version, passages }, report) => {
  const lines = version.source.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const blocks = [
    version.document.preamble,
    ...[...walkClauses(version.document.clauses)].map(({ body }) => body),
  ];
  const starts = blocks.flatMap((body) =>
    [...walkBlocks(body)].flatMap((block) => (block.type === 'table' && block.line ? [block.line] : [])),
  );
  const rows = starts.flatMap((start) => rowsFrom(lines, start));
  const [long] = rows.filter(({ cells, width }) => cells.length > width);
  if (long)
    report(
      { line: long.line, column: 1 },
      {
        rule: 'table-row',
        severity: 'error',
        message: `this row has ${long.cells.length} cells, and the head of its table ${long.width}: "${shorten(long.cells.slice(long.width).join(' | '))}" would be shown nowhere${otherLines(rows.filter(({ cells, width }) => cells.length > width))}`,
        remedy:
          'Give the head and the row below it as many columns, or join two cells; a stroke that is text is written \\|.',
      },
    );
  const short = rows.filter(({ cells, width }) => cells.length < width);
  if (short[0])
    report(
      { line: short[0].line, column: 1 },
      {
        rule: 'table-row',
        severity: 'warning',
        message: `this row has ${short[0].cells.length} cell${short[0].cells.length === 1 ? '' : 's'}, and the head of its table ${short[0].width}: the last ones stay empty${otherLines(short)}`,
        remedy:
          'Add the cells that are missing; an empty one is written | |. A text below a table needs an empty line above it.',
      },
    );
  const tabbed = passages.filter(({ line, heading }) => !heading && isTabbed(lines, line));
  if (tabbed[0])
    report(
      { line: tabbed[0].line, column: 1 },
      {
        rule: 'table-tabs',
        severity: 'warning',
        message: `"${shorten(tabbed[0].text)}" is shown as one paragraph: it came as a table, with tabs between its cells${otherLines(tabbed)}`,
        remedy: 'Write each row between strokes, | a | b |, and | - | - | below the first.',
      },
    );
};

interface Row {
  line: number;
  cells: string[];
  /** Columns of the table's head. */
  width: number;
}

/** The rows below a table's head: up to the first line that ends the table. */
function rowsFrom(lines: readonly string[], start: number): Row[] {
  const width = cellsOf(lines[start] ?? '').length;
  // What the parser made of something else than two lines of strokes is none of ours.
  if (!/^[ >\t]*\|?[ :|-]+$/.test(lines[start] ?? '') || width === 0) return [];
  const rows: Row[] = [];
  for (
    let at = start + 1;
    at < lines.length && /\S/.test(lines[at]!) && !/^ {0,3}(?:#{1,6} |[-*+>] )/.test(lines[at]!);
    at++
  )
    rows.push({ line: at + 1, cells: cellsOf(lines[at]!), width });
  return rows;
}

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());

/** Two lines of one paragraph or more that hold tabs between words. */
function isTabbed(lines: readonly string[], line: number): boolean {
  if (line === 0) return false;
  const paragraph = lines.slice(line - 1, line + 40);
  const end = paragraph.findIndex((one) => one.trim() === '');
  return (end < 0 ? paragraph : paragraph.slice(0, end)).filter((one) => /\S\t+\S/.test(one)).length >= 2;
}

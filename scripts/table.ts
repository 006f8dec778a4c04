import { numeral } from '../src/policy/numerals.ts';

/** Rows as aligned columns; numbers to the right. Widths count code points, which is near enough for a terminal. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, ...rows].map((row) =>
    row.map((cell) => (typeof cell === 'number' ? numeral(cell) : cell)),
  );
  const widths = head.map((_, i) => Math.max(...lines.map((line) => [...line[i]!].length)));
  const right = head.map((_, i) => rows.length > 0 && rows.every((row) => typeof row[i] === 'number'));
  return lines
    .map((line) =>
      line
        .map((cell, i) => (right[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

import { PrenoticeError } from '../policy/problem.ts';
import { CsvAssembler } from './csv-records.ts';
import { readLines } from './text-lines.ts';

/**
 * Ids from a file: one a line, or the column `id` of a CSV with a header (the worklist, mended, is one).
 * @throws PrenoticeError when the file cannot be read or names nobody.
 */
export async function readIdList(file: string): Promise<string[]> {
  const assembler = new CsvAssembler(',');
  const rows: string[][] = [];
  try {
    for await (const lines of readLines(file))
      rows.push(...assembler.push(lines).flatMap((r) => (r.cells ? [r.cells] : [])));
  } catch (cause) {
    throw new PrenoticeError(
      `${file} cannot be read: ${(cause as Error).message}`,
      'name a file with one id a line',
      { cause },
    );
  }
  rows.push(...assembler.push([], true).flatMap((r) => (r.cells ? [r.cells] : [])));
  const column = rows[0]?.findIndex((cell) => cell.trim().toLowerCase() === 'id') ?? -1;
  // A spreadsheet-safe cell begins with an apostrophe before = + - @; the id does not.
  const ids = (column >= 0 ? rows.slice(1) : rows).map((row) =>
    (row[Math.max(0, column)] ?? '').trim().replace(/^'(?=[=+\-@])/, ''),
  );
  const named = [...new Set(ids.filter((id) => id !== ''))];
  if (named.length === 0)
    throw new PrenoticeError(`${file} names nobody`, 'write one id a line, or a CSV with a column `id`');
  return named;
}

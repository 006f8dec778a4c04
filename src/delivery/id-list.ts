import { PrenoticeError } from '../policy/problem.ts';
import { CsvAssembler } from './csv-records.ts';
import { readLines } from './text-lines.ts';

/** Somebody named in a file, and the notice (`noticeKey`) that is meant where the file says so. */
export interface NamedId {
  id: string;
  notice: string | null;
}

/**
 * Ids from a file: one a line, or the column `id` of a CSV with a header; with a column `notice` each row is about that
 * notice only (the worklist, mended, is such a file).
 * @throws PrenoticeError when the file cannot be read or names nobody.
 */
export async function readIdList(file: string): Promise<NamedId[]> {
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
  const head = rows[0]?.map((cell) => cell.trim().toLowerCase()) ?? [];
  const hasHead = head.includes('id');
  const cellOf = (row: string[], name: string) => {
    const column = hasHead ? head.indexOf(name) : name === 'id' ? 0 : -1;
    // A spreadsheet-safe cell begins with an apostrophe before = + - @; the id does not.
    return (row[column] ?? '').trim().replace(/^'(?=[=+\-@])/, '');
  };
  const named = new Map<string, NamedId>();
  for (const row of hasHead ? rows.slice(1) : rows) {
    const entry = { id: cellOf(row, 'id'), notice: cellOf(row, 'notice') || null };
    if (entry.id !== '') named.set(JSON.stringify([entry.id, entry.notice]), entry);
  }
  if (named.size === 0)
    throw new PrenoticeError(`${file} names nobody`, 'write one id a line, or a CSV with a column `id`');
  return [...named.values()];
}

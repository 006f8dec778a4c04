import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { RejectedRow } from '../notice/recipient.ts';
import { PrenoticeError } from '../policy/problem.ts';
import { CsvAssembler, type CsvRecord } from './csv-records.ts';
import { cleanLine } from './hostile-text.ts';
import { type RawRow, RecipientCheck, type RecipientGroup, unknownColumns } from './recipient-check.ts';
import { type Column, columns, readJsonRow, readRow } from './recipient-row.ts';
import { type OtherEncoding, readLines, type TextLine } from './text-lines.ts';

/**
 * Reads a recipient list, CSV with a header or JSON Lines (`.jsonl`, `.ndjson`, or a first line that begins with `{`),
 * in one stream: memory holds a group of rows and 15 bytes or so per id. A bad row is set aside and never hides another.
 * @throws PrenoticeError when the file is missing or has no usable header.
 */
export async function* readRecipients(file: string): AsyncGenerator<RecipientGroup> {
  const info = await stat(file).catch(() => null);
  if (!info?.isFile()) {
    throw new PrenoticeError(
      `the recipient list ${file} cannot be read`,
      'name it with --recipients FILE or `recipients:` in site.yaml',
    );
  }
  const list = new RecipientCheck(file);
  const encodings = encodingRemarks(file);
  const asJson = ['.jsonl', '.ndjson', '.json'].includes(extname(file).toLowerCase());
  let read: ((lines: TextLine[], end?: boolean) => RawRow[]) | undefined;
  let any = false;
  for await (const lines of readLines(file)) {
    let body = lines;
    const remarks = encodings(lines);
    if (!read) {
      const at = lines.findIndex((l) => l.text.trim() !== '');
      if (at < 0) continue;
      if (asJson || lines[at]!.text.trimStart().startsWith('{')) read = jsonReader();
      else {
        const header = csvReader(lines[at]!, file);
        read = header.read;
        remarks.push(...header.remarks);
        body = lines.slice(at + 1);
      }
      any = true;
    }
    yield list.check(read(body), remarks);
  }
  if (!any)
    throw new PrenoticeError(
      `the recipient list ${file} is empty`,
      'its first line names the columns: id,email',
    );
  const rest = read!([], true);
  if (rest.length > 0) yield list.check(rest);
}

/** Remarks on how a file is encoded: once for each encoding that is not UTF-8, at the first line that has it. */
function encodingRemarks(file: string): (lines: readonly TextLine[]) => RejectedRow[] {
  const said = new Set<OtherEncoding>();
  return (lines) => {
    const remarks: RejectedRow[] = [];
    for (const { line, readAs } of lines) {
      if (!readAs || said.has(readAs)) continue;
      said.add(readAs);
      const reason =
        readAs === 'UTF-16'
          ? 'the list is in UTF-16 and is read as such'
          : 'this line is not UTF-8; it and others like it are read as Windows-1252 (Latin-1). Save the list as UTF-8 if names come out wrong';
      remarks.push({ file, line, id: null, reason });
    }
    return remarks;
  };
}

function jsonReader(): (lines: TextLine[]) => RawRow[] {
  const unknown = new Set<string>();
  return (lines) =>
    lines
      .filter((l) => l.text.trim() !== '')
      .map((l): RawRow => {
        try {
          const raw: unknown = JSON.parse(l.text);
          if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
            return { line: l.line, row: null, reason: 'the line is not a JSON object' };
          }
          const fresh = Object.keys(raw).filter(
            (key) => !(columns as readonly string[]).includes(key) && !unknown.has(key),
          );
          for (const key of fresh) unknown.add(key);
          const row: RawRow = { line: l.line, row: readJsonRow(raw) };
          if (fresh.length > 0) row.remark = unknownColumns(fresh);
          return row;
        } catch {
          return {
            line: l.line,
            row: null,
            reason: l.last ? 'the file ends in the middle of this line' : 'the line is not JSON',
          };
        }
      });
}

function csvReader(header: TextLine, file: string) {
  const fault = faultOf(header);
  if (fault)
    throw new PrenoticeError(
      `${file}:${header.line}: ${fault}`,
      'export the list as CSV in UTF-8, a line for each customer; the first line names the columns: id,email',
    );
  const delimiter = [',', ';', '\t']
    .map((d) => ({ d, n: header.text.split(d).length }))
    .sort((a, b) => b.n - a.n)[0]!.d;
  const assembler = new CsvAssembler(delimiter);
  const names = (assembler.push([header], true)[0]?.cells ?? []).map((cell) => cell.trim());
  const known = names.map((name) => columns.find((c) => c.toLowerCase() === name.toLowerCase()));
  for (const needed of ['id', 'email'] satisfies Column[]) {
    if (!known.includes(needed)) {
      throw new PrenoticeError(
        `${file}:${header.line}: the column \`${needed}\` is missing; the first line has ${names.map((n) => cleanLine(n, 30)).join(', ') || 'no names'}`,
        `the first line names the columns, at least id,email; known are ${columns.join(', ')}`,
      );
    }
  }
  const twice = known.find((name, i) => name && known.indexOf(name) !== i);
  if (twice)
    throw new PrenoticeError(
      `${file}:${header.line}: the column \`${twice}\` stands there twice`,
      'leave one of them',
    );
  const unknown = names.filter((name, i) => !known[i] && name !== '');
  const read = (lines: TextLine[], end = false): RawRow[] =>
    assembler.push(lines, end).map((record) => fromCells(record, known));
  const remarks =
    unknown.length > 0 ? [{ file, line: header.line, id: null, reason: unknownColumns(unknown) }] : [];
  return { read, remarks };
}

/** Why a first line names no columns, where what it is can be said; null: it may. */
function faultOf({ text, tooLong }: TextLine): string | null {
  if (text.startsWith('PK\u0003\u0004')) return 'this is a workbook or a ZIP archive and no text';
  if (text.includes('\0')) return 'this is no text: it holds zero bytes';
  if (tooLong) return 'the first line is longer than 65,536 characters';
  return text.includes('\r') ? 'the lines end with a carriage return alone, which ends no line' : null;
}

function fromCells(record: CsvRecord, known: (Column | undefined)[]): RawRow {
  const { line, cells } = record;
  if (!cells)
    return {
      line,
      row: null,
      reason: record.last ? 'the file ends in the middle of this row' : record.reason!,
    };
  if (cells.length < known.length) {
    const reason = record.last
      ? 'the file ends in the middle of this row'
      : `the row has ${cells.length} cells of ${known.length}`;
    // Cells at the end that are merely left out harm nobody when id and address are there and the row is whole.
    const complete = ['id', 'email'].every((name) => known.indexOf(name as Column) < cells.length);
    if (record.last || !complete) return { line, row: null, reason };
  }
  if (cells.length > known.length) {
    return {
      line,
      row: null,
      reason: `the row has ${cells.length} cells, the header ${known.length}; quote cells that have a comma`,
    };
  }
  const raw: Partial<Record<Column, string>> = {};
  known.forEach((name, i) => {
    if (name) raw[name] = cells[i] ?? '';
  });
  return { line, row: readRow(raw) };
}

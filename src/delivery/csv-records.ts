import { parse } from 'csv-parse/sync';
import type { TextLine } from './text-lines.ts';

/**
 * Puts physical lines together to CSV records, and is not led astray by a quote that is never closed: such a quote
 * makes its own row bad and no other, where a CSV parser would swallow the rest of the file.
 */
export interface CsvRecord {
  /** Line on which the record begins, 1-based. */
  line: number;
  /** Null for a row that cannot be read. */
  cells: string[] | null;
  reason?: string;
  /** True for the last record of a file that ends without a line break. */
  last: boolean;
}

/** A quoted cell may go over this many lines; names and addresses need one. */
const mostLines = 5;

export class CsvAssembler {
  readonly #delimiter: string;
  #held: TextLine[] = [];

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** Records that are complete with these lines; a record still open is held for the next call. */
  push(lines: TextLine[], end = false): CsvRecord[] {
    const input = [...this.#held, ...lines];
    this.#held = [];
    const records: CsvRecord[] = [];
    const whole: { line: number; text: string; last: boolean }[] = [];
    for (let i = 0; i < input.length; ) {
      const first = input[i]!;
      let text = first.text;
      let used = 1;
      let state = quoting(text, this.#delimiter);
      while (state === 'open' && used < mostLines && i + used < input.length) {
        text += `\n${input[i + used]!.text}`;
        used++;
        state = quoting(text, this.#delimiter);
      }
      const whollyRead = state === 'closed' || (state === 'loose' && used === 1);
      if (!whollyRead || first.tooLong) {
        if (state === 'open' && !end && !first.tooLong && used < mostLines) {
          this.#held = input.slice(i);
          break;
        }
        const reason = first.tooLong
          ? 'the line is longer than 65,536 characters'
          : 'a quotation mark is opened and never closed';
        records.push({ line: first.line, cells: null, reason, last: first.last });
        i++;
      } else {
        if (text.trim() !== '') whole.push({ line: first.line, text, last: input[i + used - 1]!.last });
        i += used;
      }
    }
    records.push(...parseRecords(whole, this.#delimiter));
    return records.sort((a, b) => a.line - b.line);
  }
}

interface WholeRecord {
  line: number;
  text: string;
  last: boolean;
}

/** No row of a file can hold it: NUL in the input becomes a space. One character, for csv-parse looks for it everywhere. */
const between = '\u0000';

function parseRecords(whole: WholeRecord[], delimiter: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  const quoted: WholeRecord[] = [];
  for (const w of whole) {
    if (w.text.includes('"')) quoted.push({ ...w, text: w.text.replaceAll(between, ' ') });
    else records.push({ line: w.line, cells: w.text.split(delimiter), last: w.last });
  }
  return [...records, ...parseQuoted(quoted, delimiter)];
}

function parseQuoted(quoted: WholeRecord[], delimiter: string): CsvRecord[] {
  if (quoted.length === 0) return [];
  const rows: string[][] = parse(quoted.map((w) => w.text).join(between), {
    delimiter,
    record_delimiter: between,
    relax_column_count: true,
    relax_quotes: true,
  });
  if (rows.length === quoted.length)
    return quoted.map((w, i) => ({ line: w.line, cells: rows[i]!, last: w.last }));
  if (quoted.length === 1) {
    return [
      { line: quoted[0]!.line, cells: null, reason: 'the row cannot be read as CSV', last: quoted[0]!.last },
    ];
  }
  // Never guess which row went wrong: read each one alone.
  return quoted.flatMap((w) => parseQuoted([w], delimiter));
}

/**
 * `open`: the text ends inside a quoted cell. `loose`: a closing quote is followed by more text, which on one line is a
 * slip (`"O"Brien"`) but over several lines means that the quote was never closed. A quote in the middle of a cell opens nothing.
 */
function quoting(text: string, delimiter: string): 'open' | 'closed' | 'loose' {
  if (!text.includes('"')) return 'closed';
  let quoted = false;
  let start = true;
  let loose = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (quoted) {
      if (char === '"' && text[i + 1] === '"') i++;
      else if (char === '"') {
        quoted = false;
        const next = text[i + 1];
        if (next !== undefined && next !== delimiter && next !== '\n' && next !== ' ') loose = true;
      }
    } else if (char === '"' && start) quoted = true;
    start = !quoted && char === delimiter;
  }
  if (loose) return 'loose';
  return quoted ? 'open' : 'closed';
}

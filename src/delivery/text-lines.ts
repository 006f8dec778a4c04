import { createReadStream } from 'node:fs';

export interface TextLine {
  /** 1-based. */
  line: number;
  text: string;
  /** True when the file ended without a line break after it. */
  last: boolean;
  /** True when the line was longer than `limit`: `text` holds its beginning only. */
  tooLong: boolean;
  /** Set where the bytes were not UTF-8 and how they were read instead. */
  readAs?: OtherEncoding;
}

export type OtherEncoding = 'UTF-16' | 'Windows-1252';

const newline = 0x0a;
/** Windows-1252 is what ISO 8859-1 means on the Web (https://encoding.spec.whatwg.org/#names-and-labels). */
const latin = new TextDecoder('windows-1252');

/**
 * The lines of a text file, streamed in groups as they arrive. UTF-8; UTF-16 by its byte order mark or, without one, by
 * the zero bytes that only it has; a line whose bytes are not UTF-8 is read as Windows-1252, which holds Latin-1. A
 * line that never ends cannot fill the memory.
 */
export async function* readLines(file: string, limit = 65_536): AsyncGenerator<TextLine[]> {
  const cutter = new LineCutter(limit);
  let toUtf8: ((chunk: Buffer, end: boolean) => Buffer) | null | undefined;
  for await (const chunk of createReadStream(file, { highWaterMark: 16_384 }) as AsyncIterable<Buffer>) {
    if (toUtf8 === undefined) {
      toUtf8 = fromUtf16(chunk);
      if (toUtf8) cutter.readAs = 'UTF-16';
    }
    const lines = cutter.push(toUtf8 ? toUtf8(chunk, false) : chunk);
    if (lines.length > 0) yield lines;
  }
  if (toUtf8) yield* some(cutter.push(toUtf8(Buffer.alloc(0), true)));
  yield* some(cutter.end());
}

function* some(lines: TextLine[]): Generator<TextLine[]> {
  if (lines.length > 0) yield lines;
}

/** Cuts bytes at line breaks before it reads them: a byte 0x0a is a line break in UTF-8 and Windows-1252 alike. */
class LineCutter {
  readAs: OtherEncoding | undefined;
  readonly #limit: number;
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  #rest: Buffer = Buffer.alloc(0);
  #line = 0;
  #skipping = false;
  #hadLatin = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(chunk: Buffer): TextLine[] {
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    if (this.#line === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
      bytes = bytes.subarray(3);
    const end = bytes.lastIndexOf(newline);
    const lines = end < 0 ? [] : this.#read(bytes.subarray(0, end));
    this.#rest = bytes.subarray(end + 1);
    // A character has four bytes at most.
    if (this.#skipping) this.#rest = Buffer.alloc(0);
    else if (this.#rest.length > 4 * this.#limit) {
      lines.push(this.#lineOf(this.#line + 1, this.#rest, false));
      this.#rest = Buffer.alloc(0);
      this.#skipping = true;
    }
    return lines;
  }

  end(): TextLine[] {
    if (this.#rest.length === 0 || this.#skipping) return [];
    // UTF-8 that was cut off in the middle of a character is no other encoding.
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.#rest);
    const isCut = !this.#hadLatin && /^[^\ufffd]*\ufffd$/.test(text);
    if (isCut) return [this.#made(this.#line + 1, text, true, this.readAs)];
    return [this.#lineOf(this.#line + 1, this.#rest, true)];
  }

  #read(bytes: Buffer): TextLine[] {
    const lines: TextLine[] = [];
    const add = (make: (line: number) => TextLine) => {
      this.#line++;
      if (this.#skipping) this.#skipping = false;
      else lines.push(make(this.#line));
    };
    try {
      for (const text of this.#utf8.decode(bytes).split('\n'))
        add((line) => this.#made(line, text, false, this.readAs));
    } catch {
      for (let start = 0; start <= bytes.length; ) {
        const found = bytes.indexOf(newline, start);
        const stop = found < 0 ? bytes.length : found;
        const own = bytes.subarray(start, stop);
        add((line) => this.#lineOf(line, own, false));
        start = stop + 1;
      }
    }
    return lines;
  }

  #lineOf(line: number, bytes: Buffer, last: boolean): TextLine {
    try {
      return this.#made(line, this.#utf8.decode(bytes), last, this.readAs);
    } catch {
      this.#hadLatin = true;
      return this.#made(line, latin.decode(bytes), last, 'Windows-1252');
    }
  }

  #made(line: number, text: string, last: boolean, readAs: OtherEncoding | undefined): TextLine {
    const limit = this.#limit;
    const made = { line, text: text.slice(0, limit).replace(/\r$/, ''), last, tooLong: text.length > limit };
    return readAs ? { ...made, readAs } : made;
  }
}

/** Makes UTF-8 of UTF-16; null when the file does not begin as UTF-16 does. */
function fromUtf16(start: Buffer): ((chunk: Buffer, end: boolean) => Buffer) | null {
  const [a, b, c, d] = start;
  const little = (a === 0xff && b === 0xfe) || (a !== 0 && b === 0 && c !== 0 && d === 0);
  const big = (a === 0xfe && b === 0xff) || (a === 0 && b !== 0 && c === 0 && d !== 0);
  if (!little && !big) return null;
  const decoder = new TextDecoder(little ? 'utf-16le' : 'utf-16be');
  return (chunk, end) => Buffer.from(end ? decoder.decode() : decoder.decode(chunk, { stream: true }));
}

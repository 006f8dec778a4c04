import { createReadStream } from 'node:fs';

export interface TextLine {
  /** 1-based. */
  line: number;
  text: string;
  /** True when the file ended without a line break after it. */
  last: boolean;
  /** True when the line was longer than `limit`: `text` holds its beginning only. */
  tooLong: boolean;
}

/**
 * The lines of a text file, streamed in groups as they arrive. UTF-8, or UTF-16 by its byte order mark, which is
 * dropped; bytes that are not UTF-8 become U+FFFD. A line that never ends cannot fill the memory.
 */
export async function* readLines(file: string, limit = 65_536): AsyncGenerator<TextLine[]> {
  let decoder: TextDecoder | undefined;
  let rest = '';
  let line = 0;
  let skipping = false;
  for await (const chunk of createReadStream(file, { highWaterMark: 65_536 }) as AsyncIterable<Buffer>) {
    decoder ??= decoderFor(chunk);
    const pieces = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = pieces.pop()!;
    const lines: TextLine[] = [];
    for (const piece of pieces) {
      line++;
      if (skipping) skipping = false;
      else lines.push(lineOf(line, piece, false, limit));
    }
    if (skipping) rest = '';
    else if (rest.length > limit) {
      lines.push(lineOf(line + 1, rest, false, limit));
      rest = '';
      skipping = true;
    }
    if (lines.length > 0) yield lines;
  }
  rest += decoder?.decode() ?? '';
  if (rest !== '' && !skipping) yield [lineOf(line + 1, rest, true, limit)];
}

function lineOf(line: number, text: string, last: boolean, limit: number): TextLine {
  return { line, text: text.slice(0, limit).replace(/\r$/, ''), last, tooLong: text.length > limit };
}

function decoderFor(start: Buffer): TextDecoder {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le');
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be');
  return new TextDecoder('utf-8');
}

import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { PolicyDocument } from '../policy/document.ts';
import { findDepth, findExcess } from '../policy/limits.ts';
import type { SourceFormat } from '../policy/parse.ts';
import { PrenoticeError, type Problem } from '../policy/problem.ts';

/** One text from a file, front matter taken off, as a clause tree. */
export interface ReadDocument {
  document: PolicyDocument;
  /** The file's text without front matter. */
  text: string;
  format: SourceFormat;
  /** Warnings only, such as an old character encoding; errors are thrown. */
  problems: Problem[];
}

/** About seven times the longest policy we know of. */
const maximumBytes = 5_000_000;

/** Letters of one word in a text from elsewhere, which may hold a picture as data. */
export const longestWord = 100_000;

const formats: Record<string, SourceFormat> = {
  '.md': 'md',
  '.markdown': 'md',
  '.txt': 'md',
  '.mdx': 'mdx',
  '.html': 'html',
  '.htm': 'html',
};

/**
 * Reads a `.md`, `.mdx`, `.txt` (Markdown) or `.html` file. Only `.mdx` is read as MDX: elsewhere braces and stray `<` are text.
 * Throws PrenoticeError for a file that is missing, a folder, binary, too large or (MDX) malformed; then with the place.
 */
export async function readDocument(path: string): Promise<ReadDocument> {
  const format = formats[extname(path).toLowerCase()];
  if (!format) {
    throw new PrenoticeError(
      `${path} is not a kind of file that can be compared`,
      'Use .md, .mdx, .txt (read as Markdown) or .html; save other documents as one of these.',
    );
  }
  const problems: Problem[] = [];
  const source = decodeText(await readBytes(path), path, problems);
  const { body, offset } =
    format === 'html' ? { body: source, offset: 0 } : await withoutFrontMatter(source, format);
  const excess = format === 'md' ? findExcess(body, offset, longestWord) : null;
  if (excess)
    throw new PrenoticeError(
      `${path}:${excess.line}:${excess.column} cannot be read: ${excess.message}`,
      excess.remedy,
      {
        problems: [{ ...excess, file: path }],
      },
    );
  try {
    // A quarter of the start would go into loading MDX.
    const parsed =
      format === 'md'
        ? { document: (await import('../policy/parse-markdown.ts')).parseMarkdown(body), problems: [] }
        : (await import('../policy/parse.ts')).parse(body, format, offset);
    const placed = parsed.problems.map((problem) => ({ ...problem, file: path }));
    if (placed.some((problem) => problem.severity === 'error')) {
      const first = placed[0]!;
      throw new PrenoticeError(
        `${path}:${first.line}:${first.column} cannot be read: ${first.message}`,
        first.remedy,
        {
          problems: placed,
        },
      );
    }
    if (findDepth(parsed.document)) throw new RangeError('nested too deeply');
    return { document: parsed.document, text: body, format, problems: [...problems, ...placed] };
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new PrenoticeError(
      `${path} is nested too deeply to be read`,
      'A policy needs a few levels of lists or quotes, not hundreds: look for a run of ">" or of indented bullets.',
      { cause },
    );
  }
}

async function readBytes(path: string): Promise<Buffer> {
  const facts = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT' || cause.code === 'ENOTDIR'
      ? new PrenoticeError(
          `${path} does not exist`,
          'Check the path; it is taken from the folder in which you run the command.',
          { cause },
        )
      : new PrenoticeError(
          `${path} cannot be read: ${cause.message}`,
          'Check the path and its permissions.',
          { cause },
        );
  });
  if (!facts.isFile())
    throw new PrenoticeError(`${path} is not a file`, 'Name one file for each of the two texts.');
  if (facts.size > maximumBytes) {
    throw new PrenoticeError(
      `${path} has ${(facts.size / 1e6).toFixed(1)} MB; texts of up to ${maximumBytes / 1e6} MB are compared`,
      'Check that it is the text of a policy and not an archive or an export of a whole site.',
    );
  }
  const file = await open(path).catch((cause: Error) => {
    throw new PrenoticeError(`${path} cannot be read: ${cause.message}`, 'Check its permissions.', { cause });
  });
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** UTF-8, or UTF-16 with a byte order mark; a text in an old Western encoding is read with a warning. */
export function decodeText(bytes: Buffer, path: string, problems: Problem[]): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const start = bytes.toString('latin1', 0, 4);
  if (bytes.includes(0) || start === '%PDF' || start === 'PK\u0003\u0004') {
    throw new PrenoticeError(
      `${path} is not a text file`,
      start === '%PDF'
        ? 'Take the document that the PDF was made of, and save it as HTML, Markdown or plain text.'
        : 'In Word: File, Save As, "Web Page, Filtered (*.htm)"; in LibreOffice: Save As, "HTML Document". Take that file, or a Markdown or plain text one.',
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const at = bytes.toString('utf8').split('\uFFFD')[0]!.split('\n').length;
    problems.push({
      rule: 'encoding',
      severity: 'warning',
      file: path,
      line: at,
      column: 0,
      message: 'the file is not UTF-8; it was read as Windows-1252, so some characters may be wrong',
      remedy: 'Save it as UTF-8.',
    });
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Front matter between two lines of `---`; in MDX by the content reader, which refuses front matter that is code. */
async function withoutFrontMatter(
  source: string,
  format: SourceFormat,
): Promise<{ body: string; offset: number }> {
  if (format === 'mdx') {
    const { splitFrontMatter } = await import('./front-matter.ts');
    const { body, bodyOffset } = splitFrontMatter(source);
    return { body, offset: bodyOffset };
  }
  const text = source.replace(/^\uFEFF/, '');
  // The opening line is exactly three hyphens: anything else is a rule and text below it.
  const matter = /^---\r?\n(?:[\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(text)?.[0] ?? '';
  return { body: text.slice(matter.length), offset: matter.split('\n').length - 1 };
}

import type { Block } from '../../policy/document.ts';
import { flattenDocument } from '../../policy/flatten.ts';
import { findDepth, findExcess, tooDeep } from '../../policy/limits.ts';
import { parse, type SourceFormat } from '../../policy/parse.ts';
import { PrenoticeError } from '../../policy/problem.ts';
import { longestWord } from '../read-document.ts';
import { readHtml } from './html.ts';
import { mendMarkdown } from './markdown-mends.ts';
import { datesInFields, dropFields, findField, readOldFrontMatter } from './old-front-matter.ts';
import { mapInlines, repairEmphasis } from './repair.ts';
import type { Dropped } from './report.ts';
import { unfoldLists } from './unfold.ts';

/** A source file, read as far as its format tells: blocks with their lines, and what the format sets aside. */
export interface Source {
  blocks: Block[];
  /** Title and subtitle of front matter or of the page; null where there are none. */
  title: string | null;
  subtitle: string | null;
  /** Lines that give the document's days outside its text. */
  dated: string[];
  /** What links within the document call a heading → the words of that heading. */
  places: Map<string, string>;
  dropped: Dropped[];
  doubts: string[];
}

const formats: Record<string, SourceFormat> = {
  md: 'md',
  markdown: 'md',
  txt: 'md',
  mdx: 'mdx',
  html: 'html',
  htm: 'html',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controlSigns = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

/** Throws for other kinds of file, and for MDX that cannot be read. `file`: name for messages. */
export function readSource(file: string, text: string): Source {
  const format = formats[/\.([a-z]+)$/i.exec(file)?.[1]?.toLowerCase() ?? ''];
  if (!format)
    throw new PrenoticeError(
      `${file} is of a kind that cannot be imported`,
      'Save it as .html, .md, .mdx or .txt (Markdown) and import that file; in Word: File, Save As, "Web Page, Filtered (*.htm)".',
    );
  if (text.includes('\0') && format !== 'html')
    throw new PrenoticeError(
      `${file} is not a text file`,
      'Save it as plain text (UTF-8) and import that file.',
    );
  // Control characters are no words, and check refuses them.
  const clean = text.replace(controlSigns, ' ');
  const source = orTooDeep(file, () =>
    format === 'html' ? readHtml(clean) : readMarkdown(file, clean, format),
  );
  if (clean !== text)
    source.doubts.push('The file holds control characters, which nobody can see; each became a space.');
  if (findDepth({ title: null, preamble: source.blocks, clauses: [] }))
    throw new PrenoticeError(`${file}: ${tooDeep(0).message}`, tooDeep(0).remedy);
  if (source.blocks.length === 0)
    throw new PrenoticeError(
      `${file} has no text`,
      format === 'html'
        ? 'The page shows its text by a script, or leads on to another. Open it in a browser, save what is shown there, and import that file.'
        : 'Import a file with the text of the policy.',
    );
  return source;
}

/** What is nested by the thousand fills the stack of whoever reads it. */
function orTooDeep<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const { message, remedy } = tooDeep(0);
    throw new PrenoticeError(`${file}: ${message}`, remedy, { cause });
  }
}

function readMarkdown(file: string, text: string, format: 'md' | 'mdx'): Source {
  const front = readOldFrontMatter(text);
  const { body: written, bodyOffset, fields } = front;
  const excess = format === 'md' ? findExcess(written, bodyOffset, longestWord) : null;
  if (excess)
    throw new PrenoticeError(`${file} cannot be read`, excess.remedy, { problems: [{ ...excess, file }] });
  const mended = format === 'md' ? mendMarkdown(written, fields) : null;
  const body = mended?.text ?? written;
  const { document, problems } = parse(body, format);
  if (problems.length > 0)
    throw new PrenoticeError(
      `${file} cannot be read as MDX`,
      'Mend these places, or rename the file to .md to read it as Markdown.',
      {
        problems: problems.map((problem) => ({ ...problem, line: problem.line + bodyOffset, file })),
      },
    );
  const title = document.title;
  const flat = flattenDocument(document).map((block, index) =>
    index === 0 && title ? { ...block, line: lineOf(body, /^\s*#\s|^=+\s*$/) } : block,
  );
  const shifted = flat.map((block) =>
    block.line === undefined ? block : { ...block, line: block.line + bodyOffset },
  );
  const blocks = format === 'mdx' ? shifted : shifted.map((block) => mapInlines(block, repairEmphasis));
  // Title and subtitle are text of the document; the rest of front matter is for the old site.
  const given = findField(fields, 'title', 'Title', 'name', 'heading');
  const subtitle = findField(fields, 'subtitle', 'Subtitle', 'sub_title', 'subheading');
  const dropped = (mended?.dropped ?? []).map((entry) => ({ ...entry, line: entry.line + bodyOffset }));
  return {
    blocks: unfoldLists(blocks),
    title: given?.words ?? null,
    subtitle: subtitle?.words ?? null,
    dated: datesInFields(fields),
    places: mended?.places ?? new Map(),
    dropped: [...dropFields(front, [given, subtitle]), ...dropped],
    doubts: mended?.doubts ?? [],
  };
}

const lineOf = (text: string, pattern: RegExp): number =>
  text.split('\n').findIndex((line) => pattern.test(line)) + 1;

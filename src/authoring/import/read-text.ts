import { stringify } from 'yaml';
import { languageOf as guessLanguage } from '../../assessment/language.ts';
import type { Day } from '../../policy/day.ts';
import { type Block, type PolicyDocument, walkClauses } from '../../policy/document.ts';
import { parse } from '../../policy/parse.ts';
import type { PolicyKind } from '../../policy/policy.ts';
import { PrenoticeError } from '../../policy/problem.ts';
import { definedTerms } from '../../policy/terms.ts';
import { documentTexts } from '../../policy/text.ts';
import type { Highlight } from '../../policy/version.ts';
import { splitFrontMatter } from '../front-matter.ts';
import { type FoundDates, findDates } from './dates.ts';
import { dropFurniture } from './furniture.ts';
import { recoverHeadings } from './headings.ts';
import { bindHighlights, separateLayers } from './layers.ts';
import { aimLinks, checkLinks } from './links.ts';
import { guessKind, nameDocument } from './names.ts';
import { type FoundPromise, findPromise } from './promise.ts';
import type { Dropped } from './report.ts';
import { readSource } from './source.ts';
import { mdxFromBlocks } from './to-mdx.ts';

/** One source read as the text of a version: everything but its number and its days. */
export interface ImportedText {
  title: string;
  kind: PolicyKind;
  /** Null when the document does not name it. */
  company: string | null;
  language: string;
  /** MDX below the front matter; its title is not in it. */
  body: string;
  document: PolicyDocument;
  highlights: Highlight[];
  layers: { highlights?: string; text?: string } | null;
  dates: FoundDates;
  /** The day on which an archive's banner says that it saw the text. */
  seen: Day | null;
  promise: FoundPromise;
  dropped: Dropped[];
  /** What a person has to decide, without what is in `dates.doubts` and `promise.doubts`. */
  doubts: string[];
}

/** Pure: reads and writes nothing. `file` names the source (its ending tells the format). Throws PrenoticeError. */
export function readText(file: string, text: string, slug: string): ImportedText {
  const source = readSource(file, text);
  const first = dropFurniture(source.blocks, '');
  const named = nameDocument(first.blocks, source.title, '');
  const kind = guessKind(named.title, [slug, file], named.blocks);
  const rest = dropFurniture(named.blocks, named.fullTitle);
  const subtitled: Block[] = source.subtitle
    ? [{ type: 'paragraph', children: [{ type: 'text', value: source.subtitle }] }, ...rest.blocks]
    : rest.blocks;
  const { blocks: full, highlights: points, layers } = separateLayers(subtitled);
  const linked = checkLinks(full);
  const { body, document, doubts: aimDoubts } = writeBody(linked.blocks, source.places, file);
  const promise = findPromise(document);
  const highlights = bindHighlights(points, document);
  const language = languageOf(document);
  return {
    title: named.title || kind.title,
    kind: kind.kind,
    company: named.company,
    language,
    body,
    document,
    highlights,
    layers,
    dates: datesOf(subtitled, source.dated, language),
    seen: first.seen ?? rest.seen,
    promise,
    dropped: [
      ...source.dropped,
      ...unusedTitle(/\.html?$/i.test(file) ? null : source.title, named.fullTitle),
      ...first.dropped,
      ...named.dropped,
      ...rest.dropped,
    ].sort((a, b) => a.line - b.line),
    doubts: [
      ...source.doubts,
      ...languageDoubts(language, promise.evidence.length === 0),
      ...highlightDoubts(highlights),
      ...linked.doubts,
      ...aimDoubts,
    ],
  };
}

/** The body of the version as it reads back; its clauses have their ids only then, so links to them are aimed and written again. */
function writeBody(
  blocks: readonly Block[],
  places: ReadonlyMap<string, string>,
  file: string,
): { body: string; document: PolicyDocument; doubts: string[] } {
  const body = mdxFromBlocks(recoverHeadings(blocks));
  const document = readBack(body, file);
  const aimed = aimLinks(blocks, document, places);
  if (!aimed.changed) return { body, document, doubts: aimed.doubts };
  const again = mdxFromBlocks(recoverHeadings(aimed.blocks));
  return { body: again, document: readBack(again, file), doubts: aimed.doubts };
}

/** The text's own days; those that only stand beside it (in front matter) where it has none. */
function datesOf(blocks: readonly Block[], beside: readonly string[], language: string): FoundDates {
  const own = findDates(blocks, language);
  if (own.effective !== 'unknown' || beside.length === 0) return own;
  const found = findDates(
    beside.map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] })),
  );
  return {
    ...found,
    doubts: [
      `The day stands in the front matter of the old site ("${found.effectiveText}"), not in the text.`,
      ...found.doubts,
    ],
  };
}

/** A title of front matter beside the heading that became the title. */
const unusedTitle = (given: string | null, used: string): Dropped[] =>
  given === null || used.includes(given)
    ? []
    : [{ text: given, reason: 'title of the front matter; the text has its own', line: 0 }];

export interface ReportedClause {
  id: string;
  number: string | null;
  title: string;
  depth: number;
}

export interface ReportedTerm {
  term: string;
  definition: string;
  clause: string | null;
  /** Line of the version's file. */
  line?: number;
}

/** Clauses and defined terms as the report lists them. `mdx`: the whole file, for its lines. */
export function listParts(
  document: PolicyDocument,
  mdx: string,
): { clauses: ReportedClause[]; terms: ReportedTerm[] } {
  const offset = splitFrontMatter(mdx).bodyOffset;
  return {
    clauses: [...walkClauses(document.clauses)].map(({ id, number, title, depth }) => ({
      id,
      number,
      title,
      depth,
    })),
    terms: definedTerms(document).map((term) =>
      term.line === undefined ? term : { ...term, line: term.line + offset },
    ),
  };
}

/** Keys plain, every value quoted: a day without quotes would become something else for other readers of YAML. */
export const yamlOf = (value: unknown): string =>
  stringify(value, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 });

/** The body as the site will read it; throws when it does not read back. */
export function readBack(body: string, file: string): PolicyDocument {
  const { document, problems } = parse(body, 'mdx');
  if (problems.length > 0)
    throw new PrenoticeError(
      `${file} could not be written as MDX that reads back`,
      'This is a fault of the importer: please report it with the file.',
      {
        problems: problems.map((problem) => ({ ...problem, file })),
      },
    );
  return document;
}

/** The language that the text shows; English where it shows none. */
function languageOf(document: PolicyDocument): string {
  const shown = guessLanguage(
    documentTexts(document)
      .join(' ')
      .match(/\p{L}+/gu)
      ?.slice(0, 3000) ?? [],
  );
  return shown && shown !== 'und' ? shown : 'en';
}

const languageDoubts = (language: string, silent: boolean): string[] =>
  language !== 'en' && language !== 'de' && silent
    ? [
        `The text is in "${language}"; promises about changes are found in English and German texts only: read it yourself.`,
      ]
    : [];

function highlightDoubts(highlights: readonly Highlight[]): string[] {
  const loose = highlights.filter(({ clauses }) => clauses.length === 0).map(({ title }) => `"${title}"`);
  return loose.length === 0
    ? []
    : [`No clause was found for these highlights; name the clauses they sum up: ${loose.join(', ')}.`];
}

import { stringify } from 'yaml';
import type * as z from 'zod';
import { languageOf as guessLanguage } from '../../assessment/language.ts';
import type { Day } from '../../policy/day.ts';
import { type Block, type PolicyDocument, walkClauses } from '../../policy/document.ts';
import { parse } from '../../policy/parse.ts';
import { type NoticeProfile, type PolicyKind, policySchema } from '../../policy/policy.ts';
import { PrenoticeError } from '../../policy/problem.ts';
import { definedTerms } from '../../policy/terms.ts';
import { documentTexts } from '../../policy/text.ts';
import { type Highlight, versionSchema } from '../../policy/version.ts';
import { splitFrontMatter } from '../front-matter.ts';
import { readYaml } from '../yaml-file.ts';
import { findDates } from './dates.ts';
import { dropFurniture } from './furniture.ts';
import { recoverHeadings } from './headings.ts';
import { bindHighlights, separateLayers } from './layers.ts';
import { checkLinks } from './links.ts';
import { guessKind, nameDocument } from './names.ts';
import { type Evidence, findPromise } from './promise.ts';
import type { Dropped } from './report.ts';
import { readSource } from './source.ts';
import { mdxFromBlocks } from './to-mdx.ts';

/** What `import --json` prints; the names are fixed by design.md, some fields are added. */
export interface ImportReport {
  policy: string;
  version: '1';
  /** Path of the version, below the content folder. */
  file: string;
  title: string;
  kind: PolicyKind;
  effective: string;
  /** The words that give the date; null when nothing does. */
  effectiveText: string | null;
  published: string;
  /** The day on which an archive saw the text. */
  seen: Day | null;
  clauses: { id: string; number: string | null; title: string; depth: number }[];
  highlights: Highlight[];
  terms: { term: string; definition: string; clause: string | null; line?: number }[];
  profile: NoticeProfile;
  /** The sentence behind each field of the profile. */
  evidence: Evidence[];
  dropped: Dropped[];
  doubts: string[];
}

/** A policy ready to be written: the texts of its files and the report. */
export interface ImportedPolicy {
  report: ImportReport;
  /** Text of `<slug>/1.mdx` and `<slug>/policy.yaml`. */
  mdx: string;
  policyYaml: string;
  /** For a first site.yaml; null when the document does not name it. */
  company: string | null;
}

/**
 * One file → the first version of a policy. Pure: reads and writes nothing. `file` names the source (its ending
 * tells the format). Throws PrenoticeError when the file cannot be read as text of a policy.
 */
export function importPolicy(file: string, text: string, slug: string): ImportedPolicy {
  const source = readSource(file, text);
  const first = dropFurniture(source.blocks, '');
  const named = nameDocument(first.blocks, source.title, '');
  const kind = guessKind(named.title, [slug, file], named.blocks);
  const title = named.title || kind.title;
  const rest = dropFurniture(named.blocks, named.fullTitle);
  const subtitled: Block[] = source.subtitle
    ? [{ type: 'paragraph', children: [{ type: 'text', value: source.subtitle }] }, ...rest.blocks]
    : rest.blocks;
  const { blocks: full, highlights: points, layers } = separateLayers(subtitled);
  const linked = checkLinks(full);
  const body = mdxFromBlocks(recoverHeadings(linked.blocks));
  const document = readBack(body, file);
  const dates = findDates(subtitled);
  const promise = findPromise(document);
  const highlights = bindHighlights(points, document);
  const seen = first.seen ?? rest.seen;
  const fields = {
    version: '1',
    published: dates.published,
    effective: dates.effective,
    ...(highlights.length > 0 ? { highlights } : {}),
    ...(layers ? { layers } : {}),
    imported: {
      from: file,
      dates: dates.effective === 'unknown' && dates.published === 'unknown' ? 'none' : 'text',
      ...(seen ? { seen } : {}),
    },
  };
  const mdx = `---\n${yamlOf(fields)}---\n\n${body}`;
  const language = languageOf(document);
  const policyYaml = yamlOf({
    title,
    kind: kind.kind,
    ...(language === 'en' ? {} : { locale: language }),
    notice: [promise.profile],
  });
  const offset = splitFrontMatter(mdx).bodyOffset;
  check(mdx, policyYaml, file);
  return {
    mdx,
    policyYaml,
    company: named.company,
    report: {
      policy: slug,
      version: '1',
      file: `${slug}/1.mdx`,
      title,
      kind: kind.kind,
      effective: dates.effective,
      effectiveText: dates.effectiveText,
      published: dates.published,
      seen,
      clauses: [...walkClauses(document.clauses)].map(({ id, number, title: words, depth }) => ({
        id,
        number,
        title: words,
        depth,
      })),
      highlights,
      terms: definedTerms(document).map((term) =>
        term.line === undefined ? term : { ...term, line: term.line + offset },
      ),
      profile: promise.profile,
      evidence: promise.evidence,
      dropped: [...source.dropped, ...first.dropped, ...named.dropped, ...rest.dropped].sort(
        (a, b) => a.line - b.line,
      ),
      doubts: [
        ...dates.doubts,
        ...promise.doubts,
        ...languageDoubts(language, promise.evidence.length === 0),
        ...highlightDoubts(highlights),
        ...linked.doubts(new Set([...walkClauses(document.clauses)].map(({ id }) => id))),
      ],
    },
  };
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
  language !== 'en' && silent
    ? [
        `The text is in "${language}"; promises about changes are found in English texts only: read it yourself.`,
      ]
    : [];

function highlightDoubts(highlights: readonly Highlight[]): string[] {
  const loose = highlights.filter(({ clauses }) => clauses.length === 0).map(({ title }) => `"${title}"`);
  return loose.length === 0
    ? []
    : [`No clause was found for these highlights; name the clauses they sum up: ${loose.join(', ')}.`];
}

/** Keys plain, every value quoted: a day without quotes would become something else for other readers of YAML. */
const yamlOf = (value: unknown): string =>
  stringify(value, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 });

function readBack(body: string, file: string): PolicyDocument {
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

/** The files must pass the same schemas as content written by hand, or nothing is written. */
function check(mdx: string, policyYaml: string, file: string): void {
  const read = [
    readYaml(splitFrontMatter(mdx).yaml, versionSchema as z.ZodType, '1.mdx', 1),
    readYaml(policyYaml, policySchema as z.ZodType, 'policy.yaml'),
  ];
  const problems = read.flatMap((result) => result.problems);
  if (problems.length > 0)
    throw new PrenoticeError(
      `what was read from ${file} does not make a valid policy`,
      'This is a fault of the importer: please report it with the file.',
      { problems },
    );
}

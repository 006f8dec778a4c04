import { parse as parseYaml } from 'yaml';
import { splitFrontMatter } from '../../src/authoring/front-matter.ts';
import { type ImportedPolicy, importPolicy } from '../../src/authoring/import/import-policy.ts';
import { flattenDocument } from '../../src/policy/flatten.ts';
import { parse, type SourceFormat } from '../../src/policy/parse.ts';
import { blockTexts } from '../../src/policy/text.ts';

type Counts = Map<string, number>;

const count = (counts: Counts, texts: readonly string[], sign: number): void => {
  for (const text of texts)
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + sign);
};

const wordsIn = (text: string, format: SourceFormat): string[] =>
  flattenDocument(parse(text, format).document).flatMap(blockTexts);

/**
 * Imports a source and counts words (a multiset): those of the source that are neither in the version (body and front
 * matter) nor reported as dropped, and those of the body that the source does not have.
 */
export function accountFor(
  file: string,
  source: string,
): { imported: ImportedPolicy; lost: string[]; added: string[] } {
  const imported = importPolicy(file, source, 'privacy');
  const front = splitFrontMatter(source);
  const counts: Counts = new Map();
  const format = file.endsWith('.html') ? 'html' : file.endsWith('.mdx') ? 'mdx' : 'md';
  count(counts, wordsIn(front.body, format), 1);
  count(counts, [front.yaml], 1);
  const version = splitFrontMatter(imported.mdx);
  const fields = parseYaml(version.yaml) as {
    highlights?: { title: string; text: string }[];
    layers?: Record<string, string>;
  };
  count(counts, wordsIn(version.body, 'mdx'), -1);
  count(
    counts,
    (fields.highlights ?? []).flatMap(({ title, text }) => [title, text]),
    -1,
  );
  count(counts, Object.values(fields.layers ?? {}), -1);
  count(
    counts,
    imported.report.dropped.map(({ text }) => text),
    -1,
  );
  // The title of a front matter moves to policy.yaml.
  if (/^title:/m.test(front.yaml)) count(counts, [imported.report.title, 'title'], -1);
  if (/^subtitle:/m.test(front.yaml)) count(counts, ['subtitle'], -1);
  const select = (sign: number) => [...counts].filter(([, n]) => n * sign > 0).map(([word]) => word);
  return { imported, lost: select(1), added: select(-1) };
}

/** One line a clause: number and title, indented by depth. */
export const outlineOf = ({ report }: ImportedPolicy): string =>
  report.clauses
    .map(
      ({ number, title, depth }) => `${'  '.repeat(depth - 1)}${[number, title].filter(Boolean).join(' ')}`,
    )
    .join('\n');

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import type { Block, Clause, PolicyDocument } from '../../src/policy/document.ts';
import { walkBlocks, walkClauses } from '../../src/policy/document.ts';
import { parse } from '../../src/policy/parse.ts';
import { policySchema } from '../../src/policy/policy.ts';
import { siteSchema } from '../../src/policy/site.ts';
import { documentTexts, inlineText, normalizeSpace } from '../../src/policy/text.ts';
import type { Policy, Version } from '../../src/policy/timeline.ts';
import { compareVersionNumbers, versionSchema } from '../../src/policy/version.ts';

/** The sample content of this project, read with the schemas and the parser alone. */
export const contentDir = join(import.meta.dirname, '../../content');

const read = (...path: string[]): string => readFileSync(join(contentDir, ...path), 'utf8');

export const site = siteSchema.parse(parseYaml(read('site.yaml')));

/** Throws with the problems of the text: the sample has none. */
function readVersion(slug: string, name: string): Version {
  const source = read(slug, name);
  const [, front, body] = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(source) ?? [];
  if (front === undefined || body === undefined) throw new Error(`${slug}/${name} has no front matter`);
  const { document, problems } = parse(body, 'mdx');
  if (problems.length > 0) throw new Error(`${slug}/${name}: ${JSON.stringify(problems)}`);
  return {
    fields: versionSchema.parse(parseYaml(front)),
    document,
    digest: '',
    file: `${slug}/${name}`,
    source,
  };
}

export const policies: Policy[] = readdirSync(contentDir, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name: slug }) => ({
    slug,
    settings: policySchema.parse(parseYaml(read(slug, 'policy.yaml'))),
    timeZone: site.timeZone,
    locale: site.locale,
    versions: readdirSync(join(contentDir, slug))
      .filter((name) => name.endsWith('.mdx'))
      .map((name) => readVersion(slug, name))
      .sort((a, b) => compareVersionNumbers(a.fields.version, b.fields.version)),
    file: `${slug}/policy.yaml`,
  }));

export function policy(slug: string): Policy {
  const found = policies.find((p) => p.slug === slug);
  if (!found) throw new Error(`the sample has no policy ${slug}`);
  return found;
}

export const textOf = (document: PolicyDocument): string => normalizeSpace(documentTexts(document).join(' '));

export const clausesOf = (document: PolicyDocument): Clause[] => [...walkClauses(document.clauses)];

export const blocksOf = (document: PolicyDocument): Block[] => [
  ...walkBlocks([...document.preamble, ...clausesOf(document).flatMap((clause) => clause.body)]),
];

/** Body rows of all tables as plain cells. */
export function tableRows(document: PolicyDocument): string[][] {
  return blocksOf(document).flatMap((block) =>
    block.type === 'table'
      ? block.rows
          .filter((row) => !row.some((cell) => cell.header))
          .map((row) => row.map((cell) => inlineText(cell.children)))
      : [],
  );
}

import { requireContent } from '../../src/authoring/read-content.ts';
import type { Block, Clause, PolicyDocument } from '../../src/policy/document.ts';
import { walkBlocks, walkClauses } from '../../src/policy/document.ts';
import { documentTexts, inlineText, normalizeSpace } from '../../src/policy/text.ts';
import type { Policy } from '../../src/policy/timeline.ts';
import { sampleDir } from '../sample-folder.ts';

/** The sample content of this project, as every command reads it; throws with all problems of form. */
export const contentDir = sampleDir;

export const { site, policies } = await requireContent(contentDir);

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

import {
  type Block,
  type Inline,
  type PolicyDocument,
  walkBlocks,
  walkClauses,
} from '../../policy/document.ts';
import { inlineText, normalizeSpace, wordsOf } from '../../policy/text.ts';

/** A run of text as a reader meets it: a heading, paragraph, table cell or term. */
export interface Passage {
  inlines: Inline[];
  /** White space as single spaces. */
  text: string;
  /** Line of its block in the file; 0 where the source is not known. */
  line: number;
  /** Id of its clause; null above the first one. */
  clause: string | null;
  heading: boolean;
}

/** Every run of inline text with the line of its block, in reading order. */
export function* passagesOf(document: PolicyDocument): Generator<Passage> {
  yield* inBlocks(document.preamble, null);
  for (const clause of walkClauses(document.clauses)) {
    if (clause.heading) yield passage(clause.heading, clause.line, clause.id, true);
    yield* inBlocks(clause.body, clause.id);
  }
}

function* inBlocks(blocks: readonly Block[], clause: string | null): Generator<Passage> {
  for (const block of walkBlocks(blocks))
    for (const inlines of inlinesOf(block))
      yield passage(inlines, block.line, clause, block.type === 'heading');
}

const passage = (
  inlines: Inline[],
  line: number | undefined,
  clause: string | null,
  heading: boolean,
): Passage => ({ inlines, text: normalizeSpace(inlineText(inlines)), line: line ?? 0, clause, heading });

function inlinesOf(block: Block): Inline[][] {
  if (block.type === 'paragraph' || block.type === 'heading') return [block.children];
  if (block.type === 'table') return block.rows.flatMap((row) => row.map((cell) => cell.children));
  if (block.type === 'definitions') return block.items.flatMap((item) => item.terms);
  return [];
}

/** Inline nodes and what they hold, in reading order. */
export function* walkInlines(nodes: readonly Inline[]): Generator<Inline> {
  for (const node of nodes) {
    yield node;
    if ('children' in node) yield* walkInlines(node.children);
  }
}

/**
 * Line and column (1-based) at which the first words of `phrase` stand in `source`, looked for from `line` on; marks
 * such as `**` between the words do not hinder. Column 0 when they are not found.
 */
export function findPlace(source: string, line: number, phrase: string): { line: number; column: number } {
  const lines = source.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const rest = lines.slice(Math.max(0, line - 1), line + 300).join('\n');
  const words = wordsOf(phrase).slice(0, 5);
  if (words.length === 0 || line <= 0) return { line, column: 0 };
  const found = new RegExp(words.join('[^\\p{L}\\p{N}]+'), 'u').exec(rest);
  if (!found) return { line, column: 0 };
  const before = rest.slice(0, found.index).split('\n');
  return { line: line + before.length - 1, column: (before.at(-1) ?? '').length + 1 };
}

/** As findPlace, for a link or a picture: the place of its address, else of its words. */
export function findAddress(
  source: string,
  line: number,
  node: Extract<Inline, { type: 'link' | 'image' }>,
): { line: number; column: number } {
  const lines = source.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  const end = Math.min(lines.length, line + 300);
  for (let at = Math.max(1, line); node.url !== '' && at <= end; at++) {
    const column = lines[at - 1]!.indexOf(`(${node.url}`);
    if (column >= 0) return { line: at, column: column + 2 };
  }
  return findPlace(source, line, node.type === 'link' ? inlineText(node.children) : node.alt);
}

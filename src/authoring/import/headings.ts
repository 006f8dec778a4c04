import { type Block, type Inline, walkClauses } from '../../policy/document.ts';
import type { Opener } from '../../policy/opener-candidates.ts';
import { findOpeners } from '../../policy/openers.ts';
import { buildClauses } from '../../policy/structure.ts';
import { inlineText, normalizeSpace } from '../../policy/text.ts';
import { dateLine } from '../../policy/titles.ts';

/**
 * Blocks whose clauses all open with real headings, one `#` more for each depth (`##` at the top). Words that acted as a
 * heading become one; what followed them in their paragraph becomes the paragraph below. No word is lost.
 */
export function recoverHeadings(blocks: readonly Block[]): Block[] {
  // With something above it, no first heading is taken for the document's title: that has been taken out already.
  const guarded: Block[] = [{ type: 'paragraph', children: [] }, ...blocks.map(withoutDateHeading)];
  const openers = new Map(findOpeners(guarded).map((opener) => [opener.index - 1, opener]));
  const clauses = [...walkClauses(buildClauses(guarded).clauses)];
  let next = 0;
  return guarded.slice(1).flatMap((block, index) => {
    const opener = openers.get(index);
    const clause = opener && clauses[next];
    if (!opener || !clause) return [block];
    next += 1;
    return split(block, opener, Math.min(6, clause.depth + 1));
  });
}

/** A date set as a heading titles nothing. */
function withoutDateHeading(block: Block): Block {
  if (block.type !== 'heading' || !dateLine.test(normalizeSpace(inlineText(block.children)))) return block;
  return { type: 'paragraph', children: block.children, line: block.line };
}

function split(block: Block, opener: Opener, level: number): Block[] {
  const { line } = block;
  if (block.type === 'heading') return [{ ...block, level, children: headingWords(block.children) }];
  if (block.type === 'paragraph') {
    const [head, rest] = splitInlines(block.children, opener.end);
    return [{ type: 'heading', level, children: headingWords(head), line }, ...paragraph(rest, line)];
  }
  if (block.type !== 'list') return [block];
  const [first, ...others] = block.items[0]?.children ?? [];
  if (first?.type !== 'paragraph') return [block];
  const [head, rest] = splitInlines(first.children, opener.end);
  const number: Inline = { type: 'text', value: `${block.start}. ` };
  return [
    { type: 'heading', level, children: headingWords([number, ...head]), line },
    ...paragraph(rest, line),
    ...others,
  ];
}

const paragraph = (children: Inline[], line: number | undefined): Block[] =>
  inlineText(children).trim() === '' ? [] : [{ type: 'paragraph', children: trimStart(children), line }];

/** Splits inline nodes at a place in their text. */
function splitInlines(nodes: readonly Inline[], at: number): [Inline[], Inline[]] {
  const left: Inline[] = [];
  const right: Inline[] = [];
  let rest = at;
  for (const node of nodes) {
    const length = inlineText([node]).length;
    if (rest >= length && rest > 0) left.push(node);
    else if (rest <= 0) right.push(node);
    else if (node.type === 'text' || node.type === 'code') {
      left.push({ ...node, value: node.value.slice(0, rest) });
      right.push({ ...node, value: node.value.slice(rest) });
    } else if ('children' in node) {
      const [inside, outside] = splitInlines(node.children, rest);
      left.push({ ...node, children: inside });
      right.push({ ...node, children: outside });
    }
    rest -= length;
  }
  return [left, right];
}

/** A heading is set apart already: bold and italics go, wide spaces become one; links stay. */
function headingWords(nodes: readonly Inline[]): Inline[] {
  const flat = (list: readonly Inline[]): Inline[] =>
    list.flatMap((node): Inline[] => {
      if (node.type === 'strong' || node.type === 'emphasis' || node.type === 'underline')
        return flat(node.children);
      if (node.type === 'break') return [{ type: 'text', value: ' ' }];
      if (node.type === 'text')
        return [{ type: 'text', value: node.value.replace(/[\u200b-\u200d\ufeff]/g, '') }];
      return 'children' in node ? [{ ...node, children: flat(node.children) }] : [node];
    });
  const joined: Inline[] = [];
  for (const node of flat(nodes)) {
    const last = joined.at(-1);
    if (node.type === 'text' && last?.type === 'text')
      joined[joined.length - 1] = { type: 'text', value: last.value + node.value };
    else joined.push(node);
  }
  const spaced = joined.map((node) =>
    node.type === 'text' ? { ...node, value: node.value.replace(/\s+/gu, ' ') } : node,
  );
  const first = spaced[0];
  if (first?.type === 'text') spaced[0] = { type: 'text', value: first.value.trimStart() };
  const last = spaced.at(-1);
  if (last?.type === 'text') spaced[spaced.length - 1] = { type: 'text', value: last.value.trimEnd() };
  return spaced.filter((node) => node.type !== 'text' || node.value !== '');
}

function trimStart(nodes: readonly Inline[]): Inline[] {
  const [first, ...rest] = nodes;
  if (!first) return [];
  if (first.type === 'break') return trimStart(rest);
  if (first.type === 'text') {
    const value = first.value.replace(/^\s+/u, '');
    return value === '' ? trimStart(rest) : [{ ...first, value }, ...rest];
  }
  return [...nodes];
}

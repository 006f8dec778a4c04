import type { Block, ListItem } from '../../policy/document.ts';
import { inlineText, normalizeSpace } from '../../policy/text.ts';
import { isTitle } from '../../policy/titles.ts';

/**
 * Clauses written as items of one big numbered list (`1. ### Eligibility`, `1. Introduction. We …`) become paragraphs
 * and headings with their numbers, so that they are recognised like all others.
 */
export function unfoldLists(blocks: readonly Block[]): Block[] {
  const headings = blocks.filter((block) => block.type === 'heading').length;
  return blocks.flatMap((block) => {
    if (block.type !== 'list' || block.items.length < 2) return [block];
    if (!block.ordered)
      return headings <= 2 && block.items.length >= 3 && block.items.every(isQuestion)
        ? block.items.flatMap(titledItem)
        : [block];
    const headed = block.items.filter((item) => item.children[0]?.type === 'heading').length;
    const long = block.items.filter(opensLikeClause).length;
    const clauses =
      headed * 2 > block.items.length ||
      (headings <= 2 && block.items.length >= 3 && long * 3 >= block.items.length * 2);
    return clauses
      ? block.items.flatMap((item, index) => numberedItem(item, block.start + index, block.line))
      : [block];
  });
}

/** A page whose sections fold open: every item has a short line of its own and text below. */
function isQuestion(item: ListItem): boolean {
  const [first, ...rest] = item.children;
  return (
    first?.type === 'paragraph' &&
    rest.length > 0 &&
    isTitle(normalizeSpace(inlineText(first.children)), { marked: true, alone: true, ended: false })
  );
}

function titledItem(item: ListItem): Block[] {
  const [first, ...rest] = item.children;
  return first?.type === 'paragraph'
    ? [{ type: 'heading', level: 2, children: first.children, line: first.line }, ...rest]
    : item.children;
}

/** `Introduction. We are …` or `**Introduction** …`, with a good deal of text behind it. */
function opensLikeClause(item: ListItem): boolean {
  const first = item.children[0];
  if (first?.type !== 'paragraph') return false;
  const text = normalizeSpace(
    first.children
      .map((node) => (node.type === 'text' ? node.value : 'children' in node ? 'x' : ''))
      .join(''),
  );
  const titled = first.children[0]?.type === 'strong' || /^\p{Lu}[^.:;,]{2,60}[.:]\s+\p{Lu}/u.test(text);
  return titled && (text.length > 160 || item.children.length > 1);
}

function numberedItem(item: ListItem, number: number, line: number | undefined): Block[] {
  const [first, ...rest] = item.children;
  const marker = { type: 'text', value: `${number}. ` } as const;
  if (first?.type === 'heading' || first?.type === 'paragraph')
    return [{ ...first, children: [marker, ...first.children], line: first.line ?? line }, ...rest];
  return [{ type: 'paragraph', children: [marker], line }, ...item.children];
}

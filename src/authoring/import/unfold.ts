import type { Block, ListItem } from '../../policy/document.ts';
import { markedLead, plainLead, runsOf } from '../../policy/leads.ts';
import { blockTexts, inlineText, normalizeSpace } from '../../policy/text.ts';
import { isTitle } from '../../policy/titles.ts';

/**
 * Clauses written as items of numbered lists (`1. ### Eligibility`, `1. Introduction. We …`) become paragraphs and
 * headings with their numbers, so that they are recognised like all others; so do sections that fold open.
 */
export function unfoldLists(blocks: readonly Block[]): Block[] {
  const headings = blocks.filter((block) => block.type === 'heading').length;
  const clauses = clauseLists(blocks, headings);
  return blocks.flatMap((block) => {
    if (block.type !== 'list') return [block];
    if (clauses.has(block))
      return block.items.flatMap((item, i) => numberedItem(item, block.start + i, block.line));
    const folds = !block.ordered && headings <= 2 && block.items.length >= 3 && block.items.every(isQuestion);
    return folds ? block.items.flatMap(titledItem) : [block];
  });
}

type List = Block & { type: 'list' };

/** Numbered lists that hold the clauses: their items have headings, or titles and most of the document's text. */
function clauseLists(blocks: readonly Block[], headings: number): Set<Block> {
  const groups: List[][] = [];
  for (const block of blocks) {
    if (block.type !== 'list' || !block.ordered || block.items.every(isLink)) continue;
    const before = groups.at(-1)?.at(-1);
    // A list that counts on from the one before was cut by the text between them.
    if (before && block.start === before.start + before.items.length) groups.at(-1)?.push(block);
    else groups.push([block]);
  }
  const all = wordsIn(blocks);
  return new Set(
    groups.flatMap((group) => {
      const items = group.flatMap((list) => list.items);
      const headed = items.filter((item) => item.children[0]?.type === 'heading').length;
      const titled = items.filter(opensWithTitle).length;
      const holds = group.length > 1 || wordsIn(group) * 2 > all;
      const clauses = headings <= 2 && items.length >= 3 && titled * 3 >= items.length * 2 && holds;
      return clauses || (items.length >= 2 && headed * 2 > items.length) ? group : [];
    }),
  );
}

/** An entry of a table of contents. */
const isLink = ({ children: [first, ...rest] }: ListItem): boolean =>
  first?.type === 'paragraph' &&
  rest.every(({ type }) => type === 'list') &&
  first.children.every((node) => node.type === 'link' || inlineText([node]).trim() === '');

const wordsIn = (blocks: readonly Block[]): number =>
  normalizeSpace(blocks.flatMap(blockTexts).join(' ')).split(' ').length;

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

/** `Introduction. We are …`, `**Introduction** …`, or a title with text below it. */
function opensWithTitle(item: ListItem): boolean {
  const first = item.children[0];
  if (first?.type !== 'paragraph') return false;
  const text = inlineText(first.children);
  const lead = markedLead(runsOf(first.children), 0) ?? plainLead(text, 0);
  return lead !== null && (lead.end < text.length || item.children.length > 1);
}

function numberedItem(item: ListItem, number: number, line: number | undefined): Block[] {
  const [first, ...rest] = item.children;
  const marker = { type: 'text', value: `${number}. ` } as const;
  if (first?.type === 'heading' || first?.type === 'paragraph')
    return [{ ...first, children: [marker, ...first.children], line: first.line ?? line }, ...rest];
  return [{ type: 'paragraph', children: [marker], line }, ...item.children];
}

import type { Block, Clause, Inline, PolicyDocument } from './document.ts';

/** Plain text of inline nodes; a line break is a newline, a picture has no text. */
export function inlineText(nodes: readonly Inline[]): string {
  let text = '';
  for (const node of nodes) {
    if (node.type === 'text' || node.type === 'code') text += node.value;
    else if (node.type === 'break') text += '\n';
    else if (node.type !== 'image') text += inlineText(node.children);
  }
  return text;
}

/** The pieces of text of a block, one a line of reading (paragraph, item, cell), in reading order. */
export function blockTexts(block: Block): string[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [inlineText(block.children)];
    case 'code':
      return [block.value];
    case 'list':
      return block.items.flatMap((item) => item.children.flatMap(blockTexts));
    case 'table':
      return block.rows.flatMap((row) => row.map((cell) => inlineText(cell.children)));
    case 'quote':
    case 'note':
      return block.children.flatMap(blockTexts);
    case 'definitions':
      return block.items.flatMap((item) => [
        ...item.terms.map(inlineText),
        ...item.descriptions.flatMap((blocks) => blocks.flatMap(blockTexts)),
      ]);
    case 'rule':
      return [];
  }
}

/** Heading and body of one clause, without the clauses under it. */
export function clauseTexts(clause: Clause): string[] {
  return [...(clause.heading ? [inlineText(clause.heading)] : []), ...clause.body.flatMap(blockTexts)];
}

/** Every piece of text of a document in reading order; the title is left out (the page shows it apart). */
export function documentTexts(document: PolicyDocument): string[] {
  const deep = (clause: Clause): string[] => [...clauseTexts(clause), ...clause.children.flatMap(deep)];
  return [...document.preamble.flatMap(blockTexts), ...document.clauses.flatMap(deep)];
}

/** The words and figures of a text as they are written, without signs. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Text with every run of white space as one space, trimmed. */
export function normalizeSpace(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

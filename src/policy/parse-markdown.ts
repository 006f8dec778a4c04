import type { Root as HastRoot } from 'hast';
import rehypeRaw from 'rehype-raw';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { Block, PolicyDocument } from './document.ts';
import { blocksFromHast } from './from-hast.ts';
import { pieceReader, reachesFar } from './read-pieces.ts';
import { buildClauses } from './structure.ts';

/** Markdown text → clause tree. Needs nothing that only MDX or HTML need, so it loads fast. */
export function parseMarkdown(text: string): PolicyDocument {
  return buildClauses(markdownBlocks(text));
}

/** Markdown text → blocks; a text in which no part changes how another is read in pieces (read-pieces.ts). */
export function markdownBlocks(text: string): Block[] {
  return isLocal(text)
    ? readPieces(text)
    : blocksFromHast(withHtml.runSync(withHtml.parse(text)) as HastRoot);
}

const plain = unified().use(remarkParse).use(remarkGfm).use(remarkRehype);
const withHtml = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw);

const readPieces = pieceReader((piece) => blocksFromHast(plain.runSync(plain.parse(piece)) as HastRoot));

/**
 * True when no part of a text can change how another is read: no HTML either (an open `<b>` goes on into later
 * paragraphs), and no signs that an HTML parser would alter.
 */
const isLocal = (text: string): boolean =>
  !reachesFar.test(text) && !/<(?!https?:|mailto:)[a-z/!?]|&#/i.test(text);

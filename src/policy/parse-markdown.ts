import rehypeRaw from 'rehype-raw';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkRehype from 'remark-rehype';
import { boundDepth } from './bound-depth.ts';
import type { Block, PolicyDocument } from './document.ts';
import { blocksFromHast } from './from-hast.ts';
import { readPlainMarkdown } from './plain-markdown.ts';
import { pieceReader, reachesFar } from './read-pieces.ts';
import { buildClauses } from './structure.ts';

/** Markdown text → clause tree. Needs nothing that only MDX or HTML need, so it loads fast. */
export function parseMarkdown(text: string): PolicyDocument {
  return buildClauses(markdownBlocks(text));
}

/** Markdown text → blocks; a text in which no part changes how another is read in pieces (read-pieces.ts). */
export function markdownBlocks(source: string): Block[] {
  const text = boundDepth(source);
  return isLocal(text) ? readPieces(text) : blocksFromHast(withHtml.runSync(withHtml.parse(text)));
}

const bare = remark().use(remarkRehype);
const plain = remark().use(remarkGfm).use(remarkRehype);
const withHtml = remark().use(remarkGfm).use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw);

const readPieces = pieceReader((piece) => readPlainMarkdown(piece) ?? readWithRemark(piece));

function readWithRemark(piece: string): Block[] {
  const reader = needsGfm(piece) ? plain : bare;
  return blocksFromHast(reader.runSync(reader.parse(piece)));
}

/**
 * False when no part of GFM can be in a piece: no table, strikethrough, task, footnote or bare address. Looking for
 * addresses at the start of every word takes a quarter of the time of reading.
 */
const needsGfm = (piece: string): boolean => gfmSign.test(piece.replace(linkTarget, '$1'));

const gfmSign = /[|~@&]|:-|-:|\[[ \txX\n^]|www|https?:|mailto:|xmpp:/i;
/** The target of a link that nothing can prevent from being one: what stands in it is no bare address. */
const linkTarget = /((?<!\\)\[[^[\]\\`\n]*\])\([^\s()<>\\&]*\)/g;

/**
 * True when no part of a text can change how another is read: no HTML either (an open `<b>` goes on into later
 * paragraphs), and no signs that an HTML parser would alter.
 */
const isLocal = (text: string): boolean =>
  !reachesFar.test(text) && !/<(?!https?:|mailto:)[a-z/!?]|&#/i.test(text);

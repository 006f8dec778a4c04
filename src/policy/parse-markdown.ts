import type { Root as HastRoot } from 'hast';
import rehypeRaw from 'rehype-raw';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { Block, PolicyDocument } from './document.ts';
import { blocksFromHast } from './from-hast.ts';
import { buildClauses } from './structure.ts';

/** Markdown text → clause tree. Needs nothing that only MDX or HTML need, so it loads fast. */
export function parseMarkdown(text: string): PolicyDocument {
  return buildClauses(markdownBlocks(text));
}

/**
 * Markdown text → blocks. Two versions of a policy share nearly all of their paragraphs, and reading Markdown is
 * what takes the time: so a text is cut where every reader of Markdown must begin a new block at the top level, and
 * pieces seen lately are not read again. The result is the same as that of reading the whole (a test holds it).
 */
export function markdownBlocks(text: string): Block[] {
  if (!isLocal(text)) return blocksFromHast(withHtml.runSync(withHtml.parse(text)) as HastRoot);
  const blocks: Block[] = [];
  let line = 0;
  for (const piece of cut(text)) {
    for (const block of readPiece(piece)) blocks.push(shiftBlock(block, line));
    line += countLines(piece);
  }
  return blocks;
}

const plain = unified().use(remarkParse).use(remarkGfm).use(remarkRehype);
const withHtml = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw);

/**
 * True when no part of a text can change how another is read: no HTML (an open `<b>` goes on into later
 * paragraphs), no definitions of links or footnotes, no fences, no signs that an HTML parser would alter.
 */
function isLocal(text: string): boolean {
  return !/<(?!https?:|mailto:)[a-z/!?]|\[[^\]\n]*\]:|^[ \t>]*(?:```|~~~)|[\0\f\r]|&#/im.test(text);
}

const pieceLength = 1500;

/** Pieces begin after a blank line, at a line that can only open a heading or paragraph at the top level. */
function cut(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const match of text.matchAll(/\n[ \t]*\n(?=[^\s>+*\-\d|])/g)) {
    const next = match.index + match[0].length;
    // Cuts depend on what follows them, not on what stands before, so that a changed paragraph moves no later cut.
    const heading = text[next] === '#';
    if (!heading && (next - start < pieceLength || text.charCodeAt(next + 4) % 3 !== 0)) continue;
    pieces.push(text.slice(start, next));
    start = next;
  }
  pieces.push(text.slice(start));
  return pieces;
}

/** Characters of Markdown whose blocks are kept: several versions of a long policy. */
const keptLength = 2_000_000;
const kept = new Map<string, Block[]>();
let keptNow = 0;

function readPiece(piece: string): Block[] {
  let blocks = kept.get(piece);
  if (blocks) {
    // Used again: the last to go.
    kept.delete(piece);
    kept.set(piece, blocks);
    return blocks;
  }
  blocks = blocksFromHast(plain.runSync(plain.parse(piece)) as HastRoot);
  if (piece.length > keptLength / 4) return blocks;
  kept.set(piece, blocks);
  keptNow += piece.length;
  for (const [oldest] of kept) {
    if (keptNow <= keptLength) break;
    kept.delete(oldest);
    keptNow -= oldest.length;
  }
  return blocks;
}

function countLines(piece: string): number {
  let lines = 0;
  for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) lines++;
  return lines;
}

/** A copy with its own boxes and lines; inline nodes are shared and never altered. */
function shiftBlock<B extends Block>(block: B, lines: number): B {
  const at = block.line === undefined ? {} : { line: block.line + lines };
  const all = (blocks: Block[]) => blocks.map((inner) => shiftBlock(inner, lines));
  switch (block.type) {
    case 'list':
      return {
        ...block,
        ...at,
        items: block.items.map((item) => ({ ...item, children: all(item.children) })),
      };
    case 'quote':
    case 'note':
      return { ...block, ...at, children: all(block.children) };
    case 'definitions':
      return {
        ...block,
        ...at,
        items: block.items.map((item) => ({ ...item, descriptions: item.descriptions.map(all) })),
      };
    default:
      return { ...block, ...at };
  }
}

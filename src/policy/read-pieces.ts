import type { Block } from './document.ts';

/**
 * Two versions of a policy share nearly all of their paragraphs, and reading Markdown is what takes the time: so a text is
 * cut where every reader of Markdown must begin a new block at the top level, and pieces seen lately are not read
 * again. For texts that `isLocal` (or its like for MDX) the result is the same as that of reading the whole (tests hold it).
 */
export function pieceReader(
  read: (piece: string) => Block[],
): (text: string, lineOffset?: number) => Block[] {
  const memory = new PieceMemory(read);
  return (text, lineOffset = 0) => {
    const blocks: Block[] = [];
    let line = lineOffset;
    for (const piece of cut(text)) {
      for (const block of memory.read(piece)) blocks.push(shiftBlock(block, line));
      line += countLines(piece);
    }
    return blocks;
  };
}

/** Definitions of links and footnotes, fences and odd signs can change how another part of the text is read. */
export const reachesFar = /\[[^\]\n]*\]:|^[ \t>]*(?:```|~~~)|[\0\f\r]/im;

/**
 * Pieces begin after a blank line, at a line that can only open a heading or paragraph at the top level: no sign of a list, quote
 * or table before it.
 */
function cut(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const match of text.matchAll(/\n[ \t]*\n(?=[^\s>+*\-\d|]|\*\*[^\s*]|\d+(?:[^\d.)]|[.)][^\s]))/g)) {
    const next = match.index + match[0].length;
    pieces.push(text.slice(start, next));
    start = next;
  }
  pieces.push(text.slice(start));
  return pieces;
}

/** Characters of Markdown whose blocks are kept: several versions of a long policy. */
const keptLength = 2_000_000;

class PieceMemory {
  private readonly kept = new Map<string, Block[]>();
  private keptNow = 0;
  private readonly readNew: (piece: string) => Block[];

  constructor(read: (piece: string) => Block[]) {
    this.readNew = read;
  }

  read(piece: string): Block[] {
    const { kept } = this;
    let blocks = kept.get(piece);
    if (blocks) {
      // Used again: the last to go.
      kept.delete(piece);
      kept.set(piece, blocks);
      return blocks;
    }
    blocks = this.readNew(piece);
    if (piece.length > keptLength / 4) return blocks;
    kept.set(piece, blocks);
    this.keptNow += piece.length;
    for (const [oldest] of kept) {
      if (this.keptNow <= keptLength) break;
      kept.delete(oldest);
      this.keptNow -= oldest.length;
    }
    return blocks;
  }
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

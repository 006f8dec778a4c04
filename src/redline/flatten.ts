import type { Block, Clause, Inline, PolicyDocument, TableCell } from '../policy/document.ts';
import type { Mark } from './redline.ts';
import { bareBreak, cellEdges, type Interner, pictureSign, type Token, tokenize } from './tokens.ts';

/** Text of one block with its formatting as spans over it. */
export interface Styled {
  text: string;
  spans: {
    start: number;
    end: number;
    marks: Mark[];
    image?: { url: string; alt: string; title?: string };
  }[];
  tokens: Token[];
}

/** A box around blocks: a list, an item, a quote … Identity is the object itself. */
export interface Container {
  type: 'list' | 'item' | 'quote' | 'note' | 'definitions' | 'description';
  ordered?: boolean;
  start?: number;
  tight?: boolean;
  /** Number of units in it, for majority votes. */
  size: number;
}

export interface Cell extends Styled {
  source: TableCell;
}

/** The smallest thing that is aligned: a block of text, or a whole table. In reading order, `index` counts from 0. */
export interface Unit extends Styled {
  index: number;
  type: 'heading' | 'paragraph' | 'code' | 'term' | 'table' | 'rule';
  level: number;
  /** Boxes around it, outermost first. */
  path: Container[];
  /** The clause it stands in; a clause's own heading too. Null in title and preamble. */
  clause: Clause | null;
  /** True for the block that opens `clause`: its heading, or its first paragraph (`3.1. Foo …`, `**Choice**. …`). */
  opens: boolean;
  rows?: Cell[][];
  /** Folded text; equal keys are equal blocks. */
  key: number;
  words: number;
}

/** A document → its units in reading order: title, preamble, then every clause's heading and body. */
export function flatten(document: PolicyDocument, interner: Interner): Unit[] {
  const units: Unit[] = [];
  let clause: Clause | null = null;

  const add = (type: Unit['type'], styled: Styled, path: Container[], rest: Partial<Unit> = {}) => {
    for (const container of path) container.size++;
    const words = styled.tokens.reduce((sum, token) => sum + (token.word ? 1 : 0), 0);
    const key = keyOf(styled.tokens, type === 'table' || type === 'rule' ? type.length : 0);
    units.push({
      ...styled,
      index: units.length,
      type,
      level: 0,
      path,
      clause,
      opens: false,
      key,
      words,
      ...rest,
    });
  };
  const text = (inlines: readonly Inline[]) => styled(inlines, interner);

  const visit = (block: Block, path: Container[]) => {
    switch (block.type) {
      case 'paragraph':
        add('paragraph', text(block.children), path);
        return;
      case 'heading':
        add('heading', text(block.children), path, { level: block.level });
        return;
      case 'code':
        add('code', { text: block.value, spans: [], tokens: tokenize(block.value, interner) }, path);
        return;
      case 'rule':
        add('rule', { text: '', spans: [], tokens: [] }, path);
        return;
      case 'table': {
        const rows = block.rows.map((row) =>
          row.map((source): Cell => ({ source, ...text(source.children) })),
        );
        const cells = rows.flat();
        const tokens = cells.flatMap((cell) => cell.tokens);
        add('table', { text: cells.map((cell) => cell.text).join(' '), spans: [], tokens }, path, { rows });
        return;
      }
      case 'list': {
        const { ordered, start, tight } = block;
        const list: Container = { type: 'list', ordered, start, tight, size: 0 };
        for (const item of block.items) {
          const box: Container = { type: 'item', size: 0 };
          const inside = [...path, list, box];
          // An empty item keeps its bullet.
          if (item.children.length === 0) add('paragraph', text([]), inside);
          for (const child of item.children) visit(child, inside);
        }
        return;
      }
      case 'quote':
      case 'note': {
        const box: Container = { type: block.type, size: 0 };
        for (const child of block.children) visit(child, [...path, box]);
        return;
      }
      case 'definitions': {
        const box: Container = { type: 'definitions', size: 0 };
        for (const item of block.items) {
          for (const term of item.terms) add('term', text(term), [...path, box]);
          for (const blocks of item.descriptions) {
            const description: Container = { type: 'description', size: 0 };
            for (const child of blocks) visit(child, [...path, box, description]);
          }
        }
        return;
      }
    }
  };
  const enter = (entered: Clause) => {
    clause = entered;
    const first = units.length;
    if (entered.heading) add('heading', text(entered.heading), [], { level: entered.level });
    for (const block of entered.body) visit(block, []);
    const opening = units[first];
    if (opening) opening.opens = true;
    for (const child of entered.children) enter(child);
  };

  if (document.title) add('heading', text(document.title), [], { level: 1 });
  for (const block of document.preamble) visit(block, []);
  for (const top of document.clauses) enter(top);
  return units;
}

/** Inline nodes → text, formatting spans and tokens. A line break is a newline (U+2028 without white space beside it), a picture one sign. */
function styled(inlines: readonly Inline[], interner: Interner): Styled {
  let text = '';
  const spans: Styled['spans'] = [];
  const add = (piece: string, marks: Mark[], image?: { url: string; alt: string; title?: string }) => {
    if (piece === '') return;
    spans.push({ start: text.length, end: text.length + piece.length, marks, ...(image ? { image } : {}) });
    text += piece;
  };
  const visit = (nodes: readonly Inline[], marks: Mark[]) => {
    for (const node of nodes) {
      switch (node.type) {
        case 'text':
          add(node.value.replace(/[\v\f\u2029]/g, ' '), marks);
          break;
        case 'code':
          add(node.value, [...marks, { type: 'code' }]);
          break;
        case 'break':
          add(node.opens ? cellEdges[node.opens] : node.spaced ? '\n' : bareBreak, marks);
          break;
        case 'image':
          add(pictureSign, marks, {
            url: node.url,
            alt: node.alt,
            ...(node.title ? { title: node.title } : {}),
          });
          break;
        case 'link':
          visit(node.children, [
            ...marks,
            { type: 'link', url: node.url, ...(node.title ? { title: node.title } : {}) },
          ]);
          break;
        default:
          visit(node.children, [...marks, { type: node.type }]);
      }
    }
  };
  visit(inlines, []);
  const all = tokensOf(text, spans, interner);
  if (!spans.some((span) => span.image)) return { text, spans, tokens: all };
  // Two pictures are one token only if they are the same picture.
  const pictures = new Map(spans.map(({ start, image }) => [start, image]));
  const tokens = all.map((token) => {
    const image = pictures.get(token.start);
    return image ? { ...token, key: interner.id(`\u0000picture ${image.url}`) } : token;
  });
  return { text, spans, tokens };
}

/** A footnote's number behind a full stop is no part of the word before it. */
function tokensOf(text: string, spans: Styled['spans'], interner: Interner): Token[] {
  const notes = spans.filter(
    ({ start, marks }) =>
      /[^\s\p{L}\p{N}]/u.test(text.charAt(start - 1)) && marks.some(({ type }) => type === 'superscript'),
  );
  if (notes.length === 0) return tokenize(text, interner);
  const edges = [0, ...notes.map(({ start }) => start), text.length];
  return edges.slice(1).flatMap((end, index) => {
    const from = edges[index]!;
    return tokenize(text.slice(from, end), interner).map((token) => ({
      ...token,
      start: token.start + from,
      end: token.end + from,
    }));
  });
}

/** 53 bits for a sequence of tokens: equal for equal texts, different for others as far as anyone will live to see. */
export function keyOf(tokens: readonly Token[], seed = 0): number {
  let a = 0x811c9dc5 ^ seed;
  let b = 0x1b873593 + seed;
  for (const { key } of tokens) {
    a = Math.imul(a ^ key, 0x01000193);
    b = Math.imul(b ^ (key + 0x9e3779b9), 0x85ebca6b);
    b ^= b >>> 13;
  }
  return (a >>> 0) * 2_097_152 + (b >>> 11);
}

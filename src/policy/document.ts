/**
 * The clause tree: the one parsed form of a policy text. Pages, redlines, digests, letters and exports are
 * all written from it, so what is shown is what is compared. Plain data (JSON in and out).
 */

/** Text inside a block. `html` has no place here: raw HTML is parsed into these nodes too. */
export type Inline =
  | { type: 'text'; value: string }
  | { type: 'strong' | 'emphasis' | 'strike' | 'underline' | 'superscript' | 'subscript'; children: Inline[] }
  | { type: 'code'; value: string }
  | { type: 'link'; url: string; title?: string; children: Inline[] }
  /** `alt` is not text of the policy: it is shown by browsers only in place of the picture. */
  | { type: 'image'; url: string; alt: string; title?: string }
  /**
   * `spaced`: the source has white space beside it, as Markdown's own line breaks always have. `opens`: in a table cell, what
   * begins here (HTML allows lists and paragraphs in cells).
   */
  | { type: 'break'; spaced?: true; opens?: CellBlock };

/** A block inside a table cell: an item of a list with bullets or numbers, or a paragraph. */
export type CellBlock = 'item' | 'number' | 'paragraph';

export interface ListItem {
  children: Block[];
  /** GFM task list items only. */
  checked?: boolean;
}

export interface TableCell {
  header: boolean;
  align?: 'left' | 'center' | 'right';
  colSpan?: number;
  rowSpan?: number;
  /** What the cell begins with, if it holds several blocks or a list; the others follow a `break` that `opens` them. */
  opens?: CellBlock;
  children: Inline[];
}

export type Block =
  | { type: 'paragraph'; children: Inline[]; line?: number }
  /** A heading inside a quote, list or note; headings that open a clause are `Clause.heading`. */
  | { type: 'heading'; level: number; children: Inline[]; line?: number }
  /** `tight`: items that hold one paragraph are written without `<p>`. */
  | { type: 'list'; ordered: boolean; start: number; tight: boolean; items: ListItem[]; line?: number }
  | { type: 'table'; rows: TableCell[][]; line?: number }
  | { type: 'quote'; children: Block[]; line?: number }
  /** `<Note>` in MDX: a remark set apart from the text; part of the policy all the same. */
  | { type: 'note'; children: Block[]; line?: number }
  | { type: 'definitions'; items: { terms: Inline[][]; descriptions: Block[][] }[]; line?: number }
  | { type: 'code'; value: string; line?: number }
  | { type: 'rule'; line?: number };

/**
 * A heading and what stands under it: the unit that readers link to and changes are reported by.
 * A clause opens with a real heading, or with a paragraph that acts as one (`3.1. Customer data. As part …`,
 * `**Choice**. We …`); in the second case `heading` is null and the words stay in the first block of `body`.
 */
export interface Clause {
  /** Anchor and lasting identity: survives renaming, renumbering and moving (see redline/identity.ts). */
  id: string;
  /** As a reader would cite it, without trailing point: `3.1`, `IV`, `(a)`, `4.9`; null without a number. */
  number: string | null;
  /** Plain text without the number. Empty for a numbered clause without a title. */
  title: string;
  /** The whole heading as written, number included; null when the clause opens inside a paragraph. */
  heading: Inline[] | null;
  /** 1–6, as the source marks it. */
  level: number;
  /** 1 for top clauses; follows the tree, not the source's heading levels. */
  depth: number;
  body: Block[];
  children: Clause[];
  line?: number;
}

export interface PolicyDocument {
  /** The text of a single leading `# Title`, which is the document's name and no clause; null without one. */
  title: Inline[] | null;
  /** What stands before the first clause. */
  preamble: Block[];
  clauses: Clause[];
}

/** All clauses in reading order. */
export function* walkClauses(clauses: readonly Clause[]): Generator<Clause> {
  for (const clause of clauses) {
    yield clause;
    yield* walkClauses(clause.children);
  }
}

/** All blocks of a list of blocks in reading order, containers before their contents. */
export function* walkBlocks(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block;
    for (const group of childBlocks(block)) yield* walkBlocks(group);
  }
}

/** The groups of blocks that stand directly inside a container block. */
export function childBlocks(block: Block): Block[][] {
  switch (block.type) {
    case 'list':
      return block.items.map((item) => item.children);
    case 'quote':
    case 'note':
      return [block.children];
    case 'definitions':
      return block.items.flatMap((item) => item.descriptions);
    default:
      return [];
  }
}

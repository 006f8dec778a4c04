import type { CellBlock } from '../policy/document.ts';

/** What happened to one place of the text. `format` and `link` leave the text as it was. */
export type ChangeKind =
  | 'added'
  | 'removed'
  | 'changed'
  | 'moved'
  | 'split'
  | 'merged'
  | 'renumbered'
  | 'format'
  | 'link';

/** Enough of a clause to name it and link to it. */
export interface ClauseReference {
  id: string;
  number: string | null;
  title: string;
}

/**
 * One finding, reported once however many places it has.
 * `old`/`new`: the plain text of the changed block (paragraph, item, row, heading) before and after; null where
 * there is no such side. `count`: number of places (1, or more for a renamed term carried through the text).
 */
export interface Change {
  /** Stable for the same pair of texts: derived from kind, place and texts, never from a counter alone. */
  id: string;
  kind: ChangeKind;
  clause: { old: ClauseReference | null; new: ClauseReference | null };
  old: string | null;
  new: string | null;
  count: number;
  /** The words themselves, in order, for rules that look at what exactly went and came. */
  segments: Segment[];
  /** What sort of block it stands in. */
  block: 'heading' | 'paragraph' | 'item' | 'row' | 'table' | 'code' | 'clause';
  /** Kind `moved` only: the number that joins both places (`data-move` in the HTML). */
  move?: number;
  /** A whole column of a table came or went: its head. */
  column?: string;
  /** Kind `renumbered` only: every clause number that changed, and its old and new form. */
  numbers?: { old: string; new: string }[];
  /** A term or name replaced throughout: the words themselves; `old` and `new` are then the first place's block. */
  term?: { old: string; new: string };
}

/** A run of text inside a change; `same` runs are the context between edits. */
export interface Segment {
  type: 'same' | 'removed' | 'added';
  text: string;
}

/** Counts of words (tokens that are not punctuation or space). */
export interface RedlineStats {
  inserted: number;
  deleted: number;
  moved: number;
  unchanged: number;
}

/** The result of comparing two documents: plain data, JSON in and out. `rows` is what the writers print. */
export interface Redline {
  stats: RedlineStats;
  changes: Change[];
  rows: Row[];
  /** Clause id in the old document → id in the new, for clauses found again. */
  clauses: { old: string; new: string }[];
}

/** Which of the two documents something stands in. */
export type Side = 'both' | 'old' | 'new';

/** Formatting around a run of text, outermost first. */
export type Mark =
  | { type: 'strong' | 'emphasis' | 'strike' | 'underline' | 'superscript' | 'subscript' | 'code' }
  | { type: 'link'; url: string; title?: string };

/**
 * A stretch of text with one fate. `text` has a newline for a line break (U+2028 when the source has no
 * white space beside it); a picture is a run of its own with `image` and no text. White space between two runs belongs to exactly one of them.
 */
export interface Run {
  op: 'same' | 'removed' | 'added';
  text: string;
  marks: Mark[];
  image?: { url: string; alt: string; title?: string };
  /** Merged: an old block ended here (`removed`, without text). */
  ends?: boolean;
  /** `typography`: only quotes, dashes or the like were typed another way. Unmarked text: what changed around it. */
  change?: 'typography' | 'format' | 'link';
  /** Id of the finding that this run belongs to. */
  id?: string;
}

/** Where a row stands and what became of it as a whole. */
interface Place {
  side: Side;
  /** Joins the old place (`side: 'old'`) and the new place (`side: 'new'`) of something that moved. */
  move?: number;
  /**
   * With `move`: the block kept its place and only its form changed (heading level, paragraph or list item). The old form
   * is a row of its own, so that both documents can be told from the rows, blocks included.
   */
  form?: boolean;
  /** Id of the finding that is about the row as a whole (or first reaches it). */
  id?: string;
}

export interface TextRow extends Place {
  type: 'heading' | 'paragraph' | 'code' | 'term';
  /** Headings: 1–6. */
  level?: number;
  runs: Run[];
  /** Headings: anchors of the clause that they open. */
  clause?: { old: string | null; new: string | null };
  /** Split: this block carries on the old block of the row before. */
  continues?: boolean;
}

export interface ListRow extends Place {
  type: 'list';
  ordered: boolean;
  start: number;
  tight: boolean;
  items: (Place & { rows: Row[] })[];
}

export interface TableRow extends Place {
  type: 'table';
  /** Columns of the merged table that only one document has; `index` counts cells of a row. */
  columns?: { index: number; side: 'old' | 'new' }[];
  rows: (Place & { cells: TableRowCell[] })[];
}

export interface TableRowCell {
  header: boolean;
  align?: 'left' | 'center' | 'right';
  colSpan?: number;
  rowSpan?: number;
  /** The cell holds lists or paragraphs and begins with this; the others begin at `cellEdges` in the text of its runs. */
  opens?: CellBlock;
  runs: Run[];
}

export interface GroupRow extends Place {
  type: 'quote' | 'note' | 'definitions' | 'description';
  rows: Row[];
}

/** One block of the merged text: the new document's blocks, with the deleted ones in their old places. */
export type Row = TextRow | ListRow | TableRow | GroupRow | (Place & { type: 'rule' });

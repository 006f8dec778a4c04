import type { PolicyDocument } from '../policy/document.ts';

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

/** Owned by the engine; see README.md. */
export type Row = unknown;

export type CompareDocuments = (previous: PolicyDocument, next: PolicyDocument) => Redline;

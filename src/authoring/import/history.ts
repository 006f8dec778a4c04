import type { Day } from '../../policy/day.ts';

/** One text of a policy's past, as a folder or a repository has it; oldest first in lists. */
export interface PastText {
  /** Name with its ending, which tells the format. */
  file: string;
  /** Where it comes from, for front matter and report: `privacy/index.md@ed3389bdd0fa`. */
  from: string;
  day: Day;
  /** What the day is: that of a commit, or one on which an archive (or whoever named the file) had the text. */
  source: 'commit' | 'archive';
  text: string;
  /** Full id and first line of the commit. */
  commit?: string;
  subject?: string;
}

/** Something of the past that is not a text, and why. */
export interface Skipped {
  from: string;
  day: Day | null;
  reason: string;
}

/** What a folder or a repository has of one document. */
export interface Past {
  texts: PastText[];
  skipped: Skipped[];
  doubts: string[];
}

/** The most texts that are read from one history. */
export const mostTexts = 2000;
/** Bytes of one text, and of all together. */
export const mostBytes = 5_000_000;
export const mostBytesTogether = 400_000_000;

import type { Day } from '../policy/day.ts';
import type { Site } from '../policy/site.ts';
import type { Policy } from '../policy/timeline.ts';
import type { Assess, Duty } from './duties.ts';
import type { LetterContent, LetterTiming } from './letter.ts';

export interface LetterInput {
  site: Site;
  policies: readonly Policy[];
  /** The notices that this reader is owed, of one kind and effective day. */
  duties: readonly Duty[];
  assess: Assess;
  /** The day the letter leaves. */
  today: Day;
  /** BCP 47 of the reader; a language without words falls back to the site's, then English. */
  locale?: string;
  /** Default: `late` after a notice's deadline, else `inTime`. `joined` for those who joined in the window. */
  timing?: LetterTiming;
  /** Marks the letter as a test for the team. */
  test?: boolean;
}

/** Gathers what a letter says. Throws PrenoticeError when a duty names a version that the policies do not hold. */
export function buildLetterContent(input: LetterInput): LetterContent {
  throw new Error(`not written yet: ${input.today}`);
}

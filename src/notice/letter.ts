import type { Day, Period } from '../policy/day.ts';
import type { ChangeClass } from '../policy/fields.ts';
import type { NoticeProfile, PolicyKind } from '../policy/policy.ts';
import type { Action } from '../policy/version.ts';
import type { NoticeKind } from './plan.ts';

/** What a letter says, as plain data: facts, no sentences. `words/` has the sentences, letter-email.ts the shape. */
export interface LetterContent {
  /** Id of the letter, as in the plan. */
  letter: string;
  kind: NoticeKind;
  /** BCP 47: the language of the letter's own words. Policy texts stay in their own. */
  locale: string;
  /** Where a language without words falls back to. */
  siteLocale: string;
  company: {
    name: string;
    contact: string;
    address?: string;
    url: string;
    /** Colours of the company's site, in which its letters come too. */
    accent: { light: string; dark: string };
  };
  effective: Day;
  parts: LetterPart[];
  /** True: marked as a test in subject and text; nobody has been told by it. */
  test: boolean;
}

/**
 * Whether the letter may claim the promised period. `late`: it leaves after the deadline, says so and claims
 * nothing. `joined`: the reader became a customer after the notice began; nothing is claimed and nobody is late.
 */
export type LetterTiming = 'inTime' | 'late' | 'joined';

/** What a letter says about one version of one policy. */
export interface LetterPart {
  policy: string;
  policyKind: PolicyKind;
  title: string;
  /** Language of the policy's texts. */
  locale: string;
  version: string;
  previous: string;
  published: Day;
  effective: Day;
  timeZone: string;
  class: ChangeClass;
  timing: LetterTiming;
  period: Period;
  /** The sentence of the policy that promises the notice. */
  quote?: string;
  /** True when people who opted out of legal mail are told by the site only. */
  optOut: boolean;
  heldData: NoticeProfile['heldData'];
  /** True when a change reaches data already held. */
  touchesHeldData: boolean;
  /** The team's own words; the tool's are for the team. */
  summary?: string;
  /** Clauses with material or consent changes, in reading order. */
  changes: LetterChange[];
  /** Number of minor and editorial changes: counted and linked, not shown. */
  smallChanges: number;
  actions: Action[];
  consentUrl?: string;
  /** `sooner`: whether it takes effect sooner than promised indeed, so that the letter has to say so. */
  exemption?: { kind: 'required-by-law' | 'security' | 'benefit'; reason: string; sooner: boolean };
  withdrawal?: {
    on: Day;
    reason: string;
    inForce: string;
    replacement?: { version: string; effective: Day };
  };
  links: { upcoming: string; changes: string; version: string; previous: string; policy: string };
  /** SHA-256 (hex) of the published text files, and where they are. */
  digests: { previous: TextDigest; next: TextDigest };
}

interface TextDigest {
  sha256: string;
  url: string;
}

/** What changes in one clause, as the letter shows it. */
export interface LetterChange {
  /** Of the first change in the clause. */
  id: string;
  class: ChangeClass;
  number: string | null;
  /** Empty when the clause has none. */
  title: string;
  /** The first of the changes on the redline page. */
  link: string;
  practice: boolean;
  heldData: boolean;
  passages: LetterPassage[];
}

/** A passage before and after; one side is null where text is new or taken out. */
export interface LetterPassage {
  moved: boolean;
  /** Number of places in which the same change is made. */
  count: number;
  before: LetterLine[] | null;
  after: LetterLine[] | null;
}

/** A paragraph or list item, or a table row: its cells with the names of their columns. */
export type LetterLine =
  | { look: 'text' | 'item'; runs: LetterRun[] }
  | { look: 'row'; cells: { label?: string; runs: LetterRun[] }[] };

/** A run of text: `changed` words are marked, `cut` stands for sentences left out. */
export type LetterRun = { type: 'same' | 'changed'; text: string } | { type: 'cut' };

/** A letter with holes: text pieces around slots. Plain data, so it can be kept with the ledger. */
export interface RenderedLetter {
  letter: string;
  locale: string;
  subject: Piece[];
  html: Piece[];
  text: Piece[];
  /** Bytes of the HTML with the longest name and reference that are let through. */
  bytes: number;
  /** Clauses whose changes did not fit and are listed by title and link. */
  listed: number;
}

/** Fixed text, or a slot that is filled for each recipient. */
export type Piece = string | { slot: 'greeting' | 'reference' };

/** A letter filled in for one recipient. */
export interface FilledLetter {
  /** One line, safe as a header, carrying the reference. */
  subject: string;
  html: string;
  text: string;
}

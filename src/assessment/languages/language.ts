import type { Category } from '../assessment.ts';

/** What a line of a summary is about. */
export type Subject = Category | 'other' | 'not assessed';

/**
 * Everything that the assessment says in one language; `{…}` is filled in. Another language is another file like these,
 * named in `languages.ts`.
 */
export interface AssessmentLanguage {
  /** BCP 47. */
  code: string;
  /** In the order in which a summary names them. */
  subjects: Readonly<Record<Subject, string>>;
  summary: {
    one: string;
    /** `{n}` */
    some: string;
    /** After `one` or `some`, when every change favours the reader. */
    favour: string;
    /** No change of meaning. */
    editorial: string;
    /** Nobody's position changes; `about` is put in when there is more than wording. */
    minor: string;
    /** `{subjects}` */
    about: string;
    /** Subjects that there is no room for: `{subjects}` */
    also: string;
    /** `{n}` */
    more: string;
    consent: string;
    heldData: string;
    /** `{quote}` and, for a changed sentence, `{words}` that went or came. */
    added: string;
    removed: string;
    before: string;
    came: string;
    went: string;
    /** `{title}` of a whole section. */
    clauseAdded: string;
    clauseRemoved: string;
  };
  /** Quotation marks, and those inside a quotation. */
  quotes: { outer: readonly [string, string]; inner: readonly [string, string] };
  /** The reason of a change without a changed word. */
  untouched: string;
  /** Texts that cannot be compared. */
  unrelated: { oldEmpty: string; newEmpty: string; strange: string };
  /** Sentences of rules, by id, as in the table of rules; a rule without one here speaks English. */
  rules: Readonly<Record<string, { reason: string; tell?: string }>>;
}

import type { ChangeClass } from '../../policy/change-class.ts';
import type { PolicyKind } from '../../policy/policy.ts';
import type { Category, Direction } from '../assessment.ts';
import type { VocabularyName } from '../lexicon.ts';
import type { Recogniser } from '../recognise.ts';

/** A pair of texts: `null` where a side is missing. `title` is the clause's, `lead` the sentence above a list. */
export interface Example {
  old: string | null;
  new: string | null;
  title?: string;
  lead?: string;
  kind?: PolicyKind;
  /** Header of the table in which the texts are rows, cells parted by ` | `. */
  table?: string;
  /** The text is a heading. */
  block?: 'heading';
  /** The sentence stands in another clause of both texts as well. */
  elsewhere?: boolean;
  /** Language of the whole text; English without it. */
  language?: string;
}

/** All that is given must hold. */
export interface Condition {
  /** How the sentence changed: reworded, whole sentence added or removed. */
  shape?: readonly ('same' | 'pair' | 'added' | 'removed')[];
  /** A term of this vocabulary came with the new sentence. */
  gained?: VocabularyName;
  /** A term of this vocabulary went with the old sentence. */
  lost?: VocabularyName;
  /** Only these terms count. */
  gainedTerms?: readonly string[];
  lostTerms?: readonly string[];
  /** Terms under a denial ("we do not …"): `true` only those, `false` only the others. */
  denied?: boolean;
  /** Either sentence has a term of this vocabulary. */
  mentions?: VocabularyName;
  /** The titles or the lead above are about one of these. */
  about?: readonly Category[];
  /** The sentence that stands now (or stood). */
  says?: RegExp;
  saysNot?: RegExp;
  /** Kinds of document in which the rule holds. */
  kinds?: readonly PolicyKind[];
  /** Recognisers of `recognise.ts`, for what words alone do not show: all must hold. */
  is?: Recogniser | readonly Recogniser[];
  isNot?: Recogniser | readonly Recogniser[];
  block?: readonly string[];
}

/** One row of the table. */
export interface RuleRow {
  /** Lasting id, as front matter and records cite it. */
  id: string;
  title: string;
  /** The criterion in the regulator's or the law's words, shortened. */
  criterion: string;
  source: string;
  /** First the rule's own; empty: what the clause is about. */
  categories: readonly Category[];
  class: ChangeClass;
  direction: Direction;
  /** True: what is done changes; false: only how it is described. */
  practice: boolean;
  /** True: data already held is touched, unless the text limits itself to new data. */
  heldData?: boolean;
  certainty?: 'low';
  /** A settling rule ends the matter for its sentence: no rule after it is asked. */
  settles?: boolean;
  /** A settling rule that gives way where a firm rule (`firmRules` of the table) speaks about a sentence with a verb. */
  yields?: boolean;
  when: Condition;
  /** One plain sentence; `{terms}`, `{what}`, `{old}`, `{new}` are filled in. */
  reason: string;
  /** What a summary for customers says; without it the summary quotes the text. */
  tell?: string;
}

export interface Rule extends RuleRow {
  /** These are the rule's tests; see examples.ts. */
  examples: Examples;
}

export interface Examples {
  match: readonly Example[];
  noMatch: readonly Example[];
}

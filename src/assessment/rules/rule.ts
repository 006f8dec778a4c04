import type { ChangeClass } from '../../policy/fields.ts';
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
}

/** All that is given must hold. */
export interface Condition {
  /** How the sentence changed: reworded, whole sentence added or removed. */
  shape?: readonly ('same' | 'pair' | 'added' | 'removed')[];
  /** A term of this vocabulary stands in the new sentence and not in the old. */
  gained?: VocabularyName;
  /** A term of this vocabulary stood in the old sentence and not in the new. */
  lost?: VocabularyName;
  /** Only these terms of the vocabulary count. */
  terms?: readonly string[];
  /** The gained term stands nowhere in the old text (the lost one nowhere in the new). */
  novel?: boolean;
  /** Either sentence has a term of this vocabulary. */
  mentions?: VocabularyName;
  /** The clause, its list or the sentence is about one of these. */
  about?: readonly Category[];
  /** The words of the sentence that stands now (or stood). */
  says?: RegExp;
  saysNot?: RegExp;
  /** The same, of one side only. */
  oldSays?: RegExp;
  newSays?: RegExp;
  /** Kinds of document in which the rule holds. */
  kinds?: readonly PolicyKind[];
  /** A named recogniser of `recognise.ts`, for what words alone do not show. */
  is?: Recogniser;
  isNot?: Recogniser;
  block?: readonly string[];
}

export interface Rule {
  /** Lasting id, as front matter and records cite it. */
  id: string;
  title: string;
  /** The criterion in the regulator's or the law's words, shortened. */
  criterion: string;
  source: string;
  categories: readonly Category[];
  class: ChangeClass;
  direction: Direction;
  /** True: what is done changes; false: only how it is described. */
  practice: boolean;
  certainty?: 'low';
  /** A settling rule ends the matter for its sentence: no rule after it is asked. */
  settles?: boolean;
  when: Condition;
  /** One plain sentence; `{terms}`, `{old}`, `{new}`, `{what}` are filled in. */
  reason: string;
  examples: { match: readonly Example[]; noMatch: readonly Example[] };
}

import type { ChangeClass } from '../policy/change-class.ts';
import type { PolicyKind } from '../policy/policy.ts';
import type { Decision } from '../policy/version.ts';
import type { Change } from '../redline/redline.ts';
import type { VocabularyAdditions } from './lexicon.ts';

/** Field names of design.md; in the order in which a summary names them. */
export type Category =
  | 'collection'
  | 'purpose'
  | 'sharing'
  | 'sale-ads'
  | 'retention'
  | 'rights'
  | 'security'
  | 'transfers'
  | 'children'
  | 'cookies'
  | 'change-terms'
  | 'controller'
  | 'scope'
  | 'legal-terms'
  | 'fees'
  | 'eligibility'
  | 'contact'
  | 'definitions'
  | 'editorial'
  | 'structure'
  | 'date';

export type Direction = 'favourable' | 'unfavourable' | 'neutral' | 'unclear';

/** Why a change has its class. */
export interface Reason {
  /** Lasting id of the rule. */
  rule: string;
  /** One plain sentence naming what in the text triggered it. */
  text: string;
  /** The law or guidance behind the rule. */
  source: string;
  /** The same for customers, as the summary says it; absent where the summary quotes the text. */
  tell?: string;
}

export interface AssessedChange extends Change {
  class: ChangeClass;
  /** The class the rules gave, when a person decided otherwise. */
  toolClass?: ChangeClass;
  decision?: { class: ChangeClass; reason?: string; decidedBy?: string };
  categories: Category[];
  direction: Direction;
  /** True: what is done changed; false: only how it is described. */
  practice: boolean;
  /** True: data already held is touched. */
  heldData: boolean;
  certainty: 'high' | 'low';
  reasons: Reason[];
}

export interface Assessment {
  /** The highest class of the changes, after people's decisions. */
  class: ChangeClass;
  /** What the rules alone say. */
  toolClass: ChangeClass;
  /** class is material or consent. */
  material: boolean;
  /** True when every material change favours the reader. */
  favourable: boolean;
  /** Share of text in common, 0–1. */
  related: number;
  /** Plain words that a legal team could publish after editing; empty without changes. */
  summary: string;
  /** BCP 47: in which the summary and the reasons are written. */
  language: string;
  /** Stands for the two texts: a lower class of the version names it (`judged`) and is re-opened when either changes. */
  judged: string;
  changes: AssessedChange[];
  /** Decisions in the front matter that fit no change any more, or lower a class without reason and name. */
  decisionProblems: { id: string | null; message: string }[];
}

export interface AssessmentContext {
  kind: PolicyKind;
  /** BCP 47; a language without rules makes every changed sentence at least material, "not assessed". */
  locale: string;
  /** The governing profile's treatment of data already held. */
  heldData: 'follows' | 'as-collected' | 'opt-in';
  decision?: Decision;
  /** The site's own words, added to the vocabularies of the rules. */
  vocabulary?: VocabularyAdditions;
}

import type { Rule } from './rule.ts';
import { house, wp260Change } from './sources.ts';

const none = { match: [], noMatch: [] };

/** One word or number that turns a sentence round, and what no other rule decides. */
export const logicRules: readonly Rule[] = [
  {
    id: 'logic-gained',
    title: 'A word that changes the logic came',
    criterion: 'Changes that alter what may be done.',
    source: wp260Change,
    categories: [],
    class: 'material',
    direction: 'unclear',
    practice: true,
    when: { shape: ['pair'], gained: 'operators' },
    reason: 'a word that changes the meaning came: {terms}',
    examples: none,
  },
  {
    id: 'logic-lost',
    title: 'A word that changes the logic went',
    criterion: 'Changes that alter what may be done.',
    source: wp260Change,
    categories: [],
    class: 'material',
    direction: 'unclear',
    practice: true,
    when: { shape: ['pair'], lost: 'operators' },
    reason: 'a word that changes the meaning went: {terms}',
    examples: none,
  },
  {
    id: 'number-changed',
    title: 'A number or period',
    criterion: 'Periods, ages, amounts.',
    source: wp260Change,
    categories: [],
    class: 'material',
    direction: 'unclear',
    practice: true,
    when: { shape: ['pair'], is: 'number' },
    reason: 'a number changed: {what}',
    examples: none,
  },
];

export const fallbackRules: readonly Rule[] = [
  {
    id: 'unknown-statement',
    title: 'A statement that no rule knows',
    criterion: 'Where rules cannot decide, tell.',
    source: house,
    categories: [],
    class: 'material',
    direction: 'unclear',
    practice: true,
    certainty: 'low',
    when: { is: 'manyWords' },
    reason: 'no rule knows what this changes',
    examples: none,
  },
  {
    id: 'small-change',
    title: 'A small change of wording',
    criterion: 'Few words, no known subject.',
    source: house,
    categories: ['editorial'],
    class: 'minor',
    direction: 'neutral',
    practice: false,
    certainty: 'low',
    when: {},
    reason: 'a few words changed and none of them is a known subject',
    examples: none,
  },
];

/** The only rules for a language without vocabularies; settled rules on signs, dates and moves hold in any language. */
export const unassessedRules: readonly Rule[] = [
  {
    id: 'not-assessed',
    title: 'A language without rules',
    criterion: 'Where rules cannot decide, tell.',
    source: house,
    categories: [],
    class: 'material',
    direction: 'unclear',
    practice: true,
    certainty: 'low',
    when: { is: 'sentence' },
    reason: 'not assessed: there are no rules for this language, and the sentence changed',
    examples: none,
  },
  {
    id: 'label-not-assessed',
    title: 'A label in a language without rules',
    criterion: 'Fewer than four words.',
    source: house,
    categories: ['editorial'],
    class: 'minor',
    direction: 'unclear',
    practice: false,
    certainty: 'low',
    when: {},
    reason: 'not assessed: there are no rules for this language; a few words changed',
    examples: none,
  },
];

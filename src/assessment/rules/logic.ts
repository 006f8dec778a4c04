import type { RuleRow } from './rule.ts';
import { house, wp260Change } from './sources.ts';

const word = {
  categories: [],
  class: 'material',
  practice: true,
  source: wp260Change,
  criterion: 'One word can turn a promise round.',
} as const;

function swap(
  id: string,
  title: string,
  lostTerms: string[],
  gainedTerms: string[],
  direction: RuleRow['direction'] = 'unclear',
): RuleRow {
  return {
    id,
    title,
    ...word,
    direction,
    when: { shape: ['pair'], lost: 'operators', lostTerms, gained: 'operators', gainedTerms, is: 'close' },
    reason: '{lostTerms} became {gainedTerms}',
  };
}

function came(
  id: string,
  title: string,
  terms: string[],
  direction: RuleRow['direction'] = 'unclear',
  certainty?: 'low',
): RuleRow {
  return {
    id,
    title,
    ...word,
    direction,
    certainty,
    when: { shape: ['pair'], gained: 'operators', gainedTerms: terms, is: 'close' },
    reason: '{gainedTerms} came into the sentence',
  };
}

function went(
  id: string,
  title: string,
  terms: string[],
  direction: RuleRow['direction'] = 'unclear',
  certainty?: 'low',
): RuleRow {
  return {
    id,
    title,
    ...word,
    direction,
    certainty,
    when: { shape: ['pair'], lost: 'operators', lostTerms: terms, is: 'close' },
    reason: '{lostTerms} went out of the sentence',
  };
}

/** One word or number that turns a sentence round. */
export const logicRules: readonly RuleRow[] = [
  {
    id: 'actor-turned',
    title: 'Who does what, or what is denied, changed places',
    ...word,
    direction: 'unclear',
    when: { shape: ['pair', 'same'], is: 'turned' },
    reason: 'the order of the words changed and with it their meaning: {what}',
  },
  came('denial-added', 'A denial came', ['not', 'without']),
  went('denial-removed', 'A denial went', ['not', 'without']),
  swap(
    'modal-changed',
    'Another degree of duty',
    ['may', 'will', 'must', 'should'],
    ['may', 'will', 'must', 'should'],
  ),
  came('only-added', 'A limit came', ['only']),
  went('only-removed', 'A limit went', ['only']),
  came('exception-added', 'An exception came', ['unless', 'excluding']),
  went('exception-removed', 'An exception went', ['unless', 'excluding']),
  swap('and-or', '“And” and “or” exchanged', ['and'], ['or']),
  swap('or-and', '“Or” and “and” exchanged', ['or'], ['and']),
  swap('all-some', '“All” and “some” exchanged', ['all'], ['some']),
  swap('some-all', '“Some” and “all” exchanged', ['some'], ['all']),
  swap('before-after', '“Before” and “after” exchanged', ['before', 'after'], ['before', 'after']),
  swap(
    'bound-changed',
    'Another bound',
    ['at least', 'at most', 'more than', 'less than'],
    ['at least', 'at most', 'more than', 'less than'],
  ),
  went('explicit-removed', 'No longer explicit', ['explicit'], 'unfavourable'),
  came('explicit-added', 'Now explicit', ['explicit'], 'favourable'),
  came('automatic-added', 'Now automatic or by default', ['automatic']),
  went('automatic-removed', 'No longer automatic or by default', ['automatic']),
  came('promise-weakened', 'A promise is weakened', ['weakened'], 'unfavourable'),
  came('optional-added', 'Now optional or free', ['optional', 'free'], 'favourable'),
  went('optional-removed', 'No longer optional or free', ['optional', 'free'], 'unfavourable'),
  came('irrevocable-added', 'Now irrevocable or permanent', ['irrevocable'], 'unfavourable'),
  went('irrevocable-removed', 'No longer irrevocable or permanent', ['irrevocable'], 'favourable'),
  {
    id: 'deed-added',
    title: 'Something more is done',
    ...word,
    direction: 'unfavourable',
    heldData: true,
    when: { shape: ['pair'], gained: 'deeds', is: ['close', 'pureAddition'] },
    reason: 'the sentence now says that more is done with data: {gainedTerms}',
  },
  {
    id: 'deed-exchanged',
    title: 'Something else is done',
    ...word,
    direction: 'unclear',
    heldData: true,
    when: { shape: ['pair'], lost: 'deeds', gained: 'deeds', is: 'close' },
    reason: 'another thing is done: {lostTerms} became {gainedTerms}',
  },
  {
    id: 'deed-removed',
    title: 'Something is no longer done',
    ...word,
    direction: 'favourable',
    when: { shape: ['pair'], lost: 'deeds', is: ['close', 'pureRemoval'] },
    reason: 'the sentence no longer says that this is done: {lostTerms}',
  },
  {
    id: 'number-changed',
    title: 'A number, period, age or amount',
    ...word,
    direction: 'unclear',
    heldData: true,
    when: { shape: ['pair'], is: 'number' },
    tell: '{what}',
    reason: '{what}',
  },
];

export const fallbackRules: readonly RuleRow[] = [
  {
    id: 'unknown-entry',
    title: 'An entry of a list that no vocabulary knows',
    criterion: 'Where rules cannot decide, tell.',
    source: house,
    categories: [],
    class: 'material',
    direction: 'unclear',
    practice: true,
    certainty: 'low',
    when: { is: 'unknownEntry' },
    reason: 'an entry of the list came or went: {new}{old}',
  },
  {
    id: 'unknown-item',
    title: 'Something that no vocabulary knows',
    criterion: 'Where rules cannot decide, tell.',
    source: house,
    categories: [],
    class: 'material',
    direction: 'unclear',
    practice: true,
    certainty: 'low',
    when: { is: 'unknownItem' },
    reason: 'words that no vocabulary knows changed where a practice is described; {what}',
  },
  {
    id: 'unknown-rewording',
    title: 'A rewording that no rule can judge',
    criterion: 'Where rules cannot decide, tell.',
    source: house,
    categories: [],
    class: 'material',
    direction: 'unclear',
    practice: true,
    certainty: 'low',
    when: { shape: ['pair'], is: ['manyWords', 'statement'] },
    reason: 'the sentence was reworded and no rule can tell whether it still says the same',
  },
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
    when: { shape: ['added', 'removed'], is: ['manyWords', 'statement'] },
    reason: 'a whole sentence came or went and no rule knows its subject',
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
  },
];

/** The only rules for a language without vocabularies; settled rules on signs, dates and moves hold in any language. */
export const unassessedRules: readonly RuleRow[] = [
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
  },
];

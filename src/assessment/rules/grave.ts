import type { RuleRow } from './rule.ts';
import { ftc, ftcRetroactive, wp260Fundamental } from './sources.ts';

const data = ['privacy', 'cookies', 'subprocessors', 'other', 'terms'] as const;

/** Notice is not enough. Where the governing profile keeps held data under the old text, these become material. */
export const graveRules: readonly RuleRow[] = [
  {
    id: 'reaches-back',
    title: 'Reaches back to data already held',
    criterion: 'A change applied to data already collected needs affirmative consent.',
    source: ftcRetroactive,
    categories: [],
    class: 'consent',
    direction: 'unfavourable',
    practice: true,
    heldData: true,
    when: { is: 'reachesBack', kinds: data },
    tell: 'this also applies to data that we already hold',
    reason: 'the new text reaches back to data already held: “{what}”',
  },
  {
    id: 'promise-dropped',
    title: 'A promise about data already held is dropped',
    criterion:
      'Going back on a promise made when the data were collected is deceptive or unfair without consent.',
    source: ftc,
    categories: ['sharing'],
    class: 'consent',
    direction: 'unfavourable',
    practice: true,
    heldData: true,
    when: { is: 'heldPromiseDropped', isNot: 'limited' },
    tell: 'we no longer promise this: {what}',
    reason: 'a promise about data already held is no longer made: {what}',
  },
  {
    id: 'held-data-promise-dropped',
    title: 'The promise to leave held data under the old text is dropped',
    criterion: 'Going back on a promise about data already held needs consent.',
    source: ftcRetroactive,
    categories: ['change-terms'],
    class: 'consent',
    direction: 'unfavourable',
    practice: true,
    heldData: true,
    when: { lost: 'limitedToNew', lostTerms: ['held data untouched'] },
    tell: 'data that we already hold no longer stay under the earlier text',
    reason:
      'the text no longer promises that data already held stay under the text in force when they were collected',
  },
  {
    id: 'grave-use',
    title: 'Sale, advertising, model training or independent recipients, without limit to new data',
    criterion: 'Completely different processing is not whitewashed by a notice.',
    source: wp260Fundamental,
    categories: [],
    class: 'consent',
    direction: 'unfavourable',
    practice: true,
    heldData: true,
    when: { is: 'graveUse', isNot: 'limited' },
    tell: 'new: {what}',
    reason: 'new in the text and not limited to new data: {what}',
  },
];

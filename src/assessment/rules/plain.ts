import type { RuleRow } from './rule.ts';
import { gdprContents, wp260Change, wp260Impact } from './sources.ts';

/** What is said where furniture, contact details or dates are expected. */
export const plainRules: readonly RuleRow[] = [
  {
    id: 'channel-removed',
    title: 'A way to write is gone',
    criterion: 'How readers reach the company and exercise their rights.',
    source: gdprContents,
    categories: ['contact', 'rights'],
    class: 'material',
    direction: 'unfavourable',
    practice: true,
    when: { is: 'channelRemoved' },
    tell: 'you can no longer write by e-mail or call, only by post',
    reason: 'e-mail or telephone is gone and only post is left',
  },
  {
    id: 'day-of-term',
    title: 'The day of a payment or practice moved',
    criterion: 'From when or until when something is done or owed.',
    source: wp260Impact,
    categories: [],
    class: 'material',
    direction: 'unclear',
    practice: true,
    when: { is: 'dayOfTerm' },
    reason: 'the day from or until which this holds moved: {new}',
  },
  {
    id: 'party-or-law-stated',
    title: 'A label states the law or the responsible company',
    criterion: 'Identity of the controller; the law that governs.',
    source: wp260Change,
    categories: ['controller', 'legal-terms'],
    class: 'material',
    direction: 'unclear',
    practice: true,
    when: { is: 'partyOrLaw' },
    reason: 'the law or the responsible company is stated: {new}{old}',
  },
  {
    id: 'stated-shortly',
    title: 'A practice in a few words',
    criterion:
      'A practice, period, fee or age in a line without a subject: “Calls are recorded”, “Retention: 7 years”.',
    source: wp260Impact,
    categories: [],
    class: 'material',
    direction: 'unclear',
    practice: true,
    when: { is: 'statedShortly' },
    reason: 'a few words state a practice, a period, a fee or a limit: {new}{old}',
  },
];

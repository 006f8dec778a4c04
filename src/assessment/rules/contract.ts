import type { Rule } from './rule.ts';
import { dsa, eecc, p2bTerms } from './sources.ts';

const none = { match: [], noMatch: [] };

export const contractRules: readonly Rule[] = [
  {
    id: 'fees-changed',
    title: 'Fees, renewal, refunds',
    criterion: 'Price, payment, renewal, refund, tax.',
    source: eecc,
    categories: ['fees'],
    class: 'material',
    direction: 'unclear',
    practice: true,
    when: { gained: 'feeWords' },
    reason: 'on money, said here and not before: {terms}',
    examples: none,
  },
  {
    id: 'fees-removed',
    title: 'A term on money is gone',
    criterion: 'Price, payment, renewal, refund, tax.',
    source: eecc,
    categories: ['fees'],
    class: 'material',
    direction: 'unclear',
    practice: true,
    when: { lost: 'feeWords' },
    reason: 'on money, no longer said here: {terms}',
    examples: none,
  },
  {
    id: 'legal-term-added',
    title: 'A contract term is new',
    criterion: 'Liability, warranty, disputes, licence, use, suspension and termination.',
    source: p2bTerms,
    categories: ['legal-terms'],
    class: 'material',
    direction: 'unfavourable',
    practice: true,
    when: { gained: 'legalTerms' },
    reason: 'a contract term said here and not before: {terms}',
    examples: none,
  },
  {
    id: 'legal-term-removed',
    title: 'A contract term is gone',
    criterion: 'Liability, warranty, disputes, licence, use, suspension and termination.',
    source: dsa,
    categories: ['legal-terms'],
    class: 'material',
    direction: 'unclear',
    practice: true,
    when: { lost: 'legalTerms' },
    reason: 'a contract term no longer said here: {terms}',
    examples: none,
  },
];

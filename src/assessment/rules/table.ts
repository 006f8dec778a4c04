import { contractRules } from './contract.ts';
import { graveRules } from './grave.ts';
import { logicRules } from './logic.ts';
import { plainRules } from './plain.ts';
import { cellRules, practiceRules, reassuringRules, rowRules } from './practices.ts';
import type { RuleRow } from './rule.ts';
import { settledRules } from './settled.ts';

/** Every rule, in the order in which they are asked. */
export const rules: readonly RuleRow[] = [
  ...settledRules,
  ...rowRules,
  ...cellRules,
  ...graveRules,
  ...plainRules,
  ...practiceRules,
  ...contractRules,
  ...logicRules,
  ...reassuringRules,
];

/** Settled rules that read signs and places, not words. */
export const anyLanguageRules: readonly RuleRow[] = rules.filter((rule) =>
  ['contact-sign', 'same-words', 'moved-text', 'copyright', 'heading', 'date-line'].includes(rule.id),
);

/** What nothing that stands around a text may hide: settling rules that yield give way to these. */
export const firmRules: readonly RuleRow[] = rules.filter((rule) =>
  [
    ...graveRules.map(({ id }) => id),
    ...plainRules.map(({ id }) => id),
    'promise-gone',
    'sale-added',
    'right-removed',
    'fees-added',
    'fees-removed',
  ].includes(rule.id),
);

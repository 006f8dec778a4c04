import { contractRules } from './contract.ts';
import { graveRules } from './grave.ts';
import { fallbackRules, logicRules, unassessedRules } from './logic.ts';
import { cellRules, practiceRules, reassuringRules, rowRules } from './practices.ts';
import type { Rule } from './rule.ts';
import { settledRules } from './settled.ts';

/** Every rule, in the order in which they are asked. */
export const rules: readonly Rule[] = [
  ...settledRules,
  ...rowRules,
  ...cellRules,
  ...graveRules,
  ...practiceRules,
  ...contractRules,
  ...logicRules,
  ...reassuringRules,
];

/** Settled rules that read signs and places, not words. */
export const anyLanguageRules: readonly Rule[] = settledRules.filter((rule) =>
  ['same-words', 'moved-text', 'copyright', 'heading', 'date-line'].includes(rule.id),
);

export { fallbackRules, unassessedRules };

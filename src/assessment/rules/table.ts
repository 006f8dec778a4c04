import { contractRules } from './contract.ts';
import { fallbackRules, logicRules, unassessedRules } from './logic.ts';
import { practiceRules } from './practices.ts';
import type { Rule } from './rule.ts';
import { settledRules } from './settled.ts';

/** Every rule, in the order in which they are asked. */
export const rules: readonly Rule[] = [...settledRules, ...practiceRules, ...contractRules, ...logicRules];
/** Settled rules that read signs and places, not words. */
export const anyLanguageRules: readonly Rule[] = settledRules.filter((rule) =>
  ['same-words', 'moved-text', 'copyright', 'heading'].includes(rule.id),
);

export { fallbackRules, unassessedRules };

import { contractRules } from './contract.ts';
import { examples } from './examples.ts';
import { graveRules } from './grave.ts';
import { fallbackRules as fallbackRows, logicRules, unassessedRules as unassessedRows } from './logic.ts';
import { cellRules, practiceRules, reassuringRules, rowRules } from './practices.ts';
import type { Rule, RuleRow } from './rule.ts';
import { settledRules } from './settled.ts';

const withExamples = (rows: readonly RuleRow[]): readonly Rule[] =>
  rows.map((row) => ({ ...row, examples: examples[row.id] ?? { match: [], noMatch: [] } }));

/** Every rule, in the order in which they are asked. */
export const rules: readonly Rule[] = withExamples([
  ...settledRules,
  ...rowRules,
  ...cellRules,
  ...graveRules,
  ...practiceRules,
  ...contractRules,
  ...logicRules,
  ...reassuringRules,
]);

/** Asked in this order when no rule holds; the last always does. */
export const fallbackRules = withExamples(fallbackRows);

/** Settled rules that read signs and places, not words. */
export const anyLanguageRules: readonly Rule[] = rules.filter((rule) =>
  ['contact-sign', 'same-words', 'moved-text', 'copyright', 'heading', 'date-line'].includes(rule.id),
);

export const unassessedRules = withExamples(unassessedRows);

/** The whole table, for the documents and the tests. */
export const allRules: readonly Rule[] = [...rules, ...fallbackRules, ...unassessedRules];

import { examples } from './examples.ts';
import { fallbackRules, unassessedRules } from './logic.ts';
import type { Rule, RuleRow } from './rule.ts';
import { rules } from './table.ts';

/** A rule with its examples, for the documents and the tests: what assesses texts, also in browsers, goes without. */
export const documented = (row: RuleRow): Rule => ({
  ...row,
  examples: examples[row.id] ?? { match: [], noMatch: [] },
});

/** The whole table. */
export const allRules: readonly Rule[] = [...rules, ...fallbackRules, ...unassessedRules].map(documented);

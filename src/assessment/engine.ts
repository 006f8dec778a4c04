import type { PolicyKind } from '../policy/policy.ts';
import type { Category } from './assessment.ts';
import { type Facts, gainedTerms, lostTerms, topicsOf } from './facts.ts';
import { recognisers } from './recognise.ts';
import type { Condition, Rule } from './rules/rule.ts';
import { anyLanguageRules, fallbackRules, rules, unassessedRules } from './rules/table.ts';

/** A rule that holds for a unit. */
export interface Finding {
  rule: Rule;
  facts: Facts;
  /** Terms of the vocabulary that triggered it. */
  terms: string[];
  text: string;
}

/** Every rule that holds for a unit; a settling rule stands alone. */
export function findingsOf(facts: Facts, kind: PolicyKind, hasRules = true): Finding[] {
  const findings: Finding[] = [];
  for (const rule of hasRules ? rules : anyLanguageRules) {
    const finding = ask(rule, facts, kind);
    if (!finding) continue;
    if (rule.settles) return [finding];
    findings.push(finding);
  }
  if (findings.length > 0) return findings;
  for (const rule of hasRules ? fallbackRules : unassessedRules) {
    const finding = ask(rule, facts, kind);
    if (finding) return [finding];
  }
  return [];
}

/** Asks one rule; null when it does not hold. */
export function ask(rule: Rule, facts: Facts, kind: PolicyKind): Finding | null {
  const held = holds(rule.when, facts, kind);
  if (!held) return null;
  return { rule, facts, terms: held.terms, text: fill(rule.reason, facts, held) };
}

interface Held {
  terms: string[];
  what: string;
}

function holds(when: Condition, facts: Facts, kind: PolicyKind): Held | null {
  const held: Held = { terms: [], what: '' };
  const { unit } = facts;
  if (when.kinds && !when.kinds.includes(kind)) return null;
  if (when.shape && !when.shape.includes(facts.shape)) return null;
  if (when.block && !when.block.includes(unit.block)) return null;
  if (when.about && !aboutOf(facts).some((topic) => when.about!.includes(topic))) return null;
  if (when.says && !when.says.test(facts.sentence.text)) return null;
  if (when.saysNot?.test(facts.sentence.text)) return null;
  if (when.oldSays && !(unit.old && when.oldSays.test(unit.old.text))) return null;
  if (when.newSays && !(unit.new && when.newSays.test(unit.new.text))) return null;
  if (when.mentions) {
    const mentioned = [
      ...facts.lexicon.terms(when.mentions, unit.old),
      ...facts.lexicon.terms(when.mentions, unit.new),
    ];
    if (mentioned.length === 0) return null;
  }
  for (const [side, name] of [
    ['gained', when.gained],
    ['lost', when.lost],
  ] as const) {
    if (!name) continue;
    let terms = side === 'gained' ? gainedTerms(facts, name) : lostTerms(facts, name);
    if (when.terms) terms = terms.filter((term) => when.terms!.includes(term));
    if (terms.length === 0) return null;
    held.terms.push(...terms);
  }
  if (when.is) {
    const what = recognisers[when.is](facts);
    if (what === null) return null;
    held.what = what.trim();
  }
  if (when.isNot && recognisers[when.isNot](facts) !== null) return null;
  return held;
}

/** What the sentence, its list and its clause are about. */
export function aboutOf(facts: Facts): Category[] {
  return [...new Set([...facts.topics, ...topicsOf(facts.sentence.text)])];
}

function fill(template: string, facts: Facts, held: Held): string {
  return template
    .replace('{terms}', held.terms.slice(0, 5).join(', '))
    .replace('{what}', held.what || quote(facts.sentence.text))
    .replace('{old}', quote(facts.unit.old?.text ?? ''))
    .replace('{new}', quote(facts.unit.new?.text ?? ''));
}

export function quote(text: string): string {
  const short = text.length > 120 ? `${text.slice(0, 117).replace(/\s+\S*$/, '')}…` : text;
  return `“${short}”`;
}

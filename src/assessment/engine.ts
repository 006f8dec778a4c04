import type { Category } from './assessment.ts';
import { cutText } from './excerpt.ts';
import { type Facts, gainedTerms, isNegated, lostTerms, remember, topicsOf } from './facts.ts';
import { type Recogniser, recognisers } from './recognise.ts';
import { fallbackRules, unassessedRules } from './rules/logic.ts';
import { plainRules } from './rules/plain.ts';
import type { Condition, RuleRow } from './rules/rule.ts';
import { anyLanguageRules, firmRules, rules } from './rules/table.ts';
import { hasVerb } from './verb.ts';
import { readable } from './vocabulary/en/readable.ts';
import type { TermHit } from './vocabulary.ts';

/** A rule that holds for a unit, with the sentence that says why. */
export interface Finding {
  rule: RuleRow;
  facts: Facts;
  text: string;
  tell?: string;
  /** Those of the vocabularies that `{terms}` stands for. */
  terms: string[];
}

/** Every rule that holds for a unit. A settling rule stands alone; fallbacks are asked when nothing else holds. */
export function findingsOf(facts: Facts, hasRules = true): Finding[] {
  const findings: Finding[] = [];
  for (const rule of hasRules ? rules : anyLanguageRules) {
    const finding = ask(rule, facts);
    if (!finding) continue;
    if (rule.yields && isFirm(facts)) continue;
    if (rule.settles) return [finding];
    findings.push(finding);
  }
  if (findings.length > 0) return findings;
  for (const rule of hasRules ? fallbackRules : unassessedRules) {
    const finding = ask(rule, facts);
    if (finding) return [finding];
  }
  return [];
}

/** Something firm is said: a practice, a promise, a right, money, by a sentence with a verb or a label that states it. */
function isFirm(facts: Facts): boolean {
  return (
    remember(facts, 'is firm', () =>
      firmRules.some(
        (rule) => (hasVerb(facts.sentence.text) || plainRules.includes(rule)) && ask(rule, facts) !== null,
      ),
    ) === true
  );
}

const mostTerms = 5;

/** Asks one rule; null when it does not hold. */
export function ask(rule: RuleRow, facts: Facts): Finding | null {
  const held = holds(rule.when, facts);
  if (!held) return null;
  const { reason, tell } = facts.language.rules[rule.id] ?? rule;
  const terms = [...held.gained, ...held.lost].slice(0, mostTerms);
  const said = (template: string) =>
    fill(
      template.replace('{terms}', () => readable(terms)),
      facts,
      held,
    );
  return { rule, facts, text: said(reason), ...(tell !== undefined && { tell: said(tell) }), terms };
}

function recognise(name: Recogniser, facts: Facts): string | null {
  return remember(facts, `is ${name}`, () => recognisers[name](facts));
}

interface Held {
  gained: string[];
  lost: string[];
  /** The same as the sentences say it: `with the exception of` for `unless`. */
  words: { gained: string[]; lost: string[] };
  what: string;
}

function holds(when: Condition, facts: Facts): Held | null {
  const { unit } = facts;
  if (when.kinds && !when.kinds.includes(facts.kind)) return null;
  if (when.shape && !when.shape.includes(facts.shape)) return null;
  if (when.block && !when.block.includes(unit.block)) return null;
  if (when.about && !when.about.some((topic) => aboutOf(facts).includes(topic))) return null;
  if (when.says && !when.says.test(facts.sentence.text)) return null;
  if (when.saysNot?.test(facts.sentence.text)) return null;
  const { mentions } = when;
  if (mentions && [unit.old, unit.new].every((side) => facts.lexicon.terms(mentions, side).size === 0))
    return null;
  const held: Held = { gained: [], lost: [], words: { gained: [], lost: [] }, what: '' };
  if (when.gained) {
    const hits = hitsOf(gainedTerms(facts, when.gained), unit.new, when.gainedTerms, when.denied);
    if (hits.length === 0) return null;
    held.gained = hits.map(({ term }) => term);
    held.words.gained = wordsOfHits(hits, unit.new);
  }
  if (when.lost) {
    const hits = hitsOf(lostTerms(facts, when.lost), unit.old, when.lostTerms, when.denied);
    if (hits.length === 0) return null;
    held.lost = hits.map(({ term }) => term);
    held.words.lost = wordsOfHits(hits, unit.old);
  }
  for (const name of [when.is ?? []].flat()) {
    const what = recognise(name, facts);
    if (what === null) return null;
    held.what ||= what.trim();
  }
  for (const name of [when.isNot ?? []].flat()) if (recognise(name, facts) !== null) return null;
  return held;
}

function hitsOf(
  hits: TermHit[],
  sentence: Facts['unit']['new'],
  only: readonly string[] | undefined,
  denied: boolean | undefined,
): TermHit[] {
  return hits
    .filter((hit) => !only || only.includes(hit.term))
    .filter((hit) => denied === undefined || (sentence !== null && isNegated(sentence, hit.at) === denied));
}

const wordsOfHits = (hits: readonly TermHit[], sentence: Facts['unit']['new']): string[] =>
  hits.map(({ at, end }) =>
    (sentence?.words ?? [])
      .slice(at, end)
      .map(({ text }) => text)
      .join(' '),
  );

/** Topics that the sentence itself names. */
export function topicsOfSentence(facts: Facts): Category[] {
  return topicsOf(facts.sentence.text);
}

/** What the table, the list and the titles around are about. */
export function aboutOf(facts: Facts): Category[] {
  return [...new Set([...facts.topics, ...topicsOf(facts.unit.header)])];
}

function fill(template: string, facts: Facts, held: Held): string {
  return template
    .replace('{gainedTerms}', () => quoted(held.words.gained))
    .replace('{lostTerms}', () => quoted(held.words.lost))
    .replace('{what}', () => held.what || quote(facts.sentence.text))
    .replace('{old}', () => (facts.unit.old ? quote(facts.unit.old.text) : ''))
    .replace('{new}', () => (facts.unit.new ? quote(facts.unit.new.text) : ''));
}

const quoted = (terms: readonly string[]): string =>
  [...new Set(terms)].map((term) => `“${term}”`).join(', ');

export const quote = (text: string): string => `“${cutText(text, 160)}”`;

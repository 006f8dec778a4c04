import { classOrder } from '../policy/change-class.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Change, Redline } from '../redline/redline.ts';
import type { AssessedChange, Assessment, AssessmentContext } from './assessment.ts';
import { indexDocument } from './context.ts';
import { applyDecisions, judgedOf } from './decisions.ts';
import { type Finding, findingsOf } from './engine.ts';
import { factsOf } from './facts.ts';
import { judge } from './judge.ts';
import { languagesWithRules, languageToAssess } from './language.ts';
import type { AssessmentLanguage } from './languages/language.ts';
import { languageFor } from './languages/languages.ts';
import { lexiconWith } from './lexicon.ts';
import { findRenames } from './renames.ts';
import { house } from './rules/sources.ts';
import { commonStems } from './sentences.ts';
import { summarize } from './summary.ts';
import { readUnits } from './units.ts';

/**
 * Gives every change of a redline its class, categories and reasons, and the version the highest of them.
 * Pure; the work grows with the size of the change (and one pass over both texts).
 */
export function assess(
  previous: PolicyDocument,
  next: PolicyDocument,
  redline: Redline,
  context: AssessmentContext,
): Assessment {
  const texts = readTexts(previous, next, context.locale);
  const related = relatedness(redline, texts);
  const { language } = texts;
  const unrelated = areUnrelated(redline, related, language);
  const findings = unrelated ? null : findAll(texts, redline, context);
  const judged = redline.changes.map((change) =>
    findings
      ? judge(change, findings.get(change.id) ?? [], context, language)
      : unrelatedChange(change, unrelated!),
  );
  const sum = judgedOf(previous, next);
  const { changes, problems, classOf, toolClass } = applyDecisions(judged, context.decision, sum);
  const material = changes.filter((change) => classOrder[change.class] >= classOrder.material);
  const assessment: Assessment = {
    class: classOf,
    toolClass,
    material: classOrder[classOf] >= classOrder.material,
    favourable: material.length > 0 && material.every((change) => change.direction === 'favourable'),
    related,
    summary: '',
    judged: sum,
    language: language.code,
    changes,
    decisionProblems: problems,
  };
  return { ...assessment, summary: unrelated ?? summarize(assessment, findings ?? new Map(), language) };
}

/** Both texts read once, and the language that they are in. */
export function readTexts(previous: PolicyDocument, next: PolicyDocument, locale: string) {
  const before = indexDocument(previous);
  const after = indexDocument(next);
  const textLanguage = languageToAssess(locale, before, after);
  return { before, after, textLanguage, language: languageFor(textLanguage) };
}

/** Every finding of every change by its id, before the gravest decide. */
export function findAll(
  { before, after, textLanguage, language }: ReturnType<typeof readTexts>,
  redline: Redline,
  { vocabulary, kind, heldData }: AssessmentContext,
): Map<string, Finding[]> {
  const lexicon = lexiconWith(vocabulary);
  const hasRules = languagesWithRules.has(textLanguage);
  const units = readUnits(redline.changes, before, after);
  const renames = findRenames(units, before, after);
  const comparison = { before, after, lexicon, renames, kind, heldData, language };
  const findings = new Map<string, Finding[]>();
  for (const unit of units) {
    const found = findingsOf(factsOf(unit, comparison), hasRules);
    const list = findings.get(unit.change.id);
    if (list) list.push(...found);
    else findings.set(unit.change.id, found);
  }
  return findings;
}

/** Below this share of common words two texts are not versions of one document. */
const unrelatedBelow = 0.1;
/** Shorter texts can be rewritten whole and still be the same document. */
const enoughWords = 60;

/** What to say of texts that are not two versions of one document; null when they are. */
function areUnrelated(
  { stats, changes }: Redline,
  related: number,
  { unrelated }: AssessmentLanguage,
): string | null {
  if (changes.length === 0 || related >= unrelatedBelow) return null;
  const common = stats.unchanged + stats.moved;
  if (common + stats.deleted === 0) return unrelated.oldEmpty;
  if (common + stats.inserted === 0) return unrelated.newEmpty;
  if (Math.min(stats.deleted, stats.inserted) < enoughWords) return null;
  return unrelated.strange.replace('{n}', String(Math.round(related * 100)));
}

/** Nothing can be said about single sentences of two different documents. */
function unrelatedChange(change: Change, text: string): AssessedChange {
  return {
    ...change,
    class: 'material',
    categories: ['scope'],
    direction: 'unclear',
    practice: true,
    heldData: false,
    certainty: 'low',
    reasons: [{ rule: 'unrelated', text, source: house }],
  };
}

/** From this share of common words on, one text was only set in another way: a table taken apart, lines joined. */
const sameWords = 0.6;

/**
 * Share of the words of both texts that the redline found again, moved ones included; where it found little, of the
 * words that both have in any order, if those are most.
 */
function relatedness(
  redline: Redline,
  { before, after }: Pick<ReturnType<typeof readTexts>, 'before' | 'after'>,
): number {
  const { inserted, deleted, moved, unchanged } = redline.stats;
  const common = unchanged + moved;
  const total = 2 * common + inserted + deleted;
  const found = total === 0 ? 1 : (2 * common) / total;
  if (found >= unrelatedBelow) return found;
  const all = [...before.stems.values(), ...after.stems.values()].reduce((sum, count) => sum + count, 0);
  const alike = all > 0 ? (2 * commonStems(before.stems, after.stems)) / all : 0;
  return alike >= sameWords ? alike : found;
}

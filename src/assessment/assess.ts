import { classOrder } from '../policy/change-class.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Change, Redline } from '../redline/redline.ts';
import type { AssessedChange, Assessment, AssessmentContext } from './assessment.ts';
import { indexDocument } from './context.ts';
import { applyDecisions } from './decisions.ts';
import { type Finding, findingsOf } from './engine.ts';
import { factsOf } from './facts.ts';
import { judge } from './judge.ts';
import { languagesWithRules, languageToAssess } from './language.ts';
import { lexiconWith } from './lexicon.ts';
import { findRenames } from './renames.ts';
import { house } from './rules/sources.ts';
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
  const related = relatedness(redline);
  const unrelated = areUnrelated(redline, related);
  const findings = unrelated ? null : findAll(previous, next, redline, context);
  const judged = redline.changes.map((change) =>
    findings ? judge(change, findings.get(change) ?? [], context) : unrelatedChange(change, unrelated!),
  );
  const { changes, problems, classOf, toolClass } = applyDecisions(judged, context.decision);
  const material = changes.filter((change) => classOrder[change.class] >= classOrder.material);
  const assessment: Assessment = {
    class: classOf,
    toolClass,
    material: classOrder[classOf] >= classOrder.material,
    favourable: material.length > 0 && material.every((change) => change.direction === 'favourable'),
    related,
    summary: '',
    changes,
    decisionProblems: problems,
  };
  return { ...assessment, summary: unrelated ?? summarize(assessment) };
}

/** Every finding of every change, before the gravest decide. */
export function findAll(
  previous: PolicyDocument,
  next: PolicyDocument,
  redline: Redline,
  context: AssessmentContext,
): Map<Change, Finding[]> {
  const before = indexDocument(previous);
  const after = indexDocument(next);
  const lexicon = lexiconWith(context.vocabulary);
  const hasRules = languagesWithRules.has(languageToAssess(context.locale, before, after));
  const units = readUnits(redline.changes, before, after);
  const renames = findRenames(units, before, after);
  const comparison = { before, after, lexicon, renames, kind: context.kind, heldData: context.heldData };
  const findings = new Map<Change, Finding[]>();
  for (const unit of units) {
    const facts = factsOf(unit, comparison);
    const list = findings.get(unit.change);
    const found = findingsOf(facts, hasRules);
    if (list) list.push(...found);
    else findings.set(unit.change, found);
  }
  return findings;
}

/** Below this share of common words two texts are not versions of one document. */
const unrelatedBelow = 0.1;
/** Shorter texts can be rewritten whole and still be the same document. */
const enoughWords = 60;

/** What to say of texts that are not two versions of one document; null when they are. */
function areUnrelated({ stats, changes }: Redline, related: number): string | null {
  if (changes.length === 0 || related >= unrelatedBelow) return null;
  const common = stats.unchanged + stats.moved;
  if (common + stats.deleted === 0)
    return 'The earlier text is empty: there is nothing to compare the new text with.';
  if (common + stats.inserted === 0) return 'The new text is empty: nothing of the earlier text is left.';
  if (Math.min(stats.deleted, stats.inserted) < enoughWords) return null;
  return `These are not two versions of one document: ${Math.round(related * 100)} % of the words in common.`;
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

/** Share of the words of both texts that the redline found again, moved ones included. */
function relatedness(redline: Redline): number {
  const { inserted, deleted, moved, unchanged } = redline.stats;
  const common = unchanged + moved;
  const total = 2 * common + inserted + deleted;
  return total === 0 ? 1 : (2 * common) / total;
}

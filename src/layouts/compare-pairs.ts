import { compareTexts, contextOf } from '../assessment/assess-versions.ts';
import type { Assessment, AssessmentContext } from '../assessment/assessment.ts';
import type { ResultStore } from '../authoring/result-store.ts';
import type { Compare, Comparison } from '../export/comparison.ts';
import { digestOf } from '../policy/digest.ts';
import type { PolicyDocument } from '../policy/document.ts';
import type { Policy, Version } from '../policy/timeline.ts';
import { compareDocuments } from '../redline/compare.ts';
import type { PageOptions } from '../redline/page-parts.ts';
import type { RedlineStats } from '../redline/redline.ts';
import { writeHtml } from '../redline/write-html.ts';
import type { Words } from './words/words.ts';

/** All that a comparison of two versions is made from: plain data, so that another thread can make it. */
export interface Pair {
  previous: PolicyDocument;
  next: PolicyDocument;
  context: AssessmentContext;
  /** The words of the pair's own page. */
  page: PageOptions;
}

/** What is kept of a pair of versions: everything but the rows. `html` is the fragment of their own page. */
export interface KeptPair {
  stats: RedlineStats;
  assessment: Assessment;
  html: string;
}

export const pairOf = (policy: Policy, previous: Version, version: Version, words: Words): Pair => ({
  previous: previous.document,
  next: version.document,
  context: contextOf(policy, version),
  page: pageOptions(words, version.fields.version),
});

export function comparePairAnew({ previous, next, context, page }: Pair): KeptPair {
  const { redline, assessment } = compareTexts(previous, next, context);
  return { stats: redline.stats, assessment, html: writeHtml(redline, { page }) };
}

/** Made from both texts, everything the assessment is told, and the words of the page: a change to any of them is a miss. */
export const keyOfPair = (results: ResultStore, { previous, next, context, page }: Pair): string =>
  results.keyOf([textOf(previous), textOf(next), JSON.stringify([context, page])]);

/** Each text is in two pairs. */
const texts = new WeakMap<PolicyDocument, string>();

function textOf(document: PolicyDocument): string {
  const text = texts.get(document) ?? digestOf(JSON.stringify(document));
  texts.set(document, text);
  return text;
}

/** Compares and assesses pairs of versions; pairs that were compared before come from the store. */
export function comparer(results: ResultStore, wordsOf: (policy: Policy) => Words): Compare {
  return (policy, previous, version) => {
    const pair = pairOf(policy, previous, version, wordsOf(policy));
    const key = keyOfPair(results, pair);
    let kept = results.get(key) as KeptPair | undefined;
    if (kept === undefined) {
      kept = comparePairAnew(pair);
      results.set(key, kept);
    }
    const { stats, assessment } = kept;
    const written = new Map([[JSON.stringify(pair.page), kept.html]]);
    return {
      redline: { stats },
      assessment,
      // Other places of the same redline (the page of what is coming) are few: their rows are made again.
      html: (page) => {
        const place = JSON.stringify(page);
        const html = written.get(place) ?? writeHtml(compareDocuments(pair.previous, pair.next), { page });
        written.set(place, html);
        return html;
      },
    } satisfies Comparison;
  };
}

/** How the redline of a pair stands on a page; by default on its own. */
export function pageOptions(words: Words, to: string, place = { level: 2, prefix: '' }): PageOptions {
  const { changes } = words;
  return {
    headingLevel: place.level + 1,
    prefix: place.prefix,
    labels: {
      table: words.table(`${changes.redline} ${to} {heading}`.replace('  ', ' '), 1),
      picture: words.picture('{alt}'),
      movedTo: changes.movedTo,
      movedFrom: changes.movedFrom,
      spoken: words.spoken,
    },
  };
}

import { comparePair } from '../assessment/assess-versions.ts';
import type { Assessment } from '../assessment/assessment.ts';
import type { ResultStore } from '../authoring/result-store.ts';
import { type Compare, type Comparison, pageHtmlOptions } from '../export/comparison.ts';
import { digestOf } from '../policy/digest.ts';
import type { Policy, Version } from '../policy/timeline.ts';
import { governingProfile } from '../policy/timeline.ts';
import type { PageOptions } from '../redline/page-parts.ts';
import type { RedlineStats } from '../redline/redline.ts';
import { writeHtml } from '../redline/write-html.ts';
import type { Words } from './words/words.ts';

/** What is kept of a pair of versions: everything but the rows. `html` is the fragment of their own page. */
interface Kept {
  stats: RedlineStats;
  assessment: Assessment;
  html: string;
}

/**
 * Compares and assesses pairs of versions; pairs that an earlier build has compared come from the store. Their key is
 * made from both texts, everything the assessment is told, and the words of the page, so a change to any of them is a miss.
 */
export function comparer(results: ResultStore, wordsOf: (policy: Policy) => Words): Compare {
  return (policy, previous, version) => {
    const page = pageOptions(wordsOf(policy), version.fields.version);
    const key = results.keyOf(inputsOf(policy, previous, version, page));
    const anew = () => {
      const { redline, assessment } = comparePair(policy, previous, version);
      const kept: Kept = {
        stats: redline.stats,
        assessment,
        html: writeHtml(redline, pageHtmlOptions(page)),
      };
      return { kept, redline };
    };
    let kept = results.get(key) as Kept | undefined;
    if (kept === undefined) {
      ({ kept } = anew());
      results.set(key, kept);
    }
    const { stats, assessment, html } = kept;
    return {
      redline: { stats },
      assessment,
      // Other places of the same redline (the page of what is coming) are few: their rows are made again.
      html: (asked) => (sameOptions(asked, page) ? html : writeHtml(anew().redline, pageHtmlOptions(asked))),
    } satisfies Comparison;
  };
}

function inputsOf(policy: Policy, previous: Version, version: Version, page: PageOptions): string[] {
  return [
    textOf(previous),
    textOf(version),
    JSON.stringify([
      policy.settings.kind,
      policy.locale,
      governingProfile(policy, version)?.heldData ?? null,
      version.fields.assessment ?? null,
      policy.vocabulary ?? null,
      page,
    ]),
  ];
}

/** Each version is read for two pairs. */
const texts = new WeakMap<Version, string>();

function textOf(version: Version): string {
  const text = texts.get(version) ?? digestOf(JSON.stringify(version.document));
  texts.set(version, text);
  return text;
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

const sameOptions = (a: PageOptions, b: PageOptions): boolean => JSON.stringify(a) === JSON.stringify(b);

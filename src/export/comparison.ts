import { comparePair } from '../assessment/assess-versions.ts';
import type { Assessment } from '../assessment/assessment.ts';
import type { Policy, Version } from '../policy/timeline.ts';
import type { PageOptions } from '../redline/page-parts.ts';
import type { RedlineStats } from '../redline/redline.ts';
import { writeHtml } from '../redline/write-html.ts';

/** What lies between two versions, as pages and files need it: without the rows, which weigh more than both texts. */
export interface Comparison {
  redline: { stats: RedlineStats };
  assessment: Assessment;
  /** The redline as a fragment of a page. */
  html: (page: PageOptions) => string;
}

export type Compare = (policy: Policy, previous: Version, version: Version) => Comparison;

/** Compares and assesses here and now; the rows are made again for each fragment. */
export const compareAnew: Compare = (policy, previous, version) => {
  const { redline, assessment } = comparePair(policy, previous, version);
  return {
    redline: { stats: redline.stats },
    assessment,
    html: (page) => writeHtml(comparePair(policy, previous, version).redline, { page }),
  };
};

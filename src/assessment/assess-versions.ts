import type { PolicyDocument } from '../policy/document.ts';
import { governingProfile, type Policy, previousOf, type Version } from '../policy/timeline.ts';
import { compareDocuments } from '../redline/compare.ts';
import type { Redline } from '../redline/redline.ts';
import { assess } from './assess.ts';
import type { Assessment, AssessmentContext } from './assessment.ts';

/** What a version changes against the text it replaces. */
export interface VersionChanges {
  version: Version;
  /** Null for the first version: nothing to compare with. */
  previous: Version | null;
  readonly redline: Redline | null;
  readonly assessment: Assessment | null;
}

/**
 * Every version of a policy with what it changes, drafts included, in order of number. A pair is compared when its redline or
 * assessment is first asked for: of a long history nobody needs more than its end.
 */
export function assessVersions(policy: Policy, compare = comparePair): VersionChanges[] {
  return policy.versions.map((version) => {
    const previous = previousOf(policy, version);
    if (!previous) return { version, previous: null, redline: null, assessment: null };
    let pair: Compared | undefined;
    const compared = () => (pair ??= compare(policy, previous, version));
    return {
      version,
      previous,
      get redline() {
        return compared().redline;
      },
      get assessment() {
        return compared().assessment;
      },
    };
  });
}

/** Redline and assessment of any two versions of a policy. */
export const comparePair = (policy: Policy, previous: Version, version: Version): Compared =>
  compareTexts(previous.document, version.document, contextOf(policy, version));

export interface Compared {
  redline: Redline;
  assessment: Assessment;
}

/** The same from what it is made of, which is plain data. */
export function compareTexts(
  previous: PolicyDocument,
  next: PolicyDocument,
  context: AssessmentContext,
): Compared {
  const redline = compareDocuments(previous, next);
  return { redline, assessment: assess(previous, next, redline, context) };
}

/** What the rules must know about a version beside its text and the one before. */
export const contextOf = (policy: Policy, version: Version): AssessmentContext => ({
  kind: policy.settings.kind,
  locale: policy.locale,
  heldData: governingProfile(policy, version)?.heldData ?? 'follows',
  decision: version.fields.assessment,
  vocabulary: policy.vocabulary,
});

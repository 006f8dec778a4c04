import type { VersionChanges } from '../../assessment/assess-versions.ts';
import type { Day } from '../../policy/day.ts';
import type { Problem } from '../../policy/problem.ts';
import type { Policy, Version } from '../../policy/timeline.ts';
import type { SoundContent } from '../read-content.ts';

/** What a rule looks at: one policy with its changes, on a day. */
export interface CheckInput {
  content: SoundContent;
  policy: Policy;
  changes: VersionChanges[];
  today: Day;
}

/** A rule finds problems; `at` says which field of which file. */
export type CheckRule = (input: CheckInput, report: Report) => void;

export type Report = (
  at: { file: string; path?: readonly PropertyKey[]; line?: number },
  problem: Pick<Problem, 'rule' | 'severity' | 'message' | 'remedy'>,
) => void;

/** Rules on dates and the clock are warnings for imported versions: their days are what a document said, not what we did. */
export const severityFor = (version: Version): Problem['severity'] =>
  version.fields.imported ? 'warning' : 'error';

/** `version "4"` */
export const named = (version: Version): string => `version "${version.fields.version}"`;

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

export type Finding = Pick<Problem, 'rule' | 'severity' | 'message' | 'remedy'>;

/** A field by its path, or a line; a line of 0 is the whole file. */
export type Report = (
  at: { file: string; path?: readonly PropertyKey[]; line?: number; column?: number },
  problem: Finding,
) => void;

/** Rules on dates and the clock are warnings for imported versions: their days are what a document said, not what we did. */
export const severityFor = (version: Version): Problem['severity'] =>
  version.fields.imported ? 'warning' : 'error';

/** `version "4"` */
export const named = (version: Version): string => `version "${version.fields.version}"`;

/** Words of the content in a message: one line, cut. */
export const shorten = (text: string, most = 60): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1).trimEnd()}…` : line;
};

/** `version "4"`, `versions 3 and 5`, `versions 1 to 40`: runs in the policy's own order are drawn together. */
export function namedAll(policy: Policy, versions: readonly Version[]): string {
  const [only] = versions;
  if (only && versions.length === 1) return named(only);
  const runs: Version[][] = [];
  for (const version of policy.versions.filter((one) => versions.includes(one))) {
    const last = runs.at(-1);
    if (last && policy.versions.indexOf(version) === policy.versions.indexOf(last.at(-1)!) + 1)
      last.push(version);
    else runs.push([version]);
  }
  const words = runs.flatMap((run) =>
    run.length > 2
      ? [`${run[0]!.fields.version} to ${run.at(-1)!.fields.version}`]
      : run.map(({ fields }) => fields.version),
  );
  return `versions ${new Intl.ListFormat('en').format(words)}`;
}

/** `; also in lines 23, 25`: where the findings stand that are told with the first of them. */
export function otherLines(found: readonly { line: number }[]): string {
  const lines = [...new Set(found.map(({ line }) => line))].slice(1);
  if (lines.length === 0) return '';
  return `; also in line${lines.length === 1 ? '' : 's'} ${lines.slice(0, 12).join(', ')}${lines.length > 12 ? `, and ${lines.length - 12} more` : ''}`;
}

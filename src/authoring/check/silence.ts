import type { Silence } from '../../policy/fields.ts';
import type { Problem } from '../../policy/problem.ts';
import type { SoundContent } from '../read-content.ts';
import { nearest } from './nearest.ts';

/** Warnings that guard the law or the lock: people may not agree among themselves to hear nothing of them. */
const guards = new Set([
  'approval-missing',
  'version-not-locked',
  'period-broken',
  'locked-promise-changed',
  'placeholder',
]);

/**
 * Takes out the findings that people silenced in the front matter of the version, or in policy.yaml for findings
 * there. Errors and guards stay. A silence that silences nothing is a finding itself.
 */
export function applySilences(
  problems: readonly Problem[],
  content: SoundContent,
  /** Files whose texts were looked at: only there a silence can be idle. */
  read: ReadonlySet<string>,
): Problem[] {
  const kept = new Set(problems);
  const added: Problem[] = [];
  for (const policy of content.policies) {
    const places: [file: string, silences: readonly Silence[]][] = [
      [policy.file, policy.settings.silenced],
      ...policy.versions.map(({ file, fields }): [string, readonly Silence[]] => [file, fields.silenced]),
    ];
    for (const [file, silences] of places) {
      const here = problems.filter((problem) => problem.file === file);
      for (const [index, silence] of silences.entries()) {
        const meant = here.filter((problem) => isMeant(silence, problem));
        const silent = meant.filter((problem) => canBeSilenced(problem));
        for (const problem of silent) kept.delete(problem);
        const [stubborn] = meant.filter((problem) => !canBeSilenced(problem));
        if (silent.length > 0 && !stubborn) continue;
        if (!stubborn && !read.has(file)) continue;
        const place = content.placeOf(file, ['silenced', index, 'rule']);
        added.push({ file, ...place, ...(stubborn ? refusal(silence, stubborn) : unused(silence, here)) });
      }
    }
  }
  return [...problems.filter((problem) => kept.has(problem)), ...added];
}

const isMeant = (silence: Silence, problem: Problem): boolean =>
  problem.rule === silence.rule && (silence.about === undefined || problem.message.includes(silence.about));

const canBeSilenced = ({ severity, rule }: Problem): boolean => severity !== 'error' && !guards.has(rule);

type Words = Pick<Problem, 'rule' | 'severity' | 'message' | 'remedy'>;

const refusal = (silence: Silence, { severity }: Problem): Words => ({
  rule: 'silence-refused',
  severity: 'error',
  message: `"${silence.rule}" cannot be silenced: ${severity === 'error' ? 'it is an error' : 'it guards the law or the lock'}`,
  remedy: 'Take the entry out of silenced, and mend what the finding names.',
});

function unused({ rule, about }: Silence, here: readonly Problem[]): Words {
  const [found] = here.filter((problem) => problem.rule === rule);
  const near = nearest(rule, [...new Set(here.map((problem) => problem.rule))]);
  const meant = !found && near ? `Did you mean ${near}? Otherwise take` : 'Take';
  return {
    rule: 'silence-unused',
    severity: 'warning',
    message: `"${rule}"${about ? ` about "${about}"` : ''} is silenced, but ${found ? `what that rule finds here has other words: ${found.message}` : 'nothing here is found by that rule'}`,
    remedy: `${meant} the entry out of silenced, so that a later finding is heard; rule ids stand in brackets in the output of check.`,
  };
}

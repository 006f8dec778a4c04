import { type ChangeClass, classOrder } from '../policy/change-class.ts';
import type { AssessedChange, Assessment } from './assessment.ts';
import { cutText, excerptPair } from './excerpt.ts';

/** For a terminal: the class, the summary, then every change with its reasons, gravest first; editorial ones counted. */
export function assessmentText(assessment: Assessment): string {
  const lines = [headline(assessment)];
  if (assessment.summary) lines.push('', assessment.summary);
  for (const problem of assessment.decisionProblems) lines.push('', `! ${problem.message}`);
  for (const change of gravestFirst(assessment.changes.filter((one) => one.class !== 'editorial'))) {
    lines.push('', `${label(change)}  ${place(change)}`);
    const [before, after] = excerptPair(change.old, change.new, 300);
    if (before !== null) lines.push(`  - ${before}`);
    if (after !== null) lines.push(`  + ${after}`);
    for (const reason of change.reasons) lines.push(`  ${reason.text} (${reason.rule}; ${reason.source})`);
    if (change.decision)
      lines.push(
        `  decided: ${change.class} instead of ${change.toolClass}${change.decision.reason ? `, because ${change.decision.reason}` : ''}${change.decision.decidedBy ? ` (${change.decision.decidedBy})` : ''}`,
      );
  }
  const editorial = assessment.changes.filter((one) => one.class === 'editorial').length;
  if (editorial > 0)
    lines.push(
      '',
      `${editorial} editorial ${editorial === 1 ? 'change' : 'changes'} (wording, layout, moved text): not listed.`,
    );
  return `${lines.join('\n')}\n`;
}

export function headline(assessment: Assessment): string {
  if (assessment.changes.length === 0 && assessment.class === 'editorial')
    return 'editorial: the texts are the same';
  const counts = (['consent', 'material', 'minor', 'editorial'] as ChangeClass[])
    .map((one) => [one, assessment.changes.filter((change) => change.class === one).length] as const)
    .filter(([, count]) => count > 0)
    .map(([one, count]) => `${count} ${one}`);
  return `${assessment.class}: ${counts.join(', ')}`;
}

export function gravestFirst(changes: readonly AssessedChange[]): AssessedChange[] {
  return [...changes].sort((a, b) => classOrder[b.class] - classOrder[a.class]);
}

/** `3.1 Retention`, `(start)`. */
export function place(change: AssessedChange): string {
  const clause = change.clause.new ?? change.clause.old;
  if (!clause) return '(before the first clause)';
  return [clause.number, clause.title].filter(Boolean).join(' ') || clause.id;
}

function label(change: AssessedChange): string {
  const marks = [
    change.categories.join(', '),
    change.direction,
    change.certainty === 'low' ? 'uncertain' : '',
    change.heldData ? 'touches data already held' : '',
    change.count > 1 ? `${change.count} places` : '',
  ];
  return `[${change.class}: ${marks.filter(Boolean).join('; ')}] ${change.kind}`;
}

export const shorten = (text: string, most = 300): string => cutText(text.replace(/\s+/g, ' ').trim(), most);

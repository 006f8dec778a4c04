import type { AssessedChange, Assessment } from './assessment.ts';

/** One change as `assess --format json` prints it: clauses by id. */
export type ChangeJson = Omit<AssessedChange, 'clause' | 'segments'> & {
  clause: { old: string | null; new: string | null };
};

export type AssessmentJson = Omit<Assessment, 'changes'> & { changes: ChangeJson[] };

/** The document of design.md (`assess`), with the tool's own class and problems of decisions beside it. */
export function assessmentJson(assessment: Assessment): AssessmentJson {
  const { changes, ...rest } = assessment;
  return { ...rest, related: round(rest.related), changes: changes.map(changeJson) };
}

export function changeJson(change: AssessedChange): ChangeJson {
  const { segments: _segments, ...rest } = change;
  return { ...rest, clause: { old: change.clause.old?.id ?? null, new: change.clause.new?.id ?? null } };
}

const round = (share: number): number => Math.round(share * 10_000) / 10_000;

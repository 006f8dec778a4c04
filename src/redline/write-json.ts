import type { Change, Redline, RedlineStats } from './redline.ts';

/** The JSON that `redline --format json` prints (design.md): clauses by id; titles beside them for people. */
export interface RedlineJson {
  stats: RedlineStats;
  changes: (Omit<Change, 'clause'> & {
    clause: { old: string | null; new: string | null };
    clauseTitle: { old: string | null; new: string | null };
  })[];
  /** Clause id in the old document → id in the new. */
  clauses: { old: string; new: string }[];
}

export function redlineJson(redline: Redline): RedlineJson {
  const title = (reference: Change['clause']['old']) =>
    reference ? [reference.number, reference.title].filter(Boolean).join(' ') : null;
  return {
    stats: redline.stats,
    changes: redline.changes.map(({ clause, ...change }) => ({
      ...change,
      clause: { old: clause.old?.id ?? null, new: clause.new?.id ?? null },
      clauseTitle: { old: title(clause.old), new: title(clause.new) },
    })),
    clauses: redline.clauses,
  };
}

import { walkClauses } from '../policy/document.ts';
import type { PolicyView, VersionView } from './policy-view.ts';

/**
 * Ids of clauses that earlier versions had and this one does not, each with the last version that had it. A link to a clause of
 * the text in force is followed for years; this says where the clause went out.
 */
export function retiredClauses(view: PolicyView, shown: VersionView): Record<string, string> {
  const present = new Set([...walkClauses(shown.version.document.clauses)].map(({ id }) => id));
  const retired: Record<string, string> = {};
  for (const { version, number } of view.versions.slice(0, view.versions.indexOf(shown)))
    for (const { id } of walkClauses(version.document.clauses)) if (!present.has(id)) retired[id] = number;
  return retired;
}

import { slug } from 'github-slugger';
import { type Clause, type PolicyDocument, walkClauses } from '../policy/document.ts';
import { matchClauses } from './match-clauses.ts';

/**
 * `next` with lasting ids: a clause found again in `previous` keeps the id it had there, so that links to it go on
 * working when it is renamed, renumbered or moved. An id that an author asked for by `<Anchor>` (one that is not the slug of the
 * clause's title) is never touched. New clauses whose slug is taken by an inherited id get a further number.
 */
export function withLastingIds(previous: PolicyDocument, next: PolicyDocument): PolicyDocument {
  const inherited = new Map(matchClauses(previous, next).map((pair) => [pair.new, pair.old]));
  const clauses = [...walkClauses(next.clauses)];
  const ids = new Map<string, string>();
  const taken = new Set<string>();
  const give = (from: string, id: string): boolean => {
    if (ids.has(from) || taken.has(id)) return false;
    ids.set(from, id);
    taken.add(id);
    return true;
  };
  for (const clause of clauses) if (isAskedFor(clause)) give(clause.id, clause.id);
  for (const clause of clauses) {
    const old = inherited.get(clause.id);
    if (old !== undefined) give(clause.id, old);
  }
  for (const clause of clauses) {
    if (ids.has(clause.id)) continue;
    let id = clause.id;
    for (let suffix = 1; taken.has(id); suffix++) id = `${clause.id}-${suffix}`;
    give(clause.id, id);
  }
  const rename = (clause: Clause): Clause => ({
    ...clause,
    id: ids.get(clause.id) ?? clause.id,
    children: clause.children.map(rename),
  });
  return { ...next, clauses: next.clauses.map(rename) };
}

/** True for an id that cannot have come from the clause's own title or number (structure.ts). */
function isAskedFor(clause: Clause): boolean {
  const own = slug(clause.title).replace(/^-+|-+$/g, '');
  if (own === '') return !/^clause(?:-|$)/.test(clause.id);
  return clause.id !== own && clause.id.replace(/-\d+$/, '') !== own;
}

import * as z from 'zod';
import type { Day } from '../policy/day.ts';
import { type Clause, type PolicyDocument, walkClauses } from '../policy/document.ts';
import { noticeProfileSchema } from '../policy/policy.ts';
import { inlineText, normalizeSpace } from '../policy/text.ts';
import { type Policy, profileFor, publishedDay, statusOn, type Version } from '../policy/timeline.ts';

const lockedClause = z.strictObject({ id: z.string(), heading: z.string() });

/** What was promised about changes while this version was the latest: the part of its profile that binds the company. */
const { period, clearDays, applies, channels, heldData, optOut } = noticeProfileSchema.shape;
const lockedPromise = z.object({ period, clearDays, applies, channels, heldData, optOut });

const lockedVersion = z.strictObject({
  /** The policy's title at publication: part of the text, so a policy renamed later breaks no digest. */
  title: z.string(),
  /** SHA-256 of the published text. */
  digest: z.string().regex(/^[0-9a-f]{64}$/, { error: 'a digest has 64 hex digits' }),
  clauses: z.array(lockedClause),
  promise: lockedPromise.optional(),
});

/** `content/versions.lock` (JSON): what has been published, by policy and version. Written by `prenotice lock` only. */
export const lockSchema = z.strictObject({
  format: z.literal('prenotice-lock/1'),
  policies: z.record(z.string(), z.record(z.string(), lockedVersion)),
});

export type Lock = z.output<typeof lockSchema>;
export type LockedVersion = z.output<typeof lockedVersion>;

export const emptyLock = (): Lock => ({ format: 'prenotice-lock/1', policies: {} });

/** The text that a clause is found again by: its heading, or its derived title inside a paragraph. */
function headingOf(clause: Clause): string {
  return normalizeSpace(
    clause.heading ? inlineText(clause.heading) : `${clause.number ?? ''} ${clause.title}`,
  );
}

/**
 * Gives the clauses of a locked version the ids they were published with. Clauses are found by heading and order
 * of appearance, so that a parser which finds more clauses than before leaves the old anchors where they were.
 */
export function withLockedIds(document: PolicyDocument, locked: LockedVersion): PolicyDocument {
  const waiting = new Map<string, string[]>();
  for (const { id, heading } of locked.clauses) waiting.set(heading, [...(waiting.get(heading) ?? []), id]);
  const taken = new Set(locked.clauses.map((clause) => clause.id));
  const fresh = (id: string): string => {
    let unique = id;
    for (let n = 2; taken.has(unique); n++) unique = `${id}-${n}`;
    taken.add(unique);
    return unique;
  };
  const rename = (clause: Clause): Clause => {
    const id = waiting.get(headingOf(clause))?.shift() ?? fresh(clause.id);
    return { ...clause, id, children: clause.children.map(rename) };
  };
  return { ...document, clauses: document.clauses.map(rename) };
}

/** The promise of a version as the lock keeps it; undefined where no profile begins with it or before. */
export function promiseOf(policy: Policy, version: Version): LockedVersion['promise'] {
  const profile = profileFor(policy, version.fields.version);
  return profile && lockedPromise.parse(profile);
}

const entryOf = (policy: Policy, version: Version): LockedVersion => ({
  title: version.title,
  digest: version.digest,
  clauses: [...walkClauses(version.document.clauses)].map((clause) => ({
    id: clause.id,
    heading: headingOf(clause),
  })),
  promise: promiseOf(policy, version),
});

/** Adds every published version that is not in the lock yet; never changes an entry. Returns what was added. */
export function addToLock(
  lock: Lock,
  policies: readonly Policy[],
  today: Day,
): { lock: Lock; added: string[] } {
  const next: Lock = { format: lock.format, policies: { ...lock.policies } };
  const added: string[] = [];
  for (const policy of policies) {
    const entries = { ...next.policies[policy.slug] };
    for (const version of policy.versions) {
      const number = version.fields.version;
      if (entries[number] || statusOn(policy, version, today) === 'draft' || publishedDay(version) > today)
        continue;
      entries[number] = entryOf(policy, version);
      added.push(`${policy.slug} ${number}`);
    }
    if (Object.keys(entries).length > 0) next.policies[policy.slug] = entries;
  }
  return { lock: next, added };
}

/** One clause a line, so that a change shows as one line in version control. */
export function formatLock(lock: Lock): string {
  return `${JSON.stringify(lock, null, 1).replace(/\{\n\s+("id": "(?:[^"\\]|\\.)*"),\n\s+("heading": "(?:[^"\\]|\\.)*")\n\s+\}/g, '{ $1, $2 }')}\n`;
}

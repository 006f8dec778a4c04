import { createHash } from 'node:crypto';
import {
  assessVersions,
  type Compared,
  comparePair,
  type VersionChanges,
} from '../../assessment/assess-versions.ts';
import type { Policy, Version } from '../../policy/timeline.ts';
import type { Content } from '../read-content.ts';

export type ChangesOf = (content: Pick<Content, 'lock'>, policy: Policy) => VersionChanges[];

/**
 * `assessVersions` with a memory, for a folder that is checked after every save: a pair is compared again when either text,
 * one before them (ids are inherited), the lock, the promise or the vocabulary has changed. Of each policy the last round is kept.
 */
export function rememberChanges(): ChangesOf {
  const known = new Map<string, Map<string, Compared>>();
  return (content, policy) => {
    const before = known.get(policy.slug);
    const round = new Map<string, Compared>();
    known.set(policy.slug, round);
    const keys = keysOf(content, policy);
    const changes = assessVersions(policy, (_, previous, version) => {
      const key = `${previous.fields.version} ${keys.get(version)}`;
      const pair = before?.get(key) ?? comparePair(policy, previous, version);
      round.set(key, pair);
      return pair;
    });
    // What nobody asks for this time may be asked for the next.
    for (const { version, previous } of changes) {
      const key = `${previous?.fields.version} ${keys.get(version)}`;
      const pair = before?.get(key);
      if (pair) round.set(key, pair);
    }
    return changes;
  };
}

/** For each version a digest of everything that the comparison with an earlier one depends on. */
function keysOf(content: Pick<Content, 'lock'>, policy: Policy): Map<Version, string> {
  const { kind, notice, withdrawn } = policy.settings;
  const locked = content.lock.policies[policy.slug] ?? {};
  const hash = createHash('sha256').update(
    JSON.stringify([policy.slug, kind, notice, withdrawn, policy.locale, policy.vocabulary, locked]),
  );
  return new Map(
    policy.versions.map((version) => {
      hash.update(JSON.stringify([version.fields.version, version.source]));
      return [version, hash.copy().digest('hex')];
    }),
  );
}

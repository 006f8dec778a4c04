import { createHash } from 'node:crypto';
import { comparePair, type VersionChanges } from '../../assessment/assess-versions.ts';
import { type Policy, previousOf } from '../../policy/timeline.ts';
import type { Content } from '../read-content.ts';

export type ChangesOf = (content: Pick<Content, 'lock'>, policy: Policy) => VersionChanges[];

/**
 * `assessVersions` with a memory, for a folder that is checked after every save: a pair is compared again when either text,
 * one before them (ids are inherited), the lock, the promise or the vocabulary has changed. Only the last round is kept.
 */
export function rememberChanges(): ChangesOf {
  let known = new Map<string, ReturnType<typeof comparePair>>();
  let round = new Map<string, ReturnType<typeof comparePair>>();
  let reading: Pick<Content, 'lock'> | undefined;
  return (content, policy) => {
    if (reading !== content) {
      known = round;
      round = new Map();
      reading = content;
    }
    const { kind, notice, withdrawn } = policy.settings;
    const locked = content.lock.policies[policy.slug] ?? {};
    const hash = createHash('sha256').update(
      JSON.stringify([policy.slug, kind, notice, withdrawn, policy.locale, policy.vocabulary, locked]),
    );
    return policy.versions.map((version) => {
      const previous = previousOf(policy, version);
      hash.update(JSON.stringify([version.fields.version, version.source]));
      if (!previous) return { version, previous: null, redline: null, assessment: null };
      const key = `${previous.fields.version} ${hash.copy().digest('hex')}`;
      const pair = round.get(key) ?? known.get(key) ?? comparePair(policy, previous, version);
      round.set(key, pair);
      return { version, previous, ...pair };
    });
  };
}

import type { VersionChanges } from '../../assessment/assess-versions.ts';
import { statusOn } from '../../policy/timeline.ts';
import type { CheckInput } from './rule.ts';

/**
 * The texts whose words are looked at: those that can still be mended (ahead and not locked), and where there is none
 * the latest that readers have. What was replaced long ago troubles nobody any more.
 */
export function textsToRead(input: CheckInput): VersionChanges[] {
  const { policy, changes, today } = input;
  const having = (...statuses: string[]) =>
    changes.filter(({ version }) => statuses.includes(statusOn(policy, version, today)));
  const ahead = having('draft', 'scheduled', 'upcoming').filter((one) => !isLocked(input, one));
  if (ahead.length > 0) return ahead;
  return [...having('inForce'), ...having('upcoming')].slice(-1);
}

export const isLocked = (
  { content, policy }: CheckInput,
  { version }: Pick<VersionChanges, 'version'>,
): boolean => content.lock.policies[policy.slug]?.[version.fields.version] !== undefined;

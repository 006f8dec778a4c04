import type { Policy, Version } from '../src/policy/timeline.ts';
import { UsageError } from './context.ts';

/** The policy that a command line names. @throws UsageError that tells which there are. */
export function policyNamed(policies: readonly Policy[], slug: string | undefined): Policy {
  const policy = policies.find((one) => one.slug === slug);
  if (policy) return policy;
  throw new UsageError(
    `there is no policy "${slug ?? ''}"; there are: ${policies.map((one) => one.slug).join(', ') || 'none'}`,
  );
}

/** The version that a command line names. @throws UsageError that tells which there are. */
export function versionNamed(policy: Policy, number: string | undefined): Version {
  const version = policy.versions.find((one) => one.fields.version === number);
  if (version) return version;
  throw new UsageError(
    `${policy.slug} has no version ${number ?? ''}; there are: ${policy.versions.map((one) => one.fields.version).join(', ')}`,
  );
}

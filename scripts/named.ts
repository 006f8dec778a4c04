import { nearest } from '../src/authoring/check/nearest.ts';
import type { Policy, Version } from '../src/policy/timeline.ts';
import { UsageError } from './context.ts';

/** The policy that a command line names, or the only one there is. @throws UsageError that tells which there are. */
export function policyNamed(policies: readonly Policy[], slug: string | undefined): Policy {
  const [only] = policies;
  if (slug === undefined && only && policies.length === 1) return only;
  const policy = policies.find((one) => one.slug === slug);
  if (policy) return policy;
  throw new UsageError(
    slug === undefined ? `name a policy; ${listed(policies)}` : noPolicy([slug], policies),
  );
}

/** `there is no policy "trems"; did you mean terms? there are: privacy, terms` */
export function noPolicy(slugs: readonly string[], policies: readonly Policy[]): string {
  const near = slugs.map((slug) =>
    nearest(
      slug,
      policies.map((one) => one.slug),
    ),
  );
  const meant = near.every((one) => one !== undefined) ? ` Did you mean ${near.join(', ')}?` : '';
  return `there is no policy "${slugs.join('", "')}"; ${listed(policies)}.${meant}`;
}

const listed = (policies: readonly Policy[]): string =>
  `there are: ${policies.map((one) => one.slug).join(', ') || 'none'}`;

/** The version that a command line names. @throws UsageError that tells which there are. */
export function versionNamed(policy: Policy, number: string | undefined): Version {
  const version = policy.versions.find((one) => one.fields.version === number);
  if (version) return version;
  throw new UsageError(
    `${policy.slug} has no version ${number ?? ''}; there are: ${policy.versions.map((one) => one.fields.version).join(', ')}`,
  );
}

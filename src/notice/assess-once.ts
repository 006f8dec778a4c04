import { comparePair } from '../assessment/assess-versions.ts';
import type { Assessment } from '../assessment/assessment.ts';
import type { Version } from '../policy/timeline.ts';
import type { Assess } from './duties.ts';

/** Compares and assesses each pair of versions once, however often duties, plan and letters ask for it. */
export function assessOnce(
  compare: Assess = (policy, version, previous) => comparePair(policy, previous, version).assessment,
): Assess {
  const known = new WeakMap<Version, WeakMap<Version, Assessment>>();
  return (policy, version, previous, profile) => {
    const pairs = known.get(version) ?? new WeakMap<Version, Assessment>();
    known.set(version, pairs);
    const assessment = pairs.get(previous) ?? compare(policy, version, previous, profile);
    pairs.set(previous, assessment);
    return assessment;
  };
}

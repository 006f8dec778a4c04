import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { assessVersions } from '../../src/assessment/assess-versions.ts';
import { contentDir, policies } from './sample.ts';

/** What a lawyer says of each version; `decided` where the front matter records that the team took another view. */
const intended: Record<string, { class: string; decided?: true }> = {
  'privacy/2.mdx': { class: 'editorial' },
  'privacy/3.mdx': { class: 'minor', decided: true },
  'privacy/4.mdx': { class: 'material' },
  'privacy/5.mdx': { class: 'consent' },
  'subprocessors/2.mdx': { class: 'material' },
  'subprocessors/3.mdx': { class: 'material' },
  'terms/2.mdx': { class: 'material' },
};

const changes = policies
  .flatMap((policy) => assessVersions(policy))
  .flatMap(({ version, redline, assessment }) => {
    if (!redline || !assessment) return [];
    return [{ name: relative(contentDir, version.file), version, redline, assessment }];
  });

test('every version but the first of each policy is compared', () => {
  expect(changes.map((change) => change.name)).toEqual(Object.keys(intended));
});

describe.each(changes)('$name', ({ name, version, redline, assessment }) => {
  test('has the class that it is meant to show', () => {
    const why = assessment.changes
      .filter((change) => change.class === assessment.toolClass)
      .map((change) => `${change.reasons.map((r) => r.rule).join(', ')}: ${change.old} → ${change.new}`);
    expect(assessment.class, why.join('\n')).toBe(intended[name]?.class);
  });

  test('shows a decision of people only where it is meant to', () => {
    expect(version.fields.assessment !== undefined).toBe(intended[name]?.decided ?? false);
    expect(assessment.decisionProblems).toEqual([]);
  });

  test('is a faithful edit of the version before', () => {
    expect(redline.stats.unchanged / (redline.stats.unchanged + redline.stats.deleted)).toBeGreaterThan(0.95);
    expect(assessment.changes.length).toBeLessThan(40);
  });
});

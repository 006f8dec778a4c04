import { expect, test } from 'vitest';
import { isFound, measurePairs } from '../../scripts/bench/assess.ts';
import { figures } from '../../scripts/bench/assess-score.ts';
import { sharedPath } from '../shared.ts';

const folder = sharedPath('policies');

test.skipIf(folder === null)(
  'real revisions: recall 0.98, precision 0.90, material key changes 0.95',
  { timeout: 180_000 },
  async () => {
    const cases = await measurePairs(folder!);
    const { precision, recall } = figures(
      cases.map((one) => ({ truth: one.label.material, said: one.assessment.material })),
    );
    expect(recall).toBeGreaterThanOrEqual(0.98);
    expect(precision).toBeGreaterThanOrEqual(0.9);
    const keys = cases.flatMap((one) =>
      one.label.key_changes.filter((key) => key.material).map((key) => isFound(one, key)),
    );
    expect(keys.filter(Boolean).length / keys.length).toBeGreaterThanOrEqual(0.95);
    // The strongest class stays rare, or people lower it by habit.
    expect(cases.filter((one) => one.assessment.class === 'consent').length).toBeLessThan(
      0.05 * cases.length,
    );
  },
);

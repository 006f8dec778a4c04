import { describe, expect, test } from 'vitest';
import { periodsInForce, successorOf } from '../../src/export/periods.ts';
import { policySchema } from '../../src/policy/policy.ts';
import type { Policy } from '../../src/policy/timeline.ts';
import { versionSchema } from '../../src/policy/version.ts';

type Row = [version: string, published: string, effective: string];

function policyOf(rows: Row[], withdrawn: [version: string, on: string][] = []): Policy {
  const settings = policySchema.parse({
    title: 'Privacy notice',
    kind: 'privacy',
    notice: [{ since: '1', period: 'P30D' }],
    withdrawn: withdrawn.map(([version, on]) => ({ version, on, reason: 'r', by: 'b' })),
  });
  const versions = rows.map(([version, published, effective]) => ({
    fields: versionSchema.parse({
      version,
      published,
      effective,
      ...(effective.length < 10 || effective === 'unknown' ? { imported: { from: 'x', dates: 'text' } } : {}),
    }),
    title: 'Privacy notice',
    document: { title: null, preamble: [], clauses: [] },
    digest: '',
    file: '',
    source: '',
  }));
  return { slug: 'privacy', settings, timeZone: 'Europe/Berlin', locale: 'en', versions, file: '' };
}

const periods = (policy: Policy, today: string) =>
  [...periodsInForce(policy, today)]
    .flatMap(([{ fields }, all]) =>
      all.map(({ from, until }) => `${fields.version}: ${from} – ${until ?? '…'}`),
    )
    .sort();

describe('when a version applies', () => {
  test('from its effective day to the eve of the next', () => {
    const policy = policyOf([
      ['1', '2024-01-01', '2024-02-01'],
      ['2', '2024-06-01', '2024-07-01'],
      ['3', '2026-12-01', '2027-01-15'],
    ]);
    expect(periods(policy, '2026-12-02')).toEqual([
      '1: 2024-02-01 – 2024-06-30',
      '2: 2024-07-01 – 2027-01-14',
      '3: 2027-01-15 – …',
    ]);
    expect(successorOf(policy, policy.versions[1]!, '2026-12-02')).toMatchObject({ from: '2027-01-15' });
    // Not published yet: nobody is told of it.
    expect(periods(policy, '2026-11-30')).toEqual(['1: 2024-02-01 – 2024-06-30', '2: 2024-07-01 – …']);
  });

  test('never, when another takes its place on its first day', () => {
    const policy = policyOf([
      ['1', '2024-01-01', '2024-02-01'],
      ['4', '2024-05-01', '2024-07-01'],
      ['4.1', '2024-05-20', '2024-07-01'],
    ]);
    expect(periods(policy, '2025-01-01')).toEqual(['1: 2024-02-01 – 2024-06-30', '4.1: 2024-07-01 – …']);
  });

  test('not at all when withdrawn before, and until its withdrawal when withdrawn after', () => {
    const rows: Row[] = [
      ['1', '2024-01-01', '2024-02-01'],
      ['2', '2024-05-01', '2024-07-01'],
    ];
    expect(periods(policyOf(rows, [['2', '2024-06-01']]), '2025-01-01')).toEqual(['1: 2024-02-01 – …']);
    expect(periods(policyOf(rows, [['2', '2024-08-01']]), '2025-01-01')).toEqual([
      '1: 2024-02-01 – 2024-06-30',
      '1: 2024-08-01 – …',
      '2: 2024-07-01 – 2024-07-31',
    ]);
    // A withdrawal that lies ahead is not known yet.
    expect(periods(policyOf(rows, [['2', '2024-08-01']]), '2024-07-15')).toEqual([
      '1: 2024-02-01 – 2024-06-30',
      '2: 2024-07-01 – …',
    ]);
  });

  test('from before all days, when its beginning is not known', () => {
    expect(
      periods(
        policyOf([
          ['1', 'unknown', 'unknown'],
          ['2', '2014-04', '2014-04'],
        ]),
        '2025-01-01',
      ),
    ).toEqual(['1: 0001-01-01 – 2014-03-31', '2: 2014-04-01 – …']);
  });
});

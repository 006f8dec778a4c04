import { describe, expect, test } from 'vitest';
import { noticeProfileSchema, policySchema } from '../../src/policy/policy.ts';
import {
  governingProfile,
  inForceOn,
  type Policy,
  previousOf,
  shownVersions,
  statusOn,
  upcomingVersions,
} from '../../src/policy/timeline.ts';
import { compareVersionNumbers, versionSchema } from '../../src/policy/version.ts';

type Dates = [version: string, published: string, effective: string, more?: object];

function policyOf(versions: Dates[], settings: object = {}): Policy {
  const profile = (since: string, period: string) => noticeProfileSchema.parse({ since, period });
  return {
    slug: 'privacy',
    settings: policySchema.parse({
      title: 'Privacy notice',
      kind: 'privacy',
      notice: [profile('1', 'P30D'), profile('3', 'P60D')],
      ...settings,
    }),
    timeZone: 'Europe/Berlin',
    locale: 'en',
    file: 'content/privacy/policy.yaml',
    versions: versions.map(([version, published, effective, more]) => ({
      fields: versionSchema.parse({ version, published, effective, ...more }),
      title: 'Privacy notice',
      document: { title: null, preamble: [], clauses: [] },
      digest: version,
      file: `${version}.mdx`,
      source: '',
    })),
  };
}

const numberOf = (version: { fields: { version: string } } | undefined) => version?.fields.version;
const get = (policy: Policy, number: string) => policy.versions.find((v) => v.fields.version === number)!;

describe('status', () => {
  const policy = policyOf([
    ['1', '2024-01-01', '2024-01-01'],
    ['2', '2026-12-01', '2026-12-31'],
    ['3', '2027-02-01', '2027-03-03'],
    ['4', '2027-02-01', '2027-03-03', { draft: true }],
  ]);

  test.each([
    ['2023-12-31', ['scheduled', 'scheduled', 'scheduled', 'draft']],
    ['2026-11-30', ['inForce', 'scheduled', 'scheduled', 'draft']],
    ['2026-12-01', ['inForce', 'upcoming', 'scheduled', 'draft']],
    ['2026-12-30', ['inForce', 'upcoming', 'scheduled', 'draft']],
    ['2026-12-31', ['superseded', 'inForce', 'scheduled', 'draft']],
    ['2027-03-03', ['superseded', 'superseded', 'inForce', 'draft']],
  ])('on %s', (today, expected) =>
    expect(policy.versions.map((v) => statusOn(policy, v, today))).toEqual(expected),
  );

  test('scheduled and draft versions are shown nowhere', () =>
    expect(shownVersions(policy, '2026-12-01').map(numberOf)).toEqual(['1', '2']));
  test('nothing is in force before the first version', () =>
    expect(inForceOn(policy, '2023-12-31')).toBeUndefined());
});

describe('withdrawal', () => {
  const policy = policyOf(
    [
      ['1', '2024-01-01', '2024-01-01'],
      ['2', '2026-12-01', '2026-12-31'],
      ['3', '2026-12-20', '2027-03-01'],
    ],
    {
      withdrawn: [{ version: '2', on: '2026-12-10', reason: 'Postponed.', by: 'A. Berg' }],
    },
  );

  test('a version is upcoming until the day it is taken back', () => {
    expect(statusOn(policy, get(policy, '2'), '2026-12-09')).toBe('upcoming');
    expect(statusOn(policy, get(policy, '2'), '2026-12-10')).toBe('withdrawn');
    expect(numberOf(inForceOn(policy, '2027-01-15'))).toBe('1');
  });

  test('the next version replaces the one in force, not the one taken back', () =>
    expect(numberOf(previousOf(policy, get(policy, '3')))).toBe('1'));
});

describe('numbers with points', () => {
  test('run 3 < 3.1 < 3.2 < 3.10 < 4', () =>
    expect(['4', '3.10', '3', '3.2', '3.1'].sort(compareVersionNumbers)).toEqual([
      '3',
      '3.1',
      '3.2',
      '3.10',
      '4',
    ]));

  test('3.1 mends the text in force while 4 is announced', () => {
    const policy = policyOf([
      ['3', '2024-01-01', '2024-01-01'],
      ['3.1', '2026-12-10', '2026-12-10'],
      ['4', '2026-12-01', '2027-01-15'],
    ]);
    expect(numberOf(inForceOn(policy, '2026-12-20'))).toBe('3.1');
    expect(upcomingVersions(policy, '2026-12-20').map(numberOf)).toEqual(['4']);
    expect(numberOf(previousOf(policy, get(policy, '3.1')))).toBe('3');
    expect(numberOf(inForceOn(policy, '2027-01-15', '2026-12-20'))).toBe('4');
  });

  test('4.1 taking effect with 4 replaces it', () => {
    const policy = policyOf([
      ['3', '2024-01-01', '2024-01-01'],
      ['4', '2026-12-01', '2027-01-15'],
      ['4.1', '2026-12-05', '2027-01-15'],
    ]);
    expect(numberOf(inForceOn(policy, '2027-01-15'))).toBe('4.1');
    expect(numberOf(previousOf(policy, get(policy, '4.1')))).toBe('4');
  });
});

describe('the governing promise', () => {
  test('is that of the text in force when a version is published, never its own', () => {
    const policy = policyOf([
      ['1', '2024-01-01', '2024-01-01'],
      ['3', '2026-01-01', '2026-03-01'],
      ['4', '2026-02-01', '2026-06-01'],
      ['5', '2026-03-01', '2026-06-02'],
    ]);
    expect(governingProfile(policy, get(policy, '1'))).toBeUndefined();
    expect(governingProfile(policy, get(policy, '3'))?.period).toBe('P30D');
    // Version 3 with its longer promise is announced, but not yet in force.
    expect(governingProfile(policy, get(policy, '4'))?.period).toBe('P30D');
    expect(governingProfile(policy, get(policy, '5'))?.period).toBe('P60D');
  });

  test('holds for imported histories without days', () => {
    const imported = { imported: { from: 'x', dates: 'none' } };
    const policy = policyOf([
      ['1', 'unknown', 'unknown', imported],
      ['2', '2026-12-01', '2026-12-31'],
    ]);
    expect(numberOf(inForceOn(policy, '2026-11-22'))).toBe('1');
    expect(governingProfile(policy, get(policy, '2'))?.period).toBe('P30D');
    expect(numberOf(previousOf(policy, get(policy, '2')))).toBe('1');
  });
});

import { describe, expect, test } from 'vitest';
import { dutiesOf } from '../../src/notice/duties.ts';
import type { BegunNotice } from '../../src/notice/plan.ts';
import { assessed, policy, version } from './builders.ts';

const v2 = (fields: Record<string, unknown> = {}) => version('2', '2026-12-01', '2027-01-15', fields);
const withProfile = (profile: Record<string, unknown>) => ({
  notice: [{ since: '1', period: 'P30D', ...profile }],
});
const begun = (kind: BegunNotice['kind'], firstDay: string, complete = true): BegunNotice => ({
  policy: 'privacy',
  version: '2',
  kind,
  firstDay,
  complete,
});

const rules = (duty: { problems: { rule: string }[] } | undefined) => duty?.problems.map(({ rule }) => rule);

describe('what is owed', () => {
  test('a material change owes a letter and, if the profile says so, one reminder', () => {
    const duties = dutiesOf(policy([v2()]), assessed(), '2026-12-01');
    expect(duties.map(({ kind, kept, from, deadline }) => ({ kind, kept, from, deadline }))).toEqual([
      { kind: 'advance', kept: 'letter', from: '2026-12-01', deadline: '2026-12-16' },
      { kind: 'reminder', kept: 'letter', from: '2027-01-08', deadline: '2027-01-14' },
    ]);
    expect(rules(duties[0])).toEqual([]);
  });

  test('a scheduled version is planned, a draft is not', () => {
    const duties = dutiesOf(policy([v2()]), assessed(), '2026-11-20');
    expect(duties.map(({ kind }) => kind)).toEqual(['advance', 'reminder']);
    expect(dutiesOf(policy([v2({ draft: true })]), assessed(), '2026-12-01')).toEqual([]);
  });

  test.each(['editorial', 'minor'] as const)('%s changes mail nobody', (level) => {
    const [duty, ...more] = dutiesOf(policy([v2()]), assessed({ class: level }), '2026-12-01');
    expect(more).toEqual([]);
    expect(duty).toMatchObject({ kept: 'unbound', from: null, class: level });
    expect(duty?.why).toBe(`Only ${level} changes: published and logged, nobody is mailed.`);
  });

  test('a promise that covers every change binds small ones too, kept by posting', () => {
    const [duty] = dutiesOf(
      policy([v2()], withProfile({ applies: 'all' })),
      assessed({ class: 'minor' }),
      '2026-12-01',
    );
    expect(duty).toMatchObject({ kept: 'posting', from: null, deadline: '2026-12-16' });
    expect(duty?.why).toContain('kept by posting');
  });

  test('without e-mail among the channels it is told by posting', () => {
    const settings = withProfile({ period: 'P0D', channels: { any: ['site'] } });
    const [duty] = dutiesOf(policy([v2()], settings), assessed(), '2026-12-01');
    expect(duty).toMatchObject({ kept: 'posting', from: null, deadline: '2027-01-15' });
    expect(duty?.why).toContain('Told by posting');
  });

  test('purely favourable material changes are mailed or published as the profile says', () => {
    const favourable = assessed({ favourable: true });
    const publish = policy([v2()], withProfile({ favourable: 'publish' }));
    expect(dutiesOf(publish, favourable, '2026-12-01')[0]).toMatchObject({ kept: 'posting', from: null });
    expect(dutiesOf(policy([v2()]), favourable, '2026-12-01')[0]).toMatchObject({ kept: 'letter' });
    const consent = assessed({ class: 'consent', favourable: true });
    expect(dutiesOf(publish, consent, '2026-12-01')[0]).toMatchObject({ kept: 'letter' });
  });

  test('the first version owes nothing', () => {
    const first = policy([]);
    first.versions[0]!.fields.published = '2026-12-01';
    first.versions[0]!.fields.effective = '2026-12-10';
    const duties = dutiesOf(first, assessed(), '2026-12-01');
    expect(duties.map(({ from, kept }) => ({ from, kept }))).toEqual([{ from: null, kept: 'unbound' }]);
    expect(duties[0]?.why).toContain('first version');
  });

  test('the governing profile is that of the text in force when it was published, never its own', () => {
    const settings = {
      notice: [
        { since: '1', period: 'P2M' },
        { since: '2', period: 'P0D' },
      ],
    };
    const two = policy([v2(), version('3', '2027-02-01', '2027-04-01')], settings);
    expect(dutiesOf(two, assessed(), '2026-12-01')[0]?.deadline).toBe('2026-11-15');
    expect(dutiesOf(two, assessed(), '2027-02-01').find((duty) => duty.version === '3')?.deadline).toBe(
      '2027-03-31',
    );
  });

  test('profiles that begin later than the text in force promise nothing for it, and this is said', () => {
    const settings = { notice: [{ since: '2', period: 'P30D' }] };
    const [duty] = dutiesOf(policy([v2()], settings), assessed(), '2026-12-01');
    expect(duty).toMatchObject({ kept: 'unbound', from: null });
    expect(rules(duty)).toEqual(['no-profile']);
  });
});

describe('what must be in order first', () => {
  test('material changes need an approval, dated by the day of the letter', () => {
    const [missing] = dutiesOf(policy([v2({ approved: undefined })]), assessed(), '2026-12-01');
    expect(missing?.problems).toMatchInlineSnapshot(`
      [
        {
          "message": "Version 2 has material changes and nobody has approved it.",
          "remedy": "After the legal review add approved: { by: "…", on: "2026-12-01" } to content/privacy/2.mdx.",
          "rule": "approval-missing",
          "severity": "error",
        },
      ]
    `);
    const late = v2({ approved: { by: 'Dr. Ilse Brandt', on: '2026-12-02' } });
    expect(rules(dutiesOf(policy([late]), assessed(), '2026-12-01')[0])).toEqual(['approval-missing']);
    expect(rules(dutiesOf(policy([late]), assessed(), '2026-12-02')[0])).toEqual([]);
  });

  test('small changes go out without approval', () => {
    const [duty] = dutiesOf(
      policy([v2({ approved: undefined })]),
      assessed({ class: 'minor' }),
      '2026-12-01',
    );
    expect(rules(duty)).toEqual([]);
  });

  test('consent needs an address where the yes is given, by letter or by posting', () => {
    const consent = assessed({ class: 'consent' });
    expect(rules(dutiesOf(policy([v2()]), consent, '2026-12-01')[0])).toEqual(['consent-url-missing']);
    const posted = policy([v2()], withProfile({ channels: { any: ['site'] } }));
    expect(rules(dutiesOf(posted, consent, '2026-12-01')[0])).toEqual(['consent-url-missing']);
    const asked = v2({ consent: { url: 'https://fernhill.example/consent' } });
    expect(rules(dutiesOf(policy([asked]), consent, '2026-12-01')[0])).toEqual([]);
  });
});

describe('exemptions', () => {
  const exemption = { kind: 'required-by-law', reason: 'Regulation 2026/1', decidedBy: 'Dr. Ilse Brandt' };

  test('may take effect sooner, and it is said', () => {
    const soon = version('2', '2026-12-01', '2026-12-05', { exemption });
    const [duty] = dutiesOf(policy([soon]), assessed(), '2026-12-01');
    expect(duty).toMatchObject({ kept: 'letter', exempt: true, deadline: '2026-12-04' });
    expect(duty?.why).toBe(
      'Material changes: a letter is owed. It may take effect sooner than 30 days, because the law requires it: Regulation 2026/1 (decided by Dr. Ilse Brandt).',
    );
  });

  test('a benefit that is none is pointed out', () => {
    const soon = version('2', '2026-12-01', '2026-12-05', { exemption: { ...exemption, kind: 'benefit' } });
    expect(rules(dutiesOf(policy([soon]), assessed(), '2026-12-01')[0])).toEqual(['exemption-not-benefit']);
    expect(rules(dutiesOf(policy([soon]), assessed({ favourable: true }), '2026-12-01')[0])).toEqual([]);
  });
});

test('an exemption that is not needed is pointed out: the page would say something untrue', () => {
  const exemption = { kind: 'security', reason: 'A leak is closed', decidedBy: 'Dr. Ilse Brandt' };
  const early = version('2', '2026-12-01', '2027-01-15', { exemption });
  const [duty] = dutiesOf(policy([early]), assessed(), '2026-12-01');
  expect(duty?.problems).toMatchObject([{ rule: 'exemption-unused', severity: 'warning' }]);
});

describe('without a day between posting and effect', () => {
  const sameDay = () => version('2', '2026-12-01', '2026-12-01');

  test('a promise without a period is kept by posting, and no letter leaves', () => {
    const [duty] = dutiesOf(policy([sameDay()], withProfile({ period: 'P0D' })), assessed(), '2026-11-20');
    expect(duty).toMatchObject({ kept: 'posting', from: null, deadline: '2026-12-01' });
    expect(rules(duty)).toEqual(['no-day-for-letter']);
  });

  test('where only e-mail keeps the promise, the letter is owed and its day has passed', () => {
    const settings = withProfile({ period: 'P0D', channels: { all: ['email', 'site'] } });
    const [duty] = dutiesOf(policy([sameDay()], settings), assessed(), '2026-11-20');
    expect(duty).toMatchObject({ kept: 'letter', deadline: '2026-11-30', from: '2026-12-01' });
  });
});

describe('once in force', () => {
  test('a row when the notice was begun', () => {
    const duties = dutiesOf(policy([v2()]), assessed(), '2027-01-16', [begun('advance', '2026-12-01')]);
    expect(duties).toMatchObject([{ kind: 'advance', began: '2026-12-01', complete: true }]);
    expect(dutiesOf(policy([v2()]), assessed(), '2028-01-16', [begun('advance', '2026-12-01')])).toHaveLength(
      1,
    );
  });

  test('a letter that was owed and never left stays in sight for 90 days', () => {
    for (const today of ['2027-01-15', '2027-01-16', '2027-04-15'])
      expect(dutiesOf(policy([v2()]), assessed(), today), today).toMatchObject([
        { kind: 'advance', began: null },
      ]);
    expect(dutiesOf(policy([v2()]), assessed(), '2027-04-16')).toEqual([]);
  });

  test('no row where no letter was owed, nor for imported versions', () => {
    expect(dutiesOf(policy([v2()]), assessed({ class: 'minor' }), '2027-01-16')).toEqual([]);
    const imported = v2({ imported: { from: 'old.html', dates: 'text' } });
    expect(dutiesOf(policy([imported]), assessed(), '2027-01-16')).toEqual([]);
  });
});

describe('reminders', () => {
  const kinds = (today: string, profile: Record<string, unknown> = {}) =>
    dutiesOf(policy([v2()], withProfile({ reminder: 'P7D', ...profile })), assessed(), today).map(
      ({ kind }) => kind,
    );

  test('none of a letter that may not go any more', () => {
    expect(kinds('2026-12-16')).toEqual(['advance', 'reminder']);
    expect(kinds('2026-12-17')).toEqual(['advance']);
  });

  test('none when the letter itself is as near to effect', () => {
    expect(kinds('2027-01-07', { period: 'P0D' })).toEqual(['advance', 'reminder']);
    expect(kinds('2027-01-08', { period: 'P0D' })).toEqual(['advance']);
  });

  test('still owed late when the notice began in time', () => {
    const duties = dutiesOf(policy([v2()]), assessed(), '2027-01-10', [begun('advance', '2026-12-01')]);
    expect(duties.map(({ kind, from }) => [kind, from])).toEqual([
      ['advance', '2026-12-01'],
      ['reminder', '2027-01-08'],
    ]);
  });
});

describe('a version replaced before its first day', () => {
  const both = () => policy([v2(), version('2.1', '2026-12-05', '2027-01-15')]);

  test('owes nothing, and readers compare its replacement with the text that they have', () => {
    expect(dutiesOf(both(), assessed(), '2026-12-05').filter(({ kind }) => kind === 'advance')).toMatchObject(
      [{ version: '2.1', previous: '1', from: '2026-12-05' }],
    );
  });

  test('is announced as long as its replacement is only scheduled', () => {
    const duties = dutiesOf(both(), assessed(), '2026-12-04').filter(({ kind }) => kind === 'advance');
    expect(duties).toMatchObject([
      { version: '2', previous: '1' },
      { version: '2.1', previous: '1' },
    ]);
  });

  test('once begun it goes on, and the replacement is told against it', () => {
    const duties = dutiesOf(both(), assessed(), '2026-12-05', [begun('advance', '2026-12-01')]);
    expect(duties.filter(({ kind }) => kind === 'advance')).toMatchObject([
      { version: '2', previous: '1', began: '2026-12-01' },
      { version: '2.1', previous: '2', began: null },
    ]);
  });
});

describe('withdrawals', () => {
  const withdrawn = {
    withdrawn: [
      { version: '2', on: '2026-12-10', reason: 'A processor changed its terms.', by: 'Dr. Ilse Brandt' },
    ],
  };

  test('after letters: a correction is owed', () => {
    const duties = dutiesOf(policy([v2()], withdrawn), assessed(), '2026-12-11', [
      begun('advance', '2026-12-01'),
    ]);
    expect(duties).toMatchObject([
      {
        kind: 'correction',
        kept: 'letter',
        from: '2026-12-10',
        deadline: '2027-01-14',
        windowFrom: '2026-12-01',
      },
    ]);
  });

  test('before letters: nobody was told, nobody is corrected', () => {
    const duties = dutiesOf(policy([v2()], withdrawn), assessed(), '2026-12-11');
    expect(duties).toMatchObject([{ kind: 'correction', from: null }]);
    expect(duties[0]?.why).toContain('before anybody had been told');
  });

  test('not before its day', () => {
    const duties = dutiesOf(policy([v2()], withdrawn), assessed(), '2026-12-09', [
      begun('advance', '2026-12-01'),
    ]);
    expect(duties.map(({ kind }) => kind)).toEqual(['advance', 'reminder']);
  });
});

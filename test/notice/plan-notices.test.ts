import { describe, expect, test } from 'vitest';
import { emptyCounts } from '../../src/notice/audience.ts';
import type { Pace } from '../../src/notice/calendar.ts';
import { dutiesOf } from '../../src/notice/duties.ts';
import { type BegunNotice, type Notice, noticeKey } from '../../src/notice/plan.ts';
import { lettersDue, planNotices } from '../../src/notice/plan-notices.ts';
import { addDays } from '../../src/policy/day.ts';
import type { Policy } from '../../src/policy/timeline.ts';
import { assessed, policy, version } from './builders.ts';

interface Options {
  people?: number;
  pace?: Pace;
  begun?: BegunNotice[];
  level?: 'editorial' | 'minor' | 'material' | 'consent';
}

function plan(policies: Policy[], today: string, { people = 10, pace, begun = [], level }: Options = {}) {
  const duties = policies.flatMap((each) =>
    dutiesOf(each, assessed({ class: level ?? 'material' }), today, begun),
  );
  const audience = new Map(duties.map((duty) => [noticeKey(duty), { ...emptyCounts(), letter: people }]));
  return planNotices({ today, duties, audience, pace });
}

const began = (
  slug: string,
  number: string,
  firstDay: string,
  fields: Partial<BegunNotice> = {},
): BegunNotice => ({
  policy: slug,
  version: number,
  kind: 'advance',
  firstDay,
  complete: false,
  ...fields,
});

const privacy = (published = '2026-12-01', effective = '2027-01-15', fields = {}) =>
  policy([version('2', published, effective, fields)]);
const subprocessors = (published = '2026-12-01', effective = '2027-01-15', fields = {}) =>
  policy(
    [version('3', published, effective, fields)],
    { kind: 'subprocessors', title: 'Sub-processors' },
    'subprocessors',
  );
const rules = (notice: Notice | undefined) => notice?.problems.map(({ rule }) => rule);
const advances = (notices: Notice[]) => notices.filter(({ kind }) => kind === 'advance');

describe('when it is due', () => {
  test('on the publication day, then on any day until it has begun', () => {
    const due = (today: string) => plan([privacy()], today).notices[0]?.due;
    expect(due('2026-11-20')).toBe('2026-12-01');
    expect(due('2026-12-01')).toBe('2026-12-01');
    expect(due('2026-12-05')).toBe('2026-12-05');
  });

  test('`next` is the next day on which something is due after today', () => {
    expect(plan([privacy()], '2026-11-20').next).toBe('2026-12-01');
    expect(plan([privacy()], '2026-12-01').next).toBe('2027-01-08');
    expect(plan([privacy()], '2027-01-20').next).toBeNull();
  });

  test('nobody owed a letter: recipients 0, no letter, no day', () => {
    const [notice] = plan([privacy()], '2026-12-01', { level: 'minor' }).notices;
    expect(notice).toMatchObject({ recipients: 0, letter: null, due: null, lawful: true, problems: [] });
  });
});

describe('lawful or not', () => {
  test('too late to begin: the earliest lawful date is named', () => {
    const notice = plan([privacy()], '2026-12-20').notices[0];
    expect(notice).toMatchObject({
      lawful: false,
      deadline: '2026-12-16',
      earliestLawfulEffective: '2027-01-19',
    });
    expect(notice?.problems).toMatchInlineSnapshot(`
      [
        {
          "message": "Version 2 of privacy cannot be announced in time any more: the promise is 30 days, so letters had to leave by 16 December 2026, and the earliest they can leave is 20 December 2026.",
          "remedy": "The earliest lawful effective date is 19 January 2027 ("2027-01-19"): withdraw version 2 and publish it under a new number with that date or a later one.",
          "rule": "too-late",
          "severity": "error",
        },
      ]
    `);
  });

  test('on the last day it is still in time', () => {
    expect(plan([privacy()], '2026-12-16').notices[0]).toMatchObject({ lawful: true, problems: [] });
    expect(plan([privacy()], '2026-12-17').notices[0]?.lawful).toBe(false);
  });

  test('dates that never worked are told ahead, with the date to set', () => {
    const notice = plan([privacy('2026-12-01', '2026-12-20')], '2026-11-20').notices[0];
    expect(rules(notice)).toEqual(['period-too-short']);
    expect(notice?.problems[0]?.remedy).toBe(
      'Set effective to 31 December 2026 ("2026-12-31") or later: the earliest lawful date.',
    );
  });

  test('on the day of effect nothing can leave any more, and the plan says so', () => {
    const missed = plan([privacy()], '2027-01-15');
    expect(missed.notices).toMatchObject([{ lawful: false, earliestLawfulEffective: '2027-02-14' }]);
    expect(lettersDue(missed)).toEqual([]);
  });

  test('begun in time: goes on, and late letters are named', () => {
    const notice = plan([privacy()], '2026-12-20', { begun: [began('privacy', '2', '2026-12-16')] })
      .notices[0];
    expect(notice).toMatchObject({ lawful: true, due: '2026-12-20', began: '2026-12-16' });
    expect(rules(notice)).toEqual(['late-letters']);
  });

  test('begun late stays unlawful', () => {
    const notice = plan([privacy()], '2026-12-20', { begun: [began('privacy', '2', '2026-12-17')] })
      .notices[0];
    expect(notice).toMatchObject({ lawful: false, earliestLawfulEffective: '2027-01-16' });
    expect(rules(notice)).toEqual(['begun-late']);
  });

  test('an exemption lifts the period, not the letter before effect', () => {
    const exemption = { kind: 'security', reason: 'A leak is closed.', decidedBy: 'Dr. Ilse Brandt' };
    const soon = privacy('2026-12-01', '2026-12-04', { exemption });
    expect(plan([soon], '2026-12-01').notices[0]).toMatchObject({
      lawful: true,
      deadline: '2026-12-03',
      earliestLawfulEffective: '2026-12-02',
      problems: [],
    });
    const sameDay = privacy('2026-12-01', '2026-12-01', { exemption });
    expect(rules(plan([sameDay], '2026-11-20').notices[0])).toEqual(['no-day-for-letter']);
  });

  test('imported versions break rules with a warning', () => {
    const imported = privacy('2026-12-01', '2026-12-20', { imported: { from: 'archive', dates: 'archive' } });
    const notice = plan([imported], '2026-12-01').notices[0];
    expect(notice?.lawful).toBe(true);
    expect(notice?.problems.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['period-too-short', 'warning'],
    ]);
  });

  test('a promise for every change is judged by the posting', () => {
    const all = (effective: string) =>
      policy([version('2', '2026-12-01', effective)], {
        notice: [{ since: '1', period: 'P30D', applies: 'all' }],
      });
    expect(plan([all('2026-12-31')], '2026-12-10', { level: 'minor' }).notices[0]).toMatchObject({
      lawful: true,
      recipients: 0,
      deadline: '2026-12-01',
      earliestLawfulEffective: '2026-12-31',
    });
    const short = plan([all('2026-12-30')], '2026-12-10', { level: 'minor' }).notices[0];
    expect(short).toMatchObject({ lawful: false, recipients: 0 });
    expect(rules(short)).toEqual(['period-too-short']);
  });

  test('missing approval stops the letter and says nothing about the dates', () => {
    const notice = plan([privacy('2026-12-01', '2027-01-15', { approved: undefined })], '2026-12-01')
      .notices[0];
    expect(notice?.lawful).toBe(true);
    expect(rules(notice)).toEqual(['approval-missing']);
  });
});

describe('at a permitted rate', () => {
  const effective = '2027-03-01';

  test('startBy counts with it, the deadline does not', () => {
    const [notice] = plan([privacy('2027-01-01', effective)], '2027-01-01', {
      people: 200_000,
      pace: 10_000,
    }).notices;
    expect(notice).toMatchObject({
      lawful: true,
      deadline: addDays(effective, -30),
      startBy: addDays(effective, -49),
    });
    expect(notice?.earliestLawfulEffective).toBe(addDays('2027-01-01', 49));
  });

  test('a date that the rate cannot meet is refused', () => {
    const [notice] = plan([privacy('2027-01-12', effective)], '2027-01-12', {
      people: 200_000,
      pace: 10_000,
    }).notices;
    expect(notice?.lawful).toBe(false);
    expect(notice?.problems).toMatchInlineSnapshot(`
      [
        {
          "message": "Version 2 of privacy cannot be announced in time at the permitted rate: 200,000 letters take 20 days, so the first had to leave by 11 January 2027, and the earliest it can leave is 12 January 2027.",
          "remedy": "The earliest lawful effective date is 2 March 2027 ("2027-03-02"): withdraw version 2 and publish it under a new number with that date or a later one. Or raise the daily rate.",
          "rule": "rate-too-slow",
          "severity": "error",
        },
      ]
    `);
  });
});

describe('one letter for all policies that change on one day', () => {
  const lettersOf = (notices: Notice[]) =>
    advances(notices).map(({ policy: slug, letter, due }) => [slug, letter, due]);

  test('due on the same day', () => {
    expect(lettersOf(plan([privacy(), subprocessors()], '2026-12-01').notices)).toEqual([
      ['privacy', '2027-01-15-advance-privacy-2-subprocessors-3', '2026-12-01'],
      ['subprocessors', '2027-01-15-advance-privacy-2-subprocessors-3', '2026-12-01'],
    ]);
  });

  test('waiting for each other while nothing begins too late', () => {
    const wait = plan([privacy(), subprocessors('2026-12-10')], '2026-12-01');
    expect(lettersOf(wait.notices).map(([, , due]) => due)).toEqual(['2026-12-10', '2026-12-10']);
    expect(lettersDue(wait)).toEqual([]);
    const tight = plan([privacy(), subprocessors('2026-12-17')], '2026-12-01');
    expect(lettersOf(tight.notices).map(([, , due]) => due)).toEqual(['2026-12-01', '2026-12-17']);
    const slow = plan([privacy(), subprocessors('2026-12-10')], '2026-12-01', { people: 100, pace: 10 });
    expect(lettersOf(slow.notices).map(([, , due]) => due)).toEqual(['2026-12-01', '2026-12-10']);
  });

  test('not with another effective day', () => {
    const apart = plan([privacy(), subprocessors('2026-12-01', '2027-01-16')], '2026-12-01');
    expect(new Set(advances(apart.notices).map(({ letter }) => letter)).size).toBe(2);
  });

  test('one that nobody approved holds the other up no longer than its day', () => {
    const unapproved = subprocessors('2026-12-10', '2027-01-15', { approved: undefined });
    expect(lettersOf(plan([privacy(), unapproved], '2026-12-10').notices)).toEqual([
      ['privacy', '2027-01-15-advance-privacy-2', '2026-12-10'],
      ['subprocessors', '2027-01-15-advance-subprocessors-3', '2026-12-10'],
    ]);
  });

  test('a letter once begun takes nobody new aboard', () => {
    const begun = [began('privacy', '2', '2026-12-01', { letter: '2027-01-15-advance-privacy-2' })];
    expect(
      lettersOf(plan([privacy(), subprocessors('2026-12-05')], '2026-12-05', { begun }).notices),
    ).toEqual([
      ['privacy', '2027-01-15-advance-privacy-2', '2026-12-05'],
      ['subprocessors', '2027-01-15-advance-subprocessors-3', '2026-12-05'],
    ]);
  });

  test('notices begun together stay in their letter when one of them is finished first', () => {
    const letter = '2027-01-15-advance-privacy-2-subprocessors-3';
    const begun = [
      began('privacy', '2', '2026-12-01', { letter }),
      began('subprocessors', '3', '2026-12-01', { letter, complete: true }),
    ];
    expect(lettersOf(plan([privacy(), subprocessors()], '2026-12-05', { begun }).notices)).toEqual([
      ['privacy', letter, '2026-12-05'],
      ['subprocessors', letter, '2026-12-01'],
    ]);
  });

  test('ids are the same on every run and safe as file names', () => {
    const long = Array.from({ length: 12 }, (_, n) =>
      policy([version('2', '2026-12-01', '2027-01-15')], {}, `a-policy-with-a-long-name-${n}`),
    );
    const ids = [1, 2].map(() => plan(long, '2026-12-01').notices[0]?.letter);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).toMatch(/^2027-01-15-advance-[a-z0-9.-]{1,61}$/);
    const odd = policy([version('2', '2026-12-01', '2027-01-15')], {}, 'datenschutz-erklärung');
    expect(plan([odd], '2026-12-01').notices[0]?.letter).toMatch(
      /^2027-01-15-advance-datenschutz-erkl-rung-2-[0-9a-z]{13}$/,
    );
  });
});

describe('lettersDue', () => {
  test('what send works on today, with its obstacles', () => {
    const unapproved = privacy('2026-12-01', '2027-01-15', { approved: undefined });
    const [job] = lettersDue(plan([unapproved], '2026-12-02'));
    expect(job?.letter).toBe('2027-01-15-advance-privacy-2');
    expect(job?.obstacles.map(({ problem }) => problem.rule)).toEqual(['approval-missing']);
    expect(lettersDue(plan([privacy()], '2026-11-30'))).toEqual([]);
  });

  test('a notice once begun goes on: nothing is an obstacle any more', () => {
    const begun = [began('privacy', '2', '2026-12-17')];
    expect(lettersDue(plan([privacy()], '2026-12-20', { begun }))).toMatchObject([{ obstacles: [] }]);
  });

  test('no advance letter leaves on or after the effective day', () => {
    const begun = [began('privacy', '2', '2026-12-01')];
    expect(lettersDue(plan([privacy()], '2027-01-14', { begun }))).toHaveLength(2);
    const after = plan([privacy()], '2027-01-15', { begun });
    expect(lettersDue(after)).toEqual([]);
    expect(rules(after.notices[0])).toEqual(['unfinished']);
  });

  test('a finished notice stays open for those who were forgotten', () => {
    const begun = [began('privacy', '2', '2026-12-01', { complete: true })];
    const later = plan([privacy()], '2026-12-20', { begun });
    expect(later.notices[0]).toMatchObject({ due: '2026-12-01', lawful: true, problems: [] });
    expect(lettersDue(later).map(({ letter }) => letter)).toEqual(['2027-01-15-advance-privacy-2']);
  });
});

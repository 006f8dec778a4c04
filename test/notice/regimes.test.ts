import { describe, expect, test } from 'vitest';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { dutiesOf } from '../../src/notice/duties.ts';
import { lettersDue, planNotices } from '../../src/notice/plan-notices.ts';
import { assessed, policy, recipient, version } from './builders.ts';
import { countAudience } from './count-audience.ts';

/** The five promises of design.md's table, each carried through a second version of our own. */

interface Regime {
  profile: Record<string, unknown>;
  published?: string;
  effective?: string;
  today?: string;
  fields?: Record<string, unknown>;
}

const people = [recipient(), recipient({ optedOut: true }), recipient({ email: '' })];

async function row(regime: Regime, assessment: Partial<Assessment>) {
  const { published = '2026-12-01', effective = '2026-12-31', today = '2026-12-01' } = regime;
  const changed = policy([version('2', published, effective, regime.fields)], {
    notice: [{ since: '1', ...regime.profile }],
  });
  const duties = dutiesOf(changed, assessed(assessment), today);
  const plan = planNotices({ today, duties, audience: await countAudience(duties, people) });
  return { notice: plan.notices[0]!, jobs: lettersDue(plan) };
}

describe('every change, 30 days after e-mail or posting; data collected before is not affected', () => {
  const profile = {
    period: 'P30D',
    applies: 'all',
    channels: { any: ['email', 'site'] },
    heldData: 'as-collected',
  };

  test('a typing error is kept by posting for 30 days, and mails nobody', async () => {
    const { notice, jobs } = await row({ profile }, { class: 'editorial' });
    expect(notice).toMatchObject({ recipients: 0, letter: null, deadline: '2026-12-01', lawful: true });
    expect(jobs).toEqual([]);
  });

  test('a typing error in effect after 29 days breaks the promise', async () => {
    const { notice } = await row({ profile, effective: '2026-12-30' }, { class: 'editorial' });
    expect(notice).toMatchObject({ lawful: false, earliestLawfulEffective: '2026-12-31' });
  });

  test('a material change is mailed to everybody with an address', async () => {
    const { notice, jobs } = await row({ profile }, { class: 'material' });
    expect(notice).toMatchObject({
      recipients: 2,
      siteOnly: 1,
      due: '2026-12-01',
      deadline: '2026-12-01',
      lawful: true,
    });
    expect(jobs).toMatchObject([{ obstacles: [] }]);
  });
});

describe('material changes posted before they take effect, e-mail optional', () => {
  const posted = { period: 'P0D', channels: { any: ['site'] } };
  const mailed = { period: 'P0D', channels: { any: ['email', 'site'] } };

  test('the team chose not to mail: told by posting, lawful to the day of effect', async () => {
    const { notice, jobs } = await row({ profile: posted, effective: '2026-12-01', today: '2026-11-30' }, {});
    expect(notice).toMatchObject({
      recipients: 0,
      letter: null,
      lawful: true,
      deadline: '2026-12-01',
      problems: [],
    });
    expect(jobs).toEqual([]);
  });

  test('the team mails: any day before effect is in time', async () => {
    const { notice } = await row({ profile: mailed, effective: '2026-12-02' }, {});
    expect(notice).toMatchObject({ recipients: 2, lawful: true, deadline: '2026-12-01', due: '2026-12-01' });
  });
});

describe('e-mail or site notice without a period; new uses of data already held need a yes', () => {
  const profile = { period: 'P0D', channels: { any: ['email', 'site'] }, heldData: 'opt-in' };

  test('a consent version is not sent before it says where the yes is given', async () => {
    const without = await row({ profile }, { class: 'consent' });
    expect(without.notice.problems.map(({ rule }) => rule)).toEqual(['consent-url-missing']);
    expect(without.jobs[0]?.obstacles).toHaveLength(1);
    const fields = { consent: { url: 'https://fernhill.example/merger' } };
    const { notice, jobs } = await row({ profile, fields }, { class: 'consent' });
    expect(notice).toMatchObject({ class: 'consent', recipients: 2, lawful: true });
    expect(notice.why).toContain('notice alone is not enough');
    expect(jobs[0]?.obstacles).toEqual([]);
  });
});

describe('in effect as soon as it is posted', () => {
  test('no letter, lawful on the day', async () => {
    const profile = { period: 'P0D', channels: { any: ['site'] } };
    const { notice, jobs } = await row({ profile, effective: '2026-12-01', today: '2026-12-01' }, {});
    expect(notice).toMatchObject({ recipients: 0, letter: null, due: null, lawful: true, problems: [] });
    expect(notice.why).toBe('Told by posting: e-mail is not among the channels of the promise.');
    expect(jobs).toEqual([]);
  });
});

describe('notice on the page, by e-mail or through the service; who opted out of legal mail is told by the site', () => {
  const profile = {
    period: 'P0D',
    channels: { any: ['email', 'site', 'service'] },
    heldData: 'as-collected',
    optOut: true,
  };

  test('opted out and without an address: bound, told by the site, counted apart', async () => {
    const { notice } = await row({ profile }, {});
    expect(notice).toMatchObject({ recipients: 1, optedOut: 1, siteOnly: 1, lawful: true });
  });

  test('but a consent letter goes to those who opted out as well', async () => {
    const fields = { consent: { url: 'https://fernhill.example/consent' } };
    const { notice } = await row({ profile, fields }, { class: 'consent' });
    expect(notice).toMatchObject({ recipients: 2, optedOut: 0, siteOnly: 1 });
  });
});

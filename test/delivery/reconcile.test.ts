import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Ledger } from '../../src/delivery/ledger.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { resendMailer } from '../../src/delivery/mailer-resend.ts';
import { sendDue } from '../../src/delivery/send.ts';
import { site } from '../notice/builders.ts';
import { memoryMailer, people, sendingOf } from './builders.ts';
import { ResendStandIn } from './resend-stand-in.ts';

describe('an outcome still unknown after the key has ended', () => {
  let server: ResendStandIn;
  let baseUrl: string;
  let ledger: Ledger;
  const recent = new Date(Date.now() - 3 * 24 * 3_600_000).toISOString();
  beforeEach(async () => {
    server = new ResendStandIn();
    server.clock = Date.parse(recent);
    baseUrl = await server.start();
    ledger = openSqliteLedger(':memory:');
  });
  afterEach(() => server.stop());

  async function run(at: string, from = site) {
    let now = 0;
    const timer = { now: () => (now += 1e6), sleep: async () => undefined };
    const mailer = resendMailer({ apiKey: 're_test_key', baseUrl, timer, timeout: 5000 });
    return sendDue(await sendingOf({ ledger, mailer, recipients: people(120), stamp: () => at, site: from }));
  }
  const later = (hours: number) => new Date(Date.parse(recent) + hours * 3_600_000).toISOString();

  test('is found in the list of sent mail and never sent again', async () => {
    server.fault = () => 'lost-after';
    expect((await run(recent)).letters).toMatchObject([{ accepted: 0, unknown: 120 }]);
    expect(server.taken).toHaveLength(120);
    server.fault = () => 'none';
    server.clock += 48 * 3_600_000;
    const report = await run(later(48));
    expect(report).toMatchObject({ done: true, letters: [{ accepted: 120, unknown: 0, pending: 0 }] });
    expect(server.taken).toHaveLength(120);
    const story = await ledger.story('c7');
    expect(story.at(-1)).toMatchObject({
      what: 'accepted',
      providerId: server.taken.find((m) => m.to.startsWith('c7@'))!.id,
    });
  });

  test('what the list does not have was not sent, and goes now', async () => {
    server.fault = () => 'lost-before';
    expect((await run(recent)).letters).toMatchObject([{ unknown: 120 }]);
    expect(server.taken).toHaveLength(0);
    server.fault = () => 'none';
    server.clock += 48 * 3_600_000;
    expect((await run(later(48))).done).toBe(true);
    expect([...server.perAddress().values()].every((n) => n === 1)).toBe(true);
    expect(server.taken).toHaveLength(120);
  });

  test('a clock that was ahead at the first try does not hide the mail', async () => {
    server.fault = () => 'lost-after';
    await run(later(20));
    server.fault = () => 'none';
    server.clock += 60 * 3_600_000;
    expect((await run(later(60))).letters).toMatchObject([{ accepted: 120, unknown: 0 }]);
    expect(server.taken).toHaveLength(120);
  });

  test.each([-7, 7])('nothing is tried or looked up while our clock is %i hours off', async (hours) => {
    server.fault = () => 'lost-after';
    await run(recent);
    const before = server.requests.length;
    server.fault = () => 'none';
    const theirs = () => new Date(Date.now() + hours * 3_600_000).toUTCString();
    server.moreHeaders = () => ({ date: theirs() });
    for (const wait of [12, 48]) {
      expect(await run(later(wait))).toMatchObject({ done: false, stopped: { why: 'clock' } });
    }
    expect(server.requests.slice(before).map(({ path }) => path)).toEqual(['/usage', '/usage']);
    expect(server.taken).toHaveLength(120);
    server.moreHeaders = null;
    expect((await run(later(48))).letters).toMatchObject([{ accepted: 120, unknown: 0 }]);
    expect(server.taken).toHaveLength(120);
  });

  test('is looked up at once when the key says that something else went under it', async () => {
    server.fault = () => 'lost-after';
    await run(recent);
    // The sender's name is not kept with the letter, so these are other bytes; and the list is a little behind.
    const renamed = { ...site, from: 'Fernhill Legal Team <legal@notices.fernhill.example>' };
    const behind = server.taken.splice(0);
    const requests = () => server.requests.filter(({ path }) => path === '/emails/batch').length;
    const before = requests();
    server.fault = () => {
      server.taken.push(...behind.splice(0));
      return 'none';
    };
    const report = await run(later(2), renamed);
    expect(requests() - before).toBe(2);
    expect(report).toMatchObject({ done: true, letters: [{ accepted: 120, unknown: 0, pending: 0 }] });
    expect(server.taken).toHaveLength(120);
    expect([...server.perAddress().values()].every((n) => n === 1)).toBe(true);
  });

  test('a key under which something else went and of which the list knows nothing is left alone', async () => {
    server.fault = () => 'lost-after';
    await run(recent);
    server.fault = () => 'none';
    const gone = server.taken.splice(0, 20);
    const renamed = { ...site, from: 'Fernhill Legal Team <legal@notices.fernhill.example>' };
    expect((await run(later(1), renamed)).letters).toMatchObject([
      { accepted: 100, unknown: 20, pending: 0 },
    ]);
    server.taken.unshift(...gone);
    expect((await run(later(2), renamed)).letters).toMatchObject([{ accepted: 20, unknown: 0, pending: 0 }]);
    expect(server.taken).toHaveLength(120);
  });

  test('when the list cannot be read it waits for a person', async () => {
    server.fault = () => 'lost-after';
    await run(recent);
    await server.stop();
    const report = await run(later(48));
    expect(report.letters).toMatchObject([{ accepted: 0, unknown: 120 }]);
    server = new ResendStandIn();
    await server.start();
  });
});

test('the quota is looked at before anything leaves, and the run ends with it', async () => {
  const quota = { why: 'monthly-quota' as const, letters: 150, resetsAt: '2027-01-01T00:00:00Z' };
  const mailer = { ...memoryMailer(), remaining: async () => quota };
  const report = await sendDue(await sendingOf({ mailer, recipients: people(400) }));
  expect(report).toMatchObject({
    done: false,
    stopped: { why: 'monthly-quota', resetsAt: '2027-01-01T00:00:00Z' },
    letters: [{ accepted: 150, pending: 250 }],
  });
});

describe('the free plan, of which the headers tell', () => {
  async function run(used: (server: ResendStandIn) => number) {
    const server = new ResendStandIn();
    onTestFinished(() => server.stop());
    server.moreHeaders = () => ({
      'x-resend-daily-quota': String(used(server)),
      'x-resend-monthly-quota': '1000',
    });
    let now = 0;
    const timer = { now: () => (now += 1e6), sleep: async () => undefined };
    const baseUrl = await server.start();
    const mailer = resendMailer({ apiKey: 're_test_key', baseUrl, timer, timeout: 5000 });
    const report = await sendDue(await sendingOf({ mailer, recipients: people(260) }));
    return { report, server };
  }

  test('so many leave as are left, and no request is made in vain', async () => {
    const { report, server } = await run(({ taken }) => 40 + taken.length);
    expect(report).toMatchObject({
      done: false,
      stopped: { why: 'daily-quota' },
      letters: [{ accepted: 60, unknown: 0, pending: 200 }],
    });
    expect(server.requests.filter(({ path }) => path === '/emails/batch')).toHaveLength(1);
  });

  test('nothing leaves when nothing is left', async () => {
    const { report, server } = await run(() => 100);
    expect(report).toMatchObject({ stopped: { why: 'daily-quota' }, letters: [{ pending: 260 }] });
    expect(server.taken).toEqual([]);
  });
});

test('while letters leave, the latest answer counts: other mail of the account uses the quota too', async () => {
  const mailer = memoryMailer();
  const letters = () => (mailer.sent.length >= 200 ? 0 : 1000);
  const quota = () => ({ why: 'daily-quota' as const, letters: letters(), resetsAt: null });
  const report = await sendDue(await sendingOf({ mailer: { ...mailer, quota }, recipients: people(900) }));
  expect(report).toMatchObject({ done: false, stopped: { why: 'daily-quota' } });
  expect(report.letters[0]).toMatchObject({ accepted: 200, unknown: 0, pending: 700 });
});

test('a run ends with its day: the next one decides anew what is late', async () => {
  const mailer = memoryMailer();
  let day = '2026-12-01';
  mailer.outcome = () => {
    day = '2026-12-02';
    return undefined;
  };
  const report = await sendDue(await sendingOf({ mailer, recipients: people(500), currentDay: () => day }));
  expect(report.stopped?.why).toBe('midnight');
  expect(report.letters[0]!.pending).toBeGreaterThan(0);
  expect(report.letters[0]!.accepted + report.letters[0]!.pending).toBe(500);
});

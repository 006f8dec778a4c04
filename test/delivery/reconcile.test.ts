import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Ledger } from '../../src/delivery/ledger.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { resendMailer } from '../../src/delivery/mailer-resend.ts';
import { sendDue } from '../../src/delivery/send.ts';
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

  async function run(at: string) {
    let now = 0;
    const timer = { now: () => (now += 1e6), sleep: async () => undefined };
    const mailer = resendMailer({ apiKey: 're_test_key', baseUrl, timer, timeout: 5000 });
    return sendDue(await sendingOf({ ledger, mailer, recipients: people(120), stamp: () => at }));
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
  const mailer = { ...memoryMailer(), remaining: async () => 150 };
  const report = await sendDue(await sendingOf({ mailer, recipients: people(400) }));
  expect(report).toMatchObject({
    done: false,
    stopped: { why: 'daily-quota' },
    letters: [{ accepted: 150, pending: 250 }],
  });
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

import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Ledger } from '../../src/delivery/ledger.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { resendMailer } from '../../src/delivery/mailer-resend.ts';
import type { ProviderEvent } from '../../src/delivery/provider-events.ts';
import { sendDue } from '../../src/delivery/send.ts';
import { policy, version } from '../notice/builders.ts';
import { memoryMailer, people, type Scene, sendingOf } from './builders.ts';
import { companyFolder, customers } from './company.ts';
import { ResendStandIn } from './resend-stand-in.ts';
import { runIn } from './running.ts';

/** What goes wrong in ways that nobody thinks of while writing the code: one scene each. */

const run = async (scene: Scene) => sendDue(await sendingOf(scene));

const standing = async (ledger: Ledger) =>
  (await ledger.fates()).map((f) => `${f.notice} ${f.how} ${f.state} ${f.people}`).sort();

const eventOf = (id: string, kind: ProviderEvent['kind'], fields: Partial<ProviderEvent>): ProviderEvent => ({
  ...{ eventId: id, type: `email.${kind}`, kind, detail: null, raw: '{}', sentAt: null, recipient: null },
  ...{ happenedAt: '2026-12-01T12:00:00Z', receivedAt: '2026-12-01T12:00:01Z' },
  ...{ providerId: null, reference: null, ...fields },
});

describe('a list that shrinks', () => {
  const lists = { whole: people(1000), cut: people(850) };

  test('between two runs, by a part that was cut off: nothing is sent, and those who are gone still wait', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    await run({ ledger, mailer, recipients: lists.whole, limit: 100 });
    const before = await standing(ledger);
    const again = run({ ledger, mailer, recipients: lists.cut });
    await expect(again).rejects.toThrow(/^1\d\d people who wait for .* are no longer in the recipient list/);
    expect(mailer.sent).toHaveLength(100);
    expect(await standing(ledger)).toEqual(before);
    expect((await run({ ledger, mailer, recipients: lists.whole })).letters).toMatchObject([
      { accepted: 900, pending: 0 },
    ]);
  });

  test('by people who have really left, as somebody says, or by few: they leave the queue', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    await run({ ledger, mailer, recipients: lists.whole, limit: 100 });
    const report = await run({ ledger, mailer, recipients: lists.cut, acceptsLosses: true });
    const sent = mailer.sent.length;
    expect(report).toMatchObject({ done: true, letters: [{ accepted: sent - 100, pending: 0 }] });
    expect(sent).toBeLessThan(1000);
    expect((await run({ ledger, mailer, recipients: people(600) })).letters).toMatchObject([{ accepted: 0 }]);
    // Whoever comes back is told.
    await run({ ledger, mailer, recipients: lists.whole });
    expect(new Set(mailer.sent.map(({ to }) => to)).size).toBe(1000);
    expect(mailer.sent).toHaveLength(1000);
  });
});

test('another language, name and address between the letter and its correction', async () => {
  const ledger = openSqliteLedger(':memory:');
  const mailer = memoryMailer();
  await run({ ledger, mailer, recipients: people(2) });
  const withdrawn = [{ version: '2', on: '2026-12-02', reason: 'A mistake', by: 'Ilse Brandt' }];
  const policies = [policy([version('2', '2026-12-01', '2027-01-15')], { withdrawn })];
  const [first, second] = people(2);
  const moved = { ...first!, locale: 'de-AT', email: 'neu@customer.example', name: 'Dr. Neu' };
  const scene = { ledger, mailer, policies, recipients: [moved, second!] };
  await run({ ...scene, today: '2026-12-02' });
  await run({ ...scene, today: '2026-12-03' });
  const corrections = mailer.sent.slice(2).map(({ to, subject }) => `${to} ${subject.split(' ')[3]}`);
  expect(corrections.sort()).toEqual([
    'c2@customer.example correction,',
    'neu@customer.example Berichtigung:',
  ]);
  expect(mailer.sent.find(({ to }) => to.startsWith('neu'))!.text).toContain('Dr. Neu');
});

test('a fallback address that is another customer’s: told by their letter, and when that comes back, by none', async () => {
  const ledger = openSqliteLedger(':memory:');
  const mailer = memoryMailer();
  mailer.outcome = ({ to }) => (to === 'c1@customer.example' ? { kind: 'refused', reason: 'no' } : undefined);
  const [first, second, third] = people(3);
  const recipients = [
    { ...first!, fallbackEmail: 'C2@customer.example' },
    { ...second!, fallbackEmail: 'c1@customer.example' },
    third!,
  ];
  const scene = { ledger, mailer, recipients };
  await run(scene);
  await run(scene);
  expect(mailer.sent.map(({ to }) => to).sort()).toEqual(['c2@customer.example', 'c3@customer.example']);
  expect(await standing(ledger)).toEqual(['privacy/2/advance letter accepted 3']);
  const reference = (await ledger.story('c2')).find(({ what }) => what === 'accepted')!.reference;
  await ledger.keepEvents(
    [eventOf('e1', 'bounced', { reference })],
    '2026-12-01T12:00:01Z',
    () => '2026-12-01',
  );
  expect(await run(scene)).toMatchObject({ done: true, letters: [{ accepted: 0, pending: 0 }] });
  expect(await standing(ledger)).toEqual([
    'privacy/2/advance letter accepted 1',
    'privacy/2/advance letter bounced 2',
  ]);
});

test('the effective day begins in the policy’s zone while letters leave: not one more does', async () => {
  const ledger = openSqliteLedger(':memory:');
  const mailer = memoryMailer();
  const policies = [
    { ...policy([version('2', '2026-12-01', '2027-01-15')]), timeZone: 'Pacific/Auckland' },
    policy([version('2', '2026-12-01', '2027-02-15')], {}, 'terms'),
  ];
  await run({ ledger, mailer, policies, recipients: people(1), limit: 2 });
  mailer.sent.splice(0);
  // 23:59 there; in Berlin, the site's zone, it is noon.
  let now = Date.parse('2027-01-14T10:59:00Z');
  const dayIn = (zone: string) =>
    Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString();
  const send = mailer.send.bind(mailer);
  const slow = { ...mailer, batchSize: 10, concurrency: 1 };
  slow.send = async (...batch) => {
    now += 120_000;
    return send(...batch);
  };
  const clock = {
    stamp: () => new Date(now).toISOString(),
    currentDay: (zone = 'Europe/Berlin') => dayIn(zone),
  };
  const scene = { ledger, policies, recipients: people(100), ...clock };
  const report = await run({ ...scene, mailer: slow, today: '2027-01-14' });
  expect(report).toMatchObject({ done: false, stopped: { why: 'midnight' } });
  expect(mailer.sent).toHaveLength(10);
  const privacy = () => mailer.sent.filter(({ letter }) => letter.includes('privacy')).length;
  const before = privacy();
  await run({ ...scene, mailer, today: '2027-01-15' });
  expect(privacy()).toBe(before);
});

test('news of letters of a notice that was purged are nobody’s, and change nothing', async () => {
  const ledger = openSqliteLedger(':memory:');
  const mailer = memoryMailer();
  await run({ ledger, mailer, recipients: people(3) });
  const line = (await ledger.story('c1')).find(({ what }) => what === 'accepted')!;
  await ledger.purge({ before: '2027-02-01' }, '2027-06-01', '2027-06-01T09:00:00Z');
  const before = [await standing(ledger), (await Array.fromAsync(ledger.chain('privacy/2/advance'))).length];
  const events = [
    eventOf('e1', 'complained', { reference: line.reference }),
    eventOf('e2', 'bounced', { providerId: line.providerId }),
  ];
  expect(await ledger.keepEvents(events, '2027-06-02T12:00:01Z', (at) => at.slice(0, 10))).toMatchObject({
    ...{ kept: [], strangers: ['e1', 'e2'] },
  });
  expect([await standing(ledger), (await Array.fromAsync(ledger.chain('privacy/2/advance'))).length]).toEqual(
    before,
  );
});

test('a day that has no midnight: the letter leaves on it, and is in time', async () => {
  // Clocks in Cairo go from 23:59 to 1:00 on the last Friday of April (IANA tzdata 2023c).
  const day = '2027-04-30';
  expect(Temporal.PlainDate.from(day).toZonedDateTime('Africa/Cairo').hour).toBe(1);
  const server = new ResendStandIn();
  const baseUrl = await server.start();
  onTestFinished(() => server.stop());
  server.clock = Date.parse('2027-04-29T22:30:00Z');
  const ledger = openSqliteLedger(':memory:');
  const policies = [
    { ...policy([version('2', day, '2027-05-30')]), timeZone: 'Africa/Cairo' },
    { ...policy([version('2', '2027-03-31', day)], {}, 'terms'), timeZone: 'Africa/Cairo' },
  ];
  const stamp = () => new Date(server.clock).toISOString();
  const mailer = resendMailer({ apiKey: 're_test_key', baseUrl, timeout: 5000 });
  const report = await run({ ledger, mailer, policies, today: day, stamp, recipients: people(2) });
  expect(report.letters).toMatchObject([{ letter: `2027-05-30-advance-privacy-2`, accepted: 2, late: 0 }]);
  expect((await ledger.fates()).map((fate) => fate.day)).toEqual([day]);
});

test('asked to stop while the provider’s list is read: nothing leaves, and the next run goes on', async () => {
  const server = new ResendStandIn();
  const baseUrl = await server.start();
  onTestFinished(() => server.stop());
  server.clock = Date.parse('2026-12-01T09:00:00Z');
  const timer = { now: () => performance.now() * 1e6, sleep: async () => undefined };
  const mailer = resendMailer({ apiKey: 're_test_key', baseUrl, timer, timeout: 5000 });
  for (let n = 0; n < 350; n++)
    server.taken.push({
      ...{ id: crypto.randomUUID(), to: `x${n}@customer.example`, from: 'x', html: '', text: '', tags: [] },
      ...{ subject: 'An invoice', created_at: new Date(server.clock).toISOString() },
    });
  const asked = new AbortController();
  const scene = { ledger: openSqliteLedger(':memory:'), mailer, recipients: people(3) };
  const onReading = ({ mails }: { mails: number }) => mails >= 200 && asked.abort();
  const report = await run({ ...scene, signal: asked.signal, onReading });
  expect(report).toMatchObject({ done: false, stopped: { why: 'asked' }, letters: [] });
  expect(server.requests.filter(({ path }) => path === '/emails')).toHaveLength(2);
  expect(server.taken).toHaveLength(350);
  expect(await run(scene)).toMatchObject({ done: true, letters: [{ accepted: 3 }] });
});

test('status says of a letter that some of it has left without this ledger’s doing', async () => {
  const server = new ResendStandIn();
  const baseUrl = await server.start();
  onTestFinished(() => server.stop());
  server.clock = Date.parse('2026-12-01T09:00:00Z');
  const timer = { now: () => performance.now() * 1e6, sleep: async () => undefined };
  const mailer = () => resendMailer({ apiKey: 're_test_key', baseUrl, timer, timeout: 5000 });
  const dir = await companyFolder(customers(1));
  const said = async (file: string) =>
    (
      await runIn(dir, ['status', '--mailer', 'resend', '--recipients', 'list.csv'], {
        PRENOTICE_LEDGER: file,
      })
    ).out;
  for (const [name, isFirst] of [
    ['one.db', true],
    ['two.db', false],
  ] as const) {
    const ledger = openSqliteLedger(join(dir, name));
    await run({ ledger, mailer: mailer(), recipients: people(3) });
    await ledger.close();
    const words = await said(join(dir, name));
    if (isFirst) expect(words).not.toContain('without this ledger');
    else expect(words).toContain('Some of 2027-01-15-advance-privacy-2 has left without this ledger');
  }
});

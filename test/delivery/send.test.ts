import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Ledger } from '../../src/delivery/ledger.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { resendMailer } from '../../src/delivery/mailer-resend.ts';
import type { Message } from '../../src/delivery/ports.ts';
import { sendDue } from '../../src/delivery/send.ts';
import { statusOf } from '../../src/delivery/status.ts';
import { policy, version } from '../notice/builders.ts';
import { announced, memoryMailer, people, sendingOf } from './builders.ts';
import { ResendStandIn } from './resend-stand-in.ts';

describe('sending twice', () => {
  test('the second run sends nothing and says that all were told before', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    const first = await sendDue(await sendingOf({ ledger, mailer, recipients: people(250) }));
    expect(first.letters).toMatchObject([{ accepted: 250, skipped: 0, pending: 0 }]);
    expect(first.done).toBe(true);
    const second = await sendDue(await sendingOf({ ledger, mailer, recipients: people(250) }));
    expect(second.letters).toMatchObject([{ accepted: 0, skipped: 250, pending: 0 }]);
    expect(mailer.sent).toHaveLength(250);
    expect(new Set(mailer.sent.map((m) => m.to)).size).toBe(250);
  });

  test('two runs at once share the work: everybody once', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    const runs = await Promise.all(
      [1, 2, 3].map(async () => sendingOf({ ledger, mailer, recipients: people(750) })),
    );
    await Promise.all(runs.map((sending) => sendDue(sending)));
    expect(mailer.sent).toHaveLength(750);
    expect(new Set(mailer.sent.map((m) => m.to)).size).toBe(750);
  });

  test('--limit stops after so many letters, and the next run goes on', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    const first = await sendDue(await sendingOf({ ledger, mailer, recipients: people(250), limit: 120 }));
    expect(first).toMatchObject({ done: false, letters: [{ accepted: 120, pending: 130 }] });
    const second = await sendDue(await sendingOf({ ledger, mailer, recipients: people(250) }));
    expect(second).toMatchObject({ done: true, letters: [{ accepted: 130, skipped: 120, pending: 0 }] });
  });

  test('Ctrl-C finishes the batch under way and begins no other', async () => {
    const controller = new AbortController();
    const mailer = memoryMailer();
    mailer.outcome = () => {
      controller.abort();
      return undefined;
    };
    const report = await sendDue(
      await sendingOf({ mailer, recipients: people(500), signal: controller.signal }),
    );
    expect(report.stopped?.why).toBe('asked');
    expect(report.letters[0]!.accepted).toBe(mailer.sent.length);
    expect(mailer.sent.length).toBeLessThanOrEqual(200);
    expect(report.letters[0]!.pending).toBe(500 - mailer.sent.length);
  });
});

describe('so many letters a day', () => {
  const day = (n: number) => `2026-12-0${n}`;

  test('a run stops at the limit; the next day goes on; runs at once share the limit', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    const on = (today: string) => sendingOf({ ledger, mailer, recipients: people(500), today, pace: 120 });
    const first = await sendDue(await on(day(1)));
    expect(first).toMatchObject({
      done: false,
      stopped: { why: 'day-limit' },
      letters: [{ accepted: 120, pending: 380 }],
    });
    expect((await sendDue(await on(day(1)))).letters).toMatchObject([{ accepted: 0, pending: 380 }]);
    const both = await Promise.all([await on(day(2)), await on(day(2))].map((sending) => sendDue(sending)));
    expect(both.reduce((sum, report) => sum + report.letters[0]!.accepted, 0)).toBe(120);
    expect(mailer.sent).toHaveLength(240);
  });

  test('a day that is full holds nobody up when nobody waits', async () => {
    const report = await sendDue(await sendingOf({ pace: 3, recipients: people(3) }));
    expect(report).toMatchObject({ done: true, stopped: null, letters: [{ accepted: 3, pending: 0 }] });
  });

  test('a warm-up counts the days of the letter, and a batch given back counts for none', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    const on = (today: string) =>
      sendingOf({ ledger, mailer, recipients: people(500), today, pace: [30, 60, 1000] });
    mailer.outcome = () => ({ kind: 'stopped', why: 'not-allowed', reason: '403' });
    await sendDue(await on(day(1)));
    expect(await ledger.mailsOn(day(1))).toBe(0);
    mailer.outcome = () => undefined;
    const counts = [];
    for (const n of [1, 2, 3]) counts.push((await sendDue(await on(day(n)))).letters[0]!.accepted);
    expect(counts).toEqual([30, 60, 410]);
  });

  test('no limit is held against the outbox, which tells nobody', async () => {
    const mailer = { ...memoryMailer(), name: 'outbox' as const, tells: false };
    const report = await sendDue(await sendingOf({ mailer, recipients: people(50), pace: 10 }));
    expect(report).toMatchObject({ done: true, letters: [{ written: 50 }] });
  });
});

test('what another run is writing is under way, not unknown; what a dead one left is taken over', async () => {
  const ledger = openSqliteLedger(':memory:');
  const mailer = memoryMailer();
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const slow = {
    ...mailer,
    concurrency: 1,
    send: async (...args: Parameters<typeof mailer.send>) => {
      await held;
      return mailer.send(...args);
    },
  };
  const first = sendDue(await sendingOf({ ledger, mailer: slow, recipients: people(100) }));
  await vi.waitFor(async () => expect(await ledger.openBatches()).toHaveLength(1));
  const second = await sendDue(await sendingOf({ ledger, mailer, recipients: people(100) }));
  expect(second).toMatchObject({
    done: false,
    letters: [{ accepted: 0, unknown: 0, underway: 100, pending: 0 }],
  });
  release();
  expect((await first).letters).toMatchObject([{ accepted: 100, underway: 0 }]);
});

test('a machine that slept between the intent and the first try fixes the letters anew: nothing leaves under an old intent', async () => {
  const server = new ResendStandIn();
  const baseUrl = await server.start();
  onTestFinished(() => server.stop());
  let asleep = false;
  const timer = { now: () => performance.now() * 1e6, sleep: async () => undefined };
  const mailer = resendMailer({ apiKey: 're_test_key', baseUrl, timer });
  const stamp = () => (asleep ? '2026-12-03T09:00:00Z' : '2026-12-01T09:00:00Z');
  const ledger = openSqliteLedger(':memory:');
  const awake = await sendingOf({ ledger, mailer, recipients: people(50), stamp });
  const send = mailer.send.bind(mailer);
  mailer.send = (...args) => {
    asleep = true;
    return send(...args);
  };
  expect((await sendDue(awake)).letters).toMatchObject([{ accepted: 50, unknown: 0 }]);
  expect(server.taken).toHaveLength(50);
  const kinds = (await Array.fromAsync(ledger.chain('privacy/2/advance'))).map((link) => link.kind);
  expect(kinds.slice(-4)).toEqual(['intent', 'released', 'intent', 'outcome']);
});

describe('what may not start', () => {
  test('a version without approval', async () => {
    const policies = [policy([version('2', '2026-12-01', '2027-01-15', { approved: undefined })])];
    const mailer = memoryMailer();
    const report = await sendDue(await sendingOf({ mailer, policies }));
    expect(report.held[0]!.obstacles.map((o) => o.rule)).toEqual(['approval-missing']);
    expect(mailer.sent).toEqual([]);
  });

  test('a notice too late to start; the earliest lawful day is named', async () => {
    const mailer = memoryMailer();
    const report = await sendDue(await sendingOf({ mailer, today: '2026-12-20' }));
    expect(report.held[0]!.obstacles[0]!.rule).toBe('too-late');
    expect(report.held[0]!.obstacles[0]!.remedy).toContain('2027-01-19');
    expect(mailer.sent).toEqual([]);
  });

  test('a version that the site does not show with this text', async () => {
    const mailer = memoryMailer();
    const published = {
      where: 'https://fernhill.example/legal/',
      look: async () => ({
        shown: false as const,
        where: 'https://fernhill.example/legal/',
        reason: 'privacy/2.txt is not there',
      }),
    };
    const report = await sendDue(await sendingOf({ mailer, published }));
    expect(report.held[0]!.obstacles[0]).toMatchObject({ rule: 'not-published' });
    expect(report.held[0]!.obstacles[0]!.message).toContain('privacy/2.txt is not there');
    expect(mailer.sent).toEqual([]);
  });

  test('a text that changed after its letters began', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    await sendDue(await sendingOf({ ledger, mailer, limit: 1 }));
    const changed = announced();
    changed.versions[1]!.digest = 'cd'.repeat(32);
    const report = await sendDue(await sendingOf({ ledger, mailer, policies: [changed] }));
    expect(report.held[0]!.obstacles[0]!.rule).toBe('text-changed');
    expect(mailer.sent).toHaveLength(1);
  });

  test('anything on or after the effective day', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    await sendDue(await sendingOf({ ledger, mailer, limit: 1 }));
    const report = await sendDue(await sendingOf({ ledger, mailer, today: '2027-01-15' }));
    expect(report.letters).toEqual([]);
    expect(mailer.sent).toHaveLength(1);
  });
});

test('letters in the outbox are written anew when the text has changed, for they have told nobody', async () => {
  const ledger = openSqliteLedger(':memory:');
  const mailer = { ...memoryMailer(), name: 'outbox' as const, tells: false };
  await sendDue(await sendingOf({ ledger, mailer }));
  const changed = announced();
  changed.versions[1]!.digest = 'cd'.repeat(32);
  const restarted: string[] = [];
  const again = {
    ledger,
    mailer,
    policies: [changed],
    onRestart: (letter: string) => restarted.push(letter),
  };
  expect(await sendDue(await sendingOf(again))).toMatchObject({
    held: [],
    letters: [{ written: 3, skipped: 0 }],
  });
  expect(restarted).toEqual(['2027-01-15-advance-privacy-2']);
  expect((await sendDue(await sendingOf(again))).letters).toMatchObject([{ written: 0, skipped: 3 }]);
  expect(restarted).toHaveLength(1);
});

describe('late, joined, opted out, without address', () => {
  test('a notice begun in time goes on after the deadline; what leaves then is late and claims no period', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    await sendDue(await sendingOf({ ledger, mailer, recipients: people(3), limit: 1 }));
    const later = await sendingOf({ ledger, mailer, recipients: people(3), today: '2026-12-20' });
    const report = await sendDue(later);
    expect(report.letters).toMatchObject([{ accepted: 2, late: 2 }]);
    const texts = mailer.sent.map((m) => m.text);
    expect(texts[1]).not.toBe(texts[0]);
    const [status] = statusOf(await ledger.notices(), await ledger.fates(), later.plan);
    expect(status).toMatchObject({ inTime: 1, late: 2, earliestLawfulEffective: '2027-01-19' });
  });

  test('who joined in the window is told, is not late and does not move the lawful day', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    await sendDue(await sendingOf({ ledger, mailer, recipients: people(2) }));
    const joiner = {
      id: 'new',
      email: 'new@customer.example',
      segments: [],
      optedOut: false,
      joined: '2026-12-18',
    };
    const forgotten = { id: 'forgotten', email: 'forgotten@customer.example', segments: [], optedOut: false };
    const later = await sendingOf({
      ledger,
      mailer,
      recipients: [...people(2), joiner],
      today: '2026-12-20',
    });
    expect((await sendDue(later)).letters).toMatchObject([{ accepted: 1, late: 0 }]);
    expect(statusOf(await ledger.notices(), await ledger.fates(), later.plan)[0]).toMatchObject({
      inTime: 2,
      late: 0,
      joinedInWindow: 1,
      earliestLawfulEffective: '2026-12-31',
    });
    const last = await sendingOf({
      ledger,
      mailer,
      recipients: [...people(2), joiner, forgotten],
      today: '2026-12-20',
    });
    expect((await sendDue(last)).letters).toMatchObject([{ accepted: 1, late: 1 }]);
  });

  test('counts are disjoint and add up to the recipients', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    mailer.outcome = (m) => (m.to.startsWith('c2@') ? { kind: 'refused', reason: 'no' } : undefined);
    const recipients = [
      ...people(3),
      { id: 'out', email: 'out@customer.example', segments: [], optedOut: true },
      { id: 'none', email: '', segments: [], optedOut: false },
      { id: 'twin', email: 'C1@customer.example', segments: [], optedOut: false },
    ];
    const policies = [announced({ notice: [{ since: '1', period: 'P30D', optOut: true }] })];
    const sending = await sendingOf({ ledger, mailer, recipients, policies });
    await sendDue(sending);
    const [status] = statusOf(await ledger.notices(), await ledger.fates(), sending.plan);
    expect(status!.counts).toMatchObject({ accepted: 3, refused: 1, optedOut: 1, siteOnly: 1 });
    expect(Object.values(status!.counts).reduce((a, b) => a + b)).toBe(recipients.length);
    expect(status).toMatchObject({ unreached: 2, inTime: 3 });
    expect(mailer.sent).toHaveLength(2);
  });

  test('one letter for two policies of one day; each reader only hears what concerns them', async () => {
    const mailer = memoryMailer();
    const terms = policy([version('2', '2026-12-01', '2027-01-15')], { segments: ['shop'] }, 'terms');
    const recipients = people(2);
    recipients[0]!.segments = ['shop'];
    const report = await sendDue(await sendingOf({ mailer, recipients, policies: [announced(), terms] }));
    expect(report.letters).toHaveLength(1);
    const [first, second] = mailer.sent.toSorted((a, b) => a.to.localeCompare(b.to));
    expect(first!.text).toContain('/terms/');
    expect(second!.text).not.toContain('/terms/');
  });
});

describe('a letter of two policies when one of them is taken back', () => {
  const terms = () => policy([version('2', '2026-12-01', '2027-01-15')], {}, 'terms');
  const withdrawn = [{ version: '2', on: '2026-12-02', reason: 'A wrong period', by: 'Ilse Brandt' }];
  const told = async (ledger: Ledger, notice: string) =>
    (await ledger.fates())
      .filter((fate) => fate.notice === notice && fate.state === 'accepted')
      .reduce((sum, fate) => sum + fate.people, 0);

  test('those who still wait hear of the other only, and count as told of the other only', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    await sendDue(await sendingOf({ ledger, mailer, policies: [announced(), terms()], limit: 1 }));
    const after = { ledger, mailer, policies: [announced({ withdrawn }), terms()], today: '2026-12-02' };
    const report = await sendDue(await sendingOf(after));
    expect(report.done).toBe(true);
    const [first, ...others] = mailer.sent.filter((mail) => !mail.subject.includes('correction'));
    expect(first!.text).toContain('/privacy/');
    expect(others).toHaveLength(2);
    for (const mail of others) {
      expect(mail.text).toContain('/terms/');
      expect(mail.text).not.toContain('/privacy/');
    }
    expect(await told(ledger, 'privacy/2/advance')).toBe(1);
    expect(await told(ledger, 'terms/2/advance')).toBe(3);
    // Only who was told is told of the withdrawal.
    const corrections = mailer.sent.filter((mail) => mail.subject.includes('correction'));
    expect(corrections.map((mail) => mail.to)).toEqual([first!.to]);
    const twice = await sendDue(await sendingOf(after));
    expect(twice.letters.every((letter) => letter.accepted === 0)).toBe(true);
  });

  test('a batch that is given back after the withdrawal does not bring it back', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    mailer.outcome = () => ({ kind: 'unknown', reason: 'no answer' });
    await sendDue(await sendingOf({ ledger, mailer, policies: [announced(), terms()] }));
    mailer.outcome = () => undefined;
    const find = async (batch: readonly Message[]) =>
      new Map(batch.map((message) => [message.reference, { kind: 'not-sent' as const }]));
    const today = '2026-12-04';
    const later = {
      ledger,
      mailer: { ...mailer, find },
      today,
      policies: [announced({ withdrawn }), terms()],
    };
    await sendDue(await sendingOf(later));
    expect(await told(ledger, 'privacy/2/advance')).toBe(0);
    expect(await told(ledger, 'terms/2/advance')).toBe(3);
    const announcing = mailer.sent.filter((mail) => !mail.subject.includes('correction'));
    expect(announcing).toHaveLength(3);
    expect(announcing.every((mail) => !mail.text.includes('/privacy/'))).toBe(true);
  });

  test('the look-up comes before the correction, also when the letter goes on for the other policy', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    mailer.outcome = () => ({ kind: 'unknown', reason: 'no answer' });
    await sendDue(await sendingOf({ ledger, mailer, policies: [announced(), terms()] }));
    mailer.outcome = () => undefined;
    const find = async (batch: readonly Message[]) =>
      new Map(
        batch.map((message, i) => [
          message.reference,
          i === 0
            ? { kind: 'sent' as const, id: 'p1', at: '2026-12-01T09:00:00Z' }
            : { kind: 'not-sent' as const },
        ]),
      );
    const policies = [announced({ withdrawn }), terms()];
    const later = { ledger, mailer: { ...mailer, find }, today: '2026-12-04', policies };
    await sendDue(await sendingOf(later));
    await sendDue(await sendingOf(later));
    const corrections = mailer.sent.filter((mail) => mail.subject.includes('correction'));
    expect(corrections).toHaveLength(1);
    expect(await told(ledger, 'privacy/2/advance')).toBe(1);
    expect(await told(ledger, 'terms/2/advance')).toBe(3);
  });

  test('no correction overtakes an announcement that may still be tried again', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    mailer.outcome = () => ({ kind: 'unknown', reason: 'no answer' });
    await sendDue(await sendingOf({ ledger, mailer, policies: [announced(), terms()] }));
    mailer.outcome = () => undefined;
    const policies = [announced({ withdrawn: [{ ...withdrawn[0]!, on: '2026-12-01' }] }), terms()];
    const soon = { ledger, mailer, policies };
    await sendDue(await sendingOf(soon));
    // What was open is settled now, and a correction is owed to all three.
    await sendDue(await sendingOf(soon));
    const subjects = Map.groupBy(mailer.sent, ({ to }) => to);
    for (const [to, mails] of subjects) {
      const kinds = mails.map(({ subject }) => (subject.includes('correction') ? 'correction' : 'announced'));
      expect(kinds, to).toEqual(['announced', 'correction']);
    }
    expect(subjects.size).toBe(3);
    expect((await ledger.begun()).filter(({ complete }) => !complete)).toEqual([]);
  });

  test('whoever turns out not to have been told gets no correction', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    mailer.outcome = () => ({ kind: 'unknown', reason: 'no answer' });
    await sendDue(await sendingOf({ ledger, mailer, policies: [announced()] }));
    mailer.outcome = () => undefined;
    const find = async (batch: readonly Message[]) =>
      new Map(
        batch.map((message, i) => [
          message.reference,
          i === 0
            ? { kind: 'sent' as const, id: 'p1', at: '2026-12-01T09:00:00Z' }
            : { kind: 'not-sent' as const },
        ]),
      );
    const today = '2026-12-04';
    await sendDue(
      await sendingOf({ ledger, mailer: { ...mailer, find }, today, policies: [announced({ withdrawn })] }),
    );
    expect(mailer.sent).toHaveLength(1);
    expect(mailer.sent[0]!.subject).toContain('correction');
  });

  test('taken back before the first letter left: nobody is forgotten by the letter that has another name now', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    const no = async () => false;
    await sendDue(await sendingOf({ ledger, mailer, policies: [announced(), terms()], confirm: no }));
    const after = { ledger, mailer, policies: [announced({ withdrawn }), terms()], today: '2026-12-02' };
    const report = await sendDue(await sendingOf(after));
    expect(report).toMatchObject({ done: true, letters: [{ accepted: 3 }] });
    expect(mailer.sent).toHaveLength(3);
    expect(await told(ledger, 'privacy/2/advance')).toBe(0);
    expect((await sendDue(await sendingOf(after))).letters).toMatchObject([{ accepted: 0, pending: 0 }]);
  });
});

describe('outcomes', () => {
  test('a crash between intent and outcome: the next run tries the same batch under the same key', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    const crash = {
      ...mailer,
      send: async (batch: Parameters<typeof mailer.send>[0], key: string) => {
        await mailer.send(batch, key);
        throw new Error('kill -9');
      },
    };
    await expect(
      sendDue(await sendingOf({ ledger, mailer: crash, recipients: people(150) })),
    ).rejects.toThrow('kill -9');
    const before = mailer.sent.length;
    expect(before).toBeGreaterThan(0);
    const report = await sendDue(await sendingOf({ ledger, mailer, recipients: people(150) }));
    expect(report.done).toBe(true);
    expect(mailer.sent).toHaveLength(150);
    expect(new Set(mailer.sent.map((m) => m.to)).size).toBe(150);
    expect((await ledger.fates()).map((f) => [f.state, f.people])).toEqual([['accepted', 150]]);
  });

  test('an outcome that stays unknown for longer than the key lasts is left for a person', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    mailer.outcome = () => ({ kind: 'unknown', reason: 'no answer' });
    const first = await sendDue(await sendingOf({ ledger, mailer, recipients: people(2) }));
    expect(first.letters).toMatchObject([{ unknown: 2, accepted: 0 }]);
    expect(first.stopped?.why).toBe('no-answer');
    const tries = mailer.keys.length;
    mailer.outcome = () => undefined;
    const report = await sendDue(
      await sendingOf({ ledger, mailer, recipients: people(2), today: '2026-12-03' }),
    );
    expect(report.letters).toMatchObject([{ unknown: 2, accepted: 0 }]);
    expect(mailer.keys).toHaveLength(tries);
    expect(await Array.fromAsync(ledger.worklist())).toMatchObject([
      { state: 'unknown', reason: 'no answer' },
      { state: 'unknown' },
    ]);
    // A clock that went back proves nothing either.
    const back = await sendDue(
      await sendingOf({ ledger, mailer, recipients: people(2), stamp: () => '2026-11-30T00:00:00Z' }),
    );
    expect(back.letters).toMatchObject([{ unknown: 2 }]);
  });

  test('a refused key stops the run, marks nobody as failed, and the notice has not begun', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    mailer.outcome = () => ({ kind: 'stopped', why: 'not-allowed', reason: '403 invalid_api_key' });
    const report = await sendDue(await sendingOf({ ledger, mailer, recipients: people(150) }));
    expect(report.stopped?.why).toBe('not-allowed');
    expect(report.letters).toMatchObject([{ refused: 0, unknown: 0, pending: 150 }]);
    expect(await ledger.begun()).toEqual([]);
  });

  test('nothing is sent when the answer to the question is no', async () => {
    const mailer = memoryMailer();
    const report = await sendDue(await sendingOf({ mailer, confirm: async () => false }));
    expect(report).toMatchObject({ confirmed: false, done: false, letters: [] });
    expect(mailer.sent).toEqual([]);
  });
});

import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Ledger } from '../../src/delivery/ledger.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { resendMailer } from '../../src/delivery/mailer-resend.ts';
import type { SendOutcome } from '../../src/delivery/ports.ts';
import { sendDue } from '../../src/delivery/send.ts';
import { statusOf } from '../../src/delivery/status.ts';
import { noticeKey } from '../../src/notice/plan.ts';
import { Tally } from '../../src/proof/tally.ts';
import { memoryMailer, people, sendingOf } from './builders.ts';
import { ResendStandIn } from './resend-stand-in.ts';

const key = 'privacy/2/advance';

const linksOf = async (ledger: Ledger, kind: string) =>
  (await Array.fromAsync(ledger.chain(key))).filter((link) => link.kind === kind);

const perAddress = (mailers: { sent: readonly { to: string }[] }[]) =>
  [
    ...Map.groupBy(
      mailers.flatMap((m) => m.sent),
      (m) => m.to,
    ).values(),
  ].map((mails) => mails.length);

describe('a run that was frozen while another took its batches over', () => {
  /** The first run fixes three batches, tries one and sleeps for eleven minutes, in which `meanwhile` happens. */
  async function frozen(ledger: Ledger, meanwhile: (now: string) => Promise<unknown>, stops: boolean) {
    const start = Date.now();
    let slept = 0;
    const now = () => new Date(start + slept * 60_000).toISOString();
    const asked = new AbortController();
    const mailer = { ...memoryMailer(), concurrency: 1 };
    const send = mailer.send.bind(mailer);
    let first = true;
    const frozenMailer = {
      ...mailer,
      batchSize: 100,
      async send(...args: Parameters<typeof send>): Promise<SendOutcome[]> {
        const outcomes = await send(...args);
        if (first) {
          first = false;
          // The third is fixed while the first is on its way.
          await vi.waitUntil(async () => (await ledger.openBatches()).length === 3);
          slept = 11;
          await meanwhile(now());
          if (stops) asked.abort();
        }
        return outcomes;
      },
    };
    const report = await sendDue(
      await sendingOf({ ledger, mailer: frozenMailer, recipients: people(300), now, signal: asked.signal }),
    );
    return { mailer, report, now };
  }

  test.each([
    { answers: 2, givenBack: 0 },
    { answers: 1, givenBack: 1 },
    { answers: 0, givenBack: 1 },
  ])(
    'gives back what nobody has tried and only that: nobody is told twice ($answers of its batches settled meanwhile)',
    async ({ answers, givenBack }) => {
      const ledger = openSqliteLedger(':memory:');
      const other = { ...memoryMailer(), concurrency: 1 };
      const accept = other.send.bind(other);
      let fixed: string[] = [];
      const { mailer, now } = await frozen(
        ledger,
        async (at) => {
          fixed = (await ledger.openBatches()).map((batch) => batch.key);
          // All are accepted, and from some batch on the answers are lost, which ends the run.
          const lossy = {
            ...other,
            async send(...args: Parameters<typeof accept>): Promise<SendOutcome[]> {
              const outcomes = await accept(...args);
              return new Set(other.keys).size <= answers
                ? outcomes
                : outcomes.map(() => ({ kind: 'unknown', reason: 'socket hang up' }));
            },
          };
          await sendDue(await sendingOf({ ledger, mailer: lossy, recipients: people(300), now: () => at }));
        },
        true,
      );
      // The frozen one has had the answer to what it tried; to the last that the other tried nobody has, but for that.
      const [tried, ...more] = mailer.keys;
      const taken = [...new Set(other.keys)];
      expect(more).toEqual([]);
      expect(taken).toEqual(fixed.slice(0, answers + 1));
      expect((await ledger.openBatches()).map((batch) => batch.key)).toEqual(
        taken.slice(answers).filter((key) => key !== tried),
      );
      const released = (await linksOf(ledger, 'released')).map(({ facts }) => facts.batch);
      expect(released).toEqual(fixed.filter((key) => key !== tried && !taken.includes(key)));
      expect(released).toHaveLength(givenBack);
      const later = new Date(Date.parse(now()) + 20 * 60_000).toISOString();
      await sendDue(await sendingOf({ ledger, mailer: other, recipients: people(300), now: () => later }));
      // Each mailer keeps keys for itself: the same key in both is one letter for the provider.
      const keys = new Set([...mailer.keys, ...other.keys]);
      const references = new Set([...mailer.sent, ...other.sent].map((m) => m.reference));
      expect(references.size).toBe(300);
      expect(keys).toEqual(new Set(fixed));
    },
  );

  test('writes no proof that accepted letters were given back', async () => {
    const ledger = openSqliteLedger(':memory:');
    const other = memoryMailer();
    await frozen(
      ledger,
      async (at) =>
        sendDue(await sendingOf({ ledger, mailer: other, recipients: people(300), now: () => at })),
      true,
    );
    expect(await linksOf(ledger, 'released')).toEqual([]);
    expect((await ledger.story('c1')).map((line) => line.what)).not.toContain('not-sent');
    expect((await ledger.fates()).map(({ state, people: n }) => [state, n])).toEqual([['accepted', 300]]);
  });

  test('leaves a batch to its new holder, and renews one that nobody took', async () => {
    const taken = openSqliteLedger(':memory:');
    const other = memoryMailer();
    const { mailer } = await frozen(
      taken,
      async (at) =>
        sendDue(await sendingOf({ ledger: taken, mailer: other, recipients: people(300), now: () => at })),
      false,
    );
    expect(mailer.keys).toHaveLength(1);
    const alone = await frozen(openSqliteLedger(':memory:'), async () => undefined, false);
    expect(alone.report).toMatchObject({ done: true, letters: [{ accepted: 300, unknown: 0 }] });
    expect(perAddress([alone.mailer]).every((n) => n === 1)).toBe(true);
  });
});

test('what was not tried waits again when the run fails', async () => {
  const ledger = openSqliteLedger(':memory:');
  const mailer = { ...memoryMailer(), concurrency: 1 };
  mailer.send = async () => {
    throw new Error('a fault of the program');
  };
  const run = sendDue(await sendingOf({ ledger, mailer, recipients: people(300) }));
  await expect(run).rejects.toThrow('a fault of the program');
  const open = await ledger.openBatches();
  expect(open).toHaveLength(1);
  expect(await ledger.countPending(open[0]!.letter)).toBe(200);
});

describe('the last day in time is over', () => {
  const deadline = '2026-12-16';
  const after = '2026-12-17';

  async function standing(ledger: Ledger) {
    const records = await ledger.notices();
    const fates = await ledger.fates();
    const plan = { today: after, notices: [], next: null };
    const [status] = statusOf(records, fates, plan);
    const tally = new Tally();
    for await (const link of ledger.chain(noticeKey(records[0]!))) tally.add(link);
    const sorted = (list: typeof fates) => list.map((f) => `${f.state} ${f.day} ${f.people}`).sort();
    expect(sorted(tally.fates(key))).toEqual(sorted(fates));
    const proof = tally.status(records[0]!, key);
    expect([proof.inTime, proof.late]).toEqual([status!.inTime, status!.late]);
    return { inTime: status!.inTime, late: status!.late, days: [...tally.days].filter(([, n]) => n > 0) };
  }

  test('a letter that may have left before and is repeated under its key counts as late', async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    mailer.outcome = () => ({ kind: 'unknown', reason: 'ENOTFOUND' });
    const stampOf = (at: string) => () => at;
    await sendDue(
      await sendingOf({
        ledger,
        mailer,
        today: deadline,
        recipients: people(30),
        stamp: stampOf(`${deadline}T22:30:00Z`),
      }),
    );
    const bytes = mailer.keys.slice();
    mailer.outcome = () => undefined;
    const report = await sendDue(
      await sendingOf({
        ledger,
        mailer,
        today: after,
        recipients: people(30),
        stamp: stampOf(`${after}T08:00:00Z`),
      }),
    );
    expect(new Set(mailer.keys)).toEqual(new Set(bytes));
    expect(report.letters).toMatchObject([{ accepted: 30, late: 30 }]);
    expect(await standing(ledger)).toEqual({ inTime: 0, late: 30, days: [[after, 30]] });
  });

  test('a first try that had to wait over midnight is not made: its people get the letter that says it is late', async () => {
    const server = new ResendStandIn();
    const baseUrl = await server.start();
    try {
      const ledger = openSqliteLedger(':memory:');
      await sendDue(await sendingOf({ ledger, recipients: people(11), limit: 1 }));
      let day = deadline;
      server.fault = (request) => {
        if (request > 1) return 'none';
        day = after;
        return 'rate';
      };
      const timer = { now: () => performance.now() * 1e6, sleep: async () => undefined };
      const mailer = () => resendMailer({ apiKey: 're_test_key', baseUrl, timer, timeout: 5000 });
      const scene = { ledger, recipients: people(11) };
      const report = await sendDue(
        await sendingOf({ ...scene, today: deadline, mailer: mailer(), currentDay: () => day }),
      );
      expect(server.taken).toEqual([]);
      expect(report).toMatchObject({
        stopped: { why: 'midnight' },
        letters: [{ accepted: 0, unknown: 0, pending: 10 }],
      });
      const next = await sendDue(await sendingOf({ ...scene, today: after, mailer: mailer() }));
      expect(next.letters).toMatchObject([{ accepted: 10, late: 10 }]);
      expect(await standing(ledger)).toMatchObject({ inTime: 1, late: 10 });
    } finally {
      await server.stop();
    }
  });

  test('killed on the last day: what was taken is in time, what was fixed and never tried is written anew as late', async () => {
    // More than may be under way at once.
    const count = 2030;
    const server = new ResendStandIn();
    const baseUrl = await server.start();
    onTestFinished(() => server.stop());
    server.clock = Date.parse(`${deadline}T22:50:00Z`);
    const ledger = openSqliteLedger(':memory:');
    const timer = { now: () => performance.now() * 1e6, sleep: async () => undefined };
    const run = async (held: Ledger, today: string, at: string, list = people(count)) =>
      sendDue(
        await sendingOf({
          ...{ ledger: held, today, recipients: list, stamp: () => at },
          mailer: resendMailer({ apiKey: 're_test_key', baseUrl, timer, timeout: 5000 }),
        }),
      );
    let isDead = false;
    server.fault = () => {
      isDead = true;
      return 'lost-after';
    };
    const killed = run(
      new Proxy(ledger, {
        get(target, name) {
          const value = target[name as keyof Ledger] as unknown;
          if (typeof value !== 'function') return value;
          return (...args: unknown[]) =>
            isDead ? Promise.reject(new Error('killed')) : value.apply(target, args);
        },
      }),
      deadline,
      `${deadline}T22:50:00Z`,
    );
    await expect(killed).rejects.toThrow('killed');
    const inTime = server.taken.length;
    const fixed = (await ledger.openBatches()).reduce((sum, { members }) => sum + members.length, 0);
    expect(inTime).toBeGreaterThan(0);
    expect(inTime).toBeLessThan(fixed);
    expect(fixed).toBeLessThan(count);
    server.fault = () => 'none';
    server.clock = Date.parse(`${after}T00:05:00Z`);
    // So soon after the try the list says nothing yet of what it does not have; who was in no batch is written to.
    const waited = count - fixed;
    const soon = await run(ledger, after, `${deadline}T23:00:00Z`);
    expect(soon.letters).toMatchObject([
      { accepted: inTime + waited, unknown: fixed - inTime, late: waited, pending: 0 },
    ]);
    expect(server.taken).toHaveLength(inTime + waited);
    const report = await run(ledger, after, `${after}T00:05:00Z`);
    expect(report).toMatchObject({
      done: true,
      letters: [{ accepted: fixed - inTime, late: fixed - inTime, unknown: 0, pending: 0 }],
    });
    expect([...server.perAddress().values()].every((n) => n === 1)).toBe(true);
    const late = server.taken.filter(({ text }) => text?.includes('later than'));
    expect(late).toHaveLength(count - inTime);
    expect(server.taken.indexOf(late[0]!)).toBe(inTime);
    expect(await standing(ledger)).toMatchObject({ inTime, late: count - inTime });
  });

  test("what the provider's list shows as made in time is in time", async () => {
    const ledger = openSqliteLedger(':memory:');
    const mailer = memoryMailer();
    mailer.outcome = () => ({ kind: 'unknown', reason: 'socket hang up' });
    const scene = { ledger, recipients: people(2) };
    await sendDue(
      await sendingOf({ ...scene, mailer, today: deadline, stamp: () => `${deadline}T12:00:00Z` }),
    );
    const made = (n: number) => (n === 0 ? `${deadline}T12:00:01Z` : `${after}T08:00:00Z`);
    const finding = {
      ...memoryMailer(),
      find: async (batch: readonly { reference: string }[]) =>
        new Map(
          batch.map(({ reference }, n) => [reference, { kind: 'sent' as const, id: `m${n}`, at: made(n) }]),
        ),
    };
    await sendDue(
      await sendingOf({
        ...scene,
        mailer: finding,
        today: '2026-12-18',
        stamp: () => '2026-12-18T12:00:00Z',
      }),
    );
    expect(await standing(ledger)).toEqual({
      inTime: 1,
      late: 1,
      days: [
        [deadline, 1],
        [after, 1],
      ],
    });
  });
});

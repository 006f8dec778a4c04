import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ChainWalk } from '../../src/delivery/chain.ts';
import type { FateCount, Ledger } from '../../src/delivery/ledger.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { resendMailer } from '../../src/delivery/mailer-resend.ts';
import { sendDue } from '../../src/delivery/send.ts';
import { noticeKey } from '../../src/notice/plan.ts';
import { Tally } from '../../src/proof/tally.ts';
import { folderOf } from '../folder.ts';
import { people, sendingOf } from './builders.ts';
import { type Fault, ResendStandIn } from './resend-stand-in.ts';
import { seeded } from './seeded.ts';

/** A ledger whose process ends at the n-th call: before the call does its work, or right after. */
function dyingAt(ledger: Ledger, call: number, after: boolean): Ledger {
  let calls = 0;
  return new Proxy(ledger, {
    get(target, name) {
      const value = target[name as keyof Ledger];
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        calls++;
        if (calls > call || (calls === call && !after)) throw new Error('the process has ended');
        const result = await (value as (...a: unknown[]) => unknown).apply(target, args);
        if (calls === call) throw new Error('the process has ended');
        return result;
      };
    },
  });
}

/** Slots of requests that a process held when it ended fall to the next one by the clock that its timer has, too. */
function paced(ledger: Ledger, now: () => number): Ledger {
  return new Proxy(ledger, {
    get(target, name) {
      const value = target[name as keyof Ledger];
      if (typeof value !== 'function') return value;
      if (name !== 'agree') return (value as (...a: unknown[]) => unknown).bind(target);
      const agree: Ledger['agree'] = (what, change) =>
        target.agree(what, (before, real) => change(before, what === 'requests' ? now() : real));
      return agree;
    },
  });
}

const faults: Fault[] = [
  'lost-before',
  'lost-after',
  'truncated-after',
  'html-502',
  'html-502-after',
  '500',
  '500-after',
  'null-body',
  'rate',
  'daily',
  'monthly',
  '401',
  '403',
  '409-concurrent',
];

test.each(Array.from({ length: Number(process.env.CRASH_SEEDS ?? 8) }, (_, seed) => seed + 1))(
  'whatever fails, nobody twice and nobody missing (seed %i)',
  async (seed) => {
    const random = seeded(seed);
    const pick = (n: number) => Math.floor(random() * n);
    const server = new ResendStandIn();
    server.lastEvent = () => 'sent';
    const baseUrl = await server.start();
    onTestFinished(() => server.stop());
    server.permissive = random() < 0.5;
    server.refuses = (to) => to === 'c77@customer.example';
    let troubled = true;
    server.hidesMail = () => troubled && random() < 0.3;
    // Time goes on between runs, at times by more than a key lasts; our own clock is at times some hours off.
    server.clock = Date.parse('2026-12-01T09:00:00Z');
    let skew = 0;
    const passes = (hours: number) => (server.clock += hours * 3_600_000);
    const stamp = () => new Date(server.clock + skew * 3_600_000).toISOString();
    // Answers say what time it is for the server; only a run whose clock agrees with it does anything.
    server.moreHeaders = () => ({ date: new Date(Date.now() - skew * 3_600_000).toUTCString() });
    server.fault = () => (troubled && random() < 0.5 ? faults[pick(faults.length)]! : 'none');
    // With some seeds the disk is lost at times, and a copy of some time ago is put back. Files are slower than memory.
    const loses = seed % 4 === 1;
    const dir = folderOf({});
    let ledger = openSqliteLedger(loses ? join(dir, 'ledger.db') : ':memory:');
    onTestFinished(() => ledger.close());
    let copies = 0;
    const timer = { now: () => performance.now() * 1e6, sleep: async () => undefined };
    const recipients = people(330);
    const run = async (held: Ledger) => {
      const mailer = resendMailer({
        apiKey: 're_test_key',
        baseUrl,
        timer,
        timeout: 5000,
      });
      return sendDue(
        await sendingOf({
          ledger: paced(held, timer.now),
          mailer,
          recipients,
          now: () => '2026-12-01T10:00:00Z',
          stamp,
        }),
      );
    };
    for (let i = 0; i < 12; i++) {
      const dying = random() < 0.7 ? dyingAt(ledger, 1 + pick(25), random() < 0.5) : ledger;
      const pair = random() < 0.3 ? [run(dying), run(ledger)] : [run(dying)];
      for (const end of await Promise.allSettled(pair)) {
        if (end.status === 'rejected') expect(String(end.reason)).toContain('the process has ended');
        // Nobody else has a ledger, whatever was lost of this one.
        else expect(end.value.stopped?.why).not.toBe('other-ledger');
      }
      passes([0.1, 0.1, 2, 12, 30][pick(5)]!);
      if (loses && copies > 0 && random() < 0.3) {
        await ledger.close();
        ledger = openSqliteLedger(join(dir, `copy-${pick(copies)}.db`));
        await ledger.backup(join(dir, `copy-${copies}.db`));
        await ledger.close();
        ledger = openSqliteLedger(join(dir, `copy-${copies++}.db`));
      } else if (loses && random() < 0.3) await ledger.backup(join(dir, `copy-${copies++}.db`));
      skew = [0, 0, 0, 0, 0, -5, 5][pick(7)]!;
    }
    troubled = false;
    skew = 0;
    await run(ledger);
    // What could not be told apart yet is, when that hour has passed and the key has ended.
    passes(40);
    const last = await run(ledger);
    expect(last.done).toBe(true);
    const counts = server.perAddress();
    expect([...counts].filter(([, n]) => n !== 1)).toEqual([]);
    expect(counts.size).toBe(329);
    const fates = Map.groupBy(await ledger.fates(), (f) => f.state);
    expect(fates.get('accepted')!.reduce((n, f) => n + f.people, 0)).toBe(329);
    expect(fates.get('refused')!.reduce((n, f) => n + f.people, 0)).toBe(1);
    expect([...fates.keys()].sort()).toEqual(['accepted', 'refused']);
    // Wherever it crashed, the chain has a link for everything that the tables have, and no other.
    for (const notice of await ledger.notices()) {
      const [walk, tally] = [new ChainWalk(noticeKey(notice)), new Tally()];
      for await (const link of ledger.chain(noticeKey(notice))) {
        walk.step(link);
        tally.add(link);
      }
      expect(walk.faults).toEqual([]);
      const keys = ['notice', 'how', 'state', 'day', 'joined', 'people'];
      const sorted = (list: FateCount[]) => list.map((fate) => JSON.stringify(fate, keys)).sort();
      expect(sorted(tally.fates(noticeKey(notice)))).toEqual(sorted(await ledger.fates()));
    }
    // The provider's id in the ledger is the one of the mail that went to that address.
    for (const mail of [server.taken[0]!, server.taken.at(-1)!]) {
      const [id] = mail.to.split('@');
      expect((await ledger.story(id!)).some((line) => line.providerId === mail.id)).toBe(true);
    }
  },
  // Many runs, each with its own server: slow where others use the machine.
  90_000,
);

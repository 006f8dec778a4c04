import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type PostgresServer, startPostgres } from '../../scripts/bench/postgres-server.ts';
import type { Ledger } from '../../src/delivery/ledger.ts';
import { openPostgresLedger } from '../../src/delivery/ledger-postgres.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { type SendReport, sendDue } from '../../src/delivery/send.ts';
import type { Recipient } from '../../src/notice/recipient.ts';
import { memoryMailer, people, sendingOf } from './builders.ts';

let server: PostgresServer;
let databases = 0;
beforeAll(async () => {
  server = await startPostgres({ fsync: 'off' });
}, 180_000);
afterAll(() => server?.stop(), 60_000);

/** Several runs on one ledger; in SQLite those of one process share its connection. */
const cases = [
  {
    name: 'sqlite',
    async open() {
      const ledger = openSqliteLedger(':memory:');
      return () => ledger;
    },
  },
  {
    name: 'postgres',
    async open() {
      const url = await server.database(`shared${++databases}`);
      return () => {
        const ledger = openPostgresLedger(url);
        onTestFinished(() => ledger.close());
        return ledger;
      };
    },
  },
];

/** A list whose second half is read when the test says so. */
class SlowList {
  reads = 0;
  readonly #list: Recipient[];
  readonly #gate = Promise.withResolvers<void>();

  constructor(list: Recipient[]) {
    this.#list = list;
  }

  goOn(error?: Error): void {
    if (error) this.#gate.reject(error);
    else this.#gate.resolve();
  }

  async *read() {
    this.reads++;
    const half = Math.ceil(this.#list.length / 2);
    yield { recipients: this.#list.slice(0, half), rejected: [], remarks: [] };
    await this.#gate.promise;
    yield { recipients: this.#list.slice(half), rejected: [], remarks: [] };
  }
}

let mailer = memoryMailer();
/** Letters for whose pass a run has said that it waits. */
let awaited: string[] = [];
beforeEach(() => {
  awaited = [];
  mailer = memoryMailer();
});
const send = async (ledger: Ledger, list: SlowList, digest: string | null): Promise<SendReport> =>
  sendDue({
    ...(await sendingOf({ ledger, mailer, recipients: people(30) })),
    ...{ recipients: () => list.read(), listDigest: async () => digest, sleep: () => setTimeout(5) },
    onAwaited: (letter) => awaited.push(letter),
  });
const addresses = () => mailer.sent.map(({ to }) => to).sort();
const what = 'pass 2027-01-15-advance-privacy-2';

/** The pass as the ledger has it. */
async function passOf(ledger: Ledger): Promise<Record<string, unknown>> {
  let pass = {};
  await ledger.agree(what, (value) => {
    pass = JSON.parse(value ?? '{}');
    return value ?? '{}';
  });
  return pass;
}

describe.each(cases)('several runs over one list, $name', ({ open }) => {
  test('one goes through it, and the others wait for it and then send', async () => {
    const reopen = await open();
    const ledger = reopen();
    const list = new SlowList(people(30));
    const runs = [send(ledger, list, 'a')];
    await vi.waitUntil(() => list.reads === 1);
    runs.push(send(reopen(), list, 'a'), send(reopen(), list, 'a'));
    // Each of them says so, once.
    await vi.waitUntil(() => awaited.length === 2);
    await setTimeout(100);
    expect(awaited).toEqual(Array(2).fill('2027-01-15-advance-privacy-2'));
    expect(mailer.sent).toEqual([]);
    list.goOn();
    const reports = await Promise.all(runs);
    expect(list.reads).toBe(1);
    expect(addresses()).toEqual(
      people(30)
        .map(({ email }) => email)
        .sort(),
    );
    expect(reports.map(({ letters }) => letters[0]!.accepted).reduce((a, b) => a + b)).toBe(30);
    // What one is taking right now the others may still see waiting.
    expect((await send(ledger, list, 'a')).done).toBe(true);
  });

  test('whoever has another list, or one that only reading tells of, goes through it; who waits then goes through theirs, too', async () => {
    const reopen = await open();
    const list = new SlowList(people(30));
    const runs = [send(reopen(), list, 'a')];
    await vi.waitUntil(() => list.reads === 1);
    runs.push(send(reopen(), list, 'a'));
    await setTimeout(50);
    expect(list.reads).toBe(1);
    for (const [digest, count] of [
      ['b', 31],
      [null, 32],
    ] as const) {
      const other = new SlowList(people(count));
      other.goOn();
      await send(reopen(), other, digest);
      expect(other.reads).toBe(1);
      expect(addresses()).toHaveLength(count);
    }
    await vi.waitUntil(() => list.reads === 2);
    list.goOn();
    await Promise.all(runs);
    expect(addresses()).toEqual(
      people(32)
        .map(({ email }) => email)
        .sort(),
    );
  });

  test('when it fails, another one goes through the list at once', async () => {
    const reopen = await open();
    const list = new SlowList(people(30));
    const first = send(reopen(), list, 'a');
    await vi.waitUntil(() => list.reads === 1);
    const next = new SlowList(people(30));
    next.goOn();
    const second = send(reopen(), next, 'a');
    await setTimeout(50);
    expect(next.reads).toBe(0);
    list.goOn(new Error('the disk is gone'));
    await expect(first).rejects.toThrow('the disk is gone');
    expect((await second).done).toBe(true);
    expect(next.reads).toBe(1);
    expect(addresses()).toHaveLength(30);
  });

  test('nobody waits for a run that was killed, or for one elsewhere that says nothing any more', async () => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(child, 'exit');
    for (const [holder, lasts] of [
      [`${hostname()}:${child.pid}:x`, 60_000],
      ['elsewhere:1:x', 300],
    ] as const) {
      mailer = memoryMailer();
      const reopen = await open();
      const ledger = reopen();
      // What is left of a run is its pass, under way.
      const probe = new SlowList(people(30));
      probe.goOn();
      mailer.outcome = () => ({ kind: 'stopped', why: 'daily-quota', reason: 'full' });
      await send(ledger, probe, 'a');
      mailer.outcome = () => undefined;
      const { key } = await passOf(ledger);
      await ledger.agree(what, (_, now) =>
        JSON.stringify({ id: 'dead', key, holder, until: now + lasts, done: null }),
      );
      const list = new SlowList(people(30));
      list.goOn();
      const begun = performance.now();
      const report = send(ledger, list, 'a');
      await report;
      expect(performance.now() - begun).toBeGreaterThan(holder.startsWith('elsewhere') ? 250 : 0);
      expect(list.reads).toBe(1);
      expect(addresses()).toHaveLength(30);
      expect(await passOf(ledger)).toMatchObject({ done: { people: 30 } });
    }
  });

  test('a pass that is over is nobody’s who did not wait for it: what happened since is not known', async () => {
    const reopen = await open();
    const ledger = reopen();
    mailer.outcome = () => ({ kind: 'stopped', why: 'daily-quota', reason: 'full' });
    const list = new SlowList(people(30));
    list.goOn();
    await send(ledger, list, 'a');
    expect(await passOf(ledger)).toMatchObject({ done: { people: 30 } });
    mailer.outcome = () => undefined;
    await send(ledger, list, 'a');
    expect(list.reads).toBe(2);
    expect(addresses()).toHaveLength(30);
  });
});

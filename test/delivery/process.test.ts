import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../../scripts/bench/postgres-server.ts';
import { openPostgresLedger } from '../../src/delivery/ledger-postgres.ts';
import { readSlots, type Slots } from '../../src/delivery/request-slots.ts';
import { companyFolder, customers } from './company.ts';
import { type Fault, ResendStandIn } from './resend-stand-in.ts';
import { seeded } from './seeded.ts';

const program = fileURLToPath(new URL('../../scripts/prenotice.ts', import.meta.url));

function run(
  dir: string,
  baseUrl: string,
  words: string[],
  more: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<{ code: number | null; out: string; err: string }> } {
  const env = {
    ...process.env,
    RESEND_API_KEY: 're_test_key',
    RESEND_BASE_URL: baseUrl,
    NO_COLOR: '1',
    ...more,
  };
  const child = spawn(
    process.execPath,
    [
      program,
      ...words,
      '--today',
      '2026-12-01',
      '--recipients',
      'list.csv',
      '--site',
      'dist',
      '--mailer',
      'resend',
      '--json',
    ],
    { cwd: dir, env },
  );
  let out = '';
  let err = '';
  child.stdout!.on('data', (data) => (out += String(data)));
  child.stderr!.on('data', (data) => (err += String(data)));
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err }))) };
}

const faults: Fault[] = [
  'lost-before',
  'lost-after',
  'truncated-after',
  'html-502-after',
  '500',
  '500-after',
  'rate',
  '409-concurrent',
];

describe('four processes on one notice, killed at random', () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres({ fsync: 'off' });
  }, 180_000);
  afterAll(() => postgres?.stop(), 60_000);

  // PROCESS_SEEDS=30 for more, and with SQLite too.
  const asked = Number(process.env.PROCESS_SEEDS ?? 0);
  const cases = Array.from({ length: Math.max(1, asked) }, (_, n) => n + 1).flatMap((seed) => [
    { seed, kind: 'postgres' },
    ...(asked > 0 ? [{ seed, kind: 'sqlite' }] : []),
  ]);
  test.each(cases)(
    'nobody twice, nobody missing (seed $seed, $kind)',
    async ({ seed, kind }) => {
      const random = seeded(seed);
      const server = new ResendStandIn();
      server.lastEvent = () => 'sent';
      const baseUrl = await server.start();
      onTestFinished(() => server.stop());
      const count = 600;
      const dir = await companyFolder(customers(count));
      const ledger: Record<string, string> =
        kind === 'postgres' ? { PRENOTICE_LEDGER: await postgres.database(`seed${seed}`) } : {};
      const begin = () => run(dir, baseUrl, ['send', '--yes'], ledger);
      server.fault = () => (random() < 0.3 ? faults[Math.floor(random() * faults.length)]! : 'none');
      // Whenever a few more batches have come in, one of the four is killed and another one begun.
      let kills = 0;
      let killAt = 1;
      const living = new Set<ReturnType<typeof begin>>();
      const fault = server.fault;
      server.fault = (request) => {
        if (request >= killAt && kills < 3 && living.size > 0) {
          const victim = [...living][Math.floor(random() * living.size)]!;
          killAt = request + 1 + Math.floor(random() * 3);
          kills++;
          victim.child.kill('SIGKILL');
        }
        return fault(request);
      };
      const worker = async () => {
        for (;;) {
          const process = begin();
          living.add(process);
          const { code, err } = await process.ended;
          living.delete(process);
          expect(err).not.toMatch(/mistake in Prenotice/);
          if (code !== null) return;
        }
      };
      await Promise.all([worker(), worker(), worker(), worker()]);
      expect(kills).toBeGreaterThan(0);
      server.fault = () => 'none';
      const last = await begin().ended;
      expect(last).toMatchObject({ code: 0 });
      expect(JSON.parse(last.out)).toMatchObject({ done: true, letters: [{ unknown: 0, pending: 0 }] });
      expect([...server.perAddress()].filter(([, n]) => n !== 1)).toEqual([]);
      expect(server.perAddress().size).toBe(count);
      const status = JSON.parse((await run(dir, baseUrl, ['status'], ledger).ended).out);
      expect(status.notices[0].counts).toMatchObject({ accepted: count, unknown: 0, pending: 0 });
    },
    240_000,
  );

  test('they share what is allowed: no 429, and of its slots none lies idle while somebody waits for one', async () => {
    const server = new ResendStandIn();
    server.rateLimit = 10;
    // Half of a second is left to a machine that is busy: what waits in the server's own process arrives together.
    server.rateWindow = 500;
    const baseUrl = await server.start();
    onTestFinished(() => server.stop());
    const count = 4000;
    const dir = await companyFolder(customers(count));
    const url = await postgres.database('paced');
    const agreements = await agreementsIn(url);
    const ledger = { PRENOTICE_LEDGER: url };
    const runs = await Promise.all(
      Array.from({ length: 4 }, () => run(dir, baseUrl, ['send', '--yes'], ledger).ended),
    );
    for (const { code, err } of runs) expect({ code, err }).toMatchObject({ code: 0 });
    expect([...server.perAddress()].filter(([, n]) => n !== 1)).toEqual([]);
    expect(server.perAddress().size).toBe(count);
    expect(server.requests.filter(({ status }) => status === 429)).toEqual([]);
    // How quickly the slots are used is the machine's; that all of them are somebody's is ours, however busy it is. Each
    // has to ask twice before those that came first have given back what is its own.
    const shared = (await agreements()).filter(({ members }) => members.length === 4).slice(8);
    expect(shared.length).toBeGreaterThan(4);
    const idle = shared.map(({ members, resting }) => {
      const held = [...members, ...resting].reduce((sum, { slots }) => sum + slots, 0);
      expect(held).toBeLessThanOrEqual(10);
      const wanted = members.reduce((sum, { wants, slots }) => sum + Math.max(0, wants - slots), 0);
      return Math.min(10 - held, wanted);
    });
    expect(idle.reduce((sum, slots) => sum + slots, 0) / (10 * shared.length)).toBeLessThan(0.1);
  }, 240_000);
});

/** Keeps what processes agree on about requests, each time that it changes. */
async function agreementsIn(url: string): Promise<() => Promise<Slots[]>> {
  const ledger = openPostgresLedger(url);
  await ledger.notices();
  await ledger.close();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query(`
    create table agreed (n serial, value text);
    create function keep() returns trigger language plpgsql as
      'begin insert into public.agreed (value) values (new.value); return null; end';
    create trigger keep after update on prenotice.agreement for each row
      when (new.what = 'requests' and new.value is distinct from old.value) execute function keep();`);
  return async () => {
    const { rows } = await client.query<{ value: string }>('select value from agreed order by n');
    return rows.map(({ value }) => readSlots(value)!);
  };
}

test('kill -9 in the middle of a batch, again and again, then two runs at once: everybody exactly once', async () => {
  const server = new ResendStandIn();
  server.lastEvent = () => 'sent';
  const baseUrl = await server.start();
  onTestFinished(() => server.stop());
  const dir = await companyFolder(customers(1500));
  for (const fault of ['lost-after', 'none'] as const) {
    const { child, ended } = run(dir, baseUrl, ['send', '--yes']);
    let batches = 0;
    server.fault = () => {
      if (++batches < 3) return 'none';
      child.kill('SIGKILL');
      return fault;
    };
    expect((await ended).code).toBeNull();
  }
  expect(server.taken.length).toBeGreaterThan(200);
  expect(server.taken.length).toBeLessThan(1500);
  server.fault = () => 'none';
  const both = await Promise.all([
    run(dir, baseUrl, ['send', '--yes']).ended,
    run(dir, baseUrl, ['send', '--yes']).ended,
  ]);
  const last = await run(dir, baseUrl, ['send', '--yes']).ended;
  expect(both.map((b) => b.err)).toEqual([
    expect.not.stringContaining('Error'),
    expect.not.stringContaining('Error'),
  ]);
  expect(last.code).toBe(0);
  expect(JSON.parse(last.out)).toMatchObject({
    done: true,
    letters: [{ accepted: 0, unknown: 0, pending: 0, skipped: 1500 }],
  });
  expect(server.perAddress().size).toBe(1500);
  expect([...server.perAddress().values()].every((n) => n === 1)).toBe(true);
  const status = await run(dir, baseUrl, ['status']).ended;
  expect(JSON.parse(status.out).notices[0]).toMatchObject({
    counts: { accepted: 1500, unknown: 0, pending: 0 },
    inTime: 1500,
    late: 0,
    unreached: 0,
  });
  expect(`${last.out}${last.err}${status.out}`).not.toContain('re_test_key');
}, 120_000);

test('Ctrl-C finishes what is under way, says so, and the next run goes on', async () => {
  const server = new ResendStandIn();
  // Twice as many batches as may be claimed before the signal arrives, and paced, for busy machines.
  server.rateLimit = 10;
  const baseUrl = await server.start();
  onTestFinished(() => server.stop());
  const dir = await companyFolder(customers(2000));
  const { child, ended } = run(dir, baseUrl, ['send', '--yes']);
  server.fault = (request) => {
    if (request === 1) child.kill('SIGINT');
    return 'none';
  };
  const first = await ended;
  expect(first.code).toBe(130);
  expect(first.err).toContain('Finishing what is under way; the next run goes on');
  const report = JSON.parse(first.out);
  expect(report).toMatchObject({ done: false, stopped: { why: 'asked' }, letters: [{ unknown: 0 }] });
  expect(report.letters[0].accepted).toBe(server.taken.length);
  expect(server.taken.length).toBeLessThan(2000);
  expect(await run(dir, baseUrl, ['send', '--yes']).ended).toMatchObject({ code: 0 });
  expect([...server.perAddress().values()].filter((n) => n !== 1)).toEqual([]);
  expect(server.perAddress().size).toBe(2000);
}, 60_000);

test('without a terminal and without --yes nothing is sent; without a key nothing at all; --today only for rehearsals', async () => {
  const server = new ResendStandIn();
  const baseUrl = await server.start();
  onTestFinished(() => server.stop());
  const dir = await companyFolder(customers(3));
  const asked = await run(dir, baseUrl, ['send']).ended;
  expect(asked).toMatchObject({ code: 1, err: expect.stringContaining('add --yes') });
  const far = await run(dir, 'https://api.resend.example', ['send', '--yes']).ended;
  expect(far).toMatchObject({ code: 1, err: expect.stringContaining('--today is for rehearsals') });
  const keyless = await run(dir, baseUrl, ['send', '--yes'], { RESEND_API_KEY: '' }).ended;
  expect(keyless).toMatchObject({ code: 1, err: expect.stringContaining('RESEND_API_KEY is not set') });
  expect(existsSync(join(dir, 'outbox'))).toBe(false);
  expect(server.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
}, 60_000);

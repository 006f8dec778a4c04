import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { companyFolder, customers } from './company.ts';
import { ResendStandIn } from './resend-stand-in.ts';

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

test('kill -9 in the middle of a batch, again and again, then two runs at once: everybody exactly once', async () => {
  const server = new ResendStandIn();
  const baseUrl = await server.start();
  onTestFinished(() => server.stop());
  const dir = await companyFolder(customers(700));
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
  expect(server.taken.length).toBeLessThan(700);
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
    letters: [{ accepted: 0, unknown: 0, pending: 0, skipped: 700 }],
  });
  expect(server.perAddress().size).toBe(700);
  expect([...server.perAddress().values()].every((n) => n === 1)).toBe(true);
  const status = await run(dir, baseUrl, ['status']).ended;
  expect(JSON.parse(status.out).notices[0]).toMatchObject({
    counts: { accepted: 700, unknown: 0, pending: 0 },
    inTime: 700,
    late: 0,
    unreached: 0,
  });
  expect(`${last.out}${last.err}${status.out}`).not.toContain('re_test_key');
}, 120_000);

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
  expect(server.requests).toEqual([]);
}, 60_000);

import { execFileSync } from 'node:child_process';
import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { examineAccount, type Finding } from '../../src/delivery/examine.ts';
import type { ResendAccount } from '../../src/delivery/resend-account.ts';
import { list, type Scene, sceneOf } from '../proof/scene.ts';

const usual = ['doctor', '--mailer', 'resend', '--site', 'dist', '--recipients', 'list.csv'];
const events = ['delivered', 'bounced', 'complained', 'suppressed', 'failed'].map((name) => `email.${name}`);

/** An account in which everything is as it should be. */
function soundAccount({ server, env }: Scene): void {
  const records = [
    { record: 'SPF', status: 'verified' },
    { record: 'SPF', status: 'verified' },
    { record: 'DKIM', status: 'verified' },
  ];
  const domain = { id: 'd1', name: 'notices.fernhill.example.com', status: 'verified' };
  server.account = {
    '/domains': { json: { object: 'list', has_more: false, data: [domain] } },
    '/domains/d1': { json: { ...domain, records, open_tracking: false, click_tracking: false } },
    '/webhooks': {
      json: {
        object: 'list',
        has_more: false,
        data: [{ id: 'w1', endpoint: 'https://hooks.fernhill.example.com/', status: 'enabled', events }],
      },
    },
  };
  server.usage = { emails: { daily: null, monthly: { used: 10, limit: 50_000 } } };
  env.RESEND_WEBHOOK_SECRET = 'whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQ=';
}

async function lookAt({ run }: Scene, ...words: string[]) {
  const { code, out, json } = await run(...usual, '--json', ...words);
  const { checks } = json() as { checks: Finding[] };
  const of = (name: string) => checks.filter((check) => check.name === name);
  return { code, out, checks, of, one: (name: string) => of(name)[0]! };
}

const healthy = ['c1,c1@customer.example,Ada,', 'c2,c2@customer.example,Bo,'];

describe('against an account in which everything is as it should be', () => {
  test('each thing has one line, nothing fails, and nothing secret is shown', async () => {
    const scene = await sceneOf(healthy);
    soundAccount(scene);
    const { code, out, checks } = await lookAt(scene);
    const results = checks.map(({ name, result }) => `${name}: ${result}`);
    expect(results).toEqual([
      ...[
        'content: ok',
        'time zone: ok',
        'ledger: ok',
        'recipients: ok',
        'published site: ok',
        'published site: ok',
      ],
      // The stand-in's clock is today's, the test's is that of 2026: see below.
      ...[
        'key: ok',
        expect.stringContaining('clock: '),
        'sending domain: ok',
        'SPF: ok',
        'DKIM: ok',
        'DMARC: warning',
      ],
      ...['webhook: ok', 'quota: ok'],
    ]);
    expect(out).not.toMatch(/re_test_key|whsec_/);
    expect([0, 1]).toContain(code);
    const text = await scene.run(...usual);
    expect(text.out.trim().split('\n')).toHaveLength(checks.length);
  });

  test.each<[string, (scene: Scene) => unknown, string, Partial<Finding>]>([
    [
      'no key',
      ({ env }) => delete env.RESEND_API_KEY,
      'key',
      { result: 'failure', message: 'RESEND_API_KEY is not set' },
    ],
    [
      'a wrong key',
      ({ env }) => (env.RESEND_API_KEY = 're_wrong'),
      'key',
      { result: 'failure', message: expect.stringContaining('refuses it (401') },
    ],
    [
      'a key for sending only',
      ({ server }) =>
        (server.account['/domains'] = {
          status: 401,
          json: {
            statusCode: 401,
            name: 'restricted_api_key',
            message: 'This API key is restricted to only send emails',
          },
        }),
      'key',
      { result: 'warning', message: expect.stringContaining('for sending only') },
    ],
    [
      'another domain',
      ({ server }) =>
        (server.account['/domains'] = {
          json: { data: [{ id: 'x', name: 'other.example', status: 'verified' }] },
        }),
      'sending domain',
      { result: 'failure', message: expect.stringContaining('it has other.example') },
    ],
    [
      'a domain that is not verified',
      ({ server }) =>
        (server.account['/domains'] = {
          json: { data: [{ id: 'd1', name: 'notices.fernhill.example.com', status: 'pending' }] },
        }),
      'sending domain',
      { result: 'failure', message: 'notices.fernhill.example.com is pending, not verified' },
    ],
    [
      'DKIM that failed',
      ({ server }) =>
        (server.account['/domains/d1'] = { json: { records: [{ record: 'DKIM', status: 'failed' }] } }),
      'DKIM',
      { result: 'failure', message: 'failed' },
    ],
    [
      'open tracking',
      ({ server }) => (server.account['/domains/d1'] = { json: { records: [], open_tracking: true } }),
      'tracking',
      { result: 'warning', message: expect.stringContaining('pixel') },
    ],
    [
      'SPF that waits',
      ({ server }) =>
        (server.account['/domains/d1'] = { json: { records: [{ record: 'SPF', status: 'pending' }] } }),
      'SPF',
      { result: 'failure', message: 'pending' },
    ],
    [
      'a provider that does not answer',
      ({ server }) => (server.account['/domains'] = { status: 500, json: null }),
      'key',
      { result: 'failure', message: expect.stringContaining('does not answer') },
    ],
    [
      'a webhook whose secret is not here',
      ({ env }) => delete env.RESEND_WEBHOOK_SECRET,
      'webhook',
      { result: 'warning', message: expect.stringContaining('RESEND_WEBHOOK_SECRET is not set here') },
    ],
    [
      'a quota that nobody tells',
      ({ server }) => (server.usage = null),
      'quota',
      { result: 'warning', message: 'Resend does not tell' },
    ],
    [
      'content with an error',
      ({ dir }) => appendFileSync(join(dir, 'content/privacy/2.mdx'), '\n[Nowhere](#nowhere)\n'),
      'content',
      { result: 'failure', message: expect.stringContaining('nowhere') },
    ],
    [
      'rows that are set aside',
      ({ dir }) => appendFileSync(join(dir, 'list.csv'), 'c3,nonsense,Ada,\n'),
      'recipients',
      { result: 'warning', message: '3 rows, 1 set aside' },
    ],
    [
      'a list without anybody',
      ({ dir }) => writeFileSync(join(dir, 'list.csv'), 'id,email\n'),
      'recipients',
      { result: 'failure', message: 'the list has nobody to write to' },
    ],
    [
      'a webhook that misses bounces',
      ({ server }) =>
        (server.account['/webhooks'] = {
          json: {
            data: [{ endpoint: 'https://h.example/', status: 'enabled', events: events.toSpliced(1, 1) }],
          },
        }),
      'webhook',
      { result: 'warning', message: 'https://h.example/ is not told of email.bounced' },
    ],
    [
      'a webhook that was disabled',
      ({ server }) =>
        (server.account['/webhooks'] = {
          json: { data: [{ endpoint: 'https://h.example/', status: 'disabled' }] },
        }),
      'webhook',
      { result: 'warning', message: 'Resend has none that is enabled' },
    ],
    [
      'a quota that is too small',
      ({ server }) => (server.usage = { emails: { daily: { used: 99, limit: 100 }, monthly: null } }),
      'quota',
      { result: 'failure', message: '1 letter left, and up to 2 are due or announced' },
    ],
    [
      'a site without the new version',
      ({ dir }) => rmSync(join(dir, 'dist/privacy/2.txt')),
      'published site',
      { result: 'failure', message: expect.stringContaining('privacy/2.txt is not there') },
    ],
    [
      'a list that is not there',
      ({ dir }) => rmSync(join(dir, 'list.csv')),
      'recipients',
      { result: 'failure' },
    ],
    [
      'a ledger that is none',
      ({ dir }) => writeFileSync(join(dir, 'ledger.db'), 'nonsense, and enough of it to be read'),
      'ledger',
      { result: 'failure', message: expect.stringContaining('ledger') },
    ],
  ])('%s is found', async (_, spoil, name, expected) => {
    const scene = await sceneOf(healthy);
    soundAccount(scene);
    spoil(scene);
    const { code, of } = await lookAt(scene);
    const found = of(name).find(({ result }) => result !== 'ok');
    expect(found).toMatchObject(expected);
    expect(found!.remedy).not.toBe('');
    if (expected.result === 'failure') expect(code).toBe(1);
  });

  test('a chain that was changed is found', async () => {
    const scene = await sceneOf(list());
    soundAccount(scene);
    await scene.run('send', ...usual.slice(1), '--yes');
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(join(scene.dir, 'ledger.db'));
    database.exec('delete from chain_link where seq = 2');
    database.close();
    const { of } = await lookAt(scene);
    expect(of('ledger')[0]).toMatchObject({
      result: 'failure',
      message: expect.stringContaining('does not fit at link'),
    });
  });
});

test('with the outbox nothing of Resend is asked', async () => {
  const scene = await sceneOf(healthy);
  delete scene.env.RESEND_API_KEY;
  const { code, out } = await scene.run(
    'doctor',
    '--mailer',
    'outbox',
    '--site',
    'dist',
    '--recipients',
    'list.csv',
  );
  expect(code, out).toBe(0);
  expect(out).toContain('nobody is mailed');
  expect(scene.server.requests).toEqual([]);
});

test('clock and DMARC, which no stand-in can tell', async () => {
  const account: ResendAccount = {
    ...{ key: 'works', reason: '', domain: null, domains: [], webhooks: null, clockAhead: 7 },
  };
  const names: string[] = [];
  const lookUp = (found: string[] | null) => async (name: string) => {
    names.push(name);
    return found;
  };
  const of = async (name: string, ahead: number, records: string[] | null) =>
    (
      await examineAccount(
        { ...account, clockAhead: ahead },
        'Legal <a@mail.fernhill.example>',
        lookUp(records),
        undefined,
      )
    ).find((finding) => finding.name === name);
  expect(await of('clock', 7, [])).toMatchObject({ result: 'ok' });
  expect(await of('clock', 900, [])).toMatchObject({
    result: 'failure',
    message: 'is 900 s behind Resend’s',
  });
  expect(await of('DMARC', 0, ['v=DMARC1; p=none'])).toMatchObject({ result: 'ok' });
  expect(await of('DMARC', 0, ['v=spf1 -all'])).toMatchObject({ result: 'failure' });
  expect(await of('DMARC', 0, null)).toMatchObject({ result: 'warning' });
  expect(new Set(names)).toEqual(new Set(['_dmarc.mail.fernhill.example', '_dmarc.fernhill.example']));
});

describe('a recipients list that git tracks', () => {
  const git = (dir: string, ...words: string[]) =>
    execFileSync('git', ['-C', dir, '-c', 'user.name=x', '-c', 'user.email=x@example.com', ...words], {
      stdio: 'pipe',
    });
  const siteWith = async (rows: string[], name: string) => {
    const scene = await sceneOf(rows);
    renameSync(join(scene.dir, 'list.csv'), join(scene.dir, name));
    const { readFileSync } = await import('node:fs');
    const site = join(scene.dir, 'content/site.yaml');
    writeFileSync(site, `${readFileSync(site, 'utf8')}recipients: ../${name}\n`);
    git(scene.dir, 'init', '-q');
    return scene;
  };
  const found = async ({ run }: Scene) =>
    (
      (await run('check', '--json')).json() as { problems: { rule: string; line: number; message: string }[] }
    ).problems.filter(({ rule }) => rule === 'recipients-tracked');

  test('is an error of check, with its place; untracked it is none', async () => {
    const scene = await siteWith(['c1,anna@customer.example,Anna,'], 'customers.csv');
    expect(await found(scene)).toEqual([]);
    git(scene.dir, 'add', 'customers.csv');
    const [problem] = await found(scene);
    expect(problem).toMatchObject({ message: expect.stringContaining('customers.csv is tracked by git') });
    expect(problem!.line).toBeGreaterThan(0);
    expect((await scene.run('check')).code).toBe(1);
  });

  test('may be a sample, as long as its addresses belong to nobody', async () => {
    const scene = await siteWith(['c1,anna@shop.example.com,Anna,b@x.test'], 'recipients.sample.csv');
    git(scene.dir, 'add', '.');
    expect(await found(scene)).toEqual([]);
    writeFileSync(
      join(scene.dir, 'recipients.sample.csv'),
      'id,email\nc1,a@example.org\nc2,anna@gmail.com\n',
    );
    expect(await found(scene)).toMatchObject([
      { message: expect.stringContaining('line 3 of recipients.sample.csv') },
    ]);
  });
});

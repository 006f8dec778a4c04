import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';
import { companyFolder } from './company.ts';
import { ResendStandIn } from './resend-stand-in.ts';
import { runIn } from './running.ts';

/** A company that sends with Resend, to three customers of whom the second has a second address. */
async function company() {
  const server = new ResendStandIn();
  const url = await server.start();
  onTestFinished(() => server.stop());
  const dir = await companyFolder([]);
  writeFileSync(
    join(dir, 'list.csv'),
    'id,email,fallbackEmail\na,a@customer.example,\nb,b@customer.example,office@b.example\nc,c@customer.example,\n',
  );
  const env = {
    RESEND_API_KEY: 're_test_key',
    RESEND_BASE_URL: url,
    PRENOTICE_LEDGER: join(dir, 'ledger.db'),
  };
  const common = ['--mailer', 'resend'];
  const send = (today = '2026-12-01') =>
    runIn(
      dir,
      ['send', '--yes', ...common, '--recipients', 'list.csv', '--site', 'dist', '--today', today],
      env,
    );
  const run = (...words: string[]) => runIn(dir, [...words, ...common], env);
  const status = async () => (await run('status', '--json', '--recipients', 'list.csv')).json().notices[0];
  return { server, dir, env, send, run, status };
}

describe('sync', () => {
  test('finds what bounced; the next send tries the fallback, the rest is work for people', async () => {
    const { server, send, run, status } = await company();
    expect((await send()).code).toBe(0);
    server.lastEvent = (to) => (/^[ab]@/.test(to) ? 'bounced' : 'delivered');
    server.suppressed = ['A@customer.example', 'b@customer.example', 'stranger@elsewhere.example'];
    const first = await run('sync', '--json');
    expect(first.json()).toEqual({
      ...{ suppressed: 3, asked: 3, learned: { bounced: 2, delivered: 1 }, open: 0, skipped: 0 },
    });
    expect(await status()).toMatchObject({ counts: { bounced: 2, delivered: 1 }, inTime: 1, unreached: 2 });
    // Nothing new is nothing new.
    expect((await run('sync', '--json')).json()).toMatchObject({ asked: 0, learned: {}, open: 0 });

    expect((await send('2026-12-18')).out).toContain('1 late');
    expect(server.perAddress()).toEqual(
      new Map([
        ['a@customer.example', 1],
        ['b@customer.example', 1],
        ['c@customer.example', 1],
        ['office@b.example', 1],
      ]),
    );
    // The letter that bounced is no notice: the day of the second one counts, and it came late.
    const after = await status();
    expect(after).toMatchObject({ counts: { bounced: 1, accepted: 1, delivered: 1 }, late: 1, unreached: 1 });
    const worklist = await run('status', '--worklist');
    expect(
      worklist.out
        .trim()
        .split('\r\n')
        .map((line) => line.split(',').slice(1, 4)),
    ).toEqual([
      ['id', 'address', 'state'],
      ['a', 'a@customer.example', 'bounced'],
    ]);
    const story = (await run('status', '--explain', 'b', '--json')).json().events;
    expect(story.map((line: { what: string; address: string }) => [line.address, line.what])).toEqual([
      ['b@customer.example', 'attempted'],
      ['b@customer.example', 'accepted'],
      ['b@customer.example', 'bounced'],
      ['office@b.example', 'attempted'],
      ['office@b.example', 'accepted'],
    ]);
  });

  test('asks for many through the list of sent mail, when told to', async () => {
    const { server, send, run } = await company();
    await send();
    server.lastEvent = () => 'complained';
    server.requests.length = 0;
    expect((await run('sync', '--all', '--json')).json()).toMatchObject({
      learned: { complained: 3 },
      open: 0,
    });
    expect(server.requests.map(({ path }) => path)).toEqual(['/emails']);
  });

  test('says what a key that may only send cannot do', async () => {
    const { run, env } = await company();
    env.RESEND_API_KEY = 're_other';
    const { code, err } = await run('sync');
    expect(code).toBe(1);
    expect(err).toContain('use a key with full access');
    expect(err).not.toContain('re_other');
    env.RESEND_API_KEY = '';
    expect((await run('sync')).err).toContain('RESEND_API_KEY is not set');
  });
});

describe('webhook', () => {
  const secret = `whsec_${Buffer.from('a secret of Fernhill Software').toString('base64')}`;

  test('listens, keeps what is signed, refuses what is not, and ends when asked', async () => {
    const { dir, env, send, status, server } = await company();
    await send();
    const end = new AbortController();
    let out = '';
    let err = '';
    const running = main(
      ['webhook', '--port', '0', '--mailer', 'resend', '--content', join(dir, 'content')],
      {
        env: { ...env, RESEND_WEBHOOK_SECRET: secret },
        cwd: dir,
        stdout: { write: (text) => (out += text) },
        stderr: { write: (text) => (err += text) },
        now: () => '2026-12-01T10:00:00.000Z',
        signal: end.signal,
      },
    );
    let address = '';
    await expect
      .poll(() => (address = /http:\/\/\S+/.exec(err)?.[0] ?? ''), { timeout: 10_000 })
      .toContain('http');
    expect(await (await fetch(`${address}health`)).text()).toBe('ok\n');
    const mail = server.taken[0]!;
    const body = JSON.stringify({
      type: 'email.delivered',
      created_at: new Date().toISOString(),
      data: {
        email_id: mail.id,
        to: [mail.to],
        tags: Object.fromEntries(mail.tags.map(({ name, value }) => [name, value])),
      },
    });
    const at = String(Math.floor(Date.now() / 1000));
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const signature = createHmac('sha256', key).update(`msg_1.${at}.${body}`).digest('base64');
    const post = (signed: string) =>
      fetch(address, {
        method: 'POST',
        body,
        headers: { 'svix-id': 'msg_1', 'svix-timestamp': at, 'svix-signature': signed },
      });
    expect((await post(`v1,${signature}`)).status).toBe(200);
    expect((await post('v1,AAAA')).status).toBe(401);
    end.abort();
    expect(await running).toBe(0);
    expect(out).toContain('200 kept: email.delivered (msg_1)');
    expect(out).toContain('401 refused: the signature does not fit (msg_1)');
    expect(out + err).not.toContain('customer.example');
    expect((await status()).counts).toMatchObject({ accepted: 2, delivered: 1 });
  });

  test('starts only with a secret that can be one, and where letters are sent', async () => {
    const { dir, env } = await company();
    const start = (more: NodeJS.ProcessEnv, ...words: string[]) =>
      runIn(dir, ['webhook', ...words], { ...env, ...more });
    expect((await start({}, '--mailer', 'resend')).err).toContain('RESEND_WEBHOOK_SECRET is not set');
    const wrong = await start({ RESEND_WEBHOOK_SECRET: 'hunter2' }, '--mailer', 'resend');
    expect(wrong.err).toContain('is not a signing secret');
    expect(wrong.err).not.toContain('hunter2');
    expect((await start({ RESEND_WEBHOOK_SECRET: secret })).err).toContain('the outbox sends nothing');
    expect(await start({ RESEND_WEBHOOK_SECRET: secret }, '--port', 'x')).toMatchObject({ code: 2 });
  });
});

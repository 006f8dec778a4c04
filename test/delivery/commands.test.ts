import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';
import { companyFolder, customers, publish, secondVersion } from './company.ts';
import { ResendStandIn } from './resend-stand-in.ts';
import { runIn } from './running.ts';

/** Runs the program as a person would, without a terminal. */
async function run(dir: string, ...words: string[]) {
  let out = '';
  let err = '';
  const day = words.includes('--today') ? [] : ['--today', '2026-12-01'];
  // Named in full: not every command looks at `cwd`, and the project's own content is not for tests to write.
  const content = ['--content', join(dir, 'content')];
  const code = await main([...words, ...day, ...content], {
    env: { NO_COLOR: '1' },
    cwd: dir,
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    now: () => '2026-12-01T10:00:00.000Z',
  });
  return { code, out, err, json: () => JSON.parse(out) };
}
const list = ['--recipients', 'list.csv'];
const letters = (dir: string) =>
  !existsSync(join(dir, 'outbox'))
    ? []
    : readdirSync(join(dir, 'outbox'), { recursive: true }).filter((f) => String(f).endsWith('.eml'));

test('plan, send, send again, status: the documents that others rely on', async () => {
  const dir = await companyFolder([...customers(3), 'bad,nowhere,Bo', ',x@customer.example,NoId']);
  const plan = await run(dir, 'plan', ...list, '--json');
  expect(plan.code).toBe(0);
  expect(plan.json()).toMatchObject({
    today: '2026-12-01',
    notices: [
      {
        policy: 'privacy',
        version: '2',
        kind: 'advance',
        class: 'material',
        published: '2026-12-01',
        effective: '2027-01-15',
        period: 'P30D',
        applies: 'material',
        channels: { any: ['email', 'site'] },
        deadline: '2026-12-16',
        startBy: '2026-12-16',
        due: '2026-12-01',
        recipients: 3,
        lawful: true,
        letter: '2027-01-15-advance-privacy-2',
        problems: [],
      },
    ],
  });
  expect(existsSync(join(dir, 'outbox'))).toBe(false);

  const first = await run(dir, 'send', ...list, '--json');
  expect(first.code).toBe(0);
  expect(first.json()).toMatchObject({
    letters: [
      {
        letter: '2027-01-15-advance-privacy-2',
        notices: ['privacy/2/advance'],
        accepted: 0,
        written: 3,
        refused: 0,
        unknown: 0,
        skipped: 0,
        late: 0,
      },
    ],
    rejects: 2,
    done: true,
    next: null,
  });
  expect(letters(dir)).toHaveLength(3);
  expect(readFileSync(join(dir, 'outbox', 'rejects.csv'), 'utf8')).toContain(
    '5,bad,set aside,the address is not a mail address',
  );

  const second = await run(dir, 'send', ...list, '--json');
  expect(second.json()).toMatchObject({ letters: [{ written: 0, skipped: 3 }], done: true });

  const status = await run(dir, 'status', ...list, '--json');
  expect(status.json()).toMatchObject({
    notices: [
      {
        policy: 'privacy',
        version: '2',
        kind: 'advance',
        counts: {
          pending: 0,
          written: 3,
          accepted: 0,
          delivered: 0,
          bounced: 0,
          suppressed: 0,
          complained: 0,
          refused: 0,
          unknown: 0,
          optedOut: 0,
          siteOnly: 1,
        },
        joinedInWindow: 0,
        inTime: 0,
        late: 0,
        unreached: 1,
        earliestLawfulEffective: '2026-12-31',
      },
    ],
  });
  expect((await run(dir, 'status', ...list, '--fail-on', 'late,unreached')).code).toBe(1);
  expect((await run(dir, 'status', ...list, '--fail-on', 'late')).code).toBe(0);
  expect((await run(dir, 'status', ...list, '--fail-on', 'later')).code).toBe(2);
  expect((await run(dir, 'status', '--worklist')).out).toBe(
    'notice,id,address,state,reference,reason\r\nprivacy/2/advance,bad,,siteOnly,,no usable address in the list\r\n',
  );
  const story = await run(dir, 'status', '--explain', 'c1', '--json');
  expect(story.json().events.map((e: { what: string }) => e.what)).toEqual(['attempted', 'written']);
  expect((await run(dir, 'status', '--explain', 'c1')).out).not.toContain('c1@customer.example');
  expect((await run(dir, 'status', '--explain', 'stranger')).code).toBe(1);
});

describe('send refuses to start', () => {
  test('without approval', async () => {
    const dir = await companyFolder(customers(1), secondVersion(''));
    const { code, out } = await run(dir, 'send', ...list);
    expect(code).toBe(1);
    expect(out).toContain('[approval-missing]');
    expect(letters(dir)).toEqual([]);
  });

  test('too late, naming the earliest lawful day', async () => {
    const dir = await companyFolder(customers(1));
    const { code, out } = await run(dir, 'send', ...list, '--today', '2026-12-17');
    expect(code).toBe(1);
    expect(out).toContain('2027-01-16');
    expect(letters(dir)).toEqual([]);
  });

  test('when the site is not built, or shows another text', async () => {
    const dir = await companyFolder(customers(1));
    writeFileSync(join(dir, 'dist', 'privacy', '2.txt'), 'another text');
    expect((await run(dir, 'send', ...list)).out).toContain('privacy/2.txt has another text');
    rmSync(join(dir, 'dist'), { recursive: true });
    const { code, out } = await run(dir, 'send', ...list);
    expect(out).toContain('run `npm run build` first');
    expect(code).toBe(1);
    await publish(dir);
    rmSync(join(dir, 'dist', 'privacy', '2', 'index.html'));
    expect((await run(dir, 'send', ...list)).out).toContain('the page privacy/2/ is not there');
    expect(letters(dir)).toEqual([]);
  });

  test('a version that was locked and then changed', async () => {
    const dir = await companyFolder(customers(1));
    expect((await run(dir, 'lock')).code).toBe(0);
    writeFileSync(join(dir, 'content', 'privacy', '2.mdx'), secondVersion().replace('10 years', '20 years'));
    await publish(dir);
    const { code, out } = await run(dir, 'send', ...list);
    expect(out).toContain('[locked-version-changed]');
    expect(code).toBe(1);
    expect(letters(dir)).toEqual([]);
  });

  test.each([
    ['text', (text: string) => text.replace('your name', '[FILL IN: what else]')],
    ['summary', (text: string) => text.replace('We keep data longer.', 'TODO')],
  ])('while something is still to be filled in: %s', async (_, change) => {
    const dir = await companyFolder(customers(2), change(secondVersion()));
    const { code, out } = await run(dir, 'send', ...list);
    expect(code).toBe(1);
    expect(out).toMatch(/"(\[FILL IN: what else\]|TODO)" is still to be filled in/);
    expect(letters(dir)).toEqual([]);
    expect((await run(dir, 'lock')).code).toBe(1);
  });
  test('in the name of a company that is none yet', async () => {
    const dir = await companyFolder(customers(2));
    const site = join(dir, 'content/site.yaml');
    writeFileSync(site, readFileSync(site, 'utf8').replace(/^name: .*/m, 'name: "PLACEHOLDER Ltd"'));
    const base = { RESEND_API_KEY: 're_test_key', RESEND_BASE_URL: 'http://127.0.0.1:9' };
    const { code, err } = await runIn(dir, ['send', ...list, '--mailer', 'resend', '--yes'], base);
    expect(code).toBe(1);
    expect(err).toContain('site.yaml still has "PLACEHOLDER"');
  });
  test('with an empty ledger where the version has been announced for days, unless told', async () => {
    const dir = await companyFolder(customers(3));
    const server = new ResendStandIn();
    onTestFinished(() => server.stop());
    const env = {
      ...{ RESEND_API_KEY: 're_test_key', RESEND_BASE_URL: await server.start() },
      PRENOTICE_LEDGER: join(dir, 'ledger.db'),
    };
    const send = (day: string, ...words: string[]) =>
      runIn(
        dir,
        ['send', ...list, '--mailer', 'resend', '--site', 'dist', '--yes', '--today', day, ...words],
        env,
      );
    // On the day of publication nobody can have been told before.
    expect((await send('2026-12-01')).code).toBe(0);
    expect((await send('2026-12-03')).code).toBe(0);
    expect(server.taken).toHaveLength(3);
    rmSync(join(dir, 'ledger.db'));
    const lost = await send('2026-12-03');
    expect(lost.code).toBe(1);
    expect(lost.err).toContain('version 2 of privacy has been announced since 2026-12-01');
    expect(lost.err).toContain('--new-ledger');
    expect(server.taken).toHaveLength(3);
    expect(existsSync(join(dir, 'ledger.db'))).toBe(false);
    // Keys have ended by now. Whoever says this is believed only as far as the provider's list does not know better.
    server.clock += 25 * 3_600_000;
    const mistaken = await send('2026-12-03', '--new-ledger');
    expect(mistaken).toMatchObject({ code: 0, out: expect.stringContaining('3 sent already') });
    expect(mistaken.out).toContain('Letters had left that this ledger did not know of');
    expect(server.taken.splice(0)).toHaveLength(3);
    rmSync(join(dir, 'ledger.db'));
    server.clock += 25 * 3_600_000;
    expect((await send('2026-12-03', '--new-ledger')).code).toBe(0);
    expect(server.taken).toHaveLength(3);
  });
  test('when a great part of the list is bad, unless told', async () => {
    const dir = await companyFolder([
      ...customers(50),
      ...Array.from({ length: 101 }, (_, i) => `b${i},nowhere,x`),
    ]);
    const refused = await run(dir, 'send', ...list);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('101 of 252 rows');
    expect(readdirSync(join(dir, 'outbox'))).toEqual(['rejects.csv']);
    expect((await run(dir, 'send', ...list, '--accept-rejects')).code).toBe(0);
  });
});

test('a quota that ends says when it goes on, and for which letter that is too late', async () => {
  const dir = await companyFolder(customers(3));
  const server = new ResendStandIn();
  onTestFinished(() => server.stop());
  const env = { RESEND_API_KEY: 're_test_key', RESEND_BASE_URL: await server.start() };
  const send = (...words: string[]) =>
    runIn(dir, ['send', ...list, '--mailer', 'resend', '--site', 'dist', '--yes', ...words], env);
  server.usage = { emails: { monthly: { used: 48, limit: 50, resets_at: '2027-01-01T00:00:00Z' } } };
  const { code, out } = await send();
  expect(code).toBe(1);
  expect(out).toContain("The provider's quota of this month leaves 2 letters");
  expect(out).toContain('go on at 2027-01-01T00:00:00Z');
  expect(out).toContain(
    'That is too late for 2027-01-15-advance-privacy-2: its letters are in time until 2026-12-16.',
  );
  expect(server.taken).toHaveLength(2);
  server.usage = null;
  server.fault = () => 'daily';
  const { json } = await send('--json');
  expect(json()).toMatchObject({
    ...{ done: false, next: '2026-12-02' },
    stopped: { why: 'daily-quota', goOn: '2026-12-02T00:00:00Z' },
    letters: [{ unknown: 0, pending: 1 }],
  });
  server.fault = () => 'none';
  expect((await send()).code).toBe(0);
  expect(server.taken).toHaveLength(3);
});

test('nothing due is no failure; --limit, --dry-run and --test keep to what they say', async () => {
  const dir = await companyFolder(customers(5));
  const early = await run(dir, 'send', ...list, '--today', '2026-11-20');
  expect(existsSync(join(dir, 'outbox'))).toBe(false);
  expect(early).toMatchObject({
    code: 0,
    out: 'Nothing is due.\nNext: something is due on 2026-12-01. See it now: npm start -- --today 2026-12-01\n',
  });
  const dry = await run(dir, 'send', ...list, '--dry-run', '--json');
  expect(dry.json()).toMatchObject({ dryRun: true, done: false, letters: [{ pending: 5, written: 0 }] });
  expect((await run(dir, 'send', ...list, '--test', 'team@fernhill.example')).code).toBe(0);
  expect(letters(dir)).toEqual([expect.stringMatching(/^test-2027-01-15-advance-privacy-2\//)]);
  const some = await run(dir, 'send', ...list, '--limit', '2', '--json');
  expect(some).toMatchObject({ code: 0 });
  expect(some.json()).toMatchObject({ done: false, letters: [{ written: 2, pending: 3 }] });
  expect((await run(dir, 'send', '--recipients', 'nowhere.csv')).code).toBe(1);
  for (const limit of ['0', 'x', '1.5'])
    expect((await run(dir, 'send', ...list, '--limit', limit)).code).toBe(2);
  expect((await run(dir, 'send', ...list, '--test', 'nobody')).code).toBe(2);
});

test('preview prints the letter and says where its HTML is; a draft can be looked at too', async () => {
  const dir = await companyFolder(customers(1));
  const text = await run(dir, 'preview', 'privacy');
  expect(text.out).toMatch(/^Subject: .+\n\n/);
  expect(text.out).toContain('Dear Sam Sample');
  const html = /HTML \(\d+ kB\): (.+)/.exec(text.out)![1]!;
  expect(readFileSync(html, 'utf8')).toContain('<html');
  const json = (await run(dir, 'preview', 'privacy', '2', '--json')).json();
  expect(json).toMatchObject({ letter: '2027-01-15-advance-privacy-2', notices: ['privacy/2/advance'] });
  expect((await run(dir, 'preview', 'privacy', '2', '--format', 'html')).out).toMatch(/^<!DOCTYPE html/i);
  expect((await run(dir, 'preview', 'privacy', '1')).code).toBe(1);
  expect((await run(dir, 'preview', 'privacy', '9')).code).toBe(2);
  expect((await run(dir, 'preview', 'cookies')).code).toBe(2);
  // Letters that not everybody gets.
  expect((await run(dir, 'preview', 'privacy', '2', '--as', 'late')).out).toContain('later than it should');
  expect((await run(dir, 'preview', 'privacy', '2', '--as', 'joined')).out).toContain('became a customer');
  expect((await run(dir, 'preview', 'privacy', '2', '--as', 'early')).code).toBe(2);
  const none = await run(dir, 'preview', 'privacy', '2', '--kind', 'reminder');
  expect(none.code).toBe(1);
  expect(none.err).toContain('no reminder letter about privacy 2 is owed');
  expect((await run(dir, 'preview', 'privacy', '2', '--kind', 'x')).code).toBe(2);
  const drafts = await companyFolder(customers(1), secondVersion('draft: true'));
  expect((await run(drafts, 'preview', 'privacy', '2')).code).toBe(0);
});

test('record notes other ways of telling, one or many; the worklist grows shorter', async () => {
  const dir = await companyFolder([...customers(1), 'p1,nowhere,Bo', '"=p2",,Formula']);
  await run(dir, 'send', ...list);
  const worklist = (await run(dir, 'status', '--worklist')).out;
  expect(worklist).toContain("'=p2");
  writeFileSync(join(dir, 'told.csv'), worklist);
  const words = ['--channel', 'post', '--date', '2026-12-10', '--today', '2026-12-20'];
  expect(await run(dir, 'record', '--file', 'told.csv', ...words)).toMatchObject({
    code: 0,
    out: 'Recorded: 2 told by post on 2026-12-10 (2 entries).\n',
  });
  expect((await run(dir, 'status', '--worklist')).out.split('\r\n')).toHaveLength(2);
  const status = await run(dir, 'status', ...list, '--today', '2026-12-20', '--json');
  expect(status.json().notices[0]).toMatchObject({
    counts: { otherwise: 2, siteOnly: 0, written: 1 },
    unreached: 0,
    inTime: 2,
  });
  expect((await run(dir, 'status', '--explain', 'p1', '--json')).json().events.at(-1)).toMatchObject({
    what: 'told by post',
    day: '2026-12-10',
  });
  // A row about one notice says nothing about another; a notice of long ago is not meant by itself.
  writeFileSync(join(dir, 'odd.csv'), 'notice,id\nprivacy/9/advance,p1\n');
  expect(await run(dir, 'record', '--file', 'odd.csv', ...words)).toMatchObject({ code: 2 });
  const years = ['--channel', 'post', '--date', '2028-01-01', '--today', '2028-01-01'];
  const late = await run(dir, 'record', 'p1', ...years);
  expect(late).toMatchObject({ code: 1 });
  expect(late.err).toContain('name the one that is meant with --notice: privacy/2/advance');
  expect((await run(dir, 'record', 'stranger', ...words)).code).toBe(1);
  expect((await run(dir, 'record', 'p1', '--channel', 'pigeon', '--date', '2026-12-10')).code).toBe(2);
  expect((await run(dir, 'record', 'p1', '--channel', 'post', '--date', '2027-01-01')).code).toBe(2);
  expect((await run(dir, 'record', '--channel', 'post', '--date', '2026-11-01')).code).toBe(2);
});

test('before letters leave, send says how many, from whom, what about, and to whom from first to last, masked', async () => {
  const dir = await companyFolder(customers(12));
  const { out } = await run(dir, 'send', ...list);
  expect(out).toContain('12 letters about privacy 2');
  expect(out).toContain('from Fernhill Legal <legal@notices.fernhill.example.com>, in time until 2026-12-16');
  expect(out).toMatch(/“.*privacy notice.*15 January 2027.*”/i);
  expect(out).toContain('to c0 (c…@c….example) … c9 (c…@c….example)');
  expect(out).not.toContain('@customer.example');
});

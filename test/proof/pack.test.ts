import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { publish, secondVersion } from '../delivery/company.ts';
import { list, type Parts, partsOf, resend, type Scene, sceneOf, send, textOf } from './scene.ts';

/** Letters out on 1 December, one person told by post on the 4th. */
async function told(): Promise<Scene> {
  const scene = await sceneOf(list());
  expect((await scene.run(...send)).code).toBe(0);
  expect((await scene.run(...send, '--today', '2026-12-02')).code).toBe(0);
  const record = [
    'record',
    'c-refused',
    '--channel',
    'post',
    '--date',
    '2026-12-04',
    '--today',
    '2026-12-04',
  ];
  expect((await scene.run(...record, ...resend)).code).toBe(0);
  return scene;
}

const json = <T>(parts: Parts, name: string): T => JSON.parse(textOf(parts[name]!)) as T;

test('a pack holds the whole story, and verifies by itself', async () => {
  const { dir, run } = await told();
  const proof = await run('proof', 'privacy', '2', ...resend, '--out', 'a.zip', '--json');
  expect(proof.code, proof.err).toBe(0);
  const parts = partsOf(join(dir, 'a.zip'));
  expect(Object.keys(parts).sort()).toEqual([
    'assessment.json',
    'configuration.json',
    'index.html',
    'ledger/advance-0001.jsonl',
    'letters/advance-01-en-inTime.html',
    'letters/advance-01-en-inTime.json',
    'letters/advance-01-en-inTime.txt',
    'manifest.json',
    'recipients.csv',
    'recipients.json',
    'redline.html',
    'summary.json',
    'texts/privacy-1.mdx',
    'texts/privacy-1.txt',
    'texts/privacy-2.mdx',
    'texts/privacy-2.txt',
    'texts/privacy.policy.yaml',
  ]);
  const summary = json<{
    notices: { status: unknown; looks: unknown[]; days: unknown; arithmetic: unknown }[];
  }>(parts, 'summary.json');
  expect(summary.notices[0]).toMatchObject({
    status: {
      counts: { accepted: 6, otherwise: 1, siteOnly: 1, refused: 0 },
      ...{ inTime: 7, late: 0, unreached: 1, earliestLawfulEffective: '2027-01-03' },
    },
    days: [
      ['2026-12-01', 7],
      ['2026-12-02', 1],
    ],
    arithmetic: { deadline: '2026-12-16', effective: '2027-01-15' },
  });
  expect(summary.notices[0]!.looks).toHaveLength(2);
  const page = textOf(parts['index.html']!);
  expect(page).toContain('No letter reached 1 person; section 7 says why.');
  expect(page).toContain('<td>English</td>');
  expect(page).toContain('This page is in English; the texts of the policy and the letters');
  const people = json<{ id: string; events: { what: string }[]; address: string; day: string }[]>(
    parts,
    'recipients.json',
  );
  const fallback = people.find((person) => person.id === 'c-fallback')!;
  expect(fallback).toMatchObject({
    address: 'spare@customer.example',
    state: 'accepted',
    day: '2026-12-02',
    inTime: true,
  });
  expect(fallback.events.map((event) => event.what)).toEqual([
    'about to be sent',
    'sent: refused',
    'about to be sent',
    'sent: accepted',
  ]);
  // A spreadsheet runs nothing of it.
  expect(textOf(parts['recipients.csv']!)).toContain("'=c-formula");
  expect(textOf(parts['recipients.csv']!)).not.toMatch(/(^|,)"?=/m);
  // Nothing secret, and no path of this machine but where the site was looked at.
  for (const [name, bytes] of Object.entries(parts)) expect(textOf(bytes), name).not.toContain('re_test_key');

  // Whom a letter failed was told in the end; that letters failed is said all the same.
  const post = ['--channel', 'post', '--date', '2026-12-05', '--today', '2026-12-05'];
  await run('record', 'c-nowhere', ...post, ...resend);
  await run('proof', 'privacy', '2', ...resend, '--out', 'b.zip');
  const followedUp = textOf(partsOf(join(dir, 'b.zip'))['index.html']!);
  expect(followedUp).toContain('2 letters failed; section 7 says what was done.');
  expect(followedUp).not.toContain('No letter failed');

  const verify = await run('verify', 'a.zip');
  expect(verify.out).toContain('Verified: every part fits every other.');
  expect(verify.out).toContain('It cannot show when it was written');
  expect(verify.code).toBe(0);
});

test('the same ledger gives the same bytes, on any day and in any zone', async () => {
  const { dir, run } = await told();
  await run('proof', 'privacy', '2', ...resend, '--out', 'a.zip');
  const zone = process.env.TZ;
  process.env.TZ = 'Pacific/Auckland';
  try {
    await run('proof', 'privacy', '2', ...resend, '--out', 'b.zip', '--today', '2029-06-01');
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
  expect(readFileSync(join(dir, 'b.zip')).equals(readFileSync(join(dir, 'a.zip')))).toBe(true);
});

test('a pack about one person names nobody else, shows their letter, and tells the same counts', async () => {
  const { dir, run } = await told();
  const proof = await run(
    'proof',
    'privacy',
    '2',
    ...resend,
    '--out',
    'one.zip',
    '--recipient',
    'c-fallback',
  );
  expect(proof.code, proof.err).toBe(0);
  const parts = partsOf(join(dir, 'one.zip'));
  for (const [name, bytes] of Object.entries(parts)) {
    expect(textOf(bytes), name).not.toMatch(
      /c\d@customer\.example|refused2@|formula@|Bo Lindqvist|Customer \d|c-refused|c-nowhere/,
    );
  }
  expect(textOf(parts['person/letter-2.html']!)).toContain('Ada Fischer');
  expect(textOf(parts['index.html']!)).toContain('spare@customer.example');
  expect(json<unknown>(parts, 'summary.json')).toMatchObject({
    shows: 'one',
    notices: [{ status: { counts: { accepted: 6, otherwise: 1, siteOnly: 1 }, inTime: 7 } }],
  });
  const verify = await run('verify', 'one.zip', '--json');
  expect(verify.json()).toMatchObject({ verified: true, about: { shows: 'one' } });
  const stranger = await run('proof', 'privacy', '2', ...resend, '--out', 'x.zip', '--recipient', 'nobody');
  expect(stranger.code).toBe(1);
  expect(stranger.err).toContain('the ledger has no entry of "nobody"');
});

test('the pack of a version that was withdrawn says so first, and nowhere that it takes effect', async () => {
  const { dir, run } = await told();
  const words = ['--reason', 'The period was wrong.', '--by', 'Ilse Brandt', '--today', '2026-12-05'];
  expect((await run('withdraw', 'privacy', '2', ...words)).code).toBe(0);
  await publish(dir);
  expect((await run(...send, '--today', '2026-12-05')).code).toBe(0);
  expect((await run('proof', 'privacy', '2', ...resend, '--out', 'a.zip')).code).toBe(0);
  const page = textOf(partsOf(join(dir, 'a.zip'))['index.html']!);
  expect(page).toContain('and withdrawn on 5 December 2026: it never applies.');
  expect(page).toContain('Was to take effect: 15 January 2027');
  expect(page).not.toMatch(/>Takes effect</);
  expect(page).toContain('The correction');
  expect((await run('verify', 'a.zip')).out).toContain('Verified');
});

test('an exempted version: it may take effect sooner, and letters in each language and the pack say why', async () => {
  const exempt = `approved: { by: "Ilse Brandt", on: "2026-11-28" }
exemption: { kind: security, reason: "A hole was found.", decidedBy: "Ada Counsel" }`;
  const soon = secondVersion(exempt).replace('2027-01-15', '2026-12-08');
  const { dir, run, server } = await sceneOf([], soon);
  writeFileSync(
    join(dir, 'list.csv'),
    'id,email,locale\nc1,c1@customer.example,\nc2,c2@customer.example,de-AT\nc3,c3@customer.example,xx\n',
  );
  const plan = (await run('plan', '--json', ...resend, '--recipients', 'list.csv')).json() as {
    notices: object[];
  };
  expect(plan.notices[0]).toMatchObject({ lawful: true, deadline: '2026-12-07', due: '2026-12-01' });
  expect((await run(...send)).code).toBe(0);
  const oneLine = (text: string) => text.replace(/\s+/g, ' ');
  const texts = Object.fromEntries(server.taken.map(({ to, text }) => [to[1], oneLine(text)]));
  expect(texts[1]).toContain('A hole was found.');
  expect(texts[1]).toMatch(/security/i);
  expect(texts[2]).toContain('A hole was found.');
  expect(texts[2]).toMatch(/Sicherheit/);
  expect(texts[3]).toMatch(/We owe it/);
  expect((await run('proof', 'privacy', '2', ...resend, '--out', 'a.zip')).code).toBe(0);
  const parts = partsOf(join(dir, 'a.zip'));
  expect(Object.keys(parts).filter((name) => /^letters.*txt$/.test(name))).toEqual([
    'letters/advance-01-de-inTime.txt',
    'letters/advance-02-en-inTime.txt',
  ]);
  const page = textOf(parts['index.html']!);
  expect(page).toContain('because security requires it: A hole was found. (decided by Ada Counsel)');
  expect(page).toContain('need not be kept (see the exemption)');
  expect((await run('verify', 'a.zip')).out).toContain('Verified');
});

test('an announced text that was changed afterwards is not proved', async () => {
  const { dir, run } = await told();
  const file = join(dir, 'content/privacy/2.mdx');
  writeFileSync(file, readFileSync(file, 'utf8').replace('10 years', '9 years'));
  const proof = await run('proof', 'privacy', '2', ...resend, '--out', 'a.zip');
  expect(proof.code).toBe(1);
  expect(proof.err).toContain('is not the text that letters have announced');
});

test('a ledger that was changed by other hands is told, and the pack does not verify', async () => {
  const { dir, run } = await told();
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(join(dir, 'ledger.db'));
  database.exec("update delivery set state = 'bounced' where recipient_id = 'c1'");
  const tables = await run('proof', 'privacy', '2', ...resend, '--out', 'a.zip');
  expect(tables.code).toBe(1);
  expect(tables.err).toContain('one of them was changed by other hands');
  database.exec("update chain_link set entries = replace(entries, 'c1@customer', 'cx@customer')");
  database.close();
  const chain = await run('proof', 'privacy', '2', ...resend, '--out', 'b.zip');
  expect(chain.err).toMatch(/link \d+, entry \d+: is not what was committed to|its Merkle root is not that/);
  const verify = await run('verify', 'b.zip');
  expect(verify.code).toBe(1);
});

test('after a purge the ledger tells the same counts, its pack names nobody and verifies, and nobody is written to', async () => {
  const { dir, run, server } = await told();
  const early = await run('purge', '--before', '2027-01-16', '--yes', ...resend, '--today', '2027-04-14');
  expect(early.code).toBe(1);
  expect(early.err).toContain('reaches into the 90 days after effect');
  const asked = await run('purge', '--before', '2027-01-16', ...resend, '--today', '2027-04-15');
  expect(asked.err).toContain('nobody is here to say yes');
  const one = await run('purge', '--recipient', 'c-fallback', '--yes', ...resend, '--today', '2027-04-15');
  expect(one.code, one.err).toBe(0);
  const status = async () => (await run('status', ...resend, '--json', '--today', '2027-04-15')).json();
  const before = await status();
  const all = await run('purge', '--before', '2027-01-16', '--yes', ...resend, '--today', '2027-04-15');
  expect(all.code, all.err).toBe(0);
  expect(all.out).toContain('7 people erased');
  expect(await status()).toEqual(before);

  // Not even in the free pages of the file.
  const raw = readFileSync(join(dir, 'ledger.db'), 'latin1');
  expect(raw).not.toMatch(/@customer|Ada Fischer|c-refused|Invalid `to` field/);
  const proof = await run('proof', 'privacy', '2', ...resend, '--out', 'purged.zip');
  expect(proof.code, proof.err).toBe(0);
  const parts = partsOf(join(dir, 'purged.zip'));
  for (const [name, bytes] of Object.entries(parts))
    expect(textOf(bytes), name).not.toMatch(/@customer|Ada Fischer|c-refused/);
  expect(textOf(parts['index.html']!)).toContain('Personal data was erased from the ledger');
  expect(json<unknown>(parts, 'summary.json')).toMatchObject({
    notices: [{ status: { counts: { accepted: 6, otherwise: 1, siteOnly: 1 }, inTime: 7 } }],
  });
  expect((await run('verify', 'purged.zip')).out).toContain('Verified');

  const taken = server.taken.length;
  for (const day of ['2026-12-03', '2027-04-16']) await run(...send, '--today', day);
  expect(server.taken.length).toBe(taken);
});

test('what the provider told later is in the pack: a bounce, a delivery, and news that came before the answer', async () => {
  const { dir, run, server } = await told();
  const ledger = openSqliteLedger(join(dir, 'ledger.db'));
  const event = (eventId: string, to: string, kind: 'bounced' | 'delivered') => ({
    ...{ eventId, type: `email.${kind}`, kind, recipient: to, raw: JSON.stringify({ eventId, to }) },
    providerId: server.taken.find((mail) => mail.to === to)!.id,
    ...{
      reference: null,
      happenedAt: '2026-12-01T10:05:00Z',
      receivedAt: '2026-12-01T10:05:01Z',
      sentAt: null,
    },
    detail: kind === 'bounced' ? 'mailbox does not exist' : null,
  });
  const events = [
    event('e1', 'c1@customer.example', 'bounced'),
    event('e2', 'c0@customer.example', 'delivered'),
  ];
  const kept = await ledger.keepEvents(events, '2026-12-01T10:05:02Z', () => '2026-12-01');
  expect(kept.kept).toEqual(['e1', 'e2']);
  await ledger.close();
  const proof = await run('proof', 'privacy', '2', ...resend, '--out', 'a.zip');
  expect(proof.code, proof.err).toBe(0);
  const parts = partsOf(join(dir, 'a.zip'));
  expect(json<unknown>(parts, 'summary.json')).toMatchObject({
    notices: [{ status: { counts: { accepted: 4, delivered: 1, bounced: 1, otherwise: 1 }, unreached: 2 } }],
  });
  const people = json<{ id: string; events: { what: string; payload?: string }[] }[]>(
    parts,
    'recipients.json',
  );
  const last = people.find(({ id }) => id === 'c1')!.events.at(-1)!;
  expect(last).toMatchObject({ what: 'email.bounced', state: 'bounced', detail: 'mailbox does not exist' });
  // Who has the provider's message can show that it is the one.
  expect(last.payload).toBe(createHash('sha256').update(events[0]!.raw).digest('hex'));
  expect(textOf(parts['index.html']!)).toContain('letter bounced (mailbox does not exist)');
  expect(textOf(parts['index.html']!)).toContain('provider/advance-0001.jsonl');
  const messages = (of: Parts) =>
    textOf(of['provider/advance-0001.jsonl'] ?? new Uint8Array())
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { message: string }).message);
  expect(messages(parts)).toEqual(events.map(({ raw }) => raw));
  expect((await run('verify', 'a.zip')).out).toContain('Verified');
  // About one person: the messages about their letters and no other.
  await run('proof', 'privacy', '2', ...resend, '--out', 'one.zip', '--recipient', 'c1');
  expect(messages(partsOf(join(dir, 'one.zip')))).toEqual([events[0]!.raw]);
  expect((await run('verify', 'one.zip')).out).toContain('Verified');
});

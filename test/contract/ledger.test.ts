import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../../scripts/bench/postgres-server.ts';
import { ChainWalk } from '../../src/delivery/chain.ts';
import type { ClaimRequest, Engagement, Ledger, NoticeRecord } from '../../src/delivery/ledger.ts';
import { openPostgresLedger } from '../../src/delivery/ledger-postgres.ts';
import { explained, openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import type { ProviderEvent } from '../../src/delivery/provider-events.ts';
import { Tally } from '../../src/proof/tally.ts';

/** What every ledger promises; `reopen` gives the same records to another process. */
interface Case {
  name: string;
  open: () => { ledger: Ledger; reopen: (() => Ledger) | null };
}

const cases: Case[] = [
  { name: 'sqlite in memory', open: () => ({ ledger: openSqliteLedger(':memory:'), reopen: null }) },
  {
    name: 'sqlite in a file',
    open() {
      const folder = mkdtempSync(join(tmpdir(), 'prenotice-ledger-'));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const file = join(folder, 'deep', 'ledger.db');
      return { ledger: openSqliteLedger(file), reopen: () => openSqliteLedger(file) };
    },
  },
  {
    name: 'postgres',
    open() {
      return { ledger: openPostgresLedger(server.url), reopen: () => openPostgresLedger(server.url) };
    },
  },
];

let server: PostgresServer;
let postgres: pg.Client;
beforeAll(async () => {
  server = await startPostgres({ fsync: 'off' });
  postgres = new pg.Client({ connectionString: server.url });
  await postgres.connect();
}, 180_000);
beforeEach(() => postgres.query('drop schema if exists prenotice cascade'));
afterAll(async () => {
  await postgres?.end();
  await server?.stop();
});

const letter = '2027-01-15-advance-privacy-2';
const notice: NoticeRecord = {
  policy: 'privacy',
  version: '2',
  kind: 'advance',
  letter,
  class: 'material',
  published: '2026-12-01',
  effective: '2027-01-15',
  deadline: '2026-12-16',
  period: 'P30D',
  clearDays: false,
  exempt: false,
  digest: 'ab'.repeat(32),
};
const key = 'privacy/2/advance';
const at = '2026-12-01T09:00:00Z';
const day = '2026-12-01';

const person = (id: string, fields: Partial<Engagement> = {}): Engagement => ({
  recipientId: id,
  address: `${id}@customer.example`,
  duties: [{ notice: key, how: 'letter', joined: false }],
  ...fields,
});

const claim = (ledger: Ledger, batchKey: string, limit = 100, fields: Partial<ClaimRequest> = {}) =>
  ledger.claim({
    letter,
    limit,
    variantOf: () => 'en inTime',
    texts: new Map([['en inTime', createHash('sha256').update('the text').digest('hex')]]),
    keyOf: () => batchKey,
    ...{ at, day, holder: 'host:1:a', leaseUntil: at },
    ...fields,
  });

async function fix(ledger: Ledger, batchKey: string, limit = 100): Promise<string[]> {
  await ledger.keepText(letter, 'en inTime', 'the text', at);
  const claimed = await claim(ledger, batchKey, limit);
  if (claimed.kind !== 'fixed') throw new Error(`claimed: ${claimed.kind}`);
  return claimed.batches[0]!.members.map((m) => m.reference);
}

const writes = [
  ...(['engage', 'finishList', 'narrow', 'restart', 'claim', 'settle', 'release'] as const),
  ...(['record', 'keepEvents', 'adopt', 'purge'] as const),
];

/** What became of the letters is kept after whatever is written: so each count below would show one that is out of date. */
function keepingFates(ledger: Ledger): Ledger {
  const kept = writes.map((name) => {
    const write = (ledger[name] as (...given: unknown[]) => Promise<unknown>).bind(ledger);
    return [
      name,
      async (...given: unknown[]) => {
        const result = await write(...given);
        await ledger.keepFates();
        return result;
      },
    ];
  });
  return Object.assign(ledger, Object.fromEntries(kept));
}

describe.each(cases)('$name', ({ name, open: openCase }) => {
  const open = () => {
    const opened = openCase();
    onTestFinished(() => opened.ledger.close());
    return { ...opened, ledger: keepingFates(opened.ledger) };
  };

  test('what became of the letters is kept while nothing happens to them, and not while anybody waits', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a'), person('b')], at);
    const standing = async () => ledger.recall('fates', (await ledger.standing()) ?? 'none');
    expect(await standing()).toBe(null);
    const references = await fix(ledger, 'k1');
    await ledger.settle(
      [{ key: 'k1', results: references.map((reference) => ({ reference, state: 'accepted' })), at }],
      day,
    );
    const fates = await ledger.fates();
    expect(fates).toMatchObject([{ notice: key, how: 'letter', state: 'accepted', day, people: 2 }]);
    expect(JSON.parse((await standing())!)).toEqual(fates);
  });

  test('whoever is queued is queued once, however often the list goes through', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    expect(await ledger.engage(letter, '1', [person('a'), person('b')], '2026-12-01T09:00:00Z')).toEqual({
      queued: 2,
      waiting: 0,
      told: 0,
    });
    expect(
      await ledger.engage(letter, '2', [person('a'), person('b'), person('c')], '2026-12-01T09:00:00Z'),
    ).toEqual({
      queued: 1,
      waiting: 2,
      told: 0,
    });
    expect(await ledger.countPending(letter)).toBe(3);
  });

  test('one address under two ids is one letter, and both ids are told by it', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(
      letter,
      '1',
      [person('a'), person('b', { address: 'A@Customer.example' })],
      '2026-12-01T09:00:00Z',
    );
    expect(await ledger.countPending(letter)).toBe(1);
    const [reference] = await fix(ledger, 'k1');
    await ledger.settle(
      [{ key: 'k1', results: [{ reference: reference!, state: 'accepted', providerId: 'p1' }], at }],
      day,
    );
    expect(await ledger.fates()).toEqual([
      { notice: key, how: 'letter', state: 'accepted', day, joined: false, people: 2 },
    ]);
    // A third id with that address, in a later list, is told by the letter that went there.
    expect(
      await ledger.engage(
        letter,
        '2',
        [person('c', { address: 'a@customer.example' })],
        '2026-12-01T09:00:00Z',
      ),
    ).toEqual({
      queued: 0,
      waiting: 0,
      told: 1,
    });
    expect((await ledger.story('c')).map((line) => line.what)).toEqual(['attempted', 'accepted']);
  });

  test('a letter for several at one address does not greet whoever has left or was told otherwise', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    const twin = (id: string, address: string) => person(id, { address, name: id.toUpperCase() });
    const list = [twin('a', 's@x.example'), twin('c', 't@x.example'), twin('e', 'u@x.example')];
    const stay = [twin('b', 'S@x.example'), twin('d', 't@x.example'), twin('f', 'u@x.example')];
    await ledger.engage(letter, '1', [...list, ...stay], at);
    await ledger.finishList(letter, '1', [key], at);
    await ledger.engage(letter, '2', [...list.slice(1), ...stay], at);
    await ledger.finishList(letter, '2', [key], at);
    await ledger.record([{ recipientId: 'c', channel: 'post', day }], [], at);
    await ledger.keepText(letter, 'en inTime', 'the text', at);
    const claimed = await claim(ledger, 'batch-1');
    const members = claimed.kind === 'fixed' ? claimed.batches[0]!.members : [];
    const greeted = members.map(({ recipientId, name }) => [recipientId, name]).sort();
    expect(greeted).toEqual([
      ['b', null],
      ['d', null],
      ['e', 'E'],
    ]);
    // A second try is made of the same.
    const [open1] = await ledger.openBatches(letter);
    expect(open1!.members.map(({ recipientId, name }) => [recipientId, name]).sort()).toEqual(greeted);
  });

  test('what is written about a notice forms a chain that verifies, and that tells of names nothing in clear', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    const siteOnly = person('z', { address: '', duties: [{ notice: key, how: 'siteOnly', joined: false }] });
    await ledger.engage(letter, '1', [person('a', { name: 'Anna' }), person('b'), siteOnly], at);
    await ledger.finishList(letter, '1', [key], at);
    await ledger.keepLook([{ notice: key, where: 'https://fernhill.example/', digest: notice.digest }], at);
    await ledger.keepText(letter, 'en inTime', '{"subject":[]}', at);
    const [a, b] = await fix(ledger, 'k1');
    await ledger.settle(
      [{ key: 'k1', results: [{ reference: a!, state: 'accepted', providerId: 'p1' }], at }],
      day,
    );
    await ledger.settle(
      [{ key: 'k1', results: [{ reference: b!, state: 'refused', reason: 'no such user' }], at }],
      day,
    );
    await ledger.record([{ recipientId: 'b', channel: 'post', day }], [], at);

    const links = await Array.fromAsync(ledger.chain(key));
    expect(links.map((link) => `${link.kind} ${link.count}`)).toEqual([
      'told 1',
      'site 0',
      'begun 0',
      'intent 2',
      'outcome 1',
      'outcome 1',
      'recorded 1',
    ]);
    const walk = new ChainWalk(key);
    for (const link of links) walk.step(link);
    expect(walk.faults).toEqual([]);
    const shown = JSON.stringify(links.map((link) => [link.facts, link.entries.map((e) => e.public)]));
    expect(shown).not.toMatch(/customer\.example|Anna|"[abz]"/);
    const intent = links[3]!.entries.map((entry) => entry.private!.address);
    expect(intent).toEqual(['a@customer.example', 'b@customer.example']);
    expect(links[3]!.facts).toMatchObject({
      batch: 'k1',
      letter,
      day,
      texts: { 'en inTime': expect.any(String) },
    });
    // One person is one pseudonym, and so is one letter, wherever they stand.
    expect(links[3]!.entries[1]!.public.letter).toBe(links[5]!.entries[0]!.public.letter);
    expect(links[3]!.entries[1]!.public.person).toBe(links[6]!.entries[0]!.public.person);
  });

  test('purged people leave counts and a chain that verifies, and are never written to again', async () => {
    const { ledger } = open();
    const later: NoticeRecord = { ...notice, version: '3', letter: 'later', effective: '2027-05-01' };
    await ledger.open([notice, later], at);
    const both = [
      { notice: key, how: 'letter' as const, joined: false },
      { notice: 'privacy/3/advance', how: 'letter' as const, joined: false },
    ];
    const mail = (id: string, duties: Engagement['duties']) => person(id, { name: `Name ${id}`, duties });
    const [first, second] = [both.slice(0, 1), both.slice(1)];
    await ledger.engage(letter, '1', [mail('a', first), mail('b', first), mail('c', first)], at);
    await ledger.engage('later', '1', [mail('a', second)], at);
    const [a, b, c] = await fix(ledger, 'k1');
    await ledger.settle(
      [
        {
          key: 'k1',
          results: [
            { reference: a!, state: 'accepted', providerId: 'p1' },
            { reference: b!, state: 'refused', reason: 'no such user' },
            { reference: c!, state: 'accepted', providerId: 'p3' },
          ],
          at,
        },
      ],
      day,
    );
    const before = await ledger.fates();
    const faults = async () => {
      const walk = new ChainWalk(key);
      for await (const link of ledger.chain(key)) walk.step(link);
      return walk.faults;
    };

    // The 89th day after effect, and the 90th.
    expect(await ledger.purge({ recipient: 'a' }, '2027-04-14', at)).toEqual({
      erased: [],
      kept: [
        { notice: key, until: '2027-04-15' },
        { notice: 'privacy/3/advance', until: '2027-07-30' },
      ],
    });
    expect(await ledger.purge({ recipient: 'a' }, '2027-04-15', at)).toEqual({
      erased: [{ notice: key, people: 1, entries: 2 }],
      kept: [{ notice: 'privacy/3/advance', until: '2027-07-30' }],
    });
    const sorted = (fates: unknown[]) => fates.map((fate) => JSON.stringify(fate)).sort();
    const sums = (fates: Awaited<ReturnType<Ledger['fates']>>) =>
      Object.entries(Object.groupBy(fates, (f) => `${f.notice} ${f.how} ${f.state} ${f.day}`)).map(
        ([name, list]) => `${name} ${list!.reduce((sum, f) => sum + f.people, 0)}`,
      );
    expect(sorted(sums(await ledger.fates()))).toEqual(sorted(sums(before)));
    expect((await ledger.story('a')).map((line) => line.notice)).toEqual(['privacy/3/advance']);
    expect((await ledger.story('b')).length).toBeGreaterThan(0);
    expect(await faults()).toEqual([]);

    expect(await ledger.purge({ before: '2027-01-16' }, '2027-04-15', at)).toMatchObject({
      erased: [{ notice: key, people: 2, entries: 4 }],
      kept: [],
    });
    expect(sorted(sums(await ledger.fates()))).toEqual(sorted(sums(before)));
    const left = JSON.stringify([
      await Array.fromAsync(ledger.chain(key)),
      await ledger.story('b'),
      await Array.fromAsync(ledger.worklist()),
    ]);
    expect(left).not.toMatch(/[bc]@customer|Name|"salt"|p3|no such user/);
    expect(await faults()).toEqual([]);

    // Unknown to the ledger now, and yet no newcomer.
    const again = await ledger.engage(
      letter,
      '9',
      [mail('a', first), mail('b', first), mail('new', first)],
      at,
    );
    expect(again).toEqual({ queued: 0, waiting: 0, told: 3 });
    expect(await ledger.countPending(letter)).toBe(0);
    expect((await ledger.begun()).find((n) => n.version === '2')).toMatchObject({ complete: true });
  });

  test('a letter that two people share stays with the one who is not purged', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    const shared = person('b', { address: 'A@customer.example' });
    await ledger.engage(letter, '1', [person('a', { name: 'Anna' }), shared], at);
    const [reference] = await fix(ledger, 'k1');
    await ledger.settle(
      [{ key: 'k1', results: [{ reference: reference!, state: 'accepted', providerId: 'p1' }], at }],
      day,
    );
    await ledger.purge({ recipient: 'a' }, '2027-06-01', at);
    expect(await ledger.story('a')).toEqual([]);
    expect((await ledger.story('b')).map((line) => line.what)).toEqual(['attempted', 'accepted']);
    const kept = JSON.stringify(await Array.fromAsync(ledger.chain(key)));
    expect(kept).not.toContain('Anna');
    expect(kept).toContain('"providerId":"p1"');
  });

  test('several that write at once make one chain', async () => {
    const { ledger, reopen } = open();
    await ledger.open([notice], at);
    await ledger.engage(
      letter,
      '1',
      Array.from({ length: 60 }, (_, i) => person(`p${i}`)),
      at,
    );
    // SQLite waits for another connection without letting this process go on: there, processes of their own do it.
    const others = [
      ledger,
      ...(reopen && name === 'postgres' ? [reopen(), reopen(), reopen()] : [ledger, ledger]),
    ];
    await Promise.all(
      others.map(async (one, i) => {
        for (let n = 0; n < 5; n++) {
          const references = await fix(one, `k${i}-${n}`, 3);
          const results = references.map((reference) => ({
            reference,
            state: 'accepted' as const,
            providerId: reference,
          }));
          if (results.length > 0) await one.settle([{ key: `k${i}-${n}`, results, at }], day);
        }
      }),
    );
    const walk = new ChainWalk(key);
    let entries = 0;
    for await (const link of ledger.chain(key)) {
      walk.step(link);
      entries += link.count;
    }
    expect(walk.faults).toEqual([]);
    const [told] = await ledger.fates().then((fates) => fates.filter(({ state }) => state === 'accepted'));
    expect(entries).toBe(2 * told!.people);
    for (const one of others.slice(1)) if (one !== ledger) await one.close();
  });

  test('a notice whose letters were not taken begins anew in the chain', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a')], at);
    const [a] = await fix(ledger, 'k1');
    await ledger.release({ key: 'k1', holder: 'host:1:a', tries: 1 }, [a!], 'quota', at, day);
    await fix(ledger, 'k2');
    const kinds = (await Array.fromAsync(ledger.chain(key))).map((link) => link.kind);
    expect(kinds).toEqual(['begun', 'intent', 'released', 'intent']);
  });

  test('an intent is unknown until its outcome is written, and nobody else gets its members', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a'), person('b')], '2026-12-01T09:00:00Z');
    const members = (await fix(ledger, 'k1')).map((reference) => ({ reference }));
    expect(members).toHaveLength(2);
    expect(await claim(ledger, 'k2')).toEqual({ kind: 'none' });
    expect(await ledger.countPending(letter)).toBe(0);
    expect((await ledger.fates()).map((f) => f.state)).toEqual(['unknown']);
    const open1 = await ledger.openBatches(letter);
    expect(open1.map((b) => [b.key, b.members.map((m) => m.reference)])).toEqual([
      ['k1', members.map((m) => m.reference)],
    ]);
    await ledger.settle(
      [
        {
          key: 'k1',
          results: members.map((m) => ({ reference: m.reference, state: 'accepted' as const })),
          at,
        },
      ],
      day,
    );
    expect(await ledger.openBatches()).toEqual([]);
    expect(await ledger.begun()).toMatchObject([{ firstDay: day, complete: false }]);
    await ledger.finishList(letter, '1', [key], at);
    expect(await ledger.begun()).toMatchObject([{ firstDay: day, complete: true }]);
  });

  test('of two notices, mails that have left tell of one each, or of one: the other waits under another reference', async () => {
    const { ledger } = open();
    const terms = 'terms/2/advance';
    await ledger.open([notice, { ...notice, policy: 'terms' }], at);
    const duties = [key, terms].map((one) => ({ notice: one, how: 'letter' as const, joined: false }));
    const twin = person('c', { address: 'A@customer.example', duties: duties.slice(1) });
    const list = [person('a', { duties }), person('b', { duties }), twin];
    await ledger.engage(letter, '1', list, at);
    await ledger.finishList(letter, '1', [key, terms], at);
    expect([await ledger.countPending(letter), await ledger.countPending(letter, terms)]).toEqual([2, 2]);
    expect(await ledger.countPending(letter, 'cookies/1/advance')).toBe(0);
    const [a, b] = (await ledger.pending(letter, 10)).sort((x, y) =>
      x.recipientId < y.recipientId ? -1 : 1,
    );
    const sent = (reference: string, id: string, on: string, about: string[]) => ({
      ...{ reference, id, at: `${on}T10:00:00Z`, day: on, reason: 'found', about },
    });
    // News say that something has left, and not what it told of.
    const heard = news('e1', 'delivered', { reference: a!.reference });
    expect(await ledger.keepEvents([heard], at, dayOf)).toMatchObject({ kept: [], strangers: ['e1'] });
    const mails = [
      sent(a!.reference, 'm2', '2026-12-02', [terms]),
      sent(a!.reference, 'm1', '2026-12-01', [key]),
      sent(b!.reference, 'm3', '2026-12-01', [key, 'cookies/1/advance']),
    ];
    expect(await ledger.adopt(letter, mails, '2026-12-03T09:00:00Z')).toBe(3);
    const [left, ...others] = await ledger.pending(letter, 10);
    expect(others).toEqual([]);
    expect(left).toMatchObject({ recipientId: 'b', notices: [terms] });
    expect(left!.reference).not.toBe(b!.reference);
    const fates = await ledger.fates();
    expect(fates.map((f) => `${f.notice} ${f.state} ${f.day} ${f.people}`).sort()).toEqual([
      'privacy/2/advance accepted 2026-12-01 2',
      'terms/2/advance accepted 2026-12-02 2',
      'terms/2/advance pending null 1',
    ]);
    expect([await ledger.countPending(letter, key), await ledger.countPending(letter, terms)]).toEqual([
      0, 1,
    ]);
    // Another pass over the list leaves everybody as they are.
    await ledger.engage(letter, '2', list, at);
    await ledger.finishList(letter, '2', [key, terms], at);
    expect(await ledger.pending(letter, 10)).toEqual([left]);
  });

  test('letters that have left without its knowing are accepted on the day they left, and nobody gets another', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    const twin = person('b', { address: 'A@customer.example' });
    await ledger.engage(letter, 'run-1', [person('a'), twin, person('c'), person('d')], at);
    await ledger.finishList(letter, 'run-1', [key], at);
    const [tried] = await fix(ledger, 'batch-1', 1);
    const waiting = await ledger.pending(letter, 10);
    const sent = waiting.slice(0, 2).map(({ reference }, i) => ({
      ...{ reference, id: `m-${i}`, at: `2026-12-0${2 - i}T10:00:00Z`, day: `2026-12-0${2 - i}` },
      ...{ reason: 'found', about: null },
    }));
    const keys = waiting.map(({ address }) => address.toLowerCase());
    const known = await ledger.knownMails(letter, [tried!, ...sent.map((s) => s.reference), 'no'], keys);
    expect([...known.letters.values()].map(({ state }) => state).sort()).toEqual([
      ...['pending', 'pending', 'unknown'],
    ]);
    expect(known.waiting.size).toBe(waiting.length);
    expect(known.answered.size).toBe(0);
    const late = '2026-12-03T09:00:00Z';
    const stranger = { ...sent[0]!, reference: 'no' };
    expect(await ledger.adopt(letter, [...sent, stranger, { ...sent[0]!, reference: tried! }], late)).toBe(2);
    // Once more changes nothing.
    expect(await ledger.adopt(letter, sent, late)).toBe(0);
    expect(await ledger.countPending(letter)).toBe(waiting.length - 2);
    expect((await ledger.openBatches()).map((batch) => batch.key)).toEqual(['batch-1']);
    expect((await ledger.notices())[0]).toMatchObject({ firstDay: '2026-12-01' });
    expect([await ledger.mailsOn('2026-12-01'), await ledger.mailsOn('2026-12-02')]).toEqual([2, 1]);
    const [walk, tally] = [new ChainWalk(key), new Tally()];
    for await (const link of ledger.chain(key)) {
      walk.step(link);
      tally.add(link);
    }
    expect(walk.faults).toEqual([]);
    const sorted = (list: Awaited<ReturnType<Ledger['fates']>>) =>
      list.map(({ state, day: on, people }) => `${state} ${on} ${people}`).sort();
    const told = (await ledger.fates()).filter(({ state }) => state !== 'pending');
    expect(sorted(tally.fates(key))).toEqual(sorted(told));
    // An answer of our own says more than a find.
    await ledger.settle(
      [{ key: 'batch-1', at, results: [{ reference: tried!, state: 'accepted', providerId: 'p' }] }],
      day,
    );
    const references = [tried!, sent[0]!.reference];
    expect([...(await ledger.knownMails(letter, references, [])).answered]).toEqual([[tried, 'p']]);
  });

  test('two runs that want the same open batch: one of them gets it', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a')], '2026-12-01T09:00:00Z');
    await fix(ledger, 'k1');
    const [batch] = await ledger.openBatches();
    expect(await ledger.takeOver(batch!, 'host:2:b', at, at)).toBe(true);
    expect(await ledger.takeOver(batch!, 'host:3:c', at, at)).toBe(false);
  });

  test('a batch that was certainly not taken gives its members back, and the notice has not begun', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a'), person('b')], '2026-12-01T09:00:00Z');
    const references = await fix(ledger, 'k1');
    await ledger.release({ key: 'k1', holder: 'host:1:a', tries: 1 }, references, '401', at, day);
    expect(await ledger.countPending(letter)).toBe(2);
    expect(await ledger.openBatches()).toEqual([]);
    expect(await ledger.begun()).toEqual([]);
    // The same members make the same batch again.
    expect(await fix(ledger, 'k1')).toEqual(references);
  });

  test('a batch that another run has taken over is not given back, nor is what an outcome is known of', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a'), person('b')], at);
    const references = await fix(ledger, 'k1');
    const [batch] = await ledger.openBatches();
    await ledger.takeOver(batch!, 'host:2:b', at, at);
    const before = await Array.fromAsync(ledger.chain(key));
    expect(await ledger.release(batch!, references, 'not tried', at, day)).toEqual([]);
    expect(await Array.fromAsync(ledger.chain(key))).toEqual(before);
    expect(await ledger.countPending(letter)).toBe(0);
    const [first, second] = references;
    await ledger.settle([{ key: 'k1', results: [{ reference: first!, state: 'accepted' }], at }], day);
    const held = { key: 'k1', holder: 'host:2:b', tries: 2 };
    expect(await ledger.release(held, references, 'not in the list', at, day)).toEqual([second]);
    expect((await Array.fromAsync(ledger.chain(key))).at(-1)).toMatchObject({ kind: 'released', count: 1 });
    expect(await ledger.mailsOn(day)).toBe(1);
    expect((await ledger.fates()).map(({ state }) => state).sort()).toEqual(['accepted', 'pending']);
    expect(await ledger.release(held, references, 'again', at, day)).toEqual([]);
  });

  test('a letter has the day on which it certainly was with the provider, and none before its intent', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a'), person('b'), person('c'), person('d')], at);
    const [a, b, c, d] = await fix(ledger, 'k1');
    const of = (reference: string, on: string) => ({
      ...{ key: 'k1', at, day: on, results: [{ reference, state: 'accepted' as const }] },
    });
    await ledger.settle([of(a!, '2026-12-02'), of(b!, '2026-11-30')], day);
    const news = (reference: string, happenedAt: string): ProviderEvent => ({
      ...{ eventId: `e-${reference}`, type: 'email.sent', kind: 'sent', reference, providerId: null },
      ...{ recipient: null, happenedAt, receivedAt: happenedAt, sentAt: null, detail: null, raw: '{}' },
    });
    const later = [news(c!, '2026-12-03T09:00:00Z'), news(d!, '2026-12-01T23:00:00Z')];
    await ledger.keepEvents(later, at, (instant) => instant.slice(0, 10));
    const days = (await ledger.fates()).map((fate) => [fate.day, fate.people]).sort();
    expect(days).toEqual([
      ['2026-12-01', 2],
      ['2026-12-02', 1],
      ['2026-12-03', 1],
    ]);
    const tally = new Tally();
    for await (const link of ledger.chain(key)) tally.add(link);
    expect([...tally.days].sort()).toEqual(days);
  });

  test('whoever left the list before the letter was attempted is not written to; whoever comes back is', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a'), person('b')], '2026-12-01T09:00:00Z');
    await ledger.engage(letter, '2', [person('a')], '2026-12-01T09:00:00Z');
    expect(await ledger.finishList(letter, '2', [key], at)).toBe(1);
    expect((await ledger.pending(letter, 10)).map((d) => d.recipientId)).toEqual(['a']);
    expect((await ledger.story('b')).map((line) => line.what)).toEqual(['left']);
    expect(await ledger.engage(letter, '3', [person('a'), person('b')], '2026-12-01T09:00:00Z')).toEqual({
      queued: 1,
      waiting: 1,
      told: 0,
    });
  });

  test('an earlier run that is still at its list does not undo what a later one saw', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '2', [person('a'), person('b')], '2026-12-01T09:00:00Z');
    await ledger.engage(letter, '1', [person('a')], '2026-12-01T09:00:00Z');
    expect(await ledger.finishList(letter, '1', [key], at)).toBe(0);
    expect(await ledger.finishList(letter, '2', [key], at)).toBe(0);
    expect(await ledger.countPending(letter)).toBe(2);
  });

  test('an address that changed is written to if the first letter failed, and not if it arrived', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a'), person('b')], '2026-12-01T09:00:00Z');
    const references = await fix(ledger, 'k1');
    await ledger.settle(
      [
        {
          key: 'k1',
          results: [
            { reference: references[0]!, state: 'accepted' },
            { reference: references[1]!, state: 'refused', reason: 'no such address' },
          ],
          at,
        },
      ],
      day,
    );
    const moved = (id: string) => person(id, { address: `${id}@new.example` });
    expect(await ledger.engage(letter, '2', [moved('a'), moved('b')], '2026-12-01T09:00:00Z')).toEqual({
      queued: 1,
      waiting: 0,
      told: 1,
    });
    expect((await ledger.pending(letter, 10)).map((d) => d.address)).toEqual(['b@new.example']);
  });

  test('after a refusal the fallback address is tried once, then nothing more', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    const both = person('a', { fallback: 'office@customer.example' });
    await ledger.engage(letter, '1', [both], '2026-12-01T09:00:00Z');
    const [first] = await fix(ledger, 'k1');
    await ledger.settle([{ key: 'k1', results: [{ reference: first!, state: 'refused' }], at }], day);
    expect(await ledger.engage(letter, '2', [both], '2026-12-01T09:00:00Z')).toMatchObject({ queued: 1 });
    const [second] = await fix(ledger, 'k2');
    expect(second).not.toBe(first);
    await ledger.settle([{ key: 'k2', results: [{ reference: second!, state: 'refused' }], at }], day);
    expect(await ledger.engage(letter, '3', [both], '2026-12-01T09:00:00Z')).toEqual({
      queued: 0,
      waiting: 0,
      told: 1,
    });
    expect(await Array.fromAsync(ledger.worklist())).toMatchObject([
      { recipientId: 'a', state: 'refused', address: 'office@customer.example' },
    ]);
  });

  test('a changed name or choice counts while nothing was attempted', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a', { name: 'Old' }), person('b')], '2026-12-01T09:00:00Z');
    const optedOut = person('b', { duties: [{ notice: key, how: 'optedOut', joined: false }] });
    await ledger.engage(letter, '2', [person('a', { name: 'New' }), optedOut], '2026-12-01T09:00:00Z');
    await ledger.finishList(letter, '2', [key], at);
    expect((await ledger.pending(letter, 10)).map((d) => d.name)).toEqual(['New']);
    expect((await ledger.fates()).map((f) => f.how).sort()).toEqual(['letter', 'optedOut']);
    // Dated by the run that found it, not by the day on which the notice was opened.
    const late = person('z', { duties: [{ notice: key, how: 'optedOut', joined: false }] });
    await ledger.engage(letter, '3', [late], '2026-12-20T09:00:00Z');
    expect(await ledger.story('z')).toMatchObject([
      { what: 'optedOut', at: '2026-12-20T09:00:00Z', day: '2026-12-20' },
    ]);
  });

  test('a correction reaches only those whom the announcement was sent to', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a')], '2026-12-01T09:00:00Z');
    const [reference] = await fix(ledger, 'k1');
    await ledger.settle([{ key: 'k1', results: [{ reference: reference!, state: 'accepted' }], at }], day);
    await ledger.open([{ ...notice, kind: 'correction', letter: 'c' }], at);
    const duties = [{ notice: 'privacy/2/correction', how: 'letter' as const, joined: false, after: key }];
    await ledger.engage('c', '2', [person('a', { duties }), person('z', { duties })], '2026-12-01T09:00:00Z');
    expect((await ledger.pending('c', 10)).map((d) => d.recipientId)).toEqual(['a']);
  });

  test('who was told in another way gets no letter any more, and is counted by that day', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a'), person('b')], '2026-12-01T09:00:00Z');
    const entry = (recipientId: string) => ({ recipientId, channel: 'post' as const, day: '2026-12-05' });
    expect(await ledger.record([entry('a'), entry('z')], [], at)).toEqual({ recorded: 1, strangers: ['z'] });
    expect((await ledger.pending(letter, 10)).map((d) => d.recipientId)).toEqual(['b']);
    expect(await ledger.engage(letter, '2', [person('a'), person('b')], '2026-12-01T09:00:00Z')).toEqual({
      queued: 0,
      waiting: 1,
      told: 1,
    });
    const [reference] = await fix(ledger, 'k1');
    await ledger.settle([{ key: 'k1', results: [{ reference: reference!, state: 'accepted' }], at }], day);
    expect(await ledger.record([entry('b')], [key], at)).toEqual({ recorded: 0, strangers: [] });
    const fates = (await ledger.fates()).map((f) => [f.how, f.state, f.day]);
    expect(fates.sort()).toEqual([
      ['letter', 'accepted', day],
      ['otherwise', null, '2026-12-05'],
    ]);
  });

  test('what became of a letter is not asked any more when all its readers were told in another way', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    const people = [person('a'), person('twin', { address: 'A@customer.example' }), person('b')];
    await ledger.engage(letter, '1', people, at);
    await ledger.finishList(letter, '1', [key], at);
    await fix(ledger, 'k1');
    const record = (...ids: string[]) =>
      ledger.record(
        ids.map((recipientId) => ({ recipientId, channel: 'post' as const, day: '2026-12-05' })),
        [],
        at,
      );
    await record('a', 'b');
    expect(await ledger.openBatches()).toHaveLength(1);
    expect((await ledger.begun())[0]).toMatchObject({ complete: false });
    await record('twin');
    expect(await ledger.openBatches()).toEqual([]);
    expect((await ledger.begun())[0]).toMatchObject({ complete: true });
    expect((await ledger.fates()).map(({ how, people: count }) => [how, count])).toEqual([['otherwise', 3]]);
    // Another reader of the same mailbox is told by that letter, if it went: so somebody asks again.
    const another = person('triplet', { address: 'a@customer.example' });
    expect(await ledger.engage(letter, '2', [...people, another], at)).toMatchObject({ queued: 0 });
    expect((await ledger.openBatches()).map((batch) => batch.key)).toEqual(['k1']);
    expect((await ledger.begun())[0]).toMatchObject({ complete: false });
    expect(await ledger.standing()).toBeNull();
  });

  test('a letter that turns out not to have been sent does not go to whoever was told in another way meanwhile', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a'), person('b')], at);
    const references = await fix(ledger, 'k1');
    await ledger.record([{ recipientId: 'a', channel: 'post', day: '2026-12-05' }], [], at);
    await ledger.release(
      { key: 'k1', holder: 'host:1:a', tries: 1 },
      references,
      'not in the list of sent mail',
      at,
      day,
    );
    expect((await ledger.pending(letter, 10)).map((d) => d.recipientId)).toEqual(['b']);
    expect((await ledger.story('a')).map((line) => line.what)).toEqual(['told by post']);
    const walk = new ChainWalk(key);
    for await (const link of ledger.chain(key)) walk.step(link);
    expect(walk.faults).toEqual([]);
  });

  test('the text of a variant is final once a letter was attempted with it', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a')], '2026-12-01T09:00:00Z');
    expect(await ledger.keepText(letter, 'en inTime', 'first', at)).toBe('first');
    expect(await ledger.keepText(letter, 'en inTime', 'the text', at)).toBe('the text');
    await fix(ledger, 'k1');
    expect(await ledger.keepText(letter, 'en inTime', 'too late', at)).toBe('the text');
    expect(await ledger.text(letter, 'en inTime')).toBe('the text');
  });

  test('nothing is taken for a text that is not the one that the ledger keeps', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a'), person('b')], at);
    const unready = await claim(ledger, 'k1');
    expect(unready.kind === 'unready' && unready.deliveries.map((d) => d.recipientId)).toEqual(['a', 'b']);
    await ledger.keepText(letter, 'en inTime', 'of another run with another content', at);
    expect((await claim(ledger, 'k1')).kind).toBe('unready');
    expect(await ledger.countPending(letter)).toBe(2);
    expect(await ledger.begun()).toEqual([]);
  });

  test('an address that changes in the queue leaves no mail behind for the old one', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a')], at);
    await ledger.engage(letter, '2', [person('a', { address: 'a@new.example' })], at);
    // Even before the list has been read to its end.
    expect((await ledger.pending(letter, 10)).map((d) => d.address)).toEqual(['a@new.example']);
  });

  test('a batch given back while a list is read leaves nobody out', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a')], at);
    const references = await fix(ledger, 'k1');
    await ledger.engage(letter, '2', [person('a')], at);
    await ledger.release({ key: 'k1', holder: 'host:1:a', tries: 1 }, references, '401', at, day);
    expect(await ledger.finishList(letter, '2', [key], at)).toBe(0);
    expect(await ledger.countPending(letter)).toBe(1);
  });

  test('several batches are fixed at once, of so many members together', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(
      letter,
      '1',
      Array.from({ length: 25 }, (_, n) => person(`p${n}`)),
      at,
    );
    await ledger.keepText(letter, 'en inTime', 'the text', at);
    let number = 0;
    const keyOf = () => `k${++number}`;
    const some = await claim(ledger, '', 10, { batches: 5, most: 18, keyOf });
    expect(some.kind === 'fixed' && some.batches.map((b) => b.members.length)).toEqual([10, 8]);
    const rest = await claim(ledger, '', 10, { batches: 5, keyOf });
    expect(rest.kind === 'fixed' && rest.batches.map((b) => b.members.length)).toEqual([7]);
    expect((await ledger.openBatches()).map((b) => b.key)).toEqual(['k1', 'k2', 'k3']);
  });

  test('claims made at once share nobody and miss nobody', async () => {
    const { ledger, reopen } = open();
    await ledger.open([notice], at);
    const all = Array.from({ length: 100 }, (_, n) => person(`p${n}`));
    await ledger.engage(letter, '1', all, at);
    await ledger.keepText(letter, 'en inTime', 'the text', at);
    // Not with SQLite: one process that waits for itself waits for ever.
    const others = reopen && name === 'postgres' ? [ledger, reopen(), reopen()] : [ledger];
    const taken: string[] = [];
    await Promise.all(
      Array.from({ length: 8 }, async (_, worker) => {
        for (let n = 0; ; n++) {
          const claimed = await claim(others[worker % others.length]!, `k${worker}/${n}`, 7);
          if (claimed.kind !== 'fixed') return;
          taken.push(...claimed.batches.flatMap((batch) => batch.members.map((m) => m.recipientId)));
        }
      }),
    );
    expect(taken.toSorted()).toEqual(all.map((p) => p.recipientId).sort());
    for (const other of others.slice(1)) await other.close();
  });

  test('a notice that is taken out of a letter leaves the others waiting; one that is back is queued anew', async () => {
    const { ledger } = open();
    const other = { ...notice, policy: 'terms' };
    await ledger.open([notice, other], at);
    const both = (id: string) =>
      person(id, {
        duties: [key, 'terms/2/advance'].map((one) => ({ notice: one, how: 'letter', joined: false })),
      });
    await ledger.engage(letter, '1', [both('a'), person('b')], at);
    await ledger.finishList(letter, '1', [key, 'terms/2/advance'], at);
    await ledger.narrow(letter, ['terms/2/advance']);
    expect((await ledger.pending(letter, 10)).map((mail) => [mail.recipientId, mail.notices])).toEqual([
      ['a', ['terms/2/advance']],
    ]);
    await fix(ledger, 'k1');
    await ledger.engage(letter, '2', [both('a'), person('b')], at);
    const again = await ledger.pending(letter, 10);
    expect(again.map((mail) => [mail.recipientId, mail.notices]).toSorted()).toEqual([
      ['a', [key]],
      ['b', [key]],
    ]);
    expect(new Set([...again.map((mail) => mail.reference)]).size).toBe(2);
  });

  test('whoever waits goes along when their notice goes in another letter than was planned', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, '1', [person('a')], at);
    await ledger.open([{ ...notice, letter: 'another' }], at);
    expect(await ledger.engage('another', '2', [person('a')], at)).toMatchObject({ waiting: 1 });
    expect(await ledger.countPending(letter)).toBe(0);
    expect(await ledger.countPending('another')).toBe(1);
  });

  test('a batch that is given back takes the first day from no notice of which a letter has left before', async () => {
    const { ledger } = open();
    await ledger.open([notice, { ...notice, policy: 'old', effective: '2026-01-15', letter: 'old' }], at);
    const old = { notice: 'old/2/advance', how: 'letter' as const, joined: false };
    await ledger.engage('old', '1', [person('z', { duties: [old] })], at);
    await ledger.keepText('old', 'en inTime', 'the text', at);
    await claim(ledger, 'k0', 100, { letter: 'old' });
    await ledger.purge({ before: '2026-02-01' }, day, at);
    const list = [person('a', { fallback: 'other@customer.example' })];
    await ledger.engage(letter, '1', list, at);
    const [refused] = await fix(ledger, 'k1');
    await ledger.settle([{ key: 'k1', results: [{ reference: refused!, state: 'refused' }], at }], day);
    await ledger.engage(letter, '2', list, at);
    const next = await fix(ledger, 'k2');
    const given = { key: 'k2', holder: 'host:1:a', tries: 1 };
    expect(await ledger.release(given, next, 'a quota', at, day)).toEqual(next);
    expect((await ledger.notices()).map(({ firstDay }) => firstDay)).toEqual([day, day]);
  });

  test('runs at once that have the same notice in different letters queue everybody once', async () => {
    const { ledger, reopen } = open();
    const other = (reopen && name === 'postgres' ? reopen : () => ledger)();
    const people = Array.from({ length: 300 }, (_, n) => person(`p${n}`));
    await ledger.open([notice], at);
    await other.openBatches();
    const asked = [ledger.engage(letter, '1', people, at), other.engage('another', '2', people, at)];
    if (other !== ledger) onTestFinished(() => other.close());
    await Promise.all(asked);
    const waiting = [await ledger.countPending(letter), await ledger.countPending('another')];
    expect(waiting.toSorted()).toEqual([0, 300]);
  });

  test('a batch of which one part is settled while the other is given back is closed', async () => {
    const { ledger, reopen } = open();
    const other = (reopen && name === 'postgres' ? reopen : () => ledger)();
    if (other !== ledger) onTestFinished(() => other.close());
    await ledger.open([notice], at);
    for (let n = 0; n < 10; n++) {
      await ledger.engage(
        letter,
        `${n}`,
        Array.from({ length: 10 }, (_, i) => person(`p${n}-${i}`)),
        at,
      );
      const references = await fix(ledger, `k${n}`);
      const part = Math.ceil(references.length / 2);
      const results = references
        .slice(0, part)
        .map((reference) => ({ reference, state: 'accepted' as const }));
      const batch = { key: `k${n}`, holder: 'host:1:a', tries: 1 };
      await Promise.all([
        ledger.settle([{ key: batch.key, results, at }], day),
        other.release(batch, references.slice(part), 'a quota', at, day),
      ]);
      expect(await ledger.openBatches()).toEqual([]);
    }
  });

  /** One letter to each of `ids`, sent and accepted as `p-<id>`; gives references by id. */
  async function sent(ledger: Ledger, ...ids: string[]): Promise<Map<string, string>> {
    await ledger.open([notice], at);
    await ledger.engage(
      letter,
      '1',
      ids.map((id) => person(id)),
      at,
    );
    await fix(ledger, 'k1');
    const [batch] = await ledger.openBatches(letter);
    const settled = batch!.members.map((member) => ({
      ...{ reference: member.reference, state: 'accepted' as const },
      providerId: `p-${member.recipientId}`,
    }));
    await ledger.settle([{ key: 'k1', results: settled, at }], day);
    return new Map(batch!.members.map((member) => [member.recipientId, member.reference]));
  }

  const news = (
    eventId: string,
    kind: ProviderEvent['kind'],
    fields: Partial<ProviderEvent>,
  ): ProviderEvent => ({
    ...{ eventId, kind, type: `email.${kind}`, providerId: null, reference: null, recipient: null },
    ...{
      happenedAt: '2026-12-02T08:00:00.000Z',
      receivedAt: at,
      sentAt: null,
      detail: null,
      raw: `{"id":"${eventId}"}`,
    },
    ...fields,
  });
  const dayOf = (instant: string) => instant.slice(0, 10);

  test('news of a letter are kept once and make its state, in whatever order; others are not kept', async () => {
    const { ledger } = open();
    const letters = await sent(ledger, 'a', 'b', 'c');
    const list = [
      news('e1', 'bounced', { reference: letters.get('a')!, detail: 'Permanent' }),
      news('e2', 'delivered', { providerId: 'p-b' }),
      news('e3', 'delivered', { reference: '0000-0000-0000', providerId: 'somebody-else' }),
      news('e2', 'delivered', { providerId: 'p-b' }),
    ];
    expect(await ledger.keepEvents(list, at, dayOf)).toEqual({
      ...{ kept: ['e1', 'e2'], repeated: [], replayed: [], strangers: ['e3'] },
    });
    const late = [
      news('e1', 'bounced', { reference: letters.get('a')! }),
      news('e4', 'sent', { providerId: 'p-a' }),
    ];
    expect(await ledger.keepEvents(late, at, dayOf)).toMatchObject({ kept: ['e4'], repeated: ['e1'] });
    const states = (await ledger.fates()).map(({ state, people }) => [state, people]);
    expect(Object.fromEntries(states)).toEqual({ accepted: 1, bounced: 1, delivered: 1 });
    const kinds = new Set<string>();
    for await (const link of ledger.chain(key)) kinds.add(link.kind);
    expect([...kinds]).toContain('event');
    expect(await Array.fromAsync(ledger.worklist())).toMatchObject([
      { recipientId: 'a', state: 'bounced', reason: 'Permanent' },
    ]);
    // Kept as they came, of these letters and no others.
    expect(await ledger.messages([letters.get('a')!])).toEqual([list[0]!.raw, late[1]!.raw]);
    expect(await ledger.messages([])).toEqual([]);
  });

  test('the same news signed later are told again; signed when they were, or before, they are a replay', async () => {
    const { ledger } = open();
    const letters = await sent(ledger, 'a');
    const told = (second: number) => {
      const sentAt = `2026-12-02T08:00:0${second}Z`;
      return ledger.keepEvents(
        [news('e1', 'delivered', { reference: letters.get('a')!, sentAt })],
        at,
        dayOf,
      );
    };
    expect(await told(3)).toMatchObject({ kept: ['e1'] });
    expect(await told(3)).toMatchObject({ kept: [], repeated: [], replayed: ['e1'] });
    expect(await told(2)).toMatchObject({ repeated: [], replayed: ['e1'] });
    expect(await told(4)).toMatchObject({ repeated: ['e1'], replayed: [] });
    expect(await told(4)).toMatchObject({ repeated: [], replayed: ['e1'] });
    expect(await ledger.messages([letters.get('a')!])).toHaveLength(1);
  });

  test('news told to several processes at once are kept once, and none is lost', async () => {
    const { ledger, reopen } = open();
    const letters = await sent(ledger, 'a');
    const reference = letters.get('a')!;
    // Not with SQLite: one process that waits for itself waits for ever.
    const others = reopen && name === 'postgres' ? [reopen(), reopen()] : [];
    const list = ['sent', 'delivered', 'complained'].map((kind, i) =>
      news(`e${i}`, kind as ProviderEvent['kind'], { reference }),
    );
    const tellers = [ledger, ...others];
    await Promise.all(tellers.flatMap((one) => list.map((event) => one.keepEvents([event], at, dayOf))));
    await Promise.all(others.map((other) => other.close()));
    expect((await ledger.fates())[0]).toMatchObject({ state: 'complained', people: 1 });
    expect((await ledger.story('a')).map((line) => line.what).sort()).toEqual(
      ['accepted', 'attempted', 'complained', 'delivered', 'sent'].sort(),
    );
  });

  test('news of a letter that waits show that it has left: in the tables, and in the chain', async () => {
    const { ledger } = open();
    await ledger.open([notice], at);
    await ledger.engage(letter, 'run-1', [person('a'), person('b'), person('c')], at);
    await ledger.finishList(letter, 'run-1', [key], at);
    const [first, second] = await ledger.pending(letter, 2);
    const heard = (eventId: string, kind: ProviderEvent['kind'], reference: string) =>
      news(eventId, kind, { reference, providerId: `p-${reference}` });
    const list = [
      heard('e1', 'sent', first!.reference),
      { ...heard('e2', 'delivered', first!.reference), happenedAt: '2026-12-03T10:00:00.000Z' },
      heard('e3', 'bounced', second!.reference),
    ];
    expect(await ledger.keepEvents(list, at, dayOf)).toMatchObject({ kept: ['e1', 'e2', 'e3'] });
    expect(await ledger.countPending(letter)).toBe(1);
    expect(await ledger.openBatches()).toEqual([]);
    const tally = new Tally();
    for await (const link of ledger.chain(key)) tally.add(link);
    const sorted = (some: Awaited<ReturnType<Ledger['fates']>>) =>
      some.map(({ state, day: on, people }) => `${state} ${on} ${people}`).sort();
    const told = (await ledger.fates()).filter(({ state }) => state !== 'pending');
    expect(sorted(told)).toEqual(['bounced 2026-12-02 1', 'delivered 2026-12-02 1']);
    expect(sorted(tally.fates(key))).toEqual(sorted(told));
    expect((await ledger.notices())[0]).toMatchObject({ firstDay: '2026-12-02' });
  });

  test('letters of which nothing final is known are listed, all or by address', async () => {
    const { ledger } = open();
    const letters = await sent(ledger, 'a', 'b', 'c');
    await ledger.keepEvents([news('e1', 'delivered', { providerId: 'p-c' })], at, dayOf);
    const all = await ledger.openMails('2026-11-01', '', 10);
    expect(all.map((mail) => mail.providerId).sort()).toEqual(['p-a', 'p-b']);
    expect(await ledger.openMails('2026-11-01', all[0]!.reference, 10)).toEqual([all[1]]);
    expect(await ledger.openMails('2026-12-02', '', 10)).toEqual([]);
    expect(
      await ledger.openMails('2026-11-01', '', 10, ['b@customer.example', 'c@customer.example']),
    ).toEqual([{ reference: letters.get('b'), providerId: 'p-b', address: 'b@customer.example', day }]);
  });

  test('the story of somebody names the letters that reached nobody, too', async () => {
    const { ledger } = open();
    const letters = await sent(ledger, 'a');
    await ledger.keepEvents([news('e1', 'bounced', { reference: letters.get('a')! })], at, dayOf);
    const again = person('a', { fallback: 'office@a.example' });
    expect(await ledger.engage(letter, '2', [again], at)).toMatchObject({ queued: 1 });
    await fix(ledger, 'k2');
    const story = (await ledger.story('a')).map((line) => [line.address, line.what]);
    expect(story).toEqual([
      ['a@customer.example', 'attempted'],
      ['a@customer.example', 'accepted'],
      ['office@a.example', 'attempted'],
      ['a@customer.example', 'bounced'],
    ]);
  });

  test('what processes agree on they change one after the other, by one clock', async () => {
    const { ledger, reopen } = open();
    // As above: in SQLite only others that are processes of their own may be at work at once.
    const others = reopen && name === 'postgres' ? [reopen(), reopen()] : [];
    const times: number[] = [];
    const count = (value: string | null, now: number) => {
      times.push(now);
      return String(Number(value ?? 0) + 1);
    };
    await Promise.all(
      [ledger, ...others].flatMap((one) => Array.from({ length: 8 }, () => one.agree('count', count))),
    );
    await ledger.agree('other', (value, now) => {
      expect(value).toBeNull();
      times.push(now);
      return 'apart';
    });
    const all = 8 * (1 + others.length);
    // What fails changes nothing.
    const failing = ledger.agree('count', (value) => {
      expect(value).toBe(String(all));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const next = reopen?.() ?? ledger;
    await next.agree('count', (value, now) => {
      expect(value).toBe(String(all));
      times.push(now);
      return 'done';
    });
    if (next !== ledger) await next.close();
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    // Milliseconds since 1970, of this machine here.
    expect(Math.abs(times.at(-1)! - Date.now())).toBeLessThan(60_000);
    await Promise.all(others.map((other) => other.close()));
  });
});

test('a file ledger keeps everything for the next process and is readable by its owner only', async () => {
  const { ledger, reopen } = cases[1]!.open();
  await ledger.open([notice], at);
  await ledger.engage(letter, '1', [person('a')], '2026-12-01T09:00:00Z');
  await fix(ledger, 'k1');
  await ledger.close();
  const again = reopen!();
  expect((await again.openBatches()).map((b) => b.key)).toEqual(['k1']);
  expect(statSync(again.where).mode & 0o077).toBe(0);
  await again.close();
});

test('a ledger written by a newer version is not touched', async () => {
  const { ledger, reopen } = cases[1]!.open();
  await ledger.close();
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(ledger.where);
  database.exec("insert into migration values ('teleport', '2030-01-01')");
  database.close();
  expect(() => reopen!()).toThrow(/newer Prenotice \(it has teleport\)/);
});

test('a full disk is told as what it is', async () => {
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(':memory:');
  database.exec('create table t (x); pragma max_page_count = 3');
  const fill = database.prepare('insert into t values (?)');
  expect(() => {
    for (let i = 0; i < 100; i++) explained(() => fill.run('x'.repeat(4000)));
  }).toThrow('the disk is full, so the ledger cannot be written');
});

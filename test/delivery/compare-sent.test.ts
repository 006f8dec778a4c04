import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ChainWalk } from '../../src/delivery/chain.ts';
import type { Ledger } from '../../src/delivery/ledger.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { resendMailer } from '../../src/delivery/mailer-resend.ts';
import type { Reading } from '../../src/delivery/ports.ts';
import { sendDue } from '../../src/delivery/send.ts';
import { noticeKey } from '../../src/notice/plan.ts';
import { Tally } from '../../src/proof/tally.ts';
import { folderOf } from '../folder.ts';
import { policy, version } from '../notice/builders.ts';
import { people, type Scene, sendingOf } from './builders.ts';
import { ResendStandIn } from './resend-stand-in.ts';

async function company() {
  const server = new ResendStandIn();
  const baseUrl = await server.start();
  onTestFinished(() => server.stop());
  server.clock = Date.parse('2026-12-01T09:00:00Z');
  server.lastEvent = () => 'sent';
  const timer = { now: () => performance.now() * 1e6, sleep: async () => undefined };
  const mailerOf = () => resendMailer({ apiKey: 're_test_key', baseUrl, timer, timeout: 5000 });
  let compared = 0;
  /** One run at the server's time. */
  const run = async (ledger: Ledger, scene: Scene = {}) => {
    const at = new Date(server.clock).toISOString();
    const begin = server.requests.length;
    const report = await sendDue(
      await sendingOf({ ledger, mailer: mailerOf(), stamp: () => at, today: at.slice(0, 10), ...scene }),
    );
    const requests = server.requests.slice(begin);
    const sent = requests.findIndex(({ method }) => method === 'POST');
    const before = sent < 0 ? requests : requests.slice(0, sent);
    compared += before.filter(({ path }) => path === '/emails').length;
    return report;
  };
  const passes = (hours: number) => {
    server.clock += hours * 3_600_000;
  };
  /** Pages of the list that were read before anything left. */
  const pages = () => compared;
  /** Mail that the company sends by other programs. */
  const otherMail = (count: number) => {
    for (let n = 0; n < count; n++)
      server.taken.push({
        ...{ id: crypto.randomUUID(), to: `c${n}@customer.example`, from: 'x', html: '', text: '', tags: [] },
        subject: 'Your invoice 2026-1234-5678-9ABC',
        created_at: new Date(server.clock).toISOString(),
      });
  };
  const letters = () => {
    const mine = server.taken.filter(({ subject }) => subject.startsWith('Fernhill'));
    return [...Map.groupBy(mine, ({ to }) => to).values()].map((mails) => mails.length);
  };
  return { server, run, mailerOf, passes, pages, otherMail, letters };
}

async function soundChain(ledger: Ledger): Promise<void> {
  for (const record of await ledger.notices()) await soundChainOf(ledger, noticeKey(record));
}

async function soundChainOf(ledger: Ledger, key: string): Promise<void> {
  const [walk, tally] = [new ChainWalk(key), new Tally()];
  for await (const link of ledger.chain(key)) {
    walk.step(link);
    tally.add(link);
  }
  expect(walk.faults).toEqual([]);
  const sorted = (list: Awaited<ReturnType<Ledger['fates']>>) =>
    list.map(({ how, state, day, people: n }) => `${how} ${state} ${day} ${n}`).sort();
  const fates = (await ledger.fates()).filter(({ notice }) => notice === key);
  expect(sorted(tally.fates(key))).toEqual(sorted(fates));
  const letters = Map.groupBy(tally.letters.values(), ({ day }) => day);
  expect([...tally.days].filter(([, n]) => n > 0).sort()).toEqual(
    [...letters].map(([day, some]) => [day, some.length]).sort(),
  );
}

test('a copy of yesterday that was put back learns what has left since, and writes to nobody again', async () => {
  const { server, run, passes, pages, otherMail, letters } = await company();
  const dir = folderOf({});
  const recipients = people(900);
  const ledger = openSqliteLedger(join(dir, 'ledger.db'));
  await run(ledger, { recipients, limit: 300 });
  await ledger.backup(join(dir, 'copy.db'));
  passes(20);
  otherMail(150);
  await run(ledger, { recipients, limit: 500 });
  await ledger.close();
  passes(5);
  otherMail(30);
  const copy = openSqliteLedger(join(dir, 'copy.db'));
  onTestFinished(() => copy.close());
  const before = pages();
  const readings: Reading[] = [];
  const report = await run(copy, { recipients, onReading: (reading) => readings.push(reading) });
  // A page each, back to its own latest letter.
  expect(readings.map(({ mails }) => mails)).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 980]);
  expect(readings[0]).toMatchObject({ until: '2026-12-01T08:00:00Z' });
  expect(readings.at(-1)!.reached).toMatch(/^2026-12-01T09:00/);
  expect(report).toMatchObject({
    done: true,
    letters: [{ found: 500, accepted: 100, skipped: 800, pending: 0, unknown: 0 }],
  });
  expect(letters().every((n) => n === 1)).toBe(true);
  expect(letters()).toHaveLength(900);
  expect(pages() - before).toBe(Math.ceil((900 - 100 + 180) / 100));
  const byDay = (await copy.fates()).map(({ state, day, people: n }) => [state, day, n]);
  expect(byDay).toEqual([
    ['accepted', '2026-12-01', 300],
    ['accepted', '2026-12-02', 600],
  ]);
  await soundChain(copy);
  const mail = server.taken.filter(({ subject }) => subject.startsWith('Fernhill')).at(-101)!;
  const story = await copy.story(mail.to.split('@')[0]!);
  expect(story.map(({ what }) => what)).toEqual(['attempted', 'accepted']);
  expect(story[1]).toMatchObject({ providerId: mail.id, detail: 'found in the list of sent mail' });
});

test('while the ledger is the current one a run reads back to its own latest letter and no further', async () => {
  const { run, passes, pages, otherMail } = await company();
  const ledger = openSqliteLedger(':memory:');
  const recipients = people(700);
  await run(ledger, { recipients, limit: 500 });
  expect(pages()).toBe(1);
  expect(await run(ledger, { recipients, limit: 100 })).toMatchObject({
    letters: [{ found: 0, accepted: 100 }],
  });
  expect(pages()).toBe(2);
  passes(2);
  otherMail(210);
  expect(await run(ledger, { recipients })).toMatchObject({ done: true, letters: [{ found: 0 }] });
  expect(pages()).toBe(5);
  // Nobody waits: what is newest shows that nothing has left.
  await run(ledger, { recipients });
  expect(pages()).toBe(6);
  await soundChain(ledger);
});

test('a new customer long after: the list is read back to the last run, not to the letters of long ago', async () => {
  const { run, passes, pages, otherMail } = await company();
  const ledger = openSqliteLedger(':memory:');
  await run(ledger, { recipients: people(3) });
  for (let day = 0; day < 3; day++) {
    passes(24);
    otherMail(400);
    passes(2);
    const before = pages();
    await run(ledger, { recipients: people(3) });
    // Nobody waits: what is new in the list is looked through, and nothing else.
    expect(pages() - before).toBe(5);
  }
  const before = pages();
  passes(3);
  otherMail(120);
  expect(await run(ledger, { recipients: people(4) })).toMatchObject({
    letters: [{ found: 0, accepted: 1 }],
  });
  expect(pages() - before).toBe(2);
});

test('another ledger of the same site: whoever it has written to is told, also under another of their ids', async () => {
  const { run, passes, letters } = await company();
  const laptop = openSqliteLedger(':memory:');
  const twins = [
    { ...people(1, 1000)[0]!, email: 'shared@customer.example' },
    { ...people(1, 1001)[0]!, email: 'Shared@customer.example' },
  ];
  await run(laptop, { recipients: [...people(250), ...twins] });
  passes(1);
  const schedule = openSqliteLedger(':memory:');
  const report = await run(schedule, { recipients: [...twins.toReversed(), ...people(300)] });
  expect(report.letters).toMatchObject([{ found: 251, accepted: 50, pending: 0 }]);
  expect(letters()).toEqual(Array(301).fill(1));
  await soundChain(schedule);
  passes(1);
  // And back again: what the schedule has sent, the laptop learns.
  expect((await run(laptop, { recipients: [...people(300), ...twins] })).letters).toMatchObject([
    { found: 50, accepted: 0, pending: 0 },
  ]);
  expect(letters()).toEqual(Array(301).fill(1));
});

test('a letter of which nothing tells about which of several policies it was is left to a person', async () => {
  const { run, passes, letters } = await company();
  const two = (slug: string, segments: string[] = []) =>
    policy([version('2', '2026-12-01', '2027-01-15')], { segments }, slug);
  const policies = [two('privacy'), two('terms', ['eu'])];
  const twins = [
    { ...people(1, 1)[0]!, email: 'shared@customer.example', segments: ['eu'] },
    { ...people(1, 2)[0]!, email: 'shared@customer.example' },
  ];
  await run(openSqliteLedger(':memory:'), { policies, recipients: twins.slice(1) });
  const before = letters();
  passes(1);
  const schedule = openSqliteLedger(':memory:');
  const report = await run(schedule, { policies, recipients: twins });
  expect(report).toMatchObject({ done: false, letters: [], stopped: { why: 'old-ledger' } });
  // Both policies have the same title, so the subject says nothing.
  expect(report.stopped!.reason).toContain('its subject does not say of which');
  expect(report.stopped!.reason).not.toContain('shared@customer.example');
  expect(letters()).toEqual(before);
  // Once a person has noted what they were told, nothing is in doubt.
  const told = ['c1', 'c2'].map((recipientId) => ({
    recipientId,
    channel: 'email' as const,
    day: '2026-12-01',
  }));
  await schedule.record(told, [], '2026-12-01T11:00:00Z');
  expect(await run(schedule, { policies, recipients: twins })).toMatchObject({ done: true, stopped: null });
  expect(letters()).toEqual(before);
});

describe('several policies that change on one day', () => {
  const titled = (slug: string, title: string, settings: Record<string, unknown> = {}) =>
    policy([{ ...version('2', '2026-12-01', '2027-01-15'), title }], settings, slug);
  const privacy = titled('privacy', 'Privacy notice');
  const terms = titled('terms', 'Terms of use');
  const subjects = (mails: readonly { subject: string }[]) => [
    ...new Set(mails.map(({ subject }) => subject.replace(/ on .*/, ''))),
  ];
  const standing = async (ledger: Ledger) =>
    (await ledger.fates())
      .map(({ notice, state, day, people: n }) => `${notice} ${state} ${day} ${n}`)
      .sort();

  test('letters that were about one of them each count for the one about both, also in another language', async () => {
    const { server, run, passes, letters } = await company();
    const recipients = people(120).map((one, i) => (i % 2 === 0 ? { ...one, locale: 'de' } : one));
    const lost = openSqliteLedger(':memory:');
    await run(lost, { policies: [privacy], recipients });
    passes(24);
    await run(lost, { policies: [privacy, terms], recipients });
    expect(letters()).toEqual(Array(120).fill(2));
    passes(24);
    const copy = openSqliteLedger(':memory:');
    expect(await run(copy, { policies: [privacy, terms], recipients })).toMatchObject({
      done: true,
      letters: [{ letter: '2027-01-15-advance-privacy-2-terms-2', found: 240, accepted: 0, pending: 0 }],
    });
    expect(server.taken).toHaveLength(240);
    expect(await standing(copy)).toEqual([
      'privacy/2/advance accepted 2026-12-01 120',
      'terms/2/advance accepted 2026-12-02 120',
    ]);
    await soundChain(copy);
  });

  test('of what a letter did not tell, another one does, and of nothing twice', async () => {
    const { server, run, passes } = await company();
    const recipients = people(5);
    await run(openSqliteLedger(':memory:'), { policies: [privacy], recipients: recipients.slice(0, 3) });
    passes(24);
    const schedule = openSqliteLedger(':memory:');
    const before = server.taken.length;
    expect((await run(schedule, { policies: [privacy, terms], recipients })).letters).toMatchObject([
      { found: 3, accepted: 5, pending: 0 },
    ]);
    const fresh = server.taken.slice(before);
    expect(subjects(fresh.filter(({ to }) => /^c[123]@/.test(to)))).toEqual([
      'Fernhill Software GmbH: Terms of use changes',
    ]);
    expect(subjects(fresh.filter(({ to }) => /^c[45]@/.test(to)))).toEqual([
      'Fernhill Software GmbH: Privacy notice and Terms of use change',
    ]);
    expect(await standing(schedule)).toEqual([
      'privacy/2/advance accepted 2026-12-01 3',
      'privacy/2/advance accepted 2026-12-02 2',
      'terms/2/advance accepted 2026-12-02 5',
    ]);
    await soundChain(schedule);
    passes(1);
    await run(schedule, { policies: [privacy, terms], recipients });
    expect(server.taken).toHaveLength(before + 5);
  });

  test('one of them withdrawn since: whoever an old copy takes for waiting, and was told of both, gets its correction', async () => {
    const { server, run, passes } = await company();
    const dir = folderOf({});
    const recipients = people(10);
    const ledger = openSqliteLedger(join(dir, 'ledger.db'));
    await run(ledger, { policies: [privacy, terms], recipients, limit: 2 });
    await ledger.backup(join(dir, 'copy.db'));
    passes(3);
    await run(ledger, { policies: [privacy, terms], recipients, limit: 3 });
    await ledger.close();
    passes(24);
    const copy = openSqliteLedger(join(dir, 'copy.db'));
    onTestFinished(() => copy.close());
    const withdrawn = [{ version: '2', on: '2026-12-02', reason: 'A mistake', by: 'Ilse Brandt' }];
    const policies = [privacy, titled('terms', 'Terms of use', { withdrawn })];
    const before = server.taken.length;
    expect(await run(copy, { policies, recipients })).toMatchObject({ done: true, stopped: null });
    const fresh = server.taken.slice(before);
    const about = (words: string) =>
      fresh.filter(({ subject }) => subject.includes(words)).map(({ to }) => to);
    expect(about('Privacy notice')).toHaveLength(5);
    expect(about('correction, Terms of use').sort()).toEqual(
      server.taken
        .slice(0, before)
        .map(({ to }) => to)
        .sort(),
    );
    await soundChain(copy);
    passes(1);
    await run(copy, { policies, recipients });
    expect(server.taken).toHaveLength(before + 10);
  });

  test('the same reference, for a reader whom another policy concerns by now: told of the rest', async () => {
    const { server, run, passes } = await company();
    const policies = [privacy, titled('terms', 'Terms of use', { segments: ['eu'] })];
    const eu = (some: ReturnType<typeof people>) => some.map((one) => ({ ...one, segments: ['eu'] }));
    await run(openSqliteLedger(':memory:'), { policies, recipients: [...people(2), ...eu(people(1, 3))] });
    const before = server.taken.length;
    passes(24);
    const copy = openSqliteLedger(':memory:');
    expect((await run(copy, { policies, recipients: eu(people(3)) })).letters).toMatchObject([
      { found: 3, accepted: 2, pending: 0 },
    ]);
    const fresh = server.taken.slice(before);
    expect(fresh.map(({ to }) => to).sort()).toEqual(['c1@customer.example', 'c2@customer.example']);
    expect(subjects(fresh)).toEqual(['Fernhill Software GmbH: Terms of use changes']);
    const references = server.taken.map(({ subject }) => subject.match(/\((?:.*) (.*)\)$/)![1]);
    expect(new Set(references).size).toBe(5);
    await soundChain(copy);
  });
});

describe('another ledger at work at the same time', () => {
  /** Both have looked at the list before either sends; the second one sends all of its letters before the first does. */
  async function together(first: Scene, second: Scene) {
    const { server, run, passes, mailerOf, letters } = await company();
    const [ours, theirs] = [openSqliteLedger(':memory:'), openSqliteLedger(':memory:')];
    const mailer = mailerOf();
    const send = mailer.send.bind(mailer);
    const other = Promise.withResolvers<Awaited<ReturnType<typeof run>>>();
    let begun = false;
    mailer.send = async (...batch) => {
      if (!begun) {
        begun = true;
        run(theirs, second).then(other.resolve, other.reject);
      }
      await other.promise;
      return send(...batch);
    };
    const report = await run(ours, { ...first, mailer });
    return { server, run, passes, letters, ours, theirs, report, other: await other.promise };
  }

  test('is seen once the first letters have left: the run ends, and the next one writes to the others only', async () => {
    const { run, passes, letters, ours, report, other } = await together(
      { recipients: people(3000) },
      { recipients: people(2999, 2) },
    );
    expect(other).toMatchObject({ done: true, letters: [{ accepted: 2999 }] });
    expect(report).toMatchObject({ done: false, stopped: { why: 'other-ledger' } });
    expect(report.stopped!.reason).toMatch(/^letters of 2027-01-15-advance-privacy-2 have left since/);
    // What was under way, and no more.
    const twice = letters().filter((n) => n > 1).length;
    expect(letters().every((n) => n <= 2)).toBe(true);
    expect(twice).toBeGreaterThan(0);
    expect(twice).toBeLessThan(2000);
    passes(1);
    expect(await run(ours, { recipients: people(3000) })).toMatchObject({ done: true, stopped: null });
    expect(letters()).toHaveLength(3000);
    expect(letters().filter((n) => n > 1)).toHaveLength(twice);
    await soundChain(ours);
  });

  test('by one process for all on its ledger, however many batches each of them has in hand', async () => {
    const { server, run, passes, mailerOf, letters } = await company();
    // A second of waiting passes in ten milliseconds.
    const now = performance.now.bind(performance);
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => 100 * now());
    onTestFinished(() => clock.mockRestore());
    // So the first answer allows many batches at once.
    server.rateLimit = 500;
    const [ours, theirs] = [openSqliteLedger(':memory:'), openSqliteLedger(':memory:')];
    const first = Promise.withResolvers<void>();
    const both = Promise.withResolvers<void>();
    /** Waits before its first letters leave, and goes on slowly. */
    const slowly = (until: Promise<unknown>, begins: () => void) => {
      const mailer = Object.defineProperty(mailerOf(), 'batchSize', { value: 20 });
      const send = mailer.send.bind(mailer);
      mailer.send = async (...batch) => {
        begins();
        await until;
        const outcomes = await send(...batch);
        await new Promise((resolve) => setTimeout(resolve, 50));
        return outcomes;
      };
      return mailer;
    };
    const scene = { recipients: people(1500) };
    const one = run(ours, { ...scene, mailer: slowly(both.promise, first.resolve) });
    await first.promise;
    let begun = false;
    const two = run(ours, {
      ...scene,
      mailer: slowly(both.promise, () => {
        if (!begun) run(theirs, { recipients: people(999, 2) }).then(() => both.resolve(), both.reject);
        begun = true;
      }),
    });
    for (const report of await Promise.all([one, two]))
      expect(report).toMatchObject({ stopped: { why: 'other-ledger' } });
    expect(letters().filter((n) => n > 1).length).toBeLessThan(999);
    passes(1);
    const twice = letters().filter((n) => n > 1).length;
    expect(await run(ours, scene)).toMatchObject({ done: true, stopped: null });
    expect(letters()).toHaveLength(1500);
    expect(letters().filter((n) => n > 1)).toHaveLength(twice);
  });

  test('with the same list it writes the same batches, and nobody gets two', async () => {
    const { run, passes, letters, ours, report } = await together(
      { recipients: people(950) },
      { recipients: people(950) },
    );
    // All of them were fixed by then, and the same key gives the same mail.
    expect(report).toMatchObject({ letters: [{ accepted: 950 }] });
    passes(1);
    expect(await run(ours, { recipients: people(950) })).toMatchObject({ done: true, stopped: null });
    expect(letters()).toEqual(Array(950).fill(1));
    await soundChain(ours);
  });

  test('is seen at the end of a run of one batch, also by a second mail under the same reference', async () => {
    const { report, letters } = await together({ recipients: people(30) }, { recipients: people(31) });
    expect(report).toMatchObject({ stopped: { why: 'other-ledger' }, letters: [{ accepted: 30 }] });
    expect(letters().filter((n) => n === 2)).toHaveLength(30);
  });

  test('other mail of the company, and another process on this ledger, are nobody else', async () => {
    const { run, mailerOf, otherMail } = await company();
    const ledger = openSqliteLedger(':memory:');
    const mailer = mailerOf();
    const send = mailer.send.bind(mailer);
    const page = mailer.sentPage!.bind(mailer);
    let looks = 0;
    mailer.sentPage = (after) => {
      if (after === undefined) looks++;
      return page(after);
    };
    let batches = 0;
    mailer.send = async (...batch) => {
      otherMail(30);
      if (batches++ === 0) await run(ledger, { recipients: people(900) });
      return send(...batch);
    };
    expect(await run(ledger, { recipients: people(900), mailer })).toMatchObject({ stopped: null });
    // Before and at the end; meanwhile the other one has looked for both.
    expect(looks).toBe(2);
  });
});

test('letters of other companies, tests of ours and invoices are nobody’s letter', async () => {
  const { server, run, passes } = await company();
  await run(openSqliteLedger(':memory:'), { recipients: people(1) });
  const [mail] = server.taken.splice(0);
  const reference = mail!.subject.match(/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/)![0];
  for (const [from, to] of [
    [reference.slice(0, 4), 'ZZZZ'],
    [reference.slice(5), 'TEST-0000-0000'],
  ])
    server.taken.push({ ...mail!, id: crypto.randomUUID(), subject: mail!.subject.replace(from!, to!) });
  passes(1);
  const report = await run(openSqliteLedger(':memory:'), { recipients: people(2) });
  expect(report.letters).toMatchObject([{ found: 0, accepted: 2 }]);
});

test('a key that may only send: the run says that nobody looked', async () => {
  const { server, run } = await company();
  const json = { statusCode: 401, name: 'restricted_api_key', message: 'Only sending' };
  server.account['/emails'] = { status: 401, json };
  const report = await run(openSqliteLedger(':memory:'));
  expect(report).toMatchObject({ done: true, stopped: null, letters: [{ accepted: 3 }] });
  expect(report.unchecked).toContain('restricted_api_key');
});

test('while the list cannot be read nothing leaves', async () => {
  const { server, run } = await company();
  server.hidesMail = () => true;
  const ledger = openSqliteLedger(':memory:');
  expect(await run(ledger)).toMatchObject({ done: false, letters: [], stopped: { why: 'no-answer' } });
  expect(server.taken).toEqual([]);
  server.hidesMail = () => false;
  expect(await run(ledger)).toMatchObject({ done: true, letters: [{ accepted: 3 }] });
});

test.each([
  ['a path that is not there', 404, { message: 'Not found' }],
  ['an answer of another kind', 200, {}],
  ['an error without a name', 400, {}],
])('where there is no list the run says that nobody looked: %s', async (_, status, json) => {
  const { server, run } = await company();
  server.account['/emails'] = { status, json };
  const report = await run(openSqliteLedger(':memory:'));
  expect(report).toMatchObject({ done: true, stopped: null, letters: [{ accepted: 3 }] });
  expect(report.unchecked).not.toBeNull();
});

test('a late letter goes from a ledger that is new; from one that was long not used, where the list cannot reach back, a person decides', async () => {
  const { server, run, passes } = await company();
  const policies = [policy([version('2', '2026-12-01', '2027-03-15')])];
  passes(40 * 24);
  const ledger = openSqliteLedger(':memory:');
  expect(await run(ledger, { policies })).toMatchObject({ done: true, letters: [{ accepted: 3 }] });
  passes(40 * 24);
  server.taken.splice(0);
  const list = people(4);
  const report = await run(ledger, { policies, recipients: list });
  expect(report).toMatchObject({ done: false, stopped: { why: 'old-ledger' } });
  expect(report.stopped!.reason).toContain('add --new-ledger');
  expect(server.taken).toEqual([]);
  expect(await run(ledger, { policies, recipients: list, isNewLedger: true })).toMatchObject({
    letters: [{ accepted: 1 }],
  });
});

test('what another run has under way is left to it: each letter is counted once', async () => {
  const { server, run, mailerOf } = await company();
  const ledger = openSqliteLedger(':memory:');
  const recipients = people(4000);
  const gate = Promise.withResolvers<void>();
  const slow = mailerOf();
  const send = slow.send.bind(slow);
  slow.send = async (...batch) => {
    const outcomes = await send(...batch);
    await gate.promise;
    return outcomes;
  };
  const first = run(ledger, { recipients, mailer: slow });
  await vi.waitUntil(() => server.taken.length > 0, { timeout: 10_000 });
  const second = await run(ledger, { recipients });
  expect(second.letters).toMatchObject([{ found: 0, pending: 0 }]);
  const [{ accepted = 0 } = {}] = second.letters;
  gate.resolve();
  expect((await first).letters).toMatchObject([{ found: 0, accepted: 4000 - accepted }]);
  expect([...server.perAddress().values()].filter((n) => n !== 1)).toEqual([]);
});

test('a ledger that is in use for something else, and was long not used: neither is taken for new', async () => {
  const { server, run, passes } = await company();
  const old = policy([version('2', '2026-12-01', '2027-03-15')]);
  const ledger = openSqliteLedger(':memory:');
  await run(ledger, { policies: [old] });
  passes(45 * 24);
  // What is older than 30 days the list has forgotten.
  server.taken.splice(0);
  const other = policy([version('2', '2026-12-02', '2027-03-20')], {}, 'terms');
  const policies = [old, other];
  expect(await run(ledger, { policies })).toMatchObject({ done: false, stopped: { why: 'old-ledger' } });
  expect(server.taken).toEqual([]);
  await run(ledger, { policies, isNewLedger: true });
  expect(server.taken).toHaveLength(3);
});

test('withdrawn since: whoever an old copy takes for waiting, and was told, gets the correction; nobody else waits any more', async () => {
  const { server, run, passes } = await company();
  const dir = folderOf({});
  const ledger = openSqliteLedger(join(dir, 'ledger.db'));
  await run(ledger, { recipients: people(30), limit: 5 });
  await ledger.backup(join(dir, 'copy.db'));
  passes(3);
  await run(ledger, { recipients: people(30), limit: 10 });
  await ledger.close();
  passes(24);
  const copy = openSqliteLedger(join(dir, 'copy.db'));
  onTestFinished(() => copy.close());
  const withdrawn = [{ version: '2', on: '2026-12-02', reason: 'A mistake', by: 'Ilse Brandt' }];
  const policies = [policy([version('2', '2026-12-01', '2027-01-15')], { withdrawn })];
  const report = await run(copy, { policies, recipients: people(30) });
  expect(report).toMatchObject({ done: true, letters: [{ accepted: 15, pending: 0 }] });
  const corrected = server.taken.filter(({ subject }) => subject.includes('correction'));
  expect(new Set(corrected.map(({ to }) => to))).toEqual(new Set(server.taken.map(({ to }) => to)));
  expect(corrected).toHaveLength(15);
  const fates = await copy.fates();
  expect(fates.map(({ notice, state, people: n }) => `${notice} ${state} ${n}`).sort()).toEqual([
    'privacy/2/advance accepted 15',
    'privacy/2/correction accepted 15',
  ]);
  expect(await copy.standing()).not.toBeNull();
});

test('in turns with another ledger: a mail that this ledger knows nothing of is a sign, also when nobody waits for it yet', async () => {
  const { run, passes, letters } = await company();
  const [laptop, schedule] = [openSqliteLedger(':memory:'), openSqliteLedger(':memory:')];
  await run(laptop, { recipients: people(200) });
  passes(1);
  await run(schedule, { recipients: people(350) });
  passes(1);
  // The list on the laptop lacks the new ones, but for one who is nobody else's.
  await run(laptop, { recipients: [...people(200), ...people(110, 1000)] });
  passes(1);
  const all = [...people(350), ...people(110, 1000)];
  expect((await run(laptop, { recipients: all })).letters).toMatchObject([{ found: 150, accepted: 0 }]);
  expect(letters()).toEqual(Array(460).fill(1));
});

test('a run for which nobody waits looks as well: else it would seem to know what a copy that was put back lacks', async () => {
  const { server, run, passes, otherMail, letters } = await company();
  const dir = folderOf({});
  const recipients = people(120).map((one, i) =>
    i === 0 ? { ...one, fallbackEmail: 'second@customer.example' } : one,
  );
  const ledger = openSqliteLedger(join(dir, 'ledger.db'));
  await run(ledger, { recipients });
  await ledger.backup(join(dir, 'copy.db'));
  const bounce = async (one: Ledger) => {
    const at = new Date(server.clock).toISOString();
    const tried = (await one.story('c1')).find((line) => line.providerId !== null);
    const { providerId, reference } = tried!;
    const what = {
      eventId: `e${at}`,
      type: 'email.bounced',
      kind: 'bounced' as const,
      detail: null,
      raw: '{}',
    };
    const when = { happenedAt: at, receivedAt: at, sentAt: null };
    await one.keepEvents([{ ...what, ...when, providerId, reference, recipient: null }], at, (day) =>
      day.slice(0, 10),
    );
  };
  passes(20);
  await bounce(ledger);
  await run(ledger, { recipients });
  await ledger.close();
  expect(letters()).toHaveLength(121);
  passes(10);
  otherMail(230);
  passes(10);
  const copy = openSqliteLedger(join(dir, 'copy.db'));
  onTestFinished(() => copy.close());
  expect(await run(copy, { recipients })).toMatchObject({ done: true, letters: [{ pending: 0 }] });
  passes(20);
  await bounce(copy);
  expect((await run(copy, { recipients })).letters).toMatchObject([{ found: 1, accepted: 0 }]);
  expect(letters()).toEqual(Array(121).fill(1));
});

test('when nobody waits, a list that cannot be read holds nothing up, and is read later', async () => {
  const { server, run, passes, pages, otherMail } = await company();
  const ledger = openSqliteLedger(':memory:');
  await run(ledger, { recipients: people(3) });
  passes(20);
  otherMail(250);
  server.hidesMail = () => true;
  expect(await run(ledger, { recipients: people(3) })).toMatchObject({ done: true, stopped: null });
  server.hidesMail = () => false;
  const before = pages();
  await run(ledger, { recipients: people(4) });
  expect(pages() - before).toBe(3);
});

test.each([404, 403, 422])(
  'a list that breaks off in the middle is not one that is not there: %d to the second page',
  async (status) => {
    const { server, run, passes, otherMail, letters } = await company();
    await run(openSqliteLedger(':memory:'));
    passes(1);
    otherMail(150);
    const first = server.taken.length;
    server.hidesAfter = () => ({
      status,
      json: { statusCode: status, name: 'x', message: 'No such cursor' },
    });
    const schedule = openSqliteLedger(':memory:');
    expect(await run(schedule)).toMatchObject({ done: false, stopped: { why: 'no-answer' } });
    expect(server.taken).toHaveLength(first);
    server.hidesAfter = () => null;
    await run(schedule);
    expect(letters()).toEqual([1, 1, 1]);
  },
);

test('a letter of which the list says that it came back is not taken for one that arrived', async () => {
  const { server, run, passes } = await company();
  await run(openSqliteLedger(':memory:'));
  server.lastEvent = (to) => (to.startsWith('c1@') ? 'bounced' : to.startsWith('c2@') ? 'delivered' : 'sent');
  passes(1);
  const schedule = openSqliteLedger(':memory:');
  await run(schedule);
  const fates = (await schedule.fates()).map(({ state }) => state).sort();
  expect(fates).toEqual(['accepted', 'bounced', 'delivered']);
  await soundChain(schedule);
});

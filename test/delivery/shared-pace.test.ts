import { describe, expect, test } from 'vitest';
import { type Agreement, RequestPace } from '../../src/delivery/request-pace.ts';
import { readSlots, type Slots, shareSlots } from '../../src/delivery/request-slots.ts';
import { seeded } from './seeded.ts';
import { Simulation } from './simulation.ts';

/** A database as far as pacing needs it: one value, one after the other, a clock of its own, some ms on the way. */
function database(timer: Simulation, random: () => number, way: number, clock = (ms: number) => ms) {
  let value: string | null = null;
  let queue: Promise<void> = Promise.resolve();
  const agree: Agreement['agree'] = async (_, change) => {
    await timer.sleep(way * random());
    const mine = queue.then(async () => {
      await timer.sleep(2 * random());
      value = change(value, 1.7e12 + clock(timer.now()));
      await timer.sleep(2 * random());
    });
    queue = mine.catch(() => undefined);
    await mine;
    await timer.sleep(way * random());
  };
  return { agree, value: () => value };
}

interface Scene {
  processes: number;
  /** Requests a second that the server takes; in any second, or in each by its own clock. */
  limit?: number;
  windows?: 'sliding' | 'fixed';
  /** Milliseconds by which processes wake up late, mostly and at times. */
  late?: number;
  stall?: number;
  /** Milliseconds on the way to the server: from 1 to so many; and that it takes to answer. */
  transit?: number;
  answer?: number;
  /** Requests that each process has under way at once. */
  atOnce?: number;
  /** Milliseconds on the way to the database. */
  way?: number;
  /** When each begins, in ms. */
  begins?: (process: number) => number;
  /** When each is killed. */
  ends?: (process: number) => number;
  requests?: number;
  /** What the database's clock shows at that many ms. */
  clock?: (ms: number) => number;
}

/** What becomes of requests by several processes, as long as there are some. */
async function sendTogether(seed: number, scene: Scene) {
  const { processes, limit = 10, windows = 'sliding', late = 4, stall = 20, transit = 4 } = scene;
  const { atOnce = 4, answer = 25, way = 3, begins = () => 0, ends = () => Number.POSITIVE_INFINITY } = scene;
  const timer = new Simulation();
  const random = seeded(seed);
  const db = database(timer, random, way, scene.clock);
  const arrivals: { at: number; process: number }[] = [];
  const tooMany: number[] = [];
  let left = scene.requests ?? 400;
  const headers = { 'ratelimit-limit': String(limit), 'ratelimit-policy': `${limit};w=1` };
  const isFull = (at: number) =>
    arrivals.filter((a) =>
      windows === 'sliding' ? a.at > at - 1000 : Math.floor(a.at / 1000) === Math.floor(at / 1000),
    ).length >= limit;
  const process = async (n: number) => {
    await timer.sleep(begins(n));
    const sleep = (ms: number) => timer.sleep(ms + random() * late + (random() < 0.1 ? stall : 0));
    const pace = new RequestPace(Number.POSITIVE_INFINITY, { now: timer.now, sleep });
    pace.share(db);
    let killed = false;
    const request = async () => {
      if (timer.now() >= ends(n)) killed = true;
      if (killed) return { refused: false, headers };
      await timer.sleep(1 + random() * (transit - 1));
      const at = timer.now();
      const refused = isFull(at);
      if (refused) tooMany.push(at);
      else arrivals.push({ at, process: n });
      await timer.sleep(answer * (1 + random()));
      if (refused) pace.hold(1);
      return { refused, headers };
    };
    const worker = async () => {
      while (!killed && left-- > 0) while ((await pace.run(request)).refused);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    if (!killed) await pace.rest();
  };
  await timer.run(Promise.all(Array.from({ length: processes }, (_, n) => process(n))));
  const steady = arrivals.filter(({ at }) => at > 5000 && at < arrivals.at(-1)!.at - 2000);
  const share = (steady.length - 1) / (((steady.at(-1)!.at - steady[0]!.at) / 1000) * limit);
  const whole = (arrivals.length - 1) / (((arrivals.at(-1)!.at - arrivals[0]!.at) / 1000) * limit);
  const each = Array.from({ length: processes }, (_, n) => arrivals.filter((a) => a.process === n).length);
  return { tooMany: tooMany.length, share, whole, each, agreed: readSlots(db.value()) };
}

describe.each([1, 2, 3, 4, 5])('an allowance that processes share (seed %i)', (seed) => {
  test.each<[string, Scene]>([
    ['ten a second by four', { processes: 4 }],
    ['ten a second by four, counted by the clock of the server', { processes: 4, windows: 'fixed' }],
    ['ten a second by three that begin one after the other', { processes: 3, begins: (n) => 1700 * n }],
    ['ten a second by seven', { processes: 7 }],
    ['ten a second by four with a database far away', { processes: 4, way: 100 }],
    ['forty a second by four', { processes: 4, limit: 40, requests: 1200 }],
    ['two a second by four: they take turns', { processes: 4, limit: 2, requests: 80 }],
    ['ten a second by one whose answers take a second', { processes: 1, answer: 700, atOnce: 15 }],
    ['a clock that goes back an hour', { processes: 4, clock: (at) => (at > 10_000 ? at - 3.6e6 : at) }],
  ])('%s: 97 %% and more are used, without one too many', async (_, scene) => {
    const { tooMany, share, whole, each, agreed } = await sendTogether(seed, scene);
    expect(tooMany).toBe(0);
    expect(share).toBeGreaterThan(0.97);
    expect(whole).toBeGreaterThan(0.94);
    // Nobody is left out.
    const fair = each.reduce((sum, one) => sum + one, 0) / scene.processes;
    expect(Math.min(...each)).toBeGreaterThan(fair / 2);
    // Whoever is done leaves nothing behind.
    expect(agreed!.members).toEqual([]);
  });

  test('less by processes that are held up, and still not one too many', async () => {
    const busy = await sendTogether(seed, { processes: 4, late: 10, stall: 150, answer: 60 });
    expect(busy.tooMany).toBe(0);
    expect(busy.share).toBeGreaterThan(0.92);
  });

  test('what a process holds that is killed falls to the others after some seconds', async () => {
    const killed = await sendTogether(seed, { processes: 4, ends: (n) => (n === 0 ? 8000 : Infinity) });
    expect(killed.tooMany).toBe(0);
    expect(killed.share).toBeGreaterThan(0.94);
  });

  test('a clock that leaps costs some that are too many, and stops nobody', async () => {
    const leaping = (at: number) => at + (Math.floor(at / 7000) % 2) * 3.6e6;
    const { tooMany, share } = await sendTogether(seed, { processes: 4, clock: leaping });
    expect(tooMany).toBeLessThan(15);
    expect(share).toBeGreaterThan(0.8);
  });
});

describe('who holds how many slots', () => {
  const none = { requests: 10, window: 1000 };
  const ask = (id: string, wants: number, more: Partial<Parameters<typeof shareSlots>[2]> = {}) => ({
    ...{ id, wants, allowed: none, rate: Number.POSITIVE_INFINITY, guard: 12, giveBack: () => [] },
    ...more,
  });
  const asked = (before: Slots | null, now: number, one: Parameters<typeof shareSlots>[2]) => {
    const { after, grant } = shareSlots(before, now, one);
    // What is written down is what is read.
    expect(readSlots(JSON.stringify(after))).toEqual(after);
    return { after, grant };
  };

  test('before any answer has come one request is under way, whoever makes it', () => {
    const first = asked(null, 1000, ask('a', 1, { allowed: null }));
    expect(first.grant).toMatchObject({ slots: 1, short: false });
    const second = asked(first.after, 1000, ask('b', 1, { allowed: null }));
    expect(second.grant).toMatchObject({ slots: 0, short: true });
    const told = asked(second.after, 1100, ask('a', 2));
    expect(told.grant.slots).toBe(2);
    // The other need not be told again, nor does the next run.
    expect(asked(told.after, 1100, ask('b', 5, { allowed: null })).grant.slots).toBe(5);
    expect(asked(told.after, 9e9, ask('c', 99, { allowed: null })).grant.slots).toBe(10);
  });

  test('what one does not use goes to the others, and comes back when it asks', () => {
    let { after: agreed, grant } = asked(null, 0, ask('idle', 2));
    ({ after: agreed, grant } = asked(agreed, 0, ask('busy', 1e6)));
    expect(grant).toMatchObject({ slots: 8, short: false });
    ({ after: agreed, grant } = asked(agreed, 500, ask('idle', 1e6)));
    expect(grant).toMatchObject({ slots: 2, short: true });
    const giveBack = (slots: number) => [{ slots: slots - 1, ms: 300 }];
    ({ after: agreed, grant } = asked(agreed, 600, ask('busy', 1e6, { giveBack })));
    expect(grant).toMatchObject({ slots: 5, short: false });
    ({ after: agreed, grant } = asked(agreed, 700, ask('idle', 1e6)));
    expect(grant).toMatchObject({ slots: 5, short: false, resting: [{ slots: 2, ms: 200 }] });
  });

  test('rate is a limit below the provider’s, and no window holds more than it would', () => {
    expect(asked(null, 0, ask('a', 1e6, { rate: 8 })).grant.allowance).toEqual({ requests: 8, window: 1000 });
    expect(asked(null, 0, ask('a', 1e6, { rate: 2.5 })).grant).toMatchObject({
      slots: 3,
      allowance: { requests: 3, window: 1200 },
    });
    expect(asked(null, 0, ask('a', 1e6, { rate: 0.1 })).grant.allowance).toEqual({
      requests: 1,
      window: 10_000,
    });
    expect(asked(null, 0, ask('a', 1e6, { rate: 50 })).grant.allowance).toEqual(none);
  });

  test('after 429 everybody waits and leaves more room, and some minutes later does no more', () => {
    let { after: agreed, grant } = asked(null, 0, ask('a', 5));
    ({ after: agreed, grant } = asked(agreed, 0, ask('b', 5)));
    ({ after: agreed, grant } = asked(agreed, 100, ask('a', 5, { hold: 2000 })));
    expect(grant).toMatchObject({ hold: 2000, wider: 50 });
    // Told the same at once by the next.
    ({ after: agreed, grant } = asked(agreed, 150, ask('b', 5, { hold: 1000 })));
    expect(grant).toMatchObject({ hold: 1950, wider: 50 });
    ({ after: agreed, grant } = asked(agreed, 2200, ask('b', 5, { hold: 1000 })));
    expect(grant).toMatchObject({ hold: 1000, wider: 100 });
    expect(asked(agreed, 3300, ask('a', 5)).grant).toMatchObject({ hold: 0, wider: 100 });
    expect(asked(agreed, 900_000, ask('a', 5)).grant).toMatchObject({ hold: 0, wider: 0 });
    // A clock that has gone back makes nobody wait for longer than was said.
    expect(asked(agreed, -9e9, ask('a', 5)).grant.hold).toBe(1000);
  });

  test('what cannot be read is as good as nothing', () => {
    for (const value of ['', '{', 'null', '{"members":7}', '[]']) expect(readSlots(value)).toBeNull();
  });
});

test('a ledger that fails ends the request before it is made, and later ones ask again', async () => {
  let fails = true;
  const pace = new RequestPace();
  pace.share({
    async agree(_, change) {
      if (fails) throw new Error('the ledger cannot be reached');
      change(null, Date.now());
    },
  });
  let made = 0;
  const request = async () => {
    made++;
    return { headers: {} };
  };
  await expect(pace.run(request)).rejects.toThrow('the ledger cannot be reached');
  await expect(Promise.all([pace.run(request), pace.run(request)])).rejects.toThrow('cannot be reached');
  expect(made).toBe(0);
  fails = false;
  await pace.run(request);
  expect(made).toBe(1);
});

test('whoever waits, for a process that has died or for as long as the provider says, asks now and then and never without pause', async () => {
  const timer = new Simulation();
  const db = database(timer, () => 0, 0);
  let asked = 0;
  let shortest = Number.POSITIVE_INFINITY;
  const agree: Agreement['agree'] = async (...words) => {
    asked++;
    await db.agree(...words);
  };
  const sleep = (ms: number) => {
    shortest = Math.min(shortest, ms);
    return timer.sleep(ms);
  };
  const died = new RequestPace(Number.POSITIVE_INFINITY, timer);
  died.share(db);
  const pace = new RequestPace(Number.POSITIVE_INFINITY, { now: timer.now, sleep });
  pace.share({ agree });
  const answer = async () => ({ headers: {} });
  const seen: number[] = [];
  const wait = async () => {
    // It holds the only slot there is until an answer has said what holds.
    await Promise.race([died.run(() => new Promise<never>(() => undefined)), timer.sleep(100)]);
    await pace.run(answer);
    seen.push(timer.now(), asked);
    // Parts of a millisecond are left of it at the end.
    pace.hold(30.0003);
    await pace.run(answer);
    seen.push(timer.now(), asked);
  };
  await timer.run(wait());
  const [freed, askedForSlot, released, askedInAll] = seen as [number, number, number, number];
  expect(freed).toBeGreaterThan(5000);
  // Every 200 ms.
  expect(askedForSlot).toBeLessThan(40);
  expect(released - freed).toBeGreaterThan(30_000);
  // Every second.
  expect(askedInAll - askedForSlot).toBeGreaterThan(20);
  expect(askedInAll - askedForSlot).toBeLessThan(40);
  expect(shortest).toBeGreaterThanOrEqual(1);
});

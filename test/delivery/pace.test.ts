import { describe, expect, test } from 'vitest';
import { RequestPace } from '../../src/delivery/request-pace.ts';
import { seeded } from './seeded.ts';
import { Simulation } from './simulation.ts';

function fastTimer() {
  let now = 0;
  const sleep = async (ms: number) => {
    now += ms;
  };
  return { now: () => now, sleep };
}

test('the pace follows what the answers allow, and the team’s own limit below it', async () => {
  const timer = fastTimer();
  const at: number[] = [];
  const pace = new RequestPace(Number.POSITIVE_INFINITY, timer);
  const request = async () => {
    at.push(timer.now());
    return { headers: { 'ratelimit-limit': '4', 'ratelimit-policy': '4;w=2' } };
  };
  for (let i = 0; i < 4; i++) await pace.run(request);
  expect(at).toEqual([0, 500, 1000, 1500]);
  // Held up while its connection was made, it arrives late, and the one that would be too many after it waits for that.
  const held = new RequestPace(Number.POSITIVE_INFINITY, timer);
  const left: number[] = [];
  const connecting = async () => {
    left.push(timer.now());
    await timer.sleep(left.length === 1 ? 250 : 20);
    return { headers: { 'ratelimit-limit': '5', 'ratelimit-policy': '5;w=1' } };
  };
  for (let i = 0; i < 17; i++) await held.run(connecting);
  expect(left[5]! - left[0]!).toBeGreaterThanOrEqual(1000 + 230);
  expect(left[16]! - left[11]!).toBeLessThan(1030);
  // A process that was late catches up, but never more than the window holds.
  const busy = new RequestPace(Number.POSITIVE_INFINITY, timer);
  const times: number[] = [];
  const late = async () => {
    times.push(timer.now());
    await timer.sleep(times.length === 10 ? 300 : 1);
    return { headers: { 'ratelimit-limit': '10', 'ratelimit-policy': '10;w=1' } };
  };
  for (let i = 0; i < 60; i++) await busy.run(late);
  for (let i = 10; i < 60; i++) expect(times[i]! - times[i - 10]!).toBeGreaterThanOrEqual(1012);
  expect(times[59]! - times[0]!).toBeLessThan(59 * 101.2 + 350);
  const own = new RequestPace(1, timer);
  const before = timer.now();
  for (let i = 0; i < 3; i++) await own.run(request);
  expect(timer.now() - before).toBeGreaterThanOrEqual(2000);
});

interface Circumstances {
  /** Milliseconds by which the process wakes up late, mostly and at times. */
  late: number;
  stall: number;
  /** Milliseconds on the way, mostly and at times. */
  transit: number;
  spike: number;
  /** Milliseconds that the server takes, up to twice as many. */
  answer: number;
}

/** What becomes of 400 requests over four connections to a server that takes ten in any second. */
async function sendAll(seed: number, { late, stall, transit, spike, answer }: Circumstances) {
  const timer = new Simulation();
  const random = seeded(seed);
  const atTimes = (ms: number) => (random() < 0.1 ? ms : 0);
  const sleep = (ms: number) => timer.sleep(ms + random() * late + atTimes(stall));
  const pace = new RequestPace(Number.POSITIVE_INFINITY, { now: timer.now, sleep });
  const arrivals: number[] = [];
  let tooMany = 0;
  const request = async () => {
    await timer.sleep(random() * transit + atTimes(spike));
    const at = timer.now();
    const refused = arrivals.filter((a) => a > at - 1000).length >= 10;
    if (refused) tooMany++;
    else arrivals.push(at);
    await timer.sleep(answer * (1 + random()));
    if (refused) pace.hold(1);
    return { refused, headers: { 'ratelimit-limit': '10', 'ratelimit-policy': '10;w=1' } };
  };
  let left = 400;
  const worker = async () => {
    while (left-- > 0) while ((await pace.run(request)).refused);
  };
  await timer.run(Promise.all([worker(), worker(), worker(), worker()]));
  const allowed = (arrivals.at(-1)! - arrivals[0]!) / 100;
  return { tooMany, share: (arrivals.length - 1) / allowed };
}

describe.each([1, 2, 3, 4, 5])('of an allowance of ten a second (seed %i)', (seed) => {
  test('97 % and more are used, without one too many', async () => {
    const quiet = await sendAll(seed, { late: 4, stall: 20, transit: 6, spike: 0, answer: 25 });
    expect(quiet.tooMany).toBe(0);
    expect(quiet.share).toBeGreaterThan(0.97);
  });

  test('less is used by a process that is held up, and still not one too many', async () => {
    const busy = await sendAll(seed, { late: 10, stall: 150, transit: 6, spike: 0, answer: 60 });
    expect(busy.tooMany).toBe(0);
    expect(busy.share).toBeGreaterThan(0.9);
  });

  test('a way that holds requests up costs a few of them, and then leaves them more room', async () => {
    const rough = await sendAll(seed, { late: 4, stall: 20, transit: 6, spike: 80, answer: 25 });
    expect(rough.tooMany).toBeLessThan(8);
    expect(rough.share).toBeGreaterThan(0.8);
  });
});

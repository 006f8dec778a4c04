import { expect, test } from 'vitest';
import { workAtOnce } from '../../src/delivery/at-once.ts';
import { sendDue } from '../../src/delivery/send.ts';
import { memoryMailer, people, sendingOf } from './builders.ts';

const soon = () => new Promise((resolve) => setImmediate(resolve));

test('so many are in our hands and so many under way, and all is done', async () => {
  let here = 0;
  let underway = 0;
  let left = 50;
  const most = { here: 0, underway: 0 };
  const errors = await workAtOnce({ begun: 2, underway: () => 6 }, async (leaves) => {
    if (left === 0) return false;
    left--;
    most.here = Math.max(most.here, ++here);
    most.underway = Math.max(most.underway, ++underway);
    await soon();
    here--;
    leaves();
    leaves();
    for (let i = 0; i < 5; i++) await soon();
    underway--;
    return true;
  });
  expect({ errors, left, here, underway, most }).toEqual({
    ...{ errors: [], left: 0, here: 0, underway: 0 },
    most: { here: 2, underway: 6 },
  });
});

test('after a fault nothing is begun, and what was begun is ended', async () => {
  let begun = 0;
  let ended = 0;
  const errors = await workAtOnce({ begun: 3, underway: () => 3 }, async () => {
    if (++begun === 2) throw new Error('a fault');
    for (let i = 0; i < 5; i++) await soon();
    ended++;
    return true;
  });
  expect({ errors: errors.map(String), begun, ended }).toEqual({
    errors: ['Error: a fault'],
    begun: 3,
    ended: 2,
  });
});

test('what is given back while nothing else waits is taken again', async () => {
  const queue = [1, 2];
  const done: number[] = [];
  await workAtOnce({ begun: 2, underway: () => 2 }, async () => {
    const next = queue.shift();
    if (next === undefined) return false;
    for (let i = 0; i < 3 * next; i++) await soon();
    if (next === 2) queue.push(0);
    done.push(next);
    return true;
  });
  expect(done).toEqual([1, 2, 0]);
});

test('slow answers keep nobody from sending: more batches are under way than are made at once', async () => {
  let underway = 0;
  let most = 0;
  const six = Promise.withResolvers<void>();
  const mailer = { ...memoryMailer(), batchSize: 5, concurrency: 2, underway: () => 6 };
  const send = mailer.send.bind(mailer);
  const slow: typeof mailer.send = async (batch, key, mayTry) => {
    expect(mayTry!()).toBe(true);
    most = Math.max(most, ++underway);
    // Answers come once six requests wait for theirs.
    if (underway === 6) six.resolve();
    await six.promise;
    underway--;
    return send(batch, key);
  };
  const report = await sendDue(
    await sendingOf({ mailer: { ...mailer, send: slow }, recipients: people(60) }),
  );
  expect(report.letters).toMatchObject([{ accepted: 60 }]);
  expect(most).toBe(6);
});

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ResultStore } from '../src/authoring/result-store.ts';
import { keyOfPair, type Pair, pairOf } from '../src/layouts/compare-pairs.ts';
import { wordsFor } from '../src/layouts/words/words.ts';
import type { Day } from '../src/policy/day.ts';
import { type Policy, previousOf, shownVersions } from '../src/policy/timeline.ts';

/** One after the other in a history, so that a text is sent once and read once for two of them. */
const pairsInGroup = 8;
/** Fewer are compared sooner than a thread is started. */
const fewestPairs = 2 * pairsInGroup;
const mostThreads = 4;

export interface PairsAhead {
  /** Settles when no thread works any more: how many pairs were compared. */
  compared: Promise<number>;
  stop(): void;
}

/**
 * Compares in threads, while Astro makes ready, what the pages will ask for and the store does not have. What a thread
 * cannot compare is left to the page that asks for it, which then tells what is the matter.
 */
export function compareAhead(
  policies: readonly Policy[],
  today: Day,
  results: ResultStore,
  store: { dir: string; tool: string },
): PairsAhead {
  const groups = policies.flatMap((policy) => groupsOf(missingPairs(policy, today, results)));
  const pairs = groups.reduce((sum, group) => sum + group.length, 0);
  if (pairs < fewestPairs) return { compared: Promise.resolve(0), stop: () => {} };
  const threads = Array.from(
    { length: Math.min(availableParallelism(), mostThreads, groups.length) },
    () => new Worker(new URL('compare-thread.ts', import.meta.url), { workerData: store }),
  );
  const counts = threads.map((thread) => work(thread, groups));
  return {
    compared: Promise.all(counts).then((all) => all.reduce((sum, count) => sum + count, 0)),
    stop: () => {
      for (const thread of threads) void thread.terminate();
    },
  };
}

/** A pair and where it is kept. */
export interface MissingPair extends Pair {
  key: string;
}

const missingPairs = (policy: Policy, today: Day, results: ResultStore): MissingPair[] =>
  shownVersions(policy, today).flatMap((version) => {
    const previous = previousOf(policy, version);
    if (!previous) return [];
    const pair = pairOf(policy, previous, version, wordsFor(policy.locale));
    const key = keyOfPair(results, pair);
    return results.has(key) ? [] : [{ ...pair, key }];
  });

function groupsOf(pairs: readonly MissingPair[]): MissingPair[][] {
  const groups: MissingPair[][] = [];
  for (let at = 0; at < pairs.length; at += pairsInGroup) groups.push(pairs.slice(at, at + pairsInGroup));
  return groups;
}

/** Gives a thread one group after the other until none is left; resolves to the number of pairs it has compared. */
function work(thread: Worker, groups: MissingPair[][]): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  let compared = 0;
  const next = () => {
    const group = groups.shift();
    if (group) thread.postMessage(group);
    else void thread.terminate();
  };
  thread.on('message', (count: number) => {
    compared += count;
    next();
  });
  thread.on('error', () => {});
  thread.on('exit', () => resolve(compared));
  next();
  return promise;
}

/** A thread that compares groups of pairs (compare-ahead.ts) and puts what it finds where pages look for it. */
import { parentPort, workerData } from 'node:worker_threads';
import { openResultStore } from '../src/authoring/result-store.ts';
import { comparePairAnew } from '../src/layouts/compare-pairs.ts';
import type { MissingPair } from './compare-ahead.ts';

const { dir, tool } = workerData as { dir: string; tool: string };
const results = openResultStore(dir, tool);

parentPort?.on('message', (pairs: MissingPair[]) => {
  for (const { key, ...pair } of pairs) results.set(key, comparePairAnew(pair));
  // A full disk keeps nothing.
  parentPort?.postMessage(pairs.filter(({ key }) => results.has(key)).length);
});

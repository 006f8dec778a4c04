import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeBenchContent } from '../../scripts/bench/site-content.ts';
import { compareAhead } from '../../scripts/compare-ahead.ts';
import { requireContent } from '../../src/authoring/read-content.ts';
import { openResultStore } from '../../src/authoring/result-store.ts';
import { comparePairAnew, keyOfPair, pairOf } from '../../src/layouts/compare-pairs.ts';
import { wordsFor } from '../../src/layouts/words/words.ts';
import { folderOf } from '../folder.ts';

const today = '2026-11-22';

test('threads keep what pages would find themselves, and compare nothing that is kept', async () => {
  const dir = folderOf({});
  writeBenchContent(join(dir, 'content'), { policies: 2, versions: 12, words: 200 });
  const { policies } = await requireContent(join(dir, 'content'));
  const store = { dir: join(dir, 'kept'), tool: 'test' };
  const results = openResultStore(store.dir, store.tool);
  expect(await compareAhead(policies, today, results, store).compared).toBe(22);
  expect(await compareAhead(policies, today, results, store).compared).toBe(0);
  for (const policy of policies) {
    for (const [index, version] of policy.versions.slice(1).entries()) {
      const pair = pairOf(policy, policy.versions[index]!, version, wordsFor(policy.locale));
      const kept = results.get(keyOfPair(results, pair));
      expect(kept).toEqual(JSON.parse(JSON.stringify(comparePairAnew(pair))));
    }
  }
});

test('a few pairs are left to their pages, and what cannot be kept counts as not compared', async () => {
  const dir = folderOf({});
  writeBenchContent(join(dir, 'content'), { policies: 1, versions: 18, words: 60 });
  const { policies } = await requireContent(join(dir, 'content'));
  const [policy] = policies;
  const store = { dir: join(dir, 'kept'), tool: 'test' };
  const results = openResultStore(store.dir, store.tool);
  const few = [{ ...policy!, versions: policy!.versions.slice(0, 4) }];
  expect(await compareAhead(few, today, results, store).compared).toBe(0);
  // No folder can be made where a file stands.
  const lost = { ...store, dir: join(dir, 'lost') };
  writeFileSync(lost.dir, '');
  expect(await compareAhead(policies, today, results, lost).compared).toBe(0);
});

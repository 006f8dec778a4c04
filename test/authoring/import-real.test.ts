import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { accountForHistory } from '../../scripts/bench/import.ts';
import { readDatedFiles } from '../../src/authoring/import/dated-files.ts';
import { importHistory } from '../../src/authoring/import/import-history.ts';
import { sharedPath } from '../shared.ts';

const histories = sharedPath('policies/histories');

/** First, middle and last text: what `npm run bench -- import` holds of all of them. */
describe.skipIf(histories === null)('real histories', () => {
  test.each([
    'basecamp-privacy-policy',
    'cloudflare-privacy',
    'github-subprocessors',
    'mozilla-thunderbird-privacy',
  ])('%s: no word is lost, in bounded time', async (name) => {
    const past = await readDatedFiles(join(histories!, name));
    past.texts = [0, 0.5, 1].map((part) => past.texts[Math.floor(part * (past.texts.length - 1))]!);
    const started = process.cpuUsage();
    const imported = importHistory(past, 'a', { foldReverts: false, source: name });
    const { user } = process.cpuUsage(started);
    const { words, lost } = accountForHistory(past, imported);
    expect(lost).toEqual([]);
    expect(words).toBeGreaterThan(500);
    expect(imported.report.versions).toHaveLength(3);
    // Alone 40 ms a text; a machine that does other things meanwhile takes several times as long.
    expect(user / 1000 / past.texts.length).toBeLessThan(500);
  });
});

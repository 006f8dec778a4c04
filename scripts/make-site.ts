/**
 * The process in which Astro runs (started by build-site.ts, which reads its messages): the content is read once, for
 * the search index and for the pages. Choices come in the environment, as for a bare `astro build`.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'astro';
import { requireContent } from '../src/authoring/read-content.ts';
import { openResultStore, pruneResults, toolDigest } from '../src/authoring/result-store.ts';
import { fillSearchIndex } from '../src/export/search-index.ts';
import { searchRecords } from '../src/export/search-records.ts';
import { buildDay } from '../src/layouts/build-day.ts';
import { buildSettings } from '../src/layouts/build-settings.ts';
import { comparer } from '../src/layouts/compare-pairs.ts';
import { handOver } from '../src/layouts/handover.ts';
import { wordsFor } from '../src/layouts/words/words.ts';
import { PrenoticeError, type Problem } from '../src/policy/problem.ts';
import { compareAhead } from './compare-ahead.ts';

/** What this process says before it ends. */
export type SiteMessage =
  | { done: { compared: number; remembered: number; peakBytes: number; cpuSeconds: number } }
  | { failed: { message: string; remedy: string; problems: Problem[] } };

const projectRoot = fileURLToPath(new URL('..', import.meta.url));
/** What a comparison depends on beside the texts; words of pages are part of its key. */
const engine = [
  'src/policy',
  'src/redline',
  'src/assessment',
  'src/export/comparison.ts',
  'src/layouts/compare-pairs.ts',
];

async function makeSite(): Promise<SiteMessage> {
  const { contentDir, outDir } = buildSettings();
  const cache = process.env.PRENOTICE_CACHE || join(projectRoot, '.cache', 'comparisons');
  const content = await requireContent(contentDir);
  const today = buildDay(content.site.timeZone);
  const tool = toolDigest(projectRoot, engine);
  const results = openResultStore(cache, tool);
  const ahead = compareAhead(content.policies, today, results, { dir: cache, tool });
  const records = content.policies.flatMap((policy) => searchRecords(policy, content.site.url, today));
  // Pagefind fills its index in a process of its own meanwhile.
  const filling = fillSearchIndex(records);
  const filled = filling.then(
    (index) => index,
    () => undefined,
  );
  try {
    const compare = comparer(results, (policy) => wordsFor(policy.locale));
    handOver({ content, compare, ready: ahead.compared });
    await build({ root: projectRoot });
    await (await filling).write(outDir);
  } finally {
    ahead.stop();
    await (await filled)?.close();
  }
  pruneResults(cache);
  const { found, missing } = results.counts;
  const compared = await ahead.compared;
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  return {
    done: {
      compared: compared + missing,
      remembered: found - compared,
      peakBytes: maxRSS * 1024,
      cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    },
  };
}

const say = (message: SiteMessage): void => {
  process.send?.(message, () => process.disconnect?.());
};

try {
  say(await makeSite());
} catch (error) {
  process.exitCode = 1;
  if (error instanceof PrenoticeError) {
    const { message, remedy, problems } = error;
    say({ failed: { message, remedy, problems } });
  } else {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.disconnect?.();
  }
}

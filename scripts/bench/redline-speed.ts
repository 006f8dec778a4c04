import { spawnSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDocument } from '../../src/authoring/read-document.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { writeHtml } from '../../src/redline/write-html.ts';

/**
 * Speed inside one process after warm-up, reading and parsing included: the real pairs, 100,000 words rewritten and
 * shuffled, growth, memory; and the whole command on a small pair. `folder`: a working copy of the benchmark with its scaling inputs.
 */
export async function measureSpeed(folder: string, root: string): Promise<string> {
  const real = join(folder, 'cases/real');
  const ids = (await readdir(real)).sort();
  const pairs = ids.map((id): [string, string] => [join(real, id, 'old.md'), join(real, id, 'new.md')]);
  for (const pair of pairs) await time(pair);
  const lines = ['', 'Speed in one process after warm-up (ms, reading and parsing included):'];
  const [fresh, again]: [number[], number[]] = [[], []];
  for (const [old, next] of pairs) {
    // Paragraphs that this process has not read yet: the parser keeps what it read lately.
    const unread: [string, string] = [
      old.replace(/\.md$/, '-unread.md'),
      next.replace(/\.md$/, '-unread.md'),
    ];
    for (const [k, path] of [old, next].entries()) {
      await writeFile(
        unread[k]!,
        (await readFile(path, 'utf8')).replace(/\b(?:a|and|of|the|to|you)\b/g, '$&e'),
      );
    }
    fresh.push(await time(unread));
    again.push(await time(unread));
  }
  lines.push(
    `  real pairs, read for the first time: median ${at(fresh, 0.5)}, p95 ${at(fresh, 0.95)}, most ${at(fresh, 1)}`,
  );
  lines.push(
    `  real pairs, read before: median ${at(again, 0.5)}, p95 ${at(again, 0.95)}, most ${at(again, 1)}`,
  );
  const sizes = [1000, 5000, 20_000, 100_000];
  for (const [name, title] of [
    ['2', '2 % rewritten'],
    ['20', '20 % rewritten'],
    ['100', 'every paragraph rewritten'],
    ['shuffled', 'clauses shuffled'],
  ]) {
    const cells: string[] = [];
    for (const size of sizes) {
      const pair: [string, string] = [
        join(folder, `scaling/${size}-${name}-old.md`),
        join(folder, `scaling/${size}-${name}-new.md`),
      ];
      cells.push(`${size / 1000}k words ${Math.round(await time(pair))}`);
    }
    lines.push(`  ${title}: ${cells.join(', ')}`);
  }
  lines.push(`  memory of this process now: ${Math.round(process.memoryUsage.rss() / 1e6)} MB`);
  lines.push(
    `The whole command on a small pair, start included: ${at(starts(root, pairs), 0.5)} ms (median of 5)`,
  );
  return `${lines.join('\n')}\n`;
}

async function time([old, next]: [string, string]): Promise<number> {
  const begin = performance.now();
  const [a, b] = [await readDocument(old), await readDocument(next)];
  writeHtml(compareDocuments(a.document, b.document));
  return performance.now() - begin;
}

function starts(root: string, pairs: readonly [string, string][]): number[] {
  const [old, next] = pairs[1]!;
  return Array.from({ length: 5 }, () => {
    const begin = performance.now();
    spawnSync(process.execPath, [join(root, 'scripts/prenotice.ts'), 'redline', old, next], {
      stdio: 'ignore',
    });
    return performance.now() - begin;
  });
}

function at(values: readonly number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toString();
}

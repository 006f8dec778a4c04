import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { serve } from '../serve.ts';
import { table } from '../table.ts';

const visits = 9;

/** Weight of the pages of a 5,000-word version, and what comparing two such versions takes in Chromium. */
export async function measurePages(out: string): Promise<string> {
  const pack = (path: string) => gzipSync(readFileSync(join(out, path)), { level: 9 }).byteLength;
  const assets = readdirSync(join(out, '_assets'));
  const styles = assets
    .filter((name) => name.endsWith('.css'))
    .reduce((sum, name) => sum + pack(join('_assets', name)), 0);
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} KB`;
  const rows = [
    ['a version', 'policy-1/5/index.html', '45 KB'],
    ['changes between neighbours', 'policy-1/changes/4..5/index.html', ''],
    ['compare', 'policy-1/compare/index.html', ''],
    ['history', 'policy-1/history/index.html', ''],
  ].map(([name = '', path = '', aim = '']) => [name, kilobytes(pack(path) + styles), aim]);
  const browser = await compareInChromium(out, pack);
  return [
    'Pages of a 5,000-word version, HTML and styles, gzipped',
    table(['page', 'weight', 'aim'], rows),
    'Comparing two 5,000-word versions in Chromium (median of nine visits, from the fastest to the slowest)',
    browser === null
      ? 'Not measured: no Chromium at CHROMIUM_PATH or /usr/bin/chromium.\n'
      : table(
          ['what', 'measured', 'aim'],
          [
            ['scripts of the redline and its tools, gzipped', kilobytes(browser.scripts.redline), '25 KB'],
            [
              'script fetched afterwards: classes and reasons, in a worker',
              kilobytes(browser.scripts.list),
              '',
            ],
            ['redline, neighbours: texts loaded → shown', browser.near, '150 ms'],
            ['redline, four versions apart', browser.far, '150 ms'],
            ['list of changes with classes: texts loaded → shown', browser.list, ''],
          ],
        ),
  ].join('\n');
}

async function compareInChromium(out: string, pack: (path: string) => number) {
  const executablePath = process.env.CHROMIUM_PATH || '/usr/bin/chromium';
  if (!existsSync(executablePath)) return null;
  const server = await serve(out, { port: 0, base: '/legal/' });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const times = { near: [] as number[], far: [] as number[], list: [] as number[] };
    const scripts = { redline: new Set<string>(), list: new Set<string>() };
    for (const [kind, query] of [
      ['near', 'from=4&to=5'],
      ['far', 'from=1&to=5'],
    ] as const) {
      for (let visit = 0; visit < visits; visit++) {
        const page = await browser.newPage();
        page.on('request', (request) => {
          const path = /_assets\/[^?]+\.js$/.exec(request.url())?.[0];
          if (!path) return;
          scripts[/list-changes/.test(path) ? 'list' : 'redline'].add(path);
        });
        await page.goto(`${server.url}policy-1/compare/?${query}`);
        await page.waitForFunction(() => performance.getEntriesByName('prenotice-list').length > 0);
        const duration = (name: string) =>
          page.evaluate((name) => performance.getEntriesByName(name)[0]?.duration ?? 0, name);
        times[kind].push(await duration('prenotice-redline'));
        if (kind === 'near') times.list.push(await duration('prenotice-list'));
        await page.close();
      }
    }
    const median = (values: number[]) => {
      const sorted = values.map(Math.round).sort((a, b) => a - b);
      return `${sorted[sorted.length >> 1]} ms (${sorted[0]}–${sorted.at(-1)})`;
    };
    const weigh = (paths: Set<string>) => [...paths].reduce((sum, path) => sum + pack(path), 0);
    return {
      near: median(times.near),
      far: median(times.far),
      list: median(times.list),
      scripts: { redline: weigh(scripts.redline), list: weigh(scripts.list) },
    };
  } finally {
    await browser.close();
    await server.close();
  }
}

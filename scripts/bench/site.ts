import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type BuiltSite, buildSite } from '../build-site.ts';
import { table } from '../table.ts';
import { type ContentSize, writeBenchContent, writeSampleContent } from './site-content.ts';
import { measurePages } from './site-pages.ts';
import { buildPlainAstro } from './site-plain.ts';

const root = resolve(import.meta.dirname, '../..');
const today = '2026-11-22';

/**
 * `npm run bench -- site [--full]`: weight and speed of the pages, then builds of 125 and 500 versions of 3,000 words (with
 * `--full` 2,000), each again with what the first build kept, beside as many pages of the same texts in plain Astro.
 */
export async function run(words: string[]): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'prenotice-bench-site-'));
  const sizes = [
    { policies: 5, versions: 25 },
    { policies: 20, versions: 25 },
    ...(words.includes('--full') ? [{ policies: 50, versions: 40 }] : []),
  ];
  try {
    process.stdout.write(`${await measurePages(await buildSample(work))}\n`);
    const rows: BuildRow[] = [];
    for (const size of sizes) {
      const row = await measureBuild(work, { ...size, words: 3000 });
      rows.push(row);
      process.stdout.write(`${row.versions} versions built\n`);
    }
    process.stdout.write(`\n${report(rows)}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

interface BuildRow {
  versions: number;
  pages: number;
  fresh: BuiltSite;
  again: BuiltSite;
  plain: Awaited<ReturnType<typeof buildPlainAstro>>;
}

async function measureBuild(work: string, size: ContentSize): Promise<BuildRow> {
  const versions = size.policies * size.versions;
  const name = `${versions}`;
  const fresh = await build(work, name, size);
  const again = await build(work, name, size);
  if (again.compared > 0) throw new Error(`${again.compared} pairs were compared again without a change`);
  const out = join(work, name, 'dist');
  const pages = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.html'),
  ).length;
  const plain = await buildPlainAstro(join(work, `${name}-plain`), join(work, name, 'content'), pages, root);
  for (const dir of [name, `${name}-plain`]) rmSync(join(work, dir), { recursive: true, force: true });
  return { versions, pages, fresh, again, plain };
}

/** Content of the size under `work/dir`, unless it is there, and its site. What is kept between builds is the benchmark's own. */
async function build(work: string, dir: string, size: ContentSize): Promise<BuiltSite> {
  const contentDir = join(work, dir, 'content');
  if (!readdirSync(work).includes(dir)) writeBenchContent(contentDir, size);
  return buildSite({ contentDir, ...places(work, dir) });
}

async function buildSample(work: string): Promise<string> {
  const contentDir = join(work, 'pages', 'content');
  writeSampleContent(contentDir, join(root, 'content'));
  const { out, ...rest } = places(work, 'pages');
  // All five versions: the last is announced on 1 December.
  await buildSite({ contentDir, out, ...rest, today: '2026-12-02' });
  return out;
}

const places = (work: string, dir: string) => ({
  out: join(work, dir, 'dist'),
  today,
  env: { ...process.env, PRENOTICE_CACHE: join(work, dir, 'kept') },
  cwd: root,
});

function report(rows: readonly BuildRow[]): string {
  const megabytes = (bytes: number) => Math.round(bytes / 1e6);
  const one = (value: number) => Number(value.toFixed(1));
  const head = [
    'versions',
    'build',
    'pages',
    'files',
    'seconds',
    'of which computing',
    'pages/s',
    'peak MB',
    'compared',
  ];
  const lines = rows.flatMap(({ versions, pages, fresh, again, plain }) => [
    ...(
      [
        ['first', fresh],
        ['again, nothing changed', again],
      ] as const
    ).map(([name, { files, seconds, cpuSeconds, peakBytes, compared }]) => [
      versions,
      name,
      pages,
      files,
      one(seconds),
      one(cpuSeconds),
      one(pages / seconds),
      megabytes(peakBytes),
      compared,
    ]),
    [
      versions,
      'plain Astro',
      plain.pages,
      plain.files,
      one(plain.seconds),
      one(plain.cpuSeconds),
      one(plain.pages / plain.seconds),
      megabytes(plain.peakBytes),
      0,
    ],
  ]);
  return `Builds (computing: time on the processor, which other load lengthens less)\n${table(head, lines)}${growth(rows)}`;
}

/** Time per version from the second size to the last: 1 is linear. The first size is mostly the start of Astro. */
function growth(rows: readonly BuildRow[]): string {
  const [from, to] = [rows[1], rows.at(-1)];
  if (!from || !to || from === to) return '';
  const times = to.versions / from.versions;
  const ratio = (pick: (row: BuildRow) => number) => (pick(to) / pick(from) / times).toFixed(2);
  return `Growth from ${from.versions} to ${to.versions} versions, 1 is linear: first ${ratio((row) => row.fresh.cpuSeconds)}, again ${ratio((row) => row.again.cpuSeconds)}, plain Astro ${ratio((row) => row.plain.cpuSeconds)}\n`;
}

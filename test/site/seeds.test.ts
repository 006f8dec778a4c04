import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { buildSite } from '../../scripts/build-site.ts';
import { main } from '../../scripts/prenotice.ts';
import { requireContent } from '../../src/authoring/read-content.ts';
import { documentTexts, normalizeSpace } from '../../src/policy/text.ts';
import { sharedPath } from '../shared.ts';
import { attributeOf, find, pagesOf, textOf } from './pages.ts';

const seeds = sharedPath('policies', 'seeds');

test.skipIf(seeds === null)(
  'five real policies become one site that says their words and no others',
  { timeout: 240_000 },
  async () => {
    const work = await mkdtemp(join(tmpdir(), 'prenotice-seeds-'));
    onTestFinished(() => rm(work, { recursive: true, force: true }));
    const contentDir = join(work, 'content');
    const silent = { write: () => true };
    const world = {
      env: { ...process.env, PRENOTICE_TODAY: '2026-11-22' },
      cwd: work,
      stdout: silent,
      stderr: silent,
      now: () => '2026-11-22T12:00:00Z',
    };
    const files = (await readdir(seeds!)).filter((name) => name.endsWith('.txt')).sort();
    expect(files).toHaveLength(5);
    for (const [index, file] of files.entries()) {
      expect(
        await main(
          ['import', join(seeds!, file), '--policy', `seed-${index}`, '--content', contentDir],
          world,
        ),
        file,
      ).toBe(0);
    }
    const out = join(work, 'dist');
    await buildSite({
      contentDir,
      out,
      today: '2026-11-22',
      env: process.env,
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
    });
    const content = await requireContent(contentDir);
    const pages = pagesOf(out);
    for (const { slug, versions } of content.policies) {
      const shown = pages
        .filter(({ path }) => path === `${slug}/index.html` || path === `${slug}/1/index.html`)
        .flatMap((page) => find(page, (element) => attributeOf(element, 'data-policy-text') === '1'));
      expect(shown, slug).toHaveLength(2);
      for (const article of shown)
        expect(normalizeSpace(textOf(article)), slug).toBe(
          normalizeSpace(documentTexts(versions[0]!.document).join('\n')),
        );
    }
    // Dates as the documents give them: two state none, two a day, one a month.
    expect(content.policies.map(({ versions }) => versions[0]!.fields.effective)).toEqual([
      'unknown',
      'unknown',
      '2019-10-21',
      '2006-11-08',
      '2014-04',
    ]);
  },
);

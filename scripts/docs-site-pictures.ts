import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { buildSite } from './build-site.ts';
import { main } from './prenotice.ts';
import { serve } from './serve.ts';

/** Makes docs/images/reading.png, redline.png and letter.png from the sample as of the day after its change is announced. CHROMIUM_PATH: the browser. */
const root = resolve(import.meta.dirname, '..');
const images = join(root, 'docs/images');
const work = await mkdtemp(join(tmpdir(), 'prenotice-site-pictures-'));

async function letterHtml(): Promise<string> {
  let html = '';
  await main(['preview', 'privacy', '5', '--format', 'html'], {
    env: { PRENOTICE_TODAY: '2026-12-01', PRENOTICE_LEDGER: join(work, 'ledger.db') },
    cwd: root,
    stdout: { write: (text: string) => (html += text) },
    stderr: { write: () => true },
    now: () => '2026-12-01T09:00:00Z',
  });
  return html;
}

const out = join(work, 'site');
await buildSite({ contentDir: join(root, 'content'), out, today: '2026-12-02', env: process.env, cwd: root });
const site = await serve(out, { port: 0, base: '/legal/' });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 960 } });
  await page.goto(`${site.url}privacy/`);
  await page.screenshot({ path: join(images, 'reading.png') });
  await page.goto(`${site.url}privacy/changes/4..5/`);
  await page.getByLabel('Only changed paragraphs').check();
  // What was taken out and what was put in, both in the picture.
  await page
    .locator('.redline del')
    .first()
    .evaluate((mark) => scrollTo(0, mark.getBoundingClientRect().top + scrollY - 640));
  await page.screenshot({ path: join(images, 'redline.png') });
  const letter = await browser.newPage({ viewport: { width: 760, height: 1150 } });
  await letter.setContent(await letterHtml());
  await letter.screenshot({ path: join(images, 'letter.png') });
} finally {
  await browser.close();
  await site.close();
  await rm(work, { recursive: true, force: true });
}

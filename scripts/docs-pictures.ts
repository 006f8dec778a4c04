import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import rehypeRaw from 'rehype-raw';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkRehype from 'remark-rehype';
import { escapeText } from '../src/policy/escape-html.ts';
import { buildSite } from './build-site.ts';
import { digestsOf, shownDay, shownInDocs, shownPages } from './docs-shown.ts';
import { serve } from './serve.ts';

/**
 * `node scripts/docs-pictures.ts` draws every picture of the documents anew, from what commands and pages say on the sample, and
 * keeps digests of it in docs/images/shown.json: a test fails when a picture no longer shows what is so. CHROMIUM_PATH: the browser.
 */
const root = resolve(import.meta.dirname, '..');
const images = join(root, 'docs/images');

/** As a terminal shows it: severities in colour. */
function terminal(text: string, width = 960): string {
  const colours: Record<string, string> = { error: '#ff7b72', warning: '#e3b341', advice: '#79c0ff' };
  const lines = escapeText(text)
    .split('\n')
    .map((line) =>
      line.replace(
        /^(\S+ {2})(error|warning|advice)\b/,
        (_, place, severity: string) => `${place}<b style="color:${colours[severity]}">${severity}</b>`,
      ),
    );
  return `<body style="margin:0;background:#0d1117;color:#e6edf3;font:14px/1.5 monospace"><pre style="margin:0;padding:20px;white-space:pre-wrap;width:${width}px">${lines.join('\n')}</pre></body>`;
}

/** As GitHub shows a comment, near enough. */
async function comment(markdown: string): Promise<string> {
  const processor = remark().use(remarkGfm).use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw);
  const { toHtml } = await import('hast-util-to-html');
  const body = toHtml(await processor.run(processor.parse(markdown.replace('<details>', '<details open>'))));
  return `<style>body{font:14px/1.5 sans-serif;width:900px;margin:0;padding:24px;color:#1f2328}table{border-collapse:collapse;margin:0 0 16px}td,th{border:1px solid #d1d9e0;padding:5px 12px;text-align:left;vertical-align:top}h2{border-bottom:1px solid #d1d9e0}blockquote{border-left:4px solid #d1d9e0;margin:0;padding:0 1em}ins{background:#dafbe1}del{background:#ffebe9}summary{font-size:15px}</style>${body}`;
}

async function drawText(browser: Browser, name: string, html: string, height?: number): Promise<void> {
  const viewport = { width: 1000, height: height ?? 100 };
  const page = await browser.newPage({ viewport, deviceScaleFactor: 1.5 });
  await page.setContent(html);
  await page.screenshot({ path: join(images, name), fullPage: height === undefined });
}

async function drawPage(
  page: Page,
  url: string,
  name: keyof typeof shownPages,
  prepare?: () => Promise<void>,
): Promise<void> {
  await page.goto(`${url}${shownPages[name]}`);
  await prepare?.();
  await page.screenshot({ path: join(images, name) });
}

const work = await mkdtemp(join(tmpdir(), 'prenotice-pictures-'));
const content = join(root, 'content');
const out = join(work, 'site');
await buildSite({ contentDir: content, out, today: shownDay, env: process.env, cwd: root });
const shown = await shownInDocs(content, out);
const site = await serve(out, { port: 0, base: '/legal/' });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  for (const name of ['check.png', 'init.png']) await drawText(browser, name, terminal(shown[name]!));
  await drawText(browser, 'notice.png', terminal(shown['notice.png']!, 1180));
  await drawText(browser, 'report.png', await comment(shown['report.png']!), 1500);
  const page = await browser.newPage({ viewport: { width: 1280, height: 960 } });
  await drawPage(page, site.url, 'reading.png');
  await drawPage(page, site.url, 'redline.png', async () => {
    await page.getByLabel('Only changed paragraphs').check();
    // What was taken out and what was put in, both in the picture.
    await page
      .locator('.redline del')
      .first()
      .evaluate((mark) => scrollTo(0, mark.getBoundingClientRect().top + scrollY - 640));
  });
  const letter = await browser.newPage({ viewport: { width: 760, height: 1150 } });
  await letter.setContent(shown['letter.png']!);
  await letter.screenshot({ path: join(images, 'letter.png') });
  await writeFile(join(images, 'shown.json'), `${JSON.stringify(digestsOf(shown), null, 2)}\n`);
} finally {
  await browser.close();
  await site.close();
  await rm(work, { recursive: true, force: true });
}

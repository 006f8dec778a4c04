import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import rehypeRaw from 'rehype-raw';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkRehype from 'remark-rehype';
import { escapeText } from '../src/policy/escape-html.ts';
import { main } from './prenotice.ts';

/**
 * Makes check.png, report.png, init.png and notice.png in docs/images (docs-site-pictures.ts: the others) from what the
 * commands really print on the sample. CHROMIUM_PATH: the browser.
 */
const root = resolve(import.meta.dirname, '..');
const work = await mkdtemp(join(tmpdir(), 'prenotice-pictures-'));
const content = join(work, 'content');

let today = '2026-11-22';

async function printed(...words: string[]): Promise<string> {
  let out = '';
  const code = await main([...words, '--content', 'content'], {
    env: { PRENOTICE_TODAY: today },
    cwd: work,
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => process.stderr.write(text) },
    now: () => `${today}T09:00:00Z`,
  });
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`);
  return out.replaceAll(`${work}/`, '');
}

/** A command as it is typed, and what it answers. */
const session = async (...words: string[]): Promise<string> => {
  const typed = words.map((word) => (/[\s&]/.test(word) ? `"${word}"` : word)).join(' ');
  return `$ npm run -s prenotice -- ${typed}\n${await printed(...words)}`;
};

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
  const body = toHtml(await processor.run(processor.parse(markdown)));
  return `<style>body{font:14px/1.5 sans-serif;width:900px;margin:0;padding:24px;color:#1f2328}table{border-collapse:collapse;margin:0 0 16px}td,th{border:1px solid #d1d9e0;padding:5px 12px;text-align:left;vertical-align:top}h2{border-bottom:1px solid #d1d9e0}blockquote{border-left:4px solid #d1d9e0;margin:0;padding:0 1em}ins{background:#dafbe1}del{background:#ffebe9}summary{font-size:15px}</style>${body}`;
}

try {
  await cp(join(root, 'content'), content, { recursive: true });
  const before = join(work, 'before');
  await cp(content, before, { recursive: true });
  await printed('new', 'terms');
  const file = join(content, 'terms/3.mdx');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace('unpaid 30 days after', 'unpaid 10 days after').replace(/\n$/, '\nSee section 15.\n'),
  );
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const picture = async (html: string, name: string, height?: number) => {
    const page = await browser.newPage({
      viewport: { width: 1000, height: height ?? 100 },
      deviceScaleFactor: 1.5,
    });
    await page.setContent(html);
    await page.screenshot({ path: join(root, 'docs/images', name), fullPage: height === undefined });
  };
  await picture(terminal(await session('check', 'terms')), 'check.png');
  const report = (await printed('report', '--since', before)).replace('<details>', '<details open>');
  await picture(await comment(report), 'report.png', 1500);

  await rm(content, { recursive: true });
  await cp(before, content, { recursive: true });
  today = '2026-12-01';
  await printed('build', '--out', 'dist');
  const plan = await session('plan');
  await printed('send', '--yes');
  await picture(terminal(`${plan}\n${await session('status')}`, 1180), 'notice.png');

  const own = ['--name', 'Birch Ltd', '--url', 'https://birch.example/legal/', '--promise', 'thirty-days'];
  await picture(terminal(await session('init', '--move-old', 'sample', ...own)), 'init.png');
  await browser.close();
} finally {
  await rm(work, { recursive: true, force: true });
}

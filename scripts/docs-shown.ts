import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '../src/policy/digest.ts';
import { main } from './prenotice.ts';

/** What the pictures of the documents show, in words: what they are drawn from, and what a test holds them to. */
export interface Shown {
  /** Terminal sessions, a comment in Markdown, a letter in HTML, the words of pages; by the name of the picture. */
  readonly [picture: string]: string;
}

/** Pictures of pages: path below the site. */
export const shownPages = { 'reading.png': 'privacy/', 'redline.png': 'privacy/changes/4..5/' };

/** The day after the sample's change is announced: what `site` must have been built for. */
export const shownDay = '2026-12-02';

/** From the sample's content and its built site. */
export async function shownInDocs(content: string, site: string): Promise<Shown> {
  const work = await mkdtemp(join(tmpdir(), 'prenotice-shown-'));
  try {
    await cp(site, join(work, 'dist'), { recursive: true });
    const fresh = async () => {
      await rm(join(work, 'content'), { recursive: true, force: true });
      await cp(content, join(work, 'content'), { recursive: true });
    };
    await fresh();
    const writing = '2026-11-22';
    await printed(work, writing, 'new', 'terms');
    const draft = join(work, 'content/terms/3.mdx');
    const text = await readFile(draft, 'utf8');
    await writeFile(
      draft,
      text.replace('unpaid 30 days after', 'unpaid 10 days after').replace(/\n$/, '\nSee section 15.\n'),
    );
    const check = await session(work, writing, 'check', 'terms');
    const report = await printed(work, writing, 'report', '--since', content);

    await fresh();
    const sending = '2026-12-01';
    const letter = await printed(work, sending, 'preview', 'privacy', '5', '--format', 'html');
    const plan = await session(work, sending, 'plan');
    await printed(work, sending, 'send', '--yes');
    const notice = `${plan}\n${await session(work, sending, 'status')}`;
    const own = ['--name', 'Birch Ltd', '--url', 'https://birch.example/legal/', '--promise', 'thirty-days'];
    const init = await session(work, sending, 'init', '--move-old', 'sample', ...own);

    const shown: Record<string, string> = {
      'check.png': check,
      'report.png': report,
      'letter.png': letter,
      'notice.png': notice,
      'init.png': init,
    };
    for (const [picture, path] of Object.entries(shownPages))
      shown[picture] = wordsOfPage(await readFile(join(site, path, 'index.html'), 'utf8'));
    return shown;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Digests of what pictures show, as docs/images/shown.json keeps them. */
export const digestsOf = (shown: Shown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(shown)
      .map(([picture, text]) => [picture, digestOf(text)] as const)
      .sort(([a], [b]) => a.localeCompare(b)),
  );

const wordsOfPage = (html: string): string =>
  (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

async function printed(cwd: string, today: string, ...words: string[]): Promise<string> {
  let out = '';
  let said = '';
  const code = await main([...words, '--content', 'content'], {
    env: { PRENOTICE_TODAY: today },
    cwd,
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (said += text) },
    now: () => `${today}T09:00:00Z`,
  });
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}: ${said}`);
  return out.replaceAll(`${cwd}/`, '');
}

/** A command as it is typed, and what it answers. */
async function session(cwd: string, today: string, ...words: string[]): Promise<string> {
  const typed = words.map((word) => (/[\s&]/.test(word) ? `"${word}"` : word)).join(' ');
  return `$ npm run -s prenotice -- ${typed}\n${await printed(cwd, today, ...words)}`;
}

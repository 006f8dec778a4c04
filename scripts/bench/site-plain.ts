import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PlainBuild {
  pages: number;
  files: number;
  seconds: number;
  cpuSeconds: number;
  peakBytes: number;
}

const files: Record<string, string> = {
  'package.json': '{ "name": "plain", "type": "module", "private": true }\n',
  'astro.config.mjs': `import { defineConfig } from 'astro/config';
export default defineConfig({ markdown: { syntaxHighlight: false }, devToolbar: { enabled: false } });
`,
  'src/content.config.ts': `import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
export const collections = { texts: defineCollection({ loader: glob({ base: './texts', pattern: '*.md' }) }) };
`,
  'src/pages/[id].astro': `---
import { getCollection, render } from 'astro:content';
export async function getStaticPaths() {
  return (await getCollection('texts')).map((entry) => ({ params: { id: entry.id }, props: { entry } }));
}
const { entry } = Astro.props;
const { Content } = await render(entry);
---
<html lang="en"><head><meta charset="utf-8" /><title>{entry.data.version}</title></head><body><main><Content /></main></body></html>
`,
};

/** As many pages as our site has, of the same texts, by Astro alone: a collection of Markdown and one page for each entry. */
export async function buildPlainAstro(
  dir: string,
  contentDir: string,
  pages: number,
  root: string,
): Promise<PlainBuild> {
  mkdirSync(join(dir, 'src/pages'), { recursive: true });
  mkdirSync(join(dir, 'texts'));
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  const texts = readdirSync(contentDir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mdx'))
    .sort();
  for (let page = 0; page < pages; page++)
    writeFileSync(
      join(dir, 'texts', `page-${page}.md`),
      readFileSync(join(contentDir, texts[page % texts.length]!)),
    );
  const started = performance.now();
  const usage = await runAstro(dir);
  const built = readdirSync(join(dir, 'dist'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return {
    pages: built.filter(({ name }) => name.endsWith('.html')).length,
    files: built.length,
    seconds: (performance.now() - started) / 1000,
    ...usage,
  };
}

function runAstro(dir: string): Promise<Pick<PlainBuild, 'cpuSeconds' | 'peakBytes'>> {
  const { promise, resolve, reject } = Promise.withResolvers<Pick<PlainBuild, 'cpuSeconds' | 'peakBytes'>>();
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('site-plain-process.ts', import.meta.url)), dir],
    {
      cwd: dir,
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString('utf8')).slice(-5000);
    });
  let usage: Pick<PlainBuild, 'cpuSeconds' | 'peakBytes'> | undefined;
  child.on('message', (message) => {
    usage = message as typeof usage;
  });
  child.on('error', reject);
  child.on('close', (code) =>
    code === 0 && usage ? resolve(usage) : reject(new Error(`plain Astro ended with ${code}:\n${log}`)),
  );
  return promise;
}

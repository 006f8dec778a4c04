import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

/** Who may import whom (design.md, Layout). A folder may always import itself. */
const allowed: Record<string, string[]> = {
  policy: [],
  redline: ['policy'],
  assessment: ['policy', 'redline'],
  notice: ['policy', 'redline', 'assessment'],
  delivery: ['policy', 'redline', 'assessment', 'notice'],
  authoring: ['policy', 'redline', 'assessment', 'notice'],
  export: ['policy', 'redline', 'assessment', 'notice'],
  proof: ['policy', 'redline', 'assessment', 'notice', 'delivery', 'authoring'],
};
const siteFolders = ['pages', 'layouts', 'components', 'styles', 'client', 'content.config.ts'];
const pure = ['policy', 'redline', 'assessment', 'notice'];
const browserFolders = ['policy', 'redline', 'assessment'];

interface Source {
  path: string;
  folder: string;
  code: string;
  imports: string[];
}

const root = resolve(import.meta.dirname, '../..');

function sources(dir: string): Source[] {
  return readdirSync(join(root, dir), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|astro)$/.test(name))
    .map((name) => {
      const path = join(dir, name);
      const code = withoutComments(readFileSync(join(root, path), 'utf8'));
      const imports = [...code.matchAll(/(?:\bfrom\s+|\bimport\s*\(\s*|^import\s+)['"]([^'"]+)['"]/gm)].map(
        (match) => match[1] as string,
      );
      return { path: path.replaceAll('\\', '/'), folder: name.split(/[\\/]/)[0] as string, code, imports };
    });
}

const withoutComments = (code: string): string =>
  code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

const all = sources('src');

describe('imports', () => {
  test('every folder under src is known here', () => {
    const unknown = all.filter(({ folder }) => !(folder in allowed) && !siteFolders.includes(folder));
    expect(unknown.map(({ path }) => path)).toEqual([]);
  });

  test('run only in the direction policy ← redline ← assessment ← notice ← delivery', () => {
    const wrong = all.flatMap(({ path, folder, imports }) =>
      imports
        .filter((name) => name.startsWith('.'))
        .map(
          (name) =>
            relative(join(root, 'src'), resolve(root, dirname(path), name)).split(/[\\/]/)[0] as string,
        )
        .filter((target) => folder in allowed && target !== folder && !allowed[folder]?.includes(target))
        .map((target) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('nothing in src imports scripts or test', () => {
    const wrong = all.filter(({ path, imports }) =>
      imports.some(
        (name) =>
          name.startsWith('.') &&
          /^(scripts|test)[\\/]/.test(relative(root, resolve(root, dirname(path), name))),
      ),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('only the site folders know Astro', () => {
    const wrong = all.filter(
      ({ folder, imports }) =>
        !siteFolders.includes(folder) && imports.some((name) => /^astro[:/]|^@astrojs\//.test(name)),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('only delivery touches the network, a database or Resend', () => {
    const wrong = all.filter(
      ({ folder, imports, code }) =>
        folder !== 'delivery' &&
        (imports.some((name) => /^(resend|kysely|pg|node:(sqlite|https?|net|tls|dgram))$/.test(name)) ||
          /\bfetch\(/.test(code)),
    );
    // A script that runs in a reader's browser fetches from its own site.
    expect(wrong.map(({ path }) => path).filter((path) => !path.startsWith('src/client/'))).toEqual([]);
  });

  test('no folder hides behind a barrel', () => {
    expect(
      all
        .filter(({ path }) => /\/index\.ts$/.test(path) && !path.startsWith('src/pages/'))
        .map(({ path }) => path),
    ).toEqual([]);
  });
});

describe('the core', () => {
  test('has no clock, no random value, no file and no environment', () => {
    const wrong = all
      .filter(({ folder }) => pure.includes(folder))
      .flatMap(({ path, code, imports }) => [
        ...[
          ...code.matchAll(
            /\bnew Date\(\)|\bDate\.now\b|\bMath\.random\b|\bTemporal\.Now\b|\bprocess\.|\brandomUUID\b/g,
          ),
        ].map((match) => `${path}: ${match[0]}`),
        ...imports
          .filter((name) => /^node:(fs|os|child_process|path)/.test(name))
          .map((name) => `${path}: ${name}`),
      ]);
    expect(wrong).toEqual([]);
  });

  test('runs in a browser: no node: import in policy, redline and assessment but the digest', () => {
    const wrong = all.filter(
      ({ folder, path, imports }) =>
        browserFolders.includes(folder) &&
        path !== 'src/policy/digest.ts' &&
        imports.some((name) => name.startsWith('node:')),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('bundles for a browser with everything it imports', async () => {
    const entry =
      "export { compareDocuments } from './src/redline/compare.ts'; export { assess } from './src/assessment/assess.ts'; export { writeHtml } from './src/redline/write-html.ts';";
    const result = await build({
      stdin: { contents: entry, resolveDir: root, loader: 'ts' },
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'esm',
      logLevel: 'silent',
    });
    expect(result.errors).toEqual([]);
    expect(result.outputFiles[0]?.text.length).toBeGreaterThan(1000);
  });
});

describe('secrets and code from data', () => {
  test('no eval, no Function constructor, no shell', () => {
    const wrong = [...all, ...sources('scripts')].filter(({ code }) =>
      /\beval\(|new Function\(|\bexecSync?\(|shell:\s*true/.test(code),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('the Resend key is read in delivery and nowhere else', () => {
    const wrong = all.filter(({ folder, code }) => folder !== 'delivery' && code.includes('RESEND_API_KEY'));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';

const { announced } = inject('sites');

function workspace(): string {
  const work = mkdtempSync(join(tmpdir(), 'prenotice-build-'));
  onTestFinished(() => rmSync(work, { recursive: true, force: true }));
  cpSync(announced.content, join(work, 'content'), { recursive: true });
  return work;
}

async function build(
  cwd: string,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  const code = await main(['build', ...args], {
    env: { ...process.env, PRENOTICE_CONTENT: undefined, PRENOTICE_TODAY: undefined },
    cwd,
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    now: () => '2026-12-02T12:00:00Z',
  });
  return { code, stdout, stderr };
}

describe('build', () => {
  test('puts the site of the day in place, and says where it is', async () => {
    const work = workspace();
    const { code, stdout } = await build(work, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ out: join(work, 'dist'), today: '2026-12-02' });
    expect(readFileSync(join(work, 'dist', 'privacy', 'index.html'), 'utf8')).toContain(
      'data-policy-text="4"',
    );
    expect(readdirSync(work).sort()).toEqual(['content', 'dist']);
  });

  test('leaves the site of before untouched when the content has errors', async () => {
    const work = workspace();
    mkdirSync(join(work, 'dist'));
    writeFileSync(join(work, 'dist', '404.html'), 'the site of before');
    writeFileSync(
      join(work, 'content', 'privacy', '6.mdx'),
      '---\nversion: "6"\npublished: "2027-02-31"\neffective: "2027-04-01"\n---\n\nText.\n',
    );
    const { code, stderr } = await build(work);
    expect(code).toBe(1);
    expect(stderr).toContain('6.mdx:3');
    expect(readdirSync(work).sort()).toEqual(['content', 'dist']);
    expect(readFileSync(join(work, 'dist', '404.html'), 'utf8')).toBe('the site of before');
  });

  test.each([
    ['.', 'holds the content'],
    ['content', 'holds the content'],
    ['content/dist', 'is part of the content'],
    ['mine', 'is not empty and holds no site built before'],
    ['mine/notes.txt', 'cannot be used as a folder'],
  ])('refuses to replace %s', async (out, reason) => {
    const work = workspace();
    mkdirSync(join(work, 'mine'));
    writeFileSync(join(work, 'mine', 'notes.txt'), 'not a site');
    const { code, stderr } = await build(work, '--out', out);
    expect(code).toBe(1);
    expect(stderr).toContain(reason);
    expect(readFileSync(join(work, 'mine', 'notes.txt'), 'utf8')).toBe('not a site');
  });

  test('puts back what a killed run had moved aside, and removes what it had begun', async () => {
    const work = workspace();
    // No process has this id: it is beyond what systems hand out.
    for (const [name, text] of [
      ['.dist-999999999-old', 'moved aside'],
      ['.dist-999999999-new', 'half built'],
    ] as const) {
      mkdirSync(join(work, name));
      writeFileSync(join(work, name, '404.html'), text);
    }
    const { code } = await build(work);
    expect(code).toBe(0);
    expect(readdirSync(work).sort()).toEqual(['content', 'dist']);
    expect(readFileSync(join(work, 'dist', '404.html'), 'utf8')).not.toBe('moved aside');
  });

  test('compares again only what changed or what is damaged, and writes the same site', {
    timeout: 240_000,
  }, async () => {
    const work = workspace();
    rmSync(join(work, 'content', 'privacy'), { recursive: true });
    const kept = join(work, 'kept');
    const built = async (out: string): Promise<{ compared: number; remembered: number }> => {
      const { stdout, code } = await build(work, '--json', '--out', out, '--today', '2026-12-02');
      expect(code).toBe(0);
      return JSON.parse(stdout);
    };
    process.env.PRENOTICE_CACHE = kept;
    onTestFinished(() => {
      delete process.env.PRENOTICE_CACHE;
    });
    const first = await built('one');
    expect(first.remembered).toBe(0);
    expect(first.compared).toBe(readdirSync(kept).length);
    const [damaged] = readdirSync(kept);
    writeFileSync(join(kept, damaged!), 'prenotice-result/1 of somebody else');
    const second = await built('two');
    expect(second).toMatchObject({ compared: 1, remembered: first.compared - 1 });
    const texts = (out: string) =>
      readdirSync(join(work, out), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.(html|json|xml|txt)$/.test(entry.name))
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
        .sort();
    expect(texts('two')).toEqual(texts('one'));
    const file = join(work, 'content', 'terms', '2.mdx');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\nOne more sentence.\n`);
    expect(await built('three')).toMatchObject({ compared: 1, remembered: first.compared - 1 });
    expect(readFileSync(join(work, 'three', 'terms', 'changes', '1..2', 'index.html'), 'utf8')).toContain(
      'One more sentence.',
    );
  });

  test('runs beside another build of the same checkout', async () => {
    const work = workspace();
    const both = await Promise.all([
      build(work, '--out', 'one', '--today', '2026-12-02'),
      build(work, '--out', 'two', '--today', '2026-11-22'),
    ]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(existsSync(join(work, 'one', 'privacy', '5', 'index.html'))).toBe(true);
    expect(existsSync(join(work, 'two', 'privacy', '5', 'index.html'))).toBe(false);
  });
});

test('pages stay light: HTML and styles under 45 KB, scripts of a text under 2 KB, of comparing under 25 KB', () => {
  const packed = (...path: string[]) =>
    gzipSync(readFileSync(join(announced.out, ...path)), { level: 9 }).byteLength;
  const assets = readdirSync(join(announced.out, '_assets'));
  const styles = assets
    .filter((name) => name.endsWith('.css'))
    .reduce((sum, name) => sum + packed('_assets', name), 0);
  // With what they import, though not what they fetch later.
  const withImports = (names: string[]): string[] =>
    names.flatMap((name) => {
      const code = readFileSync(join(announced.out, '_assets', name), 'utf8');
      const imported = [...code.matchAll(/\b(?:from|import)\s*"\.\/([^"]+)"/g)].map((match) => match[1]!);
      return [name, ...withImports(imported)];
    });
  const scriptsOf = (...path: string[]) => {
    const page = readFileSync(join(announced.out, ...path), 'utf8');
    const own = [...page.matchAll(/<script[^>]* src="[^"]*\/_assets\/([^"]+)"/g)].map((match) => match[1]!);
    return [...new Set(withImports(own))].reduce((sum, name) => sum + packed('_assets', name), 0);
  };
  expect(packed('privacy', '5', 'index.html') + styles).toBeLessThan(45_000);
  expect(scriptsOf('privacy', '5', 'index.html')).toBeLessThan(2000);
  // What makes the redline, and the tools that every redline has; the rules come after it, in a worker.
  expect(scriptsOf('privacy', 'changes', '4..5', 'index.html')).toBeLessThan(1800);
  expect(scriptsOf('privacy', 'compare', 'index.html')).toBeLessThan(25_000);
  const rules = assets.filter((name) => /^list-changes.*\.js$/.test(name));
  expect(rules).toHaveLength(1);
  expect(packed('_assets', rules[0]!)).toBeLessThan(74_000);
});

describe('the theme of site.yaml', () => {
  const { edge } = inject('sites');

  test('gives pages the company’s picture and colours, also where nothing but them is named', () => {
    const page = readFileSync(join(edge.out, 'blocks', 'index.html'), 'utf8');
    expect(page).toContain('<img src="/logo.svg" alt="Fernhill <Labs> &amp; Söhne"');
    expect(readFileSync(join(edge.out, 'logo.svg'), 'utf8')).toContain('<rect');
    const css = readFileSync(join(edge.out, 'theme.css'), 'utf8');
    expect(css).toContain(':root{--accent:#8a1c5a}');
    expect(readFileSync(join(edge.out, 'icon.svg'), 'utf8')).toContain('stroke:#8a1c5a');
    expect(css).toMatch(/prefers-color-scheme:dark\)\{:root\{--accent:#[0-9a-f]{6}\}/);
  });

  test('leaves sites without one as they are', () => {
    expect(readFileSync(join(announced.out, 'index.html'), 'utf8')).not.toContain('theme.css');
    expect(existsSync(join(announced.out, 'logo.svg'))).toBe(false);
  });
});

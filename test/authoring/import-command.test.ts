import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { main } from '../../scripts/prenotice.ts';
import { checkContent } from '../../src/authoring/check/check.ts';
import { requireContent } from '../../src/authoring/read-content.ts';
import { folderOf, smallSite } from '../folder.ts';

const notice = `# Privacy Notice

Last updated: 3 May 2020

Fernhill Software GmbH (“Fernhill”) keeps ledgers.

**Data**. We keep your name.

**Changes**. We notify you of changes to this notice by email 30 days before they take effect.
`;

async function run(cwd: string, ...words: string[]) {
  let out = '';
  let err = '';
  const code = await main(words, {
    env: {},
    cwd,
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    now: () => '2026-11-22T10:00:00Z',
  });
  return { code, out, err };
}

test('a file becomes a policy that check accepts, with a first site.yaml of marked placeholders', async () => {
  const dir = folderOf({ 'notice.md': notice });
  const content = join(dir, 'content');
  const { code, out, err } = await run(
    dir,
    'import',
    'notice.md',
    '--policy',
    'privacy',
    '--content',
    content,
    '--json',
  );
  expect(code).toBe(0);
  const report = JSON.parse(out);
  expect(Object.keys(report)).toEqual(
    expect.arrayContaining([
      'policy',
      'version',
      'file',
      'effective',
      'effectiveText',
      'seen',
      'clauses',
      'highlights',
      'terms',
      'profile',
      'dropped',
      'doubts',
    ]),
  );
  expect(report).toMatchObject({
    policy: 'privacy',
    version: '1',
    file: join(content, 'privacy/1.mdx'),
    effective: '2020-05-03',
    profile: { period: 'P30D' },
  });
  expect(err).toContain('Privacy Notice (privacy) is imported');
  const site = readFileSync(join(content, 'site.yaml'), 'utf8');
  expect(parseYaml(site)).toEqual({
    name: 'Fernhill Software GmbH',
    url: 'https://example.com/legal/',
    timeZone: 'UTC',
    locale: 'en',
    mailer: 'outbox',
    from: 'Fernhill Software GmbH <legal@example.com>',
  });
  expect(site.match(/PLACEHOLDER/g)?.length).toBeGreaterThanOrEqual(4);
  const read = await requireContent(content);
  expect(read.policies[0]?.versions[0]?.fields).toMatchObject({
    effective: '2020-05-03',
    published: 'unknown',
    imported: { from: 'notice.md', dates: 'text' },
  });
  expect(checkContent(read, '2026-11-22').filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(checkContent(read, '2026-11-22').map(({ rule }) => rule)).toEqual([
    'version-not-locked',
    'site-unfinished',
    'term-unused',
  ]);
});

test('an existing policy is refused and nothing changes; site.yaml is kept as it is', async () => {
  const dir = folderOf({ ...smallSite(), 'notice.md': notice });
  const before = readFileSync(join(dir, 'site.yaml'), 'utf8');
  const refused = await run(dir, 'import', 'notice.md', '--policy', 'privacy', '--content', dir);
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(/there is a policy at .*privacy already; nothing was changed/);
  expect(readdirSync(join(dir, 'privacy')).sort()).toEqual(['1.mdx', 'policy.yaml']);
  expect((await run(dir, 'import', 'notice.md', '--policy', 'other', '--content', dir)).code).toBe(0);
  expect(readFileSync(join(dir, 'site.yaml'), 'utf8')).toBe(before);
});

test.each(['search', 'verify', 'schemas', 'Privacy', '_assets'])(
  'a policy cannot take the address %s, and nothing is written',
  async (slug) => {
    const dir = folderOf({ 'notice.md': notice });
    const refused = await run(dir, 'import', 'notice.md', '--policy', slug, '--content', 'content');
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain(`"${slug}" cannot be the address of a policy`);
    expect(existsSync(join(dir, 'content'))).toBe(false);
  },
);

test('nothing is half-written', async () => {
  const dir = folderOf({ 'bad.mdx': 'Hello {world}', 'latin.md': 'x' });
  mkdirSync(join(dir, 'folder.md'));
  for (const [file, message] of [
    ['bad.mdx', /cannot be read as MDX/],
    ['none.md', /there is no file none\.md/],
    ['folder.md', /there is no text in folder\.md/],
  ] as const) {
    const { code, err } = await run(
      dir,
      'import',
      file,
      '--policy',
      'privacy',
      '--content',
      join(dir, 'content'),
    );
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(existsSync(join(dir, 'content'))).toBe(false);
  }
});

test.each([
  [['import', '--policy', 'privacy']],
  [['import', 'notice.md']],
  [['import', 'notice.md', '--policy', '../out']],
  [['import', 'notice.md', '--policy', 'Privacy Notice']],
])('%j is a wrong command line', async (words) => {
  const dir = folderOf({ 'notice.md': notice });
  expect((await run(dir, ...words)).code).toBe(2);
  expect(readdirSync(dir)).toEqual(['notice.md']);
});

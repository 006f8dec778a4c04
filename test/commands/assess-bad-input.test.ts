import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';
import type { AssessmentJson } from '../../src/assessment/write-json.ts';
import { german, privacy } from '../assessment/texts.ts';

/** `assess OLD NEW --json` on two texts: exit code, the document printed, and what went to people. */
async function assessFiles(old: string, next: string, ending = 'md') {
  const folder = await mkdtemp(join(tmpdir(), 'prenotice-assess-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [before, after] = [join(folder, `1.${ending}`), join(folder, `2.${ending}`)];
  await Promise.all([writeFile(before, old), writeFile(after, next)]);
  let [out, err] = ['', ''];
  const code = await main(['assess', before, after, '--json'], {
    env: {},
    cwd: folder,
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
    now: () => '2026-11-22T09:00:00Z',
  });
  return { code, err, found: out === '' ? null : (JSON.parse(out) as AssessmentJson) };
}

const lines = (line: (index: number) => string, count: number) =>
  ['# Privacy notice', ...Array.from({ length: count }, (_, index) => line(index))].join('\n\n');

test('two unrelated documents: material, with how little they share', async () => {
  const recipe = lines((index) => `Stir flour number ${index} into warm milk, then bake until golden.`, 30);
  const { code, found } = await assessFiles(privacy, recipe);
  expect(code).toBe(0);
  expect(found).toMatchObject({ class: 'material', material: true });
  expect(found!.related).toBeLessThan(0.1);
  expect(found!.summary).toMatch(
    /^These are not two versions of one document: \d+ % of the words in common\.$/,
  );
});

test('an empty text: material, and which of the two it is', async () => {
  expect((await assessFiles('', privacy)).found).toMatchObject({
    class: 'material',
    summary: expect.stringContaining('earlier text is empty'),
  });
  expect((await assessFiles(privacy, '')).found).toMatchObject({
    class: 'material',
    summary: expect.stringContaining('new text is empty'),
  });
});

test('a language without rules: every changed sentence is material, and not assessed', async () => {
  const { found } = await assessFiles(german, german.replace('Wir verarbeiten Ihre', 'Wir verkaufen Ihre'));
  expect(found!.class).toBe('material');
  for (const change of found!.changes) {
    expect(change).toMatchObject({ class: 'material', certainty: 'low' });
    expect(change.reasons[0]!.text).toMatch(/not assessed|nicht geprüft/i);
  }
});

test('5,000 changes: each has its class and reasons', { timeout: 60_000 }, async () => {
  const { found } = await assessFiles(
    lines((index) => `We keep paper ${index} for ${index + 1} days.`, 5000),
    lines((index) => `We keep paper ${index} for ${index + 31} days.`, 5000),
  );
  expect(found!.changes).toHaveLength(5000);
  expect(
    found!.changes.filter((change) => change.class === 'material' && change.reasons.length > 0).length,
  ).toBe(5000);
});

test('invalid MDX: exit 1, with the place and what is wrong, and no assessment', async () => {
  const { code, found } = await assessFiles(
    '# Notice\n\nWe keep your name.\n',
    '# Notice\n\nWe keep {your} <b name.\n',
    'mdx',
  );
  expect(code).toBe(1);
  expect(found).toEqual({
    problems: [
      expect.objectContaining({ rule: 'mdx-syntax', line: 3, file: expect.stringMatching(/2\.mdx$/) }),
    ],
  });
});

test('identical texts: no changes, editorial', async () => {
  expect((await assessFiles(privacy, privacy)).found).toMatchObject({
    class: 'editorial',
    material: false,
    related: 1,
    changes: [],
  });
});

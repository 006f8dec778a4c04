import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { entries } from '../../scripts/command-table.ts';
import { noticeProfileSchema, policySchema } from '../../src/policy/policy.ts';
import { siteSchema } from '../../src/policy/site.ts';
import { versionSchema } from '../../src/policy/version.ts';

/** Names in README.md and docs/*.md are those of the program: fields, options, variables, rules; none is missing, none is stale. */
const root = resolve(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const textsIn = (dir: string): string =>
  readdirSync(join(root, dir), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|astro|yml)$/.test(name))
    .map((name) => read(join(dir, name)))
    .join('\n');

/** Names in the first column of the first table after a sentence of a document. */
function namesAfter(document: string, words: string): string[] {
  const text = read(document);
  const rest = text.slice(text.indexOf(words) + words.length);
  expect(rest.length, `${document} has “${words}”`).toBeLessThan(text.length);
  const table = /(?:^\|.*\n)+/m.exec(rest)?.[0] ?? '';
  return table
    .split('\n')
    .slice(2)
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1]!));
}

test.each([
  ['## site.yaml', siteSchema],
  ['## policy.yaml', policySchema],
  ['A **notice profile** governs', noticeProfileSchema],
  ['## A version:', versionSchema],
])('docs/content.md has every field and no other: %s', (words, schema) => {
  expect(namesAfter('docs/content.md', words).sort()).toEqual(Object.keys(schema.shape).sort());
});

test('options that documents name are options of a command', () => {
  const known = new Set(
    ['--content', '--today', '--json', '--help'].concat(
      entries.flatMap(({ options = [] }) => options.map(([flags]) => flags.split(' ')[0]!)),
    ),
  );
  // Those of git, npm, curl, rsync, openssl and of benchmarks.
  const others = /^--(?:bare|ours|full|delete|retry|silent|data-binary|ff-only|prenotice-.*)$/;
  const unknown = documents.flatMap((name) =>
    [...read(name).matchAll(/(?<![\w-])--[a-z][a-z-]+/g)]
      .map(([option]) => option)
      .filter((option) => !known.has(option) && !others.test(option))
      .map((option) => `${name}: ${option}`),
  );
  expect(unknown).toEqual([]);
});

test('every variable that the program reads is in a document, and every one in a document is read', () => {
  const variablesOf = (text: string) =>
    [...text.matchAll(/\b(?:PRENOTICE|RESEND)_[A-Z_]+\b/g)].map(([name]) => name);
  const documented = new Set(documents.flatMap((name) => variablesOf(read(name))));
  const used = new Set(['src', 'scripts', '.github/workflows'].flatMap((dir) => variablesOf(textsIn(dir))));
  expect([...documented].filter((name) => !used.has(name))).toEqual([]);
  expect([...used].filter((name) => !documented.has(name))).toEqual([]);
});

test('rules of check that the guide explains are rules of check', () => {
  const source = textsIn('src/authoring');
  const rules = namesAfter('docs/publish-a-change.md', 'Among them:');
  expect(rules.length).toBeGreaterThan(20);
  expect(rules.filter((rule) => !source.includes(`'${rule}'`))).toEqual([]);
});

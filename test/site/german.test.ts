import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildSite } from '../../scripts/build-site.ts';
import { de } from '../../src/layouts/words/de.ts';
import { en } from '../../src/layouts/words/en.ts';
import { folderOf } from '../folder.ts';
import { attributeOf, type BuiltPage, find, pagesOf, textOf } from './pages.ts';

/** A company that writes German: nothing on its site may be English. */
const content = folderOf({
  'site.yaml':
    'name: Fernhill Software GmbH\nurl: https://fernhill.example.com/recht/\ntimeZone: Europe/Berlin\nlocale: de\nfrom: recht@fernhill.example.com\n',
  'datenschutz/policy.yaml':
    'title: Datenschutzerklärung\nkind: privacy\nreviewed: "2026-10-01"\nnotice:\n  - since: "1"\n    period: P30D\n    applies: material\n',
  'datenschutz/1.mdx':
    '---\nversion: "1"\npublished: "2025-01-01"\neffective: "2025-02-01"\n---\n\n## 1. Verantwortlicher\n\nFernhill Software GmbH.\n\n## 2. Speicherdauer\n\nProtokolle werden nach 30 Tagen gelöscht.\n',
  'datenschutz/2.mdx':
    '---\nversion: "2"\npublished: "2026-11-20"\neffective: "2027-01-15"\nsummary: "Protokolle bleiben länger gespeichert."\nhighlights: [{ title: "Länger", text: "90 Tage.", clauses: ["2-speicherdauer"] }]\n---\n\n## 1. Verantwortlicher\n\nFernhill Software GmbH.\n\n## 2. Speicherdauer\n\nProtokolle werden nach 90 Tagen gelöscht.\n',
});
const work = mkdtempSync(join(tmpdir(), 'prenotice-german-'));
let pages: BuiltPage[];

beforeAll(async () => {
  const out = join(work, 'dist');
  const cwd = resolve(import.meta.dirname, '../..');
  await buildSite({ contentDir: content, out, today: '2026-12-02', env: process.env, cwd });
  pages = pagesOf(out);
});

afterAll(() => {
  rmSync(work, { recursive: true, force: true });
  rmSync(content, { recursive: true, force: true });
});

/** Sentences and labels of the page's texts that are said otherwise in German; single words may be the same in both. */
function sayings(english: unknown, german: unknown): string[] {
  if (typeof english === 'string') return english !== german && /\w \w/.test(english) ? [english] : [];
  if (typeof english !== 'object' || english === null) return [];
  return Object.entries(english).flatMap(([key, value]) =>
    sayings(value, (german as Record<string, unknown> | undefined)?.[key]),
  );
}

test('every page of a German site is German: its language, its words, its dates', () => {
  expect(pages.map(({ path }) => path)).toContain('datenschutz/changes/1..2/index.html');
  const english = sayings(en, de);
  expect(english.length).toBeGreaterThan(100);
  for (const page of pages) {
    const html = find(page, ({ tagName }) => tagName === 'html')[0]!;
    expect(attributeOf(html, 'lang'), page.path).toBe('de');
    expect(
      english.filter((words) => page.source.includes(words)),
      page.path,
    ).toEqual([]);
    expect(textOf(html), page.path).not.toMatch(/\b\d{1,2} (?:January|February|October|December) \d{4}/);
  }
  const upcoming = pages.find(({ path }) => path === 'datenschutz/upcoming/index.html')!;
  const text = textOf(find(upcoming, ({ tagName }) => tagName === 'main')[0]!).replace(/\s+/g, ' ');
  expect(text).toContain('15. Januar 2027');
  expect(text).toContain('14. Januar 2027');
});

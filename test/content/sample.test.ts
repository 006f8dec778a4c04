import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { addPeriod, isDay } from '../../src/policy/day.ts';
import { documentTexts } from '../../src/policy/text.ts';
import {
  governingProfile,
  inForceOn,
  profileFor,
  statusOn,
  upcomingVersions,
  type Version,
} from '../../src/policy/timeline.ts';
import { blocksOf, clausesOf, contentDir, policies, policy, site, tableRows, textOf } from './sample.ts';

/** `privacy/5.mdx` */
const nameOf = (version: Version): string => relative(contentDir, version.file);
const versions = policies.flatMap((p) =>
  p.versions.map((version) => ({ name: nameOf(version), policy: p, version })),
);
const words = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? [];

test('the sample has the policies and versions that it is meant to show', () => {
  const shown = policies.map((p) => [
    p.slug,
    p.settings.kind,
    p.versions.map((v) => v.fields.version).join(' '),
  ]);
  expect(shown.sort()).toEqual([
    ['privacy', 'privacy', '1 2 3 4 5'],
    ['subprocessors', 'subprocessors', '1 2 3'],
    ['terms', 'terms', '1 2'],
  ]);
  expect(site.recipients).toBe('recipients.sample.csv');
});

describe.each(versions)('$name', ({ name, policy: p, version }) => {
  const { fields, document } = version;
  const clauses = clausesOf(document);

  test('is named after its version and introduces itself', () => {
    expect(name).toBe(`${p.slug}/${fields.version}.mdx`);
    expect(fields.summary).toMatch(/\.$/);
    expect(document.title, 'the title stands in policy.yaml').toBeNull();
  });

  test('binds every highlight to clauses that exist', () => {
    expect(fields.highlights.length).toBeGreaterThanOrEqual(2);
    const ids = clauses.map((clause) => clause.id);
    for (const highlight of fields.highlights) {
      expect(highlight.clauses.length, highlight.title).toBeGreaterThan(0);
      expect(ids, highlight.title).toEqual(expect.arrayContaining(highlight.clauses));
    }
  });

  test('numbers its clauses without gaps', () => {
    const expected = (siblings: typeof clauses, prefix: string): (string | null)[] =>
      siblings.flatMap((clause, i) => [
        `${prefix}${i + 1}`,
        ...expected(clause.children, `${prefix}${i + 1}.`),
      ]);
    expect(clauses.map((clause) => clause.number)).toEqual(expected(document.clauses, ''));
  });

  test('refers only to sections that it has', () => {
    // Not the sections of statutes: "section 14 of the …", "section 7(3)", "section 147 AO", "section 69d".
    const references = textOf(document).matchAll(
      /\bsection (\d{1,2}(?:\.\d{1,2})?)(?![\w(]| of the| [A-Z])/g,
    );
    const numbers = clauses.map((clause) => clause.number);
    for (const [reference, number] of references) expect(numbers, reference).toContain(number);
  });

  test('keeps the promise that governs it', () => {
    expect(fields.published <= fields.effective).toBe(true);
    const profile = governingProfile(p, version);
    if (!profile || (!fields.approved && profile.applies === 'material')) return;
    expect(addPeriod(fields.published, profile.period) <= fields.effective).toBe(true);
    expect(isDay(fields.approved?.on ?? '') && (fields.approved?.on ?? '') <= fields.published).toBe(true);
    for (const action of fields.actions) expect((action.by ?? '') < fields.effective, action.text).toBe(true);
    expect(fields.actions.length).toBeGreaterThan(0);
  });

  test('promises what its notice profile quotes', () => {
    const profile = profileFor(p, fields.version);
    expect(profile?.quote).toBeDefined();
    expect(textOf(document)).toContain(profile?.quote);
  });

  test('follows the version before it in number and time', () => {
    const previous = p.versions[p.versions.indexOf(version) - 1];
    if (!previous) return;
    expect(previous.fields.published < fields.published).toBe(true);
    expect(previous.fields.effective < fields.effective).toBe(true);
    expect(sharedPieces(previous, version)).toBeGreaterThan(0.75);
  });
});

/** Share of the paragraphs, items and cells of `next` that stand word for word in `previous`, numbers aside. */
function sharedPieces(previous: Version, next: Version): number {
  const pieces = (version: Version) =>
    documentTexts(version.document).map((text) => text.replace(/^[\d.]+ /, ''));
  const known = new Set(pieces(previous));
  const all = pieces(next);
  return all.filter((piece) => known.has(piece)).length / all.length;
}

describe('the privacy notice', () => {
  const notice = policy('privacy');

  test.each(notice.versions)('$fields.version has the length and the parts of a real one', ({ document }) => {
    expect(words(textOf(document)).length).toBeGreaterThanOrEqual(2500);
    const kinds = new Set(blocksOf(document).map((block) => block.type));
    expect(kinds).toEqual(new Set(['paragraph', 'list', 'table', 'quote', 'note']));
    const nested = blocksOf(document).some(
      (block) =>
        block.type === 'list' && block.items.some((item) => item.children.some((b) => b.type === 'list')),
    );
    expect(nested).toBe(true);
  });

  test('is free of doubled words and of the mistakes of its first version from version 2 on', () => {
    const mistakes = /\b(\w+) \1\b|recieve|adress\b|bakups/gi;
    const [first, ...later] = notice.versions.map(({ document }) =>
      documentTexts(document).flatMap((text) => text.match(mistakes) ?? []),
    );
    expect(first).toEqual(['recieve', 'adress', 'recieve', 'bakups', 'the the']);
    for (const found of later) expect(found).toEqual([]);
  });

  test('asks for a yes where it reaches back to data already held, and only there', () => {
    const asking = notice.versions.filter((version) => version.fields.consent);
    expect(asking.map((version) => version.fields.version)).toEqual(['5']);
    const without = notice.versions.filter((v) =>
      textOf(v.document).includes('conversations that we already hold'),
    );
    expect(without).toEqual(asking);
  });

  test('names the countries outside the EEA in which the listed sub-processors work', () => {
    const list = policy('subprocessors');
    for (const { fields } of [...notice.versions, ...list.versions]) {
      const [text, companies] = [notice, list].map((p) => inForceOn(p, fields.effective, '2027-12-31'));
      const named = tableRows(text!.document).filter((row) => /Decision \(EU\)/.test(row.at(-1) ?? ''));
      const outside = tableRows(companies!.document).filter((row) => !row[4]?.startsWith('None'));
      const countries = outside.map((row) => row[3]?.split(', ').at(-1));
      expect(new Set(named.map((row) => row[0])), fields.effective).toEqual(new Set(countries));
    }
  });
});

describe('the calendar of the sample', () => {
  test('announces nothing on the day it was written, and hides what is scheduled', () => {
    const today = '2026-11-22';
    expect(policies.flatMap((p) => upcomingVersions(p, today))).toEqual([]);
    const scheduled = versions.filter((v) => statusOn(v.policy, v.version, today) === 'scheduled');
    expect(scheduled.map((v) => v.name).sort()).toEqual(['privacy/5.mdx', 'subprocessors/3.mdx']);
  });

  test('announces two policies that change on one day on 2026-12-01', () => {
    const upcoming = policies.flatMap((p) => upcomingVersions(p, '2026-12-01'));
    expect(upcoming.map((v) => [nameOf(v), v.fields.effective]).sort()).toEqual([
      ['privacy/5.mdx', '2027-01-15'],
      ['subprocessors/3.mdx', '2027-01-15'],
    ]);
  });
});

test('the sample recipients are all valid, all fictional, and show the cases that matter', () => {
  const rows: Record<string, string>[] = parseCsv(
    readFileSync(join(contentDir, String(site.recipients)), 'utf8'),
    {
      columns: true,
    },
  );
  const header = ['id', 'email', 'name', 'locale', 'segments', 'joined', 'legalMail', 'fallbackEmail'];
  expect(Object.keys(rows[0]!)).toEqual(header);
  expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  for (const row of rows) {
    expect(row.email).toMatch(/^[\w.-]+@([a-z-]+\.)?example\.(com|org)$/);
    expect(row.fallbackEmail).toMatch(/^([\w.-]+@([a-z-]+\.)?example\.(com|org))?$/);
    expect(row.joined === '' || isDay(row.joined!)).toBe(true);
    expect(() => Intl.getCanonicalLocales(row.locale)).not.toThrow();
    expect(row.legalMail).toMatch(/^(no)?$/);
  }
  const count = (test: (row: Record<string, string>) => boolean) => rows.filter(test).length;
  expect(count((row) => row.joined! > '2026-12-01' && row.joined! < '2027-01-15')).toBe(1);
  expect(count((row) => row.legalMail === 'no')).toBe(1);
  expect(rows.length - new Set(rows.map((row) => row.email)).size).toBe(1);
  expect(count((row) => /['ü]/.test(row.name!))).toBeGreaterThanOrEqual(2);
  expect(count((row) => row.name!.includes('<b>'))).toBe(1);
  expect(count((row) => row.fallbackEmail !== '')).toBeGreaterThanOrEqual(2);
});

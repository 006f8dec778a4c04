import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';
import { calendarFile } from '../../src/export/calendar.ts';
import type { NoticeJson } from '../../src/export/notice-json.ts';
import { attributeOf, find, pagesOf } from './pages.ts';

const { announced, quiet, edge } = inject('sites');
const read = (out: string, ...path: string[]) => readFileSync(join(out, ...path), 'utf8');
const notice = (out: string, policy: string): NoticeJson => JSON.parse(read(out, policy, 'notice.json'));

describe('notice.json', () => {
  test('has the fields that are relied on from outside', () => {
    const json = notice(announced.out, 'privacy');
    expect(Object.keys(json)).toEqual(
      expect.arrayContaining([
        'policy',
        'title',
        'asOf',
        'validUntil',
        'versions',
        'inForce',
        'upcoming',
        'highlights',
        'actions',
      ]),
    );
    expect(json).toMatchObject({
      policy: 'privacy',
      asOf: '2026-12-02',
      validUntil: '2027-01-14',
      inForce: '4',
      upcoming: ['5'],
    });
    expect(json.versions.map(({ version, status, effective }) => [version, status, effective])).toEqual([
      ['1', 'superseded', '2024-04-01'],
      ['2', 'superseded', '2024-09-16'],
      ['3', 'superseded', '2025-05-05'],
      ['4', 'inForce', '2025-12-01'],
      ['5', 'upcoming', '2027-01-15'],
    ]);
    for (const version of json.versions) {
      expect(version.digest).toMatch(/^[0-9a-f]{64}$/);
      expect(version.url).toBe(`https://fernhill.example.com/legal/privacy/${version.version}/`);
      expect(version.text).toBe(`https://fernhill.example.com/legal/privacy/${version.version}.txt`);
    }
    expect(json.versions.map((version) => version.class)).toEqual([
      null,
      'editorial',
      'minor',
      'material',
      'consent',
    ]);
    expect(json.versions[0]!.changes).toBeNull();
    expect(json.versions[4]!.changes).toBe('https://fernhill.example.com/legal/privacy/changes/4..5/');
  });

  test('leads with every highlight to clauses that are there', () => {
    const json = notice(announced.out, 'privacy');
    const page = read(announced.out, 'privacy', 'index.html');
    expect(json.highlights.length).toBeGreaterThan(3);
    for (const { clauses, urls } of json.highlights) {
      expect(urls).toHaveLength(clauses.length);
      for (const id of clauses) expect(page).toContain(`id="${id}"`);
    }
  });

  test('promises no end of validity while nothing is announced', () => {
    expect(notice(quiet.out, 'terms')).toMatchObject({ asOf: '2026-11-22', validUntil: null, upcoming: [] });
  });

  test('says what is not in force yet, withdrawn or undated', () => {
    expect(notice(edge.out, 'future')).toMatchObject({
      inForce: null,
      upcoming: ['1'],
      validUntil: '2026-12-31',
    });
    const withdrawn = notice(edge.out, 'withdrawn');
    expect(withdrawn.versions.map(({ version, status, withdrawn }) => [version, status, withdrawn])).toEqual([
      ['1', 'inForce', null],
      ['2', 'withdrawn', '2026-11-15'],
      ['3', 'upcoming', null],
      ['3.1', 'upcoming', null],
    ]);
    expect(
      notice(edge.out, 'imported').versions.map(({ published, effective, status }) => [
        published,
        effective,
        status,
      ]),
    ).toEqual([
      ['unknown', 'unknown', 'superseded'],
      ['2014-04', '2014-04', 'inForce'],
    ]);
  });
});

describe('feeds', () => {
  const days = (xml: string) => [...xml.matchAll(/<updated>([^<]+)<\/updated>/g)].map((match) => match[1]!);

  test('tell what was published and what took effect, and nothing that lies ahead', () => {
    const xml = read(announced.out, 'privacy', 'feed.xml');
    expect(xml).toContain('Privacy notice: version 5 published');
    expect(xml).not.toContain('version 5 takes effect');
    // The class in words too, so that readers see at once which entries are editorial.
    expect(xml).toContain('<summary>Needs agreement. We ask for your consent');
    expect(xml).toContain('<summary>Editorial. Typing errors');
    expect(xml).toContain('<category term="consent"');
    expect(days(xml).every((day) => day.slice(0, 10) <= '2026-12-02')).toBe(true);
    expect(days(xml).slice(1)).toEqual(days(xml).slice(1).toSorted().reverse());
    expect(read(quiet.out, 'privacy', 'feed.xml')).not.toContain('version 5');
  });

  test('of all policies hold the entries of each', () => {
    const xml = read(announced.out, 'feed.xml');
    for (const policy of ['privacy', 'subprocessors', 'terms'])
      expect(xml).toContain(`<category term="${policy}"`);
    const ids = [...xml.matchAll(/<id>([^<]+)<\/id>/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('escape what stands in titles and summaries', () => {
    const xml = read(edge.out, 'feed.xml');
    expect(xml).toContain('Fernhill &lt;Labs&gt; &amp; Söhne');
    expect(xml).toContain('A &lt;b&gt;summary&lt;/b&gt; with &amp; signs.');
    expect(xml).toContain('version 2 withdrawn');
  });
});

describe('calendar files', () => {
  test('hold the day of effect and the readers’ deadlines', () => {
    const file = read(announced.out, 'privacy', 'upcoming', 'calendar.ics');
    expect(file).toContain('DTSTART;VALUE=DATE:20270115\r\n');
    expect(file).toContain('DTSTART;VALUE=DATE:20270114\r\n');
    expect(file.split('\r\n').every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
  });

  test('keep RFC 5545: lines end with CRLF, every entry has an identity of its own, a stamp and whole days', () => {
    for (const [out, policy] of [
      [announced.out, 'privacy'],
      [announced.out, 'subprocessors'],
      [edge.out, 'successive'],
    ] as const) {
      const file = read(out, policy, 'upcoming', 'calendar.ics');
      expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      const lines = file.trimEnd().replaceAll('\r\n ', '').split('\r\n');
      expect(lines.slice(0, 2)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0']);
      expect(lines.at(-1)).toBe('END:VCALENDAR');
      expect(lines.filter((line) => line.startsWith('PRODID:'))).toHaveLength(1);
      const entries = lines.join('\n').match(/BEGIN:VEVENT\n.*?END:VEVENT/gs) ?? [];
      expect(entries.length).toBeGreaterThan(1);
      const of = (entry: string, name: RegExp) => name.exec(entry)?.[1];
      expect(new Set(entries.map((entry) => of(entry, /^UID:(.+@.+)$/m))).size).toBe(entries.length);
      for (const entry of entries) {
        expect(of(entry, /^DTSTAMP:(\d{8}T\d{6}Z)$/m)).toBeDefined();
        const [start, end] = [/^DTSTART;VALUE=DATE:(\d{8})$/m, /^DTEND;VALUE=DATE:(\d{8})$/m].map((name) =>
          of(entry, name),
        );
        expect(Number(end)).toBeGreaterThan(Number(start));
        expect(of(entry, /^SUMMARY:(.+)$/m)).toBeDefined();
      }
    }
  });

  test('are not there while nothing is announced', () => {
    expect(existsSync(join(quiet.out, 'terms', 'upcoming', 'calendar.ics'))).toBe(false);
  });

  test('fold long lines between characters and escape what has a meaning', () => {
    const long = `${'Überlänge, '.repeat(12)};\\\nZeile`;
    const file = calendarFile(
      'x',
      [{ uid: 'a@b', day: '2027-02-28', title: long, text: 't', url: 'https://example.org/' }],
      '2026-12-02',
    );
    expect(file.replaceAll('\r\n ', '')).toContain(
      `SUMMARY:${'Überlänge\\, '.repeat(12)}\\;\\\\\\nZeile\r\n`,
    );
    expect(file).toContain('DTEND;VALUE=DATE:20270301');
  });
});

test('the sitemap lists texts in force and leaves superseded versions out', () => {
  const sitemap = read(announced.out, 'sitemap.xml');
  expect(sitemap).toContain('<loc>https://fernhill.example.com/legal/privacy/</loc>');
  expect(sitemap).toContain('<loc>https://fernhill.example.com/legal/privacy/5/</loc>');
  expect(sitemap).not.toContain('/privacy/3/');
});

test('every page names an address of this site as its own, and the text in force is one page', () => {
  const url = 'https://fernhill.example.com/legal/';
  for (const page of pagesOf(announced.out).filter(({ path }) => path !== '404.html')) {
    const [link] = find(page, (element) => attributeOf(element, 'rel') === 'canonical');
    const canonical = attributeOf(link!, 'href') ?? '';
    expect(canonical.startsWith(url), page.path).toBe(true);
    const own = page.path.replace(/index\.html$/, '');
    expect(canonical.slice(url.length), page.path).toBe(
      ['privacy/4/', 'terms/2/', 'subprocessors/2/'].includes(own) ? own.replace(/\d+\/$/, '') : own,
    );
  }
  for (const [, place] of read(announced.out, 'sitemap.xml').matchAll(/<loc>([^<]+)<\/loc>/g)) {
    const page = read(announced.out, place!.slice(url.length), 'index.html');
    expect(page, place).toContain(`<link rel="canonical" href="${place}">`);
    expect(page, place).not.toContain('noindex');
  }
});

test('security headers: those of `_headers` are those of the nginx example', () => {
  const headers = read(announced.out, '_headers');
  const everywhere = [...headers.split('/*\n')[1]!.matchAll(/^ {2}([\w-]+): (.+)$/gm)].slice(0, 7);
  expect(everywhere.map(([, name]) => name)).toEqual(
    expect.arrayContaining([
      'X-Content-Type-Options',
      'Referrer-Policy',
      'Content-Security-Policy',
      'Permissions-Policy',
      'Strict-Transport-Security',
    ]),
  );
  const guide = readFileSync(join(import.meta.dirname, '../../docs/hosting.md'), 'utf8');
  for (const [, name, value] of everywhere)
    expect(guide.replaceAll('"', ''), name).toContain(
      `add_header ${name} ${value!.replaceAll('"', '')} always;`,
    );
  expect(headers).toMatch(/^\/\*\/notice\.json\n {2}Access-Control-Allow-Origin: \*$/m);
});

test('a Markdown file has the words of its version', () => {
  const markdown = read(edge.out, 'blocks', '1.md');
  expect(markdown).toContain('## 2. Tables');
  expect(markdown).toContain('H<sub>2</sub>O');
  expect(markdown).toContain('> A note, _set apart_.');
});

describe('the schemas on the site', () => {
  const judge = (name: string, document: unknown) => {
    const ajv = addFormats.default(new Ajv2020({ allErrors: true }));
    const check = ajv.compile(JSON.parse(read(announced.out, 'schemas', `${name}.json`)));
    return check(document) ? '' : ajv.errorsText(check.errors);
  };

  test('describe the notice.json beside them', () => {
    for (const site of [announced, quiet, edge])
      for (const policy of ['privacy', 'terms', 'blocks', 'future', 'withdrawn', 'imported', 'hidden'])
        if (existsSync(join(site.out, policy)))
          expect(judge('notice', notice(site.out, policy)), policy).toBe('');
    expect(judge('notice', { ...notice(announced.out, 'privacy'), versions: [{}] })).toContain('digest');
  });

  test('describe what send prints', async () => {
    const work = mkdtempSync(join(tmpdir(), 'prenotice-send-'));
    onTestFinished(() => rmSync(work, { recursive: true, force: true }));
    let stdout = '';
    await main(
      [
        'send',
        '--json',
        '--yes',
        '--content',
        announced.content,
        '--site',
        announced.out,
        '--today',
        announced.today,
      ],
      {
        env: { ...process.env, PRENOTICE_CONTENT: undefined, PRENOTICE_TODAY: undefined },
        cwd: work,
        stdout: { write: (text) => (stdout += text) },
        stderr: { write: () => true },
        now: () => '2026-12-02T12:00:00Z',
      },
    );
    const document = JSON.parse(stdout);
    expect(document.letters[0].written).toBeGreaterThan(5);
    expect(judge('send', document)).toBe('');
  });
});

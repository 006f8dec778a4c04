import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { main } from '../../scripts/prenotice.ts';
import { checkContent } from '../../src/authoring/check/check.ts';
import type { FoundDates } from '../../src/authoring/import/dates.ts';
import { foldTexts } from '../../src/authoring/import/fold-texts.ts';
import { datePast } from '../../src/authoring/import/history-days.ts';
import { requireContent } from '../../src/authoring/read-content.ts';
import { folderOf } from '../folder.ts';

const notice = (dated: string, keep: string, title = 'Privacy Notice'): string => `# ${title}

${dated}

Fernhill Software GmbH keeps ledgers for people who run small shops and would rather not keep them themselves.

## Data

We keep your name for ${keep}.

## Changes

We notify you of changes to this notice by email 30 days before they take effect.
`;

async function run(cwd: string, ...words: string[]) {
  let out = '';
  let err = '';
  const code = await main([...words, '--content', join(cwd, 'content')], {
    env: {},
    cwd,
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    now: () => '2026-11-22T10:00:00Z',
  });
  return { code, out, err };
}

describe('a folder of dated files', () => {
  test('becomes the versions of a policy, dated by the text or the name, and says so', async () => {
    const dir = folderOf({
      'old/privacy_20190301.md': notice('Effective 1 March 2019', '1 year', 'Data Statement'),
      'old/privacy-2020-05-04.txt': notice('Effective 1 March 2019', '2 years'),
      'old/privacy_2020-05-05.md': notice('Effective 1 March 2019', '2 years').replace('## Data', '##  Data'),
      'old/2021-06-07 privacy.html': `<nav>Home Shop</nav><h1>Privacy Notice</h1><p>Effective July 1, 2021</p><h2>Data</h2><p>We keep your name for 3 years.</p>`,
    });
    const { code, out, err } = await run(dir, 'import', 'old', '--policy', 'privacy', '--json');
    expect(err).toContain('Privacy Notice (privacy) is imported with 3 versions out of 4 texts');
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(
      report.versions.map((version: Record<string, unknown>) => [
        version.version,
        version.from,
        version.published,
        version.effective,
        version.dates,
      ]),
    ).toEqual([
      ['1', 'privacy_20190301.md', '2019-03-01', '2019-03-01', 'text'],
      ['2', 'privacy-2020-05-04.txt', '2020-05-04', '2020-05-04', 'archive'],
      ['3', '2021-06-07 privacy.html', '2021-06-07', '2021-07-01', 'text'],
    ]);
    expect(report.folded).toMatchObject([{ from: 'privacy_2020-05-05.md', version: '2' }]);
    expect(report.sum.dropped).toContainEqual({ text: 'Home Shop', reason: 'navigation', versions: '3' });
    const read = await requireContent(join(dir, 'content'));
    expect(read.policies[0]?.versions.map(({ fields }) => fields.imported)).toEqual([
      { from: 'privacy_20190301.md', dates: 'text', seen: '2019-03-01' },
      { from: 'privacy-2020-05-04.txt', dates: 'archive', seen: '2020-05-04' },
      { from: '2021-06-07 privacy.html', dates: 'text', seen: '2021-06-07' },
    ]);
    // A title that is not the policy's stays in the text.
    expect(readFileSync(join(dir, 'content/privacy/1.mdx'), 'utf8')).toContain('\n# Data Statement\n');
    expect(readFileSync(join(dir, 'content/privacy/3.mdx'), 'utf8')).not.toContain('# Privacy Notice');
    expect(checkContent(read, '2026-11-22').filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('days in words, several texts of a day in the order of their numbers', async () => {
    const dir = folderOf({
      'old/Privacy Policy (March 4, 2021).txt': notice('', '1 year'),
      'old/Privacy Policy 5_april_2021.md': notice('', '2 years'),
      'old/Privacy Policy 2021-05-06.md': notice('', '3 years'),
      'old/Privacy Policy 2021-05-06-2.md': notice('', '4 years'),
      'old/Privacy Policy 2021-05-06-10.md': notice('', '5 years'),
    });
    const { out } = await run(dir, 'import', 'old', '--policy', 'a', '--json');
    expect(JSON.parse(out).versions.map(({ day, from }: Record<string, string>) => `${day} ${from}`)).toEqual(
      [
        '2021-03-04 Privacy Policy (March 4, 2021).txt',
        '2021-04-05 Privacy Policy 5_april_2021.md',
        '2021-05-06 Privacy Policy 2021-05-06.md',
        '2021-05-06 Privacy Policy 2021-05-06-2.md',
        '2021-05-06 Privacy Policy 2021-05-06-10.md',
      ],
    );
  });

  test('takes its days from dates.json, in either form', async () => {
    const dir = folderOf({
      'old/a.md': notice('', '1 year'),
      'old/b.md': notice('', '2 years'),
      'old/dates.json': '\uFEFF{ "a.md": "2020-01-02", "b.md": "2019-01-02", "c.md": "2018-01-02" }',
      'new/a.md': notice('', '1 year'),
      'new/dates.json': JSON.stringify({
        versions: [{ file: 'a.md', date: '2020-01-02T23:00:00-05:00', commit: 'abcdef0123456789' }],
      }),
    });
    const old = await run(dir, 'import', 'old', '--policy', 'old', '--json');
    expect(JSON.parse(old.out).versions).toMatchObject([
      { from: 'b.md', effective: '2019-01-02' },
      { from: 'a.md', effective: '2020-01-02' },
    ]);
    expect(JSON.parse(old.out).skipped).toEqual([
      { from: 'c.md', day: '2018-01-02', reason: 'dates.json names it, and it is not in the folder' },
    ]);
    const fresh = await run(dir, 'import', 'new', '--policy', 'new', '--json');
    expect(JSON.parse(fresh.out).versions).toMatchObject([
      { from: 'a.md@abcdef012345', effective: '2020-01-02', dates: 'commit', seen: null },
    ]);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['a file without a day', { 'old/a.md': 'Text' }, /no day is known for a\.md/],
    ['a day that is none', { 'old/2021-02-30.md': 'Text' }, /no day is known for 2021-02-30\.md/],
    ['two days in a name', { 'old/2021-02-03 to 2022-02-03.md': 'Text' }, /no day is known/],
    [
      'several documents',
      {
        'old/privacy-2020-01-01.md': 'Text',
        'old/privacy-2021-01-01.md': 'Text',
        'old/terms-2020-01-01.md': 'Text',
        'old/terms-2021-01-01.md': 'Text',
      },
      /several documents: privacy, terms/,
    ],
    ['nothing to read', { 'old/2021-01-01.pdf': '%PDF' }, /there is no text in old/],
    ['dates.json that is none', { 'old/a.md': 'x', 'old/dates.json': '{' }, /dates\.json is not JSON/],
    [
      'a day in dates.json that is none',
      { 'old/a.md': 'x', 'old/dates.json': '{"a.md":"2021-13-01"}' },
      /gives no day for a\.md: "2021-13-01"/,
    ],
    ['nothing that can be read', { 'old/2021-01-01.md': ' ' }, /nothing in old could be read/],
  ])('%s is refused and nothing is written', async (_, files, message) => {
    const dir = folderOf(files);
    const { code, err } = await run(dir, 'import', 'old', '--policy', 'privacy');
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(existsSync(join(dir, 'content'))).toBe(false);
  });

  test('one promise after another: each has its own entry in policy.yaml', async () => {
    const dir = folderOf({
      'old/2019-03-01.md': notice('', '1 year'),
      'old/2020-03-01.md': notice('', '1 year').replace('30 days', '60 days'),
      'old/2021-03-01.md': notice('', '2 years').replace('30 days', '60 days'),
    });
    await run(dir, 'import', 'old', '--policy', 'privacy');
    const { notice: profiles } = parseYaml(readFileSync(join(dir, 'content/privacy/policy.yaml'), 'utf8'));
    expect(profiles).toMatchObject([
      { since: '1', period: 'P30D' },
      { since: '2', period: 'P60D' },
    ]);
  });
});

const dates = (effective: string, certain = effective.length === 10): FoundDates => ({
  effective,
  effectiveText: effective,
  published: 'unknown',
  stated: 'effective',
  certain,
  single: certain,
  doubts: [],
});

test('days: the text’s own if certain, else the commit’s; none runs backwards', () => {
  const past: [string, FoundDates][] = [
    ['2020-01-10', dates('2019-06-01')],
    ['2020-02-01', dates('2019-06-01')],
    ['2020-03-01', dates('2020-04-01')],
    ['2020-03-05', dates('2020-04-01')],
    ['2020-03-09', dates('unknown', false)],
    ['2020-05-01', dates('2020-04')],
    ['2020-04-20', dates('unknown', false)],
    ['2020-06-01', dates('2020-05-30')],
    ['2020-07-01', dates('2031-01-01')],
    ['2020-08-01', dates('2010-01-01')],
  ];
  const found = datePast(past.map(([day, own]) => ({ day, source: 'commit' as const, dates: own })));
  expect(found.map(({ published, effective, dates: from }) => [published, effective, from])).toEqual([
    ['2019-06-01', '2019-06-01', 'text'],
    ['2020-02-01', '2020-02-01', 'commit'],
    ['2020-03-01', '2020-04-01', 'text'],
    ['2020-03-05', '2020-04-01', 'text'],
    ['2020-03-09', '2020-04-01', 'commit'],
    ['2020-05-01', '2020-05-01', 'commit'],
    ['2020-05-01', '2020-05-01', 'commit'],
    ['2020-05-30', '2020-05-30', 'text'],
    ['2020-07-01', '2020-07-01', 'commit'],
    ['2020-08-01', '2020-08-01', 'commit'],
  ]);
  expect(found.map(({ doubts }) => doubts.length > 0)).toEqual([
    false,
    true,
    false,
    false,
    true,
    true,
    true,
    false,
    true,
    true,
  ]);
});

test('texts that change nothing fold; reverts fold on request, reverts inside reverts too', () => {
  const fold = (texts: string, reverts: boolean) =>
    foldTexts(
      [...texts].map((word, at) => ({ word, at })),
      ({ word }) => word,
      reverts,
    );
  expect(fold('AABBA', false).kept.map(({ word }) => word)).toEqual(['A', 'B', 'A']);
  expect(fold('AABBA', true).kept).toEqual([{ word: 'A', at: 0 }]);
  expect(fold('ABCBAD', true).kept.map(({ at }) => at)).toEqual([0, 5]);
  expect(fold('ABCA', true).kept.map(({ word }) => word)).toEqual(['A', 'B', 'C', 'A']);
  const { kept, folded } = fold('ABCCBAD', true);
  expect(folded).toHaveLength(5);
  for (const { into } of folded) expect(kept).toContain(into);
});

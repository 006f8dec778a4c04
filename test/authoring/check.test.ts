import { describe, expect, test } from 'vitest';
import { checkContent } from '../../src/authoring/check/check.ts';
import { readContent } from '../../src/authoring/read-content.ts';
import { firstBody, folderOf, policyYaml, siteYaml, smallSite, versionMdx } from '../folder.ts';

const today = '2026-11-22';

async function problemsOf(files: Record<string, string>) {
  const dir = folderOf(files);
  const problems = checkContent(await readContent(dir), today);
  return problems.map((problem) => ({ ...problem, file: problem.file.slice(dir.length + 1) }));
}

const second = (front: string, body = firstBody): Record<string, string> => ({
  'privacy/2.mdx': versionMdx(front, body),
});
const dates = 'version: "2"\npublished: "2026-10-01"\neffective: "2026-11-15"';
const longer = firstBody.replace('2 years', '7 years');

/** A mistake in a second version, and where and what `check` must say. Front matter begins on line 2. */
const mistakes: [
  name: string,
  files: Record<string, string>,
  expected: { rule: string; file: string; line: number; message: RegExp; severity?: string },
][] = [
  [
    '31 February',
    second('version: "2"\npublished: "2026-02-31"\neffective: "2026-11-15"'),
    { rule: 'date-invalid', file: 'privacy/2.mdx', line: 3, message: /"2026-02-31" is not a day/ },
  ],
  [
    'an unquoted day',
    second('version: "2"\npublished: 2026-10-01\neffective: "2026-11-15"'),
    { rule: 'date-invalid', file: 'privacy/2.mdx', line: 3, message: /quoted/ },
  ],
  [
    'a number as version',
    second('version: 2\npublished: "2026-10-01"\neffective: "2026-11-15"'),
    { rule: 'version-invalid', file: 'privacy/2.mdx', line: 2, message: /quoted/ },
  ],
  [
    'effective before published',
    second('version: "2"\npublished: "2026-10-01"\neffective: "2026-09-01"'),
    {
      rule: 'effective-before-published',
      file: 'privacy/2.mdx',
      line: 4,
      message: /takes effect on 2026-09-01, before it is published/,
    },
  ],
  [
    'one number twice',
    { ...second(dates), 'privacy/2-copy.mdx': versionMdx(dates, firstBody) },
    { rule: 'version-twice', file: 'privacy/2.mdx', line: 2, message: /is also in/ },
  ],
  [
    'a name unlike the number',
    { 'privacy/3.mdx': versionMdx(dates, firstBody) },
    { rule: 'version-file-name', file: 'privacy/3.mdx', line: 2, message: /holds version "2"/ },
  ],
  [
    'a disorder in dates',
    second('version: "2"\npublished: "2024-10-01"\neffective: "2024-11-15"'),
    { rule: 'version-order', file: 'privacy/2.mdx', line: 3, message: /before version "1"/ },
  ],
  [
    'an unknown field',
    second(`${dates}\nefective: "2026-11-15"`),
    { rule: 'field-unknown', file: 'privacy/2.mdx', line: 5, message: /"efective" is not a field/ },
  ],
  [
    'an unknown component',
    second(dates, 'Text.\n\n<Banner>Hello</Banner>'),
    { rule: 'component-unknown', file: 'privacy/2.mdx', line: 9, message: /<Banner> is not a component/ },
  ],
  [
    'an import',
    second(dates, 'import fs from "node:fs"\n\nText.'),
    { rule: 'mdx-code', file: 'privacy/2.mdx', line: 7, message: /is code/ },
  ],
  [
    'an export',
    second(dates, 'Text.\n\nexport const x = 1\n\nText.'),
    { rule: 'mdx-code', file: 'privacy/2.mdx', line: 9, message: /is code/ },
  ],
  [
    'an expression',
    second(dates, 'We keep it {1 + 1} years.'),
    { rule: 'mdx-expression', file: 'privacy/2.mdx', line: 7, message: /\{1 \+ 1\} is a code expression/ },
  ],
  [
    'an expression in an attribute',
    second(dates, '<Note kind={process.exit()}>Text</Note>'),
    { rule: 'component-attribute', file: 'privacy/2.mdx', line: 7, message: /cannot have kind/ },
  ],
  [
    'MDX that does not parse',
    second(dates, 'Text <b unclosed.\n'),
    { rule: 'mdx-syntax', file: 'privacy/2.mdx', line: 7, message: /cannot be read as MDX/ },
  ],
  [
    'front matter in JavaScript',
    { 'privacy/2.mdx': `---js\n({ version: "2" })\n---\n\nText.` },
    { rule: 'front-matter-code', file: 'privacy/2.mdx', line: 1, message: /cannot run code/ },
  ],
  [
    'no front matter',
    { 'privacy/2.mdx': 'Text.' },
    { rule: 'front-matter-missing', file: 'privacy/2.mdx', line: 1, message: /no front matter/ },
  ],
  [
    'YAML that does not parse',
    second(`${dates}\nsummary: "open`),
    { rule: 'yaml-syntax', file: 'privacy/2.mdx', line: 5, message: /not YAML/ },
  ],
  [
    'a version without a text',
    second(dates, ''),
    { rule: 'text-empty', file: 'privacy/2.mdx', line: 0, message: /no text below its front matter/ },
  ],
  [
    'a highlight bound to nothing',
    second(`${dates}\nhighlights:\n  - title: "What"\n    text: "That."\n    clauses: [what-we-colect]`),
    {
      rule: 'highlight-clause',
      file: 'privacy/2.mdx',
      line: 8,
      message: /"what-we-colect", which this version does not have/,
    },
  ],
  [
    'a class lowered without reason and name',
    second(`${dates}\nassessment: { class: minor }`, longer),
    { rule: 'decision-unfounded', file: 'privacy/2.mdx', line: 5, message: /reason/ },
  ],
  [
    'a period that the dates break',
    second('version: "2"\npublished: "2026-11-20"\neffective: "2026-12-01"', longer),
    { rule: 'period-broken', file: 'privacy/2.mdx', line: 4, message: /less than the 30 days/ },
  ],
  [
    'a profile without a period',
    { 'privacy/policy.yaml': policyYaml.replace('    period: P30D\n', '') },
    { rule: 'field-invalid', file: 'privacy/policy.yaml', line: 4, message: /period" is missing/ },
  ],
  [
    'an unknown time zone',
    { 'site.yaml': siteYaml.replace('Europe/Berlin', 'Berlin') },
    { rule: 'field-invalid', file: 'site.yaml', line: 3, message: /not an IANA time zone/ },
  ],
  [
    'front matter that is not closed',
    { 'privacy/2.mdx': `---\n${dates}\n\nText without an end of the front matter.\n` },
    { rule: 'front-matter-code', file: 'privacy/2.mdx', line: 1, message: /not closed/ },
  ],
  [
    'a tag left open',
    second(dates, 'Text.\n\n<Note>\n\nMore text.'),
    {
      rule: 'mdx-syntax',
      file: 'privacy/2.mdx',
      line: 9,
      message: /<Note> is opened here and not closed in the same paragraph$/,
    },
  ],
  [
    'a tab in YAML',
    second(`${dates}\nactions:\n\t- text: "Object"`),
    { rule: 'yaml-syntax', file: 'privacy/2.mdx', line: 6, message: /not YAML/ },
  ],
  [
    'a link that could run code',
    second(dates, 'Text with [a link](javascript:alert(1)).'),
    { rule: 'link-unsafe', file: 'privacy/2.mdx', line: 7, message: /javascript:/ },
  ],
  [
    'a link to a clause that is not there',
    second(dates, '## One\n\nSee [two](#two).'),
    {
      rule: 'link-nowhere',
      file: 'privacy/2.mdx',
      line: 9,
      message: /"two", which this version does not have/,
    },
  ],
  [
    'a link without a target',
    second(dates, 'See [our site][site].'),
    {
      rule: 'reference-nowhere',
      file: 'privacy/2.mdx',
      line: 7,
      message: /\[our site\]\[site\]/,
      severity: 'warning',
    },
  ],
  [
    'a picture',
    second(dates, '![logo](https://example.org/logo.png) Text.'),
    { rule: 'picture', file: 'privacy/2.mdx', line: 7, message: /not shown/, severity: 'warning' },
  ],
  [
    'a sign that nobody sees',
    second(dates, 'We never\u202E sell data.'),
    {
      rule: 'invisible-sign',
      file: 'privacy/2.mdx',
      line: 7,
      message: /nobody can see/,
      severity: 'warning',
    },
  ],
  [
    'an action whose last day has passed',
    second(`${dates}\nactions:\n  - text: "Object"\n    by: "2026-09-01"`),
    {
      rule: 'action-past',
      file: 'privacy/2.mdx',
      line: 7,
      message: /only until 2026-09-01, before version "2"/,
    },
  ],
  [
    'a sign that nobody sees in what the letter says',
    second(`${dates}\nsummary: "We never\u202E sell data."`),
    {
      rule: 'invisible-sign',
      file: 'privacy/2.mdx',
      line: 5,
      message: /nobody can see/,
      severity: 'warning',
    },
  ],
  [
    'two changes that git could not join',
    second(dates, 'One.\n\n<<<<<<< HEAD\nTwo.\n=======\nThree.\n>>>>>>> change\n'),
    { rule: 'merge-conflict', file: 'privacy/2.mdx', line: 9, message: /between <<<<<<< and >>>>>>>/ },
  ],
  [
    'a lock that two changes have written',
    { 'versions.lock': '{\n<<<<<<< HEAD\n  "a": 1\n=======\n  "b": 2\n>>>>>>> change\n}\n' },
    { rule: 'merge-conflict', file: 'versions.lock', line: 2, message: /could not join two changes/ },
  ],
  [
    'a file that is not read',
    { 'privacy/notes.docx': 'x' },
    { rule: 'file-unknown', file: 'privacy/notes.docx', line: 0, message: /not read/, severity: 'warning' },
  ],
];

test('a lock that cannot be read says who writes it, and no version is said to be missing from it', async () => {
  const problems = await problemsOf(smallSite({ 'versions.lock': '{' }));
  expect(problems).toMatchObject([{ rule: 'yaml-syntax', file: 'versions.lock' }]);
  expect(problems[0]?.remedy).toMatch(/The command lock writes this file, .* git checkout .*versions\.lock/);
});

describe('mistakes', () => {
  test.each(mistakes)('%s is reported with its place and its remedy', async (_name, files, expected) => {
    const problems = await problemsOf(smallSite(files));
    const found = problems.find(
      (problem) => problem.rule === expected.rule && problem.file === expected.file,
    );
    expect(found, JSON.stringify(problems, null, 1)).toBeDefined();
    expect(found?.line).toBe(expected.line);
    expect(found?.message).toMatch(expected.message);
    expect(found?.severity).toBe(expected.severity ?? 'error');
    expect(found?.remedy).not.toBe('');
  });

  test('many mistakes are reported in one run', async () => {
    const problems = await problemsOf(
      smallSite({
        'site.yaml': `${siteYaml}colour: red\n`,
        ...second('version: 2\npublished: 2026-10-01\neffective: "2026-02-30"\nfoo: 1', 'Text {x}.'),
        'terms/policy.yaml': policyYaml.replace('privacy', 'contract'),
      }),
    );
    const rules = problems.filter((problem) => problem.severity === 'error').map((problem) => problem.rule);
    expect(rules.toSorted()).toEqual(
      [
        'date-invalid',
        'date-invalid',
        'field-invalid',
        'field-unknown',
        'field-unknown',
        'mdx-expression',
        'version-invalid',
      ].toSorted(),
    );
  });

  test('a sound site has no errors', async () => {
    const problems = await problemsOf(smallSite(second(`${dates}\nsummary: "Longer."`, longer)));
    expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  });
});

test('a class lowered with reason and name stands, and check shows it', async () => {
  const decision = 'assessment: { class: minor, reason: "Only said more exactly.", decidedBy: "A. Berg" }';
  const problems = await problemsOf(smallSite(second(`${dates}\n${decision}`, longer)));
  expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  expect(problems.find((problem) => problem.rule === 'decision-lowered')).toMatchObject({
    severity: 'advice',
    line: 5,
    message:
      'version "2" counts as minor by decision of A. Berg; the rules alone say material (Only said more exactly.)',
  });
});

test('a lower class says which changes were judged, or check prints what to write; another text re-opens it', async () => {
  const decided = (judged: string) =>
    `${dates}\nassessment: { class: minor, reason: "Only said more exactly.", decidedBy: "A. Berg"${judged} }`;
  const unbound = (await problemsOf(smallSite(second(decided(''), longer)))).find(
    (problem) => problem.rule === 'decision-unbound',
  );
  expect(unbound).toMatchObject({ severity: 'warning', line: 5 });
  const [judged] = /judged: "\w+"/.exec(unbound!.remedy ?? '')!;
  const bound = second(decided(`, ${judged}`), longer);
  expect((await problemsOf(smallSite(bound))).map((problem) => problem.rule)).not.toContain(
    'decision-unbound',
  );
  const mended = second(decided(`, ${judged}`), `${longer}\nWe sell your telephone number to brokers.\n`);
  expect(await problemsOf(smallSite(mended))).toContainEqual(
    expect.objectContaining({ rule: 'decision-unfounded', message: expect.stringMatching(/re-opened/) }),
  );
});

test('a period for material changes does not bind the others; one for all does', async () => {
  const short = 'version: "2"\npublished: "2026-11-20"\neffective: "2026-12-01"';
  const files = second(short, firstBody.replace('e-mail address', 'email address'));
  const rules = async (more: Record<string, string>) =>
    (await problemsOf(smallSite({ ...files, ...more }))).map((problem) => problem.rule);
  expect(await rules({})).not.toContain('period-broken');
  const all = policyYaml
    .replace('applies: material', 'applies: all')
    .replace('{ any: [email, site] }', '{ all: [email, site] }');
  expect(await rules({ 'privacy/policy.yaml': all })).toContain('period-broken');
});

test('a title in the text is named, but not the earlier title of an imported one', async () => {
  const titled = (title: string, more = '') =>
    smallSite(second(`${dates}${more}`, `# ${title}\n\n${firstBody}`));
  const found = async (files: Record<string, string>) =>
    (await problemsOf(files)).filter((problem) => problem.rule === 'title-in-text');
  expect(await found(titled('Privacy notice'))).toMatchObject([
    { file: 'privacy/2.mdx', severity: 'warning' },
  ]);
  const imported = '\nimported: { from: "site.html", dates: text }';
  expect(await found(titled('Privacy notice', imported))).toHaveLength(1);
  expect(await found(titled('Privacy policy of 2019', imported))).toEqual([]);
});

test('what is not locked is named by runs of versions', async () => {
  const version = (number: number) => ({
    [`privacy/${number}.mdx`]: versionMdx(
      `version: "${number}"\npublished: "2025-0${number}-01"\neffective: "2025-0${number}-01"`,
      firstBody,
    ),
  });
  const said = async (...numbers: number[]) =>
    (await problemsOf(smallSite(Object.assign({}, ...numbers.map(version)))))
      .filter((problem) => problem.rule === 'version-not-locked')
      .map((problem) => problem.message)
      .join();
  expect(await said()).toMatch(/version "1" is published/);
  expect(await said(2)).toMatch(/versions 1 and 2 are published/);
  expect(await said(2, 3)).toMatch(/versions 1 to 3 are published/);
});

test('a text that reaches back although the promise in force does not let it is warned of', async () => {
  const asCollected = policyYaml.replace(
    '    applies: material\n',
    '    applies: material\n    heldData: as-collected\n',
  );
  const reaching = `${firstBody}\n## 4. Advertising\n\nWe may sell your data, including the data that we already hold, to advertising partners.\n`;
  const files = {
    'privacy/policy.yaml': asCollected,
    ...second('version: "2"\npublished: "2026-12-01"\neffective: "2027-01-15"', reaching),
  };
  expect((await problemsOf(smallSite(files))).map((problem) => problem.rule)).toContain('held-data-promise');
  const follows = { ...files, 'privacy/policy.yaml': policyYaml };
  expect((await problemsOf(smallSite(follows))).map((problem) => problem.rule)).not.toContain(
    'held-data-promise',
  );
});

describe('imported versions', () => {
  const imported = 'imported: { from: "site.html", dates: text }';

  test('date and clock rules are warnings, as long as something can still be mended', async () => {
    const effectiveOn = (day: string) =>
      problemsOf(
        smallSite(second(`version: "2"\npublished: "2026-11-20"\neffective: "${day}"\n${imported}`, longer)),
      );
    const problems = await effectiveOn('2026-11-23');
    expect(problems.filter((problem) => problem.severity === 'error')).toEqual([]);
    expect(problems.map((problem) => problem.rule)).toContain('period-broken');
    expect((await effectiveOn('2026-11-21')).map((problem) => problem.rule)).not.toContain('period-broken');
  });

  test('unknown and partial dates are allowed for them, and for no other', async () => {
    const files = {
      'privacy/1.mdx': versionMdx(
        `version: "1"\npublished: "unknown"\neffective: "2014-04"\n${imported}`,
        firstBody,
      ),
    };
    expect((await problemsOf(smallSite(files))).filter((problem) => problem.severity === 'error')).toEqual(
      [],
    );
    const plain = {
      'privacy/1.mdx': versionMdx('version: "1"\npublished: "unknown"\neffective: "2014-04"', firstBody),
    };
    expect(
      (await problemsOf(smallSite(plain))).filter((problem) => problem.rule === 'date-invalid'),
    ).toHaveLength(2);
  });
});

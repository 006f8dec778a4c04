import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkContent } from '../../src/authoring/check/check.ts';
import { addToLock, formatLock } from '../../src/authoring/lock.ts';
import { readContent } from '../../src/authoring/read-content.ts';
import { noHtml } from '../../src/policy/mdx-words.ts';
import { firstBody, folderOf, policyYaml, siteYaml, smallSite, versionMdx } from '../folder.ts';

/** What a lawyer in a hurry gets wrong, and what stands there afterwards: place, rule, what is wrong, what to write. */
const front = 'version: "2"\npublished: "2026-12-01"\neffective: "2027-01-15"\nsummary: "New."';

const mistakes: [name: string, front: string, body: string, said: string][] = [
  [
    'no space after a colon',
    front.replace('effective: ', 'effective:'),
    firstBody,
    '4:1 yaml-syntax: this is not YAML: a space is missing between effective: and its value → Write it after the colon: effective: "…"',
  ],
  [
    'a no-break space after a colon',
    front.replace('effective: ', 'effective:\u00a0'),
    firstBody,
    '4:11 yaml-syntax: this is not YAML: a no-break space stands where a space must, as word processors and web pages make it → Delete the space and type it anew.',
  ],
  [
    'no number',
    front.replace('version: "2"\n', ''),
    firstBody,
    '2:1 field-invalid: "version" is missing → Add the line version: "2"',
  ],
  [
    'one day before the other',
    front.replace('2027-01-15', '2026-01-15'),
    firstBody.replace('2 years', '7 years'),
    '4:1 effective-before-published: version "2" takes effect on 2026-01-15, before it is published on 2026-12-01 → Correct one of the two days: a text cannot bind anybody before it can be read.',
  ],
  [
    'an approval of next year',
    `${front}\napproved: { by: "Ilse Brandt", on: "2027-11-20" }`,
    firstBody.replace('2 years', '7 years'),
    '6:32 approval-ahead: version "2" is approved on 2027-11-20, which has not come, and after it is published on 2026-12-01 → Write the day on which it was approved.',
  ],
  [
    'an address that is none',
    `${front}\nactions: [{ text: "Object", url: "legal@example.com" }]`,
    firstBody,
    '6:29 field-invalid: actions[1].url: "legal@example.com" is not an address that may stand in a letter → Write https://…, mailto:… or tel:…',
  ],
  [
    'a year that is too late',
    front.replace('2027-01-15', '2072-01-15'),
    firstBody.replace('2 years', '7 years'),
    '4:1 effective-far: version "2" takes effect on 2072-01-15, more than a year after it is published on 2026-12-01 → See whether both years are right. If they are, silence this finding with a reason.',
  ],
  [
    'a tracked change',
    front,
    `${firstBody}\nWe ask {--all--}{++some++} of you.`,
    '20:11 mdx-syntax: the text cannot be read as MDX: a tracked change or a comment is left in it ("{--all--}") → Accept or reject it: keep the words that are to apply, and take the braces with their signs away.',
  ],
  [
    'a component that is not closed',
    front,
    `${firstBody}\n<Note>We ask you first.`,
    '20:1 mdx-syntax: the text cannot be read as MDX: <Note> is opened here and not closed in the same paragraph → Write </Note> where it ends; around several paragraphs, <Note> and </Note> stand on lines of their own.',
  ],
  [
    'a component that is only closed',
    front,
    `${firstBody}\nWe ask you first.</Note>`,
    '20:19 mdx-syntax: the text cannot be read as MDX: </Note> closes what is not opened there → Write <Note> where it begins, or take </Note> away; what is opened last is closed first.',
  ],
  [
    'a paragraph of a web page',
    front,
    `${firstBody}\n<p>We ask you first.</p>`,
    `20:1 component-unknown: <p> is HTML, and a policy is written in Markdown → ${noHtml}`,
  ],
  [
    'a table of a word processor, as HTML',
    front,
    `${firstBody}\n<table class=MsoTableGrid><tr><td>a</td></tr></table>`,
    `20:14 mdx-syntax: the text cannot be read as MDX: HTML stands in it, as it comes from a web page or a word processor → ${noHtml}`,
  ],
  [
    'a table of a word processor, with tabs',
    front,
    `${firstBody}\nCookie\tPurpose\nsid\tsign-in`,
    '20:1 table-tabs: "Cookie Purpose sid sign-in" is shown as one paragraph: it came as a table, with tabs between its cells → Write each row between strokes, | a | b |, and | - | - | below the first.',
  ],
  [
    'a table without the row below its head',
    front,
    `${firstBody}\n| Cookie | Purpose |\n| sid | sign-in |`,
    '20:3 stray-mark: "| Cookie | Purpose | | sid | sign-in |" is shown with its strokes: it is no table here → Below the head of a table stands a row of strokes and hyphens, with as many columns: | - | - |',
  ],
  [
    'a row with a cell too many, which no reader would see',
    front,
    `${firstBody}\n| Cookie | Purpose |\n| - | - |\n| sid | sign-in | one year |`,
    '22:1 table-row: this row has 3 cells, and the head of its table 2: "one year" would be shown nowhere → Give the head and the row below it as many columns, or join two cells; a stroke that is text is written \\|.',
  ],
  [
    'a row with a cell too few',
    front,
    `${firstBody}\n| Cookie | Purpose | Kept |\n| - | - | - |\n| a \\| b | sign-in |`,
    '22:1 table-row: this row has 2 cells, and the head of its table 3: the last ones stay empty → Add the cells that are missing; an empty one is written | |. A text below a table needs an empty line above it.',
  ],
  [
    'a heading with a no-break space',
    front,
    `${firstBody}\n##\u00a04. Law`,
    '20:4 stray-mark: "## 4. Law" is shown as text and is no heading: a plain space is missing after the # → Write ## , one space typed anew, and the title. (A space from a word processor may be a no-break space.)',
  ],
  [
    'curly quotes around a day',
    front.replace('"2026-12-01"', '“2026-12-01”'),
    firstBody,
    '3:1 date-invalid: published: the quotes around “2026-12-01” are curly, as word processors type them, and YAML takes them for text → Write straight ones: published: "2026-12-01"',
  ],
  [
    'curly quotes around a text',
    front.replace('"New."', '“New.”'),
    firstBody,
    '5:1 curly-quotes: the curly quotes around "“New.”" are part of the text, and readers see them → Put straight quotes (") around the text instead; curly ones only inside it.',
  ],
  [
    'a day as at home',
    front.replace('2026-12-01', '1.12.2026'),
    firstBody,
    '3:1 date-invalid: published: "1.12.2026" is not a day of the calendar as it is written here → Days are written year-month-day: published: "2026-12-01"',
  ],
  [
    'a day that is not there',
    front.replace('2026-12-01', '2026-11-31'),
    firstBody,
    '3:1 date-invalid: published: "2026-11-31" is not a day of the calendar: that month has 30 days → Write a day that exists, such as "2026-11-30".',
  ],
  [
    'a day without quotes',
    front.replace('"2026-12-01"', '2026-12-01'),
    firstBody,
    '3:1 date-invalid: published: a day must be quoted text, such as "2026-12-31", "2014-04" or "unknown"; without quotes YAML reads it as something else → Put straight double quotes around it as it is written: published: "…"',
  ],
  [
    'a colon in a text without quotes',
    front.replace('"New."', 'Note: new.'),
    firstBody,
    '5:10 yaml-syntax: this is not YAML: the value holds a colon and a space, so YAML takes its beginning for another field → Put the whole value in straight double quotes: summary: "Note: we ask …"',
  ],
  [
    'a quote mark in a quoted text',
    front.replace('"New."', '"The "new" text."'),
    firstBody,
    '5:16 yaml-syntax: this is not YAML: the value ends before "new" text."", and nothing may follow it → Most often a quote mark inside a quoted text ended it too early: write \\" for a quote mark inside double quotes, or use curly ones inside; an apostrophe needs double quotes around the text.',
  ],
  [
    'a misspelt field',
    front.replace('effective', 'efective'),
    firstBody,
    '4:1 field-unknown: "efective" is not a field of this file → Did you mean "effective"? Check the spelling, or remove it; the fields are listed in docs/content.md.',
  ],
  [
    'yes for true',
    `${front}\ndraft: yes`,
    firstBody,
    '6:1 field-invalid: draft: this must be true or false, without quotes, and is "yes" → Write true or false, without quotes.',
  ],
  [
    'a field twice',
    `${front}\nsummary: "Again."`,
    firstBody,
    '6:1 yaml-syntax: this is not YAML: the field summary stands twice → Take one of the two lines away.',
  ],
  [
    'a sign for "less than"',
    front,
    `${firstBody}\nIf you are <16, ask.`,
    '20:13 mdx-syntax: the text cannot be read as MDX: "<" is followed by what is no tag ("<16, ask.") → Write \\< for the sign itself ("\\<16 years"), or say it in words ("under 16 years").',
  ],
  [
    'an address in angle brackets',
    front,
    `${firstBody}\nWrite to <legal@example.com>.`,
    '20:16 mdx-syntax: the text cannot be read as MDX: an address stands in < >, which MDX takes for a tag → Write the address without < >, or as a link: [text](https://…) or [name@example.com](mailto:name@example.com).',
  ],
  [
    'a remark for a colleague',
    front,
    `${firstBody}\n<!-- ask Anna -->`,
    '20:2 mdx-syntax: the text cannot be read as MDX: <!-- begins a comment of HTML, and a published text has no hidden remarks → Take the comment away. Remarks for colleagues belong into the pull request.',
  ],
  [
    'a brace that is not closed',
    front,
    `${firstBody}\nWe keep {name.`,
    '20:15 mdx-syntax: the text cannot be read as MDX: a "{" has no "}", and what stands in braces would be code → Write \\{ and \\} for braces, or say it without them.',
  ],
  [
    'bold that is not closed',
    front,
    `${firstBody}\nWe **never sell data.`,
    '20:6 stray-mark: "**never sell data." is shown with its sign: a mark without its partner, or a bullet that is no list here → Bold text stands between two ** without a space inside; an entry of a list begins with "- ". For the sign itself write \\*.',
  ],
  [
    'a heading one level too high',
    front,
    firstBody.replace('## 2.', '# 2.'),
    '12:6 heading-level: the heading "How long we keep it" has one #, and the clauses that follow it have two: they would stand under it → Begin it with ## like its neighbours; the title of the policy stands in policy.yaml.',
  ],
  [
    'a place to be filled in',
    front,
    `${firstBody}\nWe sit in [ADDRESS].`,
    '20:12 placeholder: "[ADDRESS]" is still to be filled in → Write what belongs there, or take the sentence away. lock and send refuse a version with such places.',
  ],
];

/** What is wrong with a file as a whole, or with another file than a version's. */
const files: [name: string, files: Record<string, string>, said: string][] = [
  [
    'a period in words',
    { 'privacy/policy.yaml': policyYaml.replace('P30D', '30 days') },
    'privacy/policy.yaml:5:5 field-invalid: notice[1].period: "30 days" is not a period → Did you mean P30D? Write P30D, P1M, P2M or P0D.',
  ],
  [
    'a kind with a capital',
    { 'privacy/policy.yaml': policyYaml.replace('kind: privacy', 'kind: Privacy') },
    'privacy/policy.yaml:2:1 field-invalid: kind: this cannot be "Privacy" → Did you mean privacy? Write privacy, terms, cookies, subprocessors or other.',
  ],
  [
    'a channel with a hyphen',
    { 'privacy/policy.yaml': policyYaml.replace('any: [email', 'any: [e-mail') },
    'privacy/policy.yaml:7:23 field-invalid: notice[1].channels.any[1]: must be one of email, site, service, post, and is "e-mail" → Did you mean email?',
  ],
  [
    'a line of a list indented otherwise',
    { 'privacy/policy.yaml': policyYaml.replace('    period', '   period') },
    'privacy/policy.yaml:5:1 yaml-syntax: this is not YAML: the line is indented otherwise than its neighbours ("period: P30D") → Indent with two spaces for each level; entries of one list begin in the same column.',
  ],
  [
    'a version in force that is withdrawn by hand',
    {
      'privacy/policy.yaml': `${policyYaml}withdrawn: [{ version: "1", on: "2026-11-20", reason: "Wrong.", by: "Ilse Brandt" }]\n`,
    },
    'privacy/policy.yaml:10:29 withdrawn-version: version "1" took effect on 2025-01-01, and cannot be withdrawn on 2026-11-20: what has applied cannot be taken back → Take the entry away, and publish a new version with the text that is to apply from now on.',
  ],
  [
    'the name of a language',
    { 'site.yaml': siteYaml.replace('locale: en', 'locale: english') },
    'site.yaml:4:1 locale-unknown: locale: "english" is no language that is known → Write its code (BCP 47), such as en, de or pt-BR.',
  ],
  [
    'a language that pages have no words in',
    { 'privacy/policy.yaml': `${policyYaml}locale: fr-BE\n` },
    'privacy/policy.yaml:10:1 locale-words: pages and letters have no words of their own in French: what stands around the text is English, in letters the language of the site → Nothing to mend. Whoever adds the language writes one file in src/layouts/words and one in src/notice/words.',
  ],
  [
    'an empty file',
    { 'privacy/2.mdx': '' },
    'privacy/2.mdx:1:1 front-matter-missing: the file is empty → Delete it; npm run -s prenotice -- new privacy begins a version with the text in force.',
  ],
  [
    'a blank line above everything',
    { 'privacy/2.mdx': `\n${versionMdx(front, firstBody)}` },
    'privacy/2.mdx:2:1 front-matter-missing: the front matter does not begin in the first line → Take away what stands above the first ---; blank lines count.',
  ],
  [
    'a dash that a word processor made of two hyphens',
    { 'privacy/2.mdx': versionMdx(front, firstBody).replace('---', '—-') },
    'privacy/2.mdx:1:1 front-matter-missing: "—-" does not begin front matter → Write three hyphens, ---, alone on the first line.',
  ],
  [
    'four hyphens below the fields',
    { 'privacy/2.mdx': versionMdx(front, firstBody).replace('\n---\n', '\n----\n') },
    'privacy/2.mdx:1:1 front-matter-code: the front matter is not closed: the line --- after its fields is missing ("----" is another line) → Put --- alone on the line between the fields and the text.',
  ],
  [
    'a version that is called .md',
    { 'privacy/2.md': versionMdx(front, firstBody) },
    'privacy/2.md:0:0 file-unknown: this file is not read: a policy folder holds policy.yaml and one <version>.mdx per version → Rename it to 2.mdx.',
  ],
  [
    'a version outside the folder of its policy',
    { '2.mdx': versionMdx(front, firstBody) },
    '2.mdx:0:0 file-unknown: this file is not read: policies are folders in here, each with a policy.yaml and one <version>.mdx per version → Move it into the folder of its policy.',
  ],
  [
    'a folder of drafts',
    { 'privacy/drafts/2.mdx': versionMdx(front, firstBody) },
    'privacy/drafts:0:0 file-unknown: this folder is not read: a policy folder holds policy.yaml and one <version>.mdx per version → Move its versions up into privacy, with draft: true while they are drafts, or the folder elsewhere.',
  ],
];

/** What any version that is ahead and not locked yet is told. */
const usual = ['what-follows', 'approval-missing', 'version-not-locked'];
const today = '2026-11-22';

test.each(files)('%s', async (_name, broken, said) => {
  const dir = folderOf(smallSite(broken));
  const found = checkContent(await readContent(dir), today).filter(({ rule }) => !usual.includes(rule));
  expect(
    found.map(
      ({ file, line, column, rule, message, remedy }) =>
        `${file.slice(dir.length + 1)}:${line}:${column} ${rule}: ${message} → ${remedy}`,
    ),
  ).toEqual([said]);
});

test('a file in an old encoding: the place of the first sign that cannot be read', async () => {
  const dir = folderOf(smallSite());
  const text = versionMdx(front.replace('New.', 'Für alle.'), firstBody);
  writeFileSync(`${dir}/privacy/2.mdx`, Buffer.from(text, 'latin1'));
  const found = checkContent(await readContent(dir), today).filter(({ rule }) => !usual.includes(rule));
  expect(found).toMatchObject([{ rule: 'file-encoding', line: 5, column: 12 }]);
});

test('what is published and cannot be read is not missing besides, and links to it are not dead', async () => {
  const dir = folderOf(
    smallSite({
      'terms/policy.yaml': policyYaml.replace(
        'title: Privacy notice\nkind: privacy',
        'title: Terms\nkind: terms',
      ),
      'terms/1.mdx': versionMdx(
        'version: "1"\npublished: "2025-01-01"\neffective: "2025-01-01"',
        `${firstBody}\nSee https://fernhill.example.com/legal/privacy/ and https://fernhill.example.com/legal/privacy/1/.`,
      ),
    }),
  );
  const { lock, policies } = await readContent(dir);
  writeFileSync(`${dir}/versions.lock`, formatLock(addToLock(lock, policies, today).lock));
  const rulesWith = async (file: string, text: string) => {
    writeFileSync(`${dir}/${file}`, text);
    return checkContent(await readContent(dir), today).map(({ rule }) => rule);
  };
  expect(await rulesWith('privacy/1.mdx', versionMdx('version: "1"', '{'))).toEqual([
    'field-invalid',
    'field-invalid',
    'mdx-syntax',
  ]);
  expect(await rulesWith('privacy/policy.yaml', 'title: [')).toContain('yaml-syntax');
  expect(await rulesWith('privacy/policy.yaml', 'title: [')).not.toContain('locked-policy-missing');
});

test.each(mistakes)('%s', async (_name, fields, body, said) => {
  const dir = folderOf(smallSite({ 'privacy/2.mdx': versionMdx(fields, body) }));
  const found = checkContent(await readContent(dir), today).filter(({ rule }) => !usual.includes(rule));
  const lines = found.map(
    ({ line, column, rule, message, remedy }) => `${line}:${column} ${rule}: ${message} → ${remedy}`,
  );
  expect(lines, lines.join('\n')).toContain(said);
  // One mistake is one finding: what follows from it is not said again.
  expect(lines).toHaveLength(1);
});

import { expect, test } from 'vitest';
import { checkContent } from '../../src/authoring/check/check.ts';
import { readContent } from '../../src/authoring/read-content.ts';
import { firstBody, folderOf, smallSite, versionMdx } from '../folder.ts';

/** What a lawyer in a hurry gets wrong, and what stands there afterwards: place, rule, what is wrong, what to write. */
const front = 'version: "2"\npublished: "2026-12-01"\neffective: "2027-01-15"\nsummary: "New."';

const mistakes: [name: string, front: string, body: string, said: string][] = [
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

test.each(mistakes)('%s', async (_name, fields, body, said) => {
  const dir = folderOf(smallSite({ 'privacy/2.mdx': versionMdx(fields, body) }));
  const rules = ['what-follows', 'approval-missing', 'version-not-locked'];
  const found = checkContent(await readContent(dir), '2026-11-22').filter(
    ({ rule }) => !rules.includes(rule),
  );
  const lines = found.map(
    ({ line, column, rule, message, remedy }) => `${line}:${column} ${rule}: ${message} → ${remedy}`,
  );
  expect(lines).toContain(said);
  // One mistake is one finding: what follows from it is not said again.
  expect(lines).toHaveLength(1);
});

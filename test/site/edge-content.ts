import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Content with what the sample does not have, at the root of its host: withdrawn, imported, exempted, draft and scheduled versions,
 * a text without headings, hostile links and pictures, every kind of block, Chinese, Arabic and German texts.
 */
export function writeEdgeContent(): string {
  const dir = mkdtempSync(join(tmpdir(), 'prenotice-edge-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

const policy = (title: string, more = '') => `title: "${title}"
kind: other
${more}notice:
  - since: "1"
    period: P30D
    applies: material
`;

const version = (front: string, body: string) => `---\n${front.trim()}\n---\n\n${body.trim()}\n`;

const dates = (number: string, published: string, effective: string) =>
  `version: "${number}"\npublished: "${published}"\neffective: "${effective}"`;

/** Words that stand in a draft and in a scheduled version only. */
export const secrets = ['Wolfsbane', 'Foxglove'];

const files: Record<string, string> = {
  'site.yaml': `name: "Fernhill <Labs> & Söhne"
url: https://policies.fernhill.example.com
timeZone: Europe/Berlin
locale: en
from: legal@notices.fernhill.example.com
theme: { logo: mark.svg, accent: "#8a1c5a" }
`,
  'mark.svg':
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 20"><rect width="80" height="20" fill="#8a1c5a"/></svg>',
  'blocks/policy.yaml': policy('Every kind of block'),
  'blocks/1.mdx': version(
    dates('1', '2024-01-01', '2024-02-01'),
    `# Every kind of block

Before the first clause: **bold**,*italic*, ~~struck~~ and \`code  with  space\`; a <u>word</u> with H<sub>2</sub>O and E = mc<sup>2</sup>.
A hard\\
break. Signs: & \\< > " ' § – “quoted” -- ... and a [link](https://example.org/?a=1&b=2 "Its \\"title\\"").

## 1. Lists

- tight one
- tight two
  1. inner
  2. inner two

     with a second paragraph
- last

3. begins at three
4. goes on

- [x] done
- [ ] open

## 2. Tables

| | Left | Centre | Right |
| --- | :-- | :-: | --: |
| Row | a | b | 1,000.00 |
| Long | averyveryverylongwordthatneverbreaksanywhere | <u>x</u> | [l](#1-lists) |

### 2.1 Quote and note

> A quote with a heading
>
> #### Inside
>
> and a text.

<Note>
A note, *set apart*.

- with a list
</Note>

### 2.2 <Anchor id="own-anchor" />Its own anchor

<dl><dt>Term</dt><dd>Its meaning.</dd><dt>Other term</dt><dd>Another meaning.</dd></dl>

\`\`\`
code
  with lines <and signs>
\`\`\`

---

#### Jumps two levels

![A picture elsewhere](https://tracker.example.net/pixel.png) ![Own picture](/icon.svg) [run](<javascript:alert(1)>) [run](<JaVa\tscript:alert(2)>) [data](data:text/html,x)

###### Deepest

The end.`,
  ),
  'blocks/2.mdx': version(
    `${dates('2', '2024-03-01', '2024-04-01')}\nsummary: "A <b>summary</b> with & signs."\nexemption: { kind: security, reason: "A hole was found", decidedBy: "A. Counsel" }`,
    `# Every kind of block

Before the first clause: **bold** and no more.

## 1. Lists

- tight one
- a new one

## 2. Tables

| | Left | Centre | Right |
| --- | :-- | :-: | --: |
| Row | a | c | 2,000.00 |

[run](<javascript:alert(3)>) ![Elsewhere](https://tracker.example.net/pixel2.png)

###### Deepest

The end, [changed](javascript:alert(4)).`,
  ),
  'anchors/policy.yaml': policy('Clauses that come and go'),
  'anchors/1.mdx': version(
    dates('1', '2024-01-01', '2024-02-01'),
    '## Fax\n\nOur fax number is on the letterhead.\n\n## Post\n\nWe answer every letter within a week of its arrival.',
  ),
  'anchors/2.mdx': version(
    dates('2', '2024-03-01', '2024-04-01'),
    '## How we answer letters\n\nWe answer every letter within a week of its arrival.\n\n## Telephone\n\nCall us between nine and five.',
  ),
  'hidden/policy.yaml': policy('Hidden versions'),
  'hidden/1.mdx': version(dates('1', '2024-01-01', '2024-02-01'), 'One paragraph and no heading at all.'),
  'hidden/2.mdx': version(
    dates('2', '2026-12-20', '2027-02-01'),
    `One paragraph and no heading at all. ${secrets[0]}.`,
  ),
  'hidden/3.mdx': version(
    `${dates('3', '2026-11-01', '2027-03-01')}\ndraft: true`,
    `One paragraph. ${secrets[1]}.`,
  ),
  'withdrawn/policy.yaml': `${policy('Withdrawn versions')}withdrawn:
  - { version: "2", on: "2026-11-15", reason: "The processor was not engaged after all", by: "A. Counsel" }
  - { version: "3", on: "2027-01-01", reason: "Not yet", by: "A. Counsel" }
`,
  'withdrawn/1.mdx': version(dates('1', '2024-01-01', '2024-02-01'), '## Sharing\n\nWe share nothing.'),
  'withdrawn/2.mdx': version(
    dates('2', '2026-11-01', '2026-12-24'),
    '## Sharing\n\nWe share your name with our processor.',
  ),
  'withdrawn/3.mdx': version(
    dates('3', '2026-11-20', '2027-02-01'),
    '## Sharing of data\n\nWe share nothing at all.',
  ),
  'withdrawn/3.1.mdx': version(
    dates('3.1', '2026-11-21', '2027-02-01'),
    '## Sharing of data\n\nWe share nothing at all, ever.',
  ),
  'future/policy.yaml': policy('Not in force yet'),
  'future/1.mdx': version(
    dates('1', '2026-11-01', '2027-01-01'),
    '## Scope\n\nThis applies from the new year.',
  ),
  'successive/policy.yaml': policy('Two announced versions'),
  'successive/1.mdx': version(dates('1', '2024-01-01', '2024-02-01'), '## Storage\n\nWe keep it for a year.'),
  'successive/2.mdx': version(
    dates('2', '2026-11-01', '2027-01-01'),
    '## Storage\n\nWe keep it for a month.',
  ),
  'successive/3.mdx': version(dates('3', '2026-11-20', '2027-04-01'), '## Storage\n\nWe keep it for a week.'),
  'imported/policy.yaml': policy('Imported texts', 'locale: de\n'),
  'imported/1.mdx': version(
    'version: "1"\npublished: "unknown"\neffective: "unknown"\nimported: { from: "alt.html", dates: none, seen: "2013-05-04" }',
    '## Zweck\n\nWir verarbeiten Daten für Zwecke der Straßenverkehrs-Ordnung.',
  ),
  'imported/2.mdx': version(
    'version: "2"\npublished: "2014-04"\neffective: "2014-04"\nimported: { from: "neu.html", dates: text }',
    '## Zweck\n\nWir verarbeiten mehr Daten.',
  ),
  'chinese/policy.yaml': policy('隐私声明', 'locale: zh-Hans\n'),
  'chinese/1.mdx': version(
    dates('1', '2024-01-01', '2024-02-01'),
    '## 一、我们收集什么\n\n我们收集您的姓名和电子邮件地址。',
  ),
  'chinese/2.mdx': version(
    dates('2', '2024-03-01', '2024-04-01'),
    '## 一、我们收集什么\n\n我们收集您的姓名、电话号码和电子邮件地址。',
  ),
  'arabic/policy.yaml': policy('إشعار الخصوصية', 'locale: ar\n'),
  'arabic/1.mdx': version(
    dates('1', '2024-01-01', '2024-02-01'),
    '## 1. ما نجمعه\n\nنجمع اسمك وعنوان بريدك الإلكتروني.',
  ),
  'arabic/2.mdx': version(
    dates('2', '2024-03-01', '2024-04-01'),
    '## 1. ما نجمعه\n\nنجمع اسمك ورقم هاتفك وعنوان بريدك الإلكتروني.',
  ),
  'plain/policy.yaml': policy('No headings at all').replace(
    'applies: material',
    'applies: material\n    heldData: as-collected',
  ),
  'plain/1.mdx': version(
    dates('1', '2024-01-01', '2024-02-01'),
    'We keep your name for a year.\n\nYou may write to us.',
  ),
  'plain/2.mdx': version(
    `${dates('2', '2024-03-01', '2024-03-05')}\nexemption: { kind: benefit, reason: "A shorter period helps everybody", decidedBy: "A. Counsel" }`,
    'We keep your name for a month.\n\nYou may write to us.',
  ),
  'long/policy.yaml': policy('One clause of thirty thousand words'),
  'long/1.mdx': version(dates('1', '2024-01-01', '2024-02-01'), longClause('')),
  'long/2.mdx': version(dates('2', '2024-03-01', '2024-04-01'), longClause(' and of your device')),
  'many/policy.yaml': policy('Two hundred versions'),
  ...manyVersions(200),
};

/** One paragraph: a text without any structure that the engine could hold on to. */
function longClause(more: string): string {
  const sentences = Array.from(
    { length: 2000 },
    (_, at) =>
      `Under point ${at + 1} we keep the records of your account${at % 500 === 7 ? more : ''} for ${at + 2} days.`,
  );
  return `## Everything\n\n${sentences.join(' ')}`;
}

function manyVersions(count: number): Record<string, string> {
  const day = (at: number) => Temporal.PlainDate.from('2009-01-01').add({ months: at }).toString();
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `many/${at + 1}.mdx`,
      version(
        dates(`${at + 1}`, day(at), day(at + 1)),
        `## Retention\n\nWe keep your records for ${at + 30} days.`,
      ),
    ]),
  );
}

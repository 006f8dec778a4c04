import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import { describe, expect, test } from 'vitest';
import { readContent } from '../../src/authoring/read-content.ts';
import { plain, preformatted } from '../../src/authoring/report/github-markdown.ts';
import { gatherReport } from '../../src/authoring/report/report.ts';
import { marker, mostCharacters, writeReport } from '../../src/authoring/report/write-report.ts';
import { firstBody, folderOf, policyYaml, smallSite, versionMdx } from '../folder.ts';

const today = '2026-11-22';
const dates = 'version: "2"\npublished: "2026-12-01"\neffective: "2027-01-15"';
const longer = firstBody.replace('2 years', '7 years');

async function reportOn(files: Record<string, string>, options?: Parameters<typeof writeReport>[1]) {
  const dir = folderOf(files);
  const report = await gatherReport(await readContent(dir), today, null);
  return { report, text: writeReport(report, options).replaceAll(dir, 'content') };
}

interface Node {
  type: string;
  value?: string;
  url?: string;
  children?: Node[];
}

/** What a Markdown reader such as GitHub's makes of a text. */
function nodesOf(markdown: string): Node[] {
  const all: Node[] = [];
  const visit = (node: Node) => {
    all.push(node);
    node.children?.forEach(visit);
  };
  visit(remark().use(remarkGfm).parse(markdown) as Node);
  return all;
}

describe('a report on a version ahead', () => {
  test('class with reasons, who is written to and when, redline, letter', async () => {
    const { text } = await reportOn(smallSite({ 'privacy/2.mdx': versionMdx(dates, longer) }));
    expect(text.startsWith(`${marker}\n## Prenotice: privacy 2 is material\n`)).toBe(true);
    expect(text).toContain('| Who is written to | every recipient. Material changes: a letter is owed. |');
    expect(text).toContain(
      '| Letters leave | 1 December 2026 (2026-12-01); the last day that is in time is 16 December 2026 (2026-12-16) |',
    );
    expect(text).toContain('the earliest lawful effective day is 31 December 2026 (2026-12-31)');
    expect(text).toContain('| Approved | not yet |');
    expect(text).toContain('We keep your data for <del>2</del><ins>7</ins> years.');
    expect(text).toContain('Changes to our Privacy notice on 15 January 2027');
    expect(text).toMatch(/\| material \| 2 How long we keep it \| retention; unfavourable/);
    expect(text).toContain('approval-missing');
  });

  test('a draft is judged as if it were none', async () => {
    const { text, report } = await reportOn(
      smallSite({ 'privacy/2.mdx': versionMdx(`${dates}\ndraft: true`, longer) }),
    );
    expect(text).toContain('privacy 2 is material');
    expect(text).toContain('draft: shown nowhere');
    expect(text).toContain('We keep your data for');
    expect(report.previewDay).toBe('2026-12-01');
  });

  test('errors come first, and unlawful dates are said', async () => {
    const early = dates.replace('2027-01-15', '2026-12-05');
    const { text } = await reportOn(smallSite({ 'privacy/2.mdx': versionMdx(early, longer) }));
    expect(text).toContain('error stops this from being published');
    expect(text).toContain('| Lawful | **no**');
    expect(text).toMatch(/\| \*\*error\*\* \| content\/privacy\/2\.mdx:4:1 \|/);
  });

  test('content that cannot be read is reported all the same', async () => {
    const { text } = await reportOn(smallSite({ 'site.yaml': 'name: "open' }));
    expect(text).toContain('what is changed cannot be read yet');
    expect(text).toContain('yaml-syntax');
  });

  test('nothing ahead', async () => {
    const { text } = await reportOn(smallSite());
    expect(text).toContain('no version is changed');
  });
});

describe('hostile content', () => {
  const attacks = [
    '<!-- prenotice-report -->',
    '</pre></details><script>alert(1)</script>',
    '@octocat and @org/team',
    'see #12, GH-13 and octo/repo#14',
    '[click](https://evil.example.com) ![x](https://evil.example.com/x.png) www.evil.example.com https://evil.example.com',
    '`code` **bold** ~~gone~~ _em_ $x$ :tada:',
    '| a | b |',
    '0123456789abcdef0123456789abcdef01234567',
    '::error::no',
    '&lt;b&gt; &#64;octocat',
  ];

  test.each(attacks)('is shown as it is and does nothing: %s', (attack) => {
    const nodes = nodesOf(`| a |\n| --- |\n| ${plain(attack)} |\n\n> ${plain(attack)}\n\n${plain(attack)}\n`);
    const kinds = new Set(nodes.map(({ type }) => type));
    for (const kind of [
      'link',
      'image',
      'strong',
      'emphasis',
      'delete',
      'inlineCode',
      'code',
      'heading',
      'list',
    ])
      expect([...kinds], kind).not.toContain(kind);
    for (const { type, value } of nodes) if (type === 'html') expect(value).toMatch(/^<\/?span>$/);
    const shown = nodes
      .filter(({ type }) => type === 'text')
      .map(({ value }) => value)
      .join(' ');
    expect(shown).not.toMatch(/@\w|#\d|\bGH-\d|:\/\/|\b[0-9a-f]{7,40}\b/i);
    // Word for word but for the signs that take no room.
    const bare = (text: string) => text.replace(/[\u200b\s]/g, '');
    expect(bare(shown).split(bare(attack))).toHaveLength(4);
  });

  test.each(['- item', '+ item', '1. item', '2) item', '# title', '> quote', '===', '---', '    code'])(
    'a line that begins with a sign stays a line: %s',
    (line) => {
      const kinds = nodesOf(`Before\n\n${plain(line)}\n\nAfter\n${plain(line)}\n`).map(({ type }) => type);
      expect(new Set(kinds)).toEqual(new Set(['root', 'paragraph', 'text']));
    },
  );

  test('in every field of a version', async () => {
    const evil =
      '</pre></details><!-- prenotice-report --> @octocat #12 [x](https://evil.example.com) <img src=x>';
    const quoted = JSON.stringify(evil);
    const front = `${dates}\nsummary: ${quoted}\nhighlights: [{ title: ${quoted}, text: ${quoted} }]\nactions: [{ text: ${quoted} }]\napproved: { by: ${quoted}, on: "2026-11-20" }\nexemption: { kind: security, reason: ${quoted}, decidedBy: ${quoted} }\n"${evil.replaceAll('"', '')}": 1`;
    const escaped = evil.replace(/[<>[\]{}]/g, '\\$&');
    const body = `${longer}\n## ${escaped}\n\nWe share your data with ${escaped}.\n\n| ${escaped} | b |\n| --- | --- |\n| ${escaped} | c |\n`;
    for (const fields of [front, front.slice(0, front.lastIndexOf('\n'))]) {
      const { text } = await reportOn(
        smallSite({
          'privacy/policy.yaml': policyYaml.replace('title: Privacy notice', `title: ${quoted}`),
          'privacy/2.mdx': versionMdx(fields, body),
        }),
      );
      expect(text.split(marker)).toHaveLength(2);
      expect(text).not.toContain('<img');
      expect(text).not.toMatch(/@octocat|[^&]#12/);
      for (const { type, url, value } of nodesOf(text)) {
        expect(type === 'link' || type === 'image' ? url : '').toBe('');
        if (type === 'html' && !value?.startsWith('<pre>'))
          expect(
            value?.replace(
              /<\/?(?:details|summary|b|br|del|ins|sub|pre|span)>|<!-- prenotice-report -->/g,
              '',
            ),
          ).not.toContain('<');
      }
      const opened = (tag: string) => text.split(`<${tag}>`).length - text.split(`</${tag}>`).length;
      for (const tag of ['pre', 'details', 'summary', 'del', 'ins']) expect(opened(tag), tag).toBe(0);
    }
  });

  test('a letter cannot leave its box', () => {
    expect(preformatted('a</pre>\n\n<b>@octocat &amp;\u0007')).toBe(
      '<pre>a&lt;/pre&gt;\n\n&lt;b&gt;@&#8203;octocat &amp;amp; </pre>',
    );
  });
});

describe('the size of a comment', () => {
  const many = (count: number, word: string) =>
    Array.from(
      { length: count },
      (_, index) =>
        `## ${index + 4}. Sharing with company ${index}\n\nWe ${word} your e-mail address with company ${index} for the purpose numbered ${index}, ${'and for what belongs to it '.repeat(6)}.\n`,
    ).join('\n');
  const large = smallSite({
    'privacy/1.mdx': versionMdx(
      'version: "1"\npublished: "2025-01-01"\neffective: "2025-01-01"',
      `${firstBody}\n${many(300, 'never share')}`,
    ),
    'privacy/2.mdx': versionMdx(dates, `${longer}\n${many(300, 'share')}`),
  });

  test('is kept, and what is missing is said', async () => {
    const { report, text } = await reportOn(large, { most: mostCharacters, where: 'look there' });
    const whole = writeReport(report);
    expect(whole.length).toBeGreaterThan(100_000);
    expect(text.length).toBeLessThanOrEqual(mostCharacters);
    expect(text.length).toBeGreaterThan(60_000);
    const left = Number(/_(\d+) more findings not shown/.exec(text)?.[1]);
    const shown = text.split('_Paragraph changed_').length - 1;
    expect(left + shown).toBe(whole.split('_Paragraph changed_').length - 1);
    expect(text).toContain('look there');
    expect(text).toContain('privacy/changes/1..2/');
    for (const tag of ['pre', 'details'])
      expect(text.split(`<${tag}>`)).toHaveLength(text.split(`</${tag}>`).length);
  });

  test('also with hundreds of versions', async () => {
    const { report } = await reportOn(smallSite({ 'privacy/2.mdx': versionMdx(dates, longer) }));
    const crowd = { ...report, versions: Array.from({ length: 300 }, () => report.versions[0]!) };
    const text = writeReport(crowd, { most: mostCharacters });
    expect(text.length).toBeLessThanOrEqual(mostCharacters);
    expect(text).toMatch(/_\d+ more versions not shown/);
  });
});

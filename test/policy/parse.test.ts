import { describe, expect, test } from 'vitest';
import { walkClauses } from '../../src/policy/document.ts';
import { parse } from '../../src/policy/parse.ts';
import { documentTexts } from '../../src/policy/text.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { writeHtml } from '../../src/redline/write-html.ts';

const mdx = `## <Anchor id="who" /> 1. Who we are

Text with <br /> a break, H<sub>2</sub>O, ~~struck~~ and \`code\`.[^1]

<Anchor id="own" />

## What we collect

- a
  - b

    second paragraph
- [x] done

<dl><dt>Term</dt><dd>means **this**.</dd></dl>

<Note>
Hello *you*.
</Note>

> quoted

| Data | Why |
|:--|--:|
| name | [law](https://example.com "Art. 6") |

[^1]: The footnote.
`;

describe('MDX', () => {
  const { document, problems } = parse(mdx, 'mdx', 10);

  test('every word is in the tree, in reading order', () => {
    expect(problems).toEqual([]);
    expect(documentTexts(document)).toEqual([
      '1. Who we are',
      'Text with\na break, H2O, struck and code.1',
      'What we collect',
      'a',
      'b',
      'second paragraph',
      'done',
      'Term',
      'means this.',
      'Hello you.',
      'quoted',
      'Data',
      'Why',
      'name',
      'law',
      'Footnotes',
      'The footnote. ↩',
    ]);
  });

  test('clauses have numbers, titles, lines of the file and the ids their author asked for', () => {
    expect(
      [...walkClauses(document.clauses)]
        .slice(0, 2)
        .map(({ id, number, title, line }) => ({ id, number, title, line })),
    ).toEqual([
      { id: 'who', number: '1', title: 'Who we are', line: 11 },
      { id: 'own', number: null, title: 'What we collect', line: 17 },
    ]);
  });
});

describe('Markdown and text files are never read as MDX', () => {
  test('braces and stray signs are text', () => {
    expect(documentTexts(parse('a < b and {c} and <notatag', 'md').document)).toEqual([
      'a < b and {c} and <notatag',
    ]);
  });

  test('raw HTML is read as a browser would, scripts and styles are not text', () => {
    const { document } = parse(
      '<div>One <p>two</p> three</div>\n\n<script>alert(1)</script><style>p{}</style>\n\n<table><tr><td>cell<td>next</table>',
      'md',
    );
    expect(documentTexts(document)).toEqual(['One', 'two', 'three', 'cell', 'next']);
  });

  test('an empty text is an empty document', () =>
    expect(parse('', 'md').document).toEqual({ title: null, preamble: [], clauses: [] }));
});

describe('HTML', () => {
  test('blocks inside links and spans keep their words and their distance', () => {
    const { document } = parse(
      '<body><a href="/x"><h2>Title</h2><p>Text</p></a><span>loose <b>bold</b>text</span><ul><li>one<ul><li>two</ul></ul>',
      'html',
    );
    expect(documentTexts(document)).toEqual(['Title', 'Text', 'loose boldtext', 'one', 'two']);
  });
});

test('MDX that does not parse gives a place and an empty document', () => {
  const { document, problems } = parse('Fine.\n\nBroken { here', 'mdx', 4);
  expect(document.preamble).toEqual([]);
  expect(problems).toMatchObject([{ rule: 'mdx-syntax', line: 7 }]);
});

describe('addresses', () => {
  test('a redline never links to code, and says so in its text all the same', () => {
    const old = parse('See [this](https://example.com/x).', 'md').document;
    const next = parse('See [this](javascript:alert(1)) now.', 'md').document;
    const html = writeHtml(compareDocuments(old, next));
    expect(html).not.toContain('javascript:');
    expect(html).toContain('this');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markdownBlocks } from '../../src/policy/parse-markdown.ts';
import { readPlainMarkdown } from '../../src/policy/plain-markdown.ts';
import { readWhole } from './read-whole.ts';

describe('plain Markdown is read as remark reads it', () => {
  test.each([
    ['words', 'We keep what we need,\nand no more.\n\nThat is all.\n'],
    ['headings', '# Notice\n\n## 1. What we collect\nText.\n\nRights\n------\n\nEnd\n===\n'],
    ['bold and italics', '**Choice.** You *may* object, __at any time__; see (_below_).\n'],
    [
      'links',
      'See [our **cookie** notice](https://fernhill.example/c_n?a=1&b=2#x) or [www.fernhill.example](/).\n',
    ],
    ['lists', '- one\n- two\n\n* three\n\n* four\n\n3. five\n4. six\n'],
    ['escapes', '**2\\. Scope:** \\[see\\] 5 \\* 3 \\_\\_\\_\n'],
    ['rules', 'Above\n\n---\n\n- item\n***\nBelow\n'],
  ])('%s, without remark', (_name, text) => {
    expect(readPlainMarkdown(text)).toEqual(readWhole(text));
  });

  test.each([
    ['a nested list', '- one\n  - two\n'],
    ['a table', '| a | b |\n| - | - |\n| 1 | 2 |\n'],
    ['code', 'Run `npm test`.\n'],
    ['HTML', 'A<br>B\n'],
    ['an entity', 'You&rsquo;re right.\n'],
    ['a bare address', 'Write to privacy@fernhill.example.\n'],
    ['a picture', '![logo](logo.png)\n'],
    ['a line that carries on an item', '- one\ntwo\n'],
    ['a break', 'one  \ntwo\n'],
    ['stars that mark nothing', '2 * 3 * 4\n'],
    ['stars inside words', 'a**b**c\n'],
    ['an icon font', '\ue02d Text\n'],
  ])('%s is left to remark', (_name, text) => {
    expect(readPlainMarkdown(text)).toBeNull();
    expect(markdownBlocks(text)).toEqual(readWhole(text));
  });

  const plain =
    'word|Data|we| | | |. |, |\n|\n\n|\n\n|**bold**|*it*|_it_|__b__|[a link](https://x.example/a_b)|[b](#c)|**[l](/u)**|(|)|"|“|”|:|—|\\.|\\*|\n- |\n\n- |\n* |\n1. |\n\n2. |\n\n## |\n\n### 3. |\n---\n|\n===\n|\n- - -\n|10|3\\. |!|é|&|#|+|='.split(
      '|',
    );
  const odd =
    '**§*§_§`§~§|§\n|a|b|\n|-|-|\n§<§>§\n> §&amp;§www.a.bc§http://a.example§a@b.co§[x] §[^1]§![i](j)§\\§\\\n§  \n§    §\t§\u00a0§\n  §](§[§]§[a [b](c)](d)§[](#a)§***bi***§\n:-§~~s~~§**"q"**§a**b**c§1.\n§\n-\n'.split(
      '§',
    );

  test.each([
    ['plain pieces', fc.constantFrom(...plain), 50],
    [
      'pieces of every kind',
      fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...plain) }, fc.constantFrom(...odd)),
      0,
    ],
  ])('generated texts: %s', (_name, piece, leastPlain) => {
    let read = 0;
    fc.assert(
      fc.property(fc.array(piece, { minLength: 2, maxLength: 24 }), (pieces) => {
        const text = pieces.join('');
        if (readPlainMarkdown(text)) read++;
        expect(markdownBlocks(text)).toEqual(readWhole(text));
      }),
      { numRuns: 600, seed: 7 },
    );
    expect(read).toBeGreaterThanOrEqual(leastPlain);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseWholeMdx } from '../../src/policy/parse.ts';
import { markdownBlocks } from '../../src/policy/parse-markdown.ts';
import { sampleDir } from '../sample-folder.ts';
import { sharedPath } from '../shared.ts';
import { readWhole } from './read-whole.ts';

const content = sampleDir;
const own = readdirSync(content, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\d\.mdx$/.test(name),
);

describe('reading in pieces gives what reading the whole gives', () => {
  test.each(own)('%s', (name) => {
    const body = readFileSync(join(content, name), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '');
    const text = body.replace(/<[^>]+>/g, '');
    expect(markdownBlocks(text)).toEqual(readWhole(text));
    // A second reading comes from what is kept, and must not have been altered by the first.
    expect(markdownBlocks(text)).toEqual(readWhole(text));
  });

  test.each([
    ['a list that goes on after a blank line', '- one\n\n  still one\n\n- two\n\ntext\n'.repeat(60)],
    ['headings of both kinds', 'Title\n=====\n\ntext\n\n## Next\n\nmore\n'.repeat(60)],
    ['a definition at the end', `${'See [the law][law].\n\n'.repeat(200)}[law]: https://example.com/law\n`],
    ['HTML left open', `${'Text.\n\n'.repeat(300)}<b>bold\n\n${'More text.\n\n'.repeat(300)}`],
    [
      'a fence',
      `${'Text.\n\n'.repeat(300)}\`\`\`\n## not a heading\n\ncode\n\`\`\`\n\n${'More.\n\n'.repeat(300)}`,
    ],
    ['quotes and tables', '> quoted\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\nafter\n\n'.repeat(80)],
    ['footnotes', `${'A claim.[^1]\n\n'.repeat(100)}[^1]: The proof.\n`],
  ])('%s', (_name, text) => {
    expect(markdownBlocks(text)).toEqual(readWhole(text));
  });

  const pairs = sharedPath('policies/pairs');
  test.skipIf(pairs === null)(
    'real documents (every fourth of ../shared/policies/pairs)',
    { timeout: 120_000 },
    () => {
      const names = readdirSync(pairs!, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.md'))
        .sort()
        .filter((_, index) => index % 4 === 0);
      expect(names.length).toBeGreaterThan(20);
      const different = names.filter((name) => {
        const text = readFileSync(join(pairs!, name), 'utf8');
        return JSON.stringify(markdownBlocks(text)) !== JSON.stringify(readWhole(text));
      });
      expect(different).toEqual([]);
    },
  );
});

describe('reading MDX in pieces gives what reading the whole gives', () => {
  const paragraphs = (text: string) => `${text}\n\n`.repeat(200);
  test.each(own)('%s', (name) => {
    const text = readFileSync(join(content, name), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '');
    expect(parse(text, 'mdx', 7)).toEqual(parseWholeMdx(text, 7));
    const bare = text.replace(/<[^>]+>/g, '');
    expect(parse(bare, 'mdx', 7)).toEqual(parseWholeMdx(bare, 7));
  });

  test.each([
    ['indented text', paragraphs('Text.\n\n    indented, no code in MDX')],
    ['escaped signs', paragraphs('A \\{ brace \\} and \\< less than, `\\{` in code')],
    ['an escaped backslash before a brace', `${paragraphs('Text.')}a \\\\{b}`],
    ['an expression over blank lines', `${paragraphs('Text.')}{1 +\n\n${paragraphs('2 +')} 3}`],
    ['a component over blank lines', `${paragraphs('Text.')}<Note>\n\n${paragraphs('Noted.')}</Note>\n`],
    ['a tag that is not closed', `${paragraphs('Text.')}<Note>\n\n${paragraphs('Noted.')}`],
    ['code', `${paragraphs('Text.')}export const a = 1;\n\n${paragraphs('Text.')}`],
    ['words that look like code', `${paragraphs('Text.')}import duties apply.\n\n${paragraphs('Text.')}`],
    ['addresses', paragraphs('See www.example.com or a@example.com.')],
    ['lists and tables', paragraphs('- one\n\n  still one\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\nafter')],
  ])('%s', (_name, text) => {
    expect(parse(text, 'mdx', 3)).toEqual(parseWholeMdx(text, 3));
  });
});

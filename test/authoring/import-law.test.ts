import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accountFor } from './words.ts';

/** Pieces that Markdown, HTML, MDX and YAML read in different ways. */
const piece = fc.constantFrom(
  'word',
  'Data',
  'We keep it.',
  '{x}',
  '{',
  '}',
  '<',
  '>',
  '<b>bold</b>',
  '<br>',
  '<!-- remark -->',
  '&amp;',
  '&lt;',
  '\\',
  '*',
  '**',
  '_',
  '__',
  '~~',
  '`',
  '``',
  '[',
  ']',
  '](https://a.example)',
  '![',
  '|',
  '#',
  '1.',
  '- ',
  '> ',
  ':',
  '"',
  "'",
  '---',
  '===',
  'import',
  'export',
  'é',
  '日本',
  '\u00a0',
  '(a)',
  '3.1',
  '**Bold**.',
  '_it_',
  'a@b.example',
  'https://a.example/x_y',
  '$',
  '^',
  '[^1]',
  '@',
  '=',
  '\t',
);
const line = fc
  .array(piece, { minLength: 1, maxLength: 9 })
  .chain((pieces) => fc.constantFrom(pieces.join(' '), pieces.join('')));
const text = fc
  .array(line, { minLength: 1, maxLength: 10 })
  .chain((lines) => fc.constantFrom(lines.join('\n\n'), lines.join('\n')));

test('whatever the text, it is imported as valid MDX without a word lost', () => {
  fc.assert(
    fc.property(text, (source) => {
      const { lost } = accountFor('x.md', `# Privacy Notice\n\nA first paragraph.\n\n${source}`);
      expect(lost).toEqual([]);
    }),
    { numRuns: 120 },
  );
});

test('a number that only looks like the beginning of a list stays a number', () => {
  for (const source of ['1.\u00a0\n\n- word', '12.\u00a0', '-\u00a0\n\nword'])
    expect(accountFor('x.md', `# Privacy Notice\n\nA first paragraph.\n\n${source}`).lost).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import { boundDepth } from '../../src/policy/bound-depth.ts';
import { parse } from '../../src/policy/parse.ts';
import { documentTexts } from '../../src/policy/text.ts';

const nested = (levels: number, word = 'level') =>
  Array.from({ length: levels }, (_, level) => `${'  '.repeat(level)}- ${word} ${level}`).join('\n');

describe('depth of lists and quotes', () => {
  test('what people write is not touched', () => {
    const text = `${nested(12)}\n\n> > quoted\n\n${' '.repeat(200)}far to the right\n`;
    expect(boundDepth(text)).toBe(text);
  });

  test('every text and line of a list of 400 levels is there, in time that does not grow with the cube', () => {
    // Texts that were read before are not read again: every reading has a word of its own.
    const time = (levels: number, word: string) => {
      const begin = performance.now();
      const { document } = parse(nested(levels, word), 'md');
      expect(documentTexts(document)).toEqual(
        Array.from({ length: levels }, (_, level) => `${word} ${level}`),
      );
      return performance.now() - begin;
    };
    time(48, 'warm');
    // The cube would be 580 times.
    expect(time(400, 'deep')).toBeLessThan(150 * Math.max(time(48, 'flat'), time(48, 'even')));
  });

  test('quotes in quotes', () => {
    const text = Array.from({ length: 300 }, (_, level) => `${'>'.repeat(level + 1)} part ${level}`).join(
      '\n\n',
    );
    expect(
      documentTexts(parse(text, 'md').document)
        .join(' ')
        .match(/part \d+/g),
    ).toHaveLength(300);
  });
});

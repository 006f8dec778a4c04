import { describe, expect, test } from 'vitest';
import type { Segment } from '../../src/redline/redline.ts';
import { shorten } from '../../src/redline/write-text.ts';

const long = Array.from({ length: 80 }, (_, i) => `word${i}`).join(' ');
const added: Segment = { type: 'added', text: 'new' };
const same: Segment = { type: 'same', text: long };
const textsOf = (segments: readonly Segment[]) => shorten(segments).map(({ text }) => text);

describe('long stretches of unchanged words', () => {
  test('keep their end before a change, their beginning after it, and both between two', () => {
    const [before] = textsOf([same, added]);
    expect(before).toMatch(/^… word\d+ .*word79$/);
    const [, after] = textsOf([added, same]);
    expect(after).toMatch(/^word0 word1 .*…$/);
    const [, between] = textsOf([added, same, added]);
    expect(between).toMatch(/^word0 .*word\d+ … word\d+ .*word79$/);
    for (const text of [before, after, between]) expect(text!.length).toBeLessThan(long.length / 2);
  });

  test('are known by their beginning where nothing changed', () => {
    expect(textsOf([same])).toEqual([expect.stringMatching(/^word0 .*…$/)]);
  });

  test('short ones, and what changed, stay whole', () => {
    const segments: Segment[] = [{ type: 'same', text: 'short' }, { type: 'removed', text: long }, added];
    expect(shorten(segments)).toEqual(segments);
  });
});

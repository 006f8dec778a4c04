import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LetterRun } from '../../src/notice/letter.ts';
import { excerptOf } from '../../src/notice/letter-excerpt.ts';
import type { Segment } from '../../src/redline/redline.ts';

const sideText = (segments: readonly Segment[], own: Segment['type']) =>
  segments
    .filter(({ type }) => type === 'same' || type === own)
    .map(({ text }) => text)
    .join('');

function excerpt(segments: Segment[]) {
  const texts = { old: sideText(segments, 'removed'), new: sideText(segments, 'added') };
  return excerptOf({ ...texts, segments }, 'en');
}

/** Marked words in asterisks, cuts as […]. */
const show = (runs: LetterRun[] | null) =>
  runs
    ?.map((run) => (run.type === 'cut' ? '[…]' : run.type === 'changed' ? `*${run.text}*` : run.text))
    .join('') ?? null;

const filler = (n: number) => `Sentence number ${n} says something that nobody has touched in this version. `;
const fillers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => filler(from + at)).join('');

describe('short texts', () => {
  test('are whole, with the words that differ marked, without the space beside them', () => {
    const { before, after } = excerpt([
      { type: 'same', text: 'We keep log data for' },
      { type: 'removed', text: ' 30 days' },
      { type: 'added', text: ' 90 days' },
      { type: 'same', text: '.' },
    ]);
    expect(show(before)).toBe('We keep log data for *30 days*.');
    expect(show(after)).toBe('We keep log data for *90 days*.');
  });

  test('new and removed text is not marked: its label says what it is', () => {
    const segments: Segment[] = [{ type: 'added', text: 'We use cookies.' }];
    expect(excerptOf({ old: null, new: 'We use cookies.', segments }, 'en')).toEqual({
      before: null,
      after: [{ type: 'same', text: 'We use cookies.' }],
    });
  });

  test('where hardly a word stayed nothing is marked', () => {
    const { before, after } = excerpt([
      { type: 'removed', text: 'We never sell personal data to anybody' },
      { type: 'added', text: 'Partners may receive contact details for a fee' },
      { type: 'same', text: '.' },
    ]);
    expect(show(before)).toBe('We never sell personal data to anybody.');
    expect(show(after)).toBe('Partners may receive contact details for a fee.');
  });

  test('segments that do not hold the whole text are not trusted', () => {
    const { before } = excerptOf(
      {
        old: 'We keep log data for 30 days.',
        new: 'We keep log data.',
        segments: [{ type: 'removed', text: 'for 30 days' }],
      },
      'en',
    );
    expect(show(before)).toBe('We keep log data for 30 days.');
  });
});

describe('long texts', () => {
  test('keep the sentences that differ, on both sides', () => {
    const { before, after } = excerpt([
      { type: 'same', text: `${fillers(1, 6)}We share data with ` },
      { type: 'removed', text: 'nobody' },
      { type: 'added', text: 'two processors' },
      { type: 'same', text: `. ${fillers(6, 9)}` },
    ]);
    expect(show(before)).toBe('[…]We share data with *nobody*. […]');
    expect(show(after)).toBe('[…]We share data with *two processors*. […]');
  });

  test('a sentence put in shows the place on the other side', () => {
    const { before, after } = excerpt([
      { type: 'same', text: `${fillers(1, 6)}We are careful.` },
      { type: 'added', text: ' We sell data.' },
      { type: 'same', text: ` ${fillers(6, 9)}` },
    ]);
    expect(show(before)).toContain('We are careful.');
    expect(show(after)).toContain('*We sell data.*');
    expect(show(after)).not.toContain('Sentence number 3');
  });

  test('an endless sentence is cut down to the words around the edit', () => {
    const words = Array.from({ length: 300 }, (_, n) => `word${n}`);
    const { after } = excerpt([
      { type: 'same', text: `${words.slice(0, 150).join(' ')} ` },
      { type: 'removed', text: 'never' },
      { type: 'added', text: 'always' },
      { type: 'same', text: ` ${words.slice(150).join(' ')}.` },
    ]);
    expect(show(after)).toMatch(/^\[…\] ?word1\d\d .*\*always\* word150 .* ?\[…\]$/);
    expect(show(after)!.length).toBeLessThan(450);
  });

  test('a long new text ends after a sentence', () => {
    const text = fillers(1, 60);
    const { after } = excerptOf({ old: null, new: text, segments: [{ type: 'added', text }] }, 'en');
    expect(show(after)).toMatch(/in this version\.\[…\]$/);
    expect(show(after)!.length).toBeLessThan(2450);
  });
});

test('nothing that differs is ever left out, and nothing is invented', () => {
  const word = fc.constantFrom('data', 'shared', 'kept', 'sold', '30', 'days', 'never', 'partners', 'Berlin');
  const sentence = fc.array(word, { minLength: 2, maxLength: 60 }).map((words) => `${words.join(' ')}. `);
  const segment = fc.record({
    type: fc.constantFrom<Segment['type']>('same', 'removed', 'added'),
    text: sentence,
  });
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 14 }), (segments) => {
      const { before, after } = excerpt(segments);
      for (const [runs, own] of [
        [before, 'removed'],
        [after, 'added'],
      ] as const) {
        const full = sideText(segments, own);
        let at = 0;
        for (const run of runs ?? []) {
          if (run.type === 'cut') continue;
          const found = full.indexOf(run.text, at);
          expect(found).toBeGreaterThanOrEqual(at);
          at = found + run.text.length;
        }
        const marks = (runs ?? []).some(({ type }) => type === 'changed');
        if (!marks) continue;
        const shown = show(runs)!.replaceAll('*', '').replace(/\s+/g, ' ');
        for (const { type, text } of segments) {
          if (type === own) expect(shown).toContain(text.trim());
        }
      }
    }),
    { numRuns: 300 },
  );
});

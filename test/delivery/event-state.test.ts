import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stateFrom } from '../../src/delivery/event-state.ts';

describe('what a letter counts as, by all the news about it', () => {
  test.each([
    [[], null],
    [['unknown'], null],
    [['not-sent'], null],
    [['accepted'], 'accepted'],
    [['unknown', 'sent'], 'accepted'],
    [['accepted', 'sent', 'delivered'], 'delivered'],
    // `sent` comes late: it never overwrites what is known.
    [['accepted', 'bounced', 'sent'], 'bounced'],
    // Taken by the server, then sent back.
    [['accepted', 'delivered', 'bounced'], 'bounced'],
    [['accepted', 'delivered', 'bounced-for-now'], 'delivered'],
    [['accepted', 'delayed', 'bounced-for-now'], 'bounced'],
    [['accepted', 'suppressed', 'sent'], 'suppressed'],
    [['accepted', 'failed'], 'refused'],
    [['delivered', 'complained'], 'complained'],
    [['refused'], 'refused'],
  ])('%j → %s', (kinds, state) => {
    expect(stateFrom(kinds)).toBe(state);
  });
});

test('whatever order they come in, and however often', () => {
  const kinds = fc.array(
    fc.constantFrom(
      ...['unknown', 'accepted', 'refused', 'sent', 'delayed', 'delivered', 'bounced', 'bounced-for-now'],
      ...['complained', 'suppressed', 'failed'],
    ),
  );
  fc.assert(
    fc.property(kinds, fc.infiniteStream(fc.nat()), (list, keys) => {
      const shuffled = [...list, ...list]
        .map((kind) => ({ kind, key: keys.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ kind }) => kind);
      expect(stateFrom(shuffled)).toBe(stateFrom(list));
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { addWithdrawal } from '../../src/authoring/withdrawn-list.ts';

const entry = { version: '4', on: '2026-12-10', reason: 'A wrong period', by: 'Ilse Brandt' };
const line = '{ version: "4", on: "2026-12-10", reason: "A wrong period", by: "Ilse Brandt" }';
const add = (text: string) => addWithdrawal(text, entry, 'policy.yaml');

describe('an entry is added and nothing else moves', () => {
  test.each([
    ['no list yet', 'title: T # ours\n', `title: T # ours\nwithdrawn:\n  - ${line}\n`],
    ['no line break at the end', 'title: T', `title: T\nwithdrawn:\n  - ${line}\n`],
    ['an empty list', 'withdrawn: []  # none\ntitle: T\n', `withdrawn: [${line}]  # none\ntitle: T\n`],
    ['nothing behind the key', 'withdrawn: # none\ntitle: T\n', `withdrawn: # none\n  - ${line}\ntitle: T\n`],
    ['null', 'title: T\nwithdrawn: ~\n', `title: T\nwithdrawn:\n  - ${line}\n`],
    [
      'a list on one line',
      'withdrawn: [{ version: "2", on: "2026-01-01", reason: "r", by: "b" }] # done\n',
      `withdrawn: [{ version: "2", on: "2026-01-01", reason: "r", by: "b" }, ${line}] # done\n`,
    ],
    [
      'a block list with comments, and a field after it',
      'withdrawn:\n    # the first\n    - version: "2"\n      on: "2026-01-01" # a Thursday\n      reason: >-\n        long\n        text\n      by: b # her\n\n# end\ntitle:   T\n',
      `withdrawn:\n    # the first\n    - version: "2"\n      on: "2026-01-01" # a Thursday\n      reason: >-\n        long\n        text\n      by: b # her\n    - ${line}\n\n# end\ntitle:   T\n`,
    ],
    [
      'Windows line breaks, list without indent',
      'withdrawn:\r\n- { version: "2", on: "2026-01-01", reason: r, by: b }\r\ntitle: T\r\n',
      `withdrawn:\r\n- { version: "2", on: "2026-01-01", reason: r, by: b }\r\n- ${line}\r\ntitle: T\r\n`,
    ],
    ['an end mark', 'title: T\n...\n', `title: T\nwithdrawn:\n  - ${line}\n...\n`],
  ])('%s', (_name, text, expected) => {
    expect(add(text)).toBe(expected);
    expect((parse(add(text)) as { withdrawn: unknown[] }).withdrawn.at(-1)).toEqual(entry);
  });
});

test('whatever stands in a reason, it stays text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (reason, by) => {
      const text = addWithdrawal('title: T\n', { ...entry, reason, by }, 'policy.yaml');
      expect(parse(text)).toEqual({ title: 'T', withdrawn: [{ ...entry, reason, by }] });
    }),
    { numRuns: 100 },
  );
});

test('a shape that cannot be added to is refused, with the line to write', () => {
  expect(() => add('withdrawn: &w [a]\nnotice: *w\n')).toThrow('cannot be added to safely');
});

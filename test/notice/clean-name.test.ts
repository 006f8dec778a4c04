import { describe, expect, test } from 'vitest';
import { cleanLine, greetingName } from '../../src/notice/clean-name.ts';

describe('greetingName', () => {
  test.each([
    ['Anna Schmidt', 'Anna Schmidt'],
    ['  Anna\t Schmidt ', 'Anna Schmidt'],
    ['Anna\r\nBcc: everybody', 'Anna Bcc: everybody'],
    ['Anna\u2028Schmidt\u0000', 'Anna Schmidt'],
    ['\u202eAnna\u202c \u2066Schmidt\u2069', 'Anna Schmidt'],
    ['An\u200bna \ufeffSchmidt', 'Anna Schmidt'],
    ['אנה שמידט', 'אנה שמידט'],
    // A joiner that a script needs stays.
    ['नेत्रा क्\u200dष', 'नेत्रा क्\u200dष'],
    ['J. R. Müller', 'J. R. Müller'],
    ['Dr. Anna Schmidt', 'Dr. Anna Schmidt'],
    ['<b>Anna</b>', '<b>Anna</b>'],
    ['A & B', 'A & B'],
    ["D'Arcy", "D'Arcy"],
    ['Anna \ud800', 'Anna \ufffd'],
    ['', null],
    ['  \u200b ', null],
    ['12345', null],
    ['win at https://evil.example', null],
    ['www.evil.example', null],
    ['evil.example/free', null],
    ['Visit evil.com now', null],
    ['anna@customer.example', null],
  ])('%j is greeted as %j', (name, greeted) => {
    expect(greetingName(name)).toBe(greeted);
  });

  test('no name, and a name without end', () => {
    expect(greetingName(undefined)).toBeNull();
    expect([...greetingName('A'.repeat(5000))!]).toHaveLength(80);
  });
});

test('cleanLine never returns a line break and cuts by code points', () => {
  expect(cleanLine('a\u0085b\u000bc', 10)).toBe('a b c');
  expect(cleanLine('😀😀😀', 2)).toBe('😀…');
});

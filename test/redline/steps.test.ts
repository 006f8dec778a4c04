import { diffArrays } from 'diff';
import { describe, expect, test } from 'vitest';
import { alignTokens } from '../../src/redline/align-tokens.ts';
import { simplify } from '../../src/redline/simplify.ts';
import { findStretches, type Stretch } from '../../src/redline/stretches.ts';
import { Interner, tokenize } from '../../src/redline/tokens.ts';

const tokensOf = (text: string) =>
  tokenize(text, new Interner()).map((token) => text.slice(token.start, token.end));

/** Both steps over two texts, each as `[-gone-]{+come+}` over tokens. */
function steps(old: string, next: string): { found: string; simple: string } {
  const interner = new Interner();
  const sides = [old, next].map((text) => ({ text, tokens: tokenize(text, interner) })) as [Side, Side];
  const found = findStretches(sides[0].tokens, sides[1].tokens);
  return { found: show(found, ...sides), simple: show(simplify(found, ...sides), ...sides) };
}

interface Side {
  text: string;
  tokens: ReturnType<typeof tokenize>;
}

function show(stretches: readonly Stretch[], old: Side, next: Side): string {
  const words = (side: Side, start: number, end: number) =>
    side.tokens
      .slice(start, end)
      .map((token) => side.text.slice(token.start, token.end))
      .join(' ');
  return stretches
    .map((s) => {
      const added = words(next, s.newStart, s.newEnd);
      if (s.kept) return added;
      const removed = words(old, s.oldStart, s.oldEnd);
      return `${removed && `[-${removed}-]`}${added && `{+${added}+}`}`;
    })
    .join(' ');
}

describe('tokens', () => {
  test.each([
    ['It costs $1,000.50 or 5 % more.', ['It', 'costs', '$1,000.50', 'or', '5 %', 'more', '.']],
    ['See § 4.2 and §4.3(a).', ['See', '§ 4.2', 'and', '§4.3', '(', 'a', ')', '.']],
    ['On May 25, 2026, or 25 May 2026.', ['On', 'May 25, 2026', ',', 'or', '25 May 2026', '.']],
    [
      'write to privacy@fernhill.example, non-essential and/or user’s',
      ['write', 'to', 'privacy@fernhill.example', ',', 'non-essential', 'and/or', 'user’s'],
    ],
    ['个人信息。', ['个', '人', '信', '息', '。']],
    ['ع بياناتك، شخصية', ['ع', 'بياناتك', '،', 'شخصية']],
    ['a -- b ... c…', ['a', '--', 'b', '...', 'c', '…']],
  ])('%s', (text, expected) => expect(tokensOf(text)).toEqual(expected));

  test('typed another way is the same token', () => {
    const interner = new Interner();
    const keys = (text: string) => tokenize(text, interner).map((token) => token.key);
    expect(keys('user’s “x” – e\u0301 …')).toEqual(keys('user\'s "x" -- é ...'));
  });
});

describe('find', () => {
  test('keeps as much as can be kept', () => {
    expect(steps('a b c d e', 'a x c y e').found).toBe('a [-b-]{+x+} c [-d-]{+y+} e');
  });

  test('of equally long alignments takes the one in one piece', () => {
    expect(steps('we may use the data', 'we may use the files and use the data').found).toBe(
      'we may {+use the files and+} use the data',
    );
  });

  test('agrees with the table where long texts are cut at anchors', () => {
    const words = Array.from({ length: 1500 }, (_, k) => `w${k % 700}`);
    const changed = words.map((word, k) => (k % 97 === 5 ? 'new' : word));
    const interner = new Interner();
    const [a, b] = [words, changed].map((list) => tokenize(list.join(' '), interner)) as [
      Side['tokens'],
      Side['tokens'],
    ];
    expect(alignTokens(a, b)).toHaveLength(words.length - changed.filter((word) => word === 'new').length);
  });

  test('two texts of 50,000 different words end soon, with nothing kept', () => {
    const interner = new Interner();
    const text = (letter: string) => Array.from({ length: 50_000 }, (_, k) => `${letter}${k}`).join(' ');
    expect(alignTokens(tokenize(text('a'), interner), tokenize(text('b'), interner))).toEqual([]);
  });

  test('one paragraph of 50,000 words, one in ten replaced', () => {
    const interner = new Interner();
    const words = Array.from({ length: 50_000 }, (_, k) => `w${(k * 7919) % 3001}`);
    const changed = words.map((word, k) => (k % 10 === 3 ? `n${k}` : word));
    const pairs = alignTokens(tokenize(words.join(' '), interner), tokenize(changed.join(' '), interner));
    expect(pairs).toHaveLength(45_000);
  });

  test('Myers goes where nothing is unique and little changed', () => {
    const interner = new Interner();
    const words = Array.from({ length: 3000 }, (_, k) => `w${k % 2}`);
    const changed = [...words.slice(0, 900), 'x', ...words.slice(904)];
    const pairs = alignTokens(tokenize(words.join(' '), interner), tokenize(changed.join(' '), interner));
    expect(pairs).toHaveLength(2996);
  });

  test('long texts of few words, in which no phrase is unique, keep as many words as the shortest edit leaves', () => {
    const interner = new Interner();
    // A sequence without a short period; every 29th word is exchanged, every 41st left out.
    const words = Array.from({ length: 1000 }, (_, i) => ((i * i + (i >> 3)) % 7 < 3 ? 'yes' : 'no'));
    const changed = words
      .map((word, i) => (i % 29 === 0 ? (word === 'yes' ? 'no' : 'yes') : word))
      .filter((_, i) => i % 41 !== 0);
    const pairs = alignTokens(tokenize(words.join(' '), interner), tokenize(changed.join(' '), interner));
    for (const [i, j] of pairs) expect(words[i]).toBe(changed[j]);
    const kept = diffArrays(words, changed).filter(({ added, removed }) => !added && !removed);
    expect(pairs).toHaveLength(kept.reduce((sum, { count }) => sum + count, 0));
  });
});

describe('simplify', () => {
  test.each([
    [
      'islands of common words go',
      'sent to you by the company in a letter each year',
      'published for you on the website of our group every month',
      '[-sent to you by the company in a letter each year-]{+published for you on the website of our group every month+}',
    ],
    [
      'a single word stays a single word',
      'users and users',
      'members and members',
      '[-users-]{+members+} and [-users-]{+members+}',
    ],
    [
      'edges fall at sentences',
      'We ask. We answer.',
      'We ask. We think. We answer.',
      'We ask . {+We think .+} We answer .',
    ],
    [
      'edges fall at commas',
      'name, and e-mail',
      'name, address, and e-mail',
      'name , {+address ,+} and e-mail',
    ],
  ])('%s', (_, old, next, expected) => expect(steps(old, next).simple).toBe(expected));

  test('only ever gives up kept tokens: both texts stay whole', () => {
    const old = 'Data is kept for a year. We then delete it, or make it anonymous.';
    const next = 'Records are kept as long as the law asks. We delete them then, and tell you.';
    const interner = new Interner();
    const sides = [old, next].map((text) => ({ text, tokens: tokenize(text, interner) })) as [Side, Side];
    const simple = simplify(findStretches(sides[0].tokens, sides[1].tokens), ...sides);
    let [i, j] = [0, 0];
    for (const stretch of simple) {
      expect([stretch.oldStart, stretch.newStart]).toEqual([i, j]);
      if (stretch.kept) expect(stretch.oldEnd - stretch.oldStart).toBe(stretch.newEnd - stretch.newStart);
      [i, j] = [stretch.oldEnd, stretch.newEnd];
    }
    expect([i, j]).toEqual([sides[0].tokens.length, sides[1].tokens.length]);
  });
});

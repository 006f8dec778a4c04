/**
 * Tokens of legal text. A token is what a person would replace as a whole: a word with its inner signs
 * (`non-essential`, `and/or`, `user’s`, `privacy@example.com`), an amount, a date, a reference such as `§ 4.2`, one sign
 * of punctuation, one CJK character (those scripts write no spaces). White space is no token.
 */
export interface Token {
  start: number;
  end: number;
  /** Interned text after folding; equal keys are equal words however quotes and dashes were typed. */
  key: number;
  /** White space stands before it (never true for the first token of a text). */
  spaced: boolean;
  /** Word, figure or CJK character, not punctuation. */
  word: boolean;
}

/** Stands for a picture in a block's text: a noncharacter, so that no text can mean it. */
export const pictureSign = '\uFDD0';

/** A line break that had no white space beside it in the source. */
export const bareBreak = '\u2028';

/** What begins in a table cell: white space of these kinds, which no other text has (`flatten.ts` sees to it). */
export const cellEdges = { item: '\v', number: '\u2029', paragraph: '\f' } as const;

const month =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const dates = [
  `${month}\\s\\d{1,2}(?:st|nd|rd|th)?,?\\s\\d{4}\\b`,
  `\\d{1,2}(?:st|nd|rd|th|\\.)?\\s${month}\\s\\d{4}\\b`,
  `${month}\\s\\d{4}\\b`,
];
const joined = "[.,'’‘\\-\\u2010\\u2011_@\\/:&]";
const cjk =
  '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}]';
const letterNotCjk = `[[\\p{L}\\p{N}\\p{M}]--${cjk}]`;
const word = `${letterNotCjk}+(?:${joined}${letterNotCjk}+)*`;

const tokenPattern = new RegExp(
  [
    ...dates.map((date) => `\\b${date}`),
    `[§$€£¥]\\s?\\p{N}+(?:[.,]\\p{N}+)*`,
    `${cjk}\\p{M}*`,
    `${word}(?:\\s?[%€]|°)?`,
    '-{2,3}|\\.{3}',
    `[^\\s\\p{L}\\p{N}\\u200B\\uFEFF\\u00AD]\\p{M}*`,
  ].join('|'),
  'gv',
);

const isWord = /[\p{L}\p{N}]/u;

/** Text → integer and back; shared by the documents that are compared. The integers say what is equal, and nothing else. */
export class Interner {
  readonly #ids = new Map<string, number>();
  readonly #words: string[] = [];
  readonly #signs = new Map<string, { key: number; word: boolean }>();
  /** Tokens of whole texts. */
  readonly texts = new Map<string, Token[]>();
  /** Tokens in all of them. */
  size = 0;

  id(text: string): number {
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.#words.length;
      this.#ids.set(text, id);
      this.#words.push(text);
    }
    return id;
  }

  /** Key of a token as written, and whether it is a word. */
  sign(text: string): { key: number; word: boolean } {
    let known = this.#signs.get(text);
    if (known === undefined) {
      known = { key: this.id(fold(text)), word: isWord.test(text) };
      this.#signs.set(text, known);
    }
    return known;
  }

  text(id: number): string {
    return this.#words[id] ?? '';
  }
}

const mostTokens = 300_000;
let recent = new Interner();

/** What was read lately is kept: versions of one history, compared one after the other, share nearly all of their texts. */
export function recentInterner(): Interner {
  if (recent.size > mostTokens) recent = new Interner();
  return recent;
}

/** Same word typed another way: quotes, dashes, ellipsis, composed letters, kinds of space. */
function fold(text: string): string {
  if (/^[\w ]*$/.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/[‘’‚‛′`]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/-{2,3}|[–—―−‐‑]/g, '-')
    .replace(/…/g, '...')
    .replace(/\s+/gu, ' ');
}

/** Tokens of a text. Texts met before are not read again: do not alter what is given. */
export function tokenize(text: string, interner: Interner): Token[] {
  const known = interner.texts.get(text);
  if (known) return known;
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(tokenPattern)) {
    const start = match.index;
    const [sign] = match;
    const { key, word } = interner.sign(sign);
    const spaced = start > end && tokens.length > 0;
    end = start + sign.length;
    tokens.push({ start, end, key, spaced, word });
  }
  interner.texts.set(text, tokens);
  interner.size += tokens.length;
  return tokens;
}

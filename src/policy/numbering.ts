/**
 * Clause numbers as documents write them: `3.`, `3.1`, `4..9.`, `§ 4`, `Article IV`, `A.`, `(a)`, `b)`. Reading one number
 * says only what it could be; whether it is one is decided by its sequence (`30 days` and `3.5 million` are in none).
 */

type NumberStyle = 'decimal' | 'roman' | 'ROMAN' | 'letter' | 'LETTER';

export interface ReadNumber {
  /** As a reader would cite it: `3.1`, `IV`, `(a)`. */
  number: string;
  style: NumberStyle;
  /** Decimal: one value a point. Other styles: one value. */
  path: number[];
  /** What letters like `I.`, `C.` or `(v)` could be as well. */
  other?: { style: NumberStyle; path: number[] };
  /** True with `(a)`; a different sequence from `a.` and `a)`. */
  bracketed: boolean;
  /** True when a sign closes the number (`3.`, `3)`, `3:`): a bare `30` may be part of a sentence. */
  closed: boolean;
  /** True after `Section`, `Article`, `§`, …. */
  named: boolean;
  /** Length of the number with its sign and the white space after it. */
  length: number;
}

const named =
  '(?:section|article|clause|part|chapter|abschnitt|artikel|teil|ziffer|chapitre|partie|sección|artículo|artigo|articolo)';
/** White space of any kind; zero-width signs come with copied text. */
const space = String.raw`[\s\u200b-\u200d\ufeff]`;
const dash = `(?:[-–—:]${space}+)?`;
const decimal = new RegExp(
  String.raw`^${space}*(§+${space}*|${named}${space}+)?(\d{1,3}(?:\.{1,2}\d{1,3})*)((?:[a-z](?=[.)]))?(?:\.?\([a-z0-9]{1,4}\))*)([.):]*)(${space}*)${dash}`,
  'i',
);
const spelled = new RegExp(
  String.raw`^${space}*${named}${space}+([ivxlc]{1,7}|[a-z])(?=[.):\s]|$)([.):]*)${space}*${dash}`,
  'i',
);
const lettered = new RegExp(
  String.raw`^${space}*(?:\(([a-z]{1,2}|[ivxlc]{1,6}|\d{1,2})\)|([a-z]|[ivxlc]{1,6})[.)])(${space}*)`,
  'i',
);

/** The number at the start of a text, or null. */
export function readNumber(text: string): ReadNumber | null {
  const plain = decimal.exec(text);
  if (plain?.[2] && separated(text, plain[0].length, plain[5] ?? '', plain[4] !== ''))
    return fromDecimal(plain);
  const words = spelled.exec(text);
  if (words?.[1]) {
    const read = readLetters(words[1].toUpperCase(), true);
    return { ...read, bracketed: false, closed: words[2] !== '', named: true, length: words[0].length };
  }
  const letters = lettered.exec(text);
  const inner = letters?.[1] ?? letters?.[2];
  if (!letters || !inner || !separated(text, letters[0].length, letters[3] ?? '', true)) return null;
  if (inner !== inner.toLowerCase() && inner !== inner.toUpperCase()) return null;
  const bracketed = letters[1] !== undefined;
  const common = { bracketed, closed: true, named: false, length: letters[0].length };
  if (/\d/.test(inner)) return { number: `(${inner})`, style: 'decimal', path: [Number(inner)], ...common };
  return { ...readLetters(inner), number: bracketed ? `(${inner})` : inner, ...common };
}

/** `3.2.6(i)(a)`: the letters count on under the figures. */
function fromDecimal(match: RegExpExecArray): ReadNumber {
  const figures = (match[2] ?? '').replace(/\.{2,}/g, '.');
  const tail = match[3] ?? '';
  const values = [...tail.matchAll(/(\w+)/g)].map(
    ([, inner = '']) => Number(inner) || (readLetters(inner).path[0] ?? 0),
  );
  return {
    number: figures + tail,
    style: 'decimal',
    path: [...figures.split('.').map(Number), ...values],
    bracketed: false,
    closed: match[4] !== '' || /[-–—:]\s*$/.test(match[0]),
    named: match[1] !== undefined,
    length: match[0].length,
  };
}

/** A number ends at white space or the end; after a closing sign a capitalised word may follow at once (`3.Scope`, not `U.S.`). */
function separated(text: string, end: number, gap: string, closed: boolean): boolean {
  if (gap !== '' || end >= text.length) return true;
  return closed && /^\p{Lu}\p{L}/u.test(text.slice(end, end + 4));
}

/** Letters as a letter, as a Roman number, or as both (`i`, `v`, `C`). */
function readLetters(
  letters: string,
  preferRoman = false,
): Pick<ReadNumber, 'number' | 'style' | 'path' | 'other'> {
  const upper = letters === letters.toUpperCase();
  const roman = romanValue(letters.toUpperCase());
  const letter = letters.length === 1 ? letters.toLowerCase().charCodeAt(0) - 96 : null;
  const asRoman =
    roman === null ? null : { style: upper ? ('ROMAN' as const) : ('roman' as const), path: [roman] };
  const asLetter =
    letter === null ? null : { style: upper ? ('LETTER' as const) : ('letter' as const), path: [letter] };
  if (asRoman && (!asLetter || roman === 1 || preferRoman))
    return { number: letters, ...asRoman, ...(asLetter ? { other: asLetter } : {}) };
  if (asLetter) return { number: letters, ...asLetter, ...(asRoman ? { other: asRoman } : {}) };
  return { number: letters, style: upper ? 'LETTER' : 'letter', path: [27] };
}

/** Value of a well-formed Roman number up to 399, else null. */
function romanValue(letters: string): number | null {
  const match = /^(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/.exec(letters);
  if (!match || letters === '') return null;
  const worth: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100 };
  return [...letters].reduce((sum, sign, i) => {
    const value = worth[sign] ?? 0;
    return sum + (value < (worth[letters[i + 1] ?? ''] ?? 0) ? -value : value);
  }, 0);
}

/** The number and the words of a heading, by its own text alone. */
export function splitNumber(text: string): { number: string | null; title: string } {
  const read = readNumber(text);
  return read ? { number: read.number, title: text.slice(read.length) } : { number: null, title: text };
}

/** Something that bears a number, in reading order. */
export interface Numbered {
  read: ReadNumber;
  /** Shows by itself that it is a number (a heading `3. Scope`, `Section 4`): needs no neighbours. */
  sure: boolean;
}

interface Chain {
  members: Numbered[];
  last: number;
  sure: boolean;
}

/**
 * Which of the numbers are real: those in a sequence of at least two that begins at 0 or 1 (three elsewhere), those that
 * are sure by themselves, and those right under an accepted number (`3.1` under `3`). Gaps of up to three and repeated
 * numbers are forgiven: real documents have both. Linear. Settles `read.style` where letters could be Roman numbers.
 */
export function acceptNumbers(items: readonly Numbered[]): Set<Numbered> {
  const live = new Map<string, Chain>();
  const chains: Chain[] = [];
  for (const item of items) {
    const chain = continueChain(live, item) ?? startChain(live, chains, item);
    chain.members.push(item);
    chain.last = item.read.path.at(-1) ?? 0;
    chain.sure ||= item.sure;
  }
  const accepted = new Set<Numbered>();
  for (const chain of chains) {
    const first = chain.members[0]?.read.path.at(-1) ?? 0;
    if (chain.sure || chain.members.length >= (first <= 1 ? 2 : 3))
      for (const member of chain.members) accepted.add(member);
  }
  const paths = new Set<string>();
  for (const item of items) {
    const { path, style } = item.read;
    if (style !== 'decimal') continue;
    if (path.length > 1 && paths.has(path.slice(0, -1).join('.'))) accepted.add(item);
    if (accepted.has(item)) paths.add(path.join('.'));
  }
  return accepted;
}

const chainKey = (read: ReadNumber, style: NumberStyle, path: readonly number[]): string =>
  `${read.bracketed ? '(' : ''}${style}:${path.slice(0, -1).join('.')}`;

function continueChain(live: Map<string, Chain>, item: Numbered): Chain | undefined {
  const { read } = item;
  for (const option of [{ style: read.style, path: read.path }, ...(read.other ? [read.other] : [])]) {
    const chain = live.get(chainKey(read, option.style, option.path));
    const value = option.path.at(-1) ?? 0;
    const step = chain ? value - chain.last : 0;
    const exact = read.other ? step === 1 : step >= 0 && step <= 3 && !(step === 0 && value <= 1);
    if (!chain || !exact) continue;
    read.style = option.style;
    read.path = option.path;
    return chain;
  }
  return undefined;
}

function startChain(live: Map<string, Chain>, chains: Chain[], item: Numbered): Chain {
  const chain: Chain = { members: [], last: 0, sure: false };
  live.set(chainKey(item.read, item.read.style, item.read.path), chain);
  chains.push(chain);
  return chain;
}

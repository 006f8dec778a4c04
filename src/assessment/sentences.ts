import { isFiller, maskText, stemOf, type Word, withoutMarker, wordsOf } from './words.ts';

/** A sentence (or an item, a cell, a heading) of one side of a change, read once. */
export interface Sentence {
  /** As written, white space joined. */
  text: string;
  words: Word[];
  /** Stems in order without signs and fillers: what is compared and searched. */
  stems: string[];
  /** All stems joined; equal keys say the same. */
  key: string;
  /** How often each stem stands in it. */
  counts: ReadonlyMap<string, number>;
}

const abbreviations =
  /(?:\b(?:e\.g|i\.e|etc|inc|ltd|llc|co|corp|no|art|sec|para|mr|ms|dr|st|vs|approx|u\.s|u\.k|e\.u|blvd|ave|rd|bldg|dept|n|s|w|prof)\.)$/i;

/** An initial in a name or address: `381 E. Evelyn Ave.` */
const initial = /(?:^|\d\s|\p{Lu}\.\s?)[B-HJ-Z]\.$/u;

/** Where a capture lost a line break: `disabled.Functional cookies`, `CookiesThe purpose`. */
const glued =
  /(\p{Ll}{3}[.!?])(?=\p{Lu}\p{Ll}+[\s,])|(\p{Ll}{3})(?=(?:The|We|You|This|These|If|In|Our|Your|It|For|By|When|To|Please|All|Any) \p{Ll})/gu;

const sentenceEnd = /[.!?]["'”’)\]*_]*\s+(?=["'“‘([*_]*[\p{Lu}\d•])|;\s+(?=\S)/gu;
/** The same in a text whose sentences begin small: behind a word, and before at least three. */
const anyEnd =
  /(?<=\p{Ll}{3})[.!?]["'”’)\]*_]*\s+(?=["'“‘([*_]*\p{Ll}[\p{L}.’-]*,?(?:\s+\S+){3})|;\s+(?=\S)/gu;
const smallStart = /\p{Ll}{3}[.!?]["'”’)\]*_]*\s+["'“‘([*_]*\p{Ll}/u;
const capitalStart = /[.!?]["'”’)\]*_]*\s+["'“‘([*_]*\p{Lu}/u;

/** Line breaks, borders of cells, and the bullets or dashes of a list that was run together. */
const lineEnd =
  / ¶|\n+|\s[*•·]\s+(?=\p{L})|(?<=[;:]|\p{Ll}{4}\.)\s+(?:(?:and|or)\s+)?-\s?(?=\p{Ll})|\s\|\s|\t+|<br\s*\/?>/u;

/**
 * Splits at full stops, question marks, semicolons before a new clause, and where lines and entries end. Never inside
 * `e.g.`, `Inc.`, numbers or before a small letter, unless no sentence of the line but the first begins with a capital.
 */
export function splitSentences(text: string): string[] {
  const pieces: string[] = [];
  const parted = /[a-z][.!?]?[A-Z]/.test(text) ? text.replace(glued, '$1$2 ¶') : text;
  for (const line of parted.split(lineEnd)) {
    let start = 0;
    const ends = smallStart.test(line) && !capitalStart.test(line) ? anyEnd : sentenceEnd;
    for (const match of line.matchAll(ends)) {
      const end = match.index + match[0].trimEnd().length;
      const piece = line.slice(start, end);
      if (
        abbreviations.test(piece) ||
        initial.test(piece) ||
        /^\(?(?:[\da-z]{1,3}|[ivxlc]{1,6})[.)]$/i.test(piece.trim())
      )
        continue;
      pieces.push(piece);
      start = match.index + match[0].length;
    }
    pieces.push(line.slice(start));
  }
  return pieces
    .map((piece) => piece.replace(/\s+/g, ' ').trim())
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece));
}

const cache = new Map<string, Sentence>();

export function readSentence(text: string): Sentence {
  const known = cache.get(text);
  if (known) return known;
  const words = wordsOf(withoutMarker(maskText(text)));
  // The word that ties an item to the next one of its list.
  if (/^(?:and|or)$/.test(words.at(-1)?.stem ?? '')) words.pop();
  const stems = words.filter((word) => !isFiller(word)).map((word) => word.stem);
  const counts = new Map<string, number>();
  for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const sentence = { text, words, stems, key: stems.join(' '), counts };
  if (cache.size > 20_000) cache.clear();
  cache.set(text, sentence);
  return sentence;
}

export function readSentences(text: string | null): Sentence[] {
  return text === null ? [] : splitSentences(text).map(readSentence);
}

/** Stems that one side has more often than the other. */
export function stemDifference(
  a: readonly string[],
  b: readonly string[],
): { onlyA: string[]; onlyB: string[]; common: number } {
  const counts = new Map<string, number>();
  for (const stem of b) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  const onlyA: string[] = [];
  let common = 0;
  for (const stem of a) {
    const left = counts.get(stem) ?? 0;
    if (left > 0) {
      counts.set(stem, left - 1);
      common++;
    } else onlyA.push(stem);
  }
  const onlyB: string[] = [];
  for (const stem of b) {
    const left = counts.get(stem) ?? 0;
    if (left > 0) {
      counts.set(stem, left - 1);
      onlyB.push(stem);
    }
  }
  return { onlyA, onlyB, common };
}

/** Dice coefficient of two bags of stems, 0–1; `floor`: below it any smaller value may come back. */
export function similarity(a: Sentence, b: Sentence, floor = 0): number {
  const total = a.stems.length + b.stems.length;
  if (total === 0) return 1;
  const most = (2 * Math.min(a.stems.length, b.stems.length)) / total;
  if (most < floor) return 0;
  return (2 * commonStems(a.counts, b.counts)) / total;
}

/** How many stems both bags have, each as often as the one that has it less. */
export function commonStems(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let common = 0;
  for (const [stem, count] of small) {
    const there = large.get(stem);
    if (there !== undefined) common += Math.min(count, there);
  }
  return common;
}

export { stemOf };

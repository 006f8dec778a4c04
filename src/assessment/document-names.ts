import type { Sentence } from './sentences.ts';
import { isFiller, type Word } from './words.ts';

/** Documents and procedures by name: “Acceptable Use Policy”, “Content Reporting and Appeal Procedure”. What their names speak of is not said. */

const lastWord =
  /^(?:polic(?:y|ies)|procedures?|agreements?|addend(?:um|a)|notices?|statements?|guidelines|conditions|rules|system|program(?:me)?s?)$/i;
const joiner = /^(?:and|of|for|on|the|to|&)$/;
/** Speakers and questions: these words make a title of what is said, not a name. */
const speaks = /^(?:we|our|us|you|your|how|what|why|who|when|where|this|these|do|not|no|if)$/i;
const mostWords = 8;

const cache = new WeakMap<Sentence, ReadonlySet<number>>();

/** Indices of the words of a sentence that are part of a document's name; none where the whole sentence is written in capitals. */
export function namedDocuments(sentence: Sentence): ReadonlySet<number> {
  let found = cache.get(sentence);
  if (!found) {
    found = readNames(sentence.words);
    cache.set(sentence, found);
  }
  return found;
}

const isCapital = ({ text }: Word): boolean => /^\p{Lu}[\p{Ll}'’-]*\p{Ll}/u.test(text) && !speaks.test(text);

function readNames(words: readonly Word[]): ReadonlySet<number> {
  const named = new Set<number>();
  for (const [end, last] of words.entries()) {
    if (!lastWord.test(last.text) || !isCapital(last)) continue;
    let start = end;
    while (start > 0 && end - start < mostWords - 1) {
      const before = words[start - 1]!;
      if (!isCapital(before) && !joiner.test(before.text)) break;
      start--;
    }
    while (joiner.test(words[start]!.text)) start++;
    // A sentence that is nothing but its title, or begins with it, may say what it names.
    if (start === 0 && end === words.length - 1) continue;
    for (let at = start; at <= end && end > start; at++) named.add(at);
  }
  return named;
}

/** Only the name of a document that is referred to changed. */
export function onlyNamesDiffer(
  old: Sentence,
  next: Sentence,
  lost: readonly string[],
  gained: readonly string[],
): boolean {
  const outside = (sentence: Sentence, stems: readonly string[]) => {
    const named = namedDocuments(sentence);
    const inside = new Set([...named].map((at) => sentence.words[at]!.stem));
    return stems.filter((stem) => !inside.has(stem));
  };
  const filler = (sentence: Sentence, stem: string) =>
    sentence.words.some((word) => word.stem === stem && isFiller(word));
  return (
    namedDocuments(old).size > 0 &&
    namedDocuments(next).size > 0 &&
    lost.length + gained.length > 0 &&
    outside(old, lost).every((stem) => filler(old, stem)) &&
    outside(next, gained).every((stem) => filler(next, stem))
  );
}

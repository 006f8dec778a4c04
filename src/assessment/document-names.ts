import type { Sentence } from './sentences.ts';
import type { Word } from './words.ts';

/** Documents and procedures by name: “Acceptable Use Policy”, “Content Reporting and Appeal Procedure”. What their names speak of is not said. */

const lastWord =
  /^(?:polic(?:y|ies)|procedures?|agreements?|addend(?:um|a)|notices?|statements?|guidelines|conditions|rules)$/i;
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

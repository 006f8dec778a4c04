import type { Sentence } from './sentences.ts';
import { isFiller, maskText, type Word, wordsOf } from './words.ts';

/** A vocabulary as written: one term a line, `name: word or phrase, word or phrase`; `#` opens a remark. Phrases under the name `ignore` are read over. */
export type VocabularyText = string;

/** Phrases by their first stem, longest first. */
export type Vocabulary = Map<string, Phrase[]>;

interface Phrase {
  stems: string[];
  term: string;
}

/** Articles and possessives of a phrase are left out unless only one other word would remain (`your contacts`). */
const articles = new Set(['the', 'a', 'an', 'your', 'our', 'their', 'its', 'such', 'certain']);

/** Reads a vocabulary. Phrases pass through the same folding as the text, so inflection need not be listed. */
export function readVocabulary(text: VocabularyText): Vocabulary {
  const vocabulary: Vocabulary = new Map();
  for (const line of text.split('\n')) {
    const content = line.replace(/(^|\s)#.*$/, '').trim();
    if (content === '') continue;
    const colon = content.indexOf(':');
    const term = content.slice(0, colon).trim();
    if (colon < 1)
      throw new Error(`vocabulary line without a colon: ${JSON.stringify(line)}; write "name: word, word"`);
    for (const phrase of content.slice(colon + 1).split(',')) addPhrase(vocabulary, term, phrase.trim());
  }
  for (const list of vocabulary.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  return vocabulary;
}

function addPhrase(vocabulary: Vocabulary, term: string, phrase: string): void {
  const words = wordsOf(maskText(phrase));
  const bare = words.filter((word) => !articles.has(word.text.toLowerCase()));
  const stems = (bare.length < 2 ? words : bare).map((word) => word.stem);
  const [first] = stems;
  if (first === undefined) return;
  const list = vocabulary.get(first);
  if (list === undefined) vocabulary.set(first, [{ stems, term }]);
  else list.push({ stems, term });
}

/** A term found: `at` is the index of its first word in the sentence, `end` the index after its last. */
export interface TermHit {
  term: string;
  at: number;
  end: number;
}

/**
 * Every term of a sentence; the longest phrase at a place wins and its words are not read again. Small words of the
 * sentence may stand between the words of a phrase (`share your data with the police`).
 */
export function findTerms(vocabulary: Vocabulary, { words }: Pick<Sentence, 'words'>): TermHit[] {
  const hits: TermHit[] = [];
  for (let at = 0; at < words.length; at++) {
    for (const { stems, term } of vocabulary.get(words[at]?.stem ?? '') ?? []) {
      const end = matchPhrase(words, at, stems);
      if (end === 0) continue;
      if (term !== 'ignore') hits.push({ term, at, end });
      at = end - 1;
      break;
    }
  }
  return hits;
}

/** Index after the phrase that begins at `at`; 0 when it does not stand there. */
function matchPhrase(words: readonly Word[], at: number, stems: readonly string[]): number {
  let place = at;
  for (const stem of stems) {
    let skipped = 0;
    while (place < words.length && words[place]!.stem !== stem) {
      if (place === at || !isFiller(words[place]!) || ++skipped > 2) return 0;
      place++;
    }
    if (place >= words.length) return 0;
    place++;
  }
  return place;
}

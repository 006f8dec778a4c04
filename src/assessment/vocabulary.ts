import { readSentence } from './sentences.ts';

/** A vocabulary as written: one term a line, `name: word or phrase, word or phrase`; `#` opens a remark. */
export type VocabularyText = string;

/** Phrases by their first stem, longest first. */
export type Vocabulary = Map<string, { stems: string[]; term: string }[]>;

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
    for (const phrase of content.slice(colon + 1).split(',')) addPhrase(vocabulary, term, phrase);
  }
  for (const list of vocabulary.values()) list.sort((a, b) => b.stems.length - a.stems.length);
  return vocabulary;
}

function addPhrase(vocabulary: Vocabulary, term: string, phrase: string): void {
  const { stems, words } = readSentence(phrase.trim());
  const kept = stems.length > 0 ? stems : words.map((word) => word.stem);
  const [first] = kept;
  if (first === undefined) return;
  const list = vocabulary.get(first);
  if (list === undefined) vocabulary.set(first, [{ stems: kept, term }]);
  else if (!list.some((entry) => entry.term === term && entry.stems.join(' ') === kept.join(' ')))
    list.push({ stems: kept, term });
}

/** A term found: `at` is the index of its first stem, `length` the number of stems. */
export interface TermHit {
  term: string;
  at: number;
  length: number;
}

/** Every term of a list of stems; the longest phrase at a place wins and its words are not read again. */
export function findTerms(vocabulary: Vocabulary, stems: readonly string[]): TermHit[] {
  const hits: TermHit[] = [];
  for (let at = 0; at < stems.length; at++) {
    const entries = vocabulary.get(stems[at] ?? '');
    const entry = entries?.find(({ stems: phrase }) =>
      phrase.every((stem, offset) => stems[at + offset] === stem),
    );
    if (!entry) continue;
    hits.push({ term: entry.term, at, length: entry.stems.length });
    at += entry.stems.length - 1;
  }
  return hits;
}

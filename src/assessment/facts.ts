import type { Category } from './assessment.ts';
import type { DocumentIndex } from './context.ts';
import type { Lexicon, VocabularyName } from './lexicon.ts';
import { readSentence, type Sentence } from './sentences.ts';
import type { Unit } from './units.ts';
import { topics, weightless } from './vocabulary/en/topics.ts';
import { findTerms, readVocabulary } from './vocabulary.ts';
import { stemOf } from './words.ts';

/** What a rule may ask about a unit. */
export interface Facts {
  unit: Unit;
  shape: 'same' | 'pair' | 'added' | 'removed';
  /** What the clause and the list are about, nearest first; empty when nothing tells. */
  topics: Category[];
  /** The sentence that stands in the newer text, or the one that went. */
  sentence: Sentence;
  lexicon: Lexicon;
  before: DocumentIndex;
  after: DocumentIndex;
  /** Stems renamed through the whole text, taken out of `lost` and `gained`. */
  lost: string[];
  gained: string[];
  /** Lost and gained stems that carry weight. */
  lostWeight: string[];
  gainedWeight: string[];
  /** Numbers (amounts, periods, ages) of one side only, as written with the word after them. */
  lostNumbers: string[];
  gainedNumbers: string[];
}

const topicVocabulary = readVocabulary(topics);
const weightlessStems = new Set(
  weightless
    .trim()
    .replace(/^\s*\w+:/, '')
    .split(',')
    .map((word) => stemOf(word.trim())),
);

const topicCache = new Map<string, Category[]>();

/** Categories that a title or lead-in names. */
export function topicsOf(text: string): Category[] {
  let found = topicCache.get(text);
  if (!found) {
    found = [...new Set(findTerms(topicVocabulary, readSentence(text)).map((hit) => hit.term as Category))];
    topicCache.set(text, found);
  }
  return found;
}

export function factsOf(
  unit: Unit,
  lexicon: Lexicon,
  before: DocumentIndex,
  after: DocumentIndex,
  renames: Renames,
): Facts {
  const sentence = unit.new ?? unit.old!;
  const shape =
    unit.old && unit.new
      ? unit.lost.length + unit.gained.length === 0
        ? 'same'
        : 'pair'
      : unit.new
        ? 'added'
        : 'removed';
  const lost = unit.lost.filter((stem) => !renames.lost.has(stem) || shape !== 'pair');
  const gained = unit.gained.filter((stem) => !renames.gained.has(stem) || shape !== 'pair');
  const surrounding = [unit.lead, ...unit.titles].filter((text) => text !== '');
  return {
    unit,
    shape,
    topics: [...new Set(surrounding.flatMap(topicsOf))],
    sentence,
    lexicon,
    before,
    after,
    lost,
    gained,
    lostWeight: lost.filter(hasWeight),
    gainedWeight: gained.filter(hasWeight),
    lostNumbers: shape === 'same' ? [] : numbersOf(unit.old, unit.new),
    gainedNumbers: shape === 'same' ? [] : numbersOf(unit.new, unit.old),
  };
}

export interface Renames {
  lost: Set<string>;
  gained: Set<string>;
  /** Readable pairs, `Polldaddy → Crowdsignal`. */
  pairs: { from: string; to: string; count: number }[];
}

export function hasWeight(stem: string): boolean {
  return !weightlessStems.has(stem) && !stem.startsWith('‹') && stem.length > 1;
}

/** Numbers in `a` that are not in `b`, each with the word after it: `30 days`. */
function numbersOf(a: Sentence | null, b: Sentence | null): string[] {
  const list = (sentence: Sentence | null) =>
    (sentence?.words ?? []).flatMap((word, index, words) =>
      /^[€$£¥]?\s?\d/.test(word.stem)
        ? [{ value: word.stem, label: `${word.text} ${words[index + 1]?.text ?? ''}`.trim() }]
        : [],
    );
  const there = list(b).map((number) => number.value);
  return list(a)
    .filter(({ value }) => {
      const at = there.indexOf(value);
      if (at >= 0) there.splice(at, 1);
      return at < 0;
    })
    .map(({ label }) => label);
}

export function gainedTerms(facts: Facts, name: VocabularyName): string[] {
  const before = facts.lexicon.terms(name, facts.unit.old);
  return [...facts.lexicon.terms(name, facts.unit.new)].filter((term) => !before.has(term));
}

export function lostTerms(facts: Facts, name: VocabularyName): string[] {
  const after = facts.lexicon.terms(name, facts.unit.new);
  return [...facts.lexicon.terms(name, facts.unit.old)].filter((term) => !after.has(term));
}

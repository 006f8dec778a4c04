import type { PolicyKind } from '../policy/policy.ts';
import type { AssessmentContext, Category } from './assessment.ts';
import type { DocumentIndex } from './context.ts';
import { namedDocuments } from './document-names.ts';
import type { AssessmentLanguage } from './languages/language.ts';
import { englishVocabularies, type Lexicon, type VocabularyName } from './lexicon.ts';
import { samePeriod } from './periods.ts';
import { readSentence, type Sentence, similarity, stemDifference } from './sentences.ts';
import type { Unit } from './units.ts';
import { topics } from './vocabulary/en/topics.ts';
import { findTerms, readVocabulary, type TermHit } from './vocabulary.ts';
import { hasWeight } from './weight.ts';
import { isFiller, maskText, stemOf, type Word } from './words.ts';

/** Everything that is the same for all units of one comparison. */
export interface Comparison {
  before: DocumentIndex;
  after: DocumentIndex;
  lexicon: Lexicon;
  renames: Renames;
  kind: PolicyKind;
  heldData: AssessmentContext['heldData'];
  /** In which reasons are given. */
  language: AssessmentLanguage;
}

/** What a rule may ask about a unit. */
export interface Facts extends Comparison {
  unit: Unit;
  shape: 'same' | 'pair' | 'added' | 'removed';
  /** The sentence that stands in the newer text, or the one that went. */
  sentence: Sentence;
  /** Its text with dates, addresses and references as signs. */
  masked: string;
  /** What the titles and the lead above it are about, nearest first. */
  topics: Category[];
  /** What its own verbs are about: collect, use, share, keep, decide. */
  deeds: Set<string>;
  /** Stems that went and came, without names exchanged through the whole text. */
  lost: string[];
  gained: string[];
  /** Those that carry weight. */
  lostWeight: string[];
  gainedWeight: string[];
  /** Numbers (amounts, periods, ages) of one side only, with the word after them. */
  lostNumbers: string[];
  gainedNumbers: string[];
  /** Likeness of the two sentences, 0–1; 0 for one-sided units. */
  likeness: number;
  /** Answers already found: several rules ask the same. */
  memory: Map<string, unknown>;
}

export interface Renames {
  lost: Set<string>;
  gained: Set<string>;
  /** Readable pairs, `Polldaddy → Crowdsignal`. */
  pairs: { from: string; to: string; count: number; stems: { from: string[]; to: string[] } }[];
  /** `went came` → how often this one word took the place of that one, names or not. */
  words: ReadonlyMap<string, number>;
}

const topicVocabulary = readVocabulary(topics);
const topicCache = new Map<string, Category[]>();

/** Categories that a title or lead-in names. */
export function topicsOf(text: string): Category[] {
  let found = topicCache.get(text);
  if (!found) {
    found = [...new Set(findTerms(topicVocabulary, readSentence(text)).map((hit) => hit.term as Category))];
    if (topicCache.size > 5000) topicCache.clear();
    topicCache.set(text, found);
  }
  return found;
}

export function factsOf(found: Unit, comparison: Comparison): Facts {
  const { lexicon, renames } = comparison;
  const sentence = (found.new ?? found.old)!;
  const pair = found.old !== null && found.new !== null;
  const slips = new Set(
    pair ? [...misspellings(found, lexicon), ...gluedNames(found, comparison), ...recounted(found)] : [],
  );
  const unit = { ...found, lost: without(found.lost, slips), gained: without(found.gained, slips) };
  const lost = pair ? without(unit.lost, renames.lost) : unit.lost;
  const gained = pair ? without(unit.gained, renames.gained) : unit.gained;
  const shape = pair
    ? unit.lost.length + unit.gained.length === 0
      ? 'same'
      : 'pair'
    : unit.new
      ? 'added'
      : 'removed';
  return {
    ...comparison,
    unit,
    shape,
    sentence,
    masked: maskText(sentence.text),
    topics: [...new Set([unit.lead, ...unit.titles].filter((text) => text !== '').flatMap(topicsOf))],
    deeds: new Set([...lexicon.terms('deeds', unit.old), ...lexicon.terms('deeds', unit.new)]),
    lost,
    gained,
    lostWeight: lost.filter(hasWeight),
    gainedWeight: gained.filter(hasWeight),
    lostNumbers: numbersOf(unit.old, lost),
    gainedNumbers: numbersOf(unit.new, gained),
    likeness: pair ? similarity(unit.old!, unit.new!) : 0,
    memory: new Map(),
  };
}

const without = (stems: readonly string[], some: ReadonlySet<string>) =>
  stems.filter((stem) => !some.has(stem));

/** Pairs one letter apart that are two words, not one word misspelt. */
const distinctWords = new Set([
  'prescrib proscrib',
  'casual causal',
  'later latter',
  'prevent present',
  'extern intern',
  'appeal appear',
  'device devise',
  'enter inter',
  'message massage',
  'statut status',
  'minor major',
]);

/** Stems that only differ by one letter, or by a missing space, from a stem of the other side. */
function misspellings(unit: Unit, lexicon: Lexicon): Set<string> {
  const found = gluedWords(unit);
  // "Theese" is no word that went.
  for (const sentence of [unit.old, unit.new])
    for (const word of sentence?.words ?? []) if (isDoubledFiller(word)) found.add(word.stem);
  if (unit.lost.length > 12 || unit.gained.length > 12) return found;
  // Small words too: "orby mail" for "or by mail".
  const [lost, gained] = onlyOnOneSide(unit.old, unit.new);
  const letters = (words: readonly Word[]) => words.map((word) => word.text.toLowerCase()).join('');
  const broken = /\ufffd/.test(`${unit.old?.text}${unit.new?.text}`);
  const [from, to] = [letters(lost), letters(gained)];
  if (lost.length + gained.length > 1 && (from === to || (broken && oneLetterApart(from, to))))
    return new Set([...lost, ...gained].map((word) => word.stem));
  for (const a of lost) {
    for (const b of gained) {
      const [x, y] = [a.text.toLowerCase(), b.text.toLowerCase()];
      if (Math.min(x.length, y.length) < leastLetters || /\d|‹/.test(x + y)) continue;
      if (distinctWords.has(`${a.stem} ${b.stem}`) || distinctWords.has(`${b.stem} ${a.stem}`)) continue;
      if (!oneLetterApart(x, y)) continue;
      if (Math.min(x.length, y.length) < longWord && !slipsInPhrase(unit, a, b, lexicon)) continue;
      found.add(a.stem);
      found.add(b.stem);
    }
  }
  return found;
}

/** Two short words one letter apart are two words, unless only one of them makes a known phrase with those before it. */
const longWord = 5;
const leastLetters = 4;

/** “Development kids” for “development kits”: the words before both are the same and make a phrase of three with one. */
function slipsInPhrase({ old, new: next }: Unit, a: Word, b: Word, lexicon: Lexicon): boolean {
  const [from, to] = [old!.words.indexOf(a), next!.words.indexOf(b)];
  if (
    [1, 2].some(
      (back) => !old!.words[from - back] || old!.words[from - back]?.stem !== next!.words[to - back]?.stem,
    )
  )
    return false;
  return [[old!, from] as const, [next!, to] as const].some(([sentence, at]) =>
    (Object.keys(englishVocabularies) as VocabularyName[]).some((name) =>
      lexicon.find(name, sentence).some((hit) => hit.end === at + 1 && hit.end - hit.at >= 3),
    ),
  );
}

/** A small word with one letter twice. */
function isDoubledFiller(word: Word): boolean {
  const { text } = word;
  if (text.length < 5 || isFiller(word)) return false;
  return [...text].some(
    (letter, at) =>
      letter === text[at + 1] && isFiller({ text: text.slice(0, at) + text.slice(at + 1), stem: '' }),
  );
}

/** A page captured without its line breaks runs words together: `who` `processes` → `whoprocesses`. */
function gluedWords({ old, new: next, lost, gained }: Unit): Set<string> {
  const found = new Set<string>();
  const moved = new Set([...lost, ...gained]);
  for (const [here, there] of [
    [old, next],
    [next, old],
  ] as const) {
    const long = (here?.words ?? []).filter((word) => moved.has(word.stem) && word.text.length >= 6);
    if (long.length === 0 || !there) continue;
    const sought = new Map(long.map((word) => [word.text.toLowerCase(), word]));
    for (const start of there.words.keys()) {
      let letters = '';
      for (let end = start; end < Math.min(start + 4, there.words.length); end++) {
        letters += there.words[end]!.text.toLowerCase();
        const glued = end > start ? sought.get(letters) : undefined;
        if (!glued) continue;
        for (const word of [glued, ...there.words.slice(start, end + 1)]) found.add(word.stem);
      }
    }
  }
  return found;
}

/** A new name run together with the word beside it: `ACMESHALL`. */
function gluedNames({ old, new: next, lost, gained }: Unit, { renames }: Comparison): string[] {
  return (
    [
      [old, lost, gained, renames.lost],
      [next, gained, lost, renames.gained],
    ] as const
  ).flatMap(([side, moved, missing, names]) =>
    (names.size === 0 ? [] : (side?.words ?? [])).flatMap(({ stem, text }) => {
      const low = text.toLowerCase();
      const name = moved.includes(stem) && [...names].find((part) => low.startsWith(part));
      const rest = name ? stemOf(low.slice(name.length)) : '';
      return missing.includes(rest) ? [stem, rest] : [];
    }),
  );
}

/** The words, small ones too, that one sentence has more often than the other. */
function onlyOnOneSide(old: Sentence | null, next: Sentence | null): [Word[], Word[]] {
  const difference = stemDifference(
    (old?.words ?? []).map((word) => word.stem),
    (next?.words ?? []).map((word) => word.stem),
  );
  const pick = (sentence: Sentence | null, stems: string[]) =>
    (sentence?.words ?? []).filter((word) => {
      const at = stems.indexOf(word.stem);
      if (at >= 0) stems.splice(at, 1);
      return at >= 0;
    });
  return [pick(old, difference.onlyA), pick(next, difference.onlyB)];
}

function oneLetterApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const [x, y] = [a.length - start - end, b.length - start - end];
  return (x <= 1 && y <= 1) || (x === 2 && y === 2 && a[start] === b[start + 1] && a[start + 1] === b[start]);
}

const units =
  /^(?:minute|hour|day|week|month|quarter|year|percent|euro|dollar|pound|eur|usd|gbp|chf|user|seat|gb|mb)s?$|^[%€$£]$/i;

const frequencies: Record<string, string> = {
  hourly: 'hour',
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  yearly: 'year',
  annually: 'year',
  annual: 'year',
};

/** Numbers among the stems of one side only, with their unit: `30 days`. */
function numbersOf(sentence: Sentence | null, stems: readonly string[]): string[] {
  const left = stems.filter((stem) => /^[€$£¥]?\s?\d/.test(stem));
  const moved = new Set(stems);
  return (sentence?.words ?? []).flatMap((word, index, words) => {
    const at = left.indexOf(word.stem);
    const next = words[index + 1];
    const unit = next && units.test(next.text) ? next : undefined;
    // "one month" to "one year": the figure stayed, what it counts did not.
    const recounted = unit !== undefined && /^\d/.test(word.stem) && stems.includes(unit.stem);
    // "Weekly" and "every quarter" count one.
    const often = frequencies[word.text.toLowerCase()];
    if (often && moved.has(word.stem)) return [`1 ${often}`];
    if (
      moved.has(word.stem) &&
      /^(?:day|week|month|quarter|year)$/i.test(word.text) &&
      /^(?:an?|each|every|per)$/i.test(words[index - 1]?.text ?? '')
    )
      return [`1 ${word.text.toLowerCase()}`];
    if (at < 0 && !recounted) return [];
    if (at >= 0) left.splice(at, 1);
    // "One of the companies" counts nothing.
    if (!unit && /^one$/i.test(word.text) && next?.text === 'of') return [];
    if (!unit && isPartOfName(words, index)) return [];
    return [unit ? `${word.stem} ${unit.text}` : word.stem];
  });
}

/** The 5 of "PlayStation 5": a small number behind a name that is written with two capitals or a sign. */
function isPartOfName(words: readonly Word[], index: number): boolean {
  return /^\d{1,2}$/.test(words[index]!.text) && /\p{Ll}\p{Lu}/u.test(words[index - 1]?.text ?? '');
}

/** Stems of a period that only counts in other units: `2 weeks` for `14 days`. */
function recounted({ old, new: next, lost, gained }: Unit): string[] {
  const [from, to] = [numbersOf(old, lost), numbersOf(next, gained)];
  if (from.length !== to.length || !from.every((label, index) => samePeriod(label, to[index]!))) return [];
  const moved = new Set([...lost, ...gained]);
  return [...from, ...to]
    .flatMap((label) => label.split(' '))
    .map(stemOf)
    .filter((stem) => moved.has(stem));
}

/** Terms that stand in the new sentence and not in the old, with a word that came. */
export function gainedTerms(facts: Facts, name: VocabularyName): TermHit[] {
  return remember(facts, `gained ${name}`, () =>
    oneSided(facts, name, facts.unit.new, facts.unit.old, facts.gained),
  );
}

/** Terms that stood in the old sentence and not in the new, with a word that went. */
export function lostTerms(facts: Facts, name: VocabularyName): TermHit[] {
  return remember(facts, `lost ${name}`, () =>
    oneSided(facts, name, facts.unit.old, facts.unit.new, facts.lost),
  );
}

/** Answers a question about a unit once. */
export function remember<T>(facts: Facts, question: string, answer: () => T): T {
  if (facts.memory.has(question)) return facts.memory.get(question) as T;
  const value = answer();
  facts.memory.set(question, value);
  return value;
}

/** Vocabularies whose terms may be affirmed or denied. */
const polarity: ReadonlySet<VocabularyName> = new Set([
  'dataTypes',
  'purposes',
  'recipients',
  'saleWords',
  'graveUses',
  'tracking',
]);

/** "And" and "or" come and go with every rewording; one denial of two does not. */
const countsTerms = (name: VocabularyName, term: string): boolean =>
  polarity.has(name) ||
  (name === 'operators' && /^(?:not|without|only|unless|excluding|explicit|irrevocable)$/.test(term));

function oneSided(
  facts: Facts,
  name: VocabularyName,
  here: Sentence | null,
  there: Sentence | null,
  stems: readonly string[],
): TermHit[] {
  if (!here) return [];
  // What is denied and what is affirmed are two things: "we sell" is not in "we do not sell". Counted, because a
  // term may come to one half of a sentence and stand in the other already.
  const signed = (sentence: Sentence, hit: TermHit) =>
    `${polarity.has(name) && isNegated(sentence, hit.at) ? 'not ' : ''}${hit.term}`;
  const left = new Map<string, number>();
  for (const hit of there ? facts.lexicon.find(name, there) : []) {
    const key = signed(there!, hit);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  const either = facts.lexicon.terms(name, there);
  const changed = new Set(stems);
  const seen = new Set<string>();
  // "Data" after "sensitive personal" names nothing that was not named.
  const touches = (hit: TermHit) => {
    const own = here.words.slice(hit.at, hit.end).map((word) => word.stem);
    const named = own.filter((stem) => stem !== 'data' && stem !== 'personal');
    const stays = named.length > 0 && there !== null && named.every((stem) => there.counts.has(stem));
    return (stays ? named : own).some((stem) => changed.has(stem));
  };
  const found = facts.lexicon.find(name, here);
  const hits = saysByName.has(name) ? found.filter((hit) => !standsInName(here, hit)) : found;
  const surplus = new Map<string, number>();
  for (const hit of hits) surplus.set(signed(here, hit), (surplus.get(signed(here, hit)) ?? 0) + 1);
  return hits.filter((hit) => {
    const key = signed(here, hit);
    const before = left.get(key) ?? 0;
    if (
      seen.has(hit.term) ||
      (before > 0 && !(countsTerms(name, hit.term) && (surplus.get(key) ?? 0) > before))
    )
      return false;
    const turned = before === 0 && either.has(hit.term);
    if (!turned && !touches(hit)) return false;
    seen.add(hit.term);
    return true;
  });
}

/** What the name of a document may speak of without saying it; disputes and money are said wherever they stand. */
const saysByName: ReadonlySet<VocabularyName> = new Set([
  'dataTypes',
  'purposes',
  'recipients',
  'saleWords',
  'rights',
  'tracking',
  'children',
  'security',
  'retention',
  'legalTerms',
]);
const saidAnyway: ReadonlySet<string> = new Set([
  'disputes',
  'liability',
  'warranty',
  'indemnity',
  'termination',
]);

function standsInName(sentence: Sentence, { term, at, end }: TermHit): boolean {
  if (saidAnyway.has(term)) return false;
  const named = namedDocuments(sentence);
  for (let index = at; index < end; index++) if (!named.has(index)) return false;
  return named.size > 0;
}

const negations = new Set([
  'not',
  'never',
  'no',
  'nor',
  'neither',
  'without',
  'none',
  'stop',
  'ceas',
  'refrain',
  'nobodi',
]);
const clauseBreaks = /^(?:but|unless|except|although|though|however|if|because)$/;

/** True when a negation governs the words at `at`: in the same part of the sentence, at most 12 words before. */
export function isNegated(sentence: Sentence, at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 12); i--) {
    const word = sentence.words[i]!;
    if (negations.has(word.stem)) {
      // "Without your password" denies its own few words, not what follows them.
      if (word.stem === 'without' && at - i > 5) continue;
      const next = sentence.words[i + 1]?.stem;
      // "not only … but also" and "no later than" deny nothing.
      return !(
        next === 'on' ||
        next === 'onli' ||
        next === 'later' ||
        next === 'limit' ||
        (next === 'longer' && word.stem !== 'no')
      );
    }
    if (clauseBreaks.test(word.text.toLowerCase())) return false;
  }
  return false;
}

const documentTerms = new WeakMap<DocumentIndex, Map<string, Set<string>>>();

/** Terms of a vocabulary that a document states anywhere; `affirmed` leaves out those that stand in denials only. */
export function termsOfDocument(
  facts: Pick<Facts, 'lexicon'>,
  index: DocumentIndex,
  name: VocabularyName,
  affirmed = false,
): Set<string> {
  const memory = documentTerms.get(index) ?? new Map<string, Set<string>>();
  documentTerms.set(index, memory);
  const id = `${name}${affirmed}`;
  let terms = memory.get(id);
  if (!terms) {
    terms = new Set();
    for (const { sentence } of index.list) {
      for (const hit of facts.lexicon.find(name, sentence)) {
        if (!affirmed || !isNegated(sentence, hit.at)) terms.add(hit.term);
      }
    }
    memory.set(id, terms);
  }
  return terms;
}

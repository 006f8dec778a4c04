import { type Facts, gainedTerms, lostTerms } from '../facts.ts';
import type { VocabularyName } from '../lexicon.ts';
import type { Sentence } from '../sentences.ts';
import { isFiller, type Word } from '../words.ts';

/** What the recognisers share. */

export type Ask = (facts: Facts) => string | null;

export const yes = (holds: boolean, text = ' '): string | null => (holds ? text : null);

export const start = (facts: Facts): string => facts.masked.replace(/^[^\p{L}‹]+/u, '');

/** The words of one side whose stems changed. */
export function changedWords(facts: Facts, side: 'old' | 'new'): Word[] {
  const stems = side === 'old' ? [...facts.lost] : [...facts.gained];
  return (facts.unit[side]?.words ?? []).filter((word) => {
    const at = stems.indexOf(word.stem);
    if (at < 0) return false;
    stems.splice(at, 1);
    return true;
  });
}

export const weighty = (facts: Facts): string[] => [...facts.lostWeight, ...facts.gainedWeight];

export function vocabularyHits(facts: Facts, names: readonly VocabularyName[]): number {
  return names.reduce(
    (sum, name) => sum + gainedTerms(facts, name).length + lostTerms(facts, name).length,
    0,
  );
}

export const subjects = [
  'dataTypes',
  'purposes',
  'recipients',
  'saleWords',
  'rights',
  'transfers',
  'children',
  'legalTerms',
  'feeWords',
] as const;

export function shown(facts: Facts, side: 'old' | 'new'): string {
  return changedWords(facts, side)
    .filter((word) => !isFiller(word))
    .map((word) => word.text)
    .join(' ');
}

export function wordsShown(facts: Facts, side: 'old' | 'new', stems: readonly string[]): string {
  return changedWords(facts, side)
    .filter((word) => stems.includes(word.stem))
    .map((word) => word.text)
    .slice(0, 6)
    .join(' ');
}

export function sideNames(facts: Facts, side: 'old' | 'new'): string {
  const stems = new Set(side === 'old' ? facts.unit.lost : facts.unit.gained);
  const words = (facts.unit[side]?.words ?? []).filter((word) => stems.has(word.stem) && !isFiller(word));
  return [...new Set(words.map((word) => word.text))].slice(0, 8).join(' ');
}

export function quoteShort(text: string): string {
  return `“${text.length > 90 ? `${text.slice(0, 88).replace(/\s+\S*$/, '')}…` : text}”`;
}

/** Who does what: pronoun or denial with the word it stands before. */
export function roles(sentence: Sentence): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const { words } = sentence;
  for (const [index, word] of words.entries()) {
    const after = words.slice(index + 1, index + 6);
    const at = after.findIndex(
      (other) => !isFiller(other) && !/^(?:may|wil|must|should|not|onli|also|.{3,}li)$/.test(other.stem),
    );
    const next = after[at]?.stem;
    // "You will be charged" says what is done to you, not what you do.
    const passive = after
      .slice(0, Math.max(0, at))
      .some((other) => /^(?:be|been|being|are|is|was|were)$/i.test(other.text));
    if (!next || passive || /^(?:and|or|we|us|you)$/.test(next)) continue;
    if (!/^(?:we|us|you|not|never|unles|except|without|from)$/.test(word.stem)) continue;
    const role = word.stem === 'us' ? 'we' : word.stem;
    const set = found.get(role) ?? new Set();
    set.add(next);
    found.set(role, set);
  }
  return found;
}

/** The words are the same or nearly so, but who does what, or what is denied, changed places. */
export function turned(facts: Facts): string | null {
  const { old, new: next } = facts.unit;
  if (!old || !next || weighty(facts).length > 2 || old.key === next.key) return null;
  const before = roles(old);
  const after = roles(next);
  for (const [role, verbs] of before) {
    for (const stem of verbs) {
      if (after.get(role)?.has(stem)) continue;
      const other = [...after].find(
        ([name, set]) => name !== role && set.has(stem) && !before.get(name)?.has(stem),
      );
      const moved = [...(after.get(role) ?? [])].find((name) => !verbs.has(name) && old.stems.includes(name));
      const subject = /^(?:we|you)$/.test(role);
      if (
        subject ? other && /^(?:we|you)$/.test(other[0]) : moved !== undefined && next.stems.includes(stem)
      ) {
        const shown = next.words.find((word) => word.stem === stem)?.text ?? stem;
        return subject
          ? `“${role} … ${shown}” became “${other![0]} … ${shown}”`
          : `“${role}” now stands before “${next.words.find((word) => word.stem === moved)?.text ?? moved}” instead of “${shown}”`;
      }
    }
  }
  return null;
}

/** The sentence begins with another actor: either party, we, you. */
export function actorExchanged(facts: Facts): string | null {
  if (facts.shape !== 'pair' || facts.likeness < 0.4) return null;
  const actorOf = (text: string) =>
    /^(?:we|you|(?:either|neither|each|any|no) party|both parties|the parties|(?:the )?(?:users?|customers?|members?|subscribers?|sellers?|buyers?))\b/i
      .exec(text.replace(/^[^\p{L}]+/u, ''))?.[0]
      .toLowerCase();
  const passive = /^\W*(?:we|you) (?:\w+ ){0,2}(?:be|been|are|is|were) (?:\w+ly )?\w+(?:ed|en|ld|nt)\b/i;
  if ([facts.unit.old, facts.unit.new].some((side) => passive.test(side!.text))) return null;
  const [from, to] = [actorOf(facts.unit.old!.text), actorOf(facts.unit.new!.text)];
  if (
    !from ||
    !to ||
    from === to ||
    (/^(?:the )?(?:user|customer|member|subscriber)/.test(from) && to === 'you')
  )
    return null;
  if (
    /^(?:the )?(?:user|customer|member|subscriber)/.test(to) &&
    (from === 'you' || /^(?:the )?(?:user|customer|member|subscriber)/.test(from))
  )
    return null;
  return `“${from}” became “${to}”`;
}

/** Another letter of Article 6(1) GDPR is cited: another legal basis. */
export function basisExchanged(facts: Facts): string | null {
  const letters = (stems: readonly string[]) =>
    stems.flatMap((stem) => /^‹basis:(.)›$/.exec(stem)?.[1] ?? []).join(', ');
  const [from, to] = [letters(facts.lost), letters(facts.gained)];
  return from && to ? `Article 6(1)(${from}) became (${to})` : null;
}

/** A word of logic came, went or was exchanged; "and" or "will" alone is style. */
export function logicMoved(facts: Facts): boolean {
  const came = gainedTerms(facts, 'operators').map((hit) => hit.term);
  const went = lostTerms(facts, 'operators').map((hit) => hit.term);
  const strong = (terms: string[]) =>
    terms.filter((term) => !['and', 'or', 'will', 'all', 'from'].includes(term));
  return strong(came).length + strong(went).length > 0 || (came.length > 0 && went.length > 0);
}

/** The new words continue a name that stays, and the text before knew them: `Play Store` → `Google Play`. */
export function partOfKnownName(facts: Facts): boolean {
  const words = facts.unit.new!.words;
  return changedWords(facts, 'new').every((word) => {
    const at = words.indexOf(word);
    const beside = [words[at - 1], words[at + 1]].some(
      (other) => other && /^\p{Lu}/u.test(other.text) && !facts.gained.includes(other.stem),
    );
    return beside && facts.before.stems.has(word.stem);
  });
}

/** The maker's own name stands before what changed on both sides: `Ledger Desk` → `Ledger Hand`, a product of its own. */
export function ownProduct({ unit, lost, gained, before, after }: Facts): boolean {
  const opening = new Set(before.list.slice(0, 8).flatMap(({ sentence }) => sentence.stems));
  return [
    { sentence: unit.old!, stems: lost },
    { sentence: unit.new!, stems: gained },
  ].every(({ sentence: { words }, stems }) => {
    const first = words.findIndex((word) => stems.includes(word.stem));
    const maker = words[first - 1];
    const last = words.findLastIndex((word) => stems.includes(word.stem));
    return (
      maker !== undefined &&
      last - first < mostWordsOfName &&
      /^\p{Lu}/u.test(maker.text) &&
      opening.has(maker.stem) &&
      [before, after].every((index) => (index.stems.get(maker.stem) ?? 0) >= leastOwnName)
    );
  });
}

const mostWordsOfName = 3;
/** The company that speaks is named at least so often. */
const leastOwnName = 5;

/** Sentences that say where data are. */
export const placeOfData =
  /\b(?:transfer\w*|stor(?:e|es|ed|ing|age)|process(?:es|ed|ing)?|host(?:s|ed|ing)?|located|servers?|data cent(?:er|re)s?|kept|keep|held|hold|sent|send|access(?:ed)?)\b/i;

/** What data lie on or in. */
const keepsData = /\b(?:servers?|data cent(?:er|re)s?|data|records|backups?|archives?|books)\b/i;

/** One street and number for another, whatever the language of the street. */
export function addressExchanged(facts: Facts): boolean {
  const [from, to] = (['old', 'new'] as const).map((side) =>
    changedWords(facts, side).filter((word) => !isFiller(word)),
  );
  if (!from?.length || !to?.length || from.length + to.length > 24) return false;
  const label =
    /^(?:[\p{Lu}\d]|(?:de|du|des|la|le|van|der|str|no|nr|n|th|st|nd|rd|rue|avenue|boulevard|bd|cours|impasse|street|square|place|quai|chemin|allée|via|calle|plaza)$)/u;
  if (![...from, ...to].every((word) => label.test(word.text))) return false;
  const hasNumber = (words: typeof from) => words.some((word) => /^\d/.test(word.text));
  const hasName = (words: typeof from) => words.some((word) => /^\p{Lu}\p{L}{2}/u.test(word.text));
  if (!hasNumber(from) || !hasNumber(to) || !(hasName(from) || hasName(to))) return false;
  // A figure that counts something is no house number.
  if ([...facts.lostNumbers, ...facts.gainedNumbers].some((label) => /[ %€$£¥.]/.test(label))) return false;
  const keeps = keepsData.test(facts.sentence.text);
  if (vocabularyHits(facts, ['places']) > 0 && keeps) return false;
  if (/\b(?:postal|mail|post|letter|attn|attention|address|office)\b/i.test(facts.sentence.text)) return true;
  if (!keeps && /\blocated at\b/i.test(facts.sentence.text)) return true;
  const { words } = facts.unit.new!;
  const at = words.indexOf(to[0]!);
  return !placeOfData.test(
    words
      .slice(Math.max(0, at - 4), at)
      .map((word) => word.text)
      .join(' '),
  );
}

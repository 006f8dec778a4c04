import { excerptAround } from '../excerpt.ts';
import { type Facts, gainedTerms, isNegated, lostTerms, termsOfDocument } from '../facts.ts';
import type { Sentence } from '../sentences.ts';
import { type Ask, yes } from './ask.ts';

/** What a notice is not enough for. */

/** A promise not to do something with data went, or was turned. */
function promiseDropped(facts: Facts): string | null {
  const { old, new: next } = facts.unit;
  if (!old || facts.shape === 'same') return null;
  for (const hit of facts.lexicon.find('deeds', old)) {
    if (!/^(?:share|use|keep|collect)$/.test(hit.term) || !isNegated(old, hit.at)) continue;
    const stem = old.words[hit.at]?.stem;
    if (
      next &&
      facts.lexicon
        .find('deeds', next)
        .some(
          (other) =>
            isNegated(next, other.at) && (other.term === hit.term || next.words[other.at]?.stem === stem),
        )
    )
      continue;
    if (
      !/\b(?:we|us|our|company|data|information|content|\p{Lu}\w+)\b/u.test(old.text) ||
      /\b(?:you (?:may|must|shall|will|agree|should) not|if you do not|users? (?:may|must) not)\b/i.test(
        old.text,
      )
    )
      continue;
    return `“${denial(old, hit.at)}”`;
  }
  return null;
}

/** Grave uses that the old sentence denied and the new one affirms. */
function turnedAround(facts: Facts) {
  const { old, new: next } = facts.unit;
  if (!old || !next) return [];
  const denied = new Set(
    facts.lexicon
      .find('graveUses', old)
      .filter((hit) => isNegated(old, hit.at))
      .map((hit) => hit.term),
  );
  return facts.lexicon
    .find('graveUses', next)
    .filter((hit) => denied.has(hit.term) && !isNegated(next, hit.at));
}

/** The sentence with the denial, or the part of a long one that has it. */
export function denial({ text, words }: Sentence, at: number): string {
  let from = 0;
  for (const word of words.slice(0, at + 1)) from = Math.max(from, text.indexOf(word.text, from));
  return excerptAround(text, from, from, 160);
}

export const graveRecognisers = {
  promiseDropped,

  /** The promise was about sharing, selling or using what is held, not about collecting. */
  heldPromiseDropped: (facts: Facts) => {
    const { old, new: next } = facts.unit;
    if (
      !old ||
      facts.shape === 'same' ||
      // What cannot be helped is no promise.
      /\b(?:not able|unable) to\b/i.test(old.text) ||
      (facts.kind === 'terms' && !/\b(?:data|information|content)\b/i.test(old.text))
    )
      return null;
    const text = promiseDropped(facts);
    if (
      !text ||
      !/\b(?:[Ww]e|us|our|[Nn]or|company)\b|\b\p{Lu}\w+ (?:does|will) (?:not|never)\b/u.test(old.text)
    )
      return null;
    if (
      !/\b(?:not|never|no longer)\b(?: \w+){0,3} (?:sell|rent|share|disclose|trade|give|transfer|use|train|combine|merge|license|provide|pass|analy[sz]e|read|scan)\b/i.test(
        old.text,
      )
    )
      return null;
    const still = termsOfDocument(facts, facts.after, 'saleWords');
    if (facts.shape === 'removed' && lostTerms(facts, 'saleWords').some((hit) => still.has(hit.term)))
      return null;
    return next && facts.likeness < 0.4 ? null : text;
  },

  /** A use that needs more than a notice is new in the text and not limited to new data. */
  graveUse: (facts: Facts) => {
    if (
      !facts.unit.new ||
      !/\b(?:data|information|content|documents?|files?|messages?|photos?|you|your|they|it|them|inputs?|pins?|posts?)\b/i.test(
        facts.unit.new.text,
      )
    )
      return null;
    const affirmed = termsOfDocument(facts, facts.before, 'graveUses', true);
    const hits = gainedTerms(facts, 'graveUses').concat(turnedAround(facts));
    const { words } = facts.unit.new;
    // "from data brokers": a source, no recipient.
    const comesFrom = (at: number) =>
      words.slice(Math.max(0, at - 3), at).some(({ text }) => text === 'from');
    const fresh = hits.filter(
      (hit) => !affirmed.has(hit.term) && !isNegated(facts.unit.new!, hit.at) && !comesFrom(hit.at),
    );
    if (
      fresh.length === 0 ||
      /\b(?:opt-out|unsubscribe|right to|may object|do not sell)\b/i.test(facts.masked)
    )
      return null;
    return [...new Set(fresh.map((hit) => hit.term))].join(', ');
  },

  /** Reaches back to data already held. */
  reachesBack: (facts: Facts) => {
    const next = facts.unit.new;
    if (!next) return null;
    if (/\b(?:verify|right to|request to|your request|you may request|delete your)\b/i.test(next.text))
      return null;
    const keptBefore = facts.lexicon.terms('limitedToNew', facts.unit.old).has('held data untouched');
    const found = keptBefore ? facts.lexicon.find('reachesBack', next) : gainedTerms(facts, 'reachesBack');
    const hit = found.find(({ at }) => !isNegated(next, at));
    if (!hit || facts.lexicon.terms('limitedToNew', next).has('held data untouched')) return null;
    if (!(facts.deeds.size > 0 || /\b(?:apply|applies|effective|train|model)\b/i.test(next.text)))
      return null;
    return next.words
      .slice(hit.at, hit.end)
      .map((word) => word.text)
      .join(' ');
  },

  /** Says that data already held stays under the old text, or that only new data is meant. */
  limited: (facts: Facts) => yes(facts.unit.new !== null && gainedTerms(facts, 'limitedToNew').length > 0),
} satisfies Record<string, Ask>;

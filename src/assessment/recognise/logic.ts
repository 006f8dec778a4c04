import type { Facts } from '../facts.ts';
import { comparePeriods } from '../periods.ts';
import { readSentence } from '../sentences.ts';
import { hasVerb } from '../verb.ts';
import { areOpposites } from '../vocabulary/en/opposites.ts';
import { hasWeight } from '../weight.ts';
import { isFiller } from '../words.ts';
import {
  type Ask,
  actorExchanged,
  basisExchanged,
  changedWords,
  shown,
  turned,
  weighty,
  wordsShown,
  yes,
} from './ask.ts';

/** Topics of what is done with data, or owed. */
const practices: readonly string[] = [
  'collection',
  'purpose',
  'sharing',
  'retention',
  'sale-ads',
  'rights',
  'legal-terms',
  'fees',
  'cookies',
  'transfers',
  'security',
];

/** Single words that turn a sentence round, and what no vocabulary knows. */

const mostWordsOfEntry = 4;

export const logicRecognisers = {
  actorExchanged,

  basisExchanged,

  /** “And” and “or” in a list of names that nobody has to agree with: the same list. */
  namesJoined: ({ unit }: Facts) =>
    yes(
      [unit.old, unit.new].every((side) => /\p{Lu}\p{L}+, (?:the )?\p{Lu}/u.test(side?.text ?? '')) &&
        !/\b(?:agree|approv|consent|permi|sign)/i.test(unit.new?.text ?? '') &&
        [unit.old, unit.new].every(
          (side) =>
            side?.words.every(
              ({ text }, at) =>
                !/^(?:and|or)$/i.test(text) ||
                ([1, 2].some((step) => /^\p{Lu}/u.test(side.words[at + step]?.text ?? '')) &&
                  /^\p{Lu}/u.test(side.words[at - 1]?.text ?? '')),
            ) === true,
        ),
    ),

  /** Entries of a list went out of “we do not …”, and nothing took their place. */
  promiseNarrowed: (facts: Facts) => {
    const { old, new: next } = facts.unit;
    const denied = /^[^,;]{0,60}\bwe (?:do|will|shall|would) (?:not|never)\b/i;
    if (![old, next].every((side) => denied.test(side?.text ?? ''))) return null;
    const list = old!.text.split(/\b(?:unless|except)\b/i)[0]!;
    if (!/, .*\b(?:or|and)\b/.test(list)) return null;
    const kept = next!.text.split(/\b(?:unless|except)\b/i)[0]!;
    const [from, to] = [readSentence(list), readSentence(kept)];
    const went = from.words.filter(
      (word) => !isFiller(word) && hasWeight(word.stem) && !to.counts.has(word.stem),
    );
    if (
      went.length === 0 ||
      went.length > mostWordsOfEntry ||
      to.stems.some((stem) => hasWeight(stem) && !from.counts.has(stem))
    )
      return null;
    return went.map((word) => word.text).join(' ');
  },

  turned,

  /** A number came, went or changed; says how periods moved. */
  number: (facts: Facts) => {
    if (facts.shape !== 'pair') return null;
    const from = facts.lostNumbers.join(', ');
    const to = facts.gainedNumbers.join(', ');
    if (from === '' && to === '') return null;
    // A postcode in the label of a button counts nothing.
    const { text, words } = facts.sentence;
    if (words.length <= 4 && facts.unit.lead === '' && facts.unit.block !== 'row' && !/[%€$£¥:]/.test(text))
      if (![...facts.lostNumbers, ...facts.gainedNumbers].some((label) => label.includes(' '))) return null;
    if (from && to) {
      const way = comparePeriods(facts.lostNumbers, facts.gainedNumbers);
      const period = way === 'longer' || way === 'shorter';
      const age = /\b(?:years old|years of age|age of|under (?:the age of )?\d|aged?)\b/i.test(
        facts.sentence.text,
      );
      if (period || age) return `the ${age ? 'age' : 'period'} went from ${from} to ${to}`;
      return `${from} became ${to}`;
    }
    return from ? `${from} is gone` : `${to} is new`;
  },

  /** A word was exchanged for its opposite. */
  opposite: (facts: Facts) => {
    if (facts.shape !== 'pair' || facts.likeness < 0.4) return null;
    for (const went of facts.lost) {
      for (const came of facts.gained) {
        const prefixed = /^(?:un|non|in|im|ir|dis)/;
        if (
          went.replace(prefixed, '') === came ||
          came.replace(prefixed, '') === went ||
          areOpposites(went, came)
        ) {
          const [from, to] = [
            changedWords(facts, 'old').find((word) => word.stem === went),
            changedWords(facts, 'new').find((word) => word.stem === came),
          ];
          return `“${from?.text ?? went}” became “${to?.text ?? came}”`;
        }
      }
    }
    return null;
  },

  /** Words that are new in the whole text took the place of words that are gone from it. */
  unknownExchange: (facts: Facts) => {
    if (facts.shape !== 'pair' || facts.likeness < 0.3) return null;
    const came = facts.gainedWeight.filter((stem) => !facts.before.stems.has(stem));
    const went = facts.lostWeight.filter((stem) => !facts.after.stems.has(stem));
    if (came.length === 0 || went.length === 0) return null;
    // `confidential` for `confidentiality`, one product name for another.
    const related = (x: string, y: string) =>
      x.slice(0, 6) === y.slice(0, 6) || x.startsWith(y) || y.startsWith(x);
    if (came.some((stem) => went.some((other) => related(stem, other)))) return null;
    const names = [...changedWords(facts, 'old'), ...changedWords(facts, 'new')].filter((word) =>
      hasWeight(word.stem),
    );
    if (names.every((word) => /^\p{Lu}/u.test(word.text))) return null;
    const contract = facts.kind === 'terms' || facts.kind === 'other';
    if (!contract && facts.deeds.size === 0) return null;
    return `“${wordsShown(facts, 'old', went)}” became “${wordsShown(facts, 'new', came)}”`;
  },

  /** The two sentences are close enough for a single word to be the change. */
  /** The company is to do something for the reader: delete, tell, refund, ask, protect. */
  keptPromise: (facts: Facts) =>
    yes(
      /\b[Ww]e\b(?: \w+){0,4} (?:delet|eras|destroy|anonymi[sz]|notif|inform|tell|ask|refund|repay|credit|encrypt|protect|limit|require|answer|respond|return|honou?r|obtain|provide you)/.test(
        facts.sentence.text,
      ),
    ),

  /** The reader uses a right or a choice. */
  readerActs: (facts: Facts) =>
    yes(
      /\b(?:you|your|users?|customers?|members?)\b/i.test(facts.sentence.text) &&
        !/\b(?:we|us) (?:may|can|reserve|will|might)\b/i.test(facts.sentence.text) &&
        /\b(?:withdraw|object|opt-|unsubscribe|revoke|cancel|delet|erase|disable|turn off|deactivate|terminate|end|export|change your|correct|restrict)/i.test(
          facts.masked,
        ),
    ),

  close: (facts: Facts) => yes(facts.likeness >= 0.6),

  pureAddition: (facts: Facts) => yes(facts.lostWeight.length === 0),

  pureRemoval: (facts: Facts) => yes(facts.gainedWeight.length === 0),

  /** A sentence with a verb, or a line under a lead or in a table. */
  statement: (facts: Facts) =>
    yes(
      hasVerb(facts.sentence.text) ||
        // A long line of names is an address or a menu, unless lists of names are what the document is made of.
        (facts.sentence.words.length >= 9 &&
          (facts.shape === 'pair' ||
            /^(?:subprocessors|cookies)$/.test(facts.kind) ||
            facts.sentence.words.filter((word) => /^[\p{Lu}\d]/u.test(word.text)).length <
              facts.sentence.words.length / 2)) ||
        facts.unit.lead !== '' ||
        facts.unit.block === 'row',
    ),

  /** At least four words: more than a label. */
  // An entry of a list or a table says a whole thing in a word.
  sentence: ({ sentence, unit }: Facts) =>
    yes(sentence.words.length >= 4 || unit.block === 'item' || unit.block === 'row'),

  /** Words with weight that stand nowhere else in the other text came (or went) where a practice is described. */
  unknownItem: (facts: Facts) => {
    if (facts.shape !== 'pair' || facts.likeness < 0.4) return null;
    // In a list of data or recipients a known word names a new member as well.
    const listed = /^(?:sharing|collection)$/.test(facts.topics[0] ?? '');
    // A name that takes the place of a pronoun stood in the sentence before.
    const [old, next] = [
      readSentence(facts.unit.change.old ?? ''),
      readSentence(facts.unit.change.new ?? ''),
    ];
    const came = facts.gainedWeight.filter((stem) =>
      listed ? !old.counts.has(stem) : !facts.before.stems.has(stem),
    );
    const went = facts.lostWeight.filter((stem) =>
      listed ? !next.counts.has(stem) : !facts.after.stems.has(stem),
    );
    const contract = facts.kind === 'terms' || facts.kind === 'other';
    const practice =
      facts.deeds.size > 0 ||
      // A notice is about data and a contract about duties, whatever the title above says.
      (contract
        ? hasVerb(facts.sentence.text)
        : /\b(?:we|us|our)\b/i.test(facts.sentence.text) &&
          !/\b(?:contact|write to|reach|questions?|concerns?)\b/i.test(facts.sentence.text)) ||
      facts.topics.some((topic) => topic === 'change-terms' || practices.includes(topic));
    if (!practice) return null;
    if (came.length > 0 && facts.lostWeight.length === 0) return `new: ${wordsShown(facts, 'new', came)}`;
    if (went.length > 0 && facts.gainedWeight.length === 0) return `gone: ${wordsShown(facts, 'old', went)}`;
    return null;
  },

  /** Weighty words were exchanged in a sentence about disputes, liability or indemnity. */
  gravelyReworded: (facts: Facts) => {
    const subjects = facts.lexicon.terms('legalTerms', facts.sentence);
    if (!['disputes', 'liability', 'indemnity'].some((term) => subjects.has(term))) return null;
    const both = facts.lostWeight.length > 0 && facts.gainedWeight.length > 0;
    return yes(both, `“${shown(facts, 'old')}” became “${shown(facts, 'new')}”`);
  },

  /** An item that came to or went from a list of what is collected, done, shared, allowed. */
  unknownEntry: (facts: Facts) => {
    if (
      facts.shape === 'pair' ||
      facts.shape === 'same' ||
      facts.unit.block !== 'item' ||
      facts.unit.lead === ''
    )
      return null;
    if (facts.topics[0] === 'contact' && facts.deeds.size === 0 && facts.sentence.words.length <= 3)
      return null;
    // What stands above and neither says nor announces anything leads to no list.
    if (!/:\W*$/.test(facts.unit.lead) && !hasVerb(facts.unit.lead) && facts.sentence.words.length <= 3)
      return null;
    const weight = facts.shape === 'added' ? facts.gainedWeight : facts.lostWeight;
    const leads =
      /\b(?:collect|use|share|disclose|receive|process|provide|must not|may not|shall not|prohibited|agree|right to|following|include)\b/i.test(
        facts.unit.lead,
      );
    return yes(weight.length > 0 && (leads || facts.topics.some((topic) => practices.includes(topic))));
  },

  /** A whole sentence, not a label: a verb or an end, and enough words. */
  wholeSentence: (facts: Facts) => {
    const { text, words } = facts.sentence;
    return yes(
      words.length >= 5 &&
        // What it leads to is judged by itself.
        !/:\W*$/.test(text) &&
        weighty(facts).length >= 1 &&
        (hasVerb(text) || (words.length >= 6 && /[.!]["”)]*$/.test(text))),
    );
  },

  manyWords: (facts: Facts) =>
    yes(weighty(facts).length >= (facts.shape === 'pair' || hasVerb(facts.sentence.text) ? 3 : 4)),
} satisfies Record<string, Ask>;

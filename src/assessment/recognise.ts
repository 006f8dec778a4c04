import type { Facts } from './facts.ts';
import { hasWeight } from './facts.ts';
import { maskText } from './words.ts';

/**
 * What words of a list cannot show. Each answers with a short text for the reason, or null. Named, so that rules
 * stay data.
 */
export type Recogniser = keyof typeof recognisers;

type Ask = (facts: Facts) => string | null;

const yes = (holds: boolean, text = ' '): string | null => (holds ? text : null);

const dateLine =
  /^(?:(?:this|the|our)\s+)?(?:[\w' ]{0,40}?\b)?(?:last|was|were|is)?\s*\b(?:updated?|modified|revised|revision|reviewed|effective|version|published|posted|changed|in force|takes? effect|stand|dated?)\b/i;

const contactPattern =
  /‹mail›|‹phone›|\b(?:p\.?\s?o\.? box|street|avenue|road|boulevard|blvd|suite|floor|zip|postcode|terrace|square|lane|drive)\b|\b\d{4,6}\b|\bcontact (?:us|our|details)\b|\b(?:write|reach|email|call) (?:to )?us\b|\bdata protection officer\b|\bdpo\b|\brepresentative\b|\bregistered (?:office|address)\b|\bregistration number\b|\baddress\b/i;

const pointerPattern =
  /^(?:(?:for|to) (?:more|further|additional|full|complete)?\s*(?:information|details|learn|find|read|see|understand)\b|(?:please |you can |you may |to )?(?:see|refer to|read|view|review|visit|click|check|learn more|find out more|consult)\b|(?:more|further|additional) (?:information|details)\b.{0,40}\b(?:available|found|here)\b|learn more|read more|here is|a (?:list|copy|summary|description) of .{0,60} (?:is available|can be found)|our .{0,60} (?:is|are) available (?:at|here|on)|table of contents|back to top|you can (?:see|view|find|read)\b)/i;

const courtesyPattern =
  /^(?:thank you|thanks|welcome|hi there|hello|we (?:take|value|respect|care|believe|are committed|want you|know|understand|think|hope|love|strive|aim)\b|your (?:privacy|trust) (?:is|matters)|(?:protecting )?your privacy|at \w+, (?:we|your)|we're committed|privacy is|please (?:read|take)|every company|we encourage you to read)/i;

const bannerPattern =
  /\b(?:we(?:'re| are) (?:updating|changing|making changes)|(?:has|have) been (?:updated|revised)|new (?:version|privacy policy|terms|policy)\b.{0,60}\b(?:effect|effective|from|on)|until then|see a preview|previous version|earlier version|archived version|for the (?:previous|prior|earlier|latest) version|summary of (?:the )?changes|what(?:'s| has| is)? (?:new|changed)|go to the .{0,60} to see the latest|current version of)\b/i;

const verbPattern =
  /\b(?:we|you|they|it|company|users?|customers?|\w+) (?:may|might|can|could|will|shall|must|should|do|does|are|is|was|were|have|has|collect|use|share|disclose|process|store|retain|keep|agree|grant|need|require|provide|receive|transfer|sell|send|not)\b|\b(?:agree|must|shall|will|may|collects?|uses?|shares?|stores?)\b/i;

const maskedText = (facts: Facts): string => maskText(facts.sentence.text);

function changedStems(facts: Facts): string[] {
  return [...facts.lost, ...facts.gained];
}

/** Words of one side whose stems changed, as written. */
function changedWords(facts: Facts, side: 'old' | 'new'): string[] {
  const stems = new Set(side === 'old' ? facts.lost : facts.gained);
  return (facts.unit[side]?.words ?? []).filter((word) => stems.has(word.stem)).map((word) => word.text);
}

export const recognisers = {
  /** Equal after folding; the letters may differ. */
  sameWords: (facts: Facts) => yes(facts.shape === 'same'),

  /** The same sentence stands elsewhere in the other text. */
  elsewhere: (facts: Facts) => yes(facts.unit.elsewhere),

  /** A line that only says when the text was made. */
  dateLine: (facts: Facts) => {
    const text = maskedText(facts);
    const rest = text.replace(/‹date:[^›]*›/g, '').trim();
    if (!/‹date/.test(text) && !/\b(?:month|week|day|year)s? ago\b|^\D{0,30}\b(?:19|20)\d\d\b/i.test(text))
      return null;
    const bare = rest.replace(/[^\p{L}]+/gu, '').length;
    return yes(
      bare <= 3 ||
        (dateLine.test(rest.replace(/^[^\p{L}]+/u, '')) &&
          facts.sentence.stems.length <= 16 &&
          facts.lostWeight.length + facts.gainedWeight.length <= 8),
    );
  },

  /** Nothing but dates differs. */
  onlyDates: (facts: Facts) => {
    if (facts.shape !== 'pair') return null;
    const dates = (facts.unit.new?.words ?? []).concat(facts.unit.old?.words ?? []);
    const signs = (side: 'old' | 'new') =>
      (facts.unit[side]?.words ?? [])
        .filter((w) => w.stem.startsWith('‹date'))
        .map((w) => w.stem)
        .join();
    return yes(
      dates.length > 0 &&
        signs('old') !== signs('new') &&
        changedStems(facts).every((stem) => stem.startsWith('‹date') || !hasWeight(stem)) &&
        facts.lostNumbers.length + facts.gainedNumbers.length === 0,
    );
  },

  copyright: (facts: Facts) =>
    yes(
      /©|\(c\)\s*(?:19|20)\d\d|\bcopyright\s+(?:©\s*)?(?:19|20)\d\d|\ball rights reserved\b/i.test(
        facts.sentence.text,
      ),
    ),

  /** Address, telephone, officer: whom to write to. */
  contact: (facts: Facts) => {
    const text = maskedText(facts);
    const changed = [...changedWords(facts, 'old'), ...changedWords(facts, 'new')].join(' ');
    if (facts.shape === 'pair') {
      const weight = [...facts.lostWeight, ...facts.gainedWeight];
      return yes(
        weight.length <= 12 &&
          contactPattern.test(text) &&
          (contactPattern.test(changed) || facts.topics[0] === 'contact' || /\d/.test(changed)),
      );
    }
    return yes(
      contactPattern.test(text) &&
        (facts.topics.includes('contact') ||
          /‹mail›|‹phone›|\baddress\b|data protection officer|representative/i.test(text)),
    );
  },

  pointer: (facts: Facts) => yes(pointerPattern.test(facts.sentence.text.replace(/^[^\p{L}]+/u, ''))),

  courtesy: (facts: Facts) => yes(courtesyPattern.test(facts.sentence.text.replace(/^[^\p{L}]+/u, ''))),

  banner: (facts: Facts) => yes(bannerPattern.test(facts.sentence.text)),

  /** A heading, or a short line without a verb. */
  title: (facts: Facts) =>
    yes(
      facts.unit.block === 'heading' &&
        !(
          facts.sentence.words.length > 5 &&
          /\b(?:we|you)\b.*\b(?:not|never|will|may|must)\b/i.test(facts.sentence.text)
        ),
    ),

  /** Words of a menu or footer: titles of pages, no verb. */
  menu: (facts: Facts) => {
    const text = facts.sentence.text;
    const words = facts.sentence.words.length;
    const names =
      /\b(?:terms|policy|notice|statement|agreement|conditions|act|code|guidelines|report|center|centre|careers|blog|press|help|home|login|log in|sign up|download|menu|search|footer|cookies?|settings|about|contact|support)\b/i;
    return yes(words <= 9 && !verbPattern.test(text) && names.test(text) && facts.topics.length === 0);
  },

  /** Only words without weight came or went. */
  wording: (facts: Facts) =>
    yes(
      facts.shape === 'pair' &&
        facts.lostWeight.length === 0 &&
        facts.gainedWeight.length === 0 &&
        facts.lostNumbers.length === 0 &&
        facts.gainedNumbers.length === 0,
    ),

  /** A sentence with a verb, or an item under a lead that has one. */
  statement: (facts: Facts) => yes(verbPattern.test(facts.sentence.text) || facts.unit.lead !== ''),

  number: (facts: Facts) => {
    if (facts.shape !== 'pair') return null;
    const from = facts.lostNumbers.join(', ');
    const to = facts.gainedNumbers.join(', ');
    if (from === '' && to === '') return null;
    return from && to ? `${from} became ${to}` : from ? `${from} is gone` : `${to} is new`;
  },

  /** At least four words: more than a label. */
  sentence: (facts: Facts) => yes(facts.sentence.words.length >= 4),

  manyWords: (facts: Facts) =>
    yes(facts.lostWeight.length + facts.gainedWeight.length >= (facts.shape === 'pair' ? 3 : 4)),
} satisfies Record<string, Ask>;

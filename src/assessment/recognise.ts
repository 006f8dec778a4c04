import { type Facts, gainedTerms, isNegated, lostTerms, termsOfDocument } from './facts.ts';
import type { VocabularyName } from './lexicon.ts';
import { comparePeriods } from './periods.ts';
import { readSentence, type Sentence } from './sentences.ts';
import { areOpposites } from './vocabulary/en/opposites.ts';
import { hasWeight } from './weight.ts';
import { isFiller, maskText, type Word } from './words.ts';

/**
 * What lists of words cannot show. Each answers with a short text for the reason, or null when it does not hold.
 * They have names, so that rules stay data.
 */
export type Recogniser = keyof typeof recognisers;

type Ask = (facts: Facts) => string | null;

const yes = (holds: boolean, text = ' '): string | null => (holds ? text : null);

const dateVerb =
  /\b(?:updated?|modified|revised|revision|reviewed|effective|version|published|posted|changed|in force|takes? effect|dated?|as of|valid from)\b/i;
const contactSign =
  /‹mail›|‹phone›|\b(?:p\.?\s?o\.? box|street|avenue|road|boulevard|blvd|suite|floor|zip|postcode|terrace|square|lane|drive|platz|straße|building)\b|\b\d{4,6}\b|\bcontact (?:us|our|details)\b|\b(?:write|reach|email|call)(?:ing)? (?:to )?us\b|\bdata protection officer\b|\bdpo\b|\brepresentative\b|\bregistered (?:office|address)\b|\bregistration number\b|\baddress:|\b(?:chief executive|managing director|ceo|represented by|located at)\b/i;
const channelWords =
  /^(?:email|e-mail|call|telephone|phone|mail|post|write|writing|form|team|legal|support|fax|chat|helpdesk|officer|gmbh|prof|dr|external|named?|represented|directly|contact|reached|reach|data|protection|address|and|or|by|at|located|via|logging|into|account|your|can|could|may|be|emailing|calling|contacting|us)$/i;
const pointerStart =
  /^(?:(?:for|to) (?:more|further|additional|full|complete)?\s*(?:information|details|learn|find out|read more|see|understand)\b|(?:please |you can |you may |to )?(?:also )?(?:see|refer to|read|view|review|visit|click|check|learn more|find out more|consult)\b|(?:more|further|additional) (?:information|details)\b.{0,60}\b(?:available|found|here|in our)\b|learn more|read more|a (?:list|copy|summary|description) of .{0,80} (?:is available|can be found)|our .{0,60} (?:is|are) available (?:at|here|on)|table of contents|back to top|you can (?:see|view|find|read)\b)/i;
const pointerEnd =
  /\b(?:please|you can|you may)\s+(?:also )?(?:see|review|refer to|read|visit|consult|check|view)\b.{0,70}\b(?:polic(?:y|ies)|notice|page|cent(?:er|re)|overview|terms|faq|here|section|documentation|article)\b[^.]{0,30}\.?$/i;
const courtesyStart =
  /^(?:thank you|thanks|welcome|hi there|hello|we (?:take|value|respect|care|believe|are committed|want you|know|understand|think|hope|love|strive|aim)\b|your (?:privacy|trust) (?:is|matters)|protecting your privacy|we're committed|privacy is|your (?:data|information) (?:is|are) (?:safe|secure)|we keep your (?:data|information) (?:safe|secure)\b|please (?:read|take)|every company|we encourage you to read|we (?:have )?(?:tried|worked) to|questions\?)/i;
const bannerSign =
  /\b(?:we(?:'re| are) (?:updating|changing|making changes to)|(?:policy|terms|notice|agreement) (?:has|have) been (?:updated|revised)|(?:our|this) new (?:version|privacy policy|terms|policy|notice)\b.{0,60}\b(?:effect|effective|from|on)|until then,? the|see a preview|(?:view|see|read|for) (?:the|our)? ?(?:previous|prior|earlier|archived|latest|current) versions?\b|summary of (?:the )?changes|what(?:'s| has| is)? (?:new|changed)\b|to see the latest|under discussion|an update to (?:our|this))/i;
const menuName =
  /\b(?:terms|policy|policies|notice|statement|agreement|conditions|act|code|guidelines|report|center|centre|careers|blog|press|help|home|log ?in|sign (?:up|in)|download|menu|search|footer|cookies?|settings|about|contact|support|courses?|degrees?|certificates?|learners|partners|developers|affiliates|directory|translators|general|overview|introduction|contents?)\b/i;
const verb =
  /\b(?:[Ww]e|[Yy]ou|[Tt]hey|[Ii]t|[a-z]+s?|[A-Z][a-z]+) (?:may|might|can|could|will|shall|must|should|do|does|are|is|was|were|have|has|collect|use|share|disclose|process|store|retain|keep|agree|grant|need|require|provide|receive|transfer|sell|send|not)\b|\b(?:[Ww]e|[Yy]ou) [a-z]+\b|\b(?:agree|must|shall|will|may|collects?|uses?|shares?|stores?|applies|apply|means?|authori[sz]e|represent|warrant|accept|acknowledge)\b/;

export function hasVerb(text: string): boolean {
  return verb.test(text);
}

const start = (facts: Facts): string => facts.masked.replace(/^[^\p{L}‹]+/u, '');

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

const weighty = (facts: Facts): string[] => [...facts.lostWeight, ...facts.gainedWeight];

function vocabularyHits(facts: Facts, names: readonly VocabularyName[]): number {
  return names.reduce(
    (sum, name) => sum + gainedTerms(facts, name).length + lostTerms(facts, name).length,
    0,
  );
}

const subjects = [
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

/** Who does what: pronoun or denial with the word it stands before. */
function roles(sentence: Sentence): Map<string, Set<string>> {
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
function turned(facts: Facts): string | null {
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

/** A table or list whose entries are recipients. */
function recipientList(facts: Facts): string | null {
  const around = [facts.unit.header, facts.unit.lead, ...facts.unit.titles.slice(0, 2)].join(' ');
  const list =
    /\b(?:sub-?\s?processors?|vendors?|service providers?|processors?|recipients?|third[- ]part(?:y|ies) (?:providers?|services|we))\b/i.test(
      around,
    );
  if (facts.unit.block === 'row')
    return yes((list || facts.kind === 'subprocessors') && !/\bcookies?\b/i.test(around));
  return yes(
    list &&
      facts.kind === 'subprocessors' &&
      facts.sentence.words.length <= 25 &&
      !hasVerb(facts.sentence.text),
  );
}

/** The sentence begins with another actor: either party, we, you. */
function actorExchanged(facts: Facts): string | null {
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

export const recognisers = {
  actorExchanged,
  recipientList,

  turned,
  promiseDropped,

  /** Equal after folding, and every actor and denial still before the same word; or clauses numbered anew. */
  sameWords: (facts: Facts) =>
    yes(facts.unit.change.kind === 'renumbered' || (facts.shape === 'same' && turned(facts) === null)),

  elsewhere: (facts: Facts) => yes(facts.unit.elsewhere),

  /** A line that only says when the text was made. */
  dateLine: (facts: Facts) => {
    const rest = facts.masked.replace(/‹date:[^›]*›/g, ' ').trim();
    if (
      !/‹date/.test(facts.masked) &&
      !/\b(?:month|week|day|year)s? ago\b|^\D{0,40}\b(?:19|20)\d\d\b/i.test(facts.masked)
    )
      return null;
    const letters = rest.replace(/[^\p{L}]+/gu, '').length;
    return yes(
      letters <= 3 ||
        (dateVerb.test(rest) &&
          facts.sentence.stems.length <= 14 &&
          !/\b(?:we|you)\b/i.test(rest) &&
          facts.deeds.size === 0),
    );
  },

  /** Nothing but dates differs. */
  onlyDates: (facts: Facts) => {
    if (
      facts.shape !== 'pair' ||
      weighty(facts).length + facts.lostNumbers.length + facts.gainedNumbers.length > 0
    )
      return null;
    return yes(
      [...facts.lost, ...facts.gained].some((stem) => stem.startsWith('‹date')) &&
        vocabularyHits(facts, ['operators']) === 0,
    );
  },

  copyright: (facts: Facts) =>
    yes(
      /©|\(c\)\s*(?:19|20)\d\d|\bcopyright\s+(?:©\s*)?(?:19|20)\d\d|\ball rights reserved\b/i.test(
        facts.sentence.text,
      ),
    ),

  /** Another address to write to or number to call, the words around it unchanged. */
  contactSigns: (facts: Facts) => {
    if (facts.shape !== 'same' || !facts.unit.old || !facts.unit.new) return null;
    const signs = (text: string) =>
      (text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\+?\d[\d\s().-]{6,}\d/g) ?? [])
        .map((sign) => sign.replace(/[^\w@.]/g, ''))
        .join(' ');
    return yes(signs(facts.unit.old.text) !== signs(facts.unit.new.text));
  },

  /** Address, telephone, officer: whom to write to. Another channel stays. */
  contact: (facts: Facts) => {
    const inContact = facts.topics[0] === 'contact';
    if (facts.shape === 'pair') {
      const signed = contactSign.test(facts.masked) || contactSign.test(maskText(facts.unit.old!.text));
      if (!signed && !inContact) return null;
      const changed = [...changedWords(facts, 'old'), ...changedWords(facts, 'new')];
      const odd = changed.filter(
        (word) =>
          !isFiller(word) && !/^[\p{Lu}\d‹]|^\p{Ll}+\p{Lu}/u.test(word.text) && !channelWords.test(word.text),
      );
      if (
        /\b(?:data protection officer|dpo|chief executive|managing director|represented by)\b/i.test(
          facts.masked,
        ) &&
        odd.length === 0
      )
        return ' ';
      if (inContact && odd.length === 0 && facts.sentence.words.length <= 20) return ' ';
      const channelStays =
        /‹mail›|‹phone›|\baddress\b|contact|form|\d{4,}|street|avenue|road|terrace|floor|suite|p\.?o\.? box/i.test(
          facts.masked,
        );
      return yes(
        odd.length <= (inContact ? 3 : 0) &&
          channelStays &&
          !/\b(?:llc|inc|gmbh|ltd|limited)\b/i.test(
            changed
              .map((word) => word.text)
              .join(' ')
              .replace(/gmbh/gi, ''),
          ),
      );
    }
    const { length } = facts.sentence.words;
    if (length > 45 || /\bright\b/i.test(facts.masked)) return null;
    if (
      vocabularyHits(facts, ['rights', 'recipients', 'retention', 'dataTypes', 'saleWords']) >
      (inContact ? 2 : 1)
    )
      return null;
    const strong =
      /‹mail›|‹phone›|data protection officer|\bdpo\b|\brepresentative\b|p\.?\s?o\.? box|\baddress:|\b\d+ [\p{Lu}]\w+ (?:street|road|avenue|lane|st|rd|terrace|square)\b|located at/iu;
    if (strong.test(facts.masked))
      return yes(
        inContact ||
          length <= 30 ||
          facts.deeds.size === 0 ||
          /\b(?:contact|reach|write to)\b/i.test(facts.masked),
      );
    const names = facts.sentence.words.filter((word) => /^\p{Lu}/u.test(word.text) && word.stem.length > 2);
    const other = facts.shape === 'added' ? facts.before : facts.after;
    const known = names.every((word) => other.stems.has(word.stem));
    return yes(
      inContact && length <= 14 && (known || contactSign.test(facts.masked)) && facts.deeds.size === 0,
    );
  },

  /** One name for another where it says who gets data. */
  recipientNamed: (facts: Facts) => {
    if (
      facts.shape !== 'pair' ||
      facts.likeness < 0.5 ||
      facts.lost.length === 0 ||
      facts.gained.length === 0
    )
      return null;
    const changed = [...changedWords(facts, 'old'), ...changedWords(facts, 'new')].filter(
      (word) => !isFiller(word),
    );
    if (!changed.every((word) => /^\p{Lu}/u.test(word.text)) || changed.length > 8 || partOfKnownName(facts))
      return null;
    const words = facts.unit.new!.words;
    const receives = changedWords(facts, 'new').some((word) =>
      /^(?:with|to|by|via|through|using|as|including|and|or)$/i.test(
        words[words.indexOf(word) - 1]?.text ?? '',
      ),
    );
    const sharing = receives && (facts.deeds.has('share') || facts.topics[0] === 'sharing');
    return yes(
      sharing && turned(facts) === null && vocabularyHits(facts, ['operators']) === 0,
      `${shown(facts, 'old')} → ${shown(facts, 'new')}`,
    );
  },

  /** Only names of people or products changed, and no rule's subject with them. */
  names: (facts: Facts) => {
    if (facts.shape !== 'pair') return null;
    const changed = [...changedWords(facts, 'old'), ...changedWords(facts, 'new')].filter(
      (word) => !isFiller(word),
    );
    if (changed.some((word) => /^(?:we|us|you|they|it|our|your)$/i.test(word.text))) return null;
    if (vocabularyHits(facts, ['operators']) > 0) return null;
    if (facts.lexicon.terms('legalTerms', facts.sentence).has('disputes') || turned(facts) !== null)
      return null;
    if (changed.length === 0 || changed.length > 8 || facts.lost.length === 0 || facts.gained.length === 0)
      return null;
    if (!changed.every((word) => /^[\p{Lu}\d&]/u.test(word.text))) return null;
    if (
      changed.every((word) => /^\d/.test(word.text)) ||
      facts.lostNumbers.length + facts.gainedNumbers.length > 0
    )
      return null;
    const entity = /\b(?:LLC|Inc|GmbH|Ltd|Limited|Corp|PLC|plc|B\.?V|S\.?A|AG)\b/.test(facts.sentence.text);
    const sharing =
      facts.deeds.has('share') ||
      facts.topics.includes('sharing') ||
      facts.lexicon.terms('recipients', facts.sentence).size > 0;
    return yes(
      !entity &&
        (!sharing || partOfKnownName(facts)) &&
        vocabularyHits(facts, subjects) === 0 &&
        facts.likeness >= 0.6,
      `${shown(facts, 'old')} → ${shown(facts, 'new')}`,
    );
  },

  /** Names exchanged through the whole text, and nothing else here. */
  renamed: (facts: Facts) => {
    const { lost, gained } = facts.unit;
    if (facts.shape !== 'pair' || lost.length === facts.lost.length || weighty(facts).length > 0) return null;
    if (facts.lostNumbers.length + facts.gainedNumbers.length > 0 || vocabularyHits(facts, ['operators']) > 0)
      return null;
    const pair = facts.renames.pairs.find(
      ({ stems }) =>
        stems.from.some((stem) => lost.includes(stem)) && stems.to.some((stem) => gained.includes(stem)),
    );
    return pair ? `${pair.from} → ${pair.to}` : null;
  },

  pointer: (facts: Facts) => {
    if (/\b(?:opt-out|opt-in|object|withdraw|delete|unsubscribe)\b/i.test(facts.masked)) return null;
    const points = (text: string) => {
      const masked = maskText(text);
      return (
        pointerStart.test(masked.replace(/^[^\p{L}‹]+/u, '')) ||
        (readSentence(text).words.length <= 24 && pointerEnd.test(masked))
      );
    };
    return yes([facts.unit.old, facts.unit.new].every((side) => side === null || points(side.text)));
  },

  courtesy: (facts: Facts) =>
    yes(
      courtesyStart.test(start(facts)) &&
        vocabularyHits(facts, ['graveUses', 'retention']) === 0 &&
        !facts.deeds.has('share'),
    ),

  banner: (facts: Facts) => yes(bannerSign.test(facts.masked)),

  /** A heading, or a label that ends in a colon. */
  title: (facts: Facts) => {
    const statement =
      /\b(?:we|you)\b.*\b(?:not|never|will|may|must|do|sell|share)\b/i.test(facts.sentence.text) &&
      !/\?\s*$/.test(facts.sentence.text);
    if (facts.unit.block === 'heading') return yes(!statement);
    const numbered = /^(?:[IVXLC]+|\d+(?:\.\d+)*|[A-Z])[.)]\s*\p{Lu}/u.test(facts.sentence.text);
    if (
      numbered &&
      facts.shape !== 'pair' &&
      facts.sentence.words.length <= (facts.unit.lead === '' ? 8 : 4) &&
      !hasVerb(facts.sentence.text)
    )
      return ' ';
    return yes(
      !statement &&
        facts.shape !== 'pair' &&
        facts.sentence.words.length <= 7 &&
        /:\s*\**$/.test(facts.sentence.text) &&
        !hasVerb(facts.sentence.text),
    );
  },

  /** A line of a menu, a footer or a table of contents: titles of pages, no verb, no lead above it. */
  menu: (facts: Facts) => {
    const { text, words } = facts.sentence;
    // Links of a menu run together when a page is captured: "Refund PolicyHonor Code".
    if ((text.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0) >= 2 && !hasVerb(text) && facts.shape !== 'pair')
      return ' ';
    if (
      facts.shape === 'pair' ||
      words.length > 9 ||
      hasVerb(text) ||
      facts.unit.lead !== '' ||
      facts.unit.block === 'row'
    )
      return null;
    const elsewhere = facts.shape === 'removed' ? facts.after : facts.before;
    const contents = /^\d/.test(text) && elsewhere.stems.size > 0;
    const bare =
      facts.topics.length === 0 &&
      facts.unit.block === 'item' &&
      words.every((word) => !/[.;]$/.test(word.text));
    return yes(
      menuName.test(text)
        ? facts.topics.length === 0 || words.length <= 4
        : contents ||
            (bare &&
              facts.unit.titles.length <= 1 &&
              facts.kind !== 'subprocessors' &&
              words.length <= 6 &&
              /^[\p{Lu}\d]/u.test(text)),
    );
  },

  /** Only words without weight came or went. */
  wording: (facts: Facts) =>
    yes(
      facts.shape === 'pair' &&
        weighty(facts).length === 0 &&
        facts.lostNumbers.length + facts.gainedNumbers.length === 0 &&
        !logicMoved(facts) &&
        actorExchanged(facts) === null &&
        vocabularyHits(facts, subjects) === 0 &&
        vocabularyHits(facts, ['limitedToNew', 'reachesBack']) === 0 &&
        turned(facts) === null &&
        !facts.lost.concat(facts.gained).some((stem) => stem.startsWith('‹date')),
    ),

  /** Words that the same sentence already had. */
  repeated: (facts: Facts) =>
    yes(
      facts.shape === 'pair' &&
        facts.lostWeight.length === 0 &&
        facts.gainedWeight.length > 0 &&
        facts.gainedNumbers.length === 0 &&
        facts.gained.every((stem) => facts.unit.old!.stems.includes(stem)) &&
        vocabularyHits(facts, ['operators']) === 0,
    ),

  /** What came stands behind "such as" or "for example", and neither a vocabulary nor a capital marks it as more. */
  example: (facts: Facts) => {
    if (facts.shape !== 'pair' || facts.lostWeight.length > 0 || facts.gained.length === 0) return null;
    const { words } = facts.sentence;
    const marker = words.findIndex(
      (word, index) =>
        /^(?:including|like|eg)$/i.test(word.text) ||
        (/^such$/i.test(word.text) && words[index + 1]?.text === 'as') ||
        (/^for$/i.test(word.text) && /^(?:example|instance)$/.test(words[index + 1]?.text ?? '')),
    );
    const came = changedWords(facts, 'new');
    if (marker < 0 || facts.gainedNumbers.length > 0) return null;
    if (!came.every((word) => words.lastIndexOf(word) > marker && !/^\p{Lu}/u.test(word.text))) return null;
    if (vocabularyHits(facts, [...subjects, 'graveUses', 'retention', 'tracking']) > 0) return null;
    if (
      vocabularyHits(facts, ['operators']) >
      gainedTerms(facts, 'operators').filter((hit) => /^(?:and|or)$/.test(hit.term)).length
    )
      return null;
    return came
      .filter((word) => !isFiller(word))
      .map((word) => word.text)
      .join(' ');
  },

  /** Speaks of data, in a document about data or by its own words. */
  aboutData: (facts: Facts) => {
    if (facts.kind !== 'terms') return yes(true);
    const data = /\b(?:personal|data|information|privacy|collect|content)\b/i.test(facts.sentence.text);
    return yes(data && facts.deeds.size > 0);
  },

  collects: (facts: Facts) =>
    yes(
      facts.deeds.has('collect') ||
        facts.topics[0] === 'collection' ||
        (facts.deeds.size === 0 && (facts.topics.length === 0 || facts.topics.includes('collection'))),
    ),
  shares: (facts: Facts) =>
    yes(
      facts.deeds.has('share') ||
        ['sharing', 'sale-ads'].includes(facts.topics[0] ?? '') ||
        facts.topics.includes('sharing') ||
        facts.unit.block === 'row',
    ),

  /** A number came, went or changed; says how periods moved. */
  number: (facts: Facts) => {
    if (facts.shape !== 'pair') return null;
    const from = facts.lostNumbers.join(', ');
    const to = facts.gainedNumbers.join(', ');
    if (from === '' && to === '') return null;
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
    if (came.some((stem) => went.some((other) => stem.slice(0, 6) === other.slice(0, 6)))) return null;
    const names = [...changedWords(facts, 'old'), ...changedWords(facts, 'new')].filter((word) =>
      hasWeight(word.stem),
    );
    if (names.every((word) => /^\p{Lu}/u.test(word.text))) return null;
    const contract = facts.kind === 'terms' || facts.kind === 'other';
    if (!contract && facts.deeds.size === 0) return null;
    return `“${wordsShown(facts, 'old', went)}” became “${wordsShown(facts, 'new', came)}”`;
  },

  /** The two sentences are close enough for a single word to be the change. */
  close: (facts: Facts) => yes(facts.likeness >= 0.6),

  pureAddition: (facts: Facts) => yes(facts.lostWeight.length === 0),
  pureRemoval: (facts: Facts) => yes(facts.gainedWeight.length === 0),

  /** The promise was about sharing, selling or using what is held, not about collecting. */
  heldPromiseDropped: (facts: Facts) => {
    const { old, new: next } = facts.unit;
    if (
      !old ||
      facts.shape === 'same' ||
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
    const fresh = hits.filter((hit) => !affirmed.has(hit.term) && !isNegated(facts.unit.new!, hit.at));
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

  definition: (facts: Facts) => {
    if (facts.shape !== 'pair' || weighty(facts).length === 0) return null;
    const match =
      /["“]([^"”]{2,60})["”][^.]{0,30}\b(?:means?|refers? to|is defined as|includes?|shall mean|has the meaning)\b/.exec(
        facts.sentence.text,
      ) ?? /^\W*([\p{L} -]{2,40}?) (?:means|shall mean|is defined as|refers to)\b/u.exec(facts.sentence.text);
    const term = match?.[1] ?? /^(.{2,60}) means$/.exec(facts.unit.lead)?.[1];
    const grouped =
      /\((?:together|collectively|each|jointly)?,?\s*(?:the\s+|our\s+)?["“]([^"”]{2,40})["”]\)/.exec(
        facts.sentence.text,
      )?.[1];
    if (!term && !(grouped && (facts.lostWeight.length === 0 || facts.gainedWeight.length === 0)))
      return null;
    return definitionUse(facts, (term ?? grouped)!);
  },

  /** Who the contract or the responsibility is with: a legal entity came, went or changed. */
  entity: (facts: Facts) => {
    const form =
      /\b(?:llc|l\.l\.c\.|inc|incorporated|gmbh|ltd|limited|corp|corporation|plc|b\.?v\.?|s\.?a\.?s?|s\.?r\.?l|ag|kg|ab|oy|aps|uc|k\.?k|pty|pte|branch)\b/i;
    if (facts.shape === 'pair' && plainlyRenamed(facts)) return null;
    const changed = (['old', 'new'] as const).flatMap((side) => {
      const stems = new Set(side === 'old' ? facts.unit.lost : facts.unit.gained);
      return (facts.unit[side]?.words ?? []).filter((word) => stems.has(word.stem) && !isFiller(word));
    });
    if (
      /\b(?:data protection officer|dpo|representative)\b/i.test(facts.masked) &&
      !/\bcontroller\b/i.test(facts.masked)
    )
      return null;
    const named = changed.some((word) => /^\p{Lu}/u.test(word.text));
    if (!named) return null;
    const role =
      /\b(?:controller|contracting|contract|agreement is with|entered into|responsible for|provided by|operated by|operating as|"we"|"us"|"our"|the terms? "|refer to|company)\b|\("/i;
    if (facts.shape === 'pair') {
      const nextToForm = (['old', 'new'] as const).some((side) => {
        const words = facts.unit[side]!.words;
        const stems = new Set(side === 'old' ? facts.unit.lost : facts.unit.gained);
        return words.some(
          (word, index) =>
            stems.has(word.stem) &&
            /^\p{Lu}/u.test(word.text) &&
            (form.test(word.text) || [1, 2].some((step) => form.test(words[index + step]?.text ?? ''))),
        );
      });
      return yes(
        nextToForm && role.test(facts.masked),
        `${sideNames(facts, 'old') || 'nothing'} → ${sideNames(facts, 'new') || 'nothing'}`,
      );
    }
    return yes(
      form.test(facts.masked) &&
        /\b(?:is the (?:data )?controller|controller of|contracting with|agreement is with|contract with|operating as|you are dealing with|reside in)\b/i.test(
          facts.masked,
        ),
      quoteShort(facts.sentence.text),
    );
  },

  /** A sentence with a verb, or a line under a lead or in a table. */
  statement: (facts: Facts) =>
    yes(
      hasVerb(facts.sentence.text) ||
        facts.sentence.words.length >= 9 ||
        facts.unit.lead !== '' ||
        facts.unit.block === 'row',
    ),

  /** At least four words: more than a label. */
  sentence: (facts: Facts) => yes(facts.sentence.words.length >= 4),

  /** Words with weight that stand nowhere else in the other text came (or went) where a practice is described. */
  unknownItem: (facts: Facts) => {
    if (facts.shape !== 'pair' || facts.likeness < 0.4) return null;
    const came = facts.gainedWeight.filter((stem) => !facts.before.stems.has(stem));
    const went = facts.lostWeight.filter((stem) => !facts.after.stems.has(stem));
    const practice =
      facts.deeds.size > 0 ||
      facts.topics.some((topic) =>
        [
          'collection',
          'purpose',
          'sharing',
          'retention',
          'sale-ads',
          'rights',
          'legal-terms',
          'fees',
        ].includes(topic),
      );
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
    const weight = facts.shape === 'added' ? facts.gainedWeight : facts.lostWeight;
    const practice = [
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
    const leads =
      /\b(?:collect|use|share|disclose|receive|process|provide|must not|may not|shall not|prohibited|agree|right to|following|include)\b/i.test(
        facts.unit.lead,
      );
    return yes(weight.length > 0 && (leads || facts.topics.some((topic) => practice.includes(topic))));
  },

  /** The name at the start of a row of recipients changed. */
  replacedRecipient: (facts: Facts) => {
    if (facts.unit.block !== 'row' || facts.shape !== 'pair' || facts.likeness > 0.6) return null;
    const first = facts.unit.change.old?.split(' | ')[0]?.trim();
    return first === facts.unit.old?.text && recipientList(facts)
      ? `${facts.unit.old?.text} → ${facts.unit.new?.text}`
      : null;
  },

  /** A whole sentence, not a label: a verb or an end, and enough words. */
  wholeSentence: (facts: Facts) => {
    const { text, words } = facts.sentence;
    return yes(
      words.length >= 5 &&
        weighty(facts).length >= 1 &&
        (hasVerb(text) || (words.length >= 6 && /[.!]["”)]*$/.test(text))),
    );
  },

  manyWords: (facts: Facts) =>
    yes(weighty(facts).length >= (facts.shape === 'pair' || hasVerb(facts.sentence.text) ? 3 : 4)),

  cookieList: (facts: Facts) =>
    yes(
      facts.unit.block === 'row' &&
        (facts.kind === 'cookies' ||
          facts.topics.includes('cookies') ||
          /\bcookies?\b|\btrackers?\b/i.test(facts.unit.header)),
    ),

  /** How long, not merely that: a period, an end, a deletion that the company does. */
  aboutPeriod: (facts: Facts) => {
    const text = facts.sentence.text;
    if (/\b(?:right to|request|ask us|you (?:can|may)|your choice)\b.{0,60}\b(?:delet|eras)/i.test(text))
      return null;
    return yes(
      facts.topics.includes('retention') ||
        /\b(?:as long as|until|indefinitely|no longer than|retention|permanently|forever|period)\b|\b\d+ (?:hour|day|week|month|year)s?\b|\b(?:hour|day|week|month|year)s?\b/i.test(
          text,
        ) ||
        /\b(?:delet|eras|destroy|purg|anonymi[sz])\w*\b/i.test(text),
    );
  },

  /** Where data go or are kept, or where the reader lives as far as it matters. */
  aboutPlace: (facts: Facts) => {
    if (facts.topics.includes('contact') && facts.deeds.size === 0) return null;
    const strong = gainedTerms(facts, 'transfers').length + lostTerms(facts, 'transfers').length > 0;
    return yes(
      strong ||
        facts.topics.includes('transfers') ||
        facts.unit.block === 'row' ||
        /\b(?:transfer|stor(?:e|ed|age)|process(?:ed|ing)?|host(?:ed|ing)?|located|servers?|reside|live|resident|citizens?|location)\b/i.test(
          facts.sentence.text,
        ),
    );
  },

  aboutChanges: (facts: Facts) =>
    yes(
      facts.topics.includes('change-terms') ||
        /\b(?:chang|updat|modif|amend|revis)\w*\b.{0,80}\b(?:polic|notice|terms|agreement|statement|document|fees?|prices?|addendum)|\b(?:polic|notice|terms|agreement|statement)\w*\b.{0,80}\b(?:chang|updat|modif|amend|revis)/i.test(
          facts.sentence.text,
        ),
    ),

  /** The sentence that says what the document covers gained or lost something of weight. */
  scopeMoved: (facts: Facts) => {
    const covers =
      /\b(?:policy|notice|terms|statement|agreement|[Ii]t|[Tt]hey|addendum)\b[^.]{0,40}?\b(?:does not |do not |also |only )?(?:appl(?:y|ies)|covers?|governs?)\b/;
    if (!covers.test(facts.sentence.text) && facts.lexicon.terms('scope', facts.sentence).size === 0)
      return null;
    if (facts.shape === 'pair' && (weighty(facts).length < 1 || facts.likeness < 0.3)) return null;
    if (facts.shape !== 'pair') return yes(covers.test(facts.sentence.text), quoteShort(facts.sentence.text));
    const went = shown(facts, 'old');
    const came = shown(facts, 'new');
    return [went && `“${went}” went`, came && `“${came}” came`].filter(Boolean).join(', ').slice(0, 160);
  },

  /** A row or item for what a service needs to work, or to remember a choice. */
  necessaryCookie: (facts: Facts) =>
    yes(
      /\b(?:strictly necessary|necessary|consent|preference|essential|functional|load balanc|csrf|session)\b/i.test(
        facts.sentence.text,
      ) && !/\b(?:advertis|analytic|track|target|marketing|third.party)/i.test(facts.sentence.text),
    ),
} satisfies Record<string, Ask>;

/**
 * A company that only took another name: exchanged through the whole text, nothing of the old name left, the new
 * one unknown before, and nothing else of the entity (its legal form) changed.
 */
function plainlyRenamed(facts: Facts): boolean {
  return facts.renames.pairs.some(
    ({ stems }) =>
      facts.lost.length + facts.gained.length === 0 &&
      stems.from.some((stem) => facts.unit.lost.includes(stem)) &&
      stems.from.every((stem) => !facts.after.stems.has(stem)) &&
      stems.to.every((stem) => !facts.before.stems.has(stem)),
  );
}

function sideNames(facts: Facts, side: 'old' | 'new'): string {
  const stems = new Set(side === 'old' ? facts.unit.lost : facts.unit.gained);
  const words = (facts.unit[side]?.words ?? []).filter((word) => stems.has(word.stem) && !isFiller(word));
  return [...new Set(words.map((word) => word.text))].slice(0, 8).join(' ');
}

/** A word of logic came, went or was exchanged; "and" or "will" alone is style. */
function logicMoved(facts: Facts): boolean {
  const came = gainedTerms(facts, 'operators').map((hit) => hit.term);
  const went = lostTerms(facts, 'operators').map((hit) => hit.term);
  const strong = (terms: string[]) =>
    terms.filter((term) => !['and', 'or', 'will', 'all', 'from'].includes(term));
  return strong(came).length + strong(went).length > 0 || (came.length > 0 && went.length > 0);
}

/** The new words continue a name that stays, and the text before knew them: `Play Store` → `Google Play`. */
function partOfKnownName(facts: Facts): boolean {
  const words = facts.unit.new!.words;
  return changedWords(facts, 'new').every((word) => {
    const at = words.indexOf(word);
    const beside = [words[at - 1], words[at + 1]].some(
      (other) => other && /^\p{Lu}/u.test(other.text) && !facts.gained.includes(other.stem),
    );
    return beside && facts.before.stems.has(word.stem);
  });
}

/** The defined term with the places that use it. */
function definitionUse(facts: Facts, term: string): string {
  const low = term.toLowerCase();
  const users = facts.after.list.filter(
    ({ sentence }) => sentence !== facts.sentence && sentence.text.toLowerCase().includes(low),
  );
  const titles = [...new Set(users.map(({ title }) => title).filter((title) => title !== ''))];
  return `“${term}”${users.length > 0 ? `, used in ${users.length} ${users.length === 1 ? 'sentence' : 'sentences'}${titles.length > 0 ? ` (${titles.slice(0, 4).join('; ')}${titles.length > 4 ? '; …' : ''})` : ''}` : ''}`;
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

function shown(facts: Facts, side: 'old' | 'new'): string {
  return changedWords(facts, side)
    .filter((word) => !isFiller(word))
    .map((word) => word.text)
    .join(' ');
}

function wordsShown(facts: Facts, side: 'old' | 'new', stems: readonly string[]): string {
  return changedWords(facts, side)
    .filter((word) => stems.includes(word.stem))
    .map((word) => word.text)
    .slice(0, 6)
    .join(' ');
}

/** The denial with a few words around it. */
function denial(sentence: Sentence, at: number): string {
  return sentence.words
    .slice(Math.max(0, at - 4), at + 5)
    .map((word) => word.text)
    .join(' ');
}

function quoteShort(text: string): string {
  return `“${text.length > 90 ? `${text.slice(0, 88).replace(/\s+\S*$/, '')}…` : text}”`;
}

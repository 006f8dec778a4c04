import { normalizeSpace } from '../../policy/text.ts';
import { undatedKey } from '../context.ts';
import { type Facts, gainedTerms, lostTerms } from '../facts.ts';
import { languageOf } from '../language.ts';
import { readSentence } from '../sentences.ts';
import { hasVerb } from '../verb.ts';
import { areOpposites } from '../vocabulary/en/opposites.ts';
import { isFiller, maskText, type Word } from '../words.ts';
import {
  type Ask,
  actorExchanged,
  basisExchanged,
  changedWords,
  logicMoved,
  ownProduct,
  partOfKnownName,
  placeOfData,
  shown,
  start,
  subjects,
  turned,
  vocabularyHits,
  weighty,
  wordsShown,
  yes,
} from './ask.ts';
import { isLabel } from './furniture.ts';
import { reordered } from './order.ts';

/** What leaves the meaning as it was. */

const dateVerb =
  /\b(?:updated?|modified|revised|revision|reviewed|effective|version|published|posted|changed|in force|takes? effect|dated?|as of|valid from)\b/i;
const law =
  /(?:\p{Lu}[\p{L}&-]*|\([^)]{2,40}\))(?: (?:of|and|the|on|for|to|\p{Lu}[\p{L}&-]*|\([^)]{2,40}\)))* ?(?:Act|Regulations?|Directive|Law|Code|Ordinance)\b(?: \((?:EU|EC|UK)\))?(?: (?:No\.? ?)?\d+(?:\/\d+)*)?/gu;

/** A defined term that is the name of a law. */
const lawDefined =
  /["“][^"”]{2,60}["”]\W*(?:means|refers to|shall mean) (?:the |all )?(?:\p{Lu}[\p{L}&-]*|\()[^.]*?\b(?:Act|Regulations?|Directive|Law|Code|Ordinance)\b/u;

const lawSaved =
  /\b(?:does|do|shall|will) not (?:affect|limit|exclude|restrict|prejudice)\b|\b(?:remains?|(?:is|are) (?:left )?) ?(?:unaffected|untouched)\b|\b(?:is|are) not (?:affected|limited|restricted)\b/i;
const mandatoryLaw =
  /\b(?:mandatory|obligatory|compulsory|statutory|non-waivable)\b.{0,60}\b(?:laws?|rights?|provisions?|rules|protections?)\b|\bconsumer(?:s|['’]s|s['’])? (?:protection )?(?:laws?|legislation)\b/i;
const beyondLaw = ['saleWords', 'graveUses', 'retention', 'dataTypes', 'recipients', 'feeWords'] as const;

/** Figures that a law makes the company publish, under a title or lead that says so: nobody is promised or asked anything. */
function published({ unit, sentence }: Facts): boolean {
  return (
    ([sentence.text, ...unit.titles.slice(0, 2)].some((text) => figuresTitle.test(text)) ||
      [sentence.text, unit.lead].some((text) => figuresLead.test(text))) &&
    !/\b(?:we|us|our|you|your|must|may|shall|will|agree\w*|fees?|rights?)\b/i.test(sentence.text)
  );
}

const figuresTitle =
  /\b(?:regulatory|statutory) (?:disclosures?|information|notices?|reporting)\b|\btransparency reports?\b|\bmetrics\b|\brequest statistics\b|\bmonthly active (?:users|recipients)\b|\b(?:median|average|total) (?:number|time)\b.{0,90}\brequests?\b/i;

/** “These statistics cover all requests of last year.” */
const figuresLead =
  /\b(?:statistics|metrics|figures) [^.]{0,40}\brequests\b|\brequests\b[^.]{0,120}: *[\d.,]+\W*$/i;

/** A word exchanged fewer times may be what the deal is about. */
const leastTimes = 3;

const pointerStart =
  /^(?:if you (?:are|live|reside)(?: located)? (?:in|from|an?|a resident of|under|over) [^,]{2,60}, )?(?:please )?(?:(?:for|to) (?:more|further|additional|full|complete)?\s*(?:information|details|learn|find out|read more|see|understand)\b|(?:please |you can |you may |to )?(?:also )?(?:see|refer to|read|view|review|visit|click|check|learn more|find out more|consult)\b|(?:more|further|additional) (?:information|details)\b.{0,60}\b(?:available|found|here|in our)\b|learn more|read more|a (?:list|copy|summary|description) of .{0,80} (?:is available|can be found)|information (?:about|on|regarding) .{0,80} (?:is|are) available (?:here|at|on)\b|our .{0,60} (?:is|are) available (?:at|here|on)|the (?:\w+ ){0,3}(?:form|list|copy|version|text|document|report|guide)s? (?:is|are) available (?:at|here|on)|table of contents|back to top|you can (?:see|view|find|read|learn)\b|(?:please )?(?:you can )?report (?:any |all )?(?:\w+ ){0,3}(?:violations?|abuse|infringements?|problems?|issues?|vulnerabilit\w+|unethical)\b)/i;

/** Whom and what a policy speaks of, and the words that bind. */
const ofThePolicy =
  /\b(?:we|us|our|ours|you|your|yours|users?|customers?|members?|subscribers?|visitors?|consumers?|individuals?|persons?|people|parents?|child(?:ren)?|minors?|students?|clients?|part(?:y|ies)|compan(?:y|ies)|providers?|controllers?|processors?|vendors?|partners?|affiliates?|advertis\w+|employees?|applicants?|data|information|personal|cookies?|accounts?|services?|sites?|websites?|apps?|applications?|platforms?|terms|agreements?|polic(?:y|ies)|notices?|provisions?|contracts?|laws?|legal|rights?|must|may|shall|not|no|never|will|can|fees?|pa(?:y|id)\w*|price\w*|free|refund\w*|content|consent|prevails?|govern\w*|responsib\w*|liab\w*|dpo|officer|representative)\b/i;

const documentName =
  /\b(?:policy|notice|statement|terms(?: of \w+)?|guidelines?|guide|agreement|addendum)\W*$/i;

const pointerEnd =
  /\b(?:please|you can|you may)\s+(?:also )?(?:see|review|refer to|read|visit|consult|check|view)\b.{0,70}\b(?:polic(?:y|ies)|notice|page|cent(?:er|re)|overview|terms|faq|here|section|documentation|article)\b[^.]{0,30}\.?$/i;

const courtesyStart =
  /^(?:thank you|thanks|welcome|hi there|hello|we (?:take|value|respect|care|believe|are committed|want you|know|understand|think|hope|love|strive|aim)\b|your (?:privacy|trust) (?:is|matters)|protecting your privacy|we're committed|we(?:'re| are) (?:glad|happy|pleased|delighted|proud|grateful)\b|privacy is|your (?:data|information) (?:is|are) (?:safe|secure)|we keep your (?:data|information) (?:safe|secure)\b|please (?:read|take)|every company|these (?:rights|choices|tools|settings) (?:can |may )?help you|we (?:strongly )?encourage you to (?:read|review)|we (?:have )?(?:tried|worked) to|questions\?)/i;

const change = (facts: Facts) => facts.unit.change;

/** No known subject on one side only, inside the names of documents either: “Deletion Procedure”, “Feedback Procedure”. */
const sameInNames = ({ lexicon, unit }: Facts): boolean =>
  subjects.every((name) => {
    const [from, to] = [lexicon.terms(name, unit.old), lexicon.terms(name, unit.new)];
    return from.symmetricDifference(to).size === 0;
  });

/** What a sentence sends its reader to: "please see our privacy centre", "as described in section 4". */
const target =
  /((?:(?:^|please|you (?:can|may)|[,;(])(?: also)? (?:see|read|review|view|check)|\b(?:visit(?:ing)?|refer(?:ring)? to|consult|click(?:ing)?(?: on)?|go(?:ing)? to|(?:described|explained|detailed) (?:in|at|on|under|here)))\b)(?:\s*\([^)]*\)|(?!\s(?:and|or) (?:we|you|to|by|call\w*|contact\w*|e-?mail\w*|then|select\w*)\b)[^.,;:()])*(?:\s*\([^)]*\))?/gi;
const binding = /\b(?:we|us|they|may|will|shall|must|not|no|never|only|without|unless)\b/i;

/** The same sentence apart from where it sends its reader. */
function onlyTarget({ unit, shape }: Facts): boolean {
  if (shape !== 'pair') return false;
  const [from, to] = [unit.old, unit.new].map((side) => {
    const masked = maskText(side!.text);
    return masked.replace(target, (found, verb: string) => (binding.test(found) ? found : `${verb} ‹url›`));
  });
  return /‹url›/.test(to!) && readSentence(from!).key === readSentence(to!).key;
}

/** An entry of a list of links to read elsewhere. */
function linkedEntry({ unit, shape, before, after }: Facts): boolean {
  const { old, new: next } = unit.change;
  return (
    shape !== 'pair' &&
    /\b(?:(?:more|additional|further) (?:information|details)|visit|links?|resources|websites)\b[^.]*:\W*$/i.test(
      unit.lead,
    ) &&
    (old === null || before.links.has(normalizeSpace(old))) &&
    (next === null || after.links.has(normalizeSpace(next)))
  );
}

/** "Click here" became "click on the settings of your profile", or the other way round: the same link, named. */
function linkNamed(facts: Facts): boolean {
  if (facts.shape !== 'pair') return false;
  const [from, to] = [facts.unit.old, facts.unit.new].map(
    (side) => side!.words.filter((word) => /^here$/i.test(word.text)).length,
  );
  if (from === to) return false;
  const unnamed = from! > to! ? facts.lostWeight : facts.gainedWeight;
  return (
    unnamed.length === 0 &&
    weighty(facts).length <= 4 &&
    facts.lostNumbers.length + facts.gainedNumbers.length === 0 &&
    vocabularyHits(facts, [...subjects, 'retention', 'graveUses', 'deeds']) === 0 &&
    !logicMoved(facts)
  );
}

/** “Hosted in Munich”: a place, known or not. */
const standsAfterIn = (word: Word, { unit }: Facts): boolean =>
  [unit.old, unit.new].some((side) => {
    const at = side?.words.indexOf(word) ?? -1;
    return at > 0 && /^(?:in|from|to|at)$/i.test(side!.words[at - 1]!.text);
  });

/** What readers may decide, wherever a pointer sends them for it. */
const choice =
  /\b(?:opt-out|opt-in|object|withdraw|delete|unsubscribe|(?:stop|prevent|refuse) (?:the|our|all|any))\b/gi;

export const settledRecognisers = {
  /** Equal after folding, and every actor and denial still before the same word; or clauses numbered anew. */
  sameWords: (facts: Facts) =>
    yes(
      facts.unit.change.kind === 'renumbered' ||
        (facts.shape === 'same' && turned(facts) === null && reordered(facts) === null),
    ),

  elsewhere: (facts: Facts) => yes(facts.unit.elsewhere),

  /** A line that only says when the text was made. */
  dateLine: (facts: Facts) => {
    const rest = facts.masked.replace(/‹date:[^›]*›/g, ' ').trim();
    if (
      !/‹date/.test(facts.masked) &&
      !/\b(?:month|week|day|year)s? ago\b|^\W*(?:last |page )?(?:updated|modified|revised|edited|published|posted) (?:yesterday|today)\W*$|^\D{0,40}\b(?:19|20)\d\d\b/i.test(
        facts.masked,
      )
    )
      return null;
    const letters = rest.replace(/[^\p{L}]+/gu, '').length;
    // One more row of a list of versions: the same words with another date stand in the other text.
    const undated = facts.shape === 'pair' ? null : undatedKey(facts.sentence);
    const other = facts.shape === 'added' ? facts.before : facts.after;
    if (undated !== null && facts.sentence.stems.length <= 8 && other.undated.has(undated)) return ' ';
    // "This notice is effective for new users on sign-up and otherwise from …": when, and nothing else.
    if (
      facts.shape !== 'pair' &&
      /^\W*(?:this|these|our|the) (?:[\w-]+ ){0,3}(?:policy|notice|statement|terms|agreement)(?: of \w+)? (?:is|are|was|were|will be|becomes?|took|takes?) (?:in )?effect/i.test(
        rest,
      ) &&
      !/\b(?:accept|agree|continu|notif|consent|collect)/i.test(rest)
    )
      return ' ';
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

  /** A day moved from which, or until which, something is done or owed. */
  dayOfTerm: (facts: Facts) => {
    if (settledRecognisers.onlyDates(facts) === null) return null;
    const term =
      facts.lexicon.terms('feeWords', facts.sentence).size > 0 ||
      /\b(?:we|you) (?:\w+ ){0,2}(?:charge|pay|share|sell|use|keep|delete|retain|disclose)\b|\b(?:kept|stored|held|retained|deleted|erased|shared|sold|disclosed)\b/i.test(
        facts.masked,
      );
    const bound = /\b(?:from|until|till|through|by|before|after|since|as of|starting(?: on)?|on) ‹date:/i;
    return yes(term && bound.test(facts.masked.replace(/\s+/g, ' ')));
  },

  /** A text in another language became one in this language, or the other way round. */
  translated: (facts: Facts) => {
    const { old, new: next } = change(facts);
    if (old === null || next === null || facts.shape === 'same' || facts.likeness > 0.3) return null;
    const [from, to] = [old, next].map((text) => languageOf(text.toLowerCase().match(/\p{L}+/gu) ?? []));
    return yes(from !== null && to !== null && from !== to);
  },

  /** What can be read in both languages agrees: the figures, and no known subject on one side only. */
  sameFigures: (facts: Facts) => {
    const figures = (text: string | null) => (text?.match(/\d+(?:[.,]\d+)*/g) ?? []).sort().join(' ');
    const { old, new: next } = change(facts);
    return yes(
      figures(old) !== '' &&
        figures(old) === figures(next) &&
        vocabularyHits(facts, [...subjects, 'graveUses']) === 0,
    );
  },

  copyright: (facts: Facts) =>
    yes(
      /©|\(c\)\s*(?:19|20)\d\d|\bcopyright\s+(?:©\s*)?(?:19|20)\d\d|\ball rights reserved\b/i.test(
        facts.sentence.text,
      ),
    ),

  /** Only names of people or products changed, and no rule's subject with them. */
  names: (facts: Facts) => {
    if (facts.shape !== 'pair') return null;
    const changed = [...changedWords(facts, 'old'), ...changedWords(facts, 'new')].filter(
      (word) => !isFiller(word),
    );
    if (changed.some((word) => /^(?:we|us|you|they|it|our|your)$/i.test(word.text))) return null;
    // A country for another is no name where data are kept or sent there.
    if (placeOfData.test(facts.sentence.text))
      if (vocabularyHits(facts, ['places']) > 0 || changed.some((word) => standsAfterIn(word, facts)))
        return null;
    if (vocabularyHits(facts, ['operators']) > 0) return null;
    // What a term means is no name.
    if (/\b(?:shall mean|means|is defined as)\b/i.test(facts.sentence.text)) return null;
    const legal = facts.lexicon.terms('legalTerms', facts.sentence);
    if (legal.has('disputes') || legal.has('termination') || turned(facts) !== null) return null;
    if (changed.length === 0 || changed.length > 8 || facts.lost.length === 0 || facts.gained.length === 0)
      return null;
    if (!changed.every((word) => /^\p{Ll}*[\p{Lu}\d&]/u.test(word.text))) return null;
    if (facts.lostNumbers.length + facts.gainedNumbers.length > 0) return null;
    const sharing =
      facts.deeds.has('share') ||
      facts.topics.includes('sharing') ||
      facts.lexicon.terms('recipients', facts.sentence).size > 0;
    return yes(
      (!sharing || partOfKnownName(facts) || ownProduct(facts)) &&
        vocabularyHits(facts, subjects) === 0 &&
        sameInNames(facts) &&
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

  /** One common word for another, in several places and with nothing else: a term of the author's, not of the deal. */
  terminology: (facts: Facts) => {
    const [from, ...went] = [...new Set(facts.lostWeight)];
    const [to, ...came] = [...new Set(facts.gainedWeight)];
    if (facts.shape !== 'pair' || !from || !to || went.length + came.length > 0) return null;
    const count = facts.renames.words.get(`${from} ${to}`) ?? 0;
    const told = [...subjects, 'retention', 'deeds', 'operators', 'graveUses', 'security', 'scope'] as const;
    return yes(
      count >= leastTimes &&
        vocabularyHits(facts, told) === 0 &&
        !areOpposites(from, to) &&
        facts.lostNumbers.length + facts.gainedNumbers.length === 0 &&
        turned(facts) === null,
      `“${wordsShown(facts, 'old', [from]).split(' ')[0]}” became “${wordsShown(facts, 'new', [to]).split(' ')[0]}” in ${count} places`,
    );
  },

  /** Only which law, or which of its amendments, a definition names. */
  lawNamed: (facts: Facts) => {
    const { text } = facts.sentence;
    // Which law governs is the term itself.
    if (!lawDefined.test(text) || /["“][^"”]*\b(?:applicable|governing)\b/i.test(text)) return null;
    if (facts.shape !== 'pair') return yes(facts.sentence.words.length <= 30);
    const sides = [facts.unit.old!, facts.unit.new!].map(({ text }) =>
      text.replace(/\bas amended by\b.*/i, ' '),
    );
    const [from, to] = sides.map(
      (side) => readSentence(side.replace(law, ' ').replace(/\(?\bas amended\b\)?|\band\b|&/g, ' ')).key,
    );
    // The same law remains: only its year or number moved, or others stand beside it.
    const [was, is] = sides.map(
      (side) =>
        new Set((side.match(law) ?? []).map((name) => readSentence(name.replace(/\d+(?:\/\d+)*/g, ' ')).key)),
    );
    const within = (some: Set<string>, all: Set<string>) =>
      some.size > 0 && [...some].every((name) => all.has(name));
    if (!within(was!, is!) && !within(is!, was!)) return null;
    return yes(from === to);
  },

  /** What holds by law whether the text says it or not, or has to be published by law. */
  lawStated: (facts: Facts) => {
    const { text } = facts.sentence;
    if (
      facts.shape === 'pair' ||
      facts.deeds.size > 0 ||
      /\d/.test(facts.sentence.key.replace(/‹[^›]*›/g, ''))
    )
      return yes(published(facts));
    return yes(
      (lawSaved.test(text) && mandatoryLaw.test(text) && vocabularyHits(facts, beyondLaw) === 0) ||
        published(facts),
    );
  },

  pointer: (facts: Facts) => {
    if (linkedEntry(facts)) return ' ';
    const texts = [facts.unit.old, facts.unit.new].flatMap((side) => (side ? [maskText(side.text)] : []));
    const chosen = texts.map((text) => text.match(choice)?.length ?? 0);
    if (chosen.length === 2 && chosen[0] !== chosen[1]) return null;
    if (onlyTarget(facts)) return ' ';
    if (texts.some((text) => text.search(choice) >= 0)) return null;
    // What readers may do with their own data is a right, whatever it points to.
    if (
      facts.shape !== 'pair' &&
      /\b(?:you (?:can|may)|your right)\b.{0,30}\b(?:download|export|access|correct|copy)\b.{0,40}\b(?:data|information)\b/i.test(
        facts.masked,
      )
    )
      return null;
    if (linkNamed(facts)) return ' ';
    if (
      facts.unit.block === 'item' &&
      !/^(?:terms|subprocessors)$/.test(facts.kind) &&
      facts.shape !== 'pair'
    )
      if (documentName.test(facts.sentence.text) && isLabel(facts.sentence.text)) return ' ';
    const points = (text: string) => {
      const masked = maskText(text);
      return (
        pointerStart.test(masked.replace(/^[^\p{L}‹]+/u, '')) ||
        (readSentence(text).words.length <= 24 && pointerEnd.test(masked))
      );
    };
    return yes([facts.unit.old, facts.unit.new].every((side) => side === null || points(side.text)));
  },

  /** Nobody of the contract, nothing that is done with data, no duty and no figure. */
  otherSubject: (facts: Facts) => {
    const { unit, shape, sentence, deeds } = facts;
    if (shape === 'pair' || shape === 'same' || unit.block === 'row' || /:\W*$/.test(unit.lead)) return null;
    // Names under a title that asks for them.
    if (!hasVerb(sentence.text) && facts.topics.some((topic) => topic !== 'contact')) return null;
    return yes(
      /^(?:privacy|cookies)$/.test(facts.kind) &&
        deeds.size === 0 &&
        !/\d/.test(facts.masked) &&
        !ofThePolicy.test(sentence.text) &&
        vocabularyHits(facts, ['saleWords', 'retention', 'transfers', 'rights', 'recipients', 'tracking']) ===
          0,
    );
  },

  courtesy: (facts: Facts) =>
    yes(
      courtesyStart.test(start(facts)) &&
        facts.lostNumbers.length + facts.gainedNumbers.length === 0 &&
        vocabularyHits(facts, ['graveUses', 'retention']) === 0 &&
        !facts.deeds.has('share'),
    ),

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
        reordered(facts) === null &&
        basisExchanged(facts) === null &&
        !facts.lost.concat(facts.gained).some((stem) => stem.startsWith('‹date')),
    ),

  /** Words that the sentence had before, or still has: said twice, or no longer. */
  repeated: (facts: Facts) =>
    yes(
      facts.shape === 'pair' &&
        weighty(facts).length > 0 &&
        facts.lostNumbers.length + facts.gainedNumbers.length === 0 &&
        facts.gained.every((stem) => facts.unit.old!.stems.includes(stem)) &&
        facts.lost.every((stem) => facts.unit.new!.stems.includes(stem)) &&
        !facts.lost
          .concat(facts.gained)
          .some((stem) => /^(?:not|never|no|unles|without|except|onli)$/.test(stem)) &&
        vocabularyHits(facts, ['operators']) === 0 &&
        reordered(facts) === null,
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
    const beyond = [...subjects, 'graveUses', 'retention', 'tracking'] as const;
    if (beyond.some((name) => lostTerms(facts, name).length > 0)) return null;
    // A device's system is an example of device data when device data were named.
    const named = (name: (typeof beyond)[number]) => facts.lexicon.terms(name, facts.unit.old);
    if (beyond.some((name) => gainedTerms(facts, name).some((hit) => !named(name).has(hit.term))))
      return null;
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
} satisfies Record<string, Ask>;

import { normalizeSpace } from '../../policy/text.ts';
import { undatedKey } from '../context.ts';
import { type Facts, gainedTerms, lostTerms, topicsOf } from '../facts.ts';
import { languageOf } from '../language.ts';
import { daysIn } from '../periods.ts';
import { readSentence, type Sentence } from '../sentences.ts';
import { hasVerb } from '../verb.ts';
import { areOpposites } from '../vocabulary/en/opposites.ts';
import { languageNames } from '../vocabulary/en/topics.ts';
import { isFiller, maskText, wordsOf } from '../words.ts';
import {
  type Ask,
  actorExchanged,
  addressExchanged,
  basisExchanged,
  changedWords,
  logicMoved,
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

/** What leaves the meaning as it was. */

const dateVerb =
  /\b(?:updated?|modified|revised|revision|reviewed|effective|version|published|posted|changed|in force|takes? effect|dated?|as of|valid from)\b/i;

const contactSign =
  /‹mail›|‹phone›|\b(?:p\.?\s?o\.? box|street|avenue|road|boulevard|blvd|suite|floor|zip|postcode|terrace|square|lane|drive|platz|straße|building)\b|\b\d{4,6}\b(?![\s-]*(?:calendar |business |working )?(?:hours?|days?|weeks?|months?|years?|minutes?|seconds?|users?|people|persons?|employees?|customers?|requests?|e-?mails?|percent|per cent|%|eur|euros?|usd|dollars?|pounds?|gbp)\b)|\bcontact (?:us|our|details)\b|\b(?:write|reach|email|call)(?:ing)? (?:to )?us\b|\bdata protection officer\b|\bdpo\b|\brepresentative\b|\bregistered (?:office|address)\b|\bregistration number\b|\baddress:|\b(?:chief executive|managing director|ceo|represented by|located at)\b/i;

/** How a text invites its readers to ask, whatever the channel. */
const invitation =
  /^\W*(?:if|should) you (?:have|need) (?:any |further |additional |more )*(?:questions?|comments?|concerns?|queries|help|assistance)\b(?!.{0,40}\b(?:rights?|request|complain))/i;

/** Whom to write to, not what may be asked for. */
const contactsOfficer =
  /^(?!.*\b(?:rights?|requests?|complain\w*|opt-out|withdraw|object|delet\w+)\b).*\b(?:may|can|to) (?:also )?(?:contact|reach|write to) (?:our|the|its) (?:\w+ ){0,3}(?:officer|representatives?)\b/i;

const law =
  /(?:\p{Lu}[\p{L}&-]*|\([^)]{2,40}\))(?: (?:of|and|the|on|for|to|\p{Lu}[\p{L}&-]*|\([^)]{2,40}\)))* ?(?:Act|Regulations?|Directive|Law|Code|Ordinance)\b(?: \((?:EU|EC|UK)\))?(?: (?:No\.? ?)?\d+(?:\/\d+)*)?/gu;

/** A defined term that is the name of a law. */
const lawDefined =
  /["“][^"”]{2,60}["”]\W*(?:means|refers to|shall mean) (?:the |all )?(?:\p{Lu}[\p{L}&-]*|\()[^.]*?\b(?:Act|Regulations?|Directive|Law|Code|Ordinance)\b/u;

/** A word exchanged fewer times may be what the deal is about. */
const leastTimes = 3;

const channelWords =
  /^(?:email|e-mail|call|telephone|phone|mail|post|write|writing|form|team|legal|support|fax|chat|helpdesk|officer|gmbh|prof|dr|external|named?|represented|directly|rue|street|suite|floor|avenue|road|de|du|des|la|le|contact|reached|reach|data|protection|address|and|or|by|at|located|via|logging|into|account|your|can|could|may|be|emailing|calling|contacting|us)$/i;

const street =
  /\b(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|drive|square|terrace|suite|floor|rue|straße|strasse|platz|via|calle|plaza|house|p\.?\s?o\.? box)\b/i;
const postalCode =
  /\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]{2},? \d{5}\b|\b\d{4,6} \p{Lu}\p{L}+|\p{Lu}\p{L}+ \d{4,6}\b/u;

/** A row of places and the numbers to call there. */
function isPhoneRow({ unit, sentence }: Facts): boolean {
  return (
    unit.block === 'row' &&
    (sentence.text.match(/\d/g)?.length ?? 0) >= 6 &&
    sentence.words.every((word) => /^[\p{Lu}\d‹&+]/u.test(word.text) || isFiller(word)) &&
    /(?:^|[|,]\s*)\+?[\d\s()-]{6,}$/.test(sentence.text)
  );
}

/** A line that is an address: street and code, and no word that does anything. */
function isPostalAddress(text: string): boolean {
  return (
    /\d/.test(text) && street.test(text) && postalCode.test(text) && text.length <= 160 && !hasVerb(text)
  );
}

const pointerStart =
  /^(?:if you (?:are|live|reside)(?: located)? (?:in|from|an?|a resident of|under|over) [^,]{2,60}, )?(?:please )?(?:(?:for|to) (?:more|further|additional|full|complete)?\s*(?:information|details|learn|find out|read more|see|understand)\b|(?:please |you can |you may |to )?(?:also )?(?:see|refer to|read|view|review|visit|click|check|learn more|find out more|consult)\b|(?:more|further|additional) (?:information|details)\b.{0,60}\b(?:available|found|here|in our)\b|learn more|read more|a (?:list|copy|summary|description) of .{0,80} (?:is available|can be found)|information (?:about|on|regarding) .{0,80} (?:is|are) available (?:here|at|on)\b|our .{0,60} (?:is|are) available (?:at|here|on)|table of contents|back to top|you can (?:see|view|find|read|learn)\b)/i;

const documentName =
  /\b(?:policy|notice|statement|terms(?: of \w+)?|guidelines?|guide|agreement|addendum)\W*$/i;

const pointerEnd =
  /\b(?:please|you can|you may)\s+(?:also )?(?:see|review|refer to|read|visit|consult|check|view)\b.{0,70}\b(?:polic(?:y|ies)|notice|page|cent(?:er|re)|overview|terms|faq|here|section|documentation|article)\b[^.]{0,30}\.?$/i;

const courtesyStart =
  /^(?:thank you|thanks|welcome|hi there|hello|we (?:take|value|respect|care|believe|are committed|want you|know|understand|think|hope|love|strive|aim)\b|your (?:privacy|trust) (?:is|matters)|protecting your privacy|we're committed|we(?:'re| are) (?:glad|happy|pleased|delighted|proud|grateful)\b|privacy is|your (?:data|information) (?:is|are) (?:safe|secure)|we keep your (?:data|information) (?:safe|secure)\b|please (?:read|take)|every company|these (?:rights|choices|tools|settings) (?:can |may )?help you|we (?:strongly )?encourage you to (?:read|review)|we (?:have )?(?:tried|worked) to|questions\?)/i;

const bannerSign =
  /\b(?:we(?:'re| are) (?:updating|changing|making changes to)|(?:policy|terms|notice|agreement) (?:has|have) been (?:updated|revised)|(?:our|this) new (?:version|privacy policy|terms|policy|notice)\b.{0,60}\b(?:effect|effective|from|on)|until then,? the|see a preview|(?:view|see|read|for) (?:the|our)? ?(?:previous|prior|earlier|archived|latest|current) versions?\b|summary of (?:the )?changes|what(?:'s| has| is)? (?:new|changed)\b|to see the latest|under discussion|an update to (?:our|this)|^\W*this (?:page )?is (?:the|an?|our) (?:updated|new|current|previous|revised) (?:polic|notice|version|terms|statement)|\b(?:changes|terms|polic(?:y|ies)|notice|updates) (?:\w+ ){0,4}(?:went|goes|go|came|comes|come|will go|will come) into effect\b|^\W*(?:in a nutshell,? )?we(?:'ve| have)? (?:also )?(?:added|clarified|updated|revised|expanded|simplified|reorgani[sz]ed|detailed|rewritten|incorporated|replaced)\b.{0,160}\b(?:details?|sections?|polic(?:y|ies)|notices?|terms|provisions?|information about|language|wording|clarif\w+)|^\W*(?:these|this) (?:terms|policy|notice|agreement) reflects? (?:our |an |the )?(?:updated|new|revised))/i;

/** What leads to a list of what is new in a version. */
const versionLead =
  /\b(?:sections?|parts?|changes?|updates?|clauses?)\b.{0,40}\b(?:updated|changed|made|revised|release|version|include)\b[^.]*:\W*$/i;

const change = (facts: Facts) => facts.unit.change;

/** Page furniture by where and how it stands, whatever it says. */
function isFurniture(facts: Facts): boolean {
  const { unit, sentence, before, after } = facts;
  const sides = [
    { text: change(facts).old, index: before },
    { text: change(facts).new, index: after },
  ].filter((side) => side.text !== null);
  if (sides.every(({ text, index }) => index.aboveTitle.has(normalizeSpace(text!)))) return true;
  if (sides.every(({ text, index }) => index.contents.has(normalizeSpace(text!)))) return true;
  // Pictures inside links, captured as text: teasers of other pages.
  if (facts.shape !== 'pair' && sides.every(({ text }) => teaser.test(text!))) return true;
  const standing = [
    { sentence: unit.old, index: before },
    { sentence: unit.new, index: after },
  ].filter((side) => side.sentence !== null);
  if (
    facts.kind !== 'subprocessors' &&
    standing.every(({ sentence: said, index }) => index.margins.has(said!.key) && !saidBefore(said!, index))
  )
    return true;
  // What a picture inside a link leaves behind: a price, a name, an address.
  const debris = /\]\(https?:/.test(sentence.text);
  if (debris && sentence.words.filter((word) => /^\p{L}/u.test(word.text)).length <= 5) return true;
  if (unit.block === 'row') return false;
  if (callToAction.test(sentence.text) && sentence.words.length <= 14) return true;
  if (facts.shape !== 'pair' && consentButton.test(sentence.text)) return true;
  const contents =
    unit.block === 'item' || sides.every(({ text, index }) => index.links.has(normalizeSpace(text!)));
  if (
    contents &&
    unit.lead === '' &&
    sides.every(({ text, index }) => index.headings.has(readSentence(withoutAnchor(text!)).key))
  )
    return true;
  const linked = sides.every(({ text, index }) => index.links.has(normalizeSpace(text!)));
  const untitled = unit.titles.flatMap(topicsOf).every((topic) => topic === 'contact');
  if (
    linked &&
    unit.lead === '' &&
    untitled &&
    sentence.words.length <= 6 &&
    facts.kind !== 'subprocessors' &&
    vocabularyHits(facts, ['recipients', 'saleWords', 'tracking', 'rights']) === 0
  )
    return true;
  // Links in title case behind a finished sentence: the foot of the page, not its list.
  if (linked && facts.shape !== 'pair' && /[.!]\W*$/.test(unit.lead) && isLabel(sentence.text)) return true;
  const lines = (change(facts).new ?? change(facts).old ?? '').split('\n');
  const titles = lines.filter((line) =>
    sides.some(({ index }) => index.headings.has(readSentence(withoutAnchor(line)).key)),
  );
  if (lines.length >= 3 && titles.length >= 0.6 * lines.length) return true;
  if (unit.old === null || unit.new === null) {
    const index = unit.old === null ? after : before;
    if (isContents(sentence.key, sentence.stems.length, index.headings)) return true;
  }
  const labels = sentence.text.match(/\p{L}+/gu) ?? [];
  const tongues = labels.filter(
    (word) => languageNames.has(word.toLowerCase()) || !/^\p{Script=Latin}+$/u.test(word),
  );
  if (labels.length >= 3 && tongues.length >= 0.6 * labels.length && !hasVerb(sentence.text)) return true;
  return isMenuEntry(facts);
}

/** The line stands in the body of the text as well as in its margins. */
const saidBefore = (sentence: Facts['sentence'], index: Facts['before']) =>
  (index.sentences.get(sentence.key) ?? 0) > 1 && sentence.stems.length > 4;

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

/** `[Your rights](#your rights)`: a link that was captured as text. */
const withoutAnchor = (text: string) => text.replace(/\[([^\]]+)\]\(#[^)]*\)/g, '$1');

const teaser = /\]\((?:https?:\/\/|\/)[^)\s]*\)\s*\[?!?\[/;

/** What a page calls out to its visitors. */
const callToAction =
  /^(?:get started|request a demo|contact sales|start (?:your )?free trial|sign up (?:now|today|for free|free)|download (?:the|our) app|subscribe (?:now|to our newsletter)|follow us|shop now|back to (?:menu|home|top)|save \d+%|comments are closed|thanks? (?:you )?for (?:the|your) feedback|(?:there was|we had) an? (?:issue|error|problem)\b.{0,30}\b(?:submitting|loading|sending)|was this (?:article|page)|copy link|skip to)\b/i;

/** A table of contents run together: three headings or more and hardly anything else. */
function isContents(key: string, length: number, headings: ReadonlySet<string>): boolean {
  if (length < 8 || !/\b\d+\b/.test(key)) return false;
  const found = [...headings].filter((heading) => heading.includes(' ') && key.includes(heading));
  return (
    found.length >= 3 &&
    found.reduce((sum, heading) => sum + heading.split(' ').length, 0) >= 0.7 * (length - found.length)
  );
}

/** A few words, each with a capital. */
const isLabel = (text: string): boolean =>
  text.length <= 50 &&
  text.split(/\s+/).every((word) => /^(?:\P{L}*\p{Lu}|of|and|the|to|for|&|my)/u.test(word));

const headsWhatFollows = ({ text, words }: Sentence): boolean =>
  isLabel(text) && !menuName.test(text) && words.length <= 5 && !/[.;,:!]\s*$/.test(text) && !hasVerb(text);

/** The button that opens the choices of a consent banner. */
const consentButton =
  /^(?:manage |your |change )?(?:cookies?|consent|privacy|ads?) (?:preferences|settings|choices|consent)$/i;

/** Entries of a menu: a few words in an item, no sentence, under nothing that a policy would say. */
function isMenuEntry(facts: Facts): boolean {
  const { unit, sentence, kind } = facts;
  if (unit.block !== 'item' || kind === 'subprocessors' || sentence.words.length > 8) return false;
  if (/[.;:]$/.test(unit.lead) || hasVerb(unit.lead) || readSentence(unit.lead).words.length > 4)
    return false;
  if (vocabularyHits(facts, ['dataTypes', 'recipients', 'saleWords', 'rights']) > 0) return false;
  if (!/^\p{Lu}/u.test(sentence.text) || /[.;,]$/.test(sentence.text)) return false;
  if (/\b(?:we|our|us)\b/i.test(sentence.text)) return false;
  return unit.titles.flatMap(topicsOf).length === 0;
}

const menuName =
  /\b(?:terms|policy|policies|notice|statement|agreement|conditions|act|code|guidelines|report|center|centre|careers|blog|press|help|home|log ?in|sign (?:up|in)|download|menu|search|footer|cookies?|settings|about|contact|support|courses?|degrees?|certificates?|learners|partners|developers|affiliates|directory|translators|general|overview|introduction|contents?)\b/i;

export const settledRecognisers = {
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
    // One more row of a list of versions: the same words with another date stand in the other text.
    const undated = facts.shape === 'pair' ? null : undatedKey(facts.sentence);
    const other = facts.shape === 'added' ? facts.before : facts.after;
    if (undated !== null && facts.sentence.stems.length <= 8 && other.undated.has(undated)) return ' ';
    // "This notice is effective for new users on sign-up and otherwise from …": when, and nothing else.
    if (
      facts.shape !== 'pair' &&
      /^\W*(?:this|these|our|the) (?:[\w-]+ ){0,3}(?:policy|notice|statement|terms|agreement) (?:is|are|was|were|will be|becomes?|took|takes?) (?:in )?effect/i.test(
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

  /** A text in another language became one in this language, or the other way round. */
  translated: (facts: Facts) => {
    const { old, new: next } = change(facts);
    if (old === null || next === null) return null;
    const [from, to] = [old, next].map((text) =>
      languageOf(wordsOf(maskText(text)).map(({ text }) => text.toLowerCase())),
    );
    return yes(from !== null && to !== null && from !== to);
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
      // How long something takes or is kept is no address, whatever the title says.
      if ([...facts.lostNumbers, ...facts.gainedNumbers].some((label) => daysIn(label) !== null)) return null;
      if (addressExchanged(facts)) return ' ';
      const invites = [facts.unit.old, facts.unit.new].every((side) => invitation.test(side!.text));
      if (
        invites &&
        vocabularyHits(facts, [...subjects, 'retention']) === 0 &&
        facts.gainedNumbers.length === 0
      )
        return ' ';
      const times =
        /\b(?:call|phone|telephone|reach|office hours|opening hours|open)\b.*(?:o'clock|\b[ap]\.?m\b|\d:\d\d)/i;
      if (times.test(facts.masked) && weighty(facts).every((stem) => /^\d/.test(stem))) return ' ';
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
        /‹mail›|‹phone›|\baddress\b|contact|form|\b\d{4,}\b(?![\s-]*(?:calendar |business |working )?(?:hours?|days?|weeks?|months?|years?|minutes?|seconds?|users?|people|persons?|employees?|customers?|requests?|e-?mails?|percent|per cent|%|eur|euros?|usd|dollars?|pounds?|gbp)\b)|street|avenue|road|terrace|floor|suite|p\.?o\.? box/i.test(
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
    const asked = /\b(?:contact|reach|write to|get in touch with)\b[^.]*:\W*$/i.test(facts.unit.lead);
    if (
      asked &&
      facts.deeds.size === 0 &&
      (street.test(facts.masked) || /^\W*(?:by|through|via|for any)\b/i.test(facts.masked))
    )
      return ' ';
    if (contactsOfficer.test(facts.masked) && facts.deeds.size === 0) return ' ';
    if (isPostalAddress(facts.sentence.text) || isPhoneRow(facts)) return ' ';
    const named = facts.sentence.words.every((word) => /^[\p{Lu}\d‹&]/u.test(word.text) || isFiller(word));
    if (inContact && named && length <= 12 && !hasVerb(facts.sentence.text)) return ' ';
    if (/^(?:(?:opening|office|business|working) )?hours(?: of \w+)?:/i.test(facts.sentence.text)) return ' ';
    if (
      length > 45 ||
      /\bright\b|\b(?:sign up|subscribe|notif\w+)\b|\b(?:request|ask)\b.{0,60}\b(?:delet|eras|correct|remov|restrict|copy|access|stop)/i.test(
        facts.masked,
      )
    )
      return null;
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

  /** Only names of people or products changed, and no rule's subject with them. */
  names: (facts: Facts) => {
    if (facts.shape !== 'pair') return null;
    const changed = [...changedWords(facts, 'old'), ...changedWords(facts, 'new')].filter(
      (word) => !isFiller(word),
    );
    if (changed.some((word) => /^(?:we|us|you|they|it|our|your)$/i.test(word.text))) return null;
    // A country for another is no name where data are kept or sent there.
    if (vocabularyHits(facts, ['places']) > 0 && placeOfData.test(facts.sentence.text)) return null;
    if (vocabularyHits(facts, ['operators']) > 0) return null;
    if (facts.lexicon.terms('legalTerms', facts.sentence).has('disputes') || turned(facts) !== null)
      return null;
    if (changed.length === 0 || changed.length > 8 || facts.lost.length === 0 || facts.gained.length === 0)
      return null;
    if (!changed.every((word) => /^[\p{Lu}\d&]/u.test(word.text))) return null;
    if (facts.lostNumbers.length + facts.gainedNumbers.length > 0) return null;
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
    if (facts.shape !== 'pair') return yes(lawDefined.test(text) && facts.sentence.words.length <= 30);
    if (!lawDefined.test(text)) return null;
    const [from, to] = [facts.unit.old!, facts.unit.new!].map(
      (side) => readSentence(side.text.replace(law, ' ').replace(/\bas amended\b|\band\b|&/g, ' ')).key,
    );
    return yes(from === to);
  },

  pointer: (facts: Facts) => {
    if (/\b(?:opt-out|opt-in|object|withdraw|delete|unsubscribe)\b/i.test(facts.masked)) return null;
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

  courtesy: (facts: Facts) =>
    yes(
      courtesyStart.test(start(facts)) &&
        vocabularyHits(facts, ['graveUses', 'retention']) === 0 &&
        !facts.deeds.has('share'),
    ),

  banner: (facts: Facts) =>
    yes(
      bannerSign.test(facts.masked) ||
        versionLead.test(facts.unit.lead) ||
        (/^\W*we (?:also )?(?:added|clarified|updated|revised) /i.test(facts.masked) &&
          bannerSign.test(change(facts).new ?? change(facts).old ?? '')),
    ),

  /** A heading, or a label that ends in a colon. */
  title: (facts: Facts) => {
    const statement =
      /\b(?:we|you)\b.*\b(?:not|never|will|may|must|do|sell|share)\b/i.test(facts.sentence.text) &&
      !/\?\s*$/.test(facts.sentence.text);
    if (facts.unit.block === 'heading') return yes(!statement);
    const { text, words } = facts.sentence;
    // "What we don’t do." heads what follows.
    if (
      facts.shape !== 'pair' &&
      /^\W*(?:what|how|why|when|where|who|which)\b/i.test(text) &&
      words.length <= 9
    )
      return ' ';
    // A line of its own in a text of sentences: its place says that it heads what follows.
    const alone = facts.unit.block === 'paragraph' || facts.unit.block === 'clause';
    const lists = ['sharing', 'collection', 'cookies', 'sale-ads'].includes(facts.topics[0] ?? '');
    if (alone && !lists && !/^(?:subprocessors|cookies)$/.test(facts.kind))
      if ([facts.unit.old, facts.unit.new].every((side) => side === null || headsWhatFollows(side)))
        return ' ';
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
    if (isFurniture(facts)) return ' ';
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
      vocabularyHits(facts, ['dataTypes', 'recipients', 'saleWords', 'rights']) === 0 &&
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

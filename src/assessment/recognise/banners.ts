import type { Facts } from '../facts.ts';
import { daysIn } from '../periods.ts';
import { splitSentences } from '../sentences.ts';
import { hasVerb } from '../verb.ts';
import { maskText } from '../words.ts';
import { type Ask, subjects, vocabularyHits, yes } from './ask.ts';

/** What a page says around its text: that a version comes, what a form answers, what a consent banner asks. */

const bannerSign =
  /\b(?:(?:company|name) (?:name )?(?:is|has) (?:changing|changed|now)\b|name change\b|we(?:'re| are) (?:updating|changing|making changes to)|(?:policy|terms|terms of (?:service|use)|notice|agreement|section|article|") (?:[^.]{0,90} )?(?:has|have) been (?:updated|revised)|\bas of ‹date[^.]{0,20}we(?:'ve| have) (?:updated|revised|changed) our\b|\bpolicy is (?:in|under) (?:\w+ )?review\b|\bwe(?:'ve| have) (?:updated|revised) our (?:privacy|terms|polic|cookie|notice)|(?:our|this) new (?:version|privacy policy|terms|policy|notice)\b.{0,60}\b(?:effect|effective|from|on)|until then,? the|see a preview|(?:view|see|read|for) (?:the|our)? ?(?:previous|prior|earlier|archived|latest|current) versions?\b|summary of (?:the )?changes|what(?:'s| has| is)? (?:new|changed)\b|to see the latest|under discussion|an update to (?:our|this|section)|(?:most recent|latest|last) update to (?:the|our|these|this)\b|for the version effective\b|archives? of (?:the )?previous versions?|preview the (?:update|changes)|\b(?:not|n't) mak(?:e|ing) any (?:material |substantive )?changes|^\W*this page is the (?:updated|current|previous|new)|^\W*this (?:page )?is (?:the|an?|our) (?:updated|new|current|previous|revised) (?:polic|notice|version|terms|statement)|\b(?:changes|terms|polic(?:y|ies)|notice|updates) (?:\w+ ){0,4}(?:went|goes|go|came|comes|come|will go|will come) into effect\b|^\W*(?:in a nutshell,? )?we(?:'ve| have)? (?:also )?(?:added|clarified|updated|revised|expanded|simplified|reorgani[sz]ed|detailed|rewritten|incorporated|replaced)\b.{0,160}\b(?:details?|sections?|polic(?:y|ies)|notices?|terms|provisions?|information about|language|wording|clarif\w+)|^\W*(?:these|this) (?:terms|policy|notice|agreement) reflects? (?:our |an |the )?(?:updated|new|revised))/i;

/** A sentence about the text itself, in a paragraph of its own that announces a version. */
function besideBanner(facts: Facts): boolean {
  const { unit, shape, masked } = facts;
  const text = unit.change.new ?? unit.change.old ?? '';
  return (
    shape !== 'pair' &&
    unit.block === 'paragraph' &&
    (unit.change.old === null || unit.change.new === null) &&
    text.length <= longestBanner &&
    splitSentences(text).some((one) => bannerSign.test(maskText(one))) &&
    /\b(?:updat\w+|versions?|clarif\w+|moved|standalone|clear|changes?|effect|effective|preview|review)\b/i.test(
      masked,
    ) &&
    !saysOfReaders.test(masked) &&
    vocabularyHits(facts, ['rights', 'feeWords', 'retention', 'transfers']) === 0
  );
}

const longestBanner = 600;

/** More than that a text changed: what is done, owed or taken. */
const saysOfReaders =
  /\b(?:collect|share|sell|charge|retain|keep|arbitrat\w+|fees?|prices?|refunds?|must|allow\w*|without (?:\w+ )?notice|at once|immediately|follow|recorded|train\w*|public|your (?!review|attention|convenience|reference|feedback|understanding|use of|continued))\b/i;

/** What leads to a list of what is new in a version. */
const versionLead =
  /\b(?:sections?|parts?|changes?|updates?|clauses?)\b.{0,40}\b(?:updated|changed|made|revised|release|version|include)\b[^.]*:\W*$/i;

/** What a page answers or asks while it is used: messages of forms, calls to load or share something, promotion. */
const pageMessage =
  /\b(?:submission|submitted|subscribed|unsubscribed|sent|saved|registered|updated|verified|copied)\b.{0,20}\bsuccessfully\b|\bsuccessfully (?:submitted|subscribed|unsubscribed|sent|saved|registered|updated|verified)\b|^\W*(?:loading|please wait|thanks? (?:you )?for (?:the|your|signing|subscribing|registering)|something went wrong|try again|page not found|no results)\b|\b(?:try again later|check your connection|(?:temporarily|currently) (?:unable|unavailable|experiencing)|scheduled maintenance|operating with (?:a )?limited|longer than usual)\b|\b(?:save|bookmark|print|share) this (?:page|article)\b|\b(?:make|set) .{0,30}your (?:home ?page|browser)\b|^\W*(?:remove|hide|skip) ads\W*$|^\W*download [\w ]{1,30} for (?:android|ios|iphone|windows|mac)\b/i;

const binds =
  /\b(?:we|our|us|must|shall|may|never|not|agree\w*|consent|fees?|charge\w*|refund\w*|free|right|law|prohibited|required)\b/i;

const asksConsent =
  /\b(?:accept|reject|allow|decline|refuse) (?:all|only|cookies|non-essential|optional|necessary)\b|\bby (?:continuing|using|clicking|closing)\b.{0,60}\b(?:agree|accept|consent)\b|\byou can (?:accept|change|manage|set) (?:all |your |\(?your )?(?:cookies?|cookie (?:preferences|settings))|\b(?:we'd|we would) like to (?:use|set) cookies\b/i;
/** What goes beyond the question: to whom, across what, on what ground, and what becomes of a refusal. */
const asksMore =
  /\b(?:sell(?:s|ing)?|sold|brokers?|partners?|advertisers|legitimate|profil\w+|across|other (?:web)?sites|waive|object|withdraw\w*|cannot|not|never|always|leave|train)\b/i;
const mostOfMessage = 40;
const longestMessage = 300;

/** What a banner or courtesy goes on to do. */
const goesOn =
  /\b(?:to|so that|and|which) (?:(?:we|they|others|us|can|may|now) )*(?:let|allow|permit|share|sell|charge|train)\b|\b(?:ends?|raises?|revokes?|takes? away) your\b/i;
const pointsOrDates =
  /\b(?:see|read|review|click|visit|below|here|version|effective|‹date)\b|‹(?:date|url|mail)/i;
const leastStated = 4;
const knowsOfYou =
  /^\W*we (?:\w+ )?know (?:your|where|who|which|what|when|how) (?!.{0,30}\b(?:concern|worr|privacy|import))/i;

export const bannerRecognisers = {
  /** Messages of forms, calls and promotion: said by the page, not by the policy. */
  pageVoice: (facts: Facts) => {
    const { unit, shape, sentence, deeds, lostNumbers, gainedNumbers } = facts;
    const texts = [unit.old, unit.new].flatMap((side) => (side ? [side.text] : []));
    const counted = lostNumbers.concat(gainedNumbers).some((label) => daysIn(label) !== null);
    if (counted || unit.block === 'row' || deeds.has('share') || deeds.has('keep')) return null;
    if (vocabularyHits(facts, [...subjects, 'tracking', 'graveUses', 'places']) > 0) return null;
    if (texts.every((text) => pageMessage.test(text))) return yes(sentence.words.length <= mostOfMessage);
    const whole = unit.change.new ?? unit.change.old ?? '';
    if (unit.block === 'paragraph' && shape !== 'pair' && unit.change.kind !== 'changed')
      if (whole.length <= longestMessage && pageMessage.test(whole) && !binds.test(sentence.text)) return ' ';
    return null;
  },

  /** The question of a consent banner: it asks what the text around it does not ask. */
  consentBanner: (facts: Facts) => {
    const { unit, shape, sentence, deeds } = facts;
    const whole = unit.change.new ?? unit.change.old ?? '';
    return yes(
      shape !== 'pair' &&
        unit.block !== 'row' &&
        unit.block !== 'item' &&
        !deeds.has('share') &&
        !asksMore.test(sentence.text) &&
        vocabularyHits(facts, [
          'recipients',
          'saleWords',
          'rights',
          'transfers',
          'graveUses',
          'retention',
        ]) === 0 &&
        /\bcookies?\b/i.test(whole) &&
        asksConsent.test(whole) &&
        (whole.length <= longestBanner || asksConsent.test(sentence.text)),
    );
  },

  /** The company knows something of the reader, or goes on to do something. */
  goesOn: (facts: Facts) => {
    const [, ...rest] = facts.masked.split(/[:;] |,? but /);
    const states = rest.some(
      (part) =>
        (hasVerb(part) || (part.match(/\p{L}+/gu)?.length ?? 0) >= leastStated) &&
        !pointsOrDates.test(part) &&
        !bannerSign.test(part),
    );
    return yes(states || goesOn.test(facts.masked) || knowsOfYou.test(facts.masked));
  },

  banner: (facts: Facts) =>
    yes(
      besideBanner(facts) ||
        bannerSign.test(facts.masked) ||
        versionLead.test(facts.unit.lead) ||
        (/^\W*we (?:also )?(?:added|clarified|updated|revised) /i.test(facts.masked) &&
          bannerSign.test(facts.unit.change.new ?? facts.unit.change.old ?? '')),
    ),
} satisfies Record<string, Ask>;

import { normalizeSpace } from '../../policy/text.ts';
import { type Facts, topicsOf } from '../facts.ts';
import { daysIn } from '../periods.ts';
import { readSentence, type Sentence } from '../sentences.ts';
import { hasVerb } from '../verb.ts';
import { languageNames } from '../vocabulary/en/topics.ts';
import { type Ask, vocabularyHits, yes } from './ask.ts';

/** What a page has around its text: menus, headings, buttons, cards of other pages. */

const change = (facts: Facts) => facts.unit.change;

/** Page furniture by where and how it stands, whatever it says. */
function isFurniture(facts: Facts): boolean {
  const { unit, sentence, before, after } = facts;
  if ((sentence.text.match(/\]\(#/g)?.length ?? 0) >= leastAnchors) return true;
  if (/^\W*Prev(?:ious)? .*\bNext \S/.test(sentence.text)) return true;
  const sides = [
    { text: change(facts).old, index: before },
    { text: change(facts).new, index: after },
  ].filter((side) => side.text !== null);
  if (sides.every(({ text, index }) => index.aboveTitle.has(normalizeSpace(text!)))) return true;
  if (
    sides.every(
      ({ text, index }) =>
        index.contents.has(normalizeSpace(text!)) &&
        (/^\W*(?:(?:jump|go|skip) to\W+[\d.\s]*)?(?:what|how|why|who|which)\b/i.test(text!) ||
          !hasVerb(text!)),
    )
  )
    return true;
  const standing = [
    { sentence: unit.old, index: before },
    { sentence: unit.new, index: after },
  ].filter((side) => side.sentence !== null);
  if (
    facts.kind !== 'subprocessors' &&
    vocabularyHits(facts, ['retention', 'saleWords', 'recipients', 'tracking']) === 0 &&
    !statesFee(facts) &&
    standing.every(({ sentence: said, index }) => index.menus.has(normalizeSpace(said!.text)))
  )
    return true;
  if (
    facts.kind !== 'subprocessors' &&
    vocabularyHits(facts, ['retention', 'saleWords']) === 0 &&
    !statesFee(facts) &&
    facts.lostNumbers.concat(facts.gainedNumbers).every((label) => daysIn(label) === null) &&
    standing.every(({ sentence: said, index }) => index.margins.has(said!.key) && !saidBefore(said!, index))
  )
    return true;
  if (unit.block === 'row') return false;
  // "Menu" above the entries is the button that opens them.
  if (unit.block === 'item' && /(?:^|[.!?\])|]\s*)menu\W*$/i.test(unit.lead)) return true;
  if (
    /\b(?:table of contents|on this page)\b/i.test(unit.titles[0] ?? '') &&
    unit.block === 'item' &&
    !/[.;]\W*$/.test(sentence.text)
  )
    return facts.shape !== 'pair' && sentence.words.length <= 12;
  if (callToAction.test(sentence.text) && !facts.deeds.has('share') && sentence.words.length <= 14)
    return true;
  if (facts.shape !== 'pair' && !/:\W*$/.test(unit.lead) && consentButton.test(sentence.text)) return true;
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
    sentence.words.length <= 14 &&
    facts.kind !== 'subprocessors' &&
    vocabularyHits(facts, ['recipients', 'saleWords', 'tracking', 'rights']) === 0
  )
    return true;
  // Links in title case behind a finished sentence: the foot of the page, not its list.
  if (
    linked &&
    !['sharing', 'collection', 'cookies', 'sale-ads'].includes(facts.topics[0] ?? '') &&
    facts.shape !== 'pair' &&
    /[.!]\W*$/.test(unit.lead) &&
    isLabel(sentence.text)
  )
    return true;
  const labels = sentence.text.match(/\p{L}+/gu) ?? [];
  const tongues = labels.filter(
    (word) => languageNames.has(word.toLowerCase()) || !/^\p{Script=Latin}+$/u.test(word),
  );
  return labels.length >= 3 && tongues.length >= 0.6 * labels.length && !hasVerb(sentence.text);
}

/** So many links to places of the same page in one line are its contents. */
const leastAnchors = 3;

/** Money is spoken of, by more than the name of a page about it: “Refunds & Cancellations”, “Tax transparency”. */
const statesFee = (facts: Facts): boolean =>
  vocabularyHits(facts, ['feeWords']) > 0 &&
  (hasVerb(facts.sentence.text) ||
    facts.sentence.words.length > wordsOfName ||
    /\d/.test(facts.sentence.text));
const wordsOfName = 4;

/** The line stands in the body of the text as well as in its margins. */
const saidBefore = (sentence: Facts['sentence'], index: Facts['before']) =>
  (index.sentences.get(sentence.key) ?? 0) > 1 && sentence.stems.length > 4;

/** `[Your rights](#your rights)`: a link that was captured as text. */
const withoutAnchor = (text: string) => text.replace(/\[([^\]]+)\]\(#[^)]*\)/g, '$1');

/** A picture inside a link, or the end of a link that began blocks before: teasers of other pages. */
const teaser = /\]\((?:https?:\/\/|\/)[^)\s]*\)\s*\[?!?\[|^[^[]*\]\(https?:\/\/[^)\s]*\)[\s)]*$/;

const termsTitle = /^\W*(?:[\p{Lu}\d][\w.&'’]* ){0,3}terms (?:of (?:service|use)|(?:and|&) conditions)\W*$/iu;

/** What a page calls out to its visitors. */
const callToAction =
  /^(?:get started|request a demo|contact sales|start (?:your )?free trial|sign up (?:now|today|for free|free)|download (?:the|our) app|subscribe (?:now|to our newsletter)|follow us|shop now|back to (?:menu|home|top)|save \d+%|comments are closed|thanks? (?:you )?for (?:the|your) feedback|(?:there was|we had) an? (?:issue|error|problem)\b.{0,30}\b(?:submitting|loading|sending)|(?:did|do) you find this (?:page|article|content)|was this (?:article|page)|copy link|skip to)\b|\b(?:leave|leaving) (?:our|this) (?:web ?)?site\b|\bclose this (?:message|window|dialog)\b/i;

const columnName =
  /^\W*(?:(?:name|type|purposes?|categor(?:y|ies)|description|duration|expir(?:y|ation)|lifetime|retention|provider|domain|recipients?|legal basis|cookies?|data|location|country|services?|function|vendors?|company|period|storage)(?: (?:of|the|for|and|period|data|personal|recipients?|processing|cookies?|name|purposes?|retention|storage))*)\W*$/i;

/** A few words, each with a capital. */
export const isLabel = (text: string): boolean =>
  text.length <= 50 &&
  text.split(/\s+/).every((word) => /^(?:\P{L}*\p{Lu}|of|and|the|to|for|&|my)/u.test(word));

const headsWhatFollows = ({ text, words }: Sentence): boolean =>
  isLabel(text) && !menuName.test(text) && words.length <= 5 && !/[.;,:!]\s*$/.test(text) && !hasVerb(text);

/** The title of a box that sums up the page. */
const summaryTitle = /^\W*(?:AI[- ]generated )?(?:key takeaways|summary by AI|AI (?:summary|overview))\W*$/i;
const machineMade = /\bAI\b/;
/** A box that a person wrote says what the text says: so much of its words stand there. */
const leastKnown = 0.75;

/** The button that opens the choices of a consent banner. */
const consentButton =
  /^(?:manage |your |change )?(?:cookies?|consent|privacy|ads?) (?:preferences|settings|choices|consent)$/i;

const menuName =
  /\b(?:terms|policy|policies|notice|statement|agreement|conditions|act|code|guidelines|report|center|centre|careers|blog|press|help|home|log ?in|sign (?:up|in)|download|menu|search|footer|cookies?|settings|about|contact|support|courses?|degrees?|certificates?|learners|partners|developers|affiliates|directory|translators|general|overview|introduction|contents?)\b/i;

/** "Governing law: …", "Controller: …": a label with what it states. */
const stated =
  /^\W*(?:(?:governing|applicable) law|(?:place of )?jurisdiction|(?:data )?controller|responsible (?:company|party|entity))(?: and \w+)?\s*:\s*\p{Lu}/iu;

export const furnitureRecognisers = {
  partyOrLaw: (facts: Facts) =>
    yes(
      facts.shape !== 'same' &&
        facts.unit.block !== 'heading' &&
        stated.test(facts.sentence.text) &&
        // A company or a country that the other text names as well is only said in another place.
        facts.sentence.words.some(
          (word) =>
            /^\p{Lu}/u.test(word.text) &&
            !/^(?:govern|applicabl|law|place|jurisdiction|data|controller|responsibl|company|party|entity|address|inc|ltd|gmbh|llc)/i.test(
              word.text,
            ) &&
            !(facts.shape === 'removed' ? facts.after : facts.before).stems.has(word.stem),
        ),
    ),

  /** Terms of use captured below a notice, with a title like its own, where its other version has none. */
  otherDocument: ({ kind, unit, shape, before, after }: Facts) => {
    if (!/^(?:privacy|cookies)$/.test(kind) || !/^(?:added|removed)$/.test(shape)) return null;
    const title = unit.titles.slice(1).find((one) => termsTitle.test(one));
    const [here, other] = shape === 'added' ? [after, before] : [before, after];
    return yes(
      title !== undefined && here.documents.has(title) && !other.headings.has(readSentence(title).key),
    );
  },

  /** Cards of other pages, what a picture inside a link leaves behind, data of a script. */
  debris: (facts: Facts) => {
    const { shape, unit, sentence } = facts;
    const texts = [unit.change.old, unit.change.new].filter((text) => text !== null);
    if (shape !== 'pair' && texts.every((text) => teaser.test(text))) return ' ';
    const letters = sentence.words.filter((word) => /^\p{L}/u.test(word.text));
    return yes(
      (/\]\(https?:/.test(sentence.text) && letters.length <= 5) ||
        /^\s*[{[]\s*"[^"]*"\s*:/.test(sentence.text),
    );
  },

  /** The names of columns, repeated as a row of the table. */
  headerRow: ({ unit, shape }: Facts) => {
    const cells = (unit.change.new ?? unit.change.old ?? '').split(/\s*\|\s*/);
    return yes(
      unit.block === 'row' &&
        shape !== 'pair' &&
        cells.every((cell) => columnName.test(cell)) &&
        (unit.header.trim() === '' || cells.some((cell) => cell !== '' && unit.header.includes(cell))),
    );
  },

  /** An entry of a box that sums up the page, by a machine or in the words of the text; nothing is said by the company itself. */
  summaryBox: ({ unit, shape, sentence, before, after, lostWeight, gainedWeight }: Facts) => {
    const title = unit.titles[0] ?? '';
    if (!summaryTitle.test(title) || /\b(?:we|us|our)\b/i.test(sentence.text)) return null;
    if (machineMade.test(title)) return ' ';
    const [words, other] = shape === 'removed' ? [lostWeight, after] : [gainedWeight, before];
    const known = words.filter((stem) => other.stems.has(stem)).length;
    return yes(shape !== 'pair' && known >= leastKnown * words.length);
  },

  /** A heading, or a label that ends in a colon. */
  title: (facts: Facts) => {
    const statement =
      /\b(?:we|you)\b.*\b(?:not|never|will|may|must|do|sell|share)\b/i.test(facts.sentence.text) &&
      !/\?\s*$/.test(facts.sentence.text);
    // "What we never collect" and "What we collect" head opposite lists.
    const denies = [facts.unit.old, facts.unit.new].map(
      (side) =>
        side?.words.filter((word) => /^(?:not|never|no|without|nor|neither|none)$/.test(word.stem)).length,
    );
    if (facts.shape === 'pair' && denies[0] !== denies[1]) return null;
    if (facts.unit.block === 'heading') return yes(!statement);
    const { text, words } = facts.sentence;
    // "What we don’t do." heads what follows.
    if (
      facts.shape !== 'pair' &&
      /^\W*(?:what|how|why|when|where|who|which)\b/i.test(text) &&
      !/[,:;]\s+\S/.test(text) &&
      (/\?\s*$/.test(text) || !/^\W*(?:when|where)\b/i.test(text)) &&
      words.length <= 9
    )
      return ' ';
    // A line of its own in a text of sentences: its place says that it heads what follows.
    const says =
      vocabularyHits(facts, [
        'feeWords',
        'legalTerms',
        'saleWords',
        'tracking',
        'retention',
        'operators',
        'rights',
      ]) > 0;
    const alone = !says && (facts.unit.block === 'paragraph' || facts.unit.block === 'clause');
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
} satisfies Record<string, Ask>;

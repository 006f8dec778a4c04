import type { Facts } from '../facts.ts';
import { type Ask, changedWords, vocabularyHits, yes } from './ask.ts';

/** What a line of a few words says of data, money or the contract, without anybody who does it: “Calls are recorded”. */
const practice =
  /\b(?:sold (?:to|off)|(?:data|information|location|records?|history|details) (?:is|are|was|were|gets?|may be|will be) (?:sold|shared|disclosed|kept|stored|retained|recorded|tracked|collected|scanned)|(?:shared|handed|passed on|goes|go|sent|disclosed|given) (?:to|with|over to) (?:\w+ ){0,3}(?:brokers?|advertisers?|police|insurers?|(?:ad|advertising) networks?|third parties|parent (?:group|company)|authorities)|sales? of (?:\w+ ){0,2}(?:data|information) to \w+|(?:is|are) (?:recorded|tracked|scanned|listened to|profiled)|(?:scanned|tracked|profiled) (?:for|around|across)|(?:used|fed) to train|(?:listen(?:s|ed)? to|read by|watched by) (?:\w+ )?(?:recordings|calls|staff|humans|employees|reviewers)|(?:kept|stored|retained) (?:forever|indefinitely|abroad|for \d+|\d+)|(?:published|shared|handed \w+ \w+) without|receives? (?:diagnos[ei]s|health|medical)\w*|no longer (?:available|possible|free|encrypted|offered)|(?:is|are) (?:recogni[sz]ed|computed|logged|scored|compulsory|mandatory|always on)|stays? (?:on|secret)|counts as consent|nothing is encrypted|biometric \w+ are|in plain text|(?:sees?|gets?|reads?|receives?) (?:everything|reports?|messages)|leaves? (?:europe|the e(?:u|ea))|owns what|decides? (?:alone|on loans)|prices? (?:double|rise|go up)|costs? \w+ (?:euros?|dollars?|pounds?)|no refunds?|arbitration is|class action waiver)\b/i;

/** A label and the period, price or age that it states: “Retention: 7 years”, “Fee: 5 EUR per request”. */
const stated =
  /\b(?:retention|kept|stored|retained|storage|deletion|deleted|erased|answered|notice period)\b[^.]{0,30}\b\d+ (?:hours?|days?|weeks?|months?|years?)\b|\bfees?: ?\D{0,3}\d|\bminimum age\D{0,4}\d/i;

/** Said of itself in three words. */
const bare = /^\W*we (?:also |now )?(?:share|sell|rent|disclose|record|track|profile) (?:\w+ ){0,2}\w+\W*$/i;

const asks = /^\P{L}*(?:what|how|why|when|where|who|which|whether|do|does|is|are|can)\b|\?\W*$/iu;
const mostWords = 10;

/** What lies somewhere, and that it does. */
const kept =
  /\b(?:data|information|records?|backups?|archives?|servers?|controller)\b.*\b(?:hosted|stored|kept|held|located)\b/i;

/** The answer to a question of the text itself: “Do you sell data? No.” */
const answerOf = (text: string | null) => /\?\W*(yes|no)\b(?! longer)/i.exec(text ?? '')?.[1]?.toLowerCase();

export const shortlyRecognisers = {
  /** “Hosted in Munich” became “hosted in Beijing”: a town, whether a list knows it or not. */
  placeMoved: (facts: Facts) => {
    if (facts.shape !== 'pair' || !kept.test(facts.sentence.text)) return null;
    const moved = (['old', 'new'] as const).every((side) => {
      const changed = changedWords(facts, side);
      const { words } = facts.unit[side]!;
      return changed.some(
        (word) =>
          /^\p{Lu}\p{Ll}/u.test(word.text) && /^(?:in|at)$/i.test(words[words.indexOf(word) - 1]?.text ?? ''),
      );
    });
    const country = vocabularyHits(facts, ['places']) > 0;
    return yes(moved && (country || !/\b(?:at|controller)\b/i.test(facts.sentence.text)));
  },

  answerTurned: ({ unit }: Facts) => {
    const [from, to] = [answerOf(unit.change.old), answerOf(unit.change.new)];
    return from && to && from !== to ? `${from} → ${to}` : null;
  },

  statedShortly: (facts: Facts) => {
    const { shape, unit, sentence } = facts;
    if (!/^(?:added|removed)$/.test(shape) || unit.block === 'heading') return null;
    if (sentence.words.length > mostWords || asks.test(sentence.text)) return null;
    return yes([practice, stated, bare].some((said) => said.test(sentence.text)));
  },
} satisfies Record<string, Ask>;

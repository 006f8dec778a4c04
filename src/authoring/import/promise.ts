import type { PolicyDocument } from '../../policy/document.ts';
import { type NoticeProfile, noticeProfileSchema } from '../../policy/policy.ts';
import { channelsIn, channelsOf } from './promise-channels.ts';
import * as rules from './promise-rules.ts';
import { readSentences, type Sentence } from './promise-sentences.ts';

/** Where a field of the profile comes from. */
export interface Evidence {
  field: keyof NoticeProfile;
  quote: string;
  /** Id of the clause; null above the first one. */
  clause: string | null;
}

export interface FoundPromise {
  profile: NoticeProfile;
  evidence: Evidence[];
  doubts: string[];
}

/**
 * What the document promises about its own changes, as a notice profile with the sentence quoted. Where it promises
 * nothing, the safe default: 30 days for material changes by e-mail or site, and a doubt that says so.
 */
export function findPromise(document: PolicyDocument): FoundPromise {
  const { sentences, paragraphs } = readSentences(document);
  const about = sentences.filter((sentence) => sentence.aboutChanges);
  const promises = about.filter(
    ({ text }) => rules.promiseSentence.test(text) && !isControl(text) && !isBeside(text),
  );
  const evidence: Evidence[] = [];
  const doubts: string[] = [];
  const note = (field: Evidence['field'], sentence: Sentence) =>
    evidence.push({ field, quote: sentence.text, clause: sentence.clause });

  const period = periodOf(promises, doubts, note);
  const telling = promises.filter(
    ({ text }) =>
      channelsIn(text).length > 0 ||
      rules.asPosted.test(text) ||
      (rules.materialOnly.test(text) && rules.telling.test(text)),
  );
  const material = telling.filter(
    ({ text }) => rules.materialOnly.test(text) && (rules.telling.test(text) || channelsIn(text).length > 0),
  );
  const lead =
    period.sentence ??
    material[0] ??
    telling.find(({ text }) => rules.takesEffect.test(text)) ??
    telling.find(({ text }) => rules.changeSentence.test(text)) ??
    telling[0];
  // What binds: the sentences on material changes where there are any, else every sentence that tells how.
  const binding =
    material.length > 0
      ? telling.filter((sentence) => sentence === lead || material.includes(sentence))
      : telling;
  const channels = channelsOf(binding, telling, doubts, (sentence) => note('channels', sentence));
  const held = rules.heldDataRules.flatMap(({ heldData, pattern }) => {
    const sentence = sentences.find(({ text }) => pattern.test(text));
    return sentence ? [{ heldData, sentence }] : [];
  })[0];
  const optOut = sentences.find(({ text }) => rules.optOutOfLetters.test(text));
  if (held) note('heldData', held.sentence);
  if (optOut) note('optOut', optOut);
  if (!lead) return { ...nothingFound(held?.heldData, optOut !== undefined), evidence };
  note('applies', lead);
  const applies =
    material.length > 0 && (period.sentence === undefined || rules.materialOnly.test(period.sentence.text))
      ? 'material'
      : 'all';
  addDoubts(
    {
      telling,
      sentences,
      period: period.period,
      heldInControl: held !== undefined && rules.changeOfControl.test(held.sentence.text),
    },
    doubts,
  );
  return {
    profile: noticeProfileSchema.parse({
      since: '1',
      period: period.period,
      applies,
      channels,
      heldData: held?.heldData ?? 'follows',
      optOut: optOut !== undefined,
      // One sentence: letters print it, and the evidence for the other fields may say what no letter should.
      quote: (paragraphs[lead.paragraph] ?? '').slice(lead.from, lead.to).trim(),
    }),
    evidence,
    doubts,
  };
}

/** Under the title, but about prices, questions or marketing. */
const isBeside = (text: string): boolean =>
  (rules.prices.test(text) && !rules.documentNamed.test(text)) ||
  (rules.beside.test(text) && !(rules.changeSentence.test(text) && rules.ownDocument.test(text)));

const isControl = (text: string): boolean =>
  rules.changeOfControl.test(text) &&
  !/\bchanges? (to|in) (this|our|the) (privacy )?(policy|notice|statement|terms)\b/i.test(text);

function nothingFound(
  heldData: NoticeProfile['heldData'] = 'follows',
  optOut = false,
): Omit<FoundPromise, 'evidence'> {
  const channels = { any: ['email', 'site'] };
  const fields = { since: '1', period: 'P30D', applies: 'material', channels, heldData, optOut };
  const doubt =
    'No promise about changes was found: the profile is a safe default (30 days for material changes, by e-mail or site). Have it decided by a lawyer.';
  return { profile: noticeProfileSchema.parse(fields), doubts: [doubt] };
}

type Note = (field: Evidence['field'], sentence: Sentence) => void;

/** `within 30 days` and figures about requests, refunds or objections are no notice periods. */
function isNoticePeriod(text: string, at: number): boolean {
  if (
    /\b(within( the)?( first| next)?|innerhalb von|binnen)\s*$/i.test(text.slice(0, at)) ||
    rules.neverPeriods.test(text)
  )
    return false;
  const effect =
    /\b(effective|take[s]? effect|(prior to|before) (the |any |such )?(\w+ )?(change|modification|update|effective|new)|in kraft|inkrafttreten|wirksam)/i;
  return rules.periodRelation.test(text) && (!rules.otherPeriods.test(text) || effect.test(text));
}

/** The first stated time between notice and effect; `P0D` where none is stated. */
function periodOf(
  promises: readonly Sentence[],
  doubts: string[],
  note: Note,
): { period: string; sentence?: Sentence } {
  const found = promises.flatMap((sentence) =>
    [...sentence.text.matchAll(rules.periodWords)]
      .filter((match) => isNoticePeriod(sentence.text, match.index))
      .map((match) => {
        const count = Number(match[3] ?? match[1]) || rules.numberWords[(match[2] ?? '').toLowerCase()] || 0;
        const business = rules.workingDays.test(match[4] ?? '');
        return {
          sentence,
          period: business
            ? calendarPeriod(count)
            : `P${count}${rules.periodUnits[(match[5] ?? '')[0]!.toLowerCase()]}`,
          business,
          words: match[0],
        };
      }),
  );
  const first =
    found.find(({ sentence }) => !/\bif you (do not|don’t|don't|object)\b/i.test(sentence.text)) ?? found[0];
  if (!first || /^P0/.test(first.period)) return { period: 'P0D' };
  note('period', first.sentence);
  if (first.business)
    doubts.push(
      `The promise counts business days ("${first.words}"); the profile counts calendar days: ${first.period} is what they take with a week of holidays.`,
    );
  const others = [...new Set(found.map(({ words }) => words))];
  if (new Set(found.map(({ period }) => period)).size > 1)
    doubts.push(`Several periods are named (${others.join(', ')}); the first was taken.`);
  return { period: first.period, sentence: first.sentence };
}

/** Five business days a week, and a week more for holidays: Christmas and Easter take five at most. */
const calendarPeriod = (businessDays: number): string => `P${(Math.ceil(businessDays / 5) + 1) * 7}D`;

function addDoubts(
  found: {
    telling: readonly Sentence[];
    sentences: readonly Sentence[];
    period: string;
    heldInControl: boolean;
  },
  doubts: string[],
): void {
  const { telling, sentences, period, heldInControl } = found;
  const early = telling.find(({ text }) => rules.beforeEffect.test(text));
  if (period === 'P0D' && early)
    doubts.push(
      `Notice is promised before effect, but no period is named: period is P0D. ("${shorten(early.text)}")`,
    );
  if (heldInControl)
    doubts.push(
      'Consent for data already held is promised for a merger or sale; the profile asks for it in every case.',
    );
  const control = sentences.find(
    ({ text }) =>
      rules.changeOfControl.test(text) && /\b(notif(y|ied|ication)|inform(ed)?|notice|e-?mail)\b/i.test(text),
  );
  if (control)
    doubts.push(
      `A further promise is made for a merger, a sale or new uses; the profile does not express it: "${shorten(control.text)}"`,
    );
}

const shorten = (text: string): string => (text.length > 240 ? `${text.slice(0, 237)}…` : text);

import { addDays, addPeriod, formatPeriod, isEmptyPeriod } from '../../policy/day.ts';
import { normalizeSpace } from '../../policy/text.ts';
import { profileFor } from '../../policy/timeline.ts';
import { type FoundPromise, findPromise } from '../import/promise.ts';
import { readSentences } from '../import/promise-sentences.ts';
import { named, shorten } from './rule.ts';
import type { TextInput, TextRule } from './text-rule.ts';

/** Names no document, and needs none where changes are spoken of. */
const checkBack = /\bcheck(?:ing)? back\b/iu;
/** `please check this page from time to time`, `you are responsible for reviewing this policy regularly`. */
const again = [
  /\b(?:check|review|re-?visit|visit|consult|monitor|look at|refer(?:ring)? (?:back )?to|return(?:ing)? to)(?:ing)?\b[^.;]{0,80}\b(?:from time to time|periodically|regularly|frequently|often|occasionally|each time|every time|whenever|at regular intervals|back)\b/iu,
  /\b(?:periodically|regularly|frequently|from time to time|occasionally)\b[^.;]{0,25}\b(?:check|review|re-?visit|visit|consult|monitor)(?:ing)?\b/iu,
  checkBack,
  // `\b` knows no umlauts.
  /(?<!\p{L})(?:regelmäßig|regelmäßigen Abständen|von Zeit zu Zeit|gelegentlich|immer wieder|in Abständen)(?!\p{L})[^.;]{0,60}(?<!\p{L})(?:(?:über)?prüfen|besuchen|an(?:zu)?sehen|(?:nach)?lesen|informieren|ein(?:zu)?sehen|konsultieren)(?!\p{L})/iu,
  /(?<!\p{L})(?:(?:über)?prüfen|besuchen|sehen|lesen|informieren|konsultieren|schauen) Sie(?!\p{L})[^.;]{0,80}(?<!\p{L})(?:regelmäßig|regelmäßigen Abständen|von Zeit zu Zeit|gelegentlich|immer wieder)(?!\p{L})/iu,
  /\b(?:consulter|vérifier|visiter)\b[^.;]{0,60}(?<!\p{L})(?:régulièrement|de temps en temps|périodiquement)(?!\p{L})/iu,
];
/** The company that reviews its own text asks nothing of readers. */
const ourselves =
  /\b(?:we|our team|our [\p{L} ]{3,30} officer|the company)\s+(?:\p{L}+ly\s+|will\s+|may\s+|also\s+)*(?:check|review|monitor)|(?<!\p{L})(?:wir (?:(?:über)?prüfen|lesen|informieren|werden|können)|(?:prüfen|überprüfen|lesen|werden|können) wir)(?!\p{L})/iu;
/** The document itself, wherever in it the sentence stands. */
const thisText =
  /\b(?:this|these|our) (?:\p{L}+ ){0,2}(?:page|policy|policies|notice|statement|terms|document)\b|\b(?:diese[rns]?|unsere[rn]?) (?:\p{L}+ )?(?:seite|erklärung|datenschutz\p{L}+|\p{L}*bedingungen|hinweise|richtlinie)(?!\p{L})/iu;
const document =
  /\b(?:page|site|website|policy|notice|statement|terms|document|updates?|changes?|version|seite|webseite|\p{L}*bedingungen|politique)\b|(?<!\p{L})(?:\p{L}*erklärung|änderungen|\p{L}*hinweise)(?!\p{L})/iu;

/** What the text says about its own changes: readers who must come and look, and a promise unlike the profile's. */
export const checkChangeClause: TextRule = (input, report) => {
  const told = readSentences(input.version.document).sentences.find(
    ({ text, aboutChanges }) =>
      (aboutChanges || thisText.test(text)) &&
      again.some((pattern) => pattern.test(text)) &&
      (document.test(text) || checkBack.test(text)) &&
      !ourselves.test(text),
  );
  if (told)
    report(
      { line: lineOf(input, told.text), phrase: told.text },
      {
        rule: 'check-back',
        severity: 'warning',
        message: `"${shorten(told.text, 160)}" leaves it to readers to find out what has changed; that is unfair (Article 29 Working Party, WP260 rev.01, paragraph 29; Belgian Data Protection Authority, decision 51/2025)`,
        remedy:
          'Say how you tell people about changes, and how long before; "the latest version is always on this page" may stay.',
      },
    );
  checkPromise(input, report);
};

/** The promise that readers find in the text, and the one in policy.yaml that Prenotice works by. */
const checkPromise: TextRule = (input, report) => {
  const { policy, version } = input;
  const profile = profileFor(policy, version.fields.version);
  const found = findPromise(version.document);
  if (!profile || !found.profile.quote) return;
  const evidence = (field: string) => found.evidence.findLast((one) => one.field === field)?.quote ?? '';
  const say = (what: string, quote: string, remedy: string) =>
    report(
      { line: lineOf(input, quote), phrase: quote },
      {
        rule: 'promise-unlike-profile',
        severity: 'warning',
        message: `the text promises ${what}, in ${named(version)}: "${shorten(quote, 160)}"`,
        remedy,
      },
    );
  // The promise may be older than the text that is looked at: then the profile was wrong from the start.
  const governed = policy.versions.filter((one) => profileFor(policy, one.fields.version) === profile);
  const first = (same: (one: FoundPromise) => boolean) => {
    const from = governed.find((one) => same(findPromise(one.document))) ?? version;
    return from === governed[0]
      ? `in policy.yaml correct the profile with since: "${profile.since}"`
      : `in policy.yaml begin a profile with since: "${from.fields.version}"`;
  };
  const { period } = found.profile;
  // Weekends and holidays make a working day more than a day, never less.
  const working = /\b(?:business|working) days?\b|(?:werk|arbeits|bank)tage?n?\b/i.exec(
    evidence('period'),
  )?.[0];
  const agree = working
    ? addPeriod(anyDay, profile.period) >= addDays(addPeriod(anyDay, period), -7)
    : period === profile.period;
  // Only a period that the text names: where it names none, the profile may well promise more.
  if (!isEmptyPeriod(period) && !agree)
    say(
      `${working ? `${working}, which take ${formatPeriod(period, 'en')} with holidays,` : formatPeriod(period, 'en')} before a change, and the profile ${isEmptyPeriod(profile.period) ? 'promises no period' : `says ${formatPeriod(profile.period, 'en')}`}`,
      evidence('period'),
      `Make the two agree: ${first((one) => one.profile.period === period)}, period: ${period}, or correct the text.`,
    );
  const letters = channelsOf(found.profile.channels).filter((one) => one === 'email' || one === 'post');
  const missing = letters.filter((one) => !channelsOf(profile.channels).includes(one));
  if (missing.length > 0 && !/\b(?:may|might|can|could)\b/i.test(evidence('channels')))
    say(
      `to tell readers by ${missing.map((one) => (one === 'email' ? 'e-mail' : one)).join(' and ')}, and the profile does not`,
      evidence('channels'),
      `Make the two agree: ${first((one) => missing.every((channel) => channelsOf(one.profile.channels).includes(channel)))}, with the channels that the text names, or correct the text.`,
    );
};

/** To compare two periods by. */
const anyDay = '2026-01-01';

const channelsOf = (channels: { any: string[] } | { all: string[] }): string[] =>
  'any' in channels ? channels.any : channels.all;

function lineOf({ passages }: TextInput, sentence: string): number {
  const start = normalizeSpace(sentence).slice(0, 60);
  return (
    (
      passages.find(({ text }) => text.includes(start)) ??
      passages.find(({ text }) => start.includes(text.slice(0, 40)))
    )?.line ?? 0
  );
}

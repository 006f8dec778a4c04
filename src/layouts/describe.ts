import { successorOf } from '../export/periods.ts';
import type { PolicyView, VersionView } from '../export/policy-view.ts';
import { addDays, type Day, isDay } from '../policy/day.ts';
import { inlineText, normalizeSpace } from '../policy/text.ts';
import { withdrawalOf } from '../policy/timeline.ts';
import { describeDate, describeMoment } from './dates.ts';
import type { PageView } from './views.ts';

/** Sentences about a version; each stays true on any day on which it may be read. */

export const dayText = (view: PageView, day: Day): string => describeDate(day, view.words);

/** When it takes effect: `15 January 2027, 00:00 (Europe/Berlin)`, `April 2014`, `effective date not known`. */
export function effectText(view: PageView, { version }: VersionView): string {
  const { effective } = version.fields;
  return effective === 'unknown'
    ? view.words.effectiveUnknown
    : describeMoment(effective, view.policy.timeZone, view.words);
}

/** The spans in which it applies, one sentence each; empty when it never does. */
export function periodTexts(view: PageView, shown: VersionView): string[] {
  const { words, policy } = view;
  return shown.periods.map(({ from, until }, index) => {
    const stated = index === 0 ? statedBeginning(shown) : from;
    if (stated === 'unknown')
      return until === null ? words.effectiveUnknown : `${words.effectiveUnknown}; ${endText(view, until)}`;
    const start = describeMoment(stated, policy.timeZone, words);
    return until === null ? words.from(start) : `${words.from(start)} ${endText(view, until)}`;
  });
}

/** An imported version may state a month, a year or nothing; the others take effect on the day of the period. */
function statedBeginning(shown: VersionView): string {
  const { effective, imported } = shown.version.fields;
  return imported ? effective : (shown.periods[0]?.from ?? effective);
}

/** `until the end of 14 January 2027`, or `until April 2014` when the next version's day is not known. */
function endText(view: PageView, until: Day): string {
  const { words } = view;
  const stated = beginningAfter(view, until);
  return stated === null || isDay(stated)
    ? words.until(dayText(view, until))
    : words.untilAbout(describeDate(stated, words));
}

/** The beginning of what follows a period, as that version states it; null when nothing follows at once. */
export function beginningAfter(view: PolicyView, until: Day): string | null {
  const from = addDays(until, 1);
  const next = view.versions.find(({ periods }) => periods.some((period) => period.from === from));
  if (!next) return null;
  return next.periods[0]?.from === from ? statedBeginning(next) : from;
}

/** Its dates in one line: `Applied from … until the end of …. Published …` */
export function datesLine(view: PageView, shown: VersionView): string {
  const { words } = view;
  const { published, effective } = shown.version.fields;
  const say =
    shown.status === 'inForce'
      ? words.history.inForce
      : shown.status === 'upcoming'
        ? words.history.applies
        : words.history.applied;
  const known = shown.periods.length > 0 && effective !== 'unknown';
  const parts = [
    ...(known ? [say(periodTexts(view, shown).join('; '))] : []),
    ...(effective === 'unknown' ? [words.history.noDate] : []),
    ...(published === 'unknown' ? [] : [words.history.published(dayText(view, published))]),
  ];
  return parts.join(' ');
}

/** What readers of this version should know beside its dates. `listed`: among its neighbours, which say who took its place. */
export function remarks(view: PageView, shown: VersionView, listed = false): string[] {
  const { words, policy, today } = view;
  const { fields } = shown.version;
  const texts: string[] = [];
  const withdrawal = withdrawalOf(policy, shown.version, today);
  if (withdrawal && shown.periods.length === 0)
    texts.push(
      `${words.withdrawn(dayText(view, withdrawal.on), withdrawal.by, sentence(withdrawal.reason))} ${words.withdrawnBefore}`,
    );
  else if (withdrawal)
    texts.push(words.withdrawn(dayText(view, withdrawal.on), withdrawal.by, sentence(withdrawal.reason)));
  else if (shown.periods.length === 0) texts.push(words.neverApplies);
  else if (shown.status === 'superseded' && !listed) {
    const successor = successorOf(policy, shown.version, today);
    const { number, day } = successor
      ? {
          number: successor.version.fields.version,
          day: beginningAfter(view, addDays(successor.from, -1)) ?? successor.from,
        }
      : { number: '', day: '' };
    if (successor)
      texts.push(
        isDay(day)
          ? words.superseded(number, dayText(view, day))
          : words.supersededAbout(number, describeDate(day, words)),
      );
  }
  if (fields.exemption)
    texts.push(
      `${words.exemption[fields.exemption.kind]} ${sentence(fields.exemption.reason)} ${words.decidedBy(fields.exemption.decidedBy)}`,
    );
  if (fields.imported) {
    texts.push(words.imported[fields.imported.dates](fields.imported.from));
    if (fields.imported.seen) texts.push(words.seen(dayText(view, fields.imported.seen)));
  }
  return texts;
}

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** The document's own title where it has one, else the policy's. */
export function textTitle({ version }: VersionView): string {
  return version.document.title ? normalizeSpace(inlineText(version.document.title)) : version.title;
}

/** Attributes of what is written in a language: words of a policy stand among those of the page, which may be in another. */
export function inLanguage(locale: string): { lang: string; dir: 'ltr' | 'rtl' } {
  const rightToLeft = /^(ar|dv|fa|he|ks|ku-arab|ps|sd|ug|ur|yi)\b/i.test(locale);
  return { lang: locale, dir: rightToLeft ? 'rtl' : 'ltr' };
}

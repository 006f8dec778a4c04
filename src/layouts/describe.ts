import { successorOf } from '../export/periods.ts';
import type { VersionView } from '../export/policy-view.ts';
import { type Day, formatDay } from '../policy/day.ts';
import type { Clause } from '../policy/document.ts';
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
    const loose = index === 0 && (shown.version.fields.imported || shown.version.fields.effective === from);
    const start = loose
      ? effectText(view, shown)
      : words.moment(formatDay(from, words.language), policy.timeZone);
    const end = until === null ? null : dayText(view, until);
    if (loose && shown.version.fields.effective === 'unknown')
      return end === null ? start : `${start}; ${words.until(end)}`;
    return end === null ? words.from(start) : words.between(start, end);
  });
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
  if (withdrawal) texts.push(words.withdrawn(dayText(view, withdrawal.on), withdrawal.by, withdrawal.reason));
  else if (shown.status === 'superseded') {
    const successor = successorOf(policy, shown.version, today);
    if (successor && !listed)
      texts.push(words.superseded(successor.version.fields.version, dayText(view, successor.from)));
    else if (!successor && shown.periods.length === 0) texts.push(words.neverApplied);
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

/** `3.1 Customer data`; for a clause without a title the first words that stand in it. */
export function clauseName(
  clause: Pick<Clause, 'number' | 'title'> & Partial<Pick<Clause, 'body' | 'heading'>>,
): string {
  const first = clause.body?.[0];
  const opening =
    clause.title === '' && first?.type === 'paragraph'
      ? openingWords(inlineText(first.children), clause.number)
      : '';
  return [clause.number, clause.title || opening].filter(Boolean).join(' ');
}

function openingWords(text: string, number: string | null): string {
  const words = normalizeSpace(text).split(' ');
  // The number stands in the paragraph too, in the source's own spelling ("4..9.").
  const rest = number !== null && /^[(§]?\w{0,4}[\d.)]/.test(words[0] ?? '') ? words.slice(1) : words;
  return rest.length > 7 ? `${rest.slice(0, 6).join(' ')} …` : rest.join(' ');
}

/** Writing direction of a language. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return /^(ar|dv|fa|he|ks|ku-arab|ps|sd|ug|ur|yi)\b/i.test(locale) ? 'rtl' : 'ltr';
}

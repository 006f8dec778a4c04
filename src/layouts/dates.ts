import { type Day, formatDay, isDay } from '../policy/day.ts';
import type { Words } from './words/words.ts';

/**
 * A date as a version states it, in words: `15 January 2027`; imported ones may be `April 2014`, `2014` or
 * `date not known`.
 */
export function describeDate(date: string, words: Words): string {
  if (isDay(date)) return formatDay(date, words.language);
  if (/^\d{4}-\d{2}$/.test(date)) {
    const locale = words.language === 'en' ? 'en-GB' : words.language;
    return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(
      Temporal.PlainDate.from(`${date}-01`).toZonedDateTime('UTC').epochMilliseconds,
    );
  }
  return /^\d{4}$/.test(date) ? date : words.dateUnknown;
}

/** The moment a version takes effect: `15 January 2027, 00:00 (Europe/Berlin)`; a date that is no day stays as it is. */
export function describeMoment(date: string, timeZone: string, words: Words): string {
  return isDay(date) ? words.moment(formatDay(date, words.language), timeZone) : describeDate(date, words);
}

/** `datetime` of a `<time>` element; undefined where there is no date. */
export const machineDate = (date: string | Day): string | undefined =>
  date === 'unknown' ? undefined : date;

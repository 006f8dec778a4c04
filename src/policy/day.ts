/**
 * Calendar days as ISO strings (`2026-12-31`) and periods as ISO 8601 (`P30D`, `P1M`). Days compare as text.
 * No clock here: `today` is always an argument. Arithmetic is the calendar's (Temporal), so months clamp to the
 * month's end and clock changes do not matter.
 */

/** ISO 8601 calendar date, `YYYY-MM-DD`. */
export type Day = string;
/** ISO 8601 duration of whole days, weeks, months or years. */
export type Period = string;

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** By hand, because a list of recipients asks it a million times. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (daysOfMonth[month - 1] ?? 0) + (leap ? 1 : 0);
}

/** True for `P30D`, `P2W`, `P1M`, `P1Y`, `P1M15D`, `P0D`; no times, no fractions, no signs. */
export function isPeriod(text: string): boolean {
  return /^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/.test(text);
}

/** True for `P0D` and the like: nothing is promised about how long before. */
export const isEmptyPeriod = (period: Period): boolean => /^P(0\D)+$/.test(period);

/** The day a period after `day`: 2027-01-31 + P1M = 2027-02-28. */
export function addPeriod(day: Day, period: Period): Day {
  return Temporal.PlainDate.from(day)
    .add(Temporal.Duration.from(period), { overflow: 'constrain' })
    .toString();
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days;
}

/**
 * The last day D with D + period ≤ `limit`. Found by counting forward from candidates, because months make
 * counting back ambiguous: for 2027-02-28 and P1M it is 2027-01-31, not 01-28.
 */
export function lastDayBefore(limit: Day, period: Period): Day {
  const duration = Temporal.Duration.from(period);
  let day = Temporal.PlainDate.from(limit).subtract(duration).add({ days: 4 });
  while (Temporal.PlainDate.compare(day.add(duration), Temporal.PlainDate.from(limit)) > 0) {
    day = day.subtract({ days: 1 });
  }
  return day.toString();
}

/** The calendar day of an instant (ISO 8601 with offset or Z) in an IANA zone. */
export function dayInZone(instant: string, timeZone: string): Day {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** `31 December 2026` in the given BCP 47 locale; plain `en` is written day first, as most of the world reads it. */
export function formatDay(day: Day, locale: string): string {
  return formatterOf(locale).format(Temporal.PlainDate.from(day).toZonedDateTime('UTC').epochMilliseconds);
}

/** Making a formatter takes a hundred times as long as using it. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(locale: string): Intl.DateTimeFormat {
  let formatter = formatters.get(locale);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
      dateStyle: 'long',
      timeZone: 'UTC',
    });
    formatters.set(locale, formatter);
  }
  return formatter;
}

/** `30 days`, `1 month` for `P30D`, `P1M` in the given locale; `no period` is the caller's to say for `P0D`. */
export function formatPeriod(period: Period, locale: string): string {
  const duration = Temporal.Duration.from(period);
  const units = ['years', 'months', 'weeks', 'days'] as const;
  const parts = units
    .filter((unit) => duration[unit] !== 0)
    .map((unit) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit: unit.slice(0, -1), unitDisplay: 'long' }).format(
        duration[unit],
      ),
    );
  return (
    parts.join(' ') ||
    new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' }).format(0)
  );
}

/** The first of some days. */
export function firstOf(...days: [Day, ...Day[]]): Day {
  return days.reduce((first, day) => (day.localeCompare(first) < 0 ? day : first));
}

/** The last of some days. */
export function lastOf(...days: [Day, ...Day[]]): Day {
  return days.reduce((last, day) => (day.localeCompare(last) > 0 ? day : last));
}

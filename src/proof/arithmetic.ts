import { deadlineOf, earliestEffective, isLawfulLetter } from '../notice/calendar.ts';
import {
  addDays,
  addPeriod,
  type Day,
  daysBetween,
  formatDay,
  formatPeriod,
  isEmptyPeriod,
  type Period,
} from '../policy/day.ts';
import { counted } from '../policy/numerals.ts';

/** What the ledger wrote down of the clock of a notice when it began. */
export interface Clock {
  period: Period;
  clearDays: boolean;
  effective: Day;
  /** True when the promised period need not be kept. */
  exempt: boolean;
}

/** The sum for one day of letters. */
interface DaySum {
  day: Day;
  letters: number;
  /** First day on which the version may take effect, going by these letters. */
  earliest: Day;
  inTime: boolean;
  /** Days from the letter to the effect. */
  ahead: number;
  words: string;
}

export interface Arithmetic {
  period: Period;
  clearDays: boolean;
  effective: Day;
  /** The last day on which a letter is in time. */
  deadline: Day;
  /** Why that day and not the next. */
  words: string[];
  days: DaySum[];
}

/** The calendar of a notice, every step in words; `letters` are the days on which they left, with their number. */
export function arithmeticOf(clock: Clock, letters: readonly (readonly [Day, number])[]): Arithmetic {
  const { period, clearDays, effective, exempt } = clock;
  const deadline = exempt ? addDays(effective, -1) : deadlineOf(clock, effective);
  const words: string[] = [];
  if (exempt) {
    words.push(
      `The promised period of ${formatPeriod(period, 'en')} need not be kept (see the exemption). A letter must leave before the day of effect, ${long(effective)}: on ${long(deadline)} at the latest.`,
    );
  } else if (isEmptyPeriod(period)) {
    words.push(
      `No period is promised. A letter must leave before the day of effect, ${long(effective)}: on ${long(deadline)} at the latest.`,
    );
  } else {
    const next = addDays(deadline, 1);
    words.push(
      `${sumInWords(clock, deadline)} The version takes effect at the start of ${long(effective)}: in time.`,
    );
    words.push(
      next < effective
        ? `${sumInWords(clock, next)} That is after ${long(effective)}: a letter of that day would be late. So ${long(deadline)} is the last day in time.`
        : `${long(deadline)} is the day before the effect, and no letter leaves on the day of effect itself.`,
    );
  }
  const days = letters.map(([day, count]) => daySum(clock, day, count));
  return { period, clearDays, effective, deadline, words, days };
}

function daySum(clock: Clock, day: Day, letters: number): DaySum {
  const earliest = clock.exempt ? addDays(day, 1) : earliestEffective(clock, day);
  const inTime = clock.exempt ? day < clock.effective : isLawfulLetter(clock, day, clock.effective);
  const ahead = daysBetween(day, clock.effective);
  const promise =
    clock.exempt || isEmptyPeriod(clock.period)
      ? `A letter of ${long(day)} leaves ${days(ahead)} before the effect.`
      : sumInWords(clock, day);
  const verdict = inTime
    ? `${long(clock.effective)} is ${earliest === clock.effective ? 'that very day' : `${days(daysBetween(earliest, clock.effective))} later`}: in time.`
    : `${long(clock.effective)} is ${days(daysBetween(clock.effective, earliest))} earlier: late.`;
  return { day, letters, earliest, inTime, ahead, words: `${promise} ${verdict}` };
}

/** `1 December 2026 + 30 days: 30 in December (2nd to 31st) = 31 December 2026.` */
function sumInWords(clock: Pick<Clock, 'period' | 'clearDays'>, from: Day): string {
  const end = addPeriod(from, clock.period);
  const plain = /^P\d+D$/.test(clock.period);
  const steps = plain ? `: ${byMonths(addDays(from, 1), end).join(' + ')}` : clampNote(from, end);
  const sum = `${long(from)} + ${formatPeriod(clock.period, 'en')}${steps} = ${long(end)}.`;
  return clock.clearDays
    ? `${sum} The day of the letter does not count, so the period ends with ${long(end)}, and the day after it, ${long(addDays(end, 1))}, is the first day in time.`
    : sum;
}

/** The days from one to another, both counted, by month: `16 in December (16 to 31)`. */
function byMonths(first: Day, last: Day): string[] {
  const parts: string[] = [];
  for (let from = first; from <= last; ) {
    const monthEnd = addDays(addPeriod(`${from.slice(0, 8)}01`, 'P1M'), -1);
    const to = monthEnd < last ? monthEnd : last;
    const [month, year] = [long(from).replace(/^\d+ /, '').replace(/ \d+$/, ''), from.slice(0, 4)];
    const range = from === to ? dayNumber(from) : `${dayNumber(from)} to ${dayNumber(to)}`;
    parts.push(
      `${daysBetween(from, to) + 1} in ${month}${year === first.slice(0, 4) ? '' : ` ${year}`} (${range})`,
    );
    from = addDays(to, 1);
  }
  return parts;
}

const dayNumber = (day: Day): string => String(Number(day.slice(8)));

/** Months end at different days: where the day does not exist, the last one of the month stands for it. */
function clampNote(from: Day, end: Day): string {
  return from.slice(8) === end.slice(8)
    ? ''
    : ' (counted by the calendar; a month without that day ends it on its last)';
}

const long = (day: Day): string => formatDay(day, 'en');

const days = (count: number): string => counted(count, 'day');

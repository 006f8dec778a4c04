import { addDays, addPeriod, type Day, firstOf, lastDayBefore, lastOf } from '../policy/day.ts';
import type { NoticeProfile } from '../policy/policy.ts';

/**
 * The clock of a promise. Days only: an instant becomes a day in the policy's zone before it gets here
 * (`dayInZone`), so clock changes cannot move a deadline.
 */
export type NoticeClock = Pick<NoticeProfile, 'period' | 'clearDays'>;

/** Letters per day: a cap, or a warm-up whose last number stays (`[1000, 5000, 20000]`); absent: no limit. */
export type Pace = number | readonly number[];

/**
 * The last day on which a letter is in time: D + period ≤ effective. With clear days the day of the letter does
 * not count, so the period ends a day later (as BGB §§ 187(1), 188 count). Never the effective day itself: an
 * advance letter that leaves then announces nothing.
 */
export function deadlineOf(clock: NoticeClock, effective: Day): Day {
  return firstOf(postingDeadlineOf(clock, effective), addDays(effective, -1));
}

/** The last day on which a posting is in time; without a period that is the effective day. */
export function postingDeadlineOf(clock: NoticeClock, effective: Day): Day {
  return lastDayBefore(clock.clearDays ? addDays(effective, -1) : effective, clock.period);
}

/** The earliest day a version may take effect when its last letter leaves on `letterDay`. */
export function earliestEffective(clock: NoticeClock, letterDay: Day): Day {
  return lastOf(earliestAfterPosting(clock, letterDay), addDays(letterDay, 1));
}

/** The earliest day a version may take effect when it is posted on `published`. */
export function earliestAfterPosting(clock: NoticeClock, published: Day): Day {
  const end = addPeriod(published, clock.period);
  return clock.clearDays ? addDays(end, 1) : end;
}

/** Whether a letter of `letterDay` keeps the promise for `effective`. */
export function isLawfulLetter(clock: NoticeClock, letterDay: Day, effective: Day): boolean {
  return earliestEffective(clock, letterDay) <= effective;
}

/** Whether posting on `published` keeps the promise for `effective`. */
export function isLawfulPosting(clock: NoticeClock, published: Day, effective: Day): boolean {
  return earliestAfterPosting(clock, published) <= effective;
}

/** The day of the one reminder; null when the profile has none. */
export function reminderDay(profile: Pick<NoticeProfile, 'reminder'>, effective: Day): Day | null {
  if (profile.reminder === undefined) return null;
  return deadlineOf({ period: profile.reminder, clearDays: false }, effective);
}

/** The pace that the settings of the site ask for; undefined without a limit. The last number stays. */
export function paceOf(
  sending: { perDay?: number | undefined; warmUp?: number[] | undefined } | undefined,
): Pace | undefined {
  const { perDay, warmUp } = sending ?? {};
  if (!warmUp) return perDay;
  const most = perDay ?? Number.POSITIVE_INFINITY;
  return [...warmUp.map((step) => Math.min(step, most)), most];
}

/** Letters that may leave on a day before which letters have left on `days` days; Infinity without a limit. */
export function allowanceOn(days: number, pace: Pace | undefined): number {
  if (pace === undefined) return Number.POSITIVE_INFINITY;
  return typeof pace === 'number' ? pace : pace[Math.min(days, pace.length - 1)]!;
}

/** How many days `letters` take; at least 1. */
export function sendingDays(letters: number, pace: Pace | undefined): number {
  if (pace === undefined) return 1;
  const steps = typeof pace === 'number' ? [pace] : pace;
  const steady = steps.at(-1);
  if (steady === undefined || steps.some((step) => !(step >= 1))) {
    throw new RangeError(`a daily rate must be 1 or more letters, not ${JSON.stringify(pace)}`);
  }
  let left = letters;
  let days = 0;
  for (const step of steps.slice(0, -1)) {
    if (left <= 0) break;
    left -= step;
    days += 1;
  }
  return Math.max(1, days + Math.max(0, Math.ceil(left / steady)));
}

/** The last day to begin so that the last of `letters` leaves on the deadline. */
export function startByOf(deadline: Day, letters: number, pace: Pace | undefined): Day {
  return addDays(deadline, 1 - sendingDays(letters, pace));
}

import { type Day, formatDay, formatPeriod, isEmptyPeriod } from '../policy/day.ts';
import { numeral } from '../policy/numerals.ts';
import type { Duty } from './duties.ts';
import type { Notice, NoticeProblem } from './plan.ts';

/**
 * Whether the dates of an advance notice keep the promise on `today`, and if not, what to do. `days`: how long its
 * letters take; `lawfulFrom`: the earliest lawful effective day.
 */
export function dateProblems(
  duty: Duty,
  notice: Notice,
  today: Day,
  days: number,
  lawfulFrom: Day,
): NoticeProblem[] {
  const say = (day: Day) => formatDay(day, 'en');
  const what = `Version ${duty.version} of ${duty.policy}`;
  const promise = promiseWords(duty);
  const move = remedyFor(duty, today, lawfulFrom);
  if (duty.kept === 'posting' && duty.published > duty.deadline) {
    const message = `${what} is posted too late: the promise is ${promise}, so it had to be posted by ${say(duty.deadline)} and is dated ${say(duty.published)}.`;
    return [{ rule: 'period-too-short', severity: 'error', message, remedy: move }];
  }
  if (duty.kept !== 'letter' || notice.due === null) return [];
  if (duty.began !== null) return begunProblems(duty, today, what, promise, lawfulFrom);
  if (today > duty.effective) {
    return [
      {
        rule: 'missed',
        severity: 'error',
        message: `${what} took effect on ${say(duty.effective)}, and the ledger knows of no letter about it: the promise was ${promise}, so letters had to leave by ${say(duty.deadline)}.`,
        remedy:
          'If people were told in another way, or before this ledger was kept, nothing is left to do here. If nobody was told, tell them now by other means and have a lawyer decide what follows.',
      },
    ];
  }
  if (notice.due > duty.deadline) {
    const rule = duty.published > duty.deadline ? 'period-too-short' : 'too-late';
    const message = `${what} cannot be announced in time any more: the promise is ${promise}, so letters had to leave by ${say(duty.deadline)}, and the earliest they can leave is ${say(notice.due)}.`;
    return [{ rule, severity: 'error', message, remedy: move }];
  }
  if (notice.due > notice.startBy) {
    const message = `${what} cannot be announced in time at the permitted rate: ${numeral(notice.recipients)} letters take ${days} days, so the first had to leave by ${say(notice.startBy)}, and the earliest it can leave is ${say(notice.due)}.`;
    return [
      { rule: 'rate-too-slow', severity: 'error', message, remedy: `${move} Or raise the daily rate.` },
    ];
  }
  return [];
}

function begunProblems(
  duty: Duty,
  today: Day,
  what: string,
  promise: string,
  lawfulFrom: Day,
): NoticeProblem[] {
  const began = formatDay(duty.began!, 'en');
  const deadline = formatDay(duty.deadline, 'en');
  if (duty.began! > duty.deadline) {
    const message = `${what} was announced late: the promise is ${promise}, letters had to leave by ${deadline} and began on ${began}.`;
    const remedy = `It may lawfully take effect on ${formatDay(lawfulFrom, 'en')} at the earliest; postpone it (a withdrawal and a new number).`;
    return [{ rule: 'begun-late', severity: 'error', message, remedy }];
  }
  if (duty.complete) return [];
  if (today >= duty.effective) {
    const message = `${what} took effect on ${formatDay(duty.effective, 'en')} before everybody had been told.`;
    return [
      {
        rule: 'unfinished',
        severity: 'warning',
        message,
        remedy: 'See status --worklist: those people must be told in another way.',
      },
    ];
  }
  if (today > duty.deadline) {
    const message = `${what}: the deadline was ${deadline}, and not everybody has been told. Letters that leave now are marked late and claim no period.`;
    return [
      {
        rule: 'late-letters',
        severity: 'warning',
        message,
        remedy: 'Let send finish; then see status for those who were told late.',
      },
    ];
  }
  return [];
}

function promiseWords({ profile, exempt }: Duty): string {
  if (exempt) return 'a letter before it takes effect';
  if (isEmptyPeriod(profile.period)) return 'notice before it takes effect';
  return `${formatPeriod(profile.period, 'en')}${profile.clearDays ? ', the day of the letter not counted' : ''}`;
}

function remedyFor(duty: Duty, today: Day, lawfulFrom: Day): string {
  const day = `${formatDay(lawfulFrom, 'en')} ("${lawfulFrom}")`;
  if (duty.published > today) return `Set effective to ${day} or later: the earliest lawful date.`;
  return `The earliest lawful effective date is ${day}: withdraw version ${duty.version} and publish it under a new number with that date or a later one.`;
}

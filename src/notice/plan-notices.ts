import { addDays, type Day, lastOf } from '../policy/day.ts';
import { type Audience, emptyCounts } from './audience.ts';
import { earliestAfterPosting, earliestEffective, type Pace, sendingDays, startByOf } from './calendar.ts';
import { dateProblems } from './date-problems.ts';
import type { Duty } from './duties.ts';
import { groupLetters } from './group-letters.ts';
import { type Notice, type NoticePlan, type NoticeProblem, noticeKey } from './plan.ts';

export interface PlanInput {
  /** The day in the site's zone; each duty has its policy's own. */
  today: Day;
  /** Of all policies, from `dutiesOf`. */
  duties: readonly Duty[];
  /** From `AudienceCounter`; a notice without counts has no recipients. */
  audience: Audience;
  /** Letters per day, if the sender has a cap or warms up. */
  pace?: Pace;
}

/** What is due, by when, to how many, and whether the dates are lawful. */
export function planNotices({ today, duties, audience, pace }: PlanInput): NoticePlan {
  const drafts = duties.map((duty) => draftNotice(duty, audience, pace));
  const notices = groupLetters(drafts)
    .map(({ duty, notice }) => judge(duty, notice, pace))
    .sort(inOrder);
  const ahead = notices.flatMap((notice) =>
    notice.due !== null && notice.due > notice.today ? [notice.due] : [],
  );
  return { today, notices, next: ahead.sort()[0] ?? null };
}

/** One letter that `send` works on today, with what speaks against starting it. */
export interface LetterJob {
  letter: string;
  notices: Notice[];
  /** Problems that forbid to start; empty when it may go. A notice once begun goes on until the effective day. */
  obstacles: { notice: Notice; problem: NoticeProblem }[];
}

/** The letters due on the plan's day. No advance letter or reminder leaves on or after the effective day. */
export function lettersDue(plan: NoticePlan): LetterJob[] {
  const jobs = new Map<string, LetterJob>();
  for (const notice of plan.notices) {
    if (notice.letter === null || notice.due === null || notice.due > notice.today) continue;
    if (notice.today >= notice.effective && (notice.kind !== 'correction' || notice.complete)) continue;
    const job = jobs.get(notice.letter) ?? { letter: notice.letter, notices: [], obstacles: [] };
    jobs.set(notice.letter, job);
    job.notices.push(notice);
    if (notice.began !== null) continue;
    for (const problem of notice.problems) {
      if (problem.severity === 'error') job.obstacles.push({ notice, problem });
    }
  }
  return [...jobs.values()];
}

function draftNotice(duty: Duty, audience: Audience, pace: Pace | undefined) {
  const counts = audience.get(noticeKey(duty)) ?? emptyCounts();
  const owed = duty.from !== null;
  const recipients = owed ? counts.letter : 0;
  const notice: Notice = {
    policy: duty.policy,
    version: duty.version,
    kind: duty.kind,
    class: duty.class,
    today: duty.today,
    published: duty.published,
    effective: duty.effective,
    period: duty.profile.period,
    applies: duty.profile.applies,
    channels: duty.profile.channels,
    deadline: duty.deadline,
    startBy: owed ? startByOf(duty.deadline, recipients, pace) : duty.deadline,
    due: duty.from === null ? null : dueDay(duty, duty.from),
    recipients,
    lawful: true,
    letter: null,
    problems: [...duty.problems],
    why: duty.why,
    earliestLawfulEffective: duty.effective,
    optedOut: owed ? counts.optedOut : 0,
    siteOnly: owed ? counts.siteOnly : 0,
    signUp: owed ? counts.signUp : 0,
    began: duty.began,
    complete: duty.complete,
  };
  return { duty, notice };
}

function dueDay(duty: Duty, from: Day): Day {
  const { today } = duty;
  if (duty.began !== null && (duty.complete || today >= duty.effective)) return duty.began;
  return lastOf(from, today);
}

/** Fills in what the promise says about the dates, once the letter's day is known. */
function judge(duty: Duty, notice: Notice, pace: Pace | undefined): Notice {
  const days = sendingDays(notice.recipients, pace);
  const first = notice.began ?? notice.due ?? notice.published;
  const earliestLawfulEffective = earliest(duty, first, notice.began === null ? days : 1);
  const problems =
    duty.kind === 'advance' ? dateProblems(duty, notice, duty.today, days, earliestLawfulEffective) : [];
  const broken = problems.some((problem) => problem.severity === 'error') && !duty.imported;
  return {
    ...notice,
    earliestLawfulEffective,
    lawful: !broken,
    problems: [
      ...problems.map((problem) => (duty.imported ? { ...problem, severity: 'warning' as const } : problem)),
      ...notice.problems,
    ],
  };
}

function earliest(duty: Duty, first: Day, days: number): Day {
  const last = addDays(first, days - 1);
  if (duty.kind !== 'advance') return duty.effective;
  if (duty.kept === 'letter') return duty.exempt ? addDays(last, 1) : earliestEffective(duty.profile, last);
  if (duty.kept === 'posting' && !duty.exempt) return earliestAfterPosting(duty.profile, duty.published);
  return duty.published;
}

function inOrder(a: Notice, b: Notice): number {
  return (
    a.effective.localeCompare(b.effective) ||
    a.policy.localeCompare(b.policy, 'en') ||
    a.version.localeCompare(b.version, 'en', { numeric: true }) ||
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind)
  );
}

const kinds = ['advance', 'reminder', 'correction'];

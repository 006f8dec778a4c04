import { earliestEffective } from '../notice/calendar.ts';
import { type Notice, type NoticeKind, type NoticePlan, noticeKey } from '../notice/plan.ts';
import { addDays, type Day } from '../policy/day.ts';
import { hasFailed, hasReached } from './event-state.ts';
import type { FateCount, NoticeRecord } from './ledger.ts';

/** In the order in which they are told. */
export const countNames = [
  'pending',
  'written',
  'accepted',
  'delivered',
  'bounced',
  'suppressed',
  'complained',
  'refused',
  'unknown',
  'optedOut',
  'siteOnly',
  'signUp',
  'otherwise',
] as const;

/**
 * People by fate: disjoint, adding up to the recipients. The states of deliveries; then `optedOut` (told by the site
 * by their choice), `siteOnly` (no usable address), `signUp` (saw the coming version when they joined) and `otherwise`
 * (a person recorded that they were told in another way).
 */
export type StatusCounts = Record<(typeof countNames)[number], number>;

/** Where one notice stands; field names are design.md's (`status --json`). */
export interface NoticeStatus {
  policy: string;
  version: string;
  kind: NoticeKind;
  letter: string | null;
  effective: Day;
  deadline: Day;
  /** Day of the first letter; null before it. */
  began: Day | null;
  counts: StatusCounts;
  /** Gone from the list before anything was attempted: no recipients any more, and in no other count. */
  left: number;
  joinedInWindow: number;
  /** Told by the deadline, by a letter that did not fail or otherwise. Joiners are neither in time nor late. */
  inTime: number;
  /** Told after the deadline, or not told though it has passed. */
  late: number;
  /** No letter reached them: no usable address, refused, bounced, suppressed. */
  unreached: number;
  /** The earliest day on which the version may take effect, going by the letters; without joiners and unreachable. */
  earliestLawfulEffective: Day;
  /** The version was taken back: nobody is owed this notice any more, so nobody is late for it or unreached. */
  withdrawn: boolean;
}

/** Notices of the ledger, then those that the plan announces and nothing has been queued for. */
export function statusOf(
  records: readonly (NoticeRecord & { firstDay: Day | null })[],
  fates: readonly FateCount[],
  plan: NoticePlan,
  isWithdrawn: (policy: string, version: string) => boolean = () => false,
): NoticeStatus[] {
  const byNotice = Map.groupBy(fates, (fate) => fate.notice);
  const known = new Set(records.map(noticeKey));
  const rows = records.map((record) => {
    const key = noticeKey(record);
    return statusOfNotice(
      record,
      byNotice.get(key) ?? [],
      plan.today,
      plan.notices.find((n) => noticeKey(n) === key),
      record.kind !== 'correction' && isWithdrawn(record.policy, record.version),
    );
  });
  const ahead = plan.notices.filter((notice) => notice.letter !== null && !known.has(noticeKey(notice)));
  const expected = ahead.map(announced);
  return [...rows, ...expected].sort((a, b) => a.effective.localeCompare(b.effective));
}

function statusOfNotice(
  record: NoticeRecord & { firstDay: Day | null },
  fates: readonly FateCount[],
  siteToday: Day,
  planned: Notice | undefined,
  withdrawn: boolean,
): NoticeStatus {
  const today = planned?.today ?? siteToday;
  const counts = noCounts();
  const totals = { left: 0, joinedInWindow: 0, inTime: 0, late: 0 };
  let lastDay: Day | null = null;
  for (const { how, state, day, joined, people } of fates) {
    if (how === 'left') {
      totals.left += people;
      continue;
    }
    counts[how === 'letter' ? state! : how] += people;
    if (joined) totals.joinedInWindow += people;
    const byLetter = how === 'letter' && !hasFailed(state);
    if (joined || !(byLetter || how === 'otherwise')) continue;
    const leaves: Day = state === 'pending' ? today : day!;
    if (lastDay === null || leaves > lastDay) lastDay = leaves;
    if (how === 'otherwise' || hasReached(state))
      totals[leaves > record.deadline ? 'late' : 'inTime'] += people;
    else if (state !== 'written' && today > record.deadline && !withdrawn) totals.late += people;
  }
  return {
    policy: record.policy,
    version: record.version,
    kind: record.kind,
    letter: record.letter,
    effective: record.effective,
    deadline: record.deadline,
    began: record.firstDay,
    counts,
    ...totals,
    unreached: withdrawn ? 0 : counts.siteOnly + counts.refused + counts.bounced + counts.suppressed,
    withdrawn,
    earliestLawfulEffective:
      earliest(record, lastDay) ?? planned?.earliestLawfulEffective ?? record.effective,
  };
}

function earliest(record: NoticeRecord, lastDay: Day | null): Day | null {
  if (record.kind !== 'advance') return record.effective;
  if (lastDay === null) return null;
  return record.exempt ? addDays(lastDay, 1) : earliestEffective(record, lastDay);
}

/** Nothing is queued yet: the plan has counted those whom it will go to. */
function announced(notice: Notice): NoticeStatus {
  const { today, recipients: pending } = notice;
  const { policy, version, kind, letter, effective, deadline, began, earliestLawfulEffective } = notice;
  const { optedOut, siteOnly, signUp } = notice;
  return {
    ...{ policy, version, kind, letter, effective, deadline, began },
    counts: { ...noCounts(), pending, optedOut, siteOnly, signUp },
    left: 0,
    joinedInWindow: 0,
    inTime: 0,
    // Past the deadline nobody can be told in time any more, whether or not a run has begun.
    late: today > deadline ? pending : 0,
    unreached: siteOnly,
    earliestLawfulEffective,
    withdrawn: false,
  };
}

const noCounts = (): StatusCounts => Object.fromEntries(countNames.map((name) => [name, 0])) as StatusCounts;

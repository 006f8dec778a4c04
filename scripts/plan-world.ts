import type { Ledger } from '../src/delivery/ledger.ts';
import { SeenIds } from '../src/delivery/seen-ids.ts';
import {
  type Audience,
  AudienceCounter,
  type AudienceCounts,
  standingOf,
  termsOf,
} from '../src/notice/audience.ts';
import { type Duty, dutiesOf } from '../src/notice/duties.ts';
import { type NoticePlan, noticeKey } from '../src/notice/plan.ts';
import { planNotices } from '../src/notice/plan-notices.ts';
import type { RejectedRow } from '../src/notice/recipient.ts';
import { digestOf } from '../src/policy/digest.ts';
import { PrenoticeError } from '../src/policy/problem.ts';
import type { DeliveryWorld } from './delivery-world.ts';

/** What a pass over the list gives: who is concerned by each notice, and how many rows there are. */
interface ListPass {
  audience: Audience;
  rejects: number;
  rows: number;
}

/**
 * Duties, counts and plan in one pass over the list, or without one when the latest `send` has made the same. Rows set
 * aside go to `onReject`, remarks to `onRemark`; a list that has any is gone through each time.
 */
export async function planWorld(
  world: DeliveryWorld,
  ledger: Ledger,
  onReject: (row: RejectedRow) => void = () => undefined,
  onRemark: (row: RejectedRow) => void = () => undefined,
  /** False: nobody is counted, and the list is not read. */
  counts: (duties: readonly Duty[]) => boolean = () => true,
): Promise<{
  plan: NoticePlan;
  duties: Duty[];
  rejects: number;
  rows: number;
  /**
   * Keeps what the next pass would give in a ledger that may be written to.
   * @param settled how things stood when everybody in the list had a letter that did not fail (`SendReport.settled`).
   */
  keep(ledger: Ledger, settled: string | null): Promise<void>;
}> {
  const duties = await dutiesIn(world, ledger);
  // Without a letter in sight nobody needs a list of recipients.
  const counted = duties.some((duty) => duty.from !== null) && counts(duties);
  const standing = counted ? await ledger.standing() : null;
  const list = standing === null ? null : await world.listDigest();
  const key = keyOf(list, standing, duties);
  const kept = key === null ? null : await ledger.recall('audience', key);
  const reached = counted && kept === null ? await reachedOf(ledger, duties) : new Map<string, SeenIds>();
  const audience = new AudienceCounter(duties, (notice, { id }) => reached.get(notice)?.has(id) ?? true);
  const next = list === null ? null : onceBegun(duties, reached);
  let remarks = 0;
  const pass: ListPass = { audience: audience.audience, rejects: 0, rows: 0 };
  if (kept !== null) Object.assign(pass, readPass(kept));
  else if (counted)
    for await (const group of world.recipients()) {
      pass.rejects += group.rejected.length;
      pass.rows += group.recipients.length;
      remarks += group.remarks.length;
      const notes = [
        ...group.rejected.map((row) => ({ row, tell: onReject })),
        ...group.remarks.map((row) => ({ row, tell: onRemark })),
      ];
      for (const { row, tell } of notes.sort((a, b) => a.row.line - b.row.line)) tell(row);
      for (const recipient of group.recipients) {
        audience.add(recipient);
        next?.audience.add(recipient);
      }
    }
  if (counted && pass.rows === 0)
    throw new PrenoticeError(
      `the recipient list has nobody to write to${pass.rejects > 0 ? `: all ${pass.rejects} rows were set aside` : ''}`,
      'It must be CSV with the header id,email,… and a line for each recipient, or JSON Lines with one object a line. Name another with --recipients FILE.',
    );
  return {
    plan: planNotices({ today: world.today, duties, audience: pass.audience, ...world.pacing }),
    duties,
    rejects: pass.rejects,
    rows: pass.rows,
    async keep(to, settled) {
      if (list === null || kept !== null || remarks + pass.rejects > 0) return;
      if ((await world.listDigest()) !== list) return;
      const now = await dutiesIn(world, to);
      const counts =
        keyOf(list, await to.standing(), now) === key
          ? pass.audience
          : next && keyOf(list, settled, now) === keyOf(list, settled, next.duties)
            ? next.audience.audience
            : null;
      const under = counts === pass.audience ? key : keyOf(list, settled, now);
      if (counts !== null && under !== null)
        await to.remember('audience', under, JSON.stringify({ ...pass, audience: [...counts] }));
    },
  };
}

async function dutiesIn(world: DeliveryWorld, ledger: Ledger): Promise<Duty[]> {
  const begun = await ledger.begun();
  return world.content.policies.flatMap((policy) =>
    dutiesOf(policy, world.assess, world.todayFor(policy), begun),
  );
}

/** Digest of all that the counts depend on; null when only the pass tells. */
function keyOf(list: string | null, standing: string | null, duties: readonly Duty[]): string | null {
  if (list === null || standing === null) return null;
  const terms = duties.map((duty) => [noticeKey(duty), termsOf(duty), duty.from === null]);
  return digestOf(JSON.stringify([list, standing, terms]));
}

function readPass(kept: string): ListPass {
  const pass = JSON.parse(kept) as Omit<ListPass, 'audience'> & { audience: [string, AudienceCounts][] };
  return { ...pass, audience: new Map(pass.audience) };
}

/** A reminder and a correction are for those whom the announcement was sent to, as far as they are still customers. */
async function reachedOf(ledger: Ledger, duties: readonly Duty[]): Promise<Map<string, SeenIds>> {
  const reached = new Map<string, SeenIds>();
  for (const duty of duties) {
    if (duty.kind === 'advance' || duty.from === null || duty.windowFrom === null) continue;
    const ids = new SeenIds();
    for await (const some of ledger.reached(announcementOf(duty), duty.kind === 'reminder'))
      for (const id of some) ids.add(id);
    reached.set(noticeKey(duty), ids);
  }
  return reached;
}

const announcementOf = (duty: Duty): string => noticeKey({ ...duty, kind: 'advance' });

/**
 * What the next run will count once everybody in the list has had the letters due today: those begin with this run, and
 * a reminder is for whoever they were sent to. Null where the list alone does not tell.
 * @param reached while nobody waits for a letter.
 */
function onceBegun(
  duties: readonly Duty[],
  reached: ReadonlyMap<string, SeenIds>,
): { duties: Duty[]; audience: AudienceCounter } | null {
  if (duties.some((duty) => duty.kind === 'correction' && duty.from !== null)) return null;
  const announcements = new Map<string, Duty>();
  const next = duties.map((duty) => {
    const announcement = duty.kind === 'advance' ? duty : announcements.get(announcementOf(duty));
    const begins = announcement && announcement.from !== null && announcement.from <= duty.today;
    const then = begins ? { ...duty, windowFrom: duty.windowFrom ?? duty.today } : duty;
    if (duty.kind === 'advance') announcements.set(noticeKey(duty), then);
    return then;
  });
  const reminders = new Map(
    next.filter(({ kind }) => kind === 'reminder').map((duty) => [noticeKey(duty), duty]),
  );
  const audience = new AudienceCounter(next, (notice, recipient) => {
    const reminder = reminders.get(notice);
    if (!reminder || reminder.windowFrom === null) return true;
    const announcement = announcements.get(announcementOf(reminder));
    return (
      reached.get(notice)?.has(recipient.id) === true ||
      (announcement !== undefined && standingOf(recipient, announcement) === 'letter')
    );
  });
  return { duties: next, audience };
}

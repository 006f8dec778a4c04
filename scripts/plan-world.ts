import type { Ledger } from '../src/delivery/ledger.ts';
import { SeenIds } from '../src/delivery/seen-ids.ts';
import {
  type Audience,
  type AudienceCounts,
  type Concerned,
  countAudience,
  termsOf,
} from '../src/notice/audience.ts';
import { type Duty, dutiesOf } from '../src/notice/duties.ts';
import { type NoticePlan, noticeKey } from '../src/notice/plan.ts';
import { planNotices } from '../src/notice/plan-notices.ts';
import type { Recipient, RejectedRow } from '../src/notice/recipient.ts';
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
  /** Keeps what the pass gave in a ledger that may be written to. */
  keep(ledger: Ledger): Promise<void>;
}> {
  const begun = await ledger.begun();
  const duties = world.content.policies.flatMap((policy) =>
    dutiesOf(policy, world.assess, world.todayFor(policy), begun),
  );
  // Without a letter in sight nobody needs a list of recipients.
  const counted = duties.some((duty) => duty.from !== null) && counts(duties);
  const key = counted ? await audienceKey(world, ledger, duties) : null;
  const known = key === null ? null : await ledger.recall('audience', key);
  let remarks = 0;
  const pass = !counted
    ? { audience: new Map(), rejects: 0, rows: 0 }
    : known !== null
      ? readPass(known)
      : await passOver(world, ledger, duties, onReject, (row) => {
          remarks++;
          onRemark(row);
        });
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
    async keep(to) {
      if (key === null || known !== null || remarks + pass.rejects > 0) return;
      await to.remember('audience', key, JSON.stringify({ ...pass, audience: [...pass.audience] }));
    },
  };
}

async function passOver(
  world: DeliveryWorld,
  ledger: Ledger,
  duties: readonly Duty[],
  onReject: (row: RejectedRow) => void,
  onRemark: (row: RejectedRow) => void,
): Promise<ListPass> {
  let rejects = 0;
  let rows = 0;
  async function* everybody(): AsyncGenerator<Recipient[]> {
    for await (const group of world.recipients()) {
      rejects += group.rejected.length;
      rows += group.recipients.length;
      const notes = [
        ...group.rejected.map((row) => ({ row, tell: onReject })),
        ...group.remarks.map((row) => ({ row, tell: onRemark })),
      ];
      for (const { row, tell } of notes.sort((a, b) => a.row.line - b.row.line)) tell(row);
      yield group.recipients;
    }
  }
  const audience = await countAudience(duties, everybody(), await concernedBy(ledger, duties));
  return { audience, rejects, rows };
}

/** Digest of all that the counts depend on; null when only the pass tells. */
async function audienceKey(
  world: DeliveryWorld,
  ledger: Ledger,
  duties: readonly Duty[],
): Promise<string | null> {
  const standing = await ledger.standing();
  const list = standing === null ? null : await world.listDigest();
  if (list === null) return null;
  const terms = duties.map((duty) => [noticeKey(duty), termsOf(duty), duty.from === null]);
  return digestOf(JSON.stringify([list, standing, terms]));
}

function readPass(kept: string): ListPass {
  const pass = JSON.parse(kept) as Omit<ListPass, 'audience'> & { audience: [string, AudienceCounts][] };
  return { ...pass, audience: new Map(pass.audience) };
}

/** A reminder and a correction are for those whom the announcement was sent to, as far as they are still customers. */
async function concernedBy(ledger: Ledger, duties: readonly Duty[]): Promise<Concerned> {
  const reached = new Map<string, SeenIds>();
  for (const duty of duties) {
    if (duty.kind === 'advance' || duty.from === null || duty.windowFrom === null) continue;
    const ids = new SeenIds();
    const advance = noticeKey({ ...duty, kind: 'advance' });
    for await (const some of ledger.reached(advance, duty.kind === 'reminder'))
      for (const id of some) ids.add(id);
    reached.set(noticeKey(duty), ids);
  }
  return (notice, id) => reached.get(notice)?.has(id) ?? true;
}

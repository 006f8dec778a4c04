import { noticeKey } from '../notice/plan.ts';
import { mayBeAlive } from './holder.ts';
import type { Batch } from './ledger.ts';
import type { QuotaLeft, StopReason } from './ports.ts';
import type { PreparedLetter } from './prepare-letters.ts';
import type { Sending } from './send.ts';

/** What a run did with one letter. Counts are mails, but for `skipped`. */
export interface LetterReport {
  letter: string;
  /** `noticeKey`s. */
  notices: string[];
  accepted: number;
  /** Had left without this ledger's knowing, by the provider's list of sent mail: not sent again. */
  found: number;
  /** Written to the outbox: told nobody. */
  written: number;
  refused: number;
  /** Attempted, outcome not known: tried again under the same key, or left for a person. */
  unknown: number;
  /** In the hands of another run that is still at work. */
  underway: number;
  /** People told before this run. */
  skipped: number;
  /** Of those accepted or written: after the deadline. */
  late: number;
  /** Still waiting after this run. */
  pending: number;
}

export type LetterCounts = Pick<LetterReport, 'accepted' | 'found' | 'written' | 'refused' | 'late'>;

export const noCounts = (): LetterCounts => ({ accepted: 0, found: 0, written: 0, refused: 0, late: 0 });

/** Why a run ended early. */
export interface Stop {
  why: StopReason | 'asked' | 'no-answer' | 'midnight' | 'day-limit' | 'other-ledger';
  reason: string;
  /** Seconds until another run makes sense, as the provider told. */
  retryAfter?: number;
  /** When the quota begins anew, as the provider told; ISO 8601. */
  resetsAt?: string;
}

export const stopFor = ({ why, resetsAt }: QuotaLeft, reason: string): Stop => ({
  ...{ why, reason },
  ...(resetsAt === null ? {} : { resetsAt }),
});

/** How a letter stands once a run has done with it, or has not come to it. */
export async function reportLetter(
  { ledger, now }: Pick<Sending, 'ledger' | 'now'>,
  { letter, duties, told }: PreparedLetter,
  holder: string,
  counts: LetterCounts = noCounts(),
): Promise<LetterReport> {
  return {
    letter,
    notices: duties.map(noticeKey),
    ...counts,
    ...countOpen(await ledger.openBatches(letter), holder, now()),
    skipped: told,
    pending: await ledger.countPending(letter),
  };
}

/** Members without an outcome: left behind by a run that is gone or gave up, or in the hands of one at work. */
export function countOpen(
  batches: readonly Batch[],
  holder: string | null,
  now: string,
): { unknown: number; underway: number } {
  const counts = { unknown: 0, underway: 0 };
  for (const batch of batches) {
    const others = batch.holder !== holder && mayBeAlive(batch.holder, batch.leaseUntil, now);
    counts[others ? 'underway' : 'unknown'] += batch.members.filter((m) => m.state === 'unknown').length;
  }
  return counts;
}

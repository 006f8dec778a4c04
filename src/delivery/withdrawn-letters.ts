import { noticeKey } from '../notice/plan.ts';
import { lettersDue } from '../notice/plan-notices.ts';
import type { PreparedLetter } from './prepare-letters.ts';
import type { Sending } from './send.ts';

/**
 * Letters about versions that were withdrawn while people waited for them, with the notices that they go on about: nobody
 * hears of the withdrawn ones any more.
 */
export async function withdrawnLetters({ ledger, plan, duties }: Sending): Promise<PreparedLetter[]> {
  const due = new Map(lettersDue(plan).map(({ letter, notices }) => [letter, notices]));
  const corrections = new Map(
    duties.filter(({ kind }) => kind === 'correction').map((duty) => [noticeKey(duty), duty]),
  );
  const letters = new Map<string, PreparedLetter>();
  for (const record of await ledger.notices()) {
    const { letter, kind, firstDay } = record;
    const correction = corrections.get(noticeKey({ ...record, kind: 'correction' }));
    if (kind === 'correction' || !correction || letters.has(letter)) continue;
    const notices = due.get(letter) ?? [];
    const pending = await ledger.countPending(letter, noticeKey(record));
    if (pending === 0) continue;
    // What it was about could leave from its publication on.
    const duty = { ...correction, from: null, began: firstDay };
    letters.set(letter, { letter, duties: [duty], notices, pending, unknown: 0, told: 0, left: 0 });
  }
  return [...letters.values()];
}

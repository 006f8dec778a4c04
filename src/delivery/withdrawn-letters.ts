import { noticeKey } from '../notice/plan.ts';
import { lettersDue } from '../notice/plan-notices.ts';
import type { PreparedLetter } from './prepare-letters.ts';
import type { Sending } from './send.ts';

/**
 * Letters about versions that were withdrawn while people waited for them, and that go on about nothing else: nobody
 * gets them any more.
 */
export async function withdrawnLetters({ ledger, plan, duties }: Sending): Promise<PreparedLetter[]> {
  const due = new Set(lettersDue(plan).map(({ letter }) => letter));
  const corrections = new Map(
    duties.filter(({ kind }) => kind === 'correction').map((duty) => [noticeKey(duty), duty]),
  );
  const letters = new Map<string, PreparedLetter>();
  for (const record of await ledger.notices()) {
    const { letter, kind, firstDay } = record;
    const correction = corrections.get(noticeKey({ ...record, kind: 'correction' }));
    if (kind === 'correction' || !correction || due.has(letter) || letters.has(letter)) continue;
    const pending = await ledger.countPending(letter);
    if (pending === 0) continue;
    // What it was about could leave from its publication on.
    const duty = { ...correction, from: null, began: firstDay };
    letters.set(letter, { letter, duties: [duty], notices: [], pending, unknown: 0, told: 0, left: 0 });
  }
  return [...letters.values()];
}

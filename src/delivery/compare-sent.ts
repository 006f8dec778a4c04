import { ComparedLetter, lastRunOf } from './compared-letter.ts';
import type { Stop } from './letter-report.ts';
import type { ListHead } from './other-ledgers.ts';
import { providerKeepsDays } from './ports.ts';
import type { PreparedLetter } from './prepare-letters.ts';
import type { Sending } from './send.ts';

/**
 * Is this ledger the current one? A copy of yesterday that was put back, or another ledger for the same site, knows
 * nothing of letters that have left since, and would write to their readers again. The provider's list of sent mail shows
 * them: newest first, a hundred a request, each with its reference in the subject.
 *
 * It is read back to the first mail that this ledger knows by the provider's own answer to it. Intents are written before
 * anything leaves, so what an older copy lacks is newer than all that it knows. Else it is read back to the last run of this
 * ledger or, where it has never sent this letter, to the day on which the letter could leave first.
 */

export interface SentComparison {
  /** By letter: mails that had left without this ledger's knowing, and those whose outcome was open. All are accepted now. */
  letters: ReadonlyMap<string, { found: number; accepted: number }>;
  /** The list was read as far as was needed. */
  isWhole: boolean;
  /** The newest mails of the list; null when nobody looked. */
  head: ListHead | null;
  /** Why nobody looked, where the run goes on all the same: the key may only send, or there is no list. */
  unchecked: string | null;
  stopped: Stop | null;
}

const lastRun = ['last run', ''] as const;

/** Notes that this ledger was in use and, where somebody looked, that it knows all of these letters that has left up to now. */
export async function noteRun(
  { ledger, mailer, stamp }: Sending,
  letters: readonly PreparedLetter[],
  { isWhole }: Pick<SentComparison, 'isWhole'>,
): Promise<void> {
  if (!mailer.sentPage || letters.length === 0) return;
  if (isWhole) for (const { letter } of letters) await ledger.remember(...lastRunOf(letter), stamp());
  await ledger.remember(...lastRun, stamp());
}

/**
 * Compares letters with the provider's list, and takes over what it has of those that wait, or have no outcome. Also when
 * nobody waits: a run that has not looked says nothing of what a copy lacks that was put back before it.
 */
export async function compareWithSent(
  sending: Sending,
  ready: readonly PreparedLetter[],
): Promise<SentComparison> {
  const { mailer, ledger, signal } = sending;
  const isOpen = ({ pending, unknown }: PreparedLetter) => pending + unknown > 0;
  const hasBegun = ({ duties }: PreparedLetter) => duties.some(({ began }) => began !== null);
  const concerned = ready.filter((letter) => isOpen(letter) || hasBegun(letter));
  if (!mailer.sentPage || concerned.length === 0)
    return { letters: new Map(), isWhole: true, head: null, unchecked: null, stopped: null };
  const mustKnow = ready.some(isOpen);
  const lastUsed = await ledger.recall(...lastRun);
  const letters = await Promise.all(
    concerned.map((letter) => ComparedLetter.begin(sending, letter, { lastUsed, waits: isOpen(letter) })),
  );
  let head: ListHead | null = null;
  const end = (isWhole: boolean, stopped: Stop | null, unchecked: string | null = null): SentComparison => ({
    ...{ letters: new Map(letters.map((letter) => [letter.letter, letter])), isWhole, head },
    // When nobody waits, the next run looks.
    ...(mustKnow ? { unchecked, stopped } : { unchecked: null, stopped: null }),
  });
  let mails = 0;
  for (let after: string | undefined; letters.some(({ isDone }) => !isDone); ) {
    if (signal?.aborted)
      return end(false, { why: 'asked', reason: 'stopped as asked; the next run goes on' });
    const page = await mailer.sentPage(after);
    // Whoever has answered with a list has one.
    if (page.kind === 'not-allowed' && after === undefined) return end(false, null, page.reason);
    if (page.kind !== 'page') return end(false, { why: 'no-answer', reason: page.reason });
    head ??= { ids: new Set(page.mails.map(({ id }) => id)), at: page.mails[0]?.at ?? null };
    for (const letter of letters) await letter.compare(page.mails);
    const doubt = letters.find((letter) => letter.doubt !== null)?.doubt;
    if (doubt) return end(false, { why: 'old-ledger', reason: doubt });
    mails += page.mails.length;
    const reached = page.mails.at(-1)?.at;
    if (reached !== undefined) {
      for (const letter of letters) letter.readTo(reached);
      const until = letters.filter(({ isDone }) => !isDone).map(({ from }) => from);
      sending.onReading?.({ mails, reached, until: until.sort()[0] ?? reached });
    }
    if (page.next === null) break;
    after = page.next;
  }
  const short = letters.find(({ isDone, isCovered, waits }) => waits && !isDone && !isCovered);
  if (!short || sending.isNewLedger) return end(true, null);
  const reason = `${short.letter} may have left since ${short.from}, this ledger was not used for ${providerKeepsDays} days, and the provider's list goes back no further; put the current ledger back, or add --new-ledger if nobody was written to since`;
  return end(false, { why: 'old-ledger', reason });
}

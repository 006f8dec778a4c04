import { noticeKey } from '../notice/plan.ts';
import { workAtOnce } from './at-once.ts';
import { BatchOutcomes } from './batch-outcomes.ts';
import { FixedBatches } from './fixed-batches.ts';
import type { Batch } from './ledger.ts';
import { type LetterReport, reportLetter, type Stop } from './letter-report.ts';
import { LetterRun } from './letter-run.ts';
import { lookUp } from './look-up.ts';
import { type ListHead, OtherLedgers } from './other-ledgers.ts';
import type { SendOutcome } from './ports.ts';
import type { PreparedLetter } from './prepare-letters.ts';
import type { Sending } from './send.ts';

/** Tries of one batch in one run while its outcome stays unknown, and the pause after the first. */
const mostTries = 5;
const firstPause = 1000;

/** How often, and after how many milliseconds, a run that has nothing left looks whether the others are done. */
const looks = 80;
const lookPause = 250;

/**
 * Hours after a try in which its mails may not stand in the provider's list yet. A request is given up after a minute, and
 * a list that is a quarter of an hour behind would be of no use to anybody.
 */
const listLag = 0.25;

/**
 * Sends what waits for one letter, `limit` mails at most; first settles what an earlier run left open.
 * @param head of the provider's list, to see other ledgers at work by; null: nobody looks.
 */
export async function dispatchLetter(
  sending: Sending,
  letter: PreparedLetter,
  holder: string,
  limit: number,
  head: ListHead | null,
): Promise<{ outcome: LetterReport; stopped: Stop | null }> {
  const run = new LetterRun(sending, letter, holder, limit);
  const dispatch = new Dispatch(run, head);
  await dispatch.recover();
  // What was given back just now may wait for a notice that is not announced any more.
  await sending.ledger.narrow(letter.letter, letter.notices.map(noticeKey));
  await dispatch.sendPending();
  await sending.mailer.rest?.();
  await dispatch.awaitOthers();
  await dispatch.lookForOtherLedgers();
  return { outcome: await reportLetter(sending, letter, holder, run.counts), stopped: run.stopped };
}

/**
 * Settles what the provider's list tells about letters whose keys have ended; tries nothing again.
 * @returns how many of them it has sent.
 */
export async function reconcileLetter(sending: Sending, letter: string, holder: string): Promise<number> {
  const nobody = { letter, duties: [], notices: [], pending: 0, unknown: 0, told: 0, left: 0 };
  const run = new LetterRun(sending, nobody, holder, 0);
  if (!sending.mailer.find) return 0;
  await lookUp(run, await Array.fromAsync(takeFree(run, (batch) => run.keyAge(batch) === 'ended')));
  return run.counts.accepted;
}

/** Takes the open batches that nobody is at work on, one after the other. */
async function* takeFree(run: LetterRun, wanted: (batch: Batch) => boolean): AsyncGenerator<Batch> {
  for (const batch of await run.openBatches()) {
    if (run.mustStop()) return;
    if (run.isHeld(batch) || !wanted(batch)) continue;
    if (batch.members.every((member) => member.state !== 'unknown')) {
      // Part of it may have been given back: then the rest is another payload, and must not go under its key.
      const { ledger, stamp, today } = run.sending;
      await ledger.settle([{ key: batch.key, results: [], at: stamp() }], today);
      continue;
    }
    const held = await run.take(batch);
    if (held) yield held;
  }
}

class Dispatch {
  readonly #run: LetterRun;
  readonly #outcomes: BatchOutcomes;
  readonly #fixed: FixedBatches;
  readonly #others: OtherLedgers;

  constructor(run: LetterRun, head: ListHead | null) {
    this.#run = run;
    this.#others = new OtherLedgers(run, head);
    this.#outcomes = new BatchOutcomes(run);
    this.#fixed = new FixedBatches(run, this.#outcomes);
  }

  /** Settles batches that were attempted and have members without an outcome, as far as it can be done by now. */
  async recover(): Promise<void> {
    const run = this.#run;
    const asked = await Array.fromAsync(takeFree(run, (batch) => this.#wayOf(batch) === 'look-up'));
    const isTold = await lookUp(run, asked);
    // Where the list tells nothing, a key that holds still protects.
    const again = asked.filter((batch) => !isTold && run.keyAge(batch) === 'holds');
    for (const batch of again) if (!run.mustStop()) await this.#attempt(batch, false);
    for await (const batch of takeFree(run, (batch) => this.#wayOf(batch) === 'try'))
      await this.#attempt(batch, false);
    await this.#outcomes.flush();
  }

  /**
   * How to find out what became of an open batch. A text that claims to be in time and would be repeated after the
   * deadline is repeated only where the list cannot tell: what the list has was sent in time, and what it does not have
   * is written anew and says that it is late.
   */
  #wayOf(batch: Batch): 'try' | 'look-up' | 'later' {
    const { sending } = this.#run;
    const age = this.#run.keyAge(batch);
    if (age !== 'holds') return age === 'ended' ? 'look-up' : 'later';
    const isOver = batch.members.some(
      (member) => member.state === 'unknown' && this.#run.isOverdue(sending.today, member),
    );
    if (!isOver || !sending.mailer.find) return 'try';
    return this.#run.hoursSince(batch.lastTriedAt) < listLag ? 'later' : 'look-up';
  }

  async sendPending(): Promise<void> {
    await this.#fixed.begin();
    const { mailer } = this.#run.sending;
    const { concurrency } = mailer;
    const underway = () => mailer.underway?.() ?? concurrency;
    // What is under way gets its outcome written before an error is told.
    const errors = await workAtOnce({ begun: concurrency, underway }, async (leaves) => {
      await this.#others.lookNowAndThen();
      const batch = this.#run.mustStop() ? null : await this.#fixed.next();
      if (batch) await this.#attempt(batch, true, leaves);
      return batch !== null;
    });
    // Whatever went wrong, what is known is written and what was not tried waits again.
    for (const end of [() => this.#outcomes.flush(), () => this.#fixed.giveBack()])
      await end().catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  }

  /** Once nobody on this ledger sends any more, so that no letter waits for it. */
  async lookForOtherLedgers(): Promise<void> {
    if (!this.#run.stopped) await this.#others.look();
  }

  /**
   * Stays while another run still writes letters, so that what this one reports is how things stand, and takes over
   * what a run that has died meanwhile leaves behind.
   */
  async awaitOthers(): Promise<void> {
    const run = this.#run;
    for (let look = 0; look < looks && !run.mustStop() && run.left > 0; look++) {
      const others = (await run.openBatches()).filter((batch) => batch.holder !== run.holder);
      if (others.length === 0) return;
      const left = others.filter((batch) => !run.isHeld(batch));
      if (left.some((batch) => this.#wayOf(batch) === 'try')) {
        await this.recover();
        await this.sendPending();
      } else if (left.length === others.length) return;
      await run.sending.sleep(lookPause);
    }
  }

  /**
   * Tries a batch until its outcome is known, or for as long as this run tries.
   * @param isFirst nobody has tried it: then it leaves on the day for which its texts are, or not at all. What may have
   * been taken is repeated on any day as it was, for only the same bytes under the same key do no harm.
   * @param leaves called when it leaves for the first time.
   */
  async #attempt(batch: Batch, isFirst: boolean, leaves?: () => void): Promise<void> {
    const run = this.#run;
    const { mailer, sleep, today, currentDay, signal } = run.sending;
    const messages = await run.messages(batch);
    for (let round = 1; ; round++) {
      const firstTry = isFirst && round === 1;
      const mayTry = () => {
        leaves?.();
        return run.keyAge(batch) === 'holds' && (!firstTry || currentDay() === today);
      };
      const outcomes = await mailer.send(messages, batch.key, mayTry);
      const goesOn = await this.#outcomes.take(batch, outcomes, firstTry);
      if (outcomes.some((outcome) => outcome.kind === 'unknown' && outcome.conflict)) {
        // Something went under this key that was not this. Trying again tells nothing, and as it may have gone just
        // now, that the list does not have it yet says nothing either.
        await lookUp(run, [batch], 'unknown');
        return;
      }
      if (!goesOn || run.stopped) return;
      if (round === mostTries) return run.stop({ why: 'no-answer', reason: firstReason(outcomes) });
      if (signal?.aborted) return;
      await sleep(firstPause * 2 ** (round - 1));
      const held = await run.take(batch);
      if (!held) return;
      batch = held;
    }
  }
}

function firstReason(outcomes: readonly SendOutcome[]): string {
  return outcomes.find((outcome) => outcome.kind === 'unknown')?.reason ?? '';
}

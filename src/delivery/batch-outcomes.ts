import type { Day } from '../policy/day.ts';
import type { Batch, BatchMember, BatchOutcome, Settlement } from './ledger.ts';
import type { LetterRun } from './letter-run.ts';
import type { SendOutcome } from './ports.ts';

/** Milliseconds for which an outcome may stay unwritten while others come in. */
const mostDelay = 1000;

/** What the provider has answered, on its way into the ledger. */
export class BatchOutcomes {
  readonly #run: LetterRun;
  /** Known and not yet written. */
  readonly #waiting: BatchOutcome[] = [];
  #writtenAt = performance.now();
  #done = 0;

  constructor(run: LetterRun) {
    this.#run = run;
  }

  /**
   * Takes the outcomes of one try. What is settled for good may wait for others, for whatever happens meanwhile, the key
   * answers the same again; the rest is written at once.
   * @returns true while some are unknown and another try makes sense.
   */
  async take(batch: Batch, outcomes: readonly SendOutcome[], isFirst: boolean): Promise<boolean> {
    const { sending, letter } = this.#run;
    const day = sending.currentDay();
    const stop = outcomes.find((outcome) => outcome.kind === 'stopped');
    // What was not tried in time ends no run by itself; the end of the day does.
    if (stop && stop.why !== 'not-tried') {
      const { why, reason, retryAfter } = stop;
      this.#run.stop({ why, reason, ...(retryAfter ? { retryAfter } : {}) });
    }
    const anyUnknown = outcomes.some((outcome) => outcome.kind === 'unknown');
    // Members go back into the queue only if this batch is never tried again and nothing was tried before.
    const givesBack = stop !== undefined && isFirst && !anyUnknown;
    const results: Settlement[] = [];
    const released: BatchMember[] = [];
    outcomes.forEach((outcome, i) => {
      const member = batch.members[i]!;
      // A second try repeats what is known already.
      if (member.state !== 'unknown') return;
      if (outcome.kind === 'stopped' && givesBack) released.push(member);
      else results.push(this.#settle(member, outcome, day));
    });
    this.#waiting.push({ key: batch.key, results, at: sending.stamp(), day });
    const isPlain = stop === undefined && !anyUnknown;
    if (!isPlain || performance.now() - this.#writtenAt > mostDelay) await this.flush();
    if (released.length > 0) this.#run.left += await this.#run.release(batch, released, stop!.reason);
    sending.onProgress?.({
      letter: letter.letter,
      done: this.#done,
      of: Math.min(letter.pending, this.#done + this.#run.left),
    });
    return stop === undefined && batch.members.some((member) => member.state === 'unknown');
  }

  #settle(member: BatchMember, outcome: SendOutcome, day: Day): Settlement {
    const { reference } = member;
    if (outcome.kind === 'stopped' || outcome.kind === 'unknown')
      return { reference, state: 'unknown', reason: outcome.reason };
    const { counts, sending } = this.#run;
    this.#done++;
    if (outcome.kind === 'refused') {
      counts.refused++;
      member.state = 'refused';
      return { reference, state: 'refused', reason: outcome.reason };
    }
    const state = sending.mailer.tells ? 'accepted' : 'written';
    counts[state]++;
    if (this.#run.isLateOn(day, member)) counts.late++;
    member.state = state;
    return { reference, state, providerId: outcome.id };
  }

  /** Outcomes are written some at a time: each write touches pages all over the ledger, and many the same ones. */
  async flush(): Promise<void> {
    const outcomes = this.#waiting.splice(0);
    this.#writtenAt = performance.now();
    if (outcomes.length > 0) await this.#run.sending.ledger.settle(outcomes, this.#run.sending.today);
  }
}

import { createHash } from 'node:crypto';
import { allowanceOn } from '../notice/calendar.ts';
import type { BatchOutcomes } from './batch-outcomes.ts';
import type { Batch, BatchMember } from './ledger.ts';
import { stopFor } from './letter-report.ts';
import type { LetterRun } from './letter-run.ts';

/** Batches that are fixed at once, for each that may be under way; more are fixed once one of them is gone. */
const fixedAhead = 2;

/** Batches that this run has fixed in the ledger (the intent) and not yet tried. */
export class FixedBatches {
  readonly #run: LetterRun;
  readonly #outcomes: BatchOutcomes;
  #fixed: Batch[] = [];
  #perDay: number | undefined;
  #claiming: Promise<unknown> = Promise.resolve();
  /** More are being fixed while those at hand are tried, or there were none when it was tried. */
  #ahead: Promise<void> | null = null;

  constructor(run: LetterRun, outcomes: BatchOutcomes) {
    this.#run = run;
    this.#outcomes = outcomes;
  }

  /** Reads what the day's own limit is. What stands in the outbox has left nothing: no day is full of it. */
  async begin(): Promise<void> {
    const { ledger, mailer, pace, today } = this.#run.sending;
    if (mailer.tells && pace !== undefined)
      this.#perDay = allowanceOn(await ledger.daysBefore(this.#run.letter.letter, today), pace);
  }

  /** The next one to try; null when nothing waits, or the run is to end. One caller after the other. */
  next(): Promise<Batch | null> {
    const next = this.#claiming.then(() => this.#next());
    this.#claiming = next.catch(() => undefined);
    return next;
  }

  /** What has not been tried, because the run ends, waits again. */
  async giveBack(): Promise<void> {
    await this.#ahead?.catch(() => undefined);
    for (const batch of this.#fixed.splice(0))
      this.#run.left += await this.#run.release(batch, batch.members, 'not tried');
  }

  async #next(): Promise<Batch | null> {
    const run = this.#run;
    while (!run.mustStop()) {
      const quota = run.sending.mailer.quota?.() ?? null;
      if (quota && quota.letters <= 0) {
        run.stop(stopFor(quota, 'by the headers of the latest answer'));
        return null;
      }
      const fixed = this.#fixed.shift();
      if (fixed) {
        if (this.#fixed.length < this.#atOnce()) this.#fixAhead();
        if (fixed.leaseUntil > run.sending.now()) return fixed;
        // This run has slept: whoever took the batch over meanwhile keeps it.
        const held = await run.take(fixed);
        if (held) return held;
        continue;
      }
      const ahead = this.#ahead;
      if (ahead) {
        this.#ahead = null;
        await ahead;
        continue;
      }
      const claim = await this.#fix();
      if (claim === 'capped') {
        const reason = `${this.#perDay} letters a day, and those of ${run.sending.today} are out`;
        run.stop({ why: 'day-limit', reason });
      }
      if (claim !== 'fixed') return null;
    }
    return null;
  }

  #atOnce(): number {
    return fixedAhead * this.#run.sending.mailer.concurrency;
  }

  /** The ledger writes while letters are on their way. What it says when nothing comes of it is asked again in time. */
  #fixAhead(): void {
    if (this.#ahead || this.#run.left <= 0) return;
    this.#ahead = this.#fix().then((claim) => {
      if (claim === 'fixed') this.#ahead = null;
    });
    // What goes wrong is told to whoever takes the next batch.
    this.#ahead.catch(() => undefined);
  }

  /** Outcomes are written at the same time; whatever becomes of them, what was fixed is known. */
  async #fix(): Promise<'fixed' | 'none' | 'capped'> {
    const [written, claim] = await Promise.allSettled([this.#outcomes.flush(), this.#claim()]);
    if (written.status === 'rejected') throw written.reason;
    if (claim.status === 'rejected') throw claim.reason;
    return claim.value;
  }

  async #claim(): Promise<'fixed' | 'none' | 'capped'> {
    const { sending, letter, writer, holder } = this.#run;
    const { ledger, mailer, today } = sending;
    for (;;) {
      const waiting = this.#fixed.reduce((sum, { members }) => sum + members.length, 0);
      const quota = (mailer.quota?.()?.letters ?? Number.POSITIVE_INFINITY) - waiting;
      const most = Math.min(this.#run.left, quota);
      if (most <= 0) return 'none';
      const claim = await ledger.claim({
        letter: letter.letter,
        ...{ limit: mailer.batchSize, batches: this.#atOnce(), most },
        ...(this.#perDay === undefined ? {} : { perDay: this.#perDay }),
        variantOf: (delivery) => writer.variantOf(delivery),
        texts: writer.texts,
        keyOf: (members) => this.#keyOf(members),
        at: sending.stamp(),
        day: today,
        holder,
        leaseUntil: this.#run.lease(),
      });
      if (claim.kind === 'unready') {
        await writer.prepare(claim.deliveries);
        continue;
      }
      // A day that is full holds nobody up when nobody waits.
      if (claim.kind === 'capped' && (await ledger.countPending(letter.letter)) === 0) return 'none';
      if (claim.kind !== 'fixed') return claim.kind;
      this.#fixed.push(...claim.batches);
      for (const { members } of claim.batches) this.#run.left -= members.length;
      return 'fixed';
    }
  }

  /**
   * Deterministic: the same members with the same texts from the same sender are the same batch, even for a run that
   * knows nothing of it.
   */
  #keyOf(members: readonly BatchMember[]): string {
    const { letter, writer, sending } = this.#run;
    const hash = createHash('sha256').update(JSON.stringify([sending.site.from, sending.site.replyTo]));
    for (const { reference, address, name, variant } of members)
      hash.update(JSON.stringify([reference, address, name, writer.texts.get(variant)]));
    return `${letter.letter}/${hash.digest('hex').slice(0, 32)}`;
  }
}

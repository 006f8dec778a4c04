import { createHash } from 'node:crypto';
import { allowanceOn } from '../notice/calendar.ts';
import { noticeKey } from '../notice/plan.ts';
import type { Day } from '../policy/day.ts';
import { mayBeAlive } from './holder.ts';
import type { Batch, BatchMember, BatchOutcome, Settlement } from './ledger.ts';
import type { Message, QuotaLeft, SendOutcome, StopReason } from './ports.ts';
import type { PreparedLetter } from './prepare-letters.ts';
import type { Sending } from './send.ts';
import { isLate, LetterWriter } from './write-messages.ts';

/** What a run did with one letter. Counts are mails, but for `skipped`. */
export interface LetterReport {
  letter: string;
  /** `noticeKey`s. */
  notices: string[];
  accepted: number;
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

/** Why a run ended early. */
export interface Stop {
  why: StopReason | 'asked' | 'no-answer' | 'midnight' | 'day-limit';
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

/** A try is held by its run for so long at most; then another run may take over. */
const leaseMinutes = 10;
/** Milliseconds for which an outcome may stay unwritten while others come in. */
const mostDelay = 1000;
/** Batches that are fixed at once, for each that may be under way. */
const fixedAhead = 2;
/** Tries of one batch in one run while its outcome stays unknown, and the pause after the first. */
const mostTries = 5;
const firstPause = 1000;

/** How often, and after how many milliseconds, a run that has nothing left looks whether the others are done. */
const looks = 80;
const lookPause = 250;

/** Sends what waits for one letter, `limit` mails at most; first settles what an earlier run left open. */
export async function dispatchLetter(
  sending: Sending,
  letter: PreparedLetter,
  holder: string,
  limit: number,
): Promise<{ outcome: LetterReport; stopped: Stop | null }> {
  const dispatch = new Dispatch(sending, letter, holder, limit);
  await dispatch.recover();
  // What was given back just now may wait for a notice that is not announced any more.
  await sending.ledger.narrow(letter.letter, letter.notices.map(noticeKey));
  await dispatch.sendPending();
  await dispatch.awaitOthers();
  return { outcome: await dispatch.report(), stopped: dispatch.stopped };
}

/** A letter that this run has not come to. */
export function reportUntouched(
  sending: Sending,
  letter: PreparedLetter,
  holder: string,
): Promise<LetterReport> {
  return new Dispatch(sending, letter, holder, 0).report();
}

/**
 * Settles what the provider's list tells about letters whose keys have ended; tries nothing again.
 * @returns how many of them it has sent.
 */
export async function reconcileLetter(sending: Sending, letter: string, holder: string): Promise<number> {
  const nobody = { letter, duties: [], notices: [], pending: 0, unknown: 0, told: 0, left: 0 };
  return new Dispatch(sending, nobody, holder, 0).reconcile();
}

class Dispatch {
  stopped: Stop | null = null;
  readonly #sending: Sending;
  readonly #letter: PreparedLetter;
  readonly #holder: string;
  readonly #writer: LetterWriter;
  readonly #counts = { accepted: 0, written: 0, refused: 0, late: 0 };
  #left: number;
  #perDay: number | undefined;
  #done = 0;
  #claiming: Promise<unknown> = Promise.resolve();
  /** Fixed and not yet tried. */
  #fixed: Batch[] = [];
  /** Known and not yet written. */
  readonly #outcomes: BatchOutcome[] = [];
  #writtenAt = performance.now();

  constructor(sending: Sending, letter: PreparedLetter, holder: string, limit: number) {
    this.#sending = sending;
    this.#letter = letter;
    this.#holder = holder;
    this.#left = limit;
    this.#writer = new LetterWriter(sending, letter);
  }

  /** Settles batches that were attempted and have members without an outcome. */
  async recover(): Promise<void> {
    for (const batch of await this.#sending.ledger.openBatches(this.#letter.letter)) {
      if (this.#mustStop()) return;
      if (mayBeAlive(batch.holder, batch.leaseUntil, this.#sending.now())) continue;
      const taken = await this.#take(batch);
      if (!taken) continue;
      if (this.#keyAge(batch) === 'holds') await this.#attempt(taken, false);
      else await this.#lookUp(taken);
    }
    await this.#writeOutcomes();
  }

  /** Asks the provider about batches whose key has ended. */
  async reconcile(): Promise<number> {
    if (!this.#sending.mailer.find) return 0;
    for (const batch of await this.#sending.ledger.openBatches(this.#letter.letter)) {
      if (this.#mustStop()) break;
      if (mayBeAlive(batch.holder, batch.leaseUntil, this.#sending.now()) || this.#keyAge(batch) !== 'ended')
        continue;
      const taken = await this.#take(batch);
      if (taken) await this.#lookUp(taken);
    }
    return this.#counts.accepted;
  }

  async sendPending(): Promise<void> {
    const { ledger, mailer, pace, today } = this.#sending;
    // What stands in the outbox has left nothing: no day is full of it.
    if (mailer.tells && pace !== undefined)
      this.#perDay = allowanceOn(await ledger.daysBefore(this.#letter.letter, today), pace);
    const workers = Array.from({ length: this.#sending.mailer.concurrency }, () => this.#work());
    // Every worker ends its batch before an error is told: what is under way gets its outcome written.
    const ended = await Promise.allSettled(workers);
    // Whatever went wrong, what is known is written and what was not tried waits again.
    for (const end of [() => this.#writeOutcomes(), () => this.#giveBack()])
      ended.push(...(await Promise.allSettled([end()])));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  }

  /** What was fixed and has not been tried, because the run ends: it waits again. */
  async #giveBack(): Promise<void> {
    for (const batch of this.#fixed.splice(0))
      this.#left += (await this.#release(batch, batch.members, 'not tried')).length;
  }

  /** Nothing comes of it when another run has taken the batch over: then that one knows what became of it. */
  #release(
    batch: Batch,
    members: readonly Pick<BatchMember, 'reference'>[],
    reason: string,
  ): Promise<string[]> {
    const references = members.map((member) => member.reference);
    const { ledger, stamp, currentDay } = this.#sending;
    return ledger.release(batch, references, reason, stamp(), currentDay());
  }

  /** Makes this run the holder, for another lease; null when another run has become it meanwhile. */
  async #take(batch: Batch): Promise<Batch | null> {
    const leaseUntil = this.#lease();
    const at = this.#sending.stamp();
    if (!(await this.#sending.ledger.takeOver(batch, this.#holder, at, leaseUntil))) return null;
    return { ...batch, tries: batch.tries + 1, holder: this.#holder, lastTriedAt: at, leaseUntil };
  }

  /**
   * Stays while another run still writes letters, so that what this one reports is how things stand, and takes over
   * what a run that has died meanwhile leaves behind.
   */
  async awaitOthers(): Promise<void> {
    const { ledger, now, sleep } = this.#sending;
    for (let look = 0; look < looks && !this.#mustStop() && this.#left > 0; look++) {
      const others = (await ledger.openBatches(this.#letter.letter)).filter((b) => b.holder !== this.#holder);
      if (others.length === 0) return;
      const left = others.filter((batch) => !mayBeAlive(batch.holder, batch.leaseUntil, now()));
      if (left.some((batch) => this.#keyAge(batch) === 'holds')) {
        await this.recover();
        await this.sendPending();
      } else if (left.length === others.length) return;
      await sleep(lookPause);
    }
  }

  async report(): Promise<LetterReport> {
    const { ledger, now } = this.#sending;
    const { letter, duties, told } = this.#letter;
    const counts = countOpen(await ledger.openBatches(letter), this.#holder, now());
    return {
      letter,
      notices: duties.map(noticeKey),
      ...this.#counts,
      ...counts,
      skipped: told,
      pending: await ledger.countPending(letter),
    };
  }

  async #work(): Promise<void> {
    while (!this.#mustStop()) {
      const claim = this.#claiming.then(() => this.#claim());
      this.#claiming = claim.catch(() => undefined);
      const batch = await claim;
      if (!batch) return;
      await this.#attempt(batch, true);
    }
  }

  /** The next batch, fixed in the ledger: the intent. Null when nothing waits. */
  async #claim(): Promise<Batch | null> {
    const { ledger, mailer, today } = this.#sending;
    while (!this.#mustStop()) {
      const quota = mailer.quota?.() ?? null;
      if (quota && quota.letters <= 0) {
        this.stopped ??= stopFor(quota, 'by the headers of the latest answer');
        return null;
      }
      const fixed = this.#fixed.shift();
      if (fixed) {
        if (fixed.leaseUntil > this.#sending.now()) return fixed;
        // This run has slept: whoever took the batch over meanwhile keeps it.
        const held = await this.#take(fixed);
        if (held) return held;
        continue;
      }
      await this.#writeOutcomes();
      if (this.#left <= 0) return null;
      const most = Math.min(this.#left, quota?.letters ?? Number.POSITIVE_INFINITY);
      const claim = await ledger.claim({
        letter: this.#letter.letter,
        ...{ limit: mailer.batchSize, batches: fixedAhead * mailer.concurrency, most },
        ...(this.#perDay === undefined ? {} : { perDay: this.#perDay }),
        variantOf: (delivery) => this.#writer.variantOf(delivery),
        texts: this.#writer.texts,
        keyOf: (members) => this.#keyOf(members),
        at: this.#sending.stamp(),
        day: today,
        holder: this.#holder,
        leaseUntil: this.#lease(),
      });
      if (claim.kind === 'none') return null;
      if (claim.kind === 'capped') {
        const reason = `${this.#perDay} letters a day, and those of ${today} are out`;
        this.stopped ??= { why: 'day-limit', reason };
        return null;
      }
      if (claim.kind === 'unready') {
        await this.#writer.prepare(claim.deliveries);
        continue;
      }
      this.#fixed.push(...claim.batches);
      for (const batch of claim.batches) this.#left -= batch.members.length;
    }
    return null;
  }

  /** Deterministic: the same members with the same texts are the same batch, even for a run that knows nothing of it. */
  #keyOf(members: readonly BatchMember[]): string {
    const hash = createHash('sha256');
    for (const { reference, address, name, variant } of members)
      hash.update(JSON.stringify([reference, address, name, this.#writer.texts.get(variant)]));
    return `${this.#letter.letter}/${hash.digest('hex').slice(0, 32)}`;
  }

  /**
   * Tries a batch until its outcome is known, or for as long as this run tries.
   * @param isFirst nobody has tried it: then it leaves on the day for which its texts are, or not at all. What may have
   * been taken is repeated on any day as it was, for only the same bytes under the same key do no harm.
   */
  async #attempt(batch: Batch, isFirst: boolean): Promise<void> {
    const { mailer, sleep, today, currentDay } = this.#sending;
    const messages = await this.#messages(batch);
    for (let round = 1; ; round++) {
      const firstTry = isFirst && round === 1;
      const mayTry = () => this.#keyAge(batch) === 'holds' && (!firstTry || currentDay() === today);
      const outcomes = await mailer.send(messages, batch.key, mayTry);
      const open = await this.#write(batch, outcomes, firstTry);
      if (!open || this.stopped) return;
      if (round === mostTries) {
        this.stopped ??= { why: 'no-answer', reason: firstReason(outcomes) };
        return;
      }
      if (this.#sending.signal?.aborted) return;
      await sleep(firstPause * 2 ** (round - 1));
      const held = await this.#take(batch);
      if (!held) return;
      batch = held;
    }
  }

  /** Writes the outcomes down. @returns true while some are unknown. */
  async #write(batch: Batch, outcomes: readonly SendOutcome[], firstTry: boolean): Promise<boolean> {
    const { mailer } = this.#sending;
    const day = this.#sending.currentDay();
    const stop = outcomes.find((o) => o.kind === 'stopped');
    // What was not tried in time ends no run by itself; the end of the day does.
    if (stop && stop.why !== 'not-tried')
      this.stopped ??= {
        why: stop.why,
        reason: stop.reason,
        ...(stop.retryAfter ? { retryAfter: stop.retryAfter } : {}),
      };
    const anyUnknown = outcomes.some((o) => o.kind === 'unknown');
    // Members go back into the queue only if this batch is never tried again and nothing was tried before.
    const giveBack = stop !== undefined && firstTry && !anyUnknown;
    const settled: Settlement[] = [];
    const released: BatchMember[] = [];
    outcomes.forEach((outcome, i) => {
      const member = batch.members[i]!;
      const { reference, state } = member;
      if (outcome.kind === 'stopped') {
        if (giveBack) released.push(member);
        else settled.push({ reference, state: 'unknown', reason: outcome.reason });
        return;
      }
      if (outcome.kind === 'unknown') {
        settled.push({ reference, state: 'unknown', reason: outcome.reason });
        return;
      }
      const fresh = state === 'unknown';
      if (outcome.kind === 'accepted') {
        settled.push({ reference, state: mailer.tells ? 'accepted' : 'written', providerId: outcome.id });
        if (fresh) this.#counts[mailer.tells ? 'accepted' : 'written']++;
        if (fresh && this.#isLateOn(day, member)) this.#counts.late++;
      } else {
        settled.push({ reference, state: 'refused', reason: outcome.reason });
        if (fresh) this.#counts.refused++;
      }
    });
    // Only what is still open gets an event: a second try repeats what is known already.
    const open = new Set(batch.members.filter((m) => m.state === 'unknown').map((m) => m.reference));
    const results = settled.filter((s) => open.has(s.reference));
    this.#outcomes.push({ key: batch.key, results, at: this.#sending.stamp(), day });
    // What is settled for good can wait for others; whatever happens meanwhile, the key answers the same again.
    const isPlain = stop === undefined && !anyUnknown;
    if (!isPlain || performance.now() - this.#writtenAt > mostDelay) await this.#writeOutcomes();
    for (const { reference, state } of settled) {
      const member = batch.members.find((m) => m.reference === reference)!;
      if (state !== 'unknown') member.state = state;
    }
    if (released.length > 0) this.#left += (await this.#release(batch, released, stop!.reason)).length;
    this.#done += settled.filter((s) => s.state !== 'unknown').length;
    this.#sending.onProgress?.({
      letter: this.#letter.letter,
      done: this.#done,
      of: Math.min(this.#letter.pending, this.#done + this.#left),
    });
    return stop === undefined && batch.members.some((m) => m.state === 'unknown');
  }

  /** Whether a member's letter, had on that day, is late: its text says so, or had to be repeated on a later day. */
  #isLateOn(day: Day, { variant }: BatchMember): boolean {
    const [, timing, ...keys] = variant.split(' ');
    if (isLate(variant) || timing === 'joined') return isLate(variant);
    return this.#letter.notices.some((notice) => day > notice.deadline && keys.includes(noticeKey(notice)));
  }

  /** Outcomes are written some at a time: each write touches pages all over the ledger, and many the same ones. */
  async #writeOutcomes(): Promise<void> {
    const outcomes = this.#outcomes.splice(0);
    this.#writtenAt = performance.now();
    if (outcomes.length > 0) await this.#sending.ledger.settle(outcomes, this.#sending.today);
  }

  /** The key protects no more: asks the provider what it has sent; what it cannot tell waits for a person. */
  async #lookUp(batch: Batch): Promise<void> {
    const { ledger, mailer, currentDay, stamp } = this.#sending;
    if (!mailer.find || this.#keyAge(batch) !== 'ended') return;
    const open = batch.members.filter((m) => m.state === 'unknown');
    const messages = await this.#messages({ ...batch, members: open });
    const found = await mailer.find(messages, batch.firstTriedAt).catch(() => null);
    if (!found) return;
    const settled: { day: Day; result: Settlement }[] = [];
    const released: BatchMember[] = [];
    for (const member of open) {
      const { reference } = member;
      const what = found.get(reference);
      if (what?.kind === 'sent') {
        const state = mailer.tells ? 'accepted' : 'written';
        const result = {
          reference,
          state,
          providerId: what.id,
          reason: 'found in the list of sent mail',
        } as const;
        settled.push({ day: this.#dayOf(what.at), result });
        this.#counts.accepted++;
      } else if (what?.kind === 'not-sent') released.push(member);
      else {
        const reason = what?.reason ?? 'not looked for';
        settled.push({ day: currentDay(), result: { reference, state: 'unknown', reason } });
      }
    }
    // First what waits again: an outcome may close the batch.
    if (released.length > 0) await this.#release(batch, released, 'not in the list of sent mail');
    const byDay = [...Map.groupBy(settled, ({ day }) => day)];
    const outcomes = byDay.map(([day, some]) => ({
      ...{ key: batch.key, results: some.map(({ result }) => result), at: stamp(), day },
    }));
    if (outcomes.length > 0) await ledger.settle(outcomes, currentDay());
  }

  /** The day of an instant where it was latest, of all policies: no clock is cheated by a zone. None is after today. */
  #dayOf(instant: string): Day {
    const { policies, currentDay } = this.#sending;
    const days = policies.map(({ timeZone }) =>
      Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString(),
    );
    return [...days.sort().slice(-1), currentDay()].sort()[0]!;
  }

  #messages(batch: Batch): Promise<Message[]> {
    return Promise.all(batch.members.map((member) => this.#writer.message(member, batch.firstTriedAt)));
  }

  /**
   * `holds`: trying again under the same key cannot send twice. `ended`: only the provider's list can tell, and by
   * now has everything. `unsure`: the clock has gone back since, so that nothing can be said.
   */
  #keyAge(batch: Batch): 'holds' | 'ended' | 'unsure' {
    const { keyLastsHours } = this.#sending.mailer;
    if (keyLastsHours === Number.POSITIVE_INFINITY) return 'holds';
    const age = Temporal.Instant.from(batch.firstTriedAt).until(this.#sending.stamp()).total('hours');
    if (age < -0.1) return 'unsure';
    return age < keyLastsHours ? 'holds' : 'ended';
  }

  #lease(): string {
    return Temporal.Instant.from(this.#sending.now()).add({ minutes: leaseMinutes }).toString();
  }

  #mustStop(): boolean {
    if (this.#sending.signal?.aborted)
      this.stopped ??= { why: 'asked', reason: 'stopped as asked; the next run goes on' };
    if (this.#sending.currentDay() !== this.#sending.today) {
      this.stopped ??= { why: 'midnight', reason: `${this.#sending.today} is over` };
    }
    return this.stopped !== null;
  }
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

function firstReason(outcomes: readonly SendOutcome[]): string {
  for (const outcome of outcomes) if (outcome.kind === 'unknown') return outcome.reason;
  return '';
}

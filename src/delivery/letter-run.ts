import { noticeKey } from '../notice/plan.ts';
import type { Day } from '../policy/day.ts';
import { mayBeAlive } from './holder.ts';
import type { Batch, BatchMember } from './ledger.ts';
import { noCounts, type Stop } from './letter-report.ts';
import type { Message } from './ports.ts';
import type { PreparedLetter } from './prepare-letters.ts';
import type { Sending } from './send.ts';
import { isLate, LetterWriter } from './write-messages.ts';

/** A try is held by its run for so long at most; then another run may take over. */
const leaseMinutes = 10;

/** One letter in one run: what those share who fix its batches, try them, and find out what became of them. */
export class LetterRun {
  readonly sending: Sending;
  readonly letter: PreparedLetter;
  readonly holder: string;
  readonly writer: LetterWriter;
  readonly counts = noCounts();
  /** Mails that this run may still try. */
  left: number;
  #stopped: Stop | null = null;

  constructor(sending: Sending, letter: PreparedLetter, holder: string, limit: number) {
    this.sending = sending;
    this.letter = letter;
    this.holder = holder;
    this.left = limit;
    this.writer = new LetterWriter(sending, letter);
  }

  get stopped(): Stop | null {
    return this.#stopped;
  }

  /** The first reason is the one that is told. */
  stop(why: Stop): void {
    this.#stopped ??= why;
  }

  mustStop(): boolean {
    const { signal, currentDay, today } = this.sending;
    if (signal?.aborted) this.stop({ why: 'asked', reason: 'stopped as asked; the next run goes on' });
    if (currentDay() !== today) this.stop({ why: 'midnight', reason: `${today} is over` });
    return this.#stopped !== null;
  }

  openBatches(): Promise<Batch[]> {
    return this.sending.ledger.openBatches(this.letter.letter);
  }

  /** Whether a run may still be at work on it. */
  isHeld({ holder, leaseUntil }: Batch): boolean {
    return mayBeAlive(holder, leaseUntil, this.sending.now());
  }

  /** Makes this run the holder, for another lease; null when another run has become it meanwhile. */
  async take(batch: Batch): Promise<Batch | null> {
    const leaseUntil = this.lease();
    const at = this.sending.stamp();
    if (!(await this.sending.ledger.takeOver(batch, this.holder, at, leaseUntil))) return null;
    return { ...batch, tries: batch.tries + 1, holder: this.holder, lastTriedAt: at, leaseUntil };
  }

  /**
   * Gives members back to the queue. Nothing comes of it when another run has taken the batch over: then that one knows
   * what became of it.
   * @returns how many wait again.
   */
  async release(
    batch: Batch,
    members: readonly Pick<BatchMember, 'reference'>[],
    reason: string,
  ): Promise<number> {
    const references = members.map((member) => member.reference);
    const { ledger, stamp, currentDay } = this.sending;
    return (await ledger.release(batch, references, reason, stamp(), currentDay())).length;
  }

  lease(): string {
    return Temporal.Instant.from(this.sending.now()).add({ minutes: leaseMinutes }).toString();
  }

  messages({ members, firstTriedAt }: Pick<Batch, 'members' | 'firstTriedAt'>): Promise<Message[]> {
    return this.writer.messages(members, firstTriedAt);
  }

  /**
   * `holds`: trying again under the same key cannot send twice. `ended`: only the provider's list can tell, and by
   * now has everything. `unsure`: the clock has gone back since, so that nothing can be said.
   */
  keyAge({ firstTriedAt }: Batch): 'holds' | 'ended' | 'unsure' {
    const { keyLastsHours } = this.sending.mailer;
    if (keyLastsHours === Number.POSITIVE_INFINITY) return 'holds';
    const hours = this.hoursSince(firstTriedAt);
    if (hours < -0.1) return 'unsure';
    return hours < keyLastsHours ? 'holds' : 'ended';
  }

  hoursSince(instant: string): number {
    return Temporal.Instant.from(instant).until(this.sending.stamp()).total('hours');
  }

  /** Whether a member's letter, had on that day, is late: its text says so, or had to be repeated on a later day. */
  isLateOn(day: Day, { variant }: Pick<BatchMember, 'variant'>): boolean {
    const [, timing, ...keys] = variant.split(' ');
    if (isLate(variant) || timing === 'joined') return isLate(variant);
    return this.letter.notices.some((notice) => day > notice.deadline && keys.includes(noticeKey(notice)));
  }

  /** Whether its text claims to be in time and would be had too late on that day. */
  isOverdue(day: Day, member: Pick<BatchMember, 'variant'>): boolean {
    return !isLate(member.variant) && this.isLateOn(day, member);
  }
}

import type { Duty } from '../notice/duties.ts';
import { letterTag } from '../notice/letter-id.ts';
import { mayBeAlive } from './holder.ts';
import { maskAddress } from './hostile-text.ts';
import type { SentLetter } from './ledger.ts';
import type { Stop } from './letter-report.ts';
import { dayOfInstant, foundReason } from './look-up.ts';
import type { MailReport } from './mail-reports.ts';
import type { SentMail } from './ports.ts';
import type { PreparedLetter } from './prepare-letters.ts';
import { addressKey, referenceIn } from './reference.ts';
import type { Sending } from './send.ts';
import { reportedEvent } from './sync.ts';

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
  /** Why nobody looked, where the run goes on all the same: the key may only send, or there is no list. */
  unchecked: string | null;
  stopped: Stop | null;
}

/** Resend keeps sent mail for 30 days (https://resend.com/docs/knowledge-base/account-quotas-and-limits). */
const keptDays = 29;
/** The two clocks differ by ten minutes at most, and a list may be a little behind. */
const marginHours = 1;

const lastRun = ['last run', ''] as const;
const lastRunOf = (letter: string) => [`last run ${letter}`, ''] as const;
/** Once some of a letter was found to have left, the list is read as far as it goes: what else has left may wait only later. */
const strangeTo = (letter: string) => [`strange ${letter}`, ''] as const;

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
    return { letters: new Map(), isWhole: true, unchecked: null, stopped: null };
  const mustKnow = ready.some(isOpen);
  const notices = await ledger.notices();
  const lastUsed = await ledger.recall(...lastRun);
  const letters: ComparedLetter[] = [];
  for (const letter of concerned) {
    const before = await ledger.recall(...lastRunOf(letter.letter));
    const isStrange = (await ledger.recall(...strangeTo(letter.letter))) !== null;
    const about = notices.filter((notice) => notice.letter === letter.letter);
    letters.push(
      new ComparedLetter(sending, letter, {
        ...{ before, lastUsed, isStrange, isAlike: about.length === 1, waits: isOpen(letter) },
      }),
    );
  }
  const end = (isWhole: boolean, stopped: Stop | null, unchecked: string | null = null): SentComparison => ({
    ...{ letters: new Map(letters.map((letter) => [letter.letter, letter])), isWhole },
    // When nobody waits, the next run looks.
    ...(mustKnow ? { unchecked, stopped } : { unchecked: null, stopped: null }),
  });
  for (let after: string | undefined; letters.some(({ isDone }) => !isDone); ) {
    if (signal?.aborted)
      return end(false, { why: 'asked', reason: 'stopped as asked; the next run goes on' });
    const page = await mailer.sentPage(after);
    // Whoever has answered with a list has one.
    if (page.kind === 'not-allowed' && after === undefined) return end(false, null, page.reason);
    if (page.kind !== 'page') return end(false, { why: 'no-answer', reason: page.reason });
    const mails = Map.groupBy(page.mails, ({ subject }) => referenceIn(subject)?.slice(0, 4));
    for (const letter of letters) await letter.compare(mails.get(letter.tag) ?? []);
    const doubt = letters.find((letter) => letter.doubt !== null)?.doubt;
    if (doubt) return end(false, { why: 'old-ledger', reason: doubt });
    const oldest = page.mails.at(-1)?.at;
    for (const letter of letters) if (oldest !== undefined) letter.readTo(oldest);
    if (page.next === null) break;
    after = page.next;
  }
  const short = letters.find(({ isDone, isCovered, waits }) => waits && !isDone && !isCovered);
  if (!short || sending.isNewLedger) return end(true, null);
  const reason = `${short.letter} may have left since ${short.from}, this ledger was not used for ${keptDays} days, and the provider's list goes back no further; put the current ledger back, or add --new-ledger if nobody was written to since`;
  return end(false, { why: 'old-ledger', reason });
}

/** What this ledger had of a letter before: instants of the last run with it, and of the last run at all. */
interface KnownBefore {
  before: string | null;
  lastUsed: string | null;
  isStrange: boolean;
  isAlike: boolean;
  /** Somebody waits for it, or for an outcome. */
  waits: boolean;
}

const isBefore = (at: string, than: Temporal.Instant): boolean => Temporal.Instant.compare(at, than) < 0;

/** One letter while the list is read. */
class ComparedLetter {
  readonly letter: string;
  readonly tag: string;
  readonly waits: boolean;
  /** The instant back to which the list is read. */
  readonly from: string;
  /** Whether the provider's list goes back far enough, or this ledger was in use for as long as it does, or never. */
  readonly isCovered: boolean;
  /** Enough of the list was read. */
  isDone = false;
  found = 0;
  accepted = 0;
  /** What a person must decide. */
  doubt: string | null = null;
  readonly #sending: Sending;
  /** With several policies, not every reader of a letter is told of each. */
  readonly #isAlike: boolean;
  /** Something of it has left that this ledger did not know of. */
  #isStrange: boolean;

  constructor(sending: Sending, { letter, duties }: PreparedLetter, known: KnownBefore) {
    this.#sending = sending;
    this.#isStrange = known.isStrange;
    this.#isAlike = known.isAlike;
    this.letter = letter;
    this.waits = known.waits;
    this.tag = letterTag(letter);
    const now = Temporal.Instant.from(sending.stamp());
    const first = duties.map((duty) => firstInstant(sending, duty)).sort()[0]!;
    const begun = duties.some(({ began }) => began !== null);
    const { before, lastUsed } = known;
    // When nobody waits, it is enough to see whether something strange has left.
    const isKnown = begun && (!known.isStrange || !known.waits);
    const mayTrust = isKnown && before !== null && isBefore(before, now);
    const from = mayTrust && before > first ? before : first;
    this.from = Temporal.Instant.from(from).subtract({ hours: marginHours }).toString();
    const kept = now.subtract({ hours: 24 * keptDays });
    const isRecent = (at: string) => !isBefore(at, kept);
    // One that was never used is new, and a lost one is told by what the site has announced (`--new-ledger`).
    this.isCovered =
      lastUsed === null || isRecent(this.from) || (isBefore(lastUsed, now) && isRecent(lastUsed));
  }

  /**
   * Takes over what is known by these mails, newest first: of letters that wait, and of letters that were tried without an
   * answer. (A copy may hold a batch open that was given back since, and whose letters left in another one.)
   */
  async compare(mails: readonly SentMail[]): Promise<void> {
    if (mails.length === 0) return;
    const references = mails.map(({ subject }) => referenceIn(subject)!);
    const keys = mails.map(({ to }) => to.map(addressKey));
    const known = await this.#sending.ledger.knownMails(this.letter, references, keys.flat());
    const sent: SentLetter[] = [];
    const answers: { batch: string; mail: SentLetter }[] = [];
    const doubtful: string[] = [];
    const seen: MailReport[] = [];
    let isStrange = false;
    mails.forEach(({ id, to, at, lastEvent }, i) => {
      const reference = references[i]!;
      const letter = known.letters.get(reference);
      // A reference that somebody has put into the subject of a mail to another address.
      if (letter && !keys[i]!.includes(letter.addressKey)) return;
      const waits = keys[i]!.map((one) => known.waiting.get(one)).find((one) => one !== undefined);
      const mail = { reference, id, at, day: dayOfInstant(this.#sending, at), reason: foundReason };
      if (letter === undefined || letter.state === 'pending') isStrange = true;
      if (letter === undefined || letter.state === 'pending' || letter.state === 'unknown')
        seen.push({ providerId: id, lastEvent, createdAt: at });
      if (letter?.state === 'pending') sent.push(mail);
      else if (letter?.state === 'unknown') answers.push({ batch: letter.batch!, mail });
      else if (letter !== undefined) {
        // All that an older copy lacks is newer than this; two ledgers at work in turns have no such order.
        if (known.answered.has(reference) && !this.#isStrange && !isStrange) this.isDone = true;
      } else if (waits !== undefined && this.#isAlike) sent.push({ ...mail, reference: waits });
      else if (waits !== undefined) doubtful.push(maskAddress(to[0]!));
    });
    if (isStrange) await this.#noteStrange();
    await this.#takeAnswers(answers);
    await this.#adopt(sent);
    await this.#keepNews(seen);
    if (doubtful.length > 0)
      this.doubt = `${this.letter} went to ${doubtful.slice(0, 3).join(', ')} under a reference that this ledger does not have, so it cannot tell of which policies they were told; put the current ledger back, or note with \`record\` what they were told`;
  }

  async #takeAnswers(answers: readonly { batch: string; mail: SentLetter }[]): Promise<void> {
    if (answers.length === 0) return;
    const { ledger, stamp, currentDay, now } = this.#sending;
    // Whoever is at work on a batch writes its outcome.
    const held = (await ledger.openBatches(this.letter)).filter(({ holder, leaseUntil }) =>
      mayBeAlive(holder, leaseUntil, now()),
    );
    const underway = new Set(held.map(({ key }) => key));
    const free = answers.filter(({ batch }) => !underway.has(batch));
    const groups = Map.groupBy(free, ({ batch, mail }) => `${batch} ${mail.day}`);
    const outcomes = [...groups.values()].map((some) => ({
      ...{ key: some[0]!.batch, day: some[0]!.mail.day, at: stamp() },
      results: some.map(({ mail: { reference, id, reason } }) => ({
        ...{ reference, state: 'accepted' as const, providerId: id, reason },
      })),
    }));
    if (outcomes.length > 0) await ledger.settle(outcomes, currentDay());
    this.accepted += free.length;
  }

  async #adopt(sent: readonly SentLetter[]): Promise<void> {
    if (sent.length === 0) return;
    const { ledger, stamp } = this.#sending;
    this.found += await ledger.adopt(this.letter, sent, stamp());
  }

  /** What became of them since was told to another ledger, if to any. */
  async #keepNews(seen: readonly MailReport[]): Promise<void> {
    const { ledger, stamp } = this.#sending;
    const events = seen
      .map((mail) => reportedEvent(mail, stamp(), foundReason))
      .filter(({ kind }) => kind !== null && kind !== 'sent' && kind !== 'delayed');
    if (events.length > 0)
      await ledger.keepEvents(events, stamp(), (instant) => dayOfInstant(this.#sending, instant));
  }

  /** Something of it has left that this ledger does not know of, whether or not anybody waits for it here by now. */
  async #noteStrange(): Promise<void> {
    if (!this.#isStrange) await this.#sending.ledger.remember(...strangeTo(this.letter), this.from);
    this.#isStrange = true;
  }

  /** The list was read back to here. */
  readTo(oldest: string): void {
    this.isDone ||= isBefore(oldest, Temporal.Instant.from(this.from));
  }
}

/** Nothing of a letter can have left before: the start of its first day, where its policy is. ISO 8601 UTC. */
function firstInstant({ policies }: Sending, { policy, from, published }: Duty): string {
  const zone = policies.find(({ slug }) => slug === policy)?.timeZone ?? 'UTC';
  return Temporal.PlainDate.from(from ?? published)
    .toZonedDateTime(zone)
    .toInstant()
    .toString();
}

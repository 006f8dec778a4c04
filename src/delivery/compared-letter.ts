import type { Duty } from '../notice/duties.ts';
import { mayBeAlive } from './holder.ts';
import { maskAddress } from './hostile-text.ts';
import type { Ledger, SentLetter } from './ledger.ts';
import { dayOfInstant, foundReason } from './look-up.ts';
import type { MailReport } from './mail-reports.ts';
import { MailsAbout } from './mails-about.ts';
import { providerKeepsDays, type SentMail } from './ports.ts';
import type { PreparedLetter } from './prepare-letters.ts';
import { addressKey, referenceIn } from './reference.ts';
import type { Sending } from './send.ts';
import { reportedEvent } from './sync.ts';

/** The two clocks differ by ten minutes at most, and a list may be a little behind. */
const marginHours = 1;

/** Once some of a letter was found to have left, the list is read as far as it goes: what else has left may wait only later. */
const strangeTo = (letter: string) => [`strange ${letter}`, ''] as const;
/** Whether some of a letter has ever been found to have left without this ledger's doing. */
export const hasStrangers = async (ledger: Pick<Ledger, 'recall'>, letter: string): Promise<boolean> =>
  (await ledger.recall(...strangeTo(letter))) !== null;

/** When this ledger was last known to have all of a letter that had left. */
export const lastRunOf = (letter: string) => [`last run ${letter}`, ''] as const;

interface Known {
  /** The last run of this ledger. */
  lastUsed: string | null;
  /** Somebody waits for the letter, or for an outcome. */
  waits: boolean;
}

interface KnownBefore extends Known {
  /** The last run that went through with this letter. */
  before: string | null;
  isStrange: boolean;
}

const isBefore = (at: string, than: Temporal.Instant): boolean => Temporal.Instant.compare(at, than) < 0;

/** One letter while the provider's list is read. */
export class ComparedLetter {
  readonly letter: string;
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
  /** When the latest mail that this ledger has not sent was made; null: there is none. */
  latestStranger: string | null = null;
  readonly #sending: Sending;
  readonly #about: MailsAbout;
  /** Something of it has left that this ledger did not know of. */
  #isStrange: boolean;

  /** @param letter stands in the ledger. */
  static async begin(sending: Sending, letter: PreparedLetter, known: Known): Promise<ComparedLetter> {
    const { ledger } = sending;
    const before = await ledger.recall(...lastRunOf(letter.letter));
    const isStrange = await hasStrangers(ledger, letter.letter);
    const notices = (await ledger.notices()).filter((notice) => notice.letter === letter.letter);
    const about = new MailsAbout(sending, letter.letter, notices);
    return new ComparedLetter(sending, letter, about, { ...known, before, isStrange });
  }

  private constructor(
    sending: Sending,
    { letter, duties }: PreparedLetter,
    about: MailsAbout,
    { before, lastUsed, isStrange, waits }: KnownBefore,
  ) {
    this.#sending = sending;
    this.#about = about;
    this.#isStrange = isStrange;
    this.letter = letter;
    this.waits = waits;
    const now = Temporal.Instant.from(sending.stamp());
    const first = duties.map((duty) => firstInstant(sending, duty)).sort()[0]!;
    const begun = duties.some(({ began }) => began !== null);
    // When nobody waits, it is enough to see whether something strange has left.
    const isKnown = begun && (!isStrange || !waits);
    const mayTrust = isKnown && before !== null && isBefore(before, now);
    const from = mayTrust && before > first ? before : first;
    this.from = Temporal.Instant.from(from).subtract({ hours: marginHours }).toString();
    const kept = now.subtract({ hours: 24 * providerKeepsDays });
    const isRecent = (at: string) => !isBefore(at, kept);
    // One that was never used is new, and a lost one is told by what the site has announced (`--new-ledger`).
    this.isCovered =
      lastUsed === null || isRecent(this.from) || (isBefore(lastUsed, now) && isRecent(lastUsed));
  }

  /**
   * Takes over what is known by the mails of a page, newest first: of letters that wait, and of letters that were tried
   * without an answer. (A copy may hold a batch open that was given back since, and whose letters left in another one.)
   */
  async compare(page: readonly SentMail[]): Promise<void> {
    const mails = page.flatMap((mail) => {
      const reference = referenceIn(mail.subject);
      return reference !== null && this.#about.mayBe(reference) ? { ...mail, reference } : [];
    });
    if (mails.length === 0) return;
    const references = mails.map(({ reference }) => reference);
    const keys = mails.map(({ to }) => to.map(addressKey));
    const known = await this.#sending.ledger.knownMails(this.letter, references, keys.flat());
    const sent: SentLetter[] = [];
    const answers: { batch: string; mail: SentLetter }[] = [];
    const doubtful: string[] = [];
    const seen: MailReport[] = [];
    let isStrange = false;
    mails.forEach(({ id, to, at, lastEvent, subject, reference }, i) => {
      const letter = known.letters.get(reference);
      // A reference that somebody has put into the subject of a mail to another address; or another letter of this ledger.
      if (letter && (!keys[i]!.includes(letter.addressKey) || letter.letter !== this.letter)) return;
      // The same letter in another mail: another ledger gave it the same reference, and has put it into another batch.
      const isTwice = (known.answered.get(reference) ?? id) !== id;
      if (letter === undefined || letter.state === 'pending' || isTwice) {
        isStrange = true;
        this.latestStranger ??= at;
      }
      if (letter === undefined || letter.state === 'pending' || letter.state === 'unknown')
        seen.push({ providerId: id, lastEvent, createdAt: at });
      const waits =
        letter?.state === 'pending'
          ? reference
          : letter === undefined
            ? keys[i]!.map((one) => known.waiting.get(one)).find((one) => one !== undefined)
            : undefined;
      const mail = { id, at, day: dayOfInstant(this.#sending, at), reason: foundReason };
      if (waits !== undefined) {
        const about = this.#about.of(subject, reference);
        if (about === null) doubtful.push(maskAddress(to[0]!));
        else sent.push({ ...mail, reference: waits, about });
      } else if (letter?.state === 'unknown')
        answers.push({ batch: letter.batch!, mail: { ...mail, reference, about: null } });
      else if (letter !== undefined) {
        // All that an older copy lacks is newer than this; two ledgers at work in turns have no such order.
        if (known.answered.has(reference) && !this.#isStrange && !isStrange) this.isDone = true;
      }
    });
    if (isStrange) await this.#noteStrange();
    await this.#takeAnswers(answers);
    await this.#adopt(sent);
    await this.#keepNews(seen);
    if (doubtful.length > 0)
      this.doubt = `a letter to ${doubtful.slice(0, 3).join(', ')} of which this ledger does not know tells of some of the policies of ${this.letter}, and its subject does not say of which; put the current ledger back, or note with \`record\` what they were told`;
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

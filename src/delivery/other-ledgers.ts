import { ComparedLetter } from './compared-letter.ts';
import type { LetterRun } from './letter-run.ts';
import type { SentMail } from './ports.ts';

/** The newest mails of the provider's list before a run sent anything. */
export interface ListHead {
  ids: ReadonlySet<string>;
  /** Of the newest; null when there was none. */
  at: string | null;
}

/** Pages of the list that are read at most: the first time, when little has left since the run's first look, and later. */
const mostPages = { first: 30, later: 3 };
const lookEvery = 60_000;
/** How often a process asks whether it is to look, and what another one has seen. */
const askEvery = 1000;

/** What processes on a ledger agree on: when one of them looked last, and the latest mail that was another ledger's. */
interface Looked {
  at?: number;
  stranger?: string;
}

/**
 * Another ledger for the same site may be at work at the same time. When both runs had looked at the provider's list
 * before either had sent, neither knew of the other. So a run looks again once its first letters have left, every
 * minute, and at its end: what is newer than its first look and not its own shows the other. Of two that begin at once, the
 * one whose first letters leave later sees those of the other.
 */
export class OtherLedgers {
  readonly #run: LetterRun;
  /** Null: nobody can look, or somebody has seen enough. */
  #head: ListHead | null;
  #letter: Promise<ComparedLetter> | null = null;
  /** When this run began, by the clock that all processes on the ledger share. */
  #begun: Promise<number> | null = null;
  #askAt = Number.NEGATIVE_INFINITY;

  constructor(run: LetterRun, head: ListHead | null) {
    this.#run = run;
    this.#head = head;
  }

  /** Looks once letters of this run have left, and none too often. Of several processes on a ledger one looks for all. */
  async lookNowAndThen(): Promise<void> {
    const head = this.#head;
    if (head === null) return;
    this.#begun ??= this.#timeNow();
    const begun = await this.#begun;
    if (this.#run.counts.accepted === 0 || performance.now() < this.#askAt) return;
    this.#askAt = performance.now() + askEvery;
    let isOurs = false;
    let stranger: string | undefined;
    await this.#agree((looked, now) => {
      // A look before this run began has seen nothing of those that began with it; and clocks may go back.
      const holds = looked.at! >= begun && looked.at! <= now && now - looked.at! < lookEvery;
      isOurs = !holds;
      stranger = holds ? looked.stranger : undefined;
      return holds ? looked : { at: now };
    });
    if (isOurs) await this.look();
    else if (stranger && isSince(stranger, head)) this.#end(stranger);
  }

  async #timeNow(): Promise<number> {
    let begun = 0;
    await this.#agree((looked, now) => {
      begun = now;
      return looked;
    });
    return begun;
  }

  #agree(change: (looked: Looked, now: number) => Looked): Promise<void> {
    const { sending, letter } = this.#run;
    return sending.ledger.agree(`look ${letter.letter}`, (value, now) =>
      JSON.stringify(change(JSON.parse(value ?? '{}') as Looked, now)),
    );
  }

  #end(stranger: string): void {
    this.#head = null;
    const reason = `letters of ${this.#run.letter.letter} have left since this run began that are not its own, the latest at ${stranger}`;
    this.#run.stop({ why: 'other-ledger', reason });
  }

  /** Ends the run when somebody else is seen to write to the readers of its letter, and takes over what they have sent. */
  async look(): Promise<void> {
    const { counts, sending } = this.#run;
    const head = this.#head;
    if (head === null || counts.accepted === 0) return;
    const most = this.#letter === null ? mostPages.first : mostPages.later;
    this.#letter ??= ComparedLetter.begin(sending, this.#run.letter, { lastUsed: null, waits: true });
    const letter = await this.#letter;
    const [found, accepted] = [letter.found, letter.accepted];
    for (let pages = 0, after: string | undefined; pages < most; pages++) {
      const page = await sending.mailer.sentPage!(after);
      if (page.kind !== 'page') {
        this.#head = null;
        break;
      }
      await letter.compare(page.mails.filter((mail) => isNewer(mail, head)));
      const oldest = page.mails.at(-1);
      if (page.next === null || oldest === undefined || !isNewer(oldest, head)) break;
      after = page.next;
    }
    counts.found += letter.found - found;
    counts.accepted += letter.accepted - accepted;
    if (letter.doubt !== null) this.#run.stop({ why: 'old-ledger', reason: letter.doubt });
    const stranger = letter.latestStranger;
    if (stranger === null) return;
    this.#end(stranger);
    // The other processes on this ledger end as well.
    await this.#agree((_, now) => ({ at: now, stranger }));
  }
}

const isSince = (at: string, head: ListHead): boolean =>
  head.at === null || Temporal.Instant.compare(at, head.at) >= 0;

const isNewer = ({ id, at }: SentMail, head: ListHead): boolean => !head.ids.has(id) && isSince(at, head);

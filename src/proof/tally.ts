import type { ChainLink, JsonObject } from '../delivery/chain.ts';
import { hasFailed } from '../delivery/event-state.ts';
import type { DeliveryState, FateCount, NoticeRecord, Telling } from '../delivery/ledger.ts';
import { type NoticeStatus, statusOf } from '../delivery/status.ts';
import type { Day } from '../policy/day.ts';

/** How one person of a notice stands, going by the public parts of its chain: no name, no address. */
export interface Standing {
  how: Telling;
  joined: boolean;
  /** Pseudonym of the letter that tells them; null without one. */
  letter: string | null;
  /** With `how` = `otherwise`: the day on which they were told, and by what. */
  day: Day | null;
  channel: string | null;
}

/** One letter: the day on which it left as far as is certain (until then that of its intent), and its latest state. */
export interface LetterStanding {
  day: Day;
  state: DeliveryState;
}

/** What a chain says became of everybody: counted from the public parts alone, so also where names were erased. */
export class Tally {
  readonly people = new Map<string, Standing>();
  readonly letters = new Map<string, LetterStanding>();
  /** Letters by the day on which they left. */
  readonly days = new Map<Day, number>();
  lastAt: string | null = null;

  add(link: ChainLink): void {
    this.lastAt = link.at;
    for (const { public: shown } of link.entries) this.#entry(link, shown);
  }

  #entry({ kind, facts }: ChainLink, shown: JsonObject): void {
    const person = textOf(shown.person);
    const letter = textOf(shown.letter);
    if (kind === 'told' || kind === 'left' || kind === 'intent') {
      if (person === null) return;
      this.people.set(person, {
        how: kind === 'left' ? 'left' : (shown.how as Telling),
        joined: shown.joined === true,
        letter,
        day: null,
        channel: null,
      });
      if (kind !== 'intent' || letter === null) return;
      const day = String(facts.day);
      if (!this.letters.has(letter) || this.letters.get(letter)!.state === 'pending') {
        this.letters.set(letter, { day, state: 'unknown' });
        this.#count(day, 1);
      }
    } else if (kind === 'recorded' && person !== null) {
      const joined = this.people.get(person)?.joined ?? false;
      const day = textOf(shown.day);
      this.people.set(person, {
        how: 'otherwise',
        joined,
        letter: null,
        day,
        channel: textOf(shown.channel),
      });
    } else if ((kind === 'outcome' || kind === 'released' || kind === 'event') && letter !== null) {
      const standing = this.letters.get(letter);
      if (!standing) return;
      const before = standing.state;
      standing.state = shown.state as DeliveryState;
      if (kind === 'released' && standing.state === 'pending') this.#count(standing.day, -1);
      // Taken for not sent, and yet it went: it has the day on which the provider had it.
      const day = textOf(kind === 'event' ? shown.day : facts.day) ?? standing.day;
      if (before === 'pending' && standing.state !== 'pending') {
        standing.day = day;
        this.#count(day, 1);
      } else if (before === 'unknown' && !undecided.includes(standing.state) && day > standing.day) {
        // Tried again on a later day: nothing says that it was taken before.
        this.#count(standing.day, -1);
        standing.day = day;
        this.#count(day, 1);
      }
    }
  }

  #count(day: Day, letters: number): void {
    this.days.set(day, (this.days.get(day) ?? 0) + letters);
  }

  /** The state of somebody's letter; null unless they are told by one. */
  stateOf(standing: Standing): DeliveryState | null {
    if (standing.how !== 'letter' || standing.letter === null) return null;
    return this.letters.get(standing.letter)?.state ?? 'unknown';
  }

  /** The day that counts for somebody: that of the letter, or of the other way of telling. */
  dayOf(standing: Standing): Day | null {
    if (standing.how === 'letter' && standing.letter !== null)
      return this.letters.get(standing.letter)?.day ?? null;
    return standing.day;
  }

  /** Letters that reached nobody, whatever was done about it afterwards. */
  failed(): number {
    return this.letters.values().reduce((sum, { state }) => sum + (hasFailed(state) ? 1 : 0), 0);
  }

  fates(notice: string): FateCount[] {
    const counts = new Map<string, FateCount>();
    for (const standing of this.people.values()) {
      const { how, joined } = standing;
      const [state, day] = [this.stateOf(standing), this.dayOf(standing)];
      if (state === 'pending') continue;
      const key = JSON.stringify([how, state, day, joined]);
      const count = counts.get(key) ?? { notice, how, state, day, joined, people: 0 };
      count.people++;
      counts.set(key, count);
    }
    return [...counts.values()];
  }

  /** Counts, in time, late and unreached as `status` tells them, on the day of the last entry. */
  status(record: NoticeRecord & { firstDay: Day | null }, notice: string): NoticeStatus {
    const today = this.lastAt?.slice(0, 10) ?? record.published;
    return statusOf([record], this.fates(notice), { today, notices: [], next: null })[0]!;
  }
}

const undecided: readonly DeliveryState[] = ['pending', 'unknown'];

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

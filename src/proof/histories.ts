import type { ChainEntry, ChainLink } from '../delivery/chain.ts';
import { csvRow } from '../delivery/hostile-text.ts';
import type { DeliveryState, NoticeRecord } from '../delivery/ledger.ts';
import type { Day } from '../policy/day.ts';
import type { Tally } from './tally.ts';

/** One thing that happened to somebody, oldest first in a history. `entry` is its place in the chain: link.entry. */
export interface HistoryEvent {
  at: string;
  entry: string;
  what: string;
  state?: string;
  address?: string;
  reference?: string;
  providerId?: string;
  /** When the provider says it happened. */
  happenedAt?: string;
  /** SHA-256 of the provider's own message. */
  payload?: string;
  /** Which of the letter's texts. */
  variant?: string;
  name?: string;
  detail?: string;
}

/** A message of the provider that an entry of the chain has the digest of. */
export interface ToldMessage {
  /** link.entry */
  entry: string;
  reference: string;
  sha256: string;
}

/** One person of one notice as `recipients.json` lists them; without `id` the chain holds only commitments. */
export interface RecipientRow {
  notice: string;
  person: string;
  id: string | null;
  address: string | null;
  name: string | null;
  language: string | null;
  how: string;
  joined: boolean;
  channel: string | null;
  day: Day | null;
  /** Null for joiners and for those whom nothing has reached. */
  inTime: boolean | null;
  state: DeliveryState | null;
  reference: string | null;
  providerId: string | null;
  events: HistoryEvent[];
}

/** Gathers what a chain tells in clear about each person. */
export class Histories {
  readonly #ids = new Map<string, string>();
  readonly #events = new Map<string, HistoryEvent[]>();
  /** Who stands on a letter, by its reference. */
  readonly #readers = new Map<string, Set<string>>();
  /** In the order of the chain; of what is in clear. */
  readonly messages: ToldMessage[] = [];

  add(link: ChainLink): void {
    link.entries.forEach((entry, i) => {
      if (!entry.private) return;
      const event = eventOf(link, entry, i + 1);
      if (event.payload && event.reference)
        this.messages.push({ entry: event.entry, reference: event.reference, sha256: event.payload });
      const person = entry.public.person;
      if (typeof person === 'string') {
        if (typeof entry.private.recipient === 'string') this.#ids.set(person, entry.private.recipient);
        if (event.reference) this.#readersOf(event.reference).add(person);
        this.#of(person).push(event);
      } else if (event.reference)
        for (const reader of this.#readersOf(event.reference)) this.#of(reader).push(event);
    });
  }

  #readersOf(reference: string): Set<string> {
    let readers = this.#readers.get(reference);
    if (!readers) {
      readers = new Set();
      this.#readers.set(reference, readers);
    }
    return readers;
  }

  #of(person: string): HistoryEvent[] {
    let events = this.#events.get(person);
    if (!events) {
      events = [];
      this.#events.set(person, events);
    }
    return events;
  }

  /** Everybody of the notice: those in clear by id, then the others by pseudonym. */
  *rows(tally: Tally, notice: string, record: NoticeRecord): Generator<RecipientRow> {
    const order = [...tally.people.keys()].map((person) => ({ person, id: this.#ids.get(person) ?? null }));
    order.sort((a, b) =>
      a.id !== null && b.id !== null
        ? compare(a.id, b.id)
        : a.id === b.id
          ? compare(a.person, b.person)
          : a.id === null
            ? 1
            : -1,
    );
    for (const { person, id } of order) {
      const standing = tally.people.get(person)!;
      const events = this.#events.get(person) ?? [];
      const last = <K extends keyof HistoryEvent>(key: K) =>
        events.findLast((event) => event[key] !== undefined)?.[key];
      const state = tally.stateOf(standing);
      const day = tally.dayOf(standing);
      const told = standing.how === 'otherwise' || (state !== null && reached.includes(state));
      const reference = standing.letter === null ? null : (last('reference') ?? null);
      yield {
        ...{ notice, person, id },
        address: last('address') ?? null,
        name: last('name') ?? null,
        language: last('variant')?.split(' ')[0] ?? null,
        ...{ how: standing.how, joined: standing.joined, channel: standing.channel, day },
        inTime: told && !standing.joined && day !== null ? day <= record.deadline : null,
        ...{ state, reference },
        providerId: events.findLast((e) => e.reference === reference && e.providerId)?.providerId ?? null,
        events,
      };
    }
  }
}

const reached: readonly string[] = ['accepted', 'delivered', 'complained'] satisfies DeliveryState[];
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function eventOf(link: ChainLink, entry: ChainEntry, place: number): HistoryEvent {
  const hidden = entry.private!;
  const event: HistoryEvent = { at: link.at, entry: `${link.seq}.${place}`, what: whatOf(link, entry) };
  if (typeof entry.public.state === 'string') event.state = entry.public.state;
  for (const key of [
    'address',
    'reference',
    'providerId',
    'happenedAt',
    'payload',
    'variant',
    'name',
  ] as const)
    if (typeof hidden[key] === 'string') event[key] = hidden[key];
  const detail = hidden.reason ?? hidden.detail ?? link.facts.reason;
  if (typeof detail === 'string') event.detail = detail;
  return event;
}

function whatOf(link: ChainLink, { public: shown }: ChainEntry): string {
  if (link.kind === 'intent') return 'about to be sent';
  if (link.kind === 'outcome') return `sent: ${String(shown.outcome)}`;
  if (link.kind === 'released') return 'not taken, waits again';
  if (link.kind === 'event') return String(shown.type);
  if (link.kind === 'recorded')
    return `told by ${String(shown.channel)} on ${String(shown.day)}, as a person recorded`;
  return (
    { letter: 'told by a letter sent before', left: 'left the list' }[String(shown.how)] ?? String(shown.how)
  );
}

const columns = [
  ...['notice', 'person', 'id', 'address', 'name', 'language', 'how', 'joined', 'channel', 'day', 'inTime'],
  ...['state', 'reference', 'providerId', 'events'],
] as const;

export const csvHead = csvRow([...columns]);

/** Safe in a spreadsheet: no cell is read as a formula. */
export function csvOf(row: RecipientRow): string {
  return csvRow([
    ...[
      row.notice,
      row.person,
      row.id,
      row.address,
      row.name,
      row.language,
      row.how,
      row.joined ? 'yes' : 'no',
    ],
    ...[
      row.channel,
      row.day,
      row.inTime === null ? null : row.inTime ? 'yes' : 'no',
      row.state,
      row.reference,
    ],
    row.providerId,
    row.events
      .map((event) => `${event.at} ${event.what}${event.detail ? ` (${event.detail})` : ''}`)
      .join('; ') || null,
  ]);
}

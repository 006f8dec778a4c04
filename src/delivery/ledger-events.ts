import type { Day } from '../policy/day.ts';
import { chainEvents } from './chain-entries.ts';
import { stateFrom } from './event-state.ts';
import { closeIfKnown } from './ledger-batches.ts';
import type { Db, LedgerDialect } from './ledger-dialect.ts';
import { among } from './ledger-lists.ts';
import { adoptSent } from './ledger-sent.ts';
import type { ProviderEvent } from './provider-events.ts';

/** What became of news from the provider. */
export interface KeptEvents {
  /** New, and about a letter of this ledger. */
  kept: string[];
  /** Kept before, and told anew: the provider tells at least once. */
  repeated: string[];
  /** The very telling that came before, or an older one: the provider signs each anew, so it is not the provider's. */
  replayed: string[];
  /** About no letter of this ledger: other mail of the same account is none of its business, and is not kept. */
  strangers: string[];
}

/** See `Ledger.keepEvents`. In a transaction. */
export async function keepEvents(
  db: Db,
  dialect: LedgerDialect,
  events: readonly ProviderEvent[],
  at: string,
  dayOf: (instant: string) => Day,
): Promise<KeptEvents> {
  const result: KeptEvents = { kept: [], repeated: [], replayed: [], strangers: [] };
  const fresh = [...new Map(events.map((event) => [event.eventId, event])).values()];
  if (fresh.length === 0) return result;
  const known = await db
    .selectFrom('provider_event')
    .select('event_id')
    .where(
      'event_id',
      'in',
      fresh.map((event) => event.eventId),
    )
    .execute();
  const before = new Set(known.map((row) => row.event_id));
  const deliveries = await deliveriesOf(db, fresh);
  const ambiguous = await waitingForSeveral(
    db,
    fresh.flatMap((event) => deliveries(event) ?? []),
  );
  const mine: { event: ProviderEvent; delivery: string }[] = [];
  for (const event of fresh) {
    const delivery = deliveries(event);
    if (before.has(event.eventId)) await tellAgain(db, event, result);
    else if (delivery === undefined || ambiguous.has(delivery)) result.strangers.push(event.eventId);
    else mine.push({ event, delivery });
  }
  if (mine.length === 0) return result;
  const references = [...new Set(mine.map(({ delivery }) => delivery))].sort();
  await adoptHeardOf(db, dialect, mine, at, dayOf);
  // Takes the rows' locks (where the database has any), so that of two processes the later one sees all events.
  await db
    .updateTable('delivery')
    .set((eb) => ({ address: eb.ref('address') }))
    .where('reference', 'in', references)
    .execute();
  const inserted = await db
    .insertInto('provider_event')
    .values(
      mine.map(({ event, delivery }) => ({
        event_id: event.eventId,
        type: event.type,
        provider_id: event.providerId,
        recipient: event.recipient,
        happened_at: event.happenedAt,
        received_at: event.receivedAt,
        sent_at: event.sentAt,
        raw: event.raw,
        delivery,
      })),
    )
    .onConflict((conflict) => conflict.column('event_id').doNothing())
    .returning('event_id')
    .execute();
  const kept = new Set(inserted.map((row) => row.event_id));
  for (const { event } of mine) {
    if (kept.has(event.eventId)) result.kept.push(event.eventId);
    else await tellAgain(db, event, result);
  }
  const added = mine.filter(({ event }) => kept.has(event.eventId));
  const telling = added.filter(({ event }) => event.kind !== null);
  if (telling.length > 0) await noteEvents(db, telling, dayOf);
  const states = await statesOf(db, references);
  await chainEvents(
    db,
    added.map(({ event, delivery }) => ({
      ...{ reference: delivery, state: states.get(delivery)!, type: event.type },
      ...{ happenedAt: event.happenedAt, detail: event.detail, raw: event.raw },
    })),
    at,
  );
  return result;
}

/**
 * News of letters that wait here: an older copy of this ledger was put back since they left. First they are what they are,
 * sent, in the chain too.
 */
async function adoptHeardOf(
  db: Db,
  dialect: LedgerDialect,
  mine: readonly { event: ProviderEvent; delivery: string }[],
  at: string,
  dayOf: (instant: string) => Day,
): Promise<void> {
  const rows = await db
    .selectFrom('delivery')
    .select(['reference', 'letter'])
    .where(
      among(
        db,
        'reference',
        mine.map(({ delivery }) => delivery),
      ),
    )
    .where('state', '=', 'pending')
    .execute();
  const waiting = Map.groupBy(rows, (row) => row.letter);
  for (const letter of [...waiting.keys()].sort()) {
    const references = new Set(waiting.get(letter)!.map((row) => row.reference));
    const sent = mine.flatMap(({ event: { kind, providerId, happenedAt }, delivery: reference }) =>
      kind === null || !references.has(reference)
        ? []
        : {
            ...{ reference, id: providerId ?? '', at: happenedAt, day: dayOf(happenedAt) },
            ...{ reason: 'the provider has told of it', about: null },
          },
    );
    await dialect.alone(db, letter);
    await adoptSent(db, letter, sent, at);
  }
}

/**
 * Of letters that wait here for readers of several notices, news show that something has left and not what it told of. The
 * next run finds them in the provider's list, with their subject.
 */
async function waitingForSeveral(db: Db, references: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('delivery')
    .innerJoin('told', 'told.delivery', 'delivery.reference')
    .select('delivery.reference')
    .where(among(db, 'delivery.reference', references))
    .where('delivery.state', '=', 'pending')
    .groupBy('delivery.reference')
    .having((eb) => eb.fn.count('told.notice').distinct(), '>', 1)
    .execute();
  return new Set(rows.map((row) => row.reference));
}

/** An event that is known: told anew only if this telling was signed after every one before it. */
async function tellAgain(db: Db, { eventId, sentAt }: ProviderEvent, result: KeptEvents): Promise<void> {
  const later =
    sentAt === null
      ? null
      : await db
          .updateTable('provider_event')
          .set({ sent_at: sentAt })
          .where('event_id', '=', eventId)
          .where((eb) => eb.or([eb('sent_at', 'is', null), eb('sent_at', '<', sentAt)]))
          .executeTakeFirstOrThrow();
  (later === null || later.numUpdatedRows > 0n ? result.repeated : result.replayed).push(eventId);
}

async function noteEvents(
  db: Db,
  telling: readonly { event: ProviderEvent; delivery: string }[],
  dayOf: (instant: string) => Day,
): Promise<void> {
  await db
    .insertInto('event')
    .values(
      telling.map(({ event, delivery }) => ({
        delivery,
        kind: event.kind!,
        at: event.happenedAt,
        day: dayOf(event.happenedAt),
        provider_id: event.providerId,
        detail: event.detail,
      })),
    )
    .execute();
  await applyStates(db, [...new Set(telling.map(({ delivery }) => delivery))]);
}

/** What says nothing of when, or whether, a letter went. */
const knownNothing: readonly string[] = ['unknown', 'not-sent'];

async function statesOf(db: Db, references: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('delivery')
    .select(['reference', 'state'])
    .where('reference', 'in', [...references])
    .execute();
  return new Map(rows.map((row) => [row.reference, row.state]));
}

/** By our own reference, which every letter carries as a tag; else by the provider's id of the mail. */
async function deliveriesOf(
  db: Db,
  events: readonly ProviderEvent[],
): Promise<(event: ProviderEvent) => string | undefined> {
  const references = events.flatMap((event) => event.reference ?? []);
  const ids = events.flatMap((event) => event.providerId ?? []);
  const byReference =
    references.length === 0
      ? []
      : await db
          .selectFrom('delivery')
          .select('reference')
          .where('reference', 'in', [...new Set(references)])
          .execute();
  const byId =
    ids.length === 0
      ? []
      : await db
          .selectFrom('event')
          .select(['provider_id', 'delivery'])
          .where('provider_id', 'in', [...new Set(ids)])
          .execute();
  const known = new Set(byReference.map((row) => row.reference));
  const mails = new Map(byId.map((row) => [row.provider_id!, row.delivery]));
  return ({ reference, providerId }) =>
    reference !== null && known.has(reference) ? reference : mails.get(providerId ?? '');
}

/** Makes the state of deliveries what all their events together say, and closes batches that have none open any more. */
async function applyStates(db: Db, references: string[]): Promise<void> {
  const rows = await db
    .selectFrom('event')
    .innerJoin('delivery', 'delivery.reference', 'event.delivery')
    .where('event.delivery', 'in', references)
    .select(['event.delivery', 'event.kind', 'event.day', 'delivery.state', 'delivery.batch'])
    .select('delivery.day as sent_on')
    .execute();
  const batches = new Set<string>();
  for (const [reference, events] of Map.groupBy(rows, (row) => row.delivery)) {
    const { state, batch, sent_on } = events[0]!;
    const next = stateFrom(events.map((event) => event.kind));
    if (next === null || next === state || state === 'written') continue;
    // The day on which the provider certainly had it, where nothing was known: not that on which it was tried first.
    const had = events.filter((event) => !knownNothing.includes(event.kind)).map((event) => event.day);
    const first = had.sort()[0]!;
    const day = sent_on !== null && (state !== 'unknown' || sent_on > first) ? sent_on : first;
    await db.updateTable('delivery').set({ state: next, day }).where('reference', '=', reference).execute();
    if (state === 'unknown' && batch !== null) batches.add(batch);
  }
  for (const key of [...batches].sort()) await closeIfKnown(db, key);
}

/** A letter that the provider has taken and of which nothing final is known. */
export interface OpenMail {
  reference: string;
  providerId: string;
  address: string;
  /** Day on which it left. */
  day: Day;
}

/** See `Ledger.openMails`. */
export async function readOpenMails(
  db: Db,
  since: Day,
  after: string,
  limit: number,
  addresses?: readonly string[],
): Promise<OpenMail[]> {
  let query = db
    .selectFrom('delivery')
    .innerJoin('event', 'event.delivery', 'delivery.reference')
    .where('delivery.state', '=', 'accepted')
    .where('delivery.day', '>=', since)
    .where('delivery.reference', '>', after)
    .where('event.provider_id', 'is not', null)
    .select(['delivery.reference', 'delivery.address', 'delivery.day'])
    .select((eb) => eb.fn.max<string>('event.provider_id').as('provider_id'))
    .groupBy(['delivery.reference', 'delivery.address', 'delivery.day'])
    .orderBy('delivery.reference')
    .limit(limit);
  if (addresses) {
    const letters = await db.selectFrom('notice').select('letter').distinct().execute();
    // By letter and address, for that is what there is an index on.
    query = query
      .where('delivery.letter', 'in', ['', ...letters.map((row) => row.letter)])
      .where('delivery.address_key', 'in', ['', ...addresses]);
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    reference: row.reference,
    providerId: row.provider_id,
    address: row.address,
    day: row.day!,
  }));
}

import { sql } from 'kysely';
import { noticeKey } from '../notice/plan.ts';
import { chainLeft, chainTold } from './chain-entries.ts';
import type {
  DeliveryState,
  EngageCounts,
  EngagedDuty,
  Engagement,
  PendingDelivery,
  QueueEnd,
  Telling,
} from './ledger.ts';
import type { Db } from './ledger-dialect.ts';
import { closedNotices } from './ledger-purge.ts';
import type { LedgerTables } from './ledger-tables.ts';
import { addressKey, referenceFor } from './reference.ts';

/** States in which the letter reached nobody, so that another address may be tried. */
const failed: readonly DeliveryState[] = ['refused', 'bounced', 'suppressed'];

/** States of a letter that has left and has not failed: nothing is to be done for its reader. */
const reached: readonly DeliveryState[] = ['written', 'accepted', 'delivered', 'complained'];

interface ToldRow {
  notice: number;
  recipient_id: string;
  how: Telling;
  delivery: string | null;
  state: DeliveryState | null;
  address_key: string | null;
  name: string | null;
  /** The letter that they wait for or were sent. */
  letter: string | null;
}

/** A mail of this letter that exists already or is about to be queued. */
interface Slot {
  reference: string;
  state: DeliveryState;
  notices: Set<number>;
}

/** Puts a group of people in the queue, all in one transaction; see `Ledger.engage`. */
export async function engage(
  db: Db,
  letter: string,
  run: string,
  people: readonly Engagement[],
  at: string,
  openSince?: string,
): Promise<EngageCounts> {
  const counts: EngageCounts = { queued: 0, waiting: 0, told: 0 };
  if (people.length === 0) return counts;
  const ids = await noticeIds(db);
  const concerned = [
    ...new Set(people.flatMap((p) => p.duties.flatMap((d) => [d.notice, ...(d.after ? [d.after] : [])]))),
  ];
  // Mostly everybody has been told of everything by now, and then there is nothing to look at one by one.
  if (await allTold(db, people, ids)) return { ...counts, told: people.length };
  const told = await toldRows(
    db,
    concerned.map((key) => ids.get(key)).filter((id) => id !== undefined),
    people,
  );
  // Of those told of everything nothing needs to be known of their addresses: mostly that is everybody, or nobody.
  const settled = (person: Engagement) =>
    person.duties.every((duty) => {
      const was = told.get(`${ids.get(duty.notice)}/${person.recipientId}`);
      return (
        was?.how === 'letter' &&
        was.state !== 'pending' &&
        was.state !== 'unknown' &&
        !failed.includes(was.state!)
      );
    });
  const slots = await slotsOf(
    db,
    letter,
    people.filter((person) => !settled(person)),
  );
  const changes = new QueueChanges(letter, run, at);
  const closed = await closedNotices(db);
  const open =
    openSince !== undefined && people.some((person) => person.duties.some((duty) => duty.after))
      ? await triedSince(db, openSince)
      : new Set<string>();

  for (const person of people) {
    let fate: keyof EngageCounts | null = null;
    for (const duty of person.duties) {
      const notice = ids.get(duty.notice);
      if (notice === undefined) throw new Error(`the ledger has no notice ${duty.notice}`);
      if (closed.has(notice)) {
        fate = worse(fate, 'told');
        continue;
      }
      if (duty.after) {
        const before = told.get(`${ids.get(duty.after)}/${person.recipientId}`);
        if (!wasTold(before) || open.has(before?.delivery ?? '')) continue;
      }
      const was = told.get(`${notice}/${person.recipientId}`);
      fate = worse(fate, engageOne(person, duty, notice, was, slots, changes));
    }
    if (fate) counts[fate]++;
  }
  await changes.write(db);
  return counts;
}

/** One recipient and one notice: leaves what is told, queues what is not. */
function engageOne(
  person: Engagement,
  duty: EngagedDuty,
  notice: number,
  was: ToldRow | undefined,
  slots: Map<string, Slot[]>,
  changes: QueueChanges,
): keyof EngageCounts | null {
  if (was?.how === 'otherwise') return 'told';
  const waiting = was?.how === 'letter' && was.state === 'pending';
  if (was && !waiting && was.how === duty.how && duty.how !== 'letter') return null;
  if (was?.how === 'letter' && was.state === 'unknown') {
    // Still in the list: should the batch be given back, they stay in the queue.
    changes.seen(notice, person.recipientId);
    return 'waiting';
  }
  if (was?.how === 'letter' && !waiting && !failed.includes(was.state!)) return 'told';
  if (duty.how !== 'letter') {
    if (was?.how === 'letter' && !waiting) return 'told';
    changes.tell(notice, person.recipientId, duty, null);
    if (waiting) changes.abandon(was.delivery!);
    return null;
  }
  const address = addressFor(person, slots);
  if (address === null) {
    if (!was)
      changes.tell(
        notice,
        person.recipientId,
        duty,
        slots.get(addressKey(person.address))?.[0]?.reference ?? null,
      );
    return 'told';
  }
  // A notice that goes in another letter than was planned takes those who wait along.
  const inPlace = waiting && was.letter === changes.letter && was.address_key === addressKey(address);
  if (inPlace && was.name === (person.name ?? null)) {
    changes.seen(notice, person.recipientId);
    return 'waiting';
  }
  const open = slots.get(addressKey(address)) ?? [];
  const covering = open.find((slot) => slot.notices.has(notice) && slot.state !== 'pending');
  if (covering) {
    if (was?.delivery && !waiting && was.delivery !== covering.reference)
      changes.follows(notice, person.recipientId, was.delivery);
    changes.tell(notice, person.recipientId, duty, covering.reference);
    if (waiting) changes.abandon(was.delivery!);
    return 'told';
  }
  let slot = open.find((s) => s.state === 'pending');
  if (inPlace) {
    slot = open.find((s) => s.reference === was.delivery);
    if (slot) changes.rename(slot.reference, person.name ?? null, person.recipientId);
  }
  if (!slot) {
    const key = addressKey(address);
    let reference = referenceFor(changes.letter, person.recipientId, key, [duty.notice]);
    // A mail of that name has gone out with other notices: this one is another mail.
    if (open.some((s) => s.reference === reference))
      reference = referenceFor(changes.letter, person.recipientId, key, [duty.notice, `${open.length}`]);
    slot = { reference, state: 'pending', notices: new Set() };
    slots.set(key, [...open, slot]);
    changes.add(reference, person, address);
  }
  slot.notices.add(notice);
  if (was?.delivery && !waiting && was.delivery !== slot.reference)
    changes.follows(notice, person.recipientId, was.delivery);
  changes.tell(notice, person.recipientId, duty, slot.reference, true);
  if (waiting && was.delivery !== slot.reference) changes.abandon(was.delivery!);
  return waiting ? 'waiting' : 'queued';
}

/** The first address on which this letter has not failed yet; null when every known one has. */
function addressFor(person: Engagement, slots: ReadonlyMap<string, Slot[]>): string | null {
  const known = [person.address, person.fallback].filter(
    (address): address is string => address !== undefined && address !== '',
  );
  const hasFailed = (address: string) =>
    slots.get(addressKey(address))?.some((slot) => failed.includes(slot.state));
  return known.find((address) => !hasFailed(address)) ?? null;
}

const wasTold = (row: ToldRow | undefined): boolean =>
  row?.how === 'otherwise' ||
  (row?.how === 'letter' && row.state !== null && row.state !== 'pending' && !failed.includes(row.state));

/** Letters without an outcome that were first tried at that instant or later. */
async function triedSince(db: Db, since: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('batch')
    .innerJoin('delivery', 'delivery.batch', 'batch.key')
    .where('batch.open', '=', 1)
    .where('batch.first_tried_at', '>=', since)
    .where('delivery.letter', '=', (eb) => eb.ref('batch.letter'))
    .where('delivery.state', '=', 'unknown')
    .select('delivery.reference')
    .execute();
  return new Set(rows.map((row) => row.reference));
}

const order = ['told', 'waiting', 'queued'] as const;
function worse(a: keyof EngageCounts | null, b: keyof EngageCounts | null): keyof EngageCounts | null {
  if (a === null || b === null) return a ?? b;
  return order.indexOf(a) > order.indexOf(b) ? a : b;
}

/** True when each of these people has been told of each of their notices by a letter that did not fail. */
async function allTold(
  db: Db,
  people: readonly Engagement[],
  ids: ReadonlyMap<string, number>,
): Promise<boolean> {
  const byNotice = new Map<number, string[]>();
  for (const { recipientId, duties } of people) {
    for (const { notice, after } of duties) {
      const id = ids.get(notice);
      if (id === undefined || after) return false;
      const list = byNotice.get(id);
      if (list) list.push(recipientId);
      else byNotice.set(id, [recipientId]);
    }
  }
  for (const [notice, recipients] of byNotice) {
    const { n } = await db
      .selectFrom('told')
      .innerJoin('delivery', 'delivery.reference', 'told.delivery')
      .where('told.notice', '=', notice)
      .where('told.recipient_id', 'in', recipients)
      .where('told.how', '=', 'letter')
      .where('delivery.state', 'in', reached)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    if (Number(n) !== recipients.length) return false;
  }
  return true;
}

async function toldRows(
  db: Db,
  notices: number[],
  people: readonly Engagement[],
): Promise<Map<string, ToldRow>> {
  if (notices.length === 0) return new Map();
  const rows = await db
    .selectFrom('told')
    .leftJoin('delivery', 'delivery.reference', 'told.delivery')
    .where('told.notice', 'in', notices)
    .where(
      'told.recipient_id',
      'in',
      people.map((p) => p.recipientId),
    )
    .select(['told.notice', 'told.recipient_id', 'told.how', 'told.delivery'])
    .select(['delivery.state', 'delivery.address_key', 'delivery.name', 'delivery.letter'])
    .execute();
  return new Map(rows.map((row) => [`${row.notice}/${row.recipient_id}`, row]));
}

async function slotsOf(db: Db, letter: string, people: readonly Engagement[]): Promise<Map<string, Slot[]>> {
  const keys = new Set<string>();
  for (const person of people) {
    for (const address of [person.address, person.fallback]) if (address) keys.add(addressKey(address));
  }
  const slots = new Map<string, Slot[]>();
  if (keys.size === 0) return slots;
  const rows = await db
    .selectFrom('delivery')
    .leftJoin('told', 'told.delivery', 'delivery.reference')
    .where('delivery.letter', '=', letter)
    .where('delivery.address_key', 'in', [...keys])
    .select(['delivery.reference', 'delivery.address_key', 'delivery.state', 'told.notice'])
    .execute();
  for (const row of rows) {
    const list = slots.get(row.address_key) ?? [];
    slots.set(row.address_key, list);
    let slot = list.find((s) => s.reference === row.reference);
    if (!slot) {
      slot = { reference: row.reference, state: row.state, notices: new Set() };
      list.push(slot);
    }
    if (row.notice !== null) slot.notices.add(row.notice);
  }
  return slots;
}

/** Runs sort by their start: of two at once the later one's view of the list holds. */
const laterRun = sql<string>`case when excluded.run > told.run then excluded.run else told.run end`;

/** Gathers what a group changes and writes it in few statements. */
class QueueChanges {
  readonly letter: string;
  readonly #run: string;
  readonly #at: string;
  readonly #deliveries: LedgerInsert<'delivery'>[] = [];
  readonly #told = new Map<string, LedgerInsert<'told'>>();
  /** Of these nothing is left to attempt: they stand in the chain at once. */
  readonly #known = new Map<string, LedgerInsert<'told'>>();
  readonly #earlier: LedgerInsert<'earlier_letter'>[] = [];
  readonly #seen: { notice: number; recipient: string }[] = [];
  readonly #renamed: { reference: string; name: string | null; recipient: string }[] = [];
  readonly #abandoned: string[] = [];

  constructor(letter: string, run: string, at: string) {
    this.letter = letter;
    this.#run = run;
    this.#at = at;
  }

  add(reference: string, person: Engagement, address: string): void {
    this.#deliveries.push({
      reference,
      letter: this.letter,
      recipient_id: person.recipientId,
      address,
      address_key: addressKey(address),
      name: person.name ?? null,
      locale: person.locale ?? null,
      state: 'pending',
      variant: null,
      batch: null,
      day: null,
    });
  }

  tell(notice: number, recipientId: string, duty: EngagedDuty, delivery: string | null, waits = false): void {
    const row = {
      notice,
      recipient_id: recipientId,
      how: duty.how,
      delivery,
      joined: duty.joined ? 1 : 0,
      run: this.#run,
      ...{ channel: null, day: null, recorded_at: duty.how === 'letter' ? null : this.#at },
    };
    const key = `${notice}/${recipientId}`;
    this.#told.set(key, row);
    if (waits) this.#known.delete(key);
    else this.#known.set(key, row);
  }

  /** Another address is tried after a letter that reached nobody: that letter is not forgotten. */
  follows(notice: number, recipient: string, delivery: string): void {
    this.#earlier.push({ notice, recipient_id: recipient, delivery });
  }

  seen(notice: number, recipient: string): void {
    this.#seen.push({ notice, recipient });
  }

  rename(reference: string, name: string | null, recipient: string): void {
    this.#renamed.push({ reference, name, recipient });
  }

  /** A mail that somebody waits for no more; when nobody does, it must not go. */
  abandon(reference: string): void {
    this.#abandoned.push(reference);
  }

  async write(db: Db): Promise<void> {
    for (const rows of chunks(this.#deliveries, 1000)) await db.insertInto('delivery').values(rows).execute();
    for (const rows of chunks([...this.#told.values()], 1000)) {
      await db
        .insertInto('told')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['notice', 'recipient_id']).doUpdateSet((eb) => ({
            how: eb.ref('excluded.how'),
            delivery: eb.ref('excluded.delivery'),
            joined: eb.ref('excluded.joined'),
            recorded_at: eb.ref('excluded.recorded_at'),
            run: laterRun,
          })),
        )
        .execute();
    }
    for (const rows of chunks(this.#earlier, 1000))
      await db
        .insertInto('earlier_letter')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    const byNotice = Map.groupBy(this.#seen, (s) => s.notice);
    for (const [notice, list] of byNotice) {
      await db
        .updateTable('told')
        .set({ run: this.#run })
        .where('notice', '=', notice)
        .where('run', '<', this.#run)
        .where(
          'recipient_id',
          'in',
          list.map((s) => s.recipient),
        )
        .execute();
    }
    for (const { reference, name, recipient } of this.#renamed) {
      await db
        .updateTable('delivery')
        .set({ name })
        .where('reference', '=', reference)
        .where('recipient_id', '=', recipient)
        .where('state', '=', 'pending')
        .execute();
    }
    for (const references of chunks(this.#abandoned, 1000)) await dropUnwanted(db, references);
    await chainTold(db, [...this.#known.values()], this.#at);
  }
}

/** Deletes mails out of `references` that nobody waits for any more and nothing was attempted for. */
export async function dropUnwanted(db: Db, references: readonly string[]): Promise<void> {
  if (references.length === 0) return;
  await db
    .deleteFrom('delivery')
    .where('reference', 'in', [...references])
    .where('state', '=', 'pending')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('told').select('told.notice').whereRef('told.delivery', '=', 'delivery.reference')),
      ),
    )
    .execute();
}

type LedgerInsert<T extends keyof LedgerTables> = { [K in keyof LedgerTables[T]]: LedgerTables[T][K] };

function* chunks<T>(list: readonly T[], size: number): Generator<T[]> {
  for (let i = 0; i < list.length; i += size) yield list.slice(i, i + size);
}

/** Ids of notices by `noticeKey`. */
async function noticeIds(db: Db): Promise<Map<string, number>> {
  const rows = await db.selectFrom('notice').select(['id', 'policy', 'version', 'kind']).execute();
  return new Map(rows.map((row) => [noticeKey(row), row.id]));
}

/** See `Ledger.finishList`. */
export async function finishList(
  db: Db,
  letter: string,
  run: string,
  notices: readonly string[],
  at: string,
): Promise<number> {
  const ids = await noticeIds(db);
  const concerned = notices.map((key) => ids.get(key)).filter((id) => id !== undefined);
  if (concerned.length === 0) return 0;
  const pending = db
    .selectFrom('delivery')
    .select('reference')
    .where('letter', '=', letter)
    .where('state', '=', 'pending');
  await narrowLetter(db, letter, notices);
  const left = await db
    .updateTable('told')
    .set({ how: 'left', delivery: null })
    .where('notice', 'in', concerned)
    .where('how', '=', 'letter')
    .where('run', '<', run)
    .where('delivery', 'in', pending)
    .returning(['notice', 'recipient_id'])
    .execute();
  await dropUnwantedOf(db, letter);
  await db.updateTable('notice').set({ listed: 1 }).where('id', 'in', concerned).execute();
  await chainLeft(db, left, at);
  return left.length;
}

/**
 * See `Ledger.narrow`. Of a notice that is not announced in this letter (withdrawn, or held back) nobody who waits for
 * the letter must count as told by it. Their rows go: nothing was attempted, and whoever is owed it still is queued anew.
 */
export async function narrowLetter(db: Db, letter: string, notices: readonly string[]): Promise<void> {
  const ids = await noticeIds(db);
  const others = [...ids].filter(([key]) => !notices.includes(key)).map(([, id]) => id);
  if (others.length === 0) return;
  const gone = await db
    .deleteFrom('told')
    .where('notice', 'in', others)
    .where('how', '=', 'letter')
    .where('delivery', 'in', (eb) =>
      eb
        .selectFrom('delivery')
        .select('reference')
        .where('letter', '=', letter)
        .where('state', '=', 'pending'),
    )
    .returning('notice')
    .execute();
  if (gone.length === 0) return;
  await dropUnwantedOf(db, letter);
  // It is not complete, whatever its open letters say.
  const concerned = [...new Set(gone.map((row) => row.notice))];
  await db.updateTable('notice').set({ listed: 0 }).where('id', 'in', concerned).execute();
}

/** A mail that nobody in the list stands behind any more is not sent. */
async function dropUnwantedOf(db: Db, letter: string): Promise<void> {
  await db
    .deleteFrom('delivery')
    .where('letter', '=', letter)
    .where('state', '=', 'pending')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('told').select('told.notice').whereRef('told.delivery', '=', 'delivery.reference')),
      ),
    )
    .execute();
}

export async function countPending(db: Db, letter: string): Promise<number> {
  const row = await db
    .selectFrom('delivery')
    .where('letter', '=', letter)
    .where('state', '=', 'pending')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** See `Ledger.queueEnds`. */
export async function queueEnds(db: Db, letter: string): Promise<QueueEnd[]> {
  const end = (order: 'asc' | 'desc') =>
    db
      .selectFrom('delivery')
      .select(['recipient_id', 'address'])
      .where('letter', '=', letter)
      .where('state', '=', 'pending')
      .orderBy('recipient_id', order)
      .limit(1)
      .executeTakeFirst();
  const [first, last] = [await end('asc'), await end('desc')];
  const ends = first && last && first.recipient_id !== last.recipient_id ? [first, last] : [first];
  return ends.flatMap((row) => (row ? [{ recipientId: row.recipient_id, address: row.address }] : []));
}

/** See `Ledger.pending`. */
export async function pendingDeliveries(
  db: Db,
  letter: string,
  limit: number,
  /** Holds them until the transaction ends, and passes over what another one holds. */
  skipsLocked = false,
): Promise<PendingDelivery[]> {
  let query = db
    .selectFrom('delivery')
    .select(['reference', 'recipient_id', 'address', 'name', 'locale'])
    .where('letter', '=', letter)
    .where('state', '=', 'pending')
    .limit(limit);
  if (skipsLocked) query = query.forUpdate().skipLocked();
  const rows = await query.execute();
  if (rows.length === 0) return [];
  const told = await db
    .selectFrom('told')
    .innerJoin('notice', 'notice.id', 'told.notice')
    .where(
      'told.delivery',
      'in',
      rows.map((row) => row.reference),
    )
    .select(['told.delivery', 'told.joined'])
    .select(['notice.policy', 'notice.version', 'notice.kind', 'notice.first_day'])
    .execute();
  const byDelivery = Map.groupBy(told, (row) => row.delivery!);
  return rows.map((row) => {
    const mine = byDelivery.get(row.reference) ?? [];
    const notices = [...new Set(mine.map(noticeKey))].sort();
    return {
      reference: row.reference,
      recipientId: row.recipient_id,
      address: row.address,
      name: row.name,
      locale: row.locale,
      notices,
      joined: notices.filter((key) => mine.every((t) => noticeKey(t) !== key || t.joined === 1)),
      begun: mine.every((t) => t.first_day !== null),
    };
  });
}

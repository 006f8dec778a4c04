import { noticeKey } from '../notice/plan.ts';
import { hasFailed, reachedStates } from './event-state.ts';
import type { DeliveryState, EngageCounts, EngagedDuty, Engagement, Telling } from './ledger.ts';
import { openBatches } from './ledger-batches.ts';
import type { Db } from './ledger-dialect.ts';
import { among } from './ledger-lists.ts';
import { QueueChanges } from './queue-changes.ts';
import { addressKey, referenceFor } from './reference.ts';

/** States of a letter that has left and has not failed: nothing is to be done for its reader. */
const left: readonly DeliveryState[] = ['written', ...reachedStates];

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
  const notices = await db
    .selectFrom('notice')
    .select(['id', 'policy', 'version', 'kind', 'first_day', 'closed_at'])
    .execute();
  const ids = new Map(notices.map((row) => [noticeKey(row), row.id]));
  const closed = new Set(notices.filter((row) => row.closed_at !== null).map(({ id }) => id));
  const begun = new Set(notices.filter((row) => row.first_day !== null).map(noticeKey));
  const concerned = [
    ...new Set(people.flatMap((p) => p.duties.flatMap((d) => [d.notice, ...(d.after ? [d.after] : [])]))),
  ];
  // Of what has begun mostly everybody has been told by now, and then there is nothing to look at one by one.
  if (concerned.every((key) => begun.has(key)) && (await allTold(db, people, ids)))
    return { ...counts, told: people.length };
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
        was?.how === 'letter' && was.state !== 'pending' && was.state !== 'unknown' && !hasFailed(was.state)
      );
    });
  const slots = await slotsOf(
    db,
    letter,
    told.size === 0 ? people : people.filter((person) => !settled(person)),
  );
  const changes = new QueueChanges(letter, run, at, (key) => told.has(key));
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
  if (was?.how === 'letter' && !waiting && !hasFailed(was.state)) return 'told';
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
    if (covering.state === 'unknown') changes.ask(covering.reference);
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
  const failedAt = (address: string) => slots.get(addressKey(address))?.some((slot) => hasFailed(slot.state));
  return known.find((address) => !failedAt(address)) ?? null;
}

const wasTold = (row: ToldRow | undefined): boolean =>
  row?.how === 'otherwise' ||
  (row?.how === 'letter' && row.state !== null && row.state !== 'pending' && !hasFailed(row.state));

/** Letters without an outcome that were first tried at that instant or later. */
async function triedSince(db: Db, since: string): Promise<Set<string>> {
  const open = (await openBatches(db)).filter((batch) => batch.firstTriedAt >= since);
  const members = open.flatMap((batch) => batch.members.filter(({ state }) => state === 'unknown'));
  return new Set(members.map(({ reference }) => reference));
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
      .where(among(db, 'told.recipient_id', recipients))
      .where('told.how', '=', 'letter')
      .where('delivery.state', 'in', left)
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
      among(
        db,
        'told.recipient_id',
        people.map((p) => p.recipientId),
      ),
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
    .where(among(db, 'delivery.address_key', [...keys]))
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

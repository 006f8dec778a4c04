import { sql } from 'kysely';
import type { Day } from '../policy/day.ts';
import { chainIntents, chainOutcomes, chainReleased, type ToldMember } from './chain-entries.ts';
import type { Batch, BatchMember, BatchOutcome, Claim, ClaimRequest } from './ledger.ts';
import { type LetterNow, lettersNow } from './ledger-chain.ts';
import type { Db, LedgerDialect } from './ledger-dialect.ts';
import { among, insertAll, updateAll } from './ledger-lists.ts';
import { dropUnwanted, type WaitingDelivery, waitingDeliveries } from './ledger-queue.ts';

/** See `Ledger.claim`. */
export async function claimBatches(tx: Db, dialect: LedgerDialect, request: ClaimRequest): Promise<Claim> {
  const { letter, limit, day } = request;
  await dialect.beside(tx, letter);
  const room =
    request.perDay === undefined ? Number.POSITIVE_INFINITY : request.perDay - (await holdDay(tx, day));
  if (room <= 0) return { kind: 'capped' };
  const most = Math.min(limit * (request.batches ?? 1), request.most ?? Number.POSITIVE_INFINITY, room);
  const waiting = await readdressed(tx, await waitingDeliveries(tx, letter, most, dialect.skipsLocked));
  if (waiting.length === 0) return { kind: 'none' };
  const variants = waiting.map((delivery) => request.variantOf(delivery));
  const texts = await keptTexts(tx, letter, new Set(variants));
  const isReady = (variant: string) =>
    texts.has(variant) && request.texts.get(variant) === texts.get(variant);
  const unready = waiting.filter((_, i) => !isReady(variants[i]!));
  if (unready.length > 0) return { kind: 'unready', deliveries: unready };
  const fixed: FixedBatch[] = [];
  for (let at = 0; at < waiting.length; at += limit)
    fixed.push(batchOf(request, waiting.slice(at, at + limit), variants.slice(at, at + limit)));
  await writeIntents(tx, request, fixed);
  if (waiting.some((delivery) => !delivery.begun)) await beginNotices(tx, fixed, day);
  await chainIntents(
    tx,
    fixed.map(({ batch, people }) => ({ key: batch.key, people })),
    { letter, at: request.at, day, texts },
  );
  // Last, for all claims of a day wait for each other from here on.
  await countMails(tx, day, waiting.length);
  return { kind: 'fixed', batches: fixed.map(({ batch }) => batch) };
}

/**
 * A letter to an address that several share is addressed to the first of them; who has left the list by now, or was told
 * otherwise, must not be greeted in it. Those who stay are known by their ids only, so it greets nobody by name.
 */
async function readdressed(tx: Db, waiting: WaitingDelivery[]): Promise<WaitingDelivery[]> {
  const result: WaitingDelivery[] = [];
  for (const delivery of waiting) {
    const readers = delivery.told.map(({ recipient }) => recipient);
    if (readers.length === 0 || readers.includes(delivery.recipientId)) {
      result.push(delivery);
      continue;
    }
    const [recipientId] = readers.sort() as [string];
    await tx
      .updateTable('delivery')
      .set({ name: null, recipient_id: recipientId })
      .where('reference', '=', delivery.reference)
      .execute();
    result.push({ ...delivery, recipientId, name: null });
  }
  return result;
}

interface FixedBatch {
  batch: Batch;
  people: ToldMember[];
}

/** SHA-256 of the texts that the ledger keeps, by variant. */
async function keptTexts(
  tx: Db,
  letter: string,
  variants: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const kept = await tx
    .selectFrom('letter_text')
    .select(['variant', 'sha256'])
    .where('letter', '=', letter)
    .where(among(tx, 'variant', [...variants]))
    .execute();
  return new Map(kept.map((text) => [text.variant, text.sha256]));
}

function batchOf(request: ClaimRequest, waiting: readonly WaitingDelivery[], variants: string[]): FixedBatch {
  const { letter, at, holder, leaseUntil } = request;
  const members = waiting.map(
    ({ reference, recipientId, address, name }, i): BatchMember => ({
      ...{ reference, recipientId, address, name },
      ...{ variant: variants[i]!, state: 'unknown' },
    }),
  );
  const people = waiting.flatMap(({ told }, i) => told.map((one) => ({ ...one, member: members[i]! })));
  people.sort((a, b) => (a.recipient < b.recipient ? -1 : a.recipient > b.recipient ? 1 : 0));
  const key = request.keyOf(members);
  const batch = { key, letter, members, firstTriedAt: at, lastTriedAt: at, tries: 1, holder, leaseUntil };
  return { batch, people };
}

async function writeIntents(tx: Db, { day }: ClaimRequest, fixed: readonly FixedBatch[]): Promise<void> {
  const members = fixed.flatMap(({ batch: { key, members } }) =>
    members.map(({ reference, variant }) => ({ reference, variant, batch: key, day })),
  );
  await updateAll(tx, 'delivery', members, (of) => ({
    set: { state: sql.lit('unknown'), variant: of('variant'), batch: of('batch'), day: of('day') },
    where: sql`${sql.ref('delivery.reference')} = ${of('reference')}`,
  }));
  const batches = fixed.map(({ batch }) => ({
    key: batch.key,
    letter: batch.letter,
    members: JSON.stringify(batch.members.map((member) => member.reference)),
    open: 1,
    first_tried_at: batch.firstTriedAt,
    last_tried_at: batch.lastTriedAt,
    tries: batch.tries,
    holder: batch.holder,
    lease_until: batch.leaseUntil,
  }));
  await insertAll(tx, 'batch', batches);
}

async function beginNotices(tx: Db, fixed: readonly FixedBatch[], day: Day): Promise<void> {
  const notices = new Set(fixed.flatMap(({ people }) => people.map(({ notice }) => notice)));
  await tx
    .updateTable('notice')
    .set({ first_day: day })
    .where('first_day', 'is', null)
    .where('id', 'in', [...notices])
    .execute();
}

/** Mails of the day so far; the row is held until the transaction ends, so that two runs do not use the same room. */
async function holdDay(tx: Db, day: Day): Promise<number> {
  await countMails(tx, day, 0);
  const row = await tx.selectFrom('mail_day').select('mails').where('day', '=', day).executeTakeFirst();
  return row?.mails ?? 0;
}

export async function countMails(tx: Db, day: Day, count: number): Promise<void> {
  await tx
    .insertInto('mail_day')
    .values({ day, mails: count })
    .onConflict((conflict) =>
      conflict.column('day').doUpdateSet((eb) => ({ mails: eb('mail_day.mails', '+', count) })),
    )
    .execute();
}

/** See `Ledger.openBatches`. */
export async function openBatches(db: Db, letter?: string): Promise<Batch[]> {
  let query = db
    .selectFrom('batch')
    .selectAll()
    .where('open', '=', 1)
    .orderBy('first_tried_at')
    .orderBy('key');
  if (letter !== undefined) query = query.where('letter', '=', letter);
  const batches = await query.execute();
  return Promise.all(
    batches.map(async (batch) => {
      const references = JSON.parse(batch.members) as string[];
      const rows = await db
        .selectFrom('delivery')
        .select(['reference', 'recipient_id', 'address', 'name', 'variant', 'state'])
        .where(among(db, 'reference', references))
        // Whoever was given back waits, or is in another batch.
        .where('batch', '=', batch.key)
        .execute();
      const byReference = new Map(rows.map((row) => [row.reference, row]));
      return {
        key: batch.key,
        letter: batch.letter,
        members: references.flatMap((reference): BatchMember[] => {
          const row = byReference.get(reference);
          if (!row) return [];
          const { recipient_id: recipientId, address, name, variant, state } = row;
          return [{ reference, recipientId, address, name, variant: variant!, state }];
        }),
        firstTriedAt: batch.first_tried_at,
        lastTriedAt: batch.last_tried_at,
        tries: batch.tries,
        holder: batch.holder,
        leaseUntil: batch.lease_until,
      };
    }),
  );
}

/**
 * Asks for the notices of letters that wait, and of those that have no outcome, as far as anybody does who was not told
 * otherwise. By way of the few letters that are open, not of everybody.
 */
export async function unfinished(db: Db, letters: readonly string[]) {
  const batches = await db.selectFrom('batch').select('members').where('open', '=', 1).execute();
  const tried = batches.flatMap(({ members }) => JSON.parse(members) as string[]);
  const told = db
    .selectFrom('delivery')
    .innerJoin('told', 'told.delivery', 'delivery.reference')
    .where('told.how', '=', 'letter')
    .select('told.notice');
  return [
    told.where('delivery.letter', 'in', ['', ...letters]).where('delivery.todo', '=', 'send'),
    told.where(among(db, 'delivery.reference', tried)).where('delivery.state', '=', 'unknown'),
  ];
}

/** Opens the batches of these letters that have no outcome, so that the next run finds out what became of them. */
export async function reopen(db: Db, references: readonly string[]): Promise<void> {
  await db
    .updateTable('batch')
    .set({ open: 1 })
    .where('open', '=', 0)
    .where('key', 'in', (eb) =>
      eb
        .selectFrom('delivery')
        .select('batch')
        .where(among(db, 'reference', references))
        .where('state', '=', 'unknown')
        .$narrowType<{ batch: string }>(),
    )
    .execute();
}

/** See `Ledger.takeOver`. */
export async function takeOverBatch(
  db: Db,
  batch: Pick<Batch, 'key' | 'tries' | 'holder'>,
  holder: string,
  at: string,
  leaseUntil: string,
): Promise<boolean> {
  const result = await db
    .updateTable('batch')
    .set({ holder, lease_until: leaseUntil, last_tried_at: at, tries: batch.tries + 1 })
    .where('key', '=', batch.key)
    .where('open', '=', 1)
    .where('tries', '=', batch.tries)
    .where('holder', '=', batch.holder)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** See `Ledger.settle`. */
export async function settleBatches(db: Db, outcomes: readonly BatchOutcome[], day: Day): Promise<void> {
  const known = outcomes.flatMap(({ key, results, day: on = day }) =>
    results.map(({ reference, state }) => ({ reference, batch: key, state, day: on })),
  );
  const now = new Map<string, LetterNow>(
    known.map(({ reference, state, day }) => [reference, { state, day }]),
  );
  const settled = known.filter(({ state }) => state !== 'unknown');
  // News of letters lock them in this order too, so that the two do not wait for each other.
  settled.sort((a, b) => (a.reference < b.reference ? -1 : 1));
  const changed = await updateAll(db, 'delivery', settled, (of) => ({
    set: {
      state: of('state'),
      day: sql`case when ${sql.ref('delivery.day')} > ${of('day')} then ${sql.ref('delivery.day')} else ${of('day')} end`,
    },
    // A webhook may have been quicker and know more than "accepted". `||`: they are not to be looked up by their state.
    where: sql`${sql.ref('delivery.reference')} = ${of('reference')} and ${sql.ref('delivery.batch')} = ${of('batch')}
      and ${sql.ref('delivery.state')} || '' = 'unknown'`,
  }));
  const events = outcomes.flatMap(({ results, at, day: known = day }) =>
    results.map(({ reference, state, providerId = null, reason = null }) => ({
      ...{ delivery: reference, kind: state, at, day: known, provider_id: providerId, detail: reason },
    })),
  );
  await insertAll(db, 'event', events);
  await closeKnown(db, outcomes);
  // Mostly all of them stand as they were just made to.
  await chainOutcomes(
    db,
    outcomes,
    day,
    changed === known.length ? now : await lettersNow(db, [...now.keys()]),
  );
}

/** Closes the batches of which nothing is unknown any more. */
async function closeKnown(db: Db, outcomes: readonly BatchOutcome[]): Promise<void> {
  const keys = outcomes.map(({ key }) => key);
  const batches = await db
    .selectFrom('batch')
    .select(['key', 'members'])
    .where(among(db, 'key', keys))
    .execute();
  const members = new Map(
    batches.map((batch) => [batch.key, (JSON.parse(batch.members) as string[]).length]),
  );
  const whole = outcomes.filter(
    ({ key, results }) =>
      results.length === members.get(key) && results.every(({ state }) => state !== 'unknown'),
  );
  const closed = new Set(whole.map(({ key }) => key));
  if (closed.size > 0)
    await db
      .updateTable('batch')
      .set({ open: 0 })
      .where(among(db, 'key', [...closed]))
      .execute();
  for (const key of keys.toSorted()) if (!closed.has(key)) await closeIfKnown(db, key);
}

/** Members of a batch and how they stand, by their references: an index on the batch would cost more than it gives. */
async function membersOf(db: Db, key: string) {
  const batch = await db.selectFrom('batch').select('members').where('key', '=', key).executeTakeFirst();
  return db
    .selectFrom('delivery')
    .select('state')
    .select((eb) => eb.fn.countAll<number>().as('members'))
    .where(among(db, 'reference', JSON.parse(batch?.members ?? '[]') as string[]))
    .where('batch', '=', key)
    .groupBy('state')
    .execute();
}

/** Closes a batch when no outcome is open that anybody waits for: whoever was told in another way waits for none. */
export async function closeIfKnown(db: Db, key: string): Promise<void> {
  // Locks it: of two that settle parts of it at once, the later one sees both.
  const batch = await db
    .updateTable('batch')
    .set((eb) => ({ open: eb.ref('open') }))
    .where('key', '=', key)
    .returning('members')
    .executeTakeFirst();
  const waiting = await db
    .selectFrom('delivery')
    .innerJoin('told', 'told.delivery', 'delivery.reference')
    .select('delivery.reference')
    .where(among(db, 'delivery.reference', JSON.parse(batch?.members ?? '[]') as string[]))
    .where('delivery.batch', '=', key)
    .where('delivery.state', '=', 'unknown')
    .where('told.how', '=', 'letter')
    .limit(1)
    .execute();
  if (waiting.length > 0) return;
  await db.updateTable('batch').set({ open: 0 }).where('key', '=', key).execute();
}

/** See `Ledger.release`. A batch of which nothing was ever attempted for good is forgotten; its reason is kept. */
export async function releaseBatch(
  db: Db,
  { key, tries, holder }: Pick<Batch, 'key' | 'tries' | 'holder'>,
  wanted: readonly string[],
  reason: string,
  at: string,
  day: Day,
): Promise<string[]> {
  // Locks letters before their batch, as `settle` does: else two runs could wait for each other.
  const open = await db
    .updateTable('delivery')
    .set((eb) => ({ batch: eb.ref('batch') }))
    .where(among(db, 'reference', wanted))
    .where('batch', '=', key)
    .where('state', '=', 'unknown')
    .returning(['reference', 'day'])
    .execute();
  // Locks the batch as well: nobody takes it over until this transaction ends.
  const held = await db
    .updateTable('batch')
    .set({ tries })
    .where('key', '=', key)
    .where('open', '=', 1)
    .where('tries', '=', tries)
    .where('holder', '=', holder)
    .executeTakeFirst();
  if (held.numUpdatedRows !== 1n || open.length === 0) return [];
  const references = open.map(({ reference }) => reference).sort();
  for (const [on, mails] of Map.groupBy(open, (row) => row.day))
    if (on !== null) await countMails(db, on, -mails.length);
  await db
    .updateTable('delivery')
    .set({ state: 'pending', variant: null, batch: null, day: null })
    .where(among(db, 'reference', references))
    .execute();
  const events = references.map((reference) => ({
    ...{ delivery: reference, kind: 'not-sent', at, day, provider_id: null, detail: reason },
  }));
  await insertAll(db, 'event', events);
  await chainReleased(db, key, references, reason, at, day);
  // Certainly not sent to those who were told in another way meanwhile: nor will it be.
  await db
    .updateTable('told')
    .set({ delivery: null })
    .where('how', '=', 'otherwise')
    .where(among(db, 'delivery', references))
    .execute();
  await dropUnwanted(db, references);
  const left = await membersOf(db, key);
  if (left.length === 0) await db.deleteFrom('batch').where('key', '=', key).execute();
  else await closeIfKnown(db, key);
  // A notice of which no letter has left has not begun: its clock must not seem to have been kept.
  await db
    .updateTable('notice')
    .set({ first_day: null })
    .where('first_day', 'is not', null)
    // Of one that was purged nothing else is known.
    .where('closed_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('earlier_letter')
            .select('earlier_letter.notice')
            .whereRef('earlier_letter.notice', '=', 'notice.id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('told')
            .innerJoin('delivery', 'delivery.reference', 'told.delivery')
            .select('told.notice')
            .whereRef('told.notice', '=', 'notice.id')
            .where('delivery.state', '!=', 'pending'),
        ),
      ),
    )
    .execute();
  return references;
}

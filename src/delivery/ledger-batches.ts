import type { Day } from '../policy/day.ts';
import { chainIntent, chainOutcome, chainReleased } from './chain-entries.ts';
import type { Batch, BatchMember, Claim, ClaimRequest, Settlement } from './ledger.ts';
import type { Db, LedgerDialect } from './ledger-dialect.ts';
import { pendingDeliveries } from './ledger-queue.ts';

/** See `Ledger.claim`. */
export async function claimBatches(tx: Db, dialect: LedgerDialect, request: ClaimRequest): Promise<Claim> {
  const batches: Batch[] = [];
  let left = request.most ?? Number.POSITIVE_INFINITY;
  while (batches.length < (request.batches ?? 1) && left > 0) {
    const next = await claimOne(tx, dialect, { ...request, limit: Math.min(request.limit, left) });
    if (next.kind !== 'fixed') {
      if (batches.length === 0) return next;
      break;
    }
    batches.push(...next.batches);
    left -= next.batches[0]!.members.length;
  }
  return batches.length > 0 ? { kind: 'fixed', batches } : { kind: 'none' };
}

async function claimOne(tx: Db, dialect: LedgerDialect, request: ClaimRequest): Promise<Claim> {
  const { letter, limit, at, day, holder, leaseUntil } = request;
  await dialect.beside(tx, letter);
  const room = request.perDay === undefined ? limit : request.perDay - (await holdDay(tx, day));
  if (room <= 0) return { kind: 'capped' };
  const waiting = await pendingDeliveries(tx, letter, Math.min(limit, room), dialect.skipsLocked);
  if (waiting.length === 0) return { kind: 'none' };
  const members = waiting.map(
    (delivery): BatchMember => ({
      reference: delivery.reference,
      recipientId: delivery.recipientId,
      address: delivery.address,
      name: delivery.name,
      variant: request.variantOf(delivery),
      state: 'unknown',
    }),
  );
  const byVariant = Map.groupBy(members, (member) => member.variant);
  const kept = await tx
    .selectFrom('letter_text')
    .select(['variant', 'sha256'])
    .where('letter', '=', letter)
    .where('variant', 'in', [...byVariant.keys()])
    .execute();
  const ready = new Set(
    kept.filter((text) => request.texts.get(text.variant) === text.sha256).map((t) => t.variant),
  );
  if (ready.size < byVariant.size) {
    return { kind: 'unready', deliveries: waiting.filter((_, i) => !ready.has(members[i]!.variant)) };
  }
  const key = request.keyOf(members);
  for (const [variant, list] of byVariant) {
    await tx
      .updateTable('delivery')
      .set({ state: 'unknown', variant, batch: key, day })
      .where(
        'reference',
        'in',
        list.map((m) => m.reference),
      )
      .execute();
  }
  const references = members.map((m) => m.reference);
  await tx
    .insertInto('batch')
    .values({
      ...{ key, letter, members: JSON.stringify(references), open: 1, tries: 1 },
      ...{ first_tried_at: at, last_tried_at: at, holder, lease_until: leaseUntil },
    })
    .execute();
  await countMails(tx, day, members.length);
  if (waiting.some((delivery) => !delivery.begun)) {
    await tx
      .updateTable('notice')
      .set({ first_day: day })
      .where('first_day', 'is', null)
      .where('id', 'in', (eb) =>
        eb.selectFrom('told').select('told.notice').where('told.delivery', 'in', references),
      )
      .execute();
  }
  await chainIntent(tx, { key, letter, members, at, day });
  const batch = { key, letter, members, firstTriedAt: at, lastTriedAt: at, tries: 1, holder, leaseUntil };
  return { kind: 'fixed', batches: [batch] };
}

/** Mails of the day so far; the row is held until the transaction ends, so that two runs do not use the same room. */
async function holdDay(tx: Db, day: Day): Promise<number> {
  await countMails(tx, day, 0);
  const row = await tx.selectFrom('mail_day').select('mails').where('day', '=', day).executeTakeFirst();
  return row?.mails ?? 0;
}

async function countMails(tx: Db, day: Day, count: number): Promise<void> {
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
        .where('reference', 'in', references)
        .execute();
      const byReference = new Map(rows.map((row) => [row.reference, row]));
      return {
        key: batch.key,
        letter: batch.letter,
        members: references.map((reference) => {
          const row = byReference.get(reference)!;
          return {
            reference,
            recipientId: row.recipient_id,
            address: row.address,
            name: row.name,
            variant: row.variant!,
            state: row.state,
          };
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
export async function settleBatch(
  db: Db,
  key: string,
  results: readonly Settlement[],
  at: string,
  day: Day,
): Promise<void> {
  for (const [state, members] of Map.groupBy(results, (r) => r.state)) {
    if (state === 'unknown') continue;
    await db
      .updateTable('delivery')
      .set({ state })
      .where(
        'reference',
        'in',
        members.map((m) => m.reference),
      )
      .where('batch', '=', key)
      // A webhook may have been quicker and know more than "accepted".
      .where('state', '=', 'unknown')
      .execute();
  }
  if (results.length > 0) {
    await db
      .insertInto('event')
      .values(
        results.map((r) => ({
          delivery: r.reference,
          kind: r.state,
          at,
          day,
          provider_id: r.providerId ?? null,
          detail: r.reason ?? null,
        })),
      )
      .execute();
  }
  await closeIfKnown(db, key);
  await chainOutcome(db, key, results, at, day);
}

/** By the members' references: an index on the batch would cost more than it gives. */
async function membersOf(db: Db, key: string) {
  const batch = await db.selectFrom('batch').select('members').where('key', '=', key).executeTakeFirst();
  const references = JSON.parse(batch?.members ?? '[]') as string[];
  return db
    .selectFrom('delivery')
    .select(['reference', 'state'])
    .where('reference', 'in', references)
    .where('batch', '=', key)
    .execute();
}

async function closeIfKnown(db: Db, key: string): Promise<void> {
  const members = await membersOf(db, key);
  if (members.some((member) => member.state === 'unknown')) return;
  await db.updateTable('batch').set({ open: 0 }).where('key', '=', key).execute();
}

/** See `Ledger.release`. A batch of which nothing was ever attempted for good is forgotten; its reason is kept. */
export async function releaseBatch(
  db: Db,
  key: string,
  references: readonly string[],
  reason: string,
  at: string,
  day: Day,
): Promise<void> {
  const days = await db
    .selectFrom('delivery')
    .select('day')
    .select((eb) => eb.fn.countAll<number>().as('mails'))
    .where('reference', 'in', [...references])
    .where('batch', '=', key)
    .where('state', '=', 'unknown')
    .where('day', 'is not', null)
    .groupBy('day')
    .execute();
  for (const row of days) await countMails(db, row.day!, -Number(row.mails));
  await db
    .updateTable('delivery')
    .set({ state: 'pending', variant: null, batch: null, day: null })
    .where('reference', 'in', [...references])
    .where('batch', '=', key)
    .where('state', '=', 'unknown')
    .execute();
  await db
    .insertInto('event')
    .values(
      references.map((reference) => ({
        delivery: reference,
        kind: 'not-sent',
        at,
        day,
        provider_id: null,
        detail: reason,
      })),
    )
    .execute();
  await chainReleased(db, key, references, reason, at, day);
  const left = await membersOf(db, key);
  if (left.length === 0) await db.deleteFrom('batch').where('key', '=', key).execute();
  else await closeIfKnown(db, key);
  // A notice of which no letter has left has not begun: its clock must not seem to have been kept.
  await db
    .updateTable('notice')
    .set({ first_day: null })
    .where('first_day', 'is not', null)
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
}

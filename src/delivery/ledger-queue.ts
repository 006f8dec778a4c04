import { noticeKey } from '../notice/plan.ts';
import { chainLeft } from './chain-entries.ts';
import type { PendingDelivery, QueueEnd } from './ledger.ts';
import type { Db } from './ledger-dialect.ts';
import { among } from './ledger-lists.ts';

/** See `Ledger.finishList`. */
export async function finishList(
  db: Db,
  letter: string,
  run: string,
  notices: readonly string[],
  at: string,
  allow?: (leaving: number) => void,
): Promise<number> {
  const ids = await noticeIds(db);
  const concerned = notices.map((key) => ids.get(key)).filter((id) => id !== undefined);
  if (concerned.length === 0) return 0;
  const pending = db
    .selectFrom('delivery')
    .select('reference')
    .where('letter', '=', letter)
    .where('todo', '=', 'send');
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
  allow?.(new Set(left.map((row) => row.recipient_id)).size);
  if (left.length > 0) await dropUnwantedOf(db, letter);
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
      eb.selectFrom('delivery').select('reference').where('letter', '=', letter).where('todo', '=', 'send'),
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
    .where('todo', '=', 'send')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('told').select('told.notice').whereRef('told.delivery', '=', 'delivery.reference')),
      ),
    )
    .execute();
}

export async function countPending(db: Db, letter: string, notice?: string): Promise<number> {
  const id = notice === undefined ? null : ((await noticeIds(db)).get(notice) ?? 0);
  const row = await db
    .selectFrom('delivery')
    .where('letter', '=', letter)
    .where('todo', '=', 'send')
    .$if(id !== null, (query) =>
      query.where('reference', 'in', (eb) =>
        eb
          .selectFrom('told')
          .select('told.delivery')
          .where('told.notice', '=', id)
          .where('told.delivery', 'is not', null)
          .$castTo<{ delivery: string }>(),
      ),
    )
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
      .where('todo', '=', 'send')
      .orderBy('recipient_id', order)
      .limit(1)
      .executeTakeFirst();
  const [first, last] = [await end('asc'), await end('desc')];
  const ends = first && last && first.recipient_id !== last.recipient_id ? [first, last] : [first];
  return ends.flatMap((row) => (row ? [{ recipientId: row.recipient_id, address: row.address }] : []));
}

/** A mail that waits, with everybody who stands on it. */
export interface WaitingDelivery extends PendingDelivery {
  told: { notice: number; recipient: string; joined: boolean }[];
}

/** See `Ledger.pending`. */
export async function pendingDeliveries(db: Db, letter: string, limit: number): Promise<PendingDelivery[]> {
  return (await waitingDeliveries(db, letter, limit)).map(({ told: _, ...delivery }) => delivery);
}

/** @param skipsLocked holds them until the transaction ends, and passes over what another one holds. */
export async function waitingDeliveries(
  db: Db,
  letter: string,
  limit: number,
  skipsLocked = false,
): Promise<WaitingDelivery[]> {
  let query = db
    .selectFrom('delivery')
    .select(['reference', 'recipient_id', 'address', 'name', 'locale'])
    .where('letter', '=', letter)
    .where('todo', '=', 'send')
    .limit(limit);
  if (skipsLocked) query = query.forUpdate().skipLocked();
  const rows = await query.execute();
  if (rows.length === 0) return [];
  const references = rows.map((row) => row.reference);
  const people = await db
    .selectFrom('told')
    .where(among(db, 'delivery', references))
    .select(['delivery', 'notice', 'recipient_id', 'joined'])
    .execute();
  const byDelivery = Map.groupBy(people, (row) => row.delivery);
  const notices = await db
    .selectFrom('notice')
    .select(['id', 'policy', 'version', 'kind', 'first_day'])
    .execute();
  const known = new Map(
    notices.map((row) => [row.id, { key: noticeKey(row), begun: row.first_day !== null }]),
  );
  return rows.map((row) => {
    const mine = byDelivery.get(row.reference) ?? [];
    const ids = [...new Set(mine.map(({ notice }) => notice))];
    const newcomers = ids.filter((id) => mine.every(({ notice, joined }) => notice !== id || joined === 1));
    const keys = (list: number[]) => list.map((id) => known.get(id)!.key).sort();
    return {
      reference: row.reference,
      recipientId: row.recipient_id,
      address: row.address,
      name: row.name,
      locale: row.locale,
      notices: keys(ids),
      joined: keys(newcomers),
      begun: ids.every((id) => known.get(id)!.begun),
      told: mine.map((told) => ({
        ...{ notice: told.notice, recipient: told.recipient_id, joined: told.joined === 1 },
      })),
    };
  });
}

/** Ids of notices by `noticeKey`. */
async function noticeIds(db: Db): Promise<Map<string, number>> {
  const rows = await db.selectFrom('notice').select(['id', 'policy', 'version', 'kind']).execute();
  return new Map(rows.map((row) => [noticeKey(row), row.id]));
}

/** Deletes mails out of `references` that nobody waits for any more and nothing was attempted for. */
export async function dropUnwanted(db: Db, references: readonly string[]): Promise<void> {
  if (references.length === 0) return;
  await db
    .deleteFrom('delivery')
    .where(among(db, 'reference', references))
    .where('state', '=', 'pending')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('told').select('told.notice').whereRef('told.delivery', '=', 'delivery.reference')),
      ),
    )
    .execute();
}

import type { Kysely } from 'kysely';
import { noticeKey } from '../notice/plan.ts';
import { chainRecorded } from './chain-entries.ts';
import { hasReached } from './event-state.ts';
import type { Recorded } from './ledger.ts';
import { closeIfKnown } from './ledger-batches.ts';
import { dropUnwanted } from './ledger-queue.ts';
import type { LedgerTables } from './ledger-tables.ts';

/** See `Ledger.record`. A mail that still waits for them does not go, and nobody asks what became of one whose outcome is not known. */
export async function recordTold(
  db: Kysely<LedgerTables>,
  entries: readonly Recorded[],
  notices: readonly string[],
  at: string,
): Promise<{ recorded: number; strangers: string[] }> {
  const known = await db.selectFrom('notice').select(['id', 'policy', 'version', 'kind']).execute();
  const ids = known.filter((n) => notices.length === 0 || notices.includes(noticeKey(n))).map((n) => n.id);
  const result = { recorded: 0, strangers: [] as string[] };
  const written: (Recorded & { notice: number })[] = [];
  const unknown = new Set<string>();
  for (const { recipientId, channel, day } of entries) {
    const rows =
      ids.length === 0
        ? []
        : await db
            .selectFrom('told')
            .leftJoin('delivery', 'delivery.reference', 'told.delivery')
            .select(['told.notice', 'told.how', 'told.delivery', 'delivery.state', 'delivery.batch'])
            .where('told.recipient_id', '=', recipientId)
            .where('told.notice', 'in', ids)
            .execute();
    if (rows.length === 0) result.strangers.push(recipientId);
    for (const row of rows) {
      // That letter is as good a notice as any: another way of telling adds nothing.
      if (row.how === 'letter' && hasReached(row.state)) continue;
      const waiting = row.state === 'pending';
      await db
        .updateTable('told')
        .set({ how: 'otherwise', channel, day, recorded_at: at, ...(waiting ? { delivery: null } : {}) })
        .where('notice', '=', row.notice)
        .where('recipient_id', '=', recipientId)
        .execute();
      if (waiting) await dropUnwanted(db, [row.delivery!]);
      if (row.state === 'unknown' && row.batch) unknown.add(row.batch);
      written.push({ notice: row.notice, recipientId, channel, day });
      result.recorded++;
    }
  }
  for (const key of [...unknown].sort()) await closeIfKnown(db, key);
  await chainRecorded(db, written, at);
  return result;
}

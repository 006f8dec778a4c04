import type { Kysely } from 'kysely';
import { forgetChain } from './chain-entries.ts';
import type { LedgerTables } from './ledger-tables.ts';

/** See `Ledger.restart`. */
export async function restartLetter(db: Kysely<LedgerTables>, letter: string): Promise<void> {
  const real = await db
    .selectFrom('delivery')
    .select('reference')
    .where('letter', '=', letter)
    .where('state', 'not in', ['pending', 'written', 'unknown'])
    .limit(1)
    .execute();
  if (real.length > 0) throw new Error(`letter ${letter} has reached people and cannot be begun again`);
  const mine = db.selectFrom('delivery').select('reference').where('letter', '=', letter);
  await db.deleteFrom('event').where('delivery', 'in', mine).execute();
  await db.deleteFrom('earlier_letter').where('delivery', 'in', mine).execute();
  await db
    .deleteFrom('told')
    .where('notice', 'in', (eb) => eb.selectFrom('notice').select('id').where('letter', '=', letter))
    .execute();
  await db.deleteFrom('delivery').where('letter', '=', letter).execute();
  await db.deleteFrom('batch').where('letter', '=', letter).execute();
  await db.deleteFrom('letter_text').where('letter', '=', letter).execute();
  await forgetChain(db, letter);
  // Only letters of the outbox are forgotten, and no limit is held against those.
  await db.deleteFrom('mail_day').execute();
  await db.updateTable('notice').set({ first_day: null, listed: 0 }).where('letter', '=', letter).execute();
}

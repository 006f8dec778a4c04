import { digestOf } from '../policy/digest.ts';
import type { FateCount } from './ledger.ts';
import { unfinished } from './ledger-batches.ts';
import type { Db } from './ledger-dialect.ts';
import { readFates } from './ledger-reports.ts';

/** What passes over the list of recipients gave, and over the ledger itself, kept so that the same one is not made again. */

/**
 * See `Ledger.standing`. Whoever waits, and an outcome that is not known, stands in no chain yet; everything else that is
 * changed about people is a link of one, and every link has another hash.
 */
export async function standing(db: Db): Promise<string | null> {
  // The heads first: what is changed after this makes the digest one that never comes again.
  const heads = await db
    .selectFrom('chain_head')
    .select(['key', 'seq', 'hash'])
    .where('seq', '>', 0)
    .orderBy('key')
    .execute();
  const notices = await db
    .selectFrom('notice')
    .select(['id', 'letter', 'first_day', 'listed', 'closed_at'])
    .orderBy('id')
    .execute();
  for (const query of await unfinished(db, [...new Set(notices.map(({ letter }) => letter))]))
    if (await query.limit(1).executeTakeFirst()) return null;
  return digestOf(JSON.stringify([heads, notices]));
}

/** See `Ledger.failures`. */
export async function hasFailures(db: Db, letter: string): Promise<boolean> {
  const failed = await db
    .selectFrom('delivery')
    .select('reference')
    .where('letter', '=', letter)
    .where('todo', '=', 'follow')
    .limit(1)
    .executeTakeFirst();
  return failed !== undefined;
}

/** See `Ledger.remember`. */
export async function rememberPass(db: Db, what: string, key: string, value: string): Promise<void> {
  await db
    .insertInto('list_pass')
    .values({ what, key, value })
    .onConflict((conflict) => conflict.column('what').doUpdateSet({ key, value }))
    .execute();
}

/** See `Ledger.recall`. */
export async function recallPass(db: Db, what: string, key: string): Promise<string | null> {
  const row = await db
    .selectFrom('list_pass')
    .select('value')
    .where('what', '=', what)
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.value ?? null;
}

/** See `Ledger.fates`. @param standing of now. */
export async function keptFates(db: Db, standing: string | null): Promise<FateCount[] | null> {
  const kept = standing === null ? null : await recallPass(db, 'fates', standing);
  return kept === null ? null : (JSON.parse(kept) as FateCount[]);
}

/** See `Ledger.keepFates`. @param standing read before anything that is counted here. */
export async function keepFates(db: Db, standing: string | null): Promise<void> {
  if (standing === null || (await keptFates(db, standing)) !== null) return;
  await rememberPass(db, 'fates', standing, JSON.stringify(await readFates(db)));
}

import type { Db, LedgerDialect } from './ledger-dialect.ts';

/** See `Ledger.agree`. */
export async function agreeOn(
  tx: Db,
  dialect: LedgerDialect,
  what: string,
  change: (value: string | null, now: number) => string,
): Promise<void> {
  const hold = tx
    .updateTable('agreement')
    .set((eb) => ({ value: eb.ref('value') }))
    .where('what', '=', what)
    // Read once the row is held: nobody has read a later time before.
    .returning(['value', dialect.clock.as('now')]);
  let row = await hold.executeTakeFirst();
  if (!row) {
    await tx
      .insertInto('agreement')
      .values({ what, value: null })
      .onConflict((conflict) => conflict.column('what').doNothing())
      .execute();
    row = await hold.executeTakeFirstOrThrow();
  }
  const value = change(row.value, Number(row.now));
  await tx.updateTable('agreement').set({ value }).where('what', '=', what).execute();
}

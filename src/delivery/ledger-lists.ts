import { type RawBuilder, type SqlBool, SqliteAdapter, sql } from 'kysely';
import type { Db } from './ledger-dialect.ts';
import type { LedgerTables } from './ledger-tables.ts';

/**
 * Lists in statements, as one parameter each: a statement with a parameter for every member is another one for every
 * length, and to put it together costs more than to run it. What differs between the databases is here.
 */

const isSqlite = (db: Db): boolean => db.getExecutor().adapter instanceof SqliteAdapter;

/** True of rows whose column is one of these texts. */
export function among(db: Db, column: string, list: readonly string[]): RawBuilder<SqlBool> {
  return isSqlite(db)
    ? sql`${sql.ref(column)} in (select value from json_each(${jsonOf(list)}))`
    : sql`${sql.ref(column)} = any(${list}::text[])`;
}

type Row<T extends keyof LedgerTables> = Partial<
  Record<keyof LedgerTables[T] & string, string | number | null>
>;

/** An insert of these rows, one at least and all with the same columns; a clause for conflicts may follow. */
export function insertAll<T extends keyof LedgerTables>(db: Db, table: T, rows: readonly Row<T>[]) {
  const columns = Object.keys(rows[0]!);
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const given = isSqlite(db)
    ? // `where true`: else SQLite takes `on conflict` for the condition of a join.
      sql`select ${sql.join(columns.map((_, i) => sql`value ->> ${sql.lit(i)}`))} from json_each(${jsonOf(
        rows.map((row) => Object.values(row)),
      )}) where true`
    : sql`select ${names} from json_populate_recordset(null::${sql.table(table)}, ${jsonOf(rows)}::json)`;
  return (db as unknown as AnyDb).insertInto(table).columns(columns).expression(given);
}

/** Columns are only known when rows are there; `Row` has checked them. */
// biome-ignore lint/suspicious/noExplicitAny: Kysely's own word for tables that are not described
type AnyDb = import('kysely').Kysely<any>;

/** JSON that both databases read: no NUL, no half of a surrogate pair. */
function jsonOf(value: readonly unknown[]): string {
  const json = JSON.stringify(value);
  // Escapes of this kind are all that could stand for them.
  if (!json.includes('\\u')) return json;
  return JSON.stringify(value, (_, part) =>
    typeof part === 'string' ? part.toWellFormed().replaceAll('\u0000', '') : part,
  );
}

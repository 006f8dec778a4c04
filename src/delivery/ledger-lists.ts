import {
  CompiledQuery,
  type InsertQueryBuilder,
  type InsertResult,
  type Kysely,
  type RawBuilder,
  type SqlBool,
  SqliteAdapter,
  sql,
} from 'kysely';
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

type Value = string | number | null;
type Row<T extends keyof LedgerTables> = Partial<Record<keyof LedgerTables[T] & string, Value>>;

/** Rows that a statement for one is run for, one after the other: see `openSqliteLedger`. */
export class EachRow {
  readonly rows: readonly Value[][];

  constructor(rows: readonly Value[][]) {
    this.rows = rows;
  }
}

/** Columns are only known when rows are there; `Row` has checked them. */
// biome-ignore lint/suspicious/noExplicitAny: Kysely's own word for tables that are not described
type AnyTables = any;
type Insert = InsertQueryBuilder<AnyTables, string, InsertResult>;

/**
 * Inserts rows, all with the same columns. SQLite, which is no further away than a call, takes them one by one through
 * one statement: without a text of them all that it would have to take apart again. PostgreSQL gets that text.
 * @param clause what follows the rows: what is done about conflicts.
 */
export async function insertAll<T extends keyof LedgerTables>(
  db: Db,
  table: T,
  rows: readonly Row<T>[],
  clause: (insert: Insert) => Insert = (insert) => insert,
): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!);
  const insert = (db as Kysely<AnyTables>).insertInto(table as string);
  if (isSqlite(db)) {
    const { sql: statement, parameters } = clause(insert.values(rows[0]!)).compile();
    const others = parameters.slice(columns.length) as Value[];
    const values = rows.map((row) => [...(Object.values(row) as Value[]), ...others]);
    await db.executeQuery(CompiledQuery.raw(statement, [new EachRow(values)]));
    return;
  }
  const names = sql.join(columns.map((column) => sql.ref(column)));
  const given = sql`select ${names} from json_populate_recordset(null::${sql.table(table)}, ${jsonOf(rows)}::json)`;
  await clause(insert.columns(columns).expression(given)).execute();
}

/** JSON that both databases read: no NUL, no half of a surrogate pair. */
function jsonOf(value: readonly unknown[]): string {
  const json = JSON.stringify(value);
  // Escapes of this kind are all that could stand for them.
  if (!json.includes('\\u')) return json;
  return JSON.stringify(value, (_, part) =>
    typeof part === 'string' ? part.toWellFormed().replaceAll('\u0000', '') : part,
  );
}

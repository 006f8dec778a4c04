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
    : sql`${sql.ref(column)} = any(${arrayOf(list)}::text[])`;
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

/** So few rows are given value by value, and those of a long text, too: in a list it would be escaped. */
const fewRows = 32;
const longText = 1000;
const isLong = (value: unknown): boolean => typeof value === 'string' && value.length > longText;

/**
 * Inserts rows, all with the same columns. SQLite, which is no further away than a call, takes them one by one through
 * one statement: without a text of them all that it would have to take apart again. PostgreSQL gets them column by column.
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
  if (rows.length <= fewRows || Object.values(rows[0]!).some(isLong)) {
    await clause(insert.values(rows.map(storableRow))).execute();
    return;
  }
  const { from, given, of } = columnsOf(rows);
  const selected = sql`select ${sql.join(columns.map(of))} from ${from} as ${given}`;
  await clause(insert.columns(columns).expression(selected)).execute();
}

/** The value of a column in the row at hand. */
export type Given = (column: string) => RawBuilder<Value>;

/**
 * Changes rows, each to values of its own.
 * @param change what is set and where; nothing in it may be a parameter, for the values are (`sql.lit` for the rest).
 * @returns how many were there to be changed.
 */
export async function updateAll<T extends keyof LedgerTables>(
  db: Db,
  table: T,
  rows: readonly Record<string, Value>[],
  change: (of: Given) => { set: Record<string, RawBuilder<Value>>; where: RawBuilder<SqlBool> },
): Promise<number> {
  if (rows.length === 0) return 0;
  const update = (db as Kysely<AnyTables>).updateTable(table as string);
  if (isSqlite(db)) {
    const columns = Object.keys(rows[0]!);
    const { set, where } = change((column) => sql.raw(`?${columns.indexOf(column) + 1}`));
    const { sql: statement } = update.set(set).where(where).compile();
    const each = new EachRow(rows.map((row) => Object.values(row)));
    return Number((await db.executeQuery(CompiledQuery.raw(statement, [each]))).numAffectedRows);
  }
  const { from, given, of } = columnsOf(rows);
  const { set, where } = change(of);
  const [result] = await update.from(from.as(given)).set(set).where(where).execute();
  return Number(result!.numUpdatedRows);
}

/** Rows as lists, one for each column, and as one value where a column has the same in all of them. */
function columnsOf(rows: readonly Record<string, Value | undefined>[]) {
  const lists: RawBuilder<unknown>[] = [];
  const names: string[] = [];
  const values = new Map<string, RawBuilder<Value>>();
  Object.keys(rows[0]!).forEach((column, i) => {
    const list = rows.map((row) => row[column] ?? null);
    const sample = list.find((value) => value !== null) ?? null;
    const type = sql.raw(typeof sample === 'number' ? 'bigint' : 'text');
    // The first column tells how many rows there are.
    if (i > 0 && list.every((value) => value === list[0])) {
      values.set(column, sample === null ? sql`null` : sql`${storable(sample)}::${type}`);
      return;
    }
    lists.push(sql`${arrayOf(list)}::${type}[]`);
    names.push(column);
    values.set(column, sql.ref(`given.${column}`));
  });
  const from = sql`unnest(${sql.join(lists)})`;
  const given = sql`given(${sql.join(names.map((name) => sql.ref(name)))})`;
  return { from, given, of: (column: string) => values.get(column)! };
}

/**
 * A list as PostgreSQL writes one (postgresql.org/docs/current/arrays.html#ARRAYS-IO): JSON's, in braces, as long as nothing
 * is escaped; the rest is left to `pg`, which goes through every sign.
 */
function arrayOf(list: readonly Value[]): string | Value[] {
  const json = JSON.stringify(list);
  return json.includes('\\') ? list.map(storable) : `{${json.slice(1, -1)}}`;
}

/** PostgreSQL has no NUL in texts. */
const storable = (value: Value): Value =>
  typeof value === 'string' && value.includes('\0') ? value.replaceAll('\0', '') : value;

const storableRow = (row: Record<string, Value | undefined>): Record<string, Value> =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, storable(value ?? null)]));

/** JSON that SQLite reads: no NUL, no half of a surrogate pair. */
function jsonOf(value: readonly unknown[]): string {
  const json = JSON.stringify(value);
  // Escapes of this kind are all that could stand for them.
  if (!json.includes('\\u')) return json;
  return JSON.stringify(value, (_, part) =>
    typeof part === 'string' ? part.toWellFormed().replaceAll('\u0000', '') : part,
  );
}

import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  sql,
} from 'kysely';
import pg from 'pg';
import { PrenoticeError } from '../policy/problem.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerDialect } from './ledger-dialect.ts';
import { stepsAfter } from './ledger-migrations.ts';
import { explainPostgres } from './ledger-postgres-errors.ts';
import { SqlLedger } from './ledger-sql.ts';
import type { LedgerTables } from './ledger-tables.ts';
import { readDatabaseAddress, withoutSecret } from './postgres-address.ts';

/** The address of a ledger in PostgreSQL as it may be shown. @throws PrenoticeError when it cannot be an address. */
export const postgresPlace = (url: string): string =>
  withoutSecret(readDatabaseAddress(url, 'PRENOTICE_LEDGER'));

/**
 * Opens a ledger in PostgreSQL (12 or later), in a schema `prenotice` of its own that is made when it is not there. It
 * connects with the first query. For several senders at once and for machines that are thrown away.
 * @param url `postgres://user:password@host:port/database`, with what `pg` reads from one (`sslmode`, `connect_timeout` in seconds); what is left
 * out is taken from PGUSER, PGPASSWORD and their like.
 * @throws PrenoticeError when the address cannot be one, here; when the server cannot be reached, from the first query.
 */
export function openPostgresLedger(url: string): Ledger {
  const address = readDatabaseAddress(url, 'PRENOTICE_LEDGER');
  const where = withoutSecret(address);
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'prenotice',
    max: 8,
    connectionTimeoutMillis: 1000 * (Number(address.searchParams.get('connect_timeout')) || 15),
    keepAlive: true,
    // A process that hangs in the middle of a transaction must not hold up the others for ever.
    idle_in_transaction_session_timeout: 60_000,
    types: { getTypeParser: parserFor },
  });
  // The server may end connections that nobody uses; the next query opens another.
  pool.on('error', () => undefined);
  // So it may one in the middle of a transaction, between two queries: the next of them says so.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<LedgerTables>({ dialect: new LedgerPostgresDialect({ pool }, where) });
  return new SqlLedger(db, postgresWays(where));
}

/**
 * Until the transaction ends tables are not read from end to end: it asks for rows by their keys, and a plan made before
 * the tables were surveyed, or while everybody waited, would take all of them for few.
 */
const byIndex = sql`set_config('enable_seqscan', 'off', true)`;

/**
 * What becomes of a transaction that another one has come in the way of: it had written the same row first, or each waited
 * for the other. Once more, it sees what the other has done.
 */
const crossings = new Set(['23505', '40P01']);

/** Advisory locks end with their transaction, also when the process does (postgresql.org/docs/current/explicit-locking.html). */
function postgresWays(where: string): LedgerDialect {
  const lockOf = (letter: string) => sql`hashtextextended(${`prenotice/${letter}`}, 0)`;
  return {
    where,
    skipsLocked: true,
    async shrink(db) {
      for (const table of [
        'told',
        'delivery',
        'event',
        'provider_event',
        'earlier_letter',
        'batch',
        'chain_link',
        'chain_head',
      ])
        await sql`vacuum (full) ${sql.table(table)}`.execute(db);
    },
    async lightly(db, work) {
      const once = () =>
        db.transaction().execute(async (tx) => {
          await sql`select set_config('synchronous_commit', 'off', true), ${byIndex}`.execute(tx);
          return work(tx);
        });
      return once().catch((error: unknown) => {
        if (!crossings.has((error as { code?: string }).code ?? '')) throw error;
        return once();
      });
    },
    async survey(db) {
      await sql`analyze told, delivery`.execute(db);
    },
    async backup(file) {
      throw new PrenoticeError(
        `the ledger is in PostgreSQL (${where}), which has a program of its own for copies`,
        `run: pg_dump --format=custom --schema=prenotice --file=${file} "$PRENOTICE_LEDGER"`,
      );
    },
    // Not `now()`, which is when the transaction began.
    clock: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::float8`,
    async alone(tx, letter) {
      await sql`select pg_advisory_xact_lock(${lockOf(letter)})`.execute(tx);
    },
    async beside(tx, letter) {
      await sql`select pg_advisory_xact_lock_shared(${lockOf(letter)}), ${byIndex}`.execute(tx);
    },
  };
}

/** Counts are `bigint`, which `pg` gives as text unless told; all of ours are far below 2^53. */
function parserFor(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text');
}

class LedgerPostgresDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;
  readonly #where: string;

  constructor(config: PostgresDialectConfig, where: string) {
    super(config);
    this.#config = config;
    this.#where = where;
  }

  override createDriver(): PostgresDriver {
    return new LedgerDriver(this.#config, this.#where);
  }
}

/** Brings the schema up to date before the first query, and says in plain words what goes wrong. */
class LedgerDriver extends PostgresDriver {
  readonly #where: string;
  readonly #known = new WeakSet<DatabaseConnection>();

  constructor(config: PostgresDialectConfig, where: string) {
    super(config);
    this.#where = where;
  }

  override async init(): Promise<void> {
    await super.init();
    // Kysely's own type of what it acquires is wider than that of what it releases.
    const connection = (await this.acquireConnection()) as Parameters<PostgresDriver['releaseConnection']>[0];
    try {
      await migrate(connection, this.#where);
    } finally {
      await this.releaseConnection(connection);
    }
  }

  override async acquireConnection(
    ...options: Parameters<PostgresDriver['acquireConnection']>
  ): ReturnType<PostgresDriver['acquireConnection']> {
    const connection = await super.acquireConnection(...options).catch((cause) => {
      throw explainPostgres(cause, this.#where);
    });
    if (this.#known.has(connection)) return connection;
    this.#known.add(connection);
    const execute = connection.executeQuery.bind(connection);
    connection.executeQuery = async (query) => {
      try {
        return await execute(query);
      } catch (cause) {
        throw explainPostgres(cause, this.#where);
      }
    };
    // To compile a plan (`jit`) takes longer than any of ours runs; a survey of few rows tells enough.
    const settings = ['search_path to prenotice', 'jit to off', 'default_statistics_target to 10'];
    await run(connection, settings.map((setting) => `set ${setting}`).join('; '));
    return connection;
  }
}

const run = <R>(connection: DatabaseConnection, text: string, values: unknown[] = []) =>
  connection.executeQuery<R>(CompiledQuery.raw(text, values));

async function migrate(connection: DatabaseConnection, where: string): Promise<void> {
  // Whoever only reads needs no right to make anything.
  if (stepsAfter(await stepsDone(connection), where).length === 0) return;
  await run(connection, 'begin');
  try {
    await run(connection, "select pg_advisory_xact_lock(hashtextextended('prenotice schema', 0))");
    await run(connection, 'create schema if not exists prenotice');
    await run(connection, 'create table if not exists migration (name text primary key, at text not null)');
    for (const { name, statements } of stepsAfter(await stepsDone(connection), where)) {
      for (const statement of statements) await run(connection, inPostgres(statement));
      await run(connection, 'insert into migration values ($1, now()::text)', [name]);
    }
    await run(connection, 'commit');
  } catch (error) {
    await run(connection, 'rollback').catch(() => undefined);
    throw error;
  }
}

async function stepsDone(connection: DatabaseConnection): Promise<string[]> {
  const { rows } = await run<{ there: boolean }>(
    connection,
    "select to_regclass('prenotice.migration') is not null as there",
  );
  if (!rows[0]?.there) return [];
  return (await run<{ name: string }>(connection, 'select name from migration')).rows.map((row) => row.name);
}

/** Text orders and compares by its bytes, as in SQLite, whatever the database's language. */
function inPostgres(statement: string): string {
  return statement
    .replace('{id}', 'bigint generated by default as identity primary key')
    .replace('{by key}', '')
    .replace('{computed}', 'stored')
    .replace('{postgres}', '')
    .replace(/\btext\b/g, 'text collate "C"');
}

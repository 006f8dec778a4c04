import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { backup, DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { PrenoticeError } from '../policy/problem.ts';
import type { Ledger } from './ledger.ts';
import { EachRow } from './ledger-lists.ts';
import { stepsAfter } from './ledger-migrations.ts';
import { SqlLedger } from './ledger-sql.ts';
import type { LedgerTables } from './ledger-tables.ts';

/**
 * Opens a ledger in a SQLite file, made with its folder if it is not there (`:memory:` for none).
 * WAL and synchronous FULL: a written intent is on the disk before anything is sent, and a crash at any point
 * leaves a whole ledger.
 */
export function openSqliteLedger(file: string): Ledger {
  const memory = file === ':memory:';
  const path = memory ? file : resolve(file);
  const fresh = !memory && !existsSync(path);
  let database: DatabaseSync;
  try {
    if (!memory) mkdirSync(dirname(path), { recursive: true });
    database = new DatabaseSync(path, { timeout: 30_000 });
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
    // 4 MB of pages at hand, and 32 MB of log before they are put in their places: references are random, so that a
    // batch touches a page for each letter, and most pages would be written many times over.
    database.exec('pragma cache_size = -4000; pragma wal_autocheckpoint = 8000;');
    // Names and addresses of customers are for nobody else on this machine.
    if (fresh) chmodSync(path, 0o600);
    explained(() => migrate(database, path));
  } catch (cause) {
    if (cause instanceof PrenoticeError) throw cause;
    throw new PrenoticeError(
      `the ledger ${path} cannot be opened: ${(cause as Error).message}`,
      'name another file with PRENOTICE_LEDGER, or mend this one; without its ledger nothing is sent',
      { cause },
    );
  }
  const db = new Kysely<LedgerTables>({ dialect: nodeSqliteDialect(database) });
  // A transaction that begins `immediate` is alone with the whole file.
  const alone = async () => undefined;
  const shrink = async () => {
    explained(() => database.exec('vacuum; pragma wal_checkpoint(truncate)'));
  };
  return new SqlLedger(db, {
    ...{ where: path, alone, beside: alone, survey: alone, shrink, skipsLocked: false },
    // Else its log would stay beside the file, to be taken for that of a copy which is put back.
    close: () => {
      if (database.isOpen) database.close();
    },
    clock: sql<number>`unixepoch('subsec') * 1000`,
    async backup(to) {
      await copyLedger(database, to);
    },
    lightly: (db, work) =>
      db.connection().execute(async (connection) => {
        await sql`pragma synchronous = normal`.execute(connection);
        try {
          return await connection.transaction().execute(work);
        } finally {
          await sql`pragma synchronous = full`.execute(connection);
        }
      }),
  });
}

/** SQLite's online backup: other processes go on writing meanwhile; the copy is of one moment, whole and checked. */
async function copyLedger(database: DatabaseSync, to: string): Promise<void> {
  const path = resolve(to);
  if (existsSync(path)) {
    throw new PrenoticeError(
      `${path} is there already, and a copy never replaces another file`,
      'name a new file, such as one with the date in its name',
    );
  }
  const partial = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    // Before anything is in it: names and addresses of customers are for nobody else on this machine.
    closeSync(openSync(partial, 'wx', 0o600));
    await copyWhole(database, partial);
    const copy = new DatabaseSync(partial);
    const { integrity_check: verdict } = copy.prepare('pragma integrity_check').get() as {
      integrity_check: string;
    };
    // One file, to be carried away: no log beside it.
    copy.exec('pragma journal_mode = delete');
    copy.close();
    if (verdict !== 'ok') throw new Error(`the copy is not whole: ${verdict}`);
    renameSync(partial, path);
  } catch (cause) {
    rmSync(partial, { force: true });
    if (cause instanceof PrenoticeError) throw cause;
    throw new PrenoticeError(
      `the ledger cannot be copied to ${path}: ${(cause as Error).message}`,
      'see that there is room and that this user may write there',
      { cause },
    );
  }
}

/** In one go and through a connection of its own: a writer would make the copy begin again and again, or break it. */
async function copyWhole(database: DatabaseSync, to: string): Promise<void> {
  const file = database.location();
  const source = file === null ? database : new DatabaseSync(file, { readOnly: true });
  try {
    await backup(source, to, { rate: 2 ** 31 - 1 });
  } finally {
    if (source !== database) source.close();
  }
}

function migrate(database: DatabaseSync, path: string): void {
  database.exec('begin immediate');
  try {
    database.exec('create table if not exists migration (name text primary key, at text not null)');
    const rows = database.prepare('select name from migration').all() as { name: string }[];
    // A ledger of before the steps had names has the first.
    const { user_version: old } = database.prepare('pragma user_version').get() as { user_version: number };
    const record = database.prepare("insert into migration values (?, strftime('%Y-%m-%dT%H:%M:%SZ'))");
    if (old === 1 && rows.length === 0) {
      record.run('ledger');
      rows.push({ name: 'ledger' });
    }
    for (const { name, statements } of stepsAfter(
      rows.map((row) => row.name),
      path,
    )) {
      for (const statement of statements.filter((text) => !text.startsWith('{postgres}')))
        database.exec(inSqlite(statement));
      record.run(name);
    }
    database.exec('commit');
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}

const inSqlite = (statement: string): string =>
  statement
    .replace('{id}', 'integer primary key')
    .replace('{by key}', ' without rowid')
    .replace('{computed}', 'virtual');

/** Kysely on `node:sqlite`. Transactions begin `immediate`: a second process waits at the start, not in the middle. */
function nodeSqliteDialect(database: DatabaseSync): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new ImmediateDriver(database),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

class ImmediateDriver extends SqliteDriver {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    super({ database: asKyselyDatabase(database) });
    this.#database = database;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** A full or failing disk ends the transaction by itself; another error would hide what has happened. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}

function asKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  // Lists of varying length make ever new statements; the cache is for the ones that come again.
  const cache = new Map<string, StatementSync>();
  return {
    close: () => database.close(),
    prepare(sql) {
      let statement = cache.get(sql);
      if (!statement) {
        statement = database.prepare(sql);
        if (cache.size > 200) cache.delete(cache.keys().next().value!);
        cache.set(sql, statement);
      }
      const prepared = statement;
      return {
        reader: prepared.columns().length > 0,
        all: (parameters) => explained(() => prepared.all(...(parameters as SQLInputValue[]))),
        run: (parameters) =>
          explained(() => {
            const [each] = parameters;
            if (!(each instanceof EachRow)) return prepared.run(...(parameters as SQLInputValue[]));
            let changes = 0;
            for (const row of each.rows) changes += Number(prepared.run(...row).changes);
            return { changes, lastInsertRowid: 0 };
          }),
        iterate: (parameters) => prepared.iterate(...(parameters as SQLInputValue[])),
      };
    },
  };
}

/** What SQLite's own codes mean to a person (https://www.sqlite.org/rescode.html); the first byte is the kind. */
const troubles: Record<number, [message: string, remedy: string]> = {
  5: [
    'the ledger is in use by another run that does not end',
    'wait for the other run, or end it; nothing is lost',
  ],
  8: ['the ledger cannot be written', 'allow this user to write to the file and its folder'],
  10: [
    'the disk that holds the ledger fails',
    'see to the disk; what had been written before stands in the ledger',
  ],
  11: ['the ledger is damaged', 'put the latest copy back; without a whole ledger nothing may be sent'],
  13: [
    'the disk is full, so the ledger cannot be written',
    'make room and run the command again: nothing left without being written down first',
  ],
  26: ['the ledger is not a ledger', 'name the right file with PRENOTICE_LEDGER'],
};

/** @throws PrenoticeError instead of SQLite's error where a person can do something about it. */
export function explained<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const code = (cause as { errcode?: number }).errcode;
    const trouble = code === undefined ? undefined : troubles[code & 0xff];
    if (!trouble) throw cause;
    throw new PrenoticeError(trouble[0], trouble[1], { cause });
  }
}

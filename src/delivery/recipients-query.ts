import pg from 'pg';
import QueryStream from 'pg-query-stream';
import { PrenoticeError } from '../policy/problem.ts';
import { readDatabaseAddress } from './postgres-address.ts';
import { type RawRow, RecipientCheck, type RecipientGroup, unknownColumns } from './recipient-check.ts';
import { type Column, columns, readJsonRow } from './recipient-row.ts';

/** A list that a database gives. */
export interface RecipientQuery {
  /** One statement that gives a row for each recipient. */
  sql: string;
  /** Where it is written, for messages. */
  file: string;
  /** `postgres://…`, from the environment; in no message. */
  url: string;
  /** The variable of the environment that held it. */
  variable: string;
}

/** Rows that are fetched at a time: what memory holds of the list. */
const fetched = 1000;
/** Types whose own reading fits ours: boolean, text[], varchar[]. Everything else comes as text, days above all. */
const readByType = new Set([16, 1009, 1015]);

/**
 * Reads recipients with a query on PostgreSQL through a cursor, in a transaction that may only read and sees one
 * state of the database. Columns are known by their names, in any case, with or without `_` (`legal_mail`).
 * A connection that breaks is an error and never the end of the list.
 * @throws PrenoticeError when the address is none, the database cannot be reached, the query fails or gives no `id` and `email`.
 */
export async function* queryRecipients(query: RecipientQuery): AsyncGenerator<RecipientGroup> {
  const client = clientOf(query);
  // A stream of rows does not notice that its connection has gone: it would be waited for for ever.
  const broken = Promise.withResolvers<never>();
  broken.promise.catch(() => undefined);
  let gone = false;
  const lose = (error: Error) => {
    gone = true;
    broken.reject(error);
  };
  client.on('error', lose);
  client.on('end', () => lose(new Error('the connection ended')));
  try {
    await client.connect();
    await client.query('begin transaction isolation level repeatable read read only');
    const stream = client.query(
      new QueryStream(query.sql, [], { batchSize: fetched, highWaterMark: fetched }),
    );
    const list = new RecipientCheck(query.file);
    let row = 0;
    let group: RawRow[] = [];
    let names: Names | undefined;
    const rows = stream[Symbol.asyncIterator]() as AsyncIterator<Record<string, unknown>>;
    for (;;) {
      const { done, value: record } = await Promise.race([rows.next(), broken.promise]);
      if (done) break;
      row++;
      const first = names === undefined;
      names ??= namesOf(Object.keys(record), query.file);
      group.push({
        line: row,
        row: readJsonRow(renamed(record, names.known)),
        ...(first && names.remark ? { remark: names.remark } : {}),
      });
      if (group.length === fetched) {
        yield list.check(group);
        group = [];
      }
    }
    if (group.length > 0) yield list.check(group);
  } catch (error) {
    throw explained(error, query);
  } finally {
    if (!gone) await client.end().catch(() => undefined);
  }
}

/** Not connected yet. `pg` reads the address here, and files that it names. */
function clientOf(query: RecipientQuery): pg.Client {
  readDatabaseAddress(query.url, query.variable);
  try {
    return new pg.Client({
      connectionString: query.url,
      application_name: 'prenotice',
      connectionTimeoutMillis: 20_000,
      types: {
        getTypeParser: (id: number, format?: 'text' | 'binary') =>
          readByType.has(id) ? pg.types.getTypeParser(id, format as 'text') : (text: string) => text,
      } as pg.CustomTypesConfig,
    });
  } catch (error) {
    throw explained(error, query);
  }
}

interface Names {
  known: Map<string, Column>;
  remark: string | null;
}

const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();

function namesOf(names: readonly string[], file: string): Names {
  const known = new Map<string, Column>();
  const unknown: string[] = [];
  for (const name of names) {
    const column = columns.find((c) => plain(c) === plain(name));
    if (!column) unknown.push(name);
    else if ([...known.values()].includes(column))
      throw new PrenoticeError(
        `${file}: the query gives the column \`${column}\` twice`,
        'leave one of them, or name it otherwise with AS',
      );
    else known.set(name, column);
  }
  for (const needed of ['id', 'email'] as const) {
    if (![...known.values()].includes(needed))
      throw new PrenoticeError(
        `${file}: the query gives no column \`${needed}\`; it gives ${names.join(', ')}`,
        `name the columns with AS; known are ${columns.join(', ')}`,
      );
  }
  return { known, remark: unknown.length > 0 ? unknownColumns(unknown) : null };
}

function renamed(record: Record<string, unknown>, known: ReadonlyMap<string, Column>) {
  const row: Partial<Record<Column, unknown>> = {};
  for (const [name, column] of known) row[column] = record[name];
  return row;
}

/** What goes wrong with a database, without its address, and without the error itself, which may hold it. */
function explained(error: unknown, { file, variable }: RecipientQuery): PrenoticeError {
  if (error instanceof PrenoticeError) return error;
  const { code, message, position } = error as { code?: string; message?: string; position?: string };
  // https://www.postgresql.org/docs/current/errcodes-appendix.html: 08 connections, 28 who may come in, 57 shut down.
  const isQuery = code !== undefined && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) && !/^(08|28|3D|53|57)/.test(code);
  if (isQuery)
    return new PrenoticeError(
      `${file}: the database refuses the query: ${message}${position ? ` (at character ${position})` : ''}`,
      code === '25006'
        ? 'the query may only read'
        : code === '42601' && /multiple commands/.test(message ?? '')
          ? 'write one statement in the file'
          : 'try it with psql; it must be one statement that gives id, email and what else is known',
    );
  return new PrenoticeError(
    `the recipients cannot be read from the database that ${variable} names: ${code ?? message}`,
    `see that it runs, can be reached from here, and that user and password in ${variable} are right; what was read so far was not taken for the whole list`,
  );
}

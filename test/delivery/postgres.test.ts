import { createServer } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../../scripts/bench/postgres-server.ts';
import { openPostgresLedger } from '../../src/delivery/ledger-postgres.ts';
import { PrenoticeError } from '../../src/policy/problem.ts';

let server: PostgresServer;
let admin: pg.Client;
beforeAll(async () => {
  server = await startPostgres({ fsync: 'off' });
  admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
}, 180_000);
beforeEach(() => admin.query('drop schema if exists prenotice cascade'));
afterAll(async () => {
  await admin?.end();
  await server?.stop();
});

/** What the first query says, password included if it were to show. */
async function complaint(url: string): Promise<string> {
  let error: unknown;
  try {
    const ledger = openPostgresLedger(url);
    onTestFinished(() => ledger.close());
    await ledger.notices();
  } catch (caught) {
    error = caught;
  }
  expect(error).toBeInstanceOf(PrenoticeError);
  const { message, remedy } = error as PrenoticeError;
  expect(message + remedy).not.toContain('s3cret');
  return message;
}
const at = (change: (url: URL) => void): string => {
  const url = new URL(server.url);
  url.password = 's3cret';
  change(url);
  return url.href;
};

test('what is wrong with the address or the server is said in a sentence, without the password', async () => {
  expect(await complaint('postgres://user:s3cret@[bad')).toContain('cannot be read as one');
  expect(await complaint(at((url) => (url.port = '1')))).toMatch(
    /^the ledger's server postgres:\/\/postgres@127\.0\.0\.1:1\/postgres does not answer: the connection is refused$/,
  );
  expect(await complaint(at((url) => (url.hostname = 'nowhere.invalid')))).toContain('cannot be found');
  expect(await complaint(at((url) => (url.pathname = '/elsewhere')))).toContain(
    'has no database of that name',
  );
  expect(await complaint(at((url) => (url.username = 'nobody')))).toContain('does not let this user in');
  expect(await complaint(at((url) => (url.search = '?sslmode=verify-full')))).toContain('encryption');
});

test('a ledger of before letters were found by what is to be done about them finds them so', async () => {
  const before = openPostgresLedger(server.url);
  await before.notices();
  await before.close();
  const row = (reference: string, state: string) =>
    `('${reference}', 'l', '${reference}', 'a@b.example', 'a@b.example', '${state}')`;
  await admin.query(`set search_path to prenotice;
    alter table delivery drop column todo; create index delivery_state on delivery (letter, state);
    delete from migration where name = 'to-do';
    insert into delivery (reference, letter, recipient_id, address, address_key, state)
      values ${[row('R1', 'pending'), row('R2', 'accepted'), row('R3', 'bounced')]};
    reset search_path`);
  const ledger = openPostgresLedger(server.url);
  onTestFinished(() => ledger.close());
  expect((await ledger.pending('l', 10)).map(({ reference }) => reference)).toEqual(['R1']);
  expect(await ledger.failures('l')).toBe(true);
});

test('a server that takes the connection and says nothing', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as { port: number };
  expect(
    await complaint(at((url) => Object.assign(url, { port: String(port), search: '?connect_timeout=1' }))),
  ).toContain('does not answer in time');
});

test('a user who may make nothing is told what an administrator has to do', async () => {
  await admin.query('drop role if exists clerk');
  await admin.query('create role clerk login');
  expect(await complaint(at((url) => (url.username = 'clerk')))).toContain('does not allow this user');
  // Once the tables are there, reading takes the right to read.
  await openAndClose();
  await admin.query(
    'grant usage on schema prenotice to clerk; grant select on all tables in schema prenotice to clerk',
  );
  const reader = openPostgresLedger(at((url) => (url.username = 'clerk')));
  expect(await reader.notices()).toEqual([]);
  await reader.close();
  await admin.query('drop owned by clerk; drop role clerk');
});

async function openAndClose(): Promise<void> {
  const ledger = openPostgresLedger(server.url);
  await ledger.notices();
  await ledger.close();
}

test('several programs that begin at once make one schema; a newer one is not touched; a lost connection is said', async () => {
  await Promise.all([openAndClose(), openAndClose(), openAndClose(), openAndClose()]);
  const { rows } = await admin.query(
    'select count(*)::int as n, count(distinct name)::int as names from prenotice.migration',
  );
  expect(rows[0].n).toBeGreaterThan(0);
  expect(rows[0].n).toBe(rows[0].names);
  await admin.query("insert into prenotice.migration values ('teleport', '2030-01-01')");
  expect(await complaint(server.url)).toContain('was written by a newer Prenotice (it has teleport)');
  await admin.query("delete from prenotice.migration where name = 'teleport'");
  const ledger = openPostgresLedger(server.url);
  await ledger.notices();
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'prenotice'",
  );
  // An idle connection that the server has ended is replaced.
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await ledger.notices()).toEqual([]);
  await ledger.close();
});

test('a connection that is lost in the middle of a transaction is said, and ends the program with no trace of it', async () => {
  const ledger = openPostgresLedger(server.url);
  onTestFinished(() => ledger.close());
  await ledger.agree('x', () => '1');
  const other = new pg.Client({ connectionString: server.url });
  await other.connect();
  onTestFinished(() => other.end());
  await other.query("begin; update prenotice.agreement set value = '2' where what = 'x'");
  const waits = ledger.agree('x', () => '3').catch((error: unknown) => error);
  const ended = "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'";
  for (let rows = 0; rows === 0; ) rows = (await admin.query(ended)).rowCount ?? 0;
  expect(await waits).toBeInstanceOf(PrenoticeError);
  await other.query('rollback');
  // What goes wrong once the query is over would end the program.
  await new Promise((resolve) => setTimeout(resolve, 100));
  const seen: (string | null)[] = [];
  await ledger.agree('x', (value) => {
    seen.push(value);
    return '';
  });
  expect(seen).toEqual(['1']);
});

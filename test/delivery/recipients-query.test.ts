import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../../scripts/bench/postgres-server.ts';
import { openPostgresLedger } from '../../src/delivery/ledger-postgres.ts';
import { queryRecipients } from '../../src/delivery/recipients-query.ts';
import type { Recipient } from '../../src/notice/recipient.ts';
import { PrenoticeError } from '../../src/policy/problem.ts';
import { siteYaml } from '../folder.ts';
import { companyFolder } from './company.ts';
import { runIn } from './running.ts';

let server: PostgresServer;
let client: pg.Client;
beforeAll(async () => {
  server = await startPostgres({ fsync: 'off' });
  client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(`
    create table customer (no integer, mail text, full_name text, since date, legal boolean, groups text[], at timestamptz);
    insert into customer values
      (1, 'anna@customer.example', 'Anna O''Neill', '2024-03-10', true, '{owner,"bank feeds"}', now()),
      (2, 'bert@customer.example', null, null, false, null, now()),
      (3, 'no address', 'Cleo', '2026-12-24', null, '{}', now()),
      (1, 'twice@customer.example', 'Twice', null, null, null, now());
    create table many as
      select n as id, 'c' || n || '@customer.example' as email, repeat('x', 50) as name from generate_series(1, 5000) n`);
}, 180_000);
afterAll(async () => {
  await client?.end();
  await server?.stop();
});

async function read(sql: string, url = server.url) {
  const recipients: Recipient[] = [];
  const rejected: string[] = [];
  const remarks: string[] = [];
  let groups = 0;
  for await (const group of queryRecipients({ sql, file: 'customers.sql', url, variable: 'CUSTOMERS' })) {
    groups++;
    recipients.push(...group.recipients);
    rejected.push(...group.rejected.map((row) => `${row.line} ${row.id}: ${row.reason}`));
    remarks.push(...group.remarks.map((row) => `${row.line}: ${row.reason}`));
  }
  return { recipients, rejected, remarks, groups };
}

test('rows become recipients by the names of their columns; days, lists and yes or no as the database has them', async () => {
  const { recipients, rejected, remarks } = await read(
    `select no as "ID", mail as email, full_name as name, since as joined, legal as legal_mail, groups as segments, at
     from customer order by ctid`,
  );
  expect(recipients).toEqual([
    {
      ...{ id: '1', email: 'anna@customer.example', name: "Anna O'Neill", joined: '2024-03-10' },
      ...{ segments: ['owner', 'bank feeds'], optedOut: false },
    },
    { id: '2', email: 'bert@customer.example', segments: [], optedOut: true },
    { id: '3', email: '', name: 'Cleo', joined: '2026-12-24', segments: [], optedOut: false },
  ]);
  expect(rejected).toEqual([
    '3 3: the address is not a mail address',
    '4 1: the id stands in the list already; this row is set aside',
  ]);
  expect(remarks[0]).toContain('unknown column `at`, not used');
});

test('they come group by group, and whoever stops early leaves no connection behind', async () => {
  const { recipients, groups } = await read('select * from many');
  expect(recipients).toHaveLength(5000);
  expect(groups).toBe(5);
  const query = { sql: 'select * from many', file: 'q.sql', url: server.url, variable: 'CUSTOMERS' };
  for await (const _group of queryRecipients(query)) break;
  const open = () =>
    client
      .query("select count(*)::int as n from pg_stat_activity where application_name = 'prenotice'")
      .then((answer) => answer.rows[0].n);
  await expect.poll(open).toBe(0);
});

describe('refused or told', () => {
  test.each([
    ['a query that writes', 'delete from customer returning no as id, mail as email', 'may only read'],
    ['two statements', 'select 1; drop table customer', 'one statement'],
    ['a slip', 'select no as id mail from customer', 'refuses the query: syntax error'],
    ['no address', 'select no as id from customer', 'gives no column `email`'],
    ['a column twice', 'select no as id, mail as email, mail as "Email" from customer', '`email` twice'],
  ])('%s', async (_name, sql, message) => {
    const failure = await read(sql).then(
      String,
      (error: PrenoticeError) => `${error.message} ${error.remedy}`,
    );
    expect(failure).toContain(message);
  });

  test('a connection that breaks is never taken for the end of the list', async () => {
    const query = { sql: 'select * from many', file: 'q.sql', url: server.url, variable: 'CUSTOMERS' };
    let rows = 0;
    const reading = (async () => {
      for await (const group of queryRecipients(query)) {
        rows += group.recipients.length;
        await client.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'prenotice'",
        );
      }
    })();
    await expect(reading).rejects.toThrow('cannot be read from the database that CUSTOMERS names');
    expect(rows).toBeLessThan(5000);
  });

  test('a database that is not there, without its password in the message', async () => {
    const failure = await read('select 1', 'postgres://anna:geheim@127.0.0.1:1/x').catch(
      (error: Error) => error,
    );
    expect(String((failure as Error).message)).toContain('ECONNREFUSED');
    expect(JSON.stringify(failure)).not.toContain('geheim');
  });
});

test('a command takes the query of site.yaml; the address comes from the environment only', async () => {
  const dir = await companyFolder([]);
  const site = (database: string) =>
    writeFileSync(
      join(dir, 'content/site.yaml'),
      `${siteYaml}recipients: { query: customers.sql, database: ${database} }\n`,
    );
  writeFileSync(join(dir, 'content/customers.sql'), 'select no as id, mail as email from customer;\n');
  site('CUSTOMERS');
  const plan = await runIn(dir, ['plan', '--json'], { CUSTOMERS: server.url });
  expect(plan.json()).toMatchObject({ notices: [{ recipients: 2, siteOnly: 1 }], rejects: 2 });
  const unset = await runIn(dir, ['plan']);
  expect(unset.err).toContain('CUSTOMERS names, and it is not set');
  site('"postgres://anna:geheim@db/x"');
  const secret = await runIn(dir, ['plan']);
  expect(secret.err).toContain('never in a file');
  expect(secret.err).not.toContain('geheim');
  expect(secret.err + secret.out).not.toContain('anna');
});

/** What can be in no message, no property, no cause and no trace, however deep one looks. */
const everything = (error: unknown) =>
  `${inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })} ${(error as Error).stack} ${JSON.stringify(error)}`;

describe('an address that is none, or leads nowhere, is told nowhere', () => {
  const addresses = [
    'postgres://anna:geheim@[bad/x',
    'postgres://anna:geheim@db:port/x',
    'postgres://anna:12/geheim@db/x',
    'postgres://anna:12?geheim@db/x',
    'postgres://anna:12#geheim@db/x',
    'postgres://anna:ge heim@ d b:1:2/geheim',
    'postgres://anna:geheim@127.0.0.1:99999/x',
    'postgres://anna:geheim@nowhere.invalid/x',
    'postgres://anna:geheim@127.0.0.1:1/x',
    'postgres://anna:geheim%E0%@127.0.0.1:1/x',
    'postgres://anna:geheim@127.0.0.1:1/x?sslrootcert=/none',
    'postgres://anna:geheim@127.0.0.1:1/x?sslnegotiation=else',
    'mysql://anna:geheim@db/x',
    'host=db user=anna password=geheim',
  ];
  const secret = /geheim|heim@/;
  test.each(addresses)('to recipients (%#)', async (url) => {
    const failure = await read('select 1', url).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(PrenoticeError);
    expect((failure as PrenoticeError).message).toContain('CUSTOMERS');
    expect(everything(failure)).not.toMatch(secret);
  });
  test.each(addresses)('to the ledger (%#)', async (url) => {
    let failure: unknown;
    try {
      const ledger = openPostgresLedger(url);
      onTestFinished(() => ledger.close());
      await ledger.notices();
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(Error);
    expect(everything(failure)).not.toMatch(secret);
  });
  test('to either, from the command line', async () => {
    const dir = await companyFolder([]);
    writeFileSync(join(dir, 'content/customers.sql'), 'select 1 as id;\n');
    const write = (recipients: string, more = '') =>
      writeFileSync(join(dir, 'content/site.yaml'), `${siteYaml}recipients: ${recipients}\n${more}`);
    const told: string[] = [];
    const plan = async (words: string[] = [], env: NodeJS.ProcessEnv = {}) => {
      const ran = await runIn(dir, ['plan', '--json', ...words], { PRENOTICE_DEBUG: '1', ...env });
      expect(ran.code).not.toBe(0);
      told.push(ran.out + ran.err);
    };
    const address = 'postgres://anna:geheim@db/x';
    for (const field of [
      `"${address}"`,
      `{ query: "${address}", database: X }`,
      `{ query: customers.sql, database: "${address}", }`,
      `{ query: customers.sql, database: "password=geheim" }`,
      `{ query: customers.sql, database: geheim! }`,
      `{ query: customers.sql, database: "postgres://anna:so"geheim@db/x" }`,
      `{ query: customers.sql, "${address}": X }`,
      `{ query: customers.sql, database: !!js "${address}" }`,
    ]) {
      write(field);
      await plan();
    }
    write('{ query: customers.sql, database: X }', `mailer: "${address}"\n`);
    await plan();
    write('{ query: customers.sql, database: X }');
    for (const url of addresses) {
      await plan([], { X: url });
      await plan(['--mailer', 'resend'], { X: server.url, PRENOTICE_LEDGER: url });
    }
    await plan(['--recipients', address]);
    expect(told.filter((text) => secret.test(text))).toEqual([]);
  });
});

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';
import { openPostgresLedger } from '../../src/delivery/ledger-postgres.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { sendDue } from '../../src/delivery/send.ts';
import { folderOf } from '../folder.ts';
import { memoryMailer, people, sendingOf } from './builders.ts';
import { companyFolder, customers } from './company.ts';

test('a copy made while letters are being sent is whole, and what it lacks goes under the same keys', async () => {
  const dir = folderOf({});
  const ledger = openSqliteLedger(join(dir, 'ledger.db'));
  const mailer = memoryMailer();
  const copy = join(dir, 'deep', 'copy.db');
  let copied: Promise<void> | undefined;
  mailer.outcome = () => {
    if (mailer.sent.length > 250) copied ??= ledger.backup(copy);
    return undefined;
  };
  await sendDue(await sendingOf({ ledger, mailer, recipients: people(900) }));
  await copied;
  await ledger.close();
  expect(statSync(copy).mode & 0o077).toBe(0);
  expect(existsSync(`${copy}-wal`)).toBe(false);
  const again = openSqliteLedger(copy);
  const told = (await again.fates())
    .filter((f) => f.state !== 'pending')
    .reduce((sum, f) => sum + f.people, 0);
  expect(told).toBeGreaterThan(100);
  const links = await Array.fromAsync(again.chain('privacy/2/advance'));
  expect(links.length).toBeGreaterThan(2);
  await again.close();
});

test('a copy replaces nothing, and PostgreSQL has its own program', async () => {
  const dir = folderOf({ 'there.db': 'something' });
  const ledger = openSqliteLedger(join(dir, 'ledger.db'));
  await expect(ledger.backup(join(dir, 'there.db'))).rejects.toThrow('is there already');
  expect(readFileSync(join(dir, 'there.db'), 'utf8')).toBe('something');
  await ledger.close();
  const server = openPostgresLedger('postgres://user:s3cret@127.0.0.1:1/db');
  await expect(server.backup('x')).rejects.toMatchObject({
    remedy: expect.stringMatching(/^run: pg_dump (?!.*s3cret)/),
  });
  await server.close();
});

test('backup as a command: nothing to copy, then a copy', async () => {
  const dir = await companyFolder(customers(3));
  const run = async (...words: string[]) => {
    let said = '';
    const write = (text: string) => (said += text);
    const place = [
      '--content',
      join(dir, 'content'),
      '--outbox',
      join(dir, 'outbox'),
      '--today',
      '2026-12-01',
    ];
    const code = await main([...words, ...place], {
      ...{ env: { NO_COLOR: '1' }, cwd: dir, stdout: { write }, stderr: { write } },
      now: () => '2026-12-01T10:00:00.000Z',
    });
    return { code, said };
  };
  expect(await run('backup', 'copy.db')).toMatchObject({
    code: 1,
    said: expect.stringContaining('nothing to copy'),
  });
  writeFileSync(join(dir, 'list.csv'), 'id,email\na,a@customer.example\n');
  await run('send', '--recipients', 'list.csv');
  expect(await run('backup', 'copy.db')).toMatchObject({
    code: 0,
    said: expect.stringContaining('is copied to'),
  });
  expect(statSync(join(dir, 'copy.db')).size).toBeGreaterThan(1000);
  // A log that stayed behind would be taken for that of the copy, were it put back in the ledger's place.
  expect(existsSync(join(dir, 'outbox', 'ledger.db-wal'))).toBe(false);
});

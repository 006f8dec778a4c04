import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { migrations } from '../../src/delivery/ledger-migrations.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { folderOf } from '../folder.ts';

test('a ledger of before the tables were put in order keeps everybody, and whom an earlier letter went to', async () => {
  const file = join(folderOf({}), 'ledger.db');
  const old = new DatabaseSync(file);
  old.exec('pragma foreign_keys = on; create table migration (name text primary key, at text not null)');
  for (const { name, statements } of migrations.slice(
    0,
    migrations.findIndex((step) => step.name === 'by-reference'),
  )) {
    for (const statement of statements) old.exec(statement.replace('{id}', 'integer primary key'));
    old.prepare('insert into migration values (?, ?)').run(name, '2026-12-01T09:00:00Z');
  }
  old.exec(`
    insert into notice values (1, 'privacy', '2', 'advance', 'l', 'material', '2026-12-01', '2027-01-15', '2026-12-16',
      'P30D', 0, 0, 'd', '2026-12-01T09:00:00Z', '2026-12-01', 1, null);
    insert into delivery values ('R1', 'l', 'a', 'a@old.example', 'a@old.example', 'Anna', 'en', 'bounced', 'en', 'k', '2026-12-01'),
      ('R2', 'l', 'a', 'a@new.example', 'a@new.example', 'Anna', 'en', 'accepted', 'en', 'k2', '2026-12-02');
    insert into delivery values ('R3', 'l', 'c', 'c@customer.example', 'c@customer.example', 'Carl', 'en', 'pending', null, null, null);
    insert into told values (1, 'c', 'letter', 'R3', 0, 'run', null, null, null);
    insert into told values (1, 'a', 'letter', 'R2', 0, 'run', null, null, null), (1, 'b', 'siteOnly', null, 0, 'run', null, null, '2026-12-01T09:00:00Z');
    insert into earlier_letter values (1, 'a', 'R1');
  `);
  old.close();
  const ledger = openSqliteLedger(file);
  const key = 'privacy/2/advance';
  expect(await ledger.fates()).toEqual([
    { notice: key, how: 'letter', state: 'accepted', day: '2026-12-02', joined: false, people: 1 },
    { notice: key, how: 'letter', state: 'pending', day: null, joined: false, people: 1 },
    { notice: key, how: 'siteOnly', state: null, day: null, joined: false, people: 1 },
  ]);
  expect((await ledger.pending('l', 10)).map(({ reference }) => reference)).toEqual(['R3']);
  expect(await ledger.failures('l')).toBe(true);
  expect(await ledger.standing()).toBeNull();
  expect((await ledger.story('a')).map(({ reference, address }) => [reference, address])).toEqual([
    ['R1', 'a@old.example'],
    ['R2', 'a@new.example'],
  ]);
  await ledger.close();
});

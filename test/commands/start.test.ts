import { cpSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';
import { folderOf } from '../folder.ts';
import { sampleDir } from '../sample-folder.ts';

const sample = sampleDir;

async function run(cwd: string, ...words: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await main(words, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    cwd,
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    now: () => '2026-11-22T09:00:00Z',
  });
  return { code, out, err };
}

test('start does the whole job: nothing due, then a letter for everybody, then nothing twice', {
  timeout: 240_000,
}, async () => {
  const cwd = folderOf({});
  cpSync(sample, join(cwd, 'content'), { recursive: true });

  const before = await run(cwd, 'start', '--once');
  expect(before.code, before.out + before.err).toBe(0);
  expect(before.out).toContain(
    'Next: something is due on 2026-12-01. See it now: npm start -- --today 2026-12-01',
  );
  expect(readdirSync(join(cwd, 'dist'))).toContain('index.html');
  expect(readdirSync(cwd, { recursive: true }).filter((name) => String(name).endsWith('.eml'))).toEqual([]);

  const due = await run(cwd, 'start', '--once', '--today', '2026-12-01');
  expect(due.code, due.out + due.err).toBe(0);
  const letters = () =>
    readdirSync(join(cwd, 'outbox'), { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.eml'));
  // Twelve recipients, two of whom share an address and get one letter.
  expect(letters()).toHaveLength(11);
  const written = letters().map((name) => statSync(join(cwd, 'outbox', name)).mtimeMs);

  const again = await run(cwd, 'send', '--today', '2026-12-01', '--mailer', 'outbox', '--yes');
  expect(again.code, again.out + again.err).toBe(0);
  expect(again.out).toContain('12 told before');
  expect(letters().map((name) => statSync(join(cwd, 'outbox', name)).mtimeMs)).toEqual(written);
});

test('start stops at content with errors, reports all of them and builds nothing', async () => {
  const cwd = folderOf({});
  cpSync(sample, join(cwd, 'content'), { recursive: true });
  cpSync(join(cwd, 'content/privacy/5.mdx'), join(cwd, 'content/privacy/6.mdx'));
  const { code, err } = await run(cwd, 'start', '--once');
  expect(code).toBe(1);
  expect(err).toContain('6.mdx:2:1  error  the file is called 6.mdx but holds version "5"');
  expect(readdirSync(cwd)).toEqual(['content']);
});

test('a port that is none is refused before anything is done', async () => {
  const cwd = folderOf({});
  cpSync(sample, join(cwd, 'content'), { recursive: true });
  for (const port of ['abc', '99999']) {
    const { code, err } = await run(cwd, 'start', '--port', port);
    expect(code).toBe(2);
    expect(err).toContain(`--port ${port} is not a port`);
  }
  expect(readdirSync(cwd)).toEqual(['content']);
});

test('an empty recipient list is no reason to say that all is well', async () => {
  const cwd = folderOf({ 'empty.csv': 'id,email,name\n' });
  cpSync(sample, join(cwd, 'content'), { recursive: true });
  for (const command of ['plan', 'send']) {
    const { code, err } = await run(cwd, command, '--today', '2026-12-01', '--recipients', 'empty.csv');
    expect(code).toBe(1);
    expect(err).toContain('nobody to write to');
  }
});

test('a wrong command line exits 2 and says how it goes', async () => {
  const cwd = folderOf({});
  for (const words of [
    ['frob'],
    ['check', '--frob'],
    ['redline', 'one.md'],
    ['plan', '--today', '2026-02-31'],
    [],
  ]) {
    const { code, out, err } = await run(cwd, ...words);
    expect(code, words.join(' ')).toBe(2);
    expect(out + err).not.toBe('');
    expect(out + err).not.toMatch(/\n {4}at /);
  }
});

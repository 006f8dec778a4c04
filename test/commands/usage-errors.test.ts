import { expect, test } from 'vitest';
import { main } from '../../scripts/prenotice.ts';

test.each([
  ['check --nope', 'check'],
  ['redline only-one.md', 'redline'],
  ['lock extra', 'lock'],
  ['frobnicate', ''],
])('%s is a wrong command line, and says where help is', async (line, command) => {
  let err = '';
  const code = await main(line.split(' '), {
    env: {},
    cwd: import.meta.dirname,
    stdout: { write: () => true },
    stderr: { write: (text: string) => (err += text) },
    now: () => '2026-11-22T09:00:00Z',
  });
  expect(code).toBe(2);
  expect(err).toMatch(/^error: .+\n/);
  expect(err).toContain(`See: npm run -s prenotice -- ${command ? `${command} ` : ''}--help\n`);
});

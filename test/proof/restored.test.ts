import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { list, partsOf, resend, sceneOf, send, textOf } from './scene.ts';

test('the proof of a ledger that was put back holds, and says how it knows of letters that it lacked', async () => {
  const { dir, run, server } = await sceneOf(list());
  const at = (day: string, ...words: string[]) => {
    server.clock = Date.parse(`${day}T10:00:00Z`);
    return run(...words, '--today', day);
  };
  await at('2026-12-01', ...send, '--limit', '1');
  await at('2026-12-02', 'backup', 'copy.db', ...resend);
  await at('2026-12-03', ...send, '--limit', '5');
  const before = server.taken.length;
  renameSync(join(dir, 'copy.db'), join(dir, 'ledger.db'));
  const after = await at('2026-12-18', ...send, '--json');
  expect(after.json()).toMatchObject({ stopped: null, letters: [{ unknown: 0, pending: 0 }] });
  await at('2026-12-18', ...send);
  expect([...server.perAddress().values()].filter((n) => n !== 1)).toEqual([]);
  expect(server.perAddress().size).toBe(6);
  const who = server.taken[before - 1]!.to.split('@')[0]!;
  const out = ['--out', 'p.zip'];
  await at('2026-12-18', 'proof', 'privacy', '2', '--recipient', who, ...resend, ...out);
  expect(await run('verify', join(dir, 'p.zip'))).toMatchObject({
    code: 0,
    out: expect.stringContaining('every part fits every other'),
  });
  const page = textOf(partsOf(join(dir, 'p.zip'))['index.html']!);
  expect(page).toContain('found in the list of sent mail');
  expect(page).toContain('3 December 2026, in time');
});

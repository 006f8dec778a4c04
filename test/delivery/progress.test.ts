import { expect, test } from 'vitest';
import { progressBar } from '../../scripts/send-progress.ts';

function barWithoutTerminal() {
  const said: string[] = [];
  const progress = progressBar({
    ...{ env: {}, cwd: '.', options: {}, words: [] },
    stdout: { write: () => undefined },
    stderr: { write: (text: string) => said.push(text.trimEnd()) },
    now: () => '2026-12-01T10:00:00.000Z',
  } as never);
  return { progress, said };
}

test('without a terminal a line now and then tells how many, how fast, and how long it takes', () => {
  const { progress, said: lines } = barWithoutTerminal();
  for (let done = 0; done <= 25_000; done += 100) progress.show({ letter: 'l', done, of: 25_000 });
  progress.stop();
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^10,000 of 25,000 letters, [\d,]+\/s, \d+ s left$/);
  expect(lines[1]).toMatch(/^20,000 of 25,000 letters/);
});

test('so it does while the provider’s list is read back far, and not for a few pages', () => {
  const { progress, said } = barWithoutTerminal();
  const until = '2026-11-20T23:00:00Z';
  for (let mails = 100; mails <= 25_000; mails += 100) {
    const reached = Temporal.Instant.from('2026-12-01T10:00:00Z').subtract({ minutes: mails / 100 });
    progress.reading({ mails, reached: reached.toString(), until });
  }
  // Another reading begins at nothing.
  for (let mails = 100; mails <= 9000; mails += 100) progress.reading({ mails, reached: until, until });
  expect(said).toEqual([
    "Reading the provider's list of sent mail: 10,000 so far, back to 2026-12-01 08:20 UTC; it is read back to 2026-11-20 23:00 UTC",
    "Reading the provider's list of sent mail: 20,000 so far, back to 2026-12-01 06:40 UTC; it is read back to 2026-11-20 23:00 UTC",
  ]);
});

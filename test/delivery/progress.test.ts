import { expect, test } from 'vitest';
import { progressBar } from '../../scripts/send-progress.ts';

test('without a terminal a line now and then tells how many, how fast, and how long it takes', () => {
  let said = '';
  const progress = progressBar({
    ...{ env: {}, cwd: '.', options: {}, words: [] },
    stdout: { write: () => undefined },
    stderr: { write: (text: string) => (said += text) },
    now: () => '2026-12-01T10:00:00.000Z',
  } as never);
  for (let done = 0; done <= 25_000; done += 100) progress.show({ letter: 'l', done, of: 25_000 });
  progress.stop();
  const lines = said.trim().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^10,000 of 25,000 letters, [\d,]+\/s, \d+ s left$/);
  expect(lines[1]).toMatch(/^20,000 of 25,000 letters/);
});

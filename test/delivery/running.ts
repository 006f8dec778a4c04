import { join } from 'node:path';
import { main } from '../../scripts/prenotice.ts';

/** What a run of the program left. */
export interface Ran {
  code: number;
  out: string;
  err: string;
  // biome-ignore lint/suspicious/noExplicitAny: the documents differ by command, and the tests say what is in them
  json: () => any;
}

/** Runs the program as a person would, without a terminal; `--today` is 1 December 2026 unless the words name a day. */
export async function runIn(
  dir: string,
  words: string[],
  env: NodeJS.ProcessEnv = {},
  now = '2026-12-01T10:00:00.000Z',
): Promise<Ran> {
  let out = '';
  let err = '';
  const day = words.includes('--today') || words.includes('--real-day') ? [] : ['--today', '2026-12-01'];
  // Named in full: not every command looks at `cwd`, and the project's own content is not for tests to write.
  const content = ['--content', join(dir, 'content')];
  const code = await main([...words.filter((word) => word !== '--real-day'), ...day, ...content], {
    env: { NO_COLOR: '1', ...env },
    cwd: dir,
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    now: () => now,
  });
  return { code, out, err, json: () => JSON.parse(out) };
}

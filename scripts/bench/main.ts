import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** `npm run bench -- main`: the commands of the main job on the sample, whole processes, median of five. */
export async function run(): Promise<void> {
  const root = resolve(import.meta.dirname, '../..');
  const dir = mkdtempSync(join(tmpdir(), 'prenotice-bench-'));
  const [old, next] = [join(dir, 'old.md'), join(dir, 'new.md')];
  writeFileSync(old, rewrite(1));
  writeFileSync(next, rewrite(2));
  const cases: [name: string, words: string[]][] = [
    ['check', ['check', '--content', 'content']],
    ['plan, with a letter due', ['plan', '--today', '2026-12-01', '--outbox', join(dir, 'outbox')]],
    ['redline, 10,000 words all rewritten', ['redline', old, next, '--format', 'html']],
    ['assess, 10,000 words all rewritten', ['assess', old, next]],
    [
      'start --once',
      [
        'start',
        '--once',
        '--today',
        '2026-12-01',
        '--out',
        join(dir, 'dist'),
        '--outbox',
        join(dir, 'outbox'),
      ],
    ],
  ];
  try {
    for (const [name, words] of cases) {
      const seconds = Array.from({ length: 5 }, () => timed(root, words)).sort((a, b) => a - b);
      process.stdout.write(
        `${name.padEnd(40)} ${seconds[2]?.toFixed(2)} s  (${seconds[0]?.toFixed(2)}–${seconds[4]?.toFixed(2)})\n`,
      );
    }
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function timed(root: string, words: string[]): number {
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['scripts/prenotice.ts', ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${words[0]} ended with ${status}: ${stderr}`);
  return (performance.now() - begin) / 1000;
}

/** Forty clauses of five paragraphs of fifty made-up words; another seed shares hardly a word in the same place. */
function rewrite(seed: number): string {
  let state = seed;
  const word = () => {
    state = (state * 48271) % 2147483647;
    return `w${state % 5000}`;
  };
  const words = (count: number) => Array.from({ length: count }, word).join(' ');
  const clause = (number: number) =>
    [`## ${number}. ${words(3)}`, ...Array.from({ length: 5 }, () => `${words(50)}.`)].join('\n\n');
  return Array.from({ length: 40 }, (_, index) => clause(index + 1)).join('\n\n');
}

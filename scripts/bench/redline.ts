import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrenoticeError } from '../../src/policy/problem.ts';
import { measureSpeed } from './redline-speed.ts';
import { printTable, type Summary } from './redline-table.ts';

const root = join(import.meta.dirname, '../..');
const ours = 'prenotice';
const baselines = ['jsdiff diffWords', 'visual-dom-diff', 'node-htmldiff (idesis)'];

/**
 * `npm run bench -- redline [--ours] [--no-speed]`: the open half of the redline benchmark for Prenotice and three
 * existing tools in one run, then speed inside one process. `--ours` leaves the other tools out.
 */
export async function run(words: string[]): Promise<void> {
  const source = join(root, '../shared/redline-bench');
  if (!existsSync(source)) {
    throw new PrenoticeError(
      '../shared/redline-bench is not there',
      'The benchmark’s cases are other people’s texts and no part of this project; put the folder beside it.',
    );
  }
  const folder = await workingCopy(source);
  const tools = JSON.parse(await readFile(join(source, 'tools.json'), 'utf8')) as {
    name: string;
    cmd: string;
  }[];
  const chosen = words.includes('--ours') ? [] : tools.filter((tool) => baselines.includes(tool.name));
  const command = `'${process.execPath}' '${join(root, 'scripts/prenotice.ts')}' redline {old} {new} --format html`;
  await writeFile(join(folder, 'tools.json'), JSON.stringify([{ name: ours, cmd: command }, ...chosen]));
  process.stderr.write(
    `Running ${[ours, ...chosen.map((tool) => tool.name)].join(', ')} over the open cases …\n`,
  );
  await execute('node', ['run.mjs', '--out', 'results.json'], folder);
  const results = JSON.parse(await readFile(join(folder, 'results.json'), 'utf8')) as {
    cases: number;
    tools: Summary[];
  };
  process.stdout.write(printTable(results.tools, results.cases));
  if (words.includes('--no-speed')) return;
  await execute('node', ['scaling.mjs', '--cmd', 'cat {old}', '--name', 'inputs'], folder);
  process.stdout.write(await measureSpeed(folder, root));
}

/** The benchmark writes into its own folder and brings its own packages: it runs in a copy, which is kept for the next time. */
async function workingCopy(source: string): Promise<string> {
  const lock = await readFile(join(source, 'package-lock.json'));
  const folder = join(
    tmpdir(),
    `prenotice-redline-bench-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`,
  );
  await mkdir(folder, { recursive: true });
  await cp(source, folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  if (!existsSync(join(folder, 'node_modules'))) {
    process.stderr.write('Installing the other tools (npm ci) …\n');
    await execute('npm', ['ci', '--no-audit', '--no-fund'], folder);
  }
  return folder;
}

function execute(command: string, words: string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (data) => {
      errors += data;
    });
    child.on('error', (cause) =>
      reject(
        new PrenoticeError(
          `${command} cannot be run: ${cause.message}`,
          'The benchmark needs node, npm and GNU time.',
          { cause },
        ),
      ),
    );
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(new PrenoticeError(`${command} ${words.join(' ')} failed in ${cwd}:\n${errors.slice(-2000)}`));
    });
  });
}

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { startPostgres } from '../../scripts/bench/postgres-server.ts';
import { main } from '../../scripts/prenotice.ts';
import { companyFolder } from '../delivery/company.ts';
import { ResendStandIn } from '../delivery/resend-stand-in.ts';
import { folderOf } from '../folder.ts';
import { sceneOf } from '../proof/scene.ts';

const root = resolve(import.meta.dirname, '../..');
const source = readFileSync(join(root, '.github/workflows/delivery.yml'), 'utf8');

interface Job {
  if?: string;
  needs?: string;
  permissions?: Record<string, string>;
  environment?: unknown;
  env?: Record<string, string>;
  steps: Step[];
}
interface Step {
  name?: string;
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}
const workflow = parse(source) as {
  on: { push: { paths?: string[]; 'paths-ignore': string[] }; schedule: { cron: string }[] };
  permissions: unknown;
  concurrency: unknown;
  jobs: Record<string, Job>;
};
const { jobs } = workflow;

/** Words of every line that runs the program. */
const commandsIn = (text: string): string[][] =>
  [...text.matchAll(/npm run -s prenotice -- ([^\n`]+)/g)].map(([, words]) => words!.trim().split(/\s+/));
const commands = Object.values(jobs).flatMap(({ steps }) =>
  steps.flatMap(({ run }) => commandsIn(run ?? '')),
);

async function run(words: string[]) {
  let out = '';
  const write = { write: (text: string) => (out += text) };
  const code = await main(words, {
    ...{
      env: { NO_COLOR: '1' },
      cwd: root,
      stdout: write,
      stderr: write,
      now: () => '2026-12-01T10:00:00.000Z',
    },
  });
  return { code, out };
}

/** The command exists, and so does each of its options. */
async function expectKnown(words: string[]) {
  const [command, ...rest] = words;
  const { code, out } = await run([command!, '--help']);
  expect(code, out).toBe(0);
  expect(out).toContain(`Usage: prenotice ${command}`);
  for (const option of rest.filter((word) => word.startsWith('--')))
    expect(out, `${command} ${option}`).toMatch(new RegExp(`^\\s+${option.split('=')[0]}\\b`, 'm'));
}

test('the workflow builds, deploys, locks, sends, and watches, in this order', () => {
  expect(commands.map(([name]) => name)).toEqual(['check', 'build', 'lock', 'send', 'sync', 'status']);
  expect(jobs.deploy!.needs).toBe('build');
  expect(jobs.send!.needs).toBe('deploy');
  expect(workflow.on.schedule.length).toBeGreaterThan(0);
  expect(commands.find(([name]) => name === 'status')).toContain('late,unreached');
});

test.each(commands)('prenotice %s … is a command with these options', (...words) => expectKnown(words));

test('nothing runs before somebody has switched it on, and never two at once', () => {
  expect(jobs.build!.if).toBe("vars.PRENOTICE_DELIVERY == 'on' && github.ref == 'refs/heads/main'");
  expect(workflow.concurrency).toEqual({ group: 'delivery', 'cancel-in-progress': false });
});

test('actions are named by commit, and somebody asks for newer ones', () => {
  const used = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
  expect(used.length).toBeGreaterThan(5);
  for (const uses of used) expect(uses).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/);
  const asks = parse(readFileSync(join(root, '.github/dependabot.yml'), 'utf8'));
  expect(asks.updates).toMatchObject([{ 'package-ecosystem': 'github-actions' }]);
});

test('whatever can change the site or what is sent starts it', () => {
  const { push } = workflow.on;
  expect(push['paths-ignore'].toSorted()).toEqual(
    ['*.md', '.github/workflows/review*.yml', 'docs/**', 'test/**'].toSorted(),
  );
  expect(push.paths).toBeUndefined();
});

test('secrets go to the job that sends and to no other; only the lock may write', () => {
  expect(workflow.permissions).toEqual({ contents: 'read' });
  const withSecrets = Object.entries(jobs).filter(([, job]) => JSON.stringify(job).includes('secrets.'));
  expect(withSecrets.map(([name]) => name)).toEqual(['send']);
  expect(jobs.send).toMatchObject({ environment: 'notices' });
  const writers = Object.entries(jobs).filter(([, { permissions }]) => permissions?.contents === 'write');
  expect(writers.map(([name]) => name)).toEqual(['lock']);
  // What a name of a branch or a commit could hold is never pasted into a shell.
  for (const { steps } of Object.values(jobs))
    for (const step of steps) expect(step.run ?? '').not.toContain('${{');
});

describe('the commit of versions.lock', () => {
  const script = jobs.lock!.steps.find(({ name }) => name === 'Commit versions.lock')!.run!;

  /** A repository on a server, as the job has cloned it, and as somebody else has. `gh` sets nothing up here. */
  function places() {
    const dir = folderOf({ 'bin/gh': '#!/bin/sh\n' });
    const at = (folder: string, ...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...words], {
        cwd: join(dir, folder),
        encoding: 'utf8',
        stdio: 'pipe',
      });
    at('', 'init', '-q', '--bare', '-b', 'main', 'origin.git');
    at('', 'clone', '-q', 'origin.git', 'other');
    mkdirSync(join(dir, 'other/content'));
    writeFileSync(join(dir, 'other/content/1.mdx'), 'x');
    const push = () => {
      at('other', 'add', '.');
      at('other', 'commit', '-qm', 'Change');
      at('other', 'push', '-q', 'origin', 'HEAD:main');
    };
    push();
    at('', 'clone', '-q', 'origin.git', 'job');
    execFileSync('chmod', ['+x', join(dir, 'bin/gh')]);
    const commit = () =>
      execFileSync('bash', ['-e', '-c', script], {
        cwd: join(dir, 'job'),
        env: { ...process.env, PATH: `${join(dir, 'bin')}:${process.env.PATH}`, GITHUB_REF_NAME: 'main' },
        stdio: 'pipe',
      });
    return { dir, at, push, commit };
  }

  test('reaches the branch the first time and beside what was pushed meanwhile; without news there is none', () => {
    const { dir, at, push, commit } = places();
    const lock = join(dir, 'job/content/versions.lock');
    writeFileSync(lock, 'one\n');
    writeFileSync(join(dir, 'other/content/2.mdx'), 'y');
    push();
    commit();
    expect(at('origin.git', 'show', 'main:content/versions.lock')).toBe('one\n');
    expect(at('origin.git', 'show', 'main:content/2.mdx')).toBe('y');
    commit();
    expect(at('origin.git', 'log', '--format=%s', 'main').trim().split('\n')).toEqual([
      'Lock what has been published',
      'Change',
      'Change',
    ]);
  });

  test('gets its token in the last step only', () => {
    expect(jobs.lock!.steps[0]!.with).toMatchObject({ 'persist-credentials': false });
    expect(jobs.lock!.steps.filter((step) => JSON.stringify(step).includes('github.token'))).toHaveLength(1);
  });
});

describe('what the job that sends would do', () => {
  const lines = commandsIn(jobs.send!.steps.map((step) => step.run ?? '').join('\n'));
  const here = ['--site', 'dist', '--recipients', 'list.csv'];

  test('on a day on which something is due, and on one on which nothing is', async () => {
    const scene = await sceneOf(['c1,c1@customer.example,Ada,']);
    for (const day of ['2026-11-30', '2026-12-01', '2026-12-02']) {
      for (const [name, ...words] of lines) {
        const more = name === 'sync' ? [] : here;
        const { code, out, err } = await scene.run(name!, ...words, ...more, '--today', day);
        expect(code, `${name} on ${day}: ${out}${err}`).toBe(0);
      }
    }
    expect(scene.server.taken.map(({ to }) => to)).toEqual(['c1@customer.example']);
  });

  test('fails on the day on which somebody cannot be reached', async () => {
    const scene = await sceneOf(['c1,refused@customer.example,Ada,']);
    const codes = [];
    for (const [name, ...words] of lines)
      codes.push((await scene.run(name!, ...words, ...(name === 'sync' ? [] : here))).code);
    expect(codes.at(-1)).toBe(1);
  });
});

/**
 * The shell steps of every job in their order, each in a bash of its own as GitHub starts it, in a clone of a repository with a server:
 * ledger and customers in PostgreSQL, the site at an address, a stand-in for Resend. Instead of `npm` a program that calls
 * ours; the site is what tests publish, for building has tests of its own.
 */
test('all steps from the push to the monitor, as GitHub runs them', { timeout: 60_000 }, async () => {
  const postgres = await startPostgres({ fsync: 'off' });
  onTestFinished(() => postgres.stop());
  const server = new ResendStandIn();
  onTestFinished(() => server.stop());
  const resend = await server.start();
  const dir = await companyFolder([]);
  const job = join(dir, 'job');
  const heard: string[] = [];
  const site = createServer((request, response) => {
    heard.push(request.url!);
    const file = join(job, 'dist', request.url!.replace(/^\/legal\//, '').replace(/\/$/, '/index.html'));
    if (existsSync(file)) response.end(readFileSync(file));
    else response.writeHead(request.url === '/heartbeat' ? 200 : 404).end();
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void site.close());
  const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;

  // What the company has: its content, a query on its customers, and a repository on a server.
  const yaml = readFileSync(join(dir, 'content/site.yaml'), 'utf8');
  writeFileSync(
    join(dir, 'content/site.yaml'),
    `${yaml.replace(/^url: .*/m, `url: ${address}/legal/`)}recipients: { query: ../customers.sql, database: CUSTOMERS_DATABASE }\n`,
  );
  writeFileSync(
    join(dir, 'customers.sql'),
    "select 'c' || n as id, 'c' || n || '@customer.example' as email from generate_series(1, 3) n;\n",
  );
  writeFileSync(join(dir, '.gitignore'), 'dist/\nbin/\njob/\norigin.git/\n');
  const git = (cwd: string, ...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...words], {
      ...{ cwd, encoding: 'utf8', stdio: 'pipe' },
    });
  git(dir, 'init', '-q', '-b', 'main');
  git(dir, 'add', '.');
  git(dir, 'commit', '-qm', 'Version 2');
  git(dir, 'clone', '-q', '--bare', '.', 'origin.git');
  git(dir, 'clone', '-q', 'origin.git', 'job');
  mkdirSync(join(dir, 'bin'));
  const program = (name: string, text: string) =>
    writeFileSync(join(dir, 'bin', name), `#!/bin/bash -e\n${text}\n`, { mode: 0o755 });
  program('gh', '');
  program(
    'npm',
    `[ "$1" = ci ] && exit 0
[ "$1 $2 $3 $4" = "run -s prenotice --" ] || exit 99
shift 4
[ "$1" = build ] && exec cp -r ${dir}/dist dist
exec ${process.execPath} ${join(root, 'scripts/prenotice.ts')} "$@"`,
  );
  const secrets: Record<string, string> = {
    RESEND_API_KEY: 're_test_key',
    PRENOTICE_LEDGER: await postgres.database('ledger'),
    CUSTOMERS_DATABASE: postgres.url,
    PRENOTICE_HEARTBEAT: `${address}/heartbeat`,
  };
  const filled = (env: Record<string, string> = {}) =>
    Object.fromEntries(
      Object.entries(env).map(([name, value]) => [
        name,
        value.replace(/\$\{\{ (?:secrets\.(\w+)|github\.token) \}\}/, (_, secret?: string) =>
          secret ? (secrets[secret] ?? '') : 'token',
        ),
      ]),
    );

  for (const [name, { env, steps }] of Object.entries(jobs)) {
    for (const step of steps.filter(({ run }) => run !== undefined)) {
      const { status, stdout, stderr } = await inBash(step.run!, job, {
        ...{ PATH: `${join(dir, 'bin')}:${process.env.PATH}`, HOME: dir, NO_COLOR: '1' },
        ...{ CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_REF_NAME: 'main', PRENOTICE_TODAY: '2026-12-01' },
        ...{ RESEND_BASE_URL: resend, ...filled(env), ...filled(step.env) },
      });
      expect(status, `${name}: ${step.name ?? step.run}\n${stdout}${stderr}`).toBe(0);
      // Logs of a public repository are public.
      expect(stdout + stderr).not.toMatch(/re_test_key|postgres:\/\/|c\d@customer\.example/);
    }
  }
  expect(server.taken.map(({ to }) => to).toSorted()).toEqual([1, 2, 3].map((n) => `c${n}@customer.example`));
  expect(git(join(dir, 'origin.git'), 'show', 'main:content/versions.lock')).toContain('"2"');
  expect(heard.filter((path) => path === '/heartbeat')).toHaveLength(1);
});

test('when letters have to wait, what became of the others is asked all the same', () => {
  const steps = jobs.send!.steps;
  const send = steps.findIndex(({ id }) => id === 'send');
  const after = steps
    .slice(send + 1)
    .map((step) => [
      commandsIn(step.run ?? '')[0]?.[0],
      step.if?.includes("!cancelled() && steps.send.outcome != 'skipped'"),
    ]);
  // The monitor hears of runs that went well only.
  expect(after).toEqual([
    ['sync', true],
    ['status', true],
    [undefined, undefined],
  ]);
});

/** As GitHub runs a step: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
function inBash(script: string, cwd: string, env: Record<string, string>) {
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], { cwd, env });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += String(text)));
  child.stderr.on('data', (text) => (stderr += String(text)));
  return new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on('close', (status) => resolve({ status, stdout, stderr })),
  );
}

test('every command in the guide exists, with its options', async () => {
  const guide = readFileSync(join(root, 'docs/run-a-notice.md'), 'utf8');
  const words = [
    ...guide.matchAll(/(?:npm run -s prenotice --|^\s+prenotice|`prenotice) ([a-z][^\n`#|>&]*)/gm),
  ].map(([, line]) => line!.trim().split(/\s+/));
  expect(words.length).toBeGreaterThan(15);
  for (const command of words) await expectKnown(command);
});

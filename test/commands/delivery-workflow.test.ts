import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { main } from '../../scripts/prenotice.ts';
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
  steps: { name?: string; uses?: string; run?: string; with?: Record<string, unknown> }[];
}
const workflow = parse(source) as {
  on: { push: unknown; schedule: { cron: string }[] };
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

test('every command in the guide exists, with its options', async () => {
  const guide = readFileSync(join(root, 'docs/run-a-notice.md'), 'utf8');
  const words = [
    ...guide.matchAll(/(?:npm run -s prenotice --|^\s+prenotice|`prenotice) ([a-z][^\n`#|>&]*)/gm),
  ].map(([, line]) => line!.trim().split(/\s+/));
  expect(words.length).toBeGreaterThan(15);
  for (const command of words) await expectKnown(command);
});

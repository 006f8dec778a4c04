import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { PrenoticeError } from '../src/policy/problem.ts';

const run = promisify(execFile);

/**
 * Files below `dir` that differ from what `ref` of the git repository has, new and deleted ones included; paths begin with
 * `dir` as it was given. Nothing that the repository configures is run (external diff, filters of text, file watcher).
 */
export async function changedSinceRef(dir: string, ref: string): Promise<Set<string>> {
  if (ref.startsWith('-')) throw unknownRef(ref);
  const git = (...words: string[]) =>
    run('git', ['-C', dir, '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...words], {
      maxBuffer: 50_000_000,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    }).then(({ stdout }) => stdout);
  await git('rev-parse', '--is-inside-work-tree').catch((cause) => {
    throw new PrenoticeError(
      `${dir} is not in a git repository, so there is no base to compare with`,
      'Compare with a folder (--since DIR), or leave --base out: the report is then on all that is ahead.',
      { cause },
    );
  });
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`).catch(
    () => {
      throw unknownRef(ref);
    },
  );
  const own = commit.trim();
  const base = await git('merge-base', own, 'HEAD').catch(() => own);
  const names = ['--name-only', '-z', '--no-renames', '--relative'];
  const tracked = await git('diff', ...names, '--no-ext-diff', '--no-textconv', base.trim(), '--', '.');
  const fresh = await git('ls-files', '--others', '--exclude-standard', '-z', '--', '.');
  return new Set(
    [...tracked.split('\0'), ...fresh.split('\0')].filter(Boolean).map((path) => join(dir, path)),
  );
}

const unknownRef = (ref: string) =>
  new PrenoticeError(
    `"${ref}" is no commit, branch or tag of this repository`,
    'Write for example --base origin/main. A shallow clone may not have it: fetch with depth 2 or more.',
  );

/** Files below `dir` that differ from those of the same name below `before`, new and deleted ones included. */
export async function changedSinceFolder(dir: string, before: string): Promise<Set<string>> {
  const [here, there] = await Promise.all([filesIn(dir), filesIn(before)]);
  const changed = new Set<string>();
  for (const path of new Set([...here, ...there])) {
    if (here.has(path) && there.has(path)) {
      const [a, b] = await Promise.all([readFile(resolve(dir, path)), readFile(resolve(before, path))]);
      if (a.equals(b)) continue;
    }
    changed.add(join(dir, path));
  }
  return changed;
}

async function filesIn(dir: string): Promise<Set<string>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch((cause) => {
    throw new PrenoticeError(`there is no folder ${dir}`, 'Look at the spelling and the folder you are in.', {
      cause,
    });
  });
  const inside = (path: string) => path.slice(resolve(dir).length + 1);
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => inside(resolve(join(entry.parentPath, entry.name)))),
  );
}

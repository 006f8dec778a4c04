import { spawn } from 'node:child_process';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { Day } from '../src/policy/day.ts';
import { PrenoticeError } from '../src/policy/problem.ts';
import { isRunning, withLock } from './lock-folder.ts';
import type { SiteMessage } from './make-site.ts';

const projectRoot = fileURLToPath(new URL('..', import.meta.url));

export interface BuildRequest {
  contentDir: string;
  out: string;
  today: Day;
  env: NodeJS.ProcessEnv;
  cwd: string;
}

export interface BuiltSite {
  files: number;
  seconds: number;
  /** Pairs of versions compared in this build, and pairs known from an earlier one. */
  compared: number;
  remembered: number;
  /** Most memory that the building process held at one time. */
  peakBytes: number;
  /** Computing time of that process and its threads, which other load on the machine lengthens less than `seconds`. */
  cpuSeconds: number;
}

/**
 * Builds the site with Astro in a process of its own, into a folder beside `out`, and puts it in place only when
 * it is whole: a build that fails leaves the site of before untouched. Builds of one checkout wait for one another,
 * because Astro keeps working files in `.astro/`.
 */
export async function buildSite(request: BuildRequest): Promise<BuiltSite> {
  const { contentDir, out, today } = request;
  await refuseForeignFolder(out, request);
  await mkdir(dirname(out), { recursive: true });
  await tidyAfterCrash(out);
  const fresh = join(dirname(out), `.${basename(out)}-${process.pid}-new`);
  const started = performance.now();
  let done: Extract<SiteMessage, { done: unknown }>['done'];
  try {
    done = await withLock(join(projectRoot, '.cache', 'build.lock'), () =>
      makeSite({
        ...request.env,
        PRENOTICE_CONTENT: contentDir,
        PRENOTICE_OUT: fresh,
        PRENOTICE_TODAY: today,
        ASTRO_TELEMETRY_DISABLED: '1',
        NO_COLOR: '1',
      }),
    );
    await replaceFolder(fresh, out);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  const files = (await readdir(out, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  ).length;
  return { files, seconds: (performance.now() - started) / 1000, ...done };
}

/** The output replaces the folder whole, so a folder that holds anything but a site built before is refused. */
async function refuseForeignFolder(out: string, { contentDir, cwd }: BuildRequest): Promise<void> {
  const holds = (inner: string) => resolve(inner) === out || !relative(out, resolve(inner)).startsWith(`..`);
  const inContent = !relative(resolve(contentDir), out).startsWith('..');
  if (inContent || [contentDir, cwd, projectRoot].some(holds)) {
    throw new PrenoticeError(
      `${out} cannot be replaced by the site: it holds the content or the project, or is part of the content`,
      'Name another folder with --out, such as dist.',
    );
  }
  const inside: string[] = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw new PrenoticeError(
      `${out} cannot be used as a folder (${error.code})`,
      'Name another folder with --out.',
      { cause: error },
    );
  });
  if (inside.length > 0 && !inside.includes('404.html')) {
    throw new PrenoticeError(
      `${out} is not empty and holds no site built before`,
      'Empty it, or name another folder with --out.',
    );
  }
}

/** A run that was killed may have left its folders: what it moved aside is put back if nothing took its place, the rest goes. */
async function tidyAfterCrash(out: string): Promise<void> {
  const pattern = new RegExp(`^\\.${RegExp.escape(basename(out))}-(\\d+)-(new|old)$`);
  for (const name of await readdir(dirname(out))) {
    const [, pid, kind] = pattern.exec(name) ?? [];
    if (!pid || isRunning(Number(pid))) continue;
    const left = join(dirname(out), name);
    if (kind === 'old' && !(await exists(out))) await rename(left, out);
    else await rm(left, { recursive: true, force: true });
  }
}

async function replaceFolder(fresh: string, out: string): Promise<void> {
  const old = join(dirname(out), `.${basename(out)}-${process.pid}-old`);
  const existed = await exists(out);
  if (existed) await rename(out, old);
  try {
    await rename(fresh, out);
  } catch (error) {
    if (existed) await rename(old, out);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

function makeSite(env: NodeJS.ProcessEnv): Promise<Extract<SiteMessage, { done: unknown }>['done']> {
  const {
    promise,
    resolve: done,
    reject,
  } = Promise.withResolvers<Extract<SiteMessage, { done: unknown }>['done']>();
  const child = spawn(process.execPath, [fileURLToPath(new URL('make-site.ts', import.meta.url))], {
    cwd: projectRoot,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said: SiteMessage | undefined;
  child.on('message', (message) => {
    said = message as SiteMessage;
  });
  let log = '';
  const keep = (chunk: Buffer) => {
    log = (log + chunk.toString('utf8')).slice(-20_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.on('error', (cause) =>
    reject(
      new PrenoticeError(`Astro could not be started: ${cause.message}`, 'Run npm ci, then build again.', {
        cause,
      }),
    ),
  );
  child.on('close', (code, signal) => {
    if (code === 0 && said && 'done' in said) done(said.done);
    else if (said && 'failed' in said)
      reject(new PrenoticeError(said.failed.message, said.failed.remedy, { problems: said.failed.problems }));
    else
      reject(
        new PrenoticeError(
          `Astro did not finish the site (${signal ?? `exit ${code}`}). Its last words:\n\n${lastWords(log)}`,
          'The site of before was left as it is.',
        ),
      );
  });
  return promise;
}

const lastWords = (log: string): string =>
  stripVTControlCharacters(log)
    .trim()
    .split('\n')
    .slice(-25)
    .join('\n')
    .replaceAll(`${projectRoot}${sep}`, '');

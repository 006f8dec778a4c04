import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { PrenoticeError } from '../../policy/problem.ts';

/**
 * git for reading a repository that may be hostile. Only plumbing that neither checks out nor fetches is run, with argument
 * arrays; nothing that the repository configures as a program can run: hooks, file watcher, textconv and external diff,
 * filters, ssh, aliases, gpg, pager. A blob that a partial clone lacks is reported, not fetched: no transport is allowed.
 */
const settings = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.commitGraph=false',
  'core.sshCommand=false',
  'protocol.allow=never',
  'protocol.ext.allow=never',
  'log.showSignature=false',
  'gpg.program=false',
  'diff.external=',
  'diff.renames=true',
  'core.attributesFile=/dev/null',
  'safe.directory=*',
];

const options = [
  '--no-pager',
  '--literal-pathspecs',
  '--no-replace-objects',
  ...settings.flatMap((setting) => ['-c', setting]),
];

/** Nothing of the caller's environment but where programs are: GIT_DIR and the like would lead elsewhere. */
const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_REPLACE_OBJECTS: '1',
});

/** Milliseconds that git may take for one thing: where it should read a file, a hostile repository may have put one that never ends. */
const longest = 60_000;

/** Standard output of a git command; rejects with what git says when it fails or takes longer than a minute. */
export function runGit(cwd: string, words: readonly string[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      ['-C', cwd, ...options, ...words],
      { env: environment(), encoding: 'buffer', maxBuffer: 200_000_000, timeout: longest },
      (error, stdout, stderr) => {
        if (!error) {
          resolve(stdout);
          return;
        }
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
          reject(
            new PrenoticeError(
              'git is not installed',
              'Install git 2.30 or later; importing a history needs it.',
            ),
          );
          return;
        }
        const [said = ''] = stderr
          .toString('utf8')
          .replace(/^fatal: /, '')
          .split('\n');
        reject(new GitError(error.killed ? 'git took longer than a minute' : said || error.message));
      },
    );
  });
}

/** git refused; the message is its own. */
export class GitError extends Error {
  override readonly name = 'GitError';
}

/** Bytes of a commit, a folder or a text; more is made to fill the memory of whoever reads it. */
const mostObject = 20_000_000;

export interface GitObject {
  type: string;
  bytes: Buffer;
}

/** Reads objects of a repository by id through one `git cat-file --batch`. End it with `close`. */
export class ObjectReader {
  readonly #child: ChildProcessWithoutNullStreams;
  #waiting: { resolve: (object: GitObject | null) => void; reject: (error: Error) => void } | null = null;
  #chunks: Buffer[] = [];
  #length = 0;
  #header: { type: string; size: number } | null = null;
  #last: Promise<unknown> = Promise.resolve();
  #failed: Error | null = null;

  constructor(cwd: string) {
    this.#child = spawn('git', ['-C', cwd, ...options, 'cat-file', '--batch'], { env: environment() });
    this.#child.stdout.on('data', (chunk: Buffer) => this.#take(chunk));
    this.#child.stderr.resume();
    this.#child.stdin.on('error', () => {});
    this.#child.on('error', (error) => this.#fail(error));
    this.#child.on('close', () => this.#fail(new GitError('git stopped reading objects')));
  }

  /** Null when the repository does not have it. `id`: hexadecimal, never a name. */
  read(id: string): Promise<GitObject | null> {
    const result = this.#last.then(
      () =>
        new Promise<GitObject | null>((resolve, reject) => {
          if (!/^[0-9a-f]{40,64}$/.test(id)) return reject(new GitError('not the id of an object'));
          if (this.#failed) return reject(this.#failed);
          const timer = setTimeout(() => {
            this.#fail(new GitError('git took longer than a minute'));
            this.close();
          }, longest);
          this.#waiting = {
            resolve: (object) => {
              clearTimeout(timer);
              resolve(object);
            },
            reject: (error) => {
              clearTimeout(timer);
              reject(error);
            },
          };
          this.#child.stdin.write(`${id}\n`);
        }),
    );
    this.#last = result.catch(() => {});
    return result;
  }

  close(): void {
    this.#child.stdin.end();
    this.#child.kill();
  }

  #fail(error: Error): void {
    this.#failed ??= error;
    this.#waiting?.reject(this.#failed);
    this.#waiting = null;
  }

  /** `<id> SP <type> SP <size> LF <bytes> LF`, or `<id> SP missing LF`. */
  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (!this.#header) {
      const bytes = this.#join();
      const end = bytes.indexOf(10);
      if (end < 0) return;
      const [, type = '', size] = bytes.toString('utf8', 0, end).split(' ');
      this.#rest(bytes.subarray(end + 1));
      if (size === undefined) {
        this.#settle(null);
        return;
      }
      if (Number(size) > mostObject) {
        this.#fail(
          new GitError(`an object has ${Math.round(Number(size) / 1e6)} MB; no text of a policy does`),
        );
        this.close();
        return;
      }
      this.#header = { type, size: Number(size) };
    }
    const { type, size } = this.#header;
    if (this.#length < size + 1) return;
    const bytes = this.#join();
    this.#rest(bytes.subarray(size + 1));
    this.#settle({ type, bytes: Buffer.from(bytes.subarray(0, size)) });
  }

  #join(): Buffer {
    const bytes = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
    this.#rest(bytes);
    return bytes;
  }

  #rest(bytes: Buffer): void {
    this.#chunks = [bytes];
    this.#length = bytes.length;
  }

  #settle(object: GitObject | null): void {
    const waiting = this.#waiting;
    this.#header = null;
    this.#waiting = null;
    waiting?.resolve(object);
  }
}

/** Sizes of objects in bytes, by id; objects that the repository does not have are left out. */
export async function sizesOf(cwd: string, ids: readonly string[]): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  if (ids.length === 0) return sizes;
  const output = await new Promise<string>((resolve, reject) => {
    const child = spawn('git', ['-C', cwd, ...options, 'cat-file', '--batch-check'], {
      env: environment(),
      timeout: longest,
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    child.stderr.resume();
    child.stdin.on('error', () => {});
    child.on('error', reject);
    child.on('close', () => resolve(text));
    child.stdin.end(`${ids.join('\n')}\n`);
  });
  for (const line of output.split('\n')) {
    const [id, , size] = line.split(' ');
    if (id && size !== undefined) sizes.set(id, Number(size));
  }
  return sizes;
}

import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A real PostgreSQL with an empty cluster in a temporary folder, for tests and benchmarks. */
export interface PostgresServer {
  /** `postgres://…/postgres`. */
  url: string;
  /** Makes a database and gives its address. */
  database(name: string): Promise<string>;
  /** Processor time of the server and all its processes so far, in seconds; null where only Linux would tell. */
  cpu(): number | null;
  /** Ends the server and removes the folder. */
  stop(): Promise<void>;
}

/** User and system time of a process and of its children that have ended, and whose child it is (proc(5)). */
function timesOf(pid: number | string): { parent: number; seconds: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // After the name, which may hold anything; the unit is a hundredth of a second.
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    return { parent: fields[1]!, seconds: fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) / 100 };
  } catch {
    return null;
  }
}

function processorTime(server: number): number | null {
  const own = timesOf(server);
  if (!own) return null;
  const children = readdirSync('/proc').map((name) => (/^\d+$/.test(name) ? timesOf(name) : null));
  return children.reduce((sum, one) => sum + (one?.parent === server ? one.seconds : 0), own.seconds);
}

/**
 * Starts a PostgreSQL on a free port of the loopback address, everybody on this machine trusted. As root it runs as
 * another user, because PostgreSQL refuses root.
 * @param settings more of its settings, such as `fsync: 'off'`.
 */
export async function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer> {
  const programs = findPostgres();
  const user = ordinaryUser();
  const folder = mkdtempSync(join(tmpdir(), 'prenotice-postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const init = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync'],
    { encoding: 'utf8', cwd: folder, ...user },
  );
  if (init.status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`initdb failed: ${init.error?.message ?? init.stderr}`);
  }
  const port = await freePort();
  const words = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, ...words],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...user },
  );
  let said = '';
  server.stderr.on('data', (text) => (said = (said + String(text)).slice(-4000)));
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const stop = async () => {
    // SIGINT: "fast shutdown", connections are ended.
    server.kill('SIGINT');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  // A test run that is broken off takes its server with it.
  process.once('exit', () => server.kill('SIGINT'));
  const url = `postgres://postgres@127.0.0.1:${port}`;
  for (let tries = 0; !said.includes('ready to accept connections'); tries++) {
    if (tries > 600 || server.exitCode !== null) {
      await stop();
      throw new Error(`PostgreSQL did not start: ${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url: `${url}/postgres`,
    cpu: () => processorTime(server.pid!),
    stop,
    async database(name) {
      const { default: pg } = await import('pg');
      const client = new pg.Client({ connectionString: `${url}/postgres` });
      await client.connect();
      await client.query(`create database ${client.escapeIdentifier(name)}`);
      await client.end();
      return `${url}/${name}`;
    },
  };
}

/**
 * Folder of PostgreSQL's programs: POSTGRES_BIN, the usual places (newest first), or PATH. As root on Debian a missing one is
 * installed. Without one the tests fail and say how to get it; they are never left out.
 */
function findPostgres(): string {
  const asked = process.env.POSTGRES_BIN;
  if (asked) {
    if (existsSync(join(asked, 'initdb'))) return asked;
    throw new Error(
      `POSTGRES_BIN is ${asked}, but there is no initdb in it. Correct it, or unset it to use an installed PostgreSQL.`,
    );
  }
  const found = installed() ?? (install() ? installed() : undefined);
  if (found) return found;
  throw new Error(
    'The tests of the ledger need PostgreSQL. Install it (Debian: apt-get install postgresql), or set POSTGRES_BIN to the folder of its programs.',
  );
}

function installed(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const places = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
    '/opt/homebrew/bin',
  ];
  return places.find((place) => existsSync(join(place, 'initdb')) && existsSync(join(place, 'postgres')));
}

function install(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  process.stderr.write('PostgreSQL is missing; installing it with apt-get (about a minute) …\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return [
    ['update', '-qq'],
    ['install', '-y', '-qq', 'postgresql'],
  ].every((args) => {
    const { status, stderr } = spawnSync('apt-get', args, { env, encoding: 'utf8' });
    if (status !== 0) process.stderr.write(`apt-get ${args.join(' ')} failed:\n${stderr.slice(-2000)}\n`);
    return status === 0;
  });
}

/** Who runs the server when we are root; null when we are not. */
function ordinaryUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':');
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user `postgres` nor `nobody`.');
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

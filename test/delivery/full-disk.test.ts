import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { companyFolder, customers } from './company.ts';
import { ResendStandIn } from './resend-stand-in.ts';

const program = fileURLToPath(new URL('../../scripts/prenotice.ts', import.meta.url));

/**
 * A disk of one's own: a small file system in memory in a mount namespace, gone with its processes. Where this user
 * may not make one, no file may grow beyond that size instead: to SQLite a disk that fails rather than one that is full.
 */
const namespaces = [['-rm'], ['-m']];
const namespace = namespaces.find(
  (flags) => spawnSync('unshare', [...flags, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0,
);
const small = namespace
  ? `mount -t tmpfs -o size="$1"k tmpfs disk && run first; mount -o remount,size=64m disk && run second; run status`
  : `trap '' XFSZ; (ulimit -f $(($1 * 2)); run first); run second; run status`;
const script = `
run() {
  case $1 in status) words=status;; *) words='send --yes';; esac
  "$NODE" "$PROGRAM" $words --today 2026-12-01 --recipients list.csv --site dist --mailer resend --json >$1.out 2>$1.err
  echo $? >$1.code
}
${small}`;

test.each([
  { room: 160, when: 'while the list is written down' },
  { room: 1400, when: 'while letters leave' },
])(
  `a ledger's disk is full $when (${namespace ? 'a small disk' : 'a limit on files'}): the run stops, the next one goes on`,
  async ({ room, when }) => {
    const server = new ResendStandIn();
    // What the list tells of a mail's fate is taken over too; here it is accepted and no more.
    server.lastEvent = () => 'sent';
    const baseUrl = await server.start();
    onTestFinished(() => server.stop());
    const count = 600;
    const dir = await companyFolder(customers(count));
    mkdirSync(join(dir, 'disk'));
    const words = ['sh', '-c', script, 'sh', String(room)];
    const [command, ...rest] = namespace ? ['unshare', ...namespace, ...words] : words;
    const child = spawn(command!, rest, {
      cwd: dir,
      env: {
        ...process.env,
        ...{ NODE: process.execPath, PROGRAM: program, NO_COLOR: '1' },
        ...{ RESEND_API_KEY: 're_test_key', RESEND_BASE_URL: baseUrl },
        PRENOTICE_LEDGER: join(dir, 'disk/ledger.db'),
      },
      stdio: 'ignore',
    });
    await once(child, 'close');
    const read = (name: string) => readFileSync(join(dir, name), 'utf8');

    expect(read('first.code').trim()).toBe('1');
    expect(read('first.err')).toMatch(namespace ? /the disk is full/ : /the disk/);
    expect(read('first.err')).not.toMatch(/mistake in Prenotice|\n\s+at /);
    expect(JSON.parse(read('second.out'))).toMatchObject({
      done: true,
      letters: [{ unknown: 0, pending: 0 }],
    });
    expect(read('second.code').trim()).toBe('0');
    const counts = JSON.parse(read('status.out')).notices[0].counts;
    expect(counts).toMatchObject({ accepted: count, unknown: 0, pending: 0 });
    // Nobody twice, nobody missing; and the second run did not have everything to do.
    expect(server.perAddress().size).toBe(count);
    expect([...server.perAddress()].filter(([, n]) => n !== 1)).toEqual([]);
    const [letter] = JSON.parse(read('second.out')).letters;
    if (when === 'while letters leave') expect(letter.accepted).toBeLessThan(count);
  },
  60_000,
);

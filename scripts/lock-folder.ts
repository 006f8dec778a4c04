import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Runs `work` while no other process does: a folder is the lock, because making one succeeds for one process only. The lock
 * of a process that has died is taken over.
 */
export async function withLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(folder), { recursive: true });
  const owner = join(folder, 'pid');
  for (;;) {
    try {
      await mkdir(folder);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    await wait(100);
    if (await isAbandoned(owner)) await rm(folder, { recursive: true, force: true });
  }
  try {
    await writeFile(owner, String(process.pid));
    return await work();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** True when the owner's process is gone; a lock whose owner is not written yet gets time to write it. */
async function isAbandoned(owner: string): Promise<boolean> {
  const read = () => readFile(owner, 'utf8').catch(() => '');
  let pid = await read();
  for (let tries = 0; pid === '' && tries < 20; tries++) {
    await wait(50);
    pid = await read();
  }
  return pid === '' || !isRunning(Number(pid));
}

/** True while a process of that id is there, also one of another user. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

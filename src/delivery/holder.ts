import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Runs of this very process that still go on: a test or a server may have several. */
const live = new Set<string>();

/** Names a run as the one at work on a batch: `host:pid:random`. */
export function newHolder(): string {
  const holder = `${hostname()}:${process.pid}:${randomUUID()}`;
  live.add(holder);
  return holder;
}

export function endHolder(holder: string): void {
  live.delete(holder);
}

/**
 * Whether the run that holds a batch may still be at work on it. On this machine its process tells at once; on
 * another one only the lease does.
 */
export function mayBeAlive(holder: string, leaseUntil: string, now: string): boolean {
  if (leaseUntil <= now) return false;
  const [host, pid] = holder.split(':');
  if (host !== hostname()) return true;
  if (Number(pid) === process.pid) return live.has(holder);
  try {
    process.kill(Number(pid), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

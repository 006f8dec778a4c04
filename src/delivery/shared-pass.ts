import * as z from 'zod';
import { mayBeAlive } from './holder.ts';
import type { Sending } from './send.ts';

/**
 * Several runs that begin at once have the same list to go through, and it needs to be gone through once: the first one
 * does, and the others wait for it. They take its pass for theirs when it is over, for it took place while they ran. What
 * they agree on is the latest pass of a letter that was begun, whoever began it: when another one was begun meanwhile,
 * over another list or by a run that does not wait, what it changes is not known, and a run makes its own.
 */

/** What came of a pass over the list. */
export interface PassCounts {
  /** People told before it. */
  told: number;
  /** People gone from the list before their letter was attempted. */
  left: number;
  /** People who were told, wait or were queued. */
  people?: number;
}

const agreed = z.object({
  id: z.string(),
  /** Digest of the list and of what is owed to whom; null: nobody can know that theirs is the same. */
  key: z.string().nullable(),
  holder: z.string(),
  /** Until when it is taken to go on when its process cannot be asked: ms of the common clock. */
  until: z.number(),
  done: z.object({ told: z.number(), left: z.number(), people: z.number().optional() }).nullable(),
});
type Pass = z.infer<typeof agreed>;

/** A pass that says nothing for so long is taken for dead: more than any group of people takes. */
const leaseMs = 120_000;
const lookMs = 250;

const instantOf = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(Math.round(ms)).toString({ smallestUnit: 'millisecond' });

function readPass(value: string | null): Pass | null {
  try {
    return value === null ? null : (agreed.safeParse(JSON.parse(value)).data ?? null);
  } catch {
    return null;
  }
}

/**
 * Makes the pass, or waits for the run that makes the same one now.
 * @param key digest of all that the pass depends on, but for the ledger; null when only the list itself can tell.
 * @param make calls `alive` now and then.
 */
export async function sharePass(
  { ledger, sleep, signal, onAwaited }: Pick<Sending, 'ledger' | 'sleep' | 'signal' | 'onAwaited'>,
  letter: string,
  holder: string,
  key: string | null,
  make: (alive: () => Promise<void>) => Promise<PassCounts>,
): Promise<PassCounts> {
  const what = `pass ${letter}`;
  const id = crypto.randomUUID();
  let awaited: string | null = null;
  let isSaid = false;
  for (;;) {
    let turn = 'theirs' as 'ours' | 'theirs' | PassCounts;
    await ledger.agree(what, (value, now) => {
      const pass = readPass(value);
      if (value !== null && pass && key !== null && pass.key === key) {
        if (pass.done && pass.id === awaited) turn = pass.done;
        else if (!pass.done && mayBeAlive(pass.holder, instantOf(pass.until), instantOf(now)))
          awaited = pass.id;
        else turn = 'ours';
      } else turn = 'ours';
      return turn === 'ours'
        ? JSON.stringify({ id, key, holder, until: now + leaseMs, done: null } satisfies Pass)
        : value!;
    });
    if (turn === 'ours') break;
    if (turn !== 'theirs') return turn;
    // Whoever is asked to stop sends nothing any more.
    if (signal?.aborted) return { told: 0, left: 0 };
    if (!isSaid) onAwaited?.(letter);
    isSaid = true;
    await sleep(lookMs);
  }
  const say = (change: (pass: Pass, now: number) => Partial<Pass>) =>
    ledger.agree(what, (value, now) => {
      const pass = readPass(value);
      // A later one was begun: nobody waits for this one any more.
      return pass?.id === id ? JSON.stringify({ ...pass, ...change(pass, now) }) : value!;
    });
  try {
    const done = await make(() => say((_, now) => ({ until: now + leaseMs })));
    await say(() => ({ done }));
    return done;
  } catch (error) {
    await say(() => ({ until: 0 })).catch(() => undefined);
    throw error;
  }
}

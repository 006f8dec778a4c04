import type { KeptEvents } from './ledger-events.ts';
import type { ProviderEvent } from './provider-events.ts';

/** Events that go to the disk together at most. */
const mostTogether = 500;

/**
 * Writes events in groups: while one group is being written, those that arrive meanwhile wait for the next. A million
 * letters make two million events, and one transaction for each would not keep up. A caller is told only when its
 * own event is safe; a group that fails is tried event by event, so that one bad event holds up no other.
 */
export function eventWriter(
  write: (events: readonly ProviderEvent[]) => Promise<KeptEvents>,
): (event: ProviderEvent) => Promise<KeptEvents> {
  interface Waiting {
    event: ProviderEvent;
    done: (kept: KeptEvents) => void;
    failed: (error: unknown) => void;
  }
  const queue: Waiting[] = [];
  let busy = false;
  const work = async () => {
    busy = true;
    while (queue.length > 0) {
      const group = queue.splice(0, mostTogether);
      try {
        const result = await write(group.map(({ event }) => event));
        for (const { event, done } of group) done(partOf(result, event.eventId));
      } catch (error) {
        if (group.length === 1) group[0]!.failed(error);
        else for (const one of group) await write([one.event]).then(one.done, one.failed);
      }
    }
    busy = false;
  };
  return (event) =>
    new Promise((done, failed) => {
      queue.push({ event, done, failed });
      if (!busy) void work();
    });
}

function partOf({ kept, repeated, replayed, strangers }: KeptEvents, id: string): KeptEvents {
  const mine = (ids: readonly string[]) => ids.filter((other) => other === id).slice(0, 1);
  return {
    kept: mine(kept),
    repeated: mine(repeated),
    replayed: mine(replayed),
    strangers: mine(strangers),
  };
}

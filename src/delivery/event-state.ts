import type { DeliveryState } from './ledger.ts';

/**
 * What is known to have happened to a mail, besides our own outcomes (`DeliveryState`). `sent` and `delayed`: the
 * provider has it and goes on trying. `bounced-for-now`: sent back for a reason that may pass (a full mailbox, an
 * answer of absence). `failed`: the provider gave it up before sending.
 */
export type ProviderKind =
  | 'sent'
  | 'delayed'
  | 'delivered'
  | 'bounced'
  | 'bounced-for-now'
  | 'complained'
  | 'suppressed'
  | 'failed';

/** From strongest to weakest: whatever order the news come in, the same news make the same state. */
const verdicts: readonly (readonly [kinds: readonly string[], state: DeliveryState])[] = [
  // Whoever complains has got it.
  [['complained'], 'complained'],
  // A server may take a mail and send it back an hour later: then it has reached nobody.
  [['bounced'], 'bounced'],
  [['suppressed'], 'suppressed'],
  [['failed'], 'refused'],
  // What comes back after delivery for a passing reason is an answer of absence (RFC 3834), no loss.
  [['delivered'], 'delivered'],
  [['bounced-for-now'], 'bounced'],
  [['accepted', 'sent', 'delayed'], 'accepted'],
  [['refused'], 'refused'],
];

/** The state of a delivery by all that is known of it; null when nothing of it says anything. */
export function stateFrom(kinds: Iterable<string>): DeliveryState | null {
  const known = new Set(kinds);
  return verdicts.find(([some]) => some.some((kind) => known.has(kind)))?.[1] ?? null;
}

/** States of a letter that reached nobody, so that another address or another way may be tried. */
export const failedStates: readonly DeliveryState[] = ['refused', 'bounced', 'suppressed'];
/** States of a letter that the provider has taken and that has not come back. */
export const reachedStates: readonly DeliveryState[] = ['accepted', 'delivered', 'complained'];

export const hasFailed = (state: string | null | undefined): boolean =>
  (failedStates as readonly unknown[]).includes(state);
export const hasReached = (state: string | null | undefined): boolean =>
  (reachedStates as readonly unknown[]).includes(state);

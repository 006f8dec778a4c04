import type { Ledger } from './ledger.ts';

/**
 * What delivery needs from the outside world, typed as only what is used. Adapters: mailer-outbox.ts,
 * mailer-resend.ts, published-site.ts; the ledger's port is ledger.ts. One contract suite per port in test/contract.
 */

/** One mail as it leaves: everything in it is final, so that trying again sends the same bytes. */
export interface Message {
  /** Short code in the letter, unique per delivery; correlates provider events with the ledger. */
  reference: string;
  letter: string;
  /** The recipient's id as the company knows it; hostile until made safe. */
  recipientId: string;
  /** `Name <address>`, checked by the site's schema. */
  from: string;
  replyTo?: string;
  /** One bare address. */
  to: string;
  subject: string;
  html: string;
  text: string;
  /** The instant the letter carries, ISO 8601. */
  date: string;
}

/**
 * What became of one message of a batch.
 * - `accepted`: the provider (or the folder) has it.
 * - `refused`: this one will not be taken, whatever is tried; the others are not affected.
 * - `unknown`: it may or may not have gone out; only the same key makes another try safe.
 * - `stopped`: certainly not taken, and nothing else will be for now; says nothing against the recipient.
 */
export type SendOutcome =
  | { kind: 'accepted'; id: string }
  | { kind: 'refused'; reason: string }
  | {
      kind: 'unknown';
      reason: string;
      /** Another content went under this key before: no try will tell more, only the list of sent mail can. */
      conflict?: true;
    }
  | {
      kind: 'stopped';
      why: StopReason | 'not-tried';
      reason: string /** Seconds until another try makes sense. */;
      retryAfter?: number;
    };

export type StopReason =
  | 'rate'
  | 'daily-quota'
  | 'monthly-quota'
  | 'not-allowed'
  | 'not-reachable'
  | 'clock'
  | 'old-ledger'
  | 'request';

/**
 * Days for which the provider certainly has a mail that it has sent. Resend keeps it for 30
 * (https://resend.com/docs/knowledge-base/account-quotas-and-limits); one is for clocks and zones that differ.
 */
export const providerKeepsDays = 29;

/** What a look at the provider's own list says about a message whose outcome is unknown. */
export type FoundMail =
  /** `at`: when the provider made it; an instant, ISO 8601. */
  { kind: 'sent'; id: string; at: string } | { kind: 'not-sent' } | { kind: 'cannot-tell'; reason: string };

/** A mail in the provider's list of sent mail. */
export interface SentMail {
  id: string;
  /** Bare addresses. */
  to: string[];
  subject: string;
  /** When the provider made it; an instant, ISO 8601 UTC. */
  at: string;
  /** The provider's word for the latest news of it, such as `bounced`; '' when it does not say. */
  lastEvent: string;
}

/** A part of that list, newest first; `next` names the part after it. `not-allowed`: nor will it be with this key. */
export type SentPage =
  | { kind: 'page'; mails: SentMail[]; next: string | null }
  | { kind: 'not-allowed'; reason: string }
  | { kind: 'no-answer'; reason: string };

/** How far that list has been read: so many mails, back to an instant (ISO 8601 UTC), and back to which it is read. */
export interface Reading {
  mails: number;
  reached: string;
  until: string;
}

/** How many letters the provider's quotas still allow, and which of them says so. */
export interface QuotaLeft {
  why: 'daily-quota' | 'monthly-quota';
  letters: number;
  /** When that quota begins anew, as far as the provider tells; ISO 8601. */
  resetsAt: string | null;
}

export interface Mailer {
  readonly name: 'outbox' | 'resend';
  /** False when a letter that is `accepted` has told nobody (the outbox). */
  readonly tells: boolean;
  /** Messages that may go in one batch. */
  readonly batchSize: number;
  /** Batches that may be under way at once, until they have left. */
  readonly concurrency: number;
  /** Batches that may be under way at once when those are counted that wait for their answer; default: `concurrency`. */
  underway?(): number;
  /** Hours for which the same key makes a second try safe; Infinity when trying again is always safe. */
  readonly keyLastsHours: number;
  /**
   * Sends a batch. Never throws for what the network or the provider does.
   * @param key names this list of messages for ever: the same key always comes with the same messages.
   * @param mayTry asked right before anything leaves: false when the key may have stopped protecting, as on a machine
   * that has slept, or when the day of the letter is over. What is not tried for that is `stopped`, `not-tried`.
   * @returns one outcome per message, in order.
   */
  send(batch: readonly Message[], key: string, mayTry?: () => boolean): Promise<SendOutcome[]>;
  /** Looks for messages first tried at `since` (ISO 8601) in the provider's list of sent mail; by reference. */
  find?(
    batch: readonly Message[],
    since: string,
    onReading?: (reading: Reading) => void,
  ): Promise<Map<string, FoundMail>>;
  /** Reads the provider's list of sent mail, of whatever program. */
  sentPage?(after?: string): Promise<SentPage>;
  /** Asks for what the provider's quotas still allow; null when it does not say. */
  remaining?(): Promise<QuotaLeft | null>;
  /** The same by the latest answers, without asking. */
  quota?(): QuotaLeft | null;
  /** From here on its requests count beside those of all others on this ledger. To be called before the first one. */
  share?(ledger: Pick<Ledger, 'agree'>): void;
  /** Leaves what the provider allows to the others, until it sends again. */
  rest?(): Promise<void>;
  /** Seconds by which the provider's clock is ahead of this machine's, by the latest answer; null when it does not say. */
  clockAhead?(): number | null;
}

/** What the published site says about one version. */
export type SiteLook =
  | { shown: true; digest: string; where: string }
  | { shown: false; where: string; reason: string };

export interface PublishedSite {
  /** Where it looks: an address or a folder. */
  readonly where: string;
  /** Whether the site shows this version's text with this SHA-256 (hex) digest; for a correction, as withdrawn. */
  look(policy: string, version: string, digest: string, as?: 'announced' | 'withdrawn'): Promise<SiteLook>;
}

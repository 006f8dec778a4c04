import type { Generated, GeneratedAlways } from 'kysely';
import type { NoticeKind } from '../notice/plan.ts';
import type { ChangeClass } from '../policy/fields.ts';
import type { LinkKind } from './chain.ts';
import type { DeliveryState, Telling } from './ledger.ts';

/** The ledger's tables. Days and instants are ISO text, so that both databases order and compare them alike. */
export interface LedgerTables {
  notice: {
    id: Generated<number>;
    policy: string;
    version: string;
    kind: NoticeKind;
    letter: string;
    class: ChangeClass;
    published: string;
    effective: string;
    deadline: string;
    period: string;
    clear_days: number;
    exempt: number;
    digest: string;
    opened_at: string;
    /** Day of the first attempt. */
    first_day: string | null;
    /** 1 once a whole list went through. */
    listed: number;
    /** When something of it was first purged; nobody is put in its queue after that. */
    closed_at: string | null;
  };
  /** The exact text per variant (language, notices, timing), with holes for the recipient. */
  letter_text: {
    letter: string;
    variant: string;
    rendered: string;
    sha256: string;
    kept_at: string;
  };
  /** One mail to one address. */
  delivery: {
    reference: string;
    letter: string;
    recipient_id: string;
    address: string;
    /** Lower case: one address under two spellings is one mailbox. */
    address_key: string;
    name: string | null;
    locale: string | null;
    state: DeliveryState;
    variant: string | null;
    batch: string | null;
    day: string | null;
    /** Made of `state`, and what letters are found by: `send` it, `follow` one that has failed by another. */
    todo: GeneratedAlways<'send' | 'follow' | null>;
  };
  /** Who is told of what, and how: one row per notice and recipient id, so nobody is told twice. */
  told: {
    notice: number;
    recipient_id: string;
    how: Telling;
    delivery: string | null;
    joined: number;
    /** The run that saw the recipient in the list last, while nothing was attempted. */
    run: string;
    /** With `how` = `otherwise`: by what and on which day. `recorded_at`: when any fate but `letter` was noted. */
    channel: string | null;
    day: string | null;
    recorded_at: string | null;
  };
  batch: {
    key: string;
    letter: string;
    /** JSON: references in order. */
    members: string;
    open: number;
    first_tried_at: string;
    last_tried_at: string;
    tries: number;
    holder: string;
    lease_until: string;
  };
  /** Mails first tried per day, all letters together: what a daily limit is held against. */
  mail_day: {
    day: string;
    mails: number;
  };
  /** What happened to a delivery, as our runs saw it; only ever added to. */
  event: {
    id: Generated<number>;
    delivery: string;
    kind: string;
    at: string;
    day: string;
    provider_id: string | null;
    detail: string | null;
  };
  /** What the provider told about a mail (webhook or poll), kept as it came; only ever added to. */
  provider_event: {
    id: Generated<number>;
    /** The provider's id of the event (`svix-id`): the same one again is the same event. */
    event_id: string;
    /** `email.bounced` … */
    type: string;
    /** The provider's id of the mail; null when the event is about none. */
    provider_id: string | null;
    recipient: string | null;
    /** When it happened, by the provider's clock, and when it got here. */
    happened_at: string;
    received_at: string;
    /** When its latest telling was signed; null when it was asked for. */
    sent_at: string | null;
    /** The event as it came: JSON. */
    raw: string;
    /** The letter that it is about. */
    delivery: string | null;
  };
  /** Letters that reached nobody and were followed by one to another address: `told` points to the latest only. */
  earlier_letter: {
    notice: number;
    recipient_id: string;
    delivery: string;
  };
  /** How many people stood how when their rows were purged. */
  purged_fate: {
    id: Generated<number>;
    notice: number;
    how: Telling;
    joined: number;
    state: DeliveryState | null;
    day: string | null;
    people: number;
  };
  /** What the latest passes over the list gave; see ledger-pass.ts. */
  list_pass: {
    what: string;
    /** Digest of everything that it depends on. */
    key: string;
    value: string;
  };
  /** What the processes at work on this ledger agree on; see ledger-agree.ts. */
  agreement: {
    what: string;
    value: string | null;
  };
  /** Where the chain of a notice stands; see chain.ts. */
  chain_head: {
    notice: number;
    /** `noticeKey`. */
    key: string;
    seq: number;
    hash: string;
    /** Makes the pseudonyms of the public parts; erased with the personal data. */
    secret: string;
    /** The facts of the latest `begun` link. */
    begun: string | null;
  };
  /** Links of the chain, only ever added to; a purge takes salts and private parts out of `entries`. */
  chain_link: {
    notice: number;
    seq: number;
    prev: string;
    kind: LinkKind;
    at: string;
    /** Canonical JSON. */
    facts: string;
    count: number;
    root: string;
    hash: string;
    /** JSON; `StoredEntry` in ledger-chain.ts. */
    entries: string;
  };
}

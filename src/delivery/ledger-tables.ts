import type { Generated } from 'kysely';
import type { NoticeKind } from '../notice/plan.ts';
import type { ChangeClass } from '../policy/fields.ts';
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
  /** What happened to a delivery; only ever added to. */
  event: {
    id: Generated<number>;
    delivery: string;
    kind: string;
    at: string;
    day: string;
    provider_id: string | null;
    detail: string | null;
  };
}

/** Statements by schema version; `{id}` is the database's own way to number rows. Old ones never change. */
export const migrations: readonly (readonly string[])[] = [
  [
    `create table notice (
      id {id}, policy text not null, version text not null, kind text not null, letter text not null,
      class text not null, published text not null, effective text not null, deadline text not null,
      period text not null, clear_days integer not null, exempt integer not null, digest text not null, opened_at text not null,
      first_day text, listed integer not null, unique (policy, version, kind))`,
    `create table letter_text (
      letter text not null, variant text not null, rendered text not null, sha256 text not null,
      kept_at text not null, primary key (letter, variant))`,
    `create table delivery (
      reference text primary key, letter text not null, recipient_id text not null, address text not null,
      address_key text not null, name text, locale text, state text not null, variant text, batch text, day text)`,
    'create index delivery_address on delivery (letter, address_key)',
    'create index delivery_state on delivery (letter, state)',
    `create table told (
      notice integer not null references notice (id), recipient_id text not null, how text not null,
      delivery text references delivery (reference), joined integer not null, run text not null,
      channel text, day text, recorded_at text,
      primary key (notice, recipient_id))`,
    'create index told_delivery on told (delivery)',
    'create index told_recipient on told (recipient_id)',
    `create table batch (
      key text primary key, letter text not null, members text not null, open integer not null,
      first_tried_at text not null, last_tried_at text not null, tries integer not null,
      holder text not null, lease_until text not null)`,
    'create index batch_open on batch (open)',
    `create table event (
      id {id}, delivery text not null, kind text not null, at text not null, day text not null,
      provider_id text, detail text)`,
    'create index event_delivery on event (delivery)',
    'create index event_provider on event (provider_id)',
  ],
];

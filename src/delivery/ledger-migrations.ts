import { PrenoticeError } from '../policy/problem.ts';

/**
 * A step of the schema, known by its name. Steps run in this order, each once, together in one transaction. One that
 * has been released never changes; new ones are added at the end and only add (tables, columns with a default, indexes).
 * `{id}` numbers rows; `{computed}` ends a column that is made of others; `{by key}` keeps the rows in the order of their key, where the database can; what begins with
 * `{postgres}` is for that database only; `text` and `integer` are the only other types (`ledger-tables.ts` says what they hold).
 */
export interface Migration {
  name: string;
  statements: readonly string[];
}

export const migrations: readonly Migration[] = [
  {
    name: 'ledger',
    statements: [
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
  },
  {
    name: 'provider-events',
    statements: [
      `create table provider_event (
        id {id}, event_id text not null unique, type text not null, provider_id text, recipient text,
        happened_at text not null, received_at text not null, raw text not null)`,
      'create index provider_event_mail on provider_event (provider_id)',
    ],
  },
  {
    name: 'chain',
    statements: [
      `create table chain_head (
        notice integer primary key references notice (id), key text not null, seq integer not null,
        hash text not null, secret text not null, begun text)`,
      `create table chain_link (
        notice integer not null references notice (id), seq integer not null, prev text not null, kind text not null,
        at text not null, facts text not null, count integer not null, root text not null, hash text not null,
        entries text not null, primary key (notice, seq))`,
    ],
  },
  {
    name: 'news-of-letters',
    statements: [
      'alter table provider_event add column delivery text',
      'create index provider_event_delivery on provider_event (delivery)',
      `create table earlier_letter (
        notice integer not null references notice (id), recipient_id text not null,
        delivery text not null references delivery (reference), primary key (notice, recipient_id, delivery))`,
      'create index earlier_letter_recipient on earlier_letter (recipient_id)',
    ],
  },
  {
    name: 'mails-per-day',
    statements: [
      'create table mail_day (day text primary key, mails integer not null)',
      'insert into mail_day select day, count(*) from delivery where day is not null group by day',
    ],
  },
  {
    name: 'purge',
    statements: [
      'alter table notice add column closed_at text',
      `create table purged_fate (
        id {id}, notice integer not null references notice (id), how text not null, joined integer not null,
        state text, day text, people integer not null)`,
    ],
  },
  {
    // Kept in the order of their references, in which batches are made too, all that a batch touches stands together.
    // Each index costs as much as the rows, and so does each check of a reference: whoever asks by recipient names the
    // notices, and rows that belong together are written by one transaction.
    name: 'by-reference',
    statements: [
      `create table earlier_letter_anew (
        notice integer not null, recipient_id text not null, delivery text not null,
        primary key (notice, recipient_id, delivery))`,
      'insert into earlier_letter_anew select notice, recipient_id, delivery from earlier_letter',
      'drop table earlier_letter',
      'alter table earlier_letter_anew rename to earlier_letter',
      'create index earlier_letter_recipient on earlier_letter (recipient_id)',
      `create table told_anew (
        notice integer not null, recipient_id text not null, how text not null, delivery text, joined integer not null,
        run text not null, channel text, day text, recorded_at text, primary key (notice, recipient_id)){by key}`,
      'insert into told_anew select notice, recipient_id, how, delivery, joined, run, channel, day, recorded_at from told',
      'drop table told',
      'alter table told_anew rename to told',
      'create index told_delivery on told (delivery, how, joined)',
      `create table delivery_anew (
        reference text primary key, letter text not null, recipient_id text not null, address text not null,
        address_key text not null, name text, locale text, state text not null, variant text, batch text, day text){by key}`,
      `insert into delivery_anew select reference, letter, recipient_id, address, address_key, name, locale, state,
        variant, batch, day from delivery`,
      'drop table delivery',
      'alter table delivery_anew rename to delivery',
      'create index delivery_address on delivery (letter, address_key)',
      'create index delivery_state on delivery (letter, state)',
    ],
  },
  {
    name: 'list-passes',
    statements: ['create table list_pass (what text primary key, key text not null, value text not null)'],
  },
  {
    name: 'tellings',
    statements: ['alter table provider_event add column sent_at text'],
  },
  {
    name: 'agreements',
    statements: ['create table agreement (what text primary key, value text)'],
  },
  {
    // Most of what a link costs was to compress it. A PostgreSQL of before 14, or one that was built without lz4, goes on as before.
    name: 'links-by-lz4',
    statements: [
      `{postgres} do $$ begin
        execute 'alter table chain_link alter column entries set compression lz4';
      exception when syntax_error or feature_not_supported then null; end $$`,
    ],
  },
  {
    // A letter's state changes twice at least, and what is to be done about it hardly. PostgreSQL writes a row anew on
    // its own page, and into no index, when that has room and nothing indexed has changed.
    name: 'to-do',
    statements: [
      'drop index delivery_state',
      `alter table delivery add column todo text generated always as (case when state = 'pending' then 'send'
        when state in ('refused', 'bounced', 'suppressed') then 'follow' end) {computed}`,
      'create index delivery_todo on delivery (letter, todo) where todo is not null',
      '{postgres} alter table delivery set (fillfactor = 50)',
    ],
  },
];

/** The steps that a ledger still needs. @throws PrenoticeError when it has some that this program does not know. */
export function stepsAfter(done: readonly string[], where: string): Migration[] {
  const unknown = done.filter((name) => !migrations.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new PrenoticeError(
      `the ledger ${where} was written by a newer Prenotice (it has ${unknown.join(', ')})`,
      'update Prenotice; an older one must not write to it',
    );
  }
  return migrations.filter((step) => !done.includes(step.name));
}

import type { Selectable } from 'kysely';
import { noticeKey } from '../notice/plan.ts';
import type { Day } from '../policy/day.ts';
import { digestOf } from '../policy/digest.ts';
import { chainIntents } from './chain-entries.ts';
import type { BatchMember, KnownMails, SentLetter } from './ledger.ts';
import { countMails, settleBatches } from './ledger-batches.ts';
import type { Db } from './ledger-dialect.ts';
import { among } from './ledger-lists.ts';
import type { LedgerTables } from './ledger-tables.ts';
import { referenceFor } from './reference.ts';

/** Letters of this ledger that the provider shows as sent, though the ledger does not know that they were. */

/** See `Ledger.knownMails`. */
export async function knownMails(
  db: Db,
  letter: string,
  references: readonly string[],
  addressKeys: readonly string[],
): Promise<KnownMails> {
  const rows = await db
    .selectFrom('delivery')
    .select(['reference', 'letter', 'state', 'batch', 'address_key'])
    .where(among(db, 'reference', references))
    .execute();
  const answered = await db
    .selectFrom('event')
    .select(['delivery', 'provider_id'])
    .where(among(db, 'delivery', references))
    .where('kind', '=', 'accepted')
    // What was found afterwards says nothing of what went before it.
    .where('detail', 'is', null)
    .execute();
  const waiting = await db
    .selectFrom('delivery')
    .select(['address_key', 'reference'])
    .where('letter', '=', letter)
    .where('todo', '=', 'send')
    .where(among(db, 'address_key', addressKeys))
    .execute();
  return {
    letters: new Map(
      rows.map(({ reference, letter: its, state, batch, address_key }) => [
        reference,
        { letter: its, state, batch, addressKey: address_key },
      ]),
    ),
    answered: new Map(answered.map((row) => [row.delivery, row.provider_id])),
    waiting: new Map(waiting.map((row) => [row.address_key, row.reference])),
  };
}

/** See `Ledger.adopt`. In a transaction in which the letter's queue is held. */
export async function adoptSent(
  tx: Db,
  letter: string,
  sent: readonly SentLetter[],
  at: string,
): Promise<number> {
  const mails = Map.groupBy(
    sent.toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    ({ reference }) => reference,
  );
  const rows = await tx
    .selectFrom('delivery')
    .selectAll()
    .where('letter', '=', letter)
    .where('state', '=', 'pending')
    .where(among(tx, 'reference', [...mails.keys()]))
    .execute();
  const waits = await waitsFor(
    tx,
    rows.map((row) => row.reference),
  );
  const adopted: { member: BatchMember; mail: SentLetter }[] = [];
  for (const row of rows) {
    let current = row;
    let left = waits.get(row.reference) ?? [];
    // Of several mails that have told of the same the first tells when it was.
    for (const mail of mails.get(row.reference)!) {
      const { told = [], rest = [] } = Object.groupBy(left, ({ key }) =>
        mail.about === null || mail.about.includes(key) ? 'told' : 'rest',
      );
      if (told.length === 0) continue;
      adopted.push({ member: memberOf(current), mail });
      if (rest.length === 0) break;
      left = rest;
      current = await setAside(tx, current, rest);
    }
  }
  const byDay = Map.groupBy(adopted, ({ mail }) => mail.day);
  for (const day of [...byDay.keys()].sort()) await adoptDay(tx, letter, byDay.get(day)!, day, at);
  return adopted.length;
}

type DeliveryRow = Selectable<LedgerTables['delivery']>;

const memberOf = (row: DeliveryRow): BatchMember => ({
  ...{ reference: row.reference, recipientId: row.recipient_id, address: row.address, name: row.name },
  // Which text it was, this ledger does not know.
  ...{ variant: '', state: 'unknown' },
});

interface Wanted {
  notice: number;
  /** `noticeKey`. */
  key: string;
}

/** What these letters are to tell of, by their references. */
async function waitsFor(tx: Db, references: readonly string[]): Promise<Map<string, Wanted[]>> {
  const rows = await tx
    .selectFrom('told')
    .innerJoin('notice', 'notice.id', 'told.notice')
    .select(['told.delivery', 'notice.id', 'notice.policy', 'notice.version', 'notice.kind'])
    .distinct()
    .where(among(tx, 'told.delivery', references))
    .orderBy('notice.id')
    .execute();
  const wanted = rows.map((row) => ({ ...row, notice: row.id, key: noticeKey(row) }));
  return Map.groupBy(wanted, ({ delivery }) => delivery!);
}

/** What has not been told of waits as another mail to the same address. */
async function setAside(tx: Db, row: DeliveryRow, rest: readonly Wanted[]): Promise<DeliveryRow> {
  const keys = rest.map(({ key }) => key);
  const reference = referenceFor(row.letter, row.recipient_id, row.address_key, [...keys, row.reference]);
  const other = { ...row, reference };
  // What is to be done about it, the database makes of its state.
  const { todo: _, ...written } = other;
  await tx.insertInto('delivery').values(written).execute();
  await tx
    .updateTable('told')
    .set({ delivery: reference })
    .where('delivery', '=', row.reference)
    .where(
      'notice',
      'in',
      rest.map(({ notice }) => notice),
    )
    .execute();
  return other;
}

async function adoptDay(
  tx: Db,
  letter: string,
  adopted: readonly { member: BatchMember; mail: SentLetter }[],
  day: Day,
  at: string,
): Promise<void> {
  const references = adopted.map(({ member }) => member.reference);
  const instants = adopted.map(({ mail }) => mail.at).sort();
  const digest = digestOf(JSON.stringify(references));
  const key = `${letter}/found-${digest.slice(0, 32)}`;
  await tx
    .updateTable('delivery')
    .set({ state: 'unknown', batch: key, day })
    .where(among(tx, 'reference', references))
    .execute();
  await tx
    .insertInto('batch')
    .values({
      ...{ key, letter, members: JSON.stringify(references), open: 1, tries: 1 },
      ...{ first_tried_at: instants[0]!, last_tried_at: instants.at(-1)!, holder: '', lease_until: at },
    })
    .execute();
  await countMails(tx, day, references.length);
  const people = await tx
    .selectFrom('told')
    .select(['notice', 'recipient_id', 'joined', 'delivery'])
    .where(among(tx, 'delivery', references))
    .orderBy('recipient_id')
    .execute();
  await tx
    .updateTable('notice')
    .set({ first_day: day })
    .where('id', 'in', [0, ...new Set(people.map((row) => row.notice))])
    .where((eb) => eb.or([eb('first_day', 'is', null), eb('first_day', '>', day)]))
    .execute();
  const members = new Map(adopted.map(({ member }) => [member.reference, member]));
  const told = people.map(({ notice, recipient_id: recipient, joined, delivery }) => ({
    ...{ notice, recipient, joined: joined === 1, member: members.get(delivery!)! },
  }));
  await chainIntents(tx, [{ key, people: told }], { letter, at, day, texts: new Map() });
  const results = adopted.map(({ member, mail }) => ({
    ...{ reference: member.reference, state: 'accepted' as const, providerId: mail.id, reason: mail.reason },
  }));
  await settleBatches(tx, [{ key, results, at, day }], day);
}

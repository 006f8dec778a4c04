import { noticeKey } from '../notice/plan.ts';
import { addDays, type Day } from '../policy/day.ts';
import type { ChainEntry } from './chain.ts';
import { newSecret } from './chain.ts';
import { appendLink, linkOf, storedEntries } from './ledger-chain.ts';
import type { Db } from './ledger-dialect.ts';

/** For so long after the effect a ledger keeps whom it told: disputes come late. */
export const keptDays = 90;

/** What is erased: everything about notices whose version took effect before a day, or one person. */
export type PurgeRequest = { before: Day } | { recipient: string };

export interface PurgeReport {
  /** By notice: people erased, and entries of the chain that are commitments only from now on. */
  erased: { notice: string; people: number; entries: number }[];
  /** Notices that know the person and must keep what they know until this day. */
  kept: { notice: string; until: Day }[];
}

/** The first day on which a notice of a version may be purged. */
const purgeableFrom = (effective: Day): Day => addDays(effective, keptDays);

/**
 * Erases names, addresses, ids, references, the provider's events, salts and pseudonyms' secret of notices that are long
 * in effect. What stays: the notices, the letters' texts, the counts, and the chain with its public parts, which
 * verifies as before. A notice with anything erased is closed for ever: nobody is put in its queue again, so that
 * somebody unknown to the ledger now is not taken for a newcomer, and no trace of them is needed to prevent it.
 */
export async function purge(db: Db, request: PurgeRequest, today: Day, at: string): Promise<PurgeReport> {
  const report: PurgeReport = { erased: [], kept: [] };
  const notices = await db.selectFrom('notice').selectAll().orderBy('id').execute();
  for (const notice of notices) {
    if ('before' in request && notice.effective >= request.before) continue;
    const recipient = 'recipient' in request ? request.recipient : null;
    const key = noticeKey(notice);
    if (recipient !== null && !(await knows(db, notice.id, recipient))) continue;
    if (purgeableFrom(notice.effective) > today) {
      report.kept.push({ notice: key, until: purgeableFrom(notice.effective) });
      continue;
    }
    // The head of the chain is locked first and last, as by everybody who writes to it.
    const people = await erasePeople(db, notice.id, recipient);
    const entries = await eraseEntries(db, notice.id, key, recipient, people);
    await db.updateTable('notice').set({ closed_at: at, listed: 1 }).where('id', '=', notice.id).execute();
    if (people.count + entries === 0) continue;
    await appendLink(db, notice.id, { kind: 'purged', at, facts: { people: people.count, entries } });
    if (recipient === null)
      await db
        .updateTable('chain_head')
        .set({ secret: newSecret() })
        .where('notice', '=', notice.id)
        .execute();
    report.erased.push({ notice: key, people: people.count, entries });
  }
  await eraseLetters(db);
  return report;
}

async function knows(db: Db, notice: number, recipient: string): Promise<boolean> {
  const told = await db
    .selectFrom('told')
    .select('notice')
    .where('notice', '=', notice)
    .where('recipient_id', '=', recipient)
    .executeTakeFirst();
  return told !== undefined;
}

/** Who is erased from a notice, and which letters with them. */
interface Erased {
  count: number;
  /** Letters to the one person alone. */
  references: Set<string>;
  /** Letters that others have as well, but that greet the one person by name. */
  named: Set<string>;
}

/** Keeps the counts and erases the rows of a notice's people. */
async function erasePeople(db: Db, notice: number, recipient: string | null): Promise<Erased> {
  let fates = db
    .selectFrom('told')
    .leftJoin('delivery', 'delivery.reference', 'told.delivery')
    .where('told.notice', '=', notice)
    .select(['told.how', 'told.joined', 'delivery.state', 'delivery.day', 'told.day as other_day'])
    .select((eb) => eb.fn.countAll<number>().as('people'))
    .groupBy(['told.how', 'told.joined', 'delivery.state', 'delivery.day', 'told.day']);
  if (recipient !== null) fates = fates.where('told.recipient_id', '=', recipient);
  const rows = await fates.execute();
  let count = 0;
  for (const { how, joined, state, day, other_day, people } of rows) {
    count += Number(people);
    const letter = how === 'letter';
    await db
      .insertInto('purged_fate')
      .values({
        ...{ notice, how, joined, people: Number(people) },
        ...{ state: letter ? state : null, day: letter ? day : other_day },
      })
      .execute();
  }
  const references = new Set(recipient === null ? [] : await referencesOf(db, notice, recipient));
  let earlier = db.deleteFrom('earlier_letter').where('notice', '=', notice);
  let told = db.deleteFrom('told').where('notice', '=', notice);
  if (recipient !== null) {
    earlier = earlier.where('recipient_id', '=', recipient);
    told = told.where('recipient_id', '=', recipient);
  }
  await earlier.execute();
  await told.execute();
  // A letter that somebody else has as well, under the same address, stays theirs.
  const named = new Set<string>();
  for (const reference of references) {
    const others = await handOn(db, reference, recipient!);
    if (others !== 'none') references.delete(reference);
    if (others === 'named') named.add(reference);
  }
  return { count, references, named };
}

async function referencesOf(db: Db, notice: number, recipient: string): Promise<string[]> {
  const told = await db
    .selectFrom('told')
    .select('delivery')
    .where('notice', '=', notice)
    .where('recipient_id', '=', recipient)
    .where('delivery', 'is not', null)
    .execute();
  const earlier = await db
    .selectFrom('earlier_letter')
    .select('delivery')
    .where('notice', '=', notice)
    .where('recipient_id', '=', recipient)
    .execute();
  return [...told, ...earlier].map((row) => row.delivery!);
}

/** Whether another person stands on the letter, which is theirs alone from now on, and whether it named the first. */
async function handOn(db: Db, reference: string, recipient: string): Promise<'none' | 'others' | 'named'> {
  const other = await db
    .selectFrom('told')
    .select('recipient_id')
    .where('delivery', '=', reference)
    .where('recipient_id', '!=', recipient)
    .limit(1)
    .executeTakeFirst();
  if (!other) return 'none';
  const handed = await db
    .updateTable('delivery')
    .set({ recipient_id: other.recipient_id, name: null })
    .where('reference', '=', reference)
    .where('recipient_id', '=', recipient)
    .executeTakeFirst();
  return handed.numUpdatedRows > 0n ? 'named' : 'others';
}

/** Takes salts and private parts out of the chain; what the links say as a whole stays as it was. */
async function eraseEntries(
  db: Db,
  notice: number,
  key: string,
  recipient: string | null,
  { references, named }: Erased,
): Promise<number> {
  let erased = 0;
  const isTheirs = ({ private: hidden }: ChainEntry): boolean =>
    hidden !== undefined &&
    (recipient === null ||
      (hidden.recipient === undefined
        ? references.has(String(hidden.reference))
        : hidden.recipient === recipient || named.has(String(hidden.reference))));
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('chain_link')
      .selectAll()
      .where('notice', '=', notice)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(200)
      .execute();
    for (const row of rows) {
      const { entries } = linkOf(row, key);
      const theirs = entries.filter(isTheirs).length;
      if (theirs === 0) continue;
      erased += theirs;
      const left = entries.map((entry) =>
        isTheirs(entry) ? { public: entry.public, commitment: entry.commitment } : entry,
      );
      await db
        .updateTable('chain_link')
        .set({ entries: storedEntries(left) })
        .where('notice', '=', notice)
        .where('seq', '=', row.seq)
        .execute();
    }
    if (rows.length === 0) return erased;
    after = rows.at(-1)!.seq;
  }
}

/** Erases letters of closed notices that nobody stands on any more, with all that was heard of them. */
async function eraseLetters(db: Db): Promise<void> {
  const closed = await db
    .selectFrom('notice')
    .select('letter')
    .distinct()
    .where('closed_at', 'is not', null)
    .execute();
  const letters = closed.map((row) => row.letter);
  if (letters.length === 0) return;
  const orphans = db
    .selectFrom('delivery')
    .select('delivery.reference')
    .where('delivery.letter', 'in', letters)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('told').select('told.notice').whereRef('told.delivery', '=', 'delivery.reference')),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('earlier_letter')
            .select('earlier_letter.notice')
            .whereRef('earlier_letter.delivery', '=', 'delivery.reference'),
        ),
      ),
    );
  await db.deleteFrom('event').where('delivery', 'in', orphans).execute();
  await db.deleteFrom('provider_event').where('delivery', 'in', orphans).execute();
  await db.deleteFrom('delivery').where('reference', 'in', orphans).execute();
  const batches = await db
    .selectFrom('batch')
    .select(['key', 'members'])
    .where('letter', 'in', letters)
    .execute();
  for (const { key, members } of batches) {
    const references = JSON.parse(members) as string[];
    const left = await db
      .selectFrom('delivery')
      .select('reference')
      .where('reference', 'in', references)
      .execute();
    if (left.length === references.length) continue;
    if (left.length === 0) {
      await db.deleteFrom('batch').where('key', '=', key).execute();
      continue;
    }
    const there = new Set(left.map((row) => row.reference));
    const rest = JSON.stringify(references.filter((reference) => there.has(reference)));
    await db.updateTable('batch').set({ members: rest }).where('key', '=', key).execute();
  }
}

import type { Kysely } from 'kysely';
import { noticeKey } from '../notice/plan.ts';
import type { Day } from '../policy/day.ts';
import { digestOf } from '../policy/digest.ts';
import { canonical, type JsonObject, type LinkKind } from './chain.ts';
import type { BatchMember, BatchOutcome, Recorded } from './ledger.ts';
import {
  type AppendedLink,
  appendForLetters,
  appendLink,
  appendLinks,
  type ChainDraft,
  type LetterLink,
  type LetterNow,
  lettersNow,
} from './ledger-chain.ts';
import type { LedgerTables } from './ledger-tables.ts';

/**
 * What each kind of change of the ledger leaves in the chain. Called last in the transaction of that change; what is
 * personal stands in `private`, what tells the story without anybody's name in `public`.
 */

type Db = Kysely<LedgerTables>;

/** Somebody who is told of a notice by a letter that is about to be tried. */
export interface ToldMember {
  notice: number;
  recipient: string;
  joined: boolean;
  member: BatchMember;
}

/** Batches that are about to be tried, one entry per person and notice; and that their notices have begun. */
export async function chainIntents(
  db: Db,
  batches: readonly { key: string; people: readonly ToldMember[] }[],
  { letter, at, day, texts }: { letter: string; at: string; day: Day; texts: ReadonlyMap<string, string> },
): Promise<void> {
  const notices = new Set(batches.flatMap(({ people }) => people.map(({ notice }) => notice)));
  const byNotice = new Map<number, AppendedLink[]>();
  const begun = await newlyBegun(db, [...notices], day);
  for (const { notice, facts } of begun) byNotice.set(notice, [{ kind: 'begun', at, facts }]);
  for (const { key, people } of batches) {
    const variants = [...new Set(people.map(({ member }) => member.variant))].sort();
    // Of letters that were found to have left, the text is not known.
    const known = variants.filter((variant) => texts.has(variant));
    const facts: JsonObject = {
      ...{ batch: key, letter, day },
      texts: Object.fromEntries(known.map((variant) => [variant, texts.get(variant)!])),
    };
    for (const [notice, mine] of Map.groupBy(people, (person) => person.notice)) {
      const link: AppendedLink = { kind: 'intent', at, facts, entries: mine.map(intentOf) };
      const links = byNotice.get(notice);
      if (links) links.push(link);
      else byNotice.set(notice, [link]);
    }
  }
  await appendLinks(db, byNotice);
  for (const { notice, facts } of begun)
    await db
      .updateTable('chain_head')
      .set({ begun: canonical(facts) })
      .where('notice', '=', notice)
      .execute();
}

function intentOf({ recipient, joined, member }: ToldMember): ChainDraft {
  const { reference, address, name, variant } = member;
  return {
    public: {
      how: 'letter',
      joined,
      letter: reference,
      person: recipient,
      timing: variant.split(' ')[1] ?? '',
    },
    private: { address, name, recipient, reference, ...(variant === '' ? {} : { variant }) },
  };
}

/** Notices as they were when their first letter was about to go; from then on they stay so. */
async function newlyBegun(
  db: Db,
  ids: readonly number[],
  day: Day,
): Promise<{ notice: number; facts: JsonObject }[]> {
  const rows = await db
    .selectFrom('notice')
    .leftJoin('chain_head', 'chain_head.notice', 'notice.id')
    .selectAll('notice')
    .select('chain_head.begun')
    .where('id', 'in', ids)
    .execute();
  return rows.flatMap((row) => {
    const facts: JsonObject = {
      ...{ policy: row.policy, version: row.version, kind: row.kind, letter: row.letter, class: row.class },
      ...{ published: row.published, effective: row.effective, deadline: row.deadline, period: row.period },
      ...{
        clearDays: row.clear_days === 1,
        exempt: row.exempt === 1,
        digest: row.digest,
        firstDay: row.first_day ?? day,
      },
    };
    return row.begun === canonical(facts) ? [] : [{ notice: row.id, facts }];
  });
}

/** What came of the letters of batches, a link for each. */
export async function chainOutcomes(
  db: Db,
  outcomes: readonly BatchOutcome[],
  day: Day,
  now: ReadonlyMap<string, LetterNow>,
): Promise<void> {
  const links = outcomes.map(({ key, results, at, day: known = day }): LetterLink => {
    const byReference = new Map(results.map((result) => [result.reference, result]));
    return {
      ...{ kind: 'outcome', at, facts: { batch: key, day: known }, references: [...byReference.keys()] },
      draftOf(reference, { state }) {
        const { state: outcome, providerId = null, reason = null } = byReference.get(reference)!;
        // The provider's news can be faster than its answer, and may have told more by then.
        return {
          public: { letter: reference, outcome, state },
          private: { providerId, reason, reference },
        };
      },
    };
  });
  await appendForLetters(db, links, now);
}

/** Letters that were certainly not taken and wait again. */
export async function chainReleased(
  db: Db,
  key: string,
  references: readonly string[],
  reason: string,
  at: string,
  day: Day,
): Promise<void> {
  const link: LetterLink = {
    ...{ kind: 'released', at, facts: { batch: key, day, reason }, references },
    draftOf: (reference, { state }) => ({ public: { letter: reference, state }, private: { reference } }),
  };
  await appendForLetters(db, [link], await lettersNow(db, references));
}

/** What the provider told about letters later on. */
export interface ChainedEvent {
  reference: string;
  /** `email.bounced` … */
  type: string;
  happenedAt: string;
  detail: string | null;
  /** The event as it came. */
  raw: string;
}

/** Call it last in the transaction that keeps the events; one link per notice, however many letters they are about, and more where one has several events. */
export async function chainEvents(db: Db, events: readonly ChainedEvent[], at: string): Promise<void> {
  const rounds: ChainedEvent[][] = [];
  const seen = new Map<string, number>();
  // Several events of one letter stay in their order: the last one says how it stands.
  for (const event of events) {
    const round = seen.get(event.reference) ?? 0;
    seen.set(event.reference, round + 1);
    rounds[round] ??= [];
    rounds[round].push(event);
  }
  const links = rounds.map((round): LetterLink => {
    const byReference = new Map(round.map((event) => [event.reference, event]));
    return {
      ...{ kind: 'event', at, references: [...byReference.keys()] },
      draftOf(reference, { state, day }) {
        const { type, happenedAt, detail, raw } = byReference.get(reference)!;
        return {
          public: { ...(day === null ? {} : { day }), letter: reference, state, type },
          private: { detail, happenedAt, payload: digestOf(raw), reference },
        };
      },
    };
  });
  await appendForLetters(db, links, await lettersNow(db, [...seen.keys()]));
}

/** One link per notice, with an entry for each of its people. */
async function appendPeople<Person extends { notice: number }>(
  db: Db,
  kind: LinkKind,
  at: string,
  people: readonly Person[],
  draftOf: (person: Person) => ChainDraft,
): Promise<void> {
  const links = [...Map.groupBy(people, ({ notice }) => notice)].map(([notice, mine]) => [
    notice,
    [{ kind, at, entries: mine.map(draftOf) }],
  ]) satisfies [number, AppendedLink[]][];
  await appendLinks(db, new Map(links));
}

/**
 * People who are told without a letter of their own: by the site, at sign-up, or by a letter that went before. Whose
 * letter waits gets an entry when it is about to go.
 */
export const chainTold = (
  db: Db,
  rows: readonly Pick<LedgerTables['told'], 'notice' | 'recipient_id' | 'how' | 'delivery' | 'joined'>[],
  at: string,
): Promise<void> =>
  appendPeople(db, 'told', at, rows, ({ recipient_id: recipient, how, delivery, joined }) => ({
    public: {
      ...{ how, joined: joined === 1 },
      ...(delivery === null ? {} : { letter: delivery }),
      person: recipient,
    },
    private: { recipient, ...(delivery === null ? {} : { reference: delivery }) },
  }));

/** People who left the list before anything was attempted for them. */
export const chainLeft = (
  db: Db,
  rows: readonly { notice: number; recipient_id: string }[],
  at: string,
): Promise<void> =>
  appendPeople(db, 'left', at, rows, ({ recipient_id: recipient }) => ({
    public: { how: 'left', person: recipient },
    private: { recipient },
  }));

/** What people recorded: that somebody was told in another way. */
export const chainRecorded = (
  db: Db,
  rows: readonly (Recorded & { notice: number })[],
  at: string,
): Promise<void> =>
  appendPeople(db, 'recorded', at, rows, ({ recipientId: recipient, channel, day }) => ({
    public: { channel, day, how: 'otherwise', person: recipient },
    private: { recipient },
  }));

/** See `Ledger.keepLook`. */
export async function chainLooks(
  db: Db,
  looks: readonly { notice: string; where: string; digest: string }[],
  at: string,
): Promise<void> {
  const rows = await db
    .selectFrom('notice')
    .select(['id', 'policy', 'version', 'kind'])
    .orderBy('id')
    .execute();
  for (const row of rows) {
    const look = looks.find(({ notice }) => notice === noticeKey(row));
    if (!look) continue;
    const { where, digest } = look;
    await appendLink(db, row.id, { kind: 'site', at, facts: { where, digest, shown: true } });
  }
}

/** See `Ledger.restart`: letters of the outbox prove nothing, so their chain begins again with them. */
export async function forgetChain(db: Db, letter: string): Promise<void> {
  const mine = db.selectFrom('notice').select('id').where('letter', '=', letter);
  await db.deleteFrom('chain_link').where('notice', 'in', mine).execute();
  await db.deleteFrom('chain_head').where('notice', 'in', mine).execute();
}

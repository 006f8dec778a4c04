import type { Kysely } from 'kysely';
import { noticeKey } from '../notice/plan.ts';
import type { Day } from '../policy/day.ts';
import { digestOf } from '../policy/digest.ts';
import { canonical, type JsonObject } from './chain.ts';
import type { BatchMember, BatchOutcome, Recorded, Telling } from './ledger.ts';
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
  for (const notice of [...notices].sort((a, b) => a - b)) {
    const links = batches.flatMap(({ key, people }): AppendedLink[] => {
      const mine = people.filter((person) => person.notice === notice);
      if (mine.length === 0) return [];
      const variants = [...new Set(people.map(({ member }) => member.variant))].sort();
      const facts: JsonObject = {
        ...{ batch: key, letter, day },
        texts: Object.fromEntries(variants.map((variant) => [variant, texts.get(variant)!])),
      };
      return [{ kind: 'intent', at, facts, entries: mine.map(intentOf) }];
    });
    await chainBegun(db, notice, at, day);
    await appendLinks(db, notice, links);
  }
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
    private: { address, name, recipient, reference, variant },
  };
}

/** The notice as it was when its first letter was about to go; from then on it stays so. */
async function chainBegun(db: Db, id: number, at: string, day: Day): Promise<void> {
  const row = await db.selectFrom('notice').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const facts = {
    ...{ policy: row.policy, version: row.version, kind: row.kind, letter: row.letter, class: row.class },
    ...{ published: row.published, effective: row.effective, deadline: row.deadline, period: row.period },
    ...{
      clearDays: row.clear_days === 1,
      exempt: row.exempt === 1,
      digest: row.digest,
      firstDay: row.first_day ?? day,
    },
  };
  const begun = canonical(facts);
  const head = await db.selectFrom('chain_head').select('begun').where('notice', '=', id).executeTakeFirst();
  if (head?.begun === begun) return;
  await appendLink(db, id, { kind: 'begun', at, facts });
  await db.updateTable('chain_head').set({ begun }).where('notice', '=', id).execute();
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

/**
 * People who are told without a letter of their own: by the site, at sign-up, or by a letter that went before. Whose
 * letter waits gets an entry when it is about to go.
 */
export async function chainTold(
  db: Db,
  rows: readonly {
    notice: number;
    recipient_id: string;
    how: Telling;
    delivery: string | null;
    joined: number;
  }[],
  at: string,
): Promise<void> {
  const byNotice = Map.groupBy(rows, (row) => row.notice);
  for (const notice of [...byNotice.keys()].sort((a, b) => a - b)) {
    const entries = byNotice.get(notice)!.map(({ recipient_id: recipient, how, delivery, joined }) => ({
      public: {
        ...{ how, joined: joined === 1 },
        ...(delivery === null ? {} : { letter: delivery }),
        person: recipient,
      },
      private: { recipient, ...(delivery === null ? {} : { reference: delivery }) },
    }));
    await appendLink(db, notice, { kind: 'told', at, entries });
  }
}

/** People who left the list before anything was attempted for them. */
export async function chainLeft(
  db: Db,
  rows: readonly { notice: number; recipient_id: string }[],
  at: string,
): Promise<void> {
  const byNotice = Map.groupBy(rows, (row) => row.notice);
  for (const notice of [...byNotice.keys()].sort((a, b) => a - b)) {
    const entries = byNotice.get(notice)!.map(({ recipient_id: recipient }) => ({
      public: { how: 'left', person: recipient },
      private: { recipient },
    }));
    await appendLink(db, notice, { kind: 'left', at, entries });
  }
}

/** What people recorded: that somebody was told in another way. */
export async function chainRecorded(
  db: Db,
  rows: readonly (Recorded & { notice: number })[],
  at: string,
): Promise<void> {
  const byNotice = Map.groupBy(rows, (row) => row.notice);
  for (const notice of [...byNotice.keys()].sort((a, b) => a - b)) {
    const entries = byNotice.get(notice)!.map(({ recipientId: recipient, channel, day }) => ({
      public: { channel, day, how: 'otherwise', person: recipient },
      private: { recipient },
    }));
    await appendLink(db, notice, { kind: 'recorded', at, entries });
  }
}

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

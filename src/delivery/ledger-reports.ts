import { type Kysely, sql } from 'kysely';
import { type NoticeKind, noticeKey } from '../notice/plan.ts';
import { failedStates } from './event-state.ts';
import type { FateCount, StoryLine, WorkItem } from './ledger.ts';
import type { LedgerTables } from './ledger-tables.ts';

type Db = Kysely<LedgerTables>;

/** See `Ledger.fates`. */
export async function readFates(db: Db): Promise<FateCount[]> {
  // Letters first, in the order of their references: who stands on them is indexed in the same order.
  const byLetter = await db
    .selectFrom('delivery')
    .crossJoin('told')
    .whereRef('told.delivery', '=', 'delivery.reference')
    .where('told.how', '=', 'letter')
    .select(['told.notice', 'told.how', 'told.joined', 'delivery.state', 'delivery.day'])
    .select((eb) => eb.fn.countAll<number>().as('people'))
    .groupBy(['told.notice', 'told.how', 'told.joined', 'delivery.state', 'delivery.day'])
    .execute();
  const others = await db
    .selectFrom('told')
    .where((eb) => eb.or([eb('how', '!=', 'letter'), eb('delivery', 'is', null)]))
    .select(['notice', 'how', 'joined', 'day', sql<null>`null`.as('state')])
    .select((eb) => eb.fn.countAll<number>().as('people'))
    .groupBy(['notice', 'how', 'joined', 'day'])
    .execute();
  const purged = await db.selectFrom('purged_fate').selectAll().execute();
  const notices = await db.selectFrom('notice').select(['id', 'policy', 'version', 'kind']).execute();
  const keys = new Map(notices.map((row) => [row.id, noticeKey(row)]));
  return [...byLetter, ...others, ...purged].map((row) => ({
    notice: keys.get(row.notice)!,
    how: row.how,
    state: row.state,
    day: row.day,
    joined: row.joined === 1,
    people: Number(row.people),
  }));
}

/** See `Ledger.reached`. */
export async function* readReached(db: Db, notice: string, waiting: boolean): AsyncGenerator<string[]> {
  const [policy, version, kind] = notice.split('/') as [string, string, NoticeKind];
  const row = await db
    .selectFrom('notice')
    .select('id')
    .where('policy', '=', policy)
    .where('version', '=', version)
    .where('kind', '=', kind)
    .executeTakeFirst();
  if (!row) return;
  const none = waiting ? (['follow'] as const) : (['follow', 'send'] as const);
  // The few whom no letter reached are set aside, rather than a letter looked up for each of all the others.
  const unreached = db
    .selectFrom('delivery')
    .select('reference')
    .where('letter', 'in', db.selectFrom('delivery').select('letter').distinct())
    .where('todo', 'in', none);
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('told')
      .where('told.notice', '=', row.id)
      .where('told.recipient_id', '>', after)
      .where((eb) =>
        eb.or([
          eb('told.how', '=', 'otherwise'),
          eb.and([eb('told.how', '=', 'letter'), eb('told.delivery', 'not in', unreached)]),
        ]),
      )
      .select('told.recipient_id')
      .orderBy('told.recipient_id')
      .limit(10_000)
      .execute();
    if (rows.length === 0) return;
    yield rows.map(({ recipient_id }) => recipient_id);
    after = rows.at(-1)!.recipient_id;
  }
}

/** See `Ledger.story`. */
export async function readStory(db: Db, recipientId: string): Promise<StoryLine[]> {
  const told = await db
    .selectFrom('told')
    .innerJoin('notice', 'notice.id', 'told.notice')
    .where('told.notice', 'in', db.selectFrom('notice').select('id'))
    .where('told.recipient_id', '=', recipientId)
    .select(['notice.id', 'notice.policy', 'notice.version', 'notice.kind', 'notice.opened_at'])
    .select(['told.how', 'told.delivery', 'told.channel', 'told.day', 'told.recorded_at'])
    .orderBy('notice.id')
    .execute();
  const earlier = await db
    .selectFrom('earlier_letter')
    .where('recipient_id', '=', recipientId)
    .select(['notice', 'delivery'])
    .execute();
  const letters = await readLetters(db, [
    ...told.flatMap((row) => row.delivery ?? []),
    ...earlier.map((row) => row.delivery),
  ]);
  const lines: StoryLine[] = [];
  for (const row of told) {
    const notice = noticeKey(row);
    const before = earlier.filter((e) => e.notice === row.id).map((e) => e.delivery);
    for (const reference of [...before, ...(row.delivery === null ? [] : [row.delivery])])
      lines.push(...(letters.get(reference) ?? []).map((line) => ({ ...line, notice })));
    if (row.how === 'letter') continue;
    const base = { notice, address: null, reference: null, providerId: null };
    const at = row.recorded_at ?? row.opened_at;
    lines.push(
      row.how === 'otherwise'
        ? { ...base, at, day: row.day, what: `told by ${row.channel}`, detail: 'recorded by a person' }
        : { ...base, at, day: at.slice(0, 10), what: row.how, detail: null },
    );
  }
  // What has no time is still to come; what has the same time stays in the order in which it was written.
  return lines.sort((a, b) => instantOf(a) - instantOf(b));
}

const instantOf = ({ at }: StoryLine): number =>
  at === null ? Number.MAX_SAFE_INTEGER : Temporal.Instant.from(at).epochMilliseconds;

type LetterLine = Omit<StoryLine, 'notice'>;

/** What happened to letters, by reference, as it was written down. */
async function readLetters(db: Db, references: readonly string[]): Promise<Map<string, LetterLine[]>> {
  if (references.length === 0) return new Map();
  const letters = await db
    .selectFrom('delivery')
    .leftJoin('batch', 'batch.key', 'delivery.batch')
    .where('delivery.reference', 'in', [...references])
    .select(['delivery.reference', 'delivery.address', 'delivery.state', 'delivery.day'])
    .select(['batch.first_tried_at', 'batch.tries'])
    .execute();
  const events = await db
    .selectFrom('event')
    .selectAll()
    .where('delivery', 'in', [...references])
    .orderBy('id')
    .execute();
  const byLetter = Map.groupBy(events, (event) => event.delivery);
  return new Map(
    letters.map(({ reference, address, state, day, first_tried_at: at, tries }): [string, LetterLine[]] => {
      const base = { reference, address };
      const waits = state === 'pending' && at === null;
      const detail = (tries ?? 0) > 1 ? `${tries} tries under one key` : null;
      // The letter's day is that of its outcome where it was tried again later; then only the instant tells of the first try.
      const triedOn = (tries ?? 0) > 1 && at !== null && day !== null && at.slice(0, 10) < day ? null : day;
      const attempt = { ...base, at, day: triedOn, what: 'attempted', providerId: null, detail };
      const known = (byLetter.get(reference) ?? []).map((event) => ({
        ...{ ...base, at: event.at, day: event.day, what: event.kind },
        ...{ providerId: event.provider_id, detail: event.detail },
      }));
      const waiting = { ...base, at: null, day: null, what: 'pending', providerId: null, detail: null };
      // A letter that waits again has tries behind it that were certainly not taken.
      return [reference, waits ? [...known, waiting] : [attempt, ...known]];
    }),
  );
}

/** Kinds of events that leave a letter in the worklist. */
const failures = [...failedStates, 'bounced-for-now', 'failed', 'unknown'];

/** See `Ledger.worklist`. */
export async function* readWorklist(db: Db): AsyncGenerator<WorkItem> {
  let after = { notice: 0, recipient: '' };
  for (;;) {
    const rows = await db
      .selectFrom('told')
      .innerJoin('notice', 'notice.id', 'told.notice')
      .leftJoin('delivery', 'delivery.reference', 'told.delivery')
      .where((eb) =>
        eb.or([
          eb('told.how', '=', 'siteOnly'),
          eb.and([eb('told.how', '=', 'letter'), eb('delivery.state', 'in', [...failedStates, 'unknown'])]),
        ]),
      )
      .where((eb) =>
        eb.or([
          eb('told.notice', '>', after.notice),
          eb.and([eb('told.notice', '=', after.notice), eb('told.recipient_id', '>', after.recipient)]),
        ]),
      )
      .select(['told.notice', 'told.recipient_id', 'told.how', 'told.delivery'])
      .select(['notice.policy', 'notice.version', 'notice.kind', 'delivery.address', 'delivery.state'])
      .select((eb) =>
        eb
          .selectFrom('event')
          .select('event.detail')
          .whereRef('event.delivery', '=', 'told.delivery')
          // News that came later, or late, may say nothing of why.
          .where('event.kind', 'in', failures)
          .where('event.detail', 'is not', null)
          .orderBy('event.id', 'desc')
          .limit(1)
          .as('reason'),
      )
      .orderBy('told.notice')
      .orderBy('told.recipient_id')
      .limit(1000)
      .execute();
    for (const row of rows) {
      yield {
        notice: noticeKey(row),
        recipientId: row.recipient_id,
        address: row.address,
        state: row.how === 'letter' ? row.state! : row.how,
        reference: row.delivery,
        reason: row.reason ?? (row.how === 'siteOnly' ? 'no usable address in the list' : null),
      };
    }
    const last = rows.at(-1);
    if (!last) return;
    after = { notice: last.notice, recipient: last.recipient_id };
  }
}

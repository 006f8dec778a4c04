import type { Kysely } from 'kysely';
import { noticeKey } from '../notice/plan.ts';
import type { FateCount, StoryLine, WorkItem } from './ledger.ts';
import type { LedgerTables } from './ledger-tables.ts';

type Db = Kysely<LedgerTables>;

/** See `Ledger.fates`. */
export async function readFates(db: Db): Promise<FateCount[]> {
  const rows = await db
    .selectFrom('told')
    .leftJoin('delivery', 'delivery.reference', 'told.delivery')
    .select([
      'told.notice',
      'told.how',
      'told.joined',
      'delivery.state',
      'delivery.day',
      'told.day as other_day',
    ])
    .select((eb) => eb.fn.countAll<number>().as('people'))
    .groupBy(['told.notice', 'told.how', 'told.joined', 'delivery.state', 'delivery.day', 'told.day'])
    .execute();
  const notices = await db.selectFrom('notice').select(['id', 'policy', 'version', 'kind']).execute();
  const keys = new Map(notices.map((row) => [row.id, noticeKey(row)]));
  return rows.map((row) => ({
    notice: keys.get(row.notice)!,
    how: row.how,
    state: row.how === 'letter' ? row.state : null,
    day: row.how === 'letter' ? row.day : row.other_day,
    joined: row.joined === 1,
    people: Number(row.people),
  }));
}

/** See `Ledger.story`. */
export async function readStory(db: Db, recipientId: string): Promise<StoryLine[]> {
  const told = await db
    .selectFrom('told')
    .innerJoin('notice', 'notice.id', 'told.notice')
    .leftJoin('delivery', 'delivery.reference', 'told.delivery')
    .leftJoin('batch', 'batch.key', 'delivery.batch')
    .where('told.recipient_id', '=', recipientId)
    .select([
      'notice.policy',
      'notice.version',
      'notice.kind',
      'notice.opened_at',
      'told.how',
      'told.delivery',
    ])
    .select(['delivery.address', 'delivery.state', 'delivery.day', 'batch.first_tried_at', 'batch.tries'])
    .select(['told.channel', 'told.day as other_day', 'told.recorded_at'])
    .orderBy('notice.id')
    .execute();
  const references = [...new Set(told.map((row) => row.delivery).filter((r) => r !== null))];
  const events =
    references.length === 0
      ? []
      : await db.selectFrom('event').selectAll().where('delivery', 'in', references).orderBy('id').execute();
  const lines: StoryLine[] = [];
  for (const row of told) {
    const base = { notice: noticeKey(row), address: row.address, reference: row.delivery };
    if (row.how !== 'letter' && row.how !== 'otherwise') {
      const at = row.recorded_at ?? row.opened_at;
      lines.push({ ...base, at, day: at.slice(0, 10), what: row.how, providerId: null, detail: null });
      continue;
    }
    if (row.state === 'pending') {
      lines.push({ ...base, at: null, day: null, what: 'pending', providerId: null, detail: null });
    } else if (row.state !== null) {
      const detail = row.tries && row.tries > 1 ? `${row.tries} tries under one key` : null;
      const what = 'attempted';
      lines.push({ ...base, at: row.first_tried_at, day: row.day, what, providerId: null, detail });
    }
    for (const event of events.filter((e) => e.delivery === row.delivery)) {
      const { at, day, kind, provider_id: providerId, detail } = event;
      lines.push({ ...base, at, day, what: kind, providerId, detail });
    }
    if (row.how === 'otherwise') {
      const told = { at: row.recorded_at, day: row.other_day, what: `told by ${row.channel}` };
      lines.push({ ...base, ...told, providerId: null, detail: 'recorded by a person' });
    }
  }
  return lines;
}

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
          eb.and([
            eb('told.how', '=', 'letter'),
            eb('delivery.state', 'in', ['refused', 'bounced', 'suppressed', 'unknown']),
          ]),
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

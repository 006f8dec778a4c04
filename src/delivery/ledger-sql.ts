import type { BegunNotice } from '../notice/plan.ts';
import type { Day } from '../policy/day.ts';
import { digestOf } from '../policy/digest.ts';
import type { ChainLink } from './chain.ts';
import { chainLooks } from './chain-entries.ts';
import type {
  Batch,
  BatchOutcome,
  Claim,
  ClaimRequest,
  EngageCounts,
  Engagement,
  FateCount,
  KnownMails,
  Ledger,
  NoticeRecord,
  PendingDelivery,
  QueueEnd,
  Recorded,
  SentLetter,
  StoryLine,
  WorkItem,
} from './ledger.ts';
import { agreeOn } from './ledger-agree.ts';
import {
  claimBatches,
  openBatches,
  releaseBatch,
  settleBatches,
  takeOverBatch,
  unfinished,
} from './ledger-batches.ts';
import { readChain } from './ledger-chain.ts';
import type { Db, LedgerDialect } from './ledger-dialect.ts';
import { engage } from './ledger-engage.ts';
import { type KeptEvents, keepEvents, type OpenMail, readOpenMails } from './ledger-events.ts';
import { hasFailures, keepFates, keptFates, recallPass, rememberPass, standing } from './ledger-pass.ts';
import { type PurgeReport, type PurgeRequest, purge } from './ledger-purge.ts';
import { countPending, finishList, narrowLetter, pendingDeliveries, queueEnds } from './ledger-queue.ts';
import { recordTold } from './ledger-record.ts';
import { readFates, readReached, readStory, readWorklist } from './ledger-reports.ts';
import { restartLetter } from './ledger-restart.ts';
import { adoptSent, knownMails } from './ledger-sent.ts';
import type { ProviderEvent } from './provider-events.ts';

/** The ledger in SQL. The queries are Kysely's, so the dialect file is all that a database brings along. */
export class SqlLedger implements Ledger {
  readonly where: string;
  readonly #db: Db;
  readonly #dialect: LedgerDialect;
  /** Letters queued or settled since the database was surveyed. */
  #changed = 0;
  #surveyed = false;

  constructor(db: Db, dialect: LedgerDialect) {
    this.#db = db;
    this.#dialect = dialect;
    this.where = dialect.where;
  }

  /** A transaction beside which nobody changes or empties the queue of the letter. */
  #alone<T>(letter: string, work: (tx: Db) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute(async (tx) => {
      await this.#dialect.alone(tx, letter);
      return work(tx);
    });
  }

  /** Where little has changed, what the database knows is good enough. */
  async #survey(): Promise<void> {
    if (this.#changed < 1000) return;
    await this.#dialect.survey(this.#db);
    this.#changed = 0;
    this.#surveyed = true;
  }

  async begun(): Promise<BegunNotice[]> {
    const rows = await this.#db.selectFrom('notice').selectAll().where('first_day', 'is not', null).execute();
    const open = new Set<number>();
    for (const query of await unfinished(this.#db, [...new Set(rows.map((row) => row.letter))]))
      for (const { notice } of await query.distinct().execute()) open.add(notice);
    // Whose announcement has no outcome yet may still be owed the correction.
    for (const { policy, version } of rows.filter(({ id, kind }) => kind === 'advance' && open.has(id)))
      for (const row of rows)
        if (row.kind === 'correction' && row.policy === policy && row.version === version) open.add(row.id);
    return rows.map((row) => ({
      policy: row.policy,
      version: row.version,
      kind: row.kind,
      firstDay: row.first_day!,
      complete: row.listed === 1 && !open.has(row.id),
      letter: row.letter,
    }));
  }

  async notices(): Promise<(NoticeRecord & { firstDay: Day | null })[]> {
    const rows = await this.#db.selectFrom('notice').selectAll().orderBy('id').execute();
    return rows.map((row) => ({
      policy: row.policy,
      version: row.version,
      kind: row.kind,
      letter: row.letter,
      class: row.class,
      published: row.published,
      effective: row.effective,
      deadline: row.deadline,
      period: row.period,
      clearDays: row.clear_days === 1,
      exempt: row.exempt === 1,
      digest: row.digest,
      firstDay: row.first_day,
    }));
  }

  async open(notices: readonly NoticeRecord[], at: string): Promise<void> {
    if (notices.length === 0) return;
    await this.#db
      .insertInto('notice')
      .values(
        notices.map((notice) => ({
          policy: notice.policy,
          version: notice.version,
          kind: notice.kind,
          letter: notice.letter,
          class: notice.class,
          published: notice.published,
          effective: notice.effective,
          deadline: notice.deadline,
          period: notice.period,
          clear_days: notice.clearDays ? 1 : 0,
          exempt: notice.exempt ? 1 : 0,
          digest: notice.digest,
          opened_at: at,
          first_day: null,
          listed: 0,
        })),
      )
      // Until the first letter leaves, a notice may still be re-planned; after it, it stays as it was.
      .onConflict((conflict) =>
        conflict
          .columns(['policy', 'version', 'kind'])
          .doUpdateSet((eb) => ({
            letter: eb.ref('excluded.letter'),
            class: eb.ref('excluded.class'),
            published: eb.ref('excluded.published'),
            effective: eb.ref('excluded.effective'),
            deadline: eb.ref('excluded.deadline'),
            period: eb.ref('excluded.period'),
            clear_days: eb.ref('excluded.clear_days'),
            exempt: eb.ref('excluded.exempt'),
            digest: eb.ref('excluded.digest'),
          }))
          .where('notice.first_day', 'is', null),
      )
      .execute();
  }

  async engage(
    letter: string,
    run: string,
    people: readonly Engagement[],
    at: string,
    openSince?: string,
  ): Promise<EngageCounts> {
    // What a power failure takes out of the queue, the next pass over the list puts back.
    const counts = await this.#dialect.lightly(this.#db, async (tx) => {
      await this.#dialect.alone(tx, letter);
      return engage(tx, letter, run, people, at, openSince);
    });
    this.#changed += counts.queued;
    // The first group tells what the others will be like.
    if (!this.#surveyed) await this.#survey();
    return counts;
  }

  async finishList(...[letter, ...rest]: Parameters<Ledger['finishList']>): Promise<number> {
    await this.#survey();
    return this.#alone(letter, (tx) => finishList(tx, letter, ...rest));
  }

  narrow(letter: string, notices: readonly string[]): Promise<void> {
    return this.#alone(letter, (tx) => narrowLetter(tx, letter, notices));
  }

  keepLook(looks: readonly { notice: string; where: string; digest: string }[], at: string): Promise<void> {
    return this.#db.transaction().execute((tx) => chainLooks(tx, looks, at));
  }

  chain(notice: string): AsyncIterable<ChainLink> {
    return readChain(this.#db, notice);
  }

  pending(letter: string, limit: number): Promise<PendingDelivery[]> {
    return pendingDeliveries(this.#db, letter, limit);
  }

  queueEnds(letter: string): Promise<QueueEnd[]> {
    return queueEnds(this.#db, letter);
  }

  countPending(letter: string, notice?: string): Promise<number> {
    return countPending(this.#db, letter, notice);
  }

  async daysBefore(letter: string, day: Day): Promise<number> {
    const row = await this.#db
      .selectFrom('delivery')
      .select((eb) => eb.fn.count<number>('day').distinct().as('days'))
      .where('letter', '=', letter)
      .where('day', '<', day)
      .executeTakeFirstOrThrow();
    return Number(row.days);
  }

  async mailsOn(day: Day): Promise<number> {
    const row = await this.#db
      .selectFrom('mail_day')
      .select('mails')
      .where('day', '=', day)
      .executeTakeFirst();
    return row?.mails ?? 0;
  }

  keepText(letter: string, variant: string, rendered: string, at: string): Promise<string> {
    const sha256 = digestOf(rendered);
    return this.#alone(letter, async (tx) => {
      const used = await tx
        .selectFrom('delivery')
        .select('reference')
        .where('letter', '=', letter)
        .where('variant', '=', variant)
        .limit(1)
        .executeTakeFirst();
      const kept = await tx
        .selectFrom('letter_text')
        .select('rendered')
        .where('letter', '=', letter)
        .where('variant', '=', variant)
        .executeTakeFirst();
      if (used && kept) return kept.rendered;
      await tx
        .insertInto('letter_text')
        .values({ letter, variant, rendered, sha256, kept_at: at })
        .onConflict((conflict) =>
          conflict.columns(['letter', 'variant']).doUpdateSet({ rendered, sha256, kept_at: at }),
        )
        .execute();
      return rendered;
    });
  }

  async text(letter: string, variant: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom('letter_text')
      .select('rendered')
      .where('letter', '=', letter)
      .where('variant', '=', variant)
      .executeTakeFirst();
    return row?.rendered ?? null;
  }

  async texts(letter: string): Promise<Map<string, string>> {
    const rows = await this.#db
      .selectFrom('letter_text')
      .select(['variant', 'rendered'])
      .where('letter', '=', letter)
      .execute();
    return new Map(rows.map((row) => [row.variant, row.rendered]));
  }

  restart(letter: string): Promise<void> {
    return this.#alone(letter, (tx) => restartLetter(tx, letter));
  }

  claim(request: ClaimRequest): Promise<Claim> {
    return this.#db.transaction().execute((tx) => claimBatches(tx, this.#dialect, request));
  }

  openBatches(letter?: string): Promise<Batch[]> {
    return openBatches(this.#db, letter);
  }

  takeOver(
    batch: Pick<Batch, 'key' | 'tries' | 'holder'>,
    holder: string,
    at: string,
    leaseUntil: string,
  ): Promise<boolean> {
    return takeOverBatch(this.#db, batch, holder, at, leaseUntil);
  }

  settle(outcomes: readonly BatchOutcome[], day: Day): Promise<void> {
    for (const { results } of outcomes) this.#changed += results.length;
    return this.#dialect.lightly(this.#db, (tx) => settleBatches(tx, outcomes, day));
  }

  release(
    batch: Pick<Batch, 'key' | 'tries' | 'holder'>,
    references: readonly string[],
    reason: string,
    at: string,
    day: Day,
  ): Promise<string[]> {
    return this.#db.transaction().execute(async (tx) => {
      const row = await tx
        .selectFrom('batch')
        .select('letter')
        .where('key', '=', batch.key)
        .executeTakeFirst();
      if (!row) return [];
      await this.#dialect.alone(tx, row.letter);
      return releaseBatch(tx, batch, references, reason, at, day);
    });
  }

  record(
    entries: readonly Recorded[],
    notices: readonly string[],
    at: string,
  ): Promise<{ recorded: number; strangers: string[] }> {
    return this.#db.transaction().execute(async (tx) => {
      const letters = await tx.selectFrom('notice').select('letter').distinct().orderBy('letter').execute();
      for (const { letter } of letters) await this.#dialect.alone(tx, letter);
      return recordTold(tx, entries, notices, at);
    });
  }

  keepEvents(
    events: readonly ProviderEvent[],
    at: string,
    dayOf: (instant: string) => Day,
  ): Promise<KeptEvents> {
    return this.#db.transaction().execute((tx) => keepEvents(tx, this.#dialect, events, at, dayOf));
  }

  async messages(references: readonly string[]): Promise<string[]> {
    if (references.length === 0) return [];
    const rows = await this.#db
      .selectFrom('provider_event')
      .select('raw')
      .where('delivery', 'in', [...references])
      .orderBy('id')
      .execute();
    return rows.map((row) => row.raw);
  }

  knownMails(
    letter: string,
    references: readonly string[],
    addressKeys: readonly string[],
  ): Promise<KnownMails> {
    return knownMails(this.#db, letter, references, addressKeys);
  }

  adopt(letter: string, sent: readonly SentLetter[], at: string): Promise<number> {
    return this.#alone(letter, (tx) => adoptSent(tx, letter, sent, at));
  }

  openMails(since: Day, after: string, limit: number, addresses?: readonly string[]): Promise<OpenMail[]> {
    return readOpenMails(this.#db, since, after, limit, addresses);
  }

  reached(notice: string, waiting: boolean): AsyncIterable<string[]> {
    return readReached(this.#db, notice, waiting);
  }

  async purge(request: PurgeRequest, today: Day, at: string): Promise<PurgeReport> {
    const report = await this.#db.transaction().execute((tx) => purge(tx, request, today, at));
    if (report.erased.length > 0) await this.#dialect.shrink(this.#db);
    return report;
  }

  async fates(): Promise<FateCount[]> {
    return (await keptFates(this.#db, await this.standing())) ?? (await readFates(this.#db));
  }

  async keepFates(): Promise<void> {
    await keepFates(this.#db, await this.standing());
  }

  story(recipientId: string): Promise<StoryLine[]> {
    return readStory(this.#db, recipientId);
  }

  worklist(): AsyncIterable<WorkItem> {
    return readWorklist(this.#db);
  }

  async standing(): Promise<string | null> {
    await this.#survey();
    return standing(this.#db);
  }

  failures(letter: string): Promise<boolean> {
    return hasFailures(this.#db, letter);
  }

  remember(what: string, key: string, value: string): Promise<void> {
    return rememberPass(this.#db, what, key, value);
  }

  recall(what: string, key: string): Promise<string | null> {
    return recallPass(this.#db, what, key);
  }

  agree(what: string, change: (value: string | null, now: number) => string): Promise<void> {
    return this.#dialect.lightly(this.#db, (tx) => agreeOn(tx, this.#dialect, what, change));
  }

  backup(file: string): Promise<void> {
    return this.#dialect.backup(file);
  }

  async close(): Promise<void> {
    await this.#db.destroy();
    this.#dialect.close?.();
  }
}

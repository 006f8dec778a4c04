import { type Selectable, sql } from 'kysely';
import { chainTold } from './chain-entries.ts';
import type { EngagedDuty, Engagement } from './ledger.ts';
import { reopen } from './ledger-batches.ts';
import type { Db } from './ledger-dialect.ts';
import { among, insertAll } from './ledger-lists.ts';
import { dropUnwanted } from './ledger-queue.ts';
import type { LedgerTables } from './ledger-tables.ts';
import { addressKey } from './reference.ts';

/** Runs sort by their start: of two at once the later one's view of the list holds. */
const laterRun = sql<string>`case when excluded.run > told.run then excluded.run else told.run end`;

/** Gathers what a group changes and writes it in few statements. */
export class QueueChanges {
  readonly letter: string;
  readonly #isHere: (key: string) => boolean;
  readonly #run: string;
  readonly #at: string;
  readonly #deliveries: LedgerInsert<'delivery'>[] = [];
  readonly #told = new Map<string, LedgerInsert<'told'>>();
  /** Of whom there is no row yet. */
  readonly #fresh = new Map<string, LedgerInsert<'told'>>();
  /** Of these nothing is left to attempt: they stand in the chain at once. */
  readonly #known = new Map<string, LedgerInsert<'told'>>();
  readonly #earlier: LedgerInsert<'earlier_letter'>[] = [];
  readonly #seen: { notice: number; recipient: string }[] = [];
  readonly #renamed: { reference: string; name: string | null; recipient: string }[] = [];
  readonly #abandoned: string[] = [];
  readonly #asked: string[] = [];

  /** @param isHere whether somebody, by `${notice}/${recipientId}`, is told of a notice in whatever way. */
  constructor(letter: string, run: string, at: string, isHere: (key: string) => boolean) {
    this.letter = letter;
    this.#isHere = isHere;
    this.#run = run;
    this.#at = at;
  }

  add(reference: string, person: Engagement, address: string): void {
    this.#deliveries.push({
      reference,
      letter: this.letter,
      recipient_id: person.recipientId,
      address,
      address_key: addressKey(address),
      name: person.name ?? null,
      locale: person.locale ?? null,
      state: 'pending',
      variant: null,
      batch: null,
      day: null,
    });
  }

  tell(notice: number, recipientId: string, duty: EngagedDuty, delivery: string | null, waits = false): void {
    const row = {
      notice,
      recipient_id: recipientId,
      how: duty.how,
      delivery,
      joined: duty.joined ? 1 : 0,
      run: this.#run,
      ...{ channel: null, day: null, recorded_at: duty.how === 'letter' ? null : this.#at },
    };
    const key = `${notice}/${recipientId}`;
    (this.#isHere(key) ? this.#told : this.#fresh).set(key, row);
    if (waits) this.#known.delete(key);
    else this.#known.set(key, row);
  }

  /** Another address is tried after a letter that reached nobody: that letter is not forgotten. */
  follows(notice: number, recipient: string, delivery: string): void {
    this.#earlier.push({ notice, recipient_id: recipient, delivery });
  }

  seen(notice: number, recipient: string): void {
    this.#seen.push({ notice, recipient });
  }

  rename(reference: string, name: string | null, recipient: string): void {
    this.#renamed.push({ reference, name, recipient });
  }

  /** A mail that somebody waits for no more; when nobody does, it must not go. */
  abandon(reference: string): void {
    this.#abandoned.push(reference);
  }

  /** A letter of which nobody knows what became, and that another reader stands on now: for them it is looked up again. */
  ask(reference: string): void {
    this.#asked.push(reference);
  }

  async write(db: Db): Promise<void> {
    await insertAll(db, 'delivery', this.#deliveries);
    // To look whether they are there takes PostgreSQL nearly as long as to write them.
    await insertAll(db, 'told', [...this.#fresh.values()]);
    await insertAll(db, 'told', [...this.#told.values()], (insert) =>
      insert.onConflict((conflict) =>
        conflict.columns(['notice', 'recipient_id']).doUpdateSet((eb) => ({
          how: eb.ref('excluded.how'),
          delivery: eb.ref('excluded.delivery'),
          joined: eb.ref('excluded.joined'),
          recorded_at: eb.ref('excluded.recorded_at'),
          run: laterRun,
        })),
      ),
    );
    await insertAll(db, 'earlier_letter', this.#earlier, (insert) =>
      insert.onConflict((conflict) => conflict.doNothing()),
    );
    for (const [notice, list] of Map.groupBy(this.#seen, (s) => s.notice)) {
      const recipients = list.map(({ recipient }) => recipient);
      await db
        .updateTable('told')
        .set({ run: this.#run })
        .where('notice', '=', notice)
        .where('run', '<', this.#run)
        .where(among(db, 'recipient_id', recipients))
        .execute();
    }
    for (const { reference, name, recipient } of this.#renamed) {
      await db
        .updateTable('delivery')
        .set({ name })
        .where('reference', '=', reference)
        .where('recipient_id', '=', recipient)
        .where('state', '=', 'pending')
        .execute();
    }
    await dropUnwanted(db, this.#abandoned);
    if (this.#asked.length > 0) await reopen(db, this.#asked);
    await chainTold(db, [...this.#known.values()], this.#at);
  }
}

type LedgerInsert<T extends keyof LedgerTables> = Omit<Selectable<LedgerTables[T]>, 'todo'>;

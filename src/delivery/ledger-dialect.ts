import type { Kysely, RawBuilder } from 'kysely';
import type { LedgerTables } from './ledger-tables.ts';

export type Db = Kysely<LedgerTables>;

/**
 * How several processes keep out of each other's way, which is all that the queries leave to the database. What
 * changes who is in the queue (the list, an entry by a person, a batch given back, a text) is done `alone`; taking
 * members out of the queue is done `beside` others who do the same.
 */
export interface LedgerDialect {
  /** Where the ledger is kept, for messages; without secrets. */
  readonly where: string;
  /** Until the transaction ends no other is `alone` or `beside` with this letter. */
  alone(tx: Db, letter: string): Promise<void>;
  /** Until the transaction ends no other is `alone` with this letter. */
  beside(tx: Db, letter: string): Promise<void>;
  /** Counts what many new rows have changed, for the database plans by it. */
  survey(db: Db): Promise<void>;
  /** Makes room of what was erased, so that it is nowhere in the database's files any more. */
  shrink(db: Db): Promise<void>;
  /**
   * A transaction that a power failure may undo, as long as nothing later was committed for good: enough for an
   * outcome, without which the batch is tried again under its key. An intent is always on the disk first. `work` may be
   * done twice, when another transaction came in the way of it.
   */
  lightly<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T>;
  /** Closes what is still open once the queries' own connection is closed: without a query that was never opened. */
  close?(): void;
  /** Milliseconds by the one clock that all processes on this ledger read. */
  readonly clock: RawBuilder<number>;
  /** Copies the whole ledger, as it is at one moment, into a new file. */
  backup(file: string): Promise<void>;
  /** True: rows that another transaction holds are passed over (`for update skip locked`). */
  readonly skipsLocked: boolean;
}

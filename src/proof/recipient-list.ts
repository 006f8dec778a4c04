import { hasFailed } from '../delivery/event-state.ts';
import type { NoticeRecord } from '../delivery/ledger.ts';
import { csvHead, csvOf, type Histories, type RecipientRow } from './histories.ts';
import type { Failures } from './page-people.ts';
import type { Tally } from './tally.ts';

/** The people of one notice as its chain tells of them: what `proof` lists, and what `verify` compares with. */
export interface ToldPeople {
  /** `noticeKey`. */
  notice: string;
  record: NoticeRecord;
  tally: Tally;
  histories: Histories;
}

function* rowsOf(told: readonly ToldPeople[]): Generator<RecipientRow> {
  for (const { notice, record, tally, histories } of told) yield* histories.rows(tally, notice, record);
}

/** A line of a list, and whom it is about. */
export interface ListLine {
  text: string;
  who: string;
}

/** `recipients.json`: a valid document with one person a line. */
export function* jsonLines(told: readonly ToldPeople[]): Generator<ListLine> {
  yield { text: '[', who: 'the beginning' };
  let waiting: ListLine | null = null;
  for (const row of rowsOf(told)) {
    if (waiting) yield { ...waiting, text: `${waiting.text},` };
    waiting = { text: JSON.stringify(row), who: row.id ?? row.person };
  }
  if (waiting) yield waiting;
  yield { text: ']', who: 'the end' };
}

/** `recipients.csv`: lines end as RFC 4180 has them, the carriage return is part of the text here. */
export function* csvLines(told: readonly ToldPeople[]): Generator<ListLine> {
  yield { text: csvHead.slice(0, -1), who: 'the heading' };
  for (const row of rowsOf(told)) yield { text: csvOf(row).slice(0, -1), who: row.id ?? row.person };
}

const mostListed = 50;

/** The first of those whose letter failed, or who had no address, for the page to list. */
export function failuresOf(told: readonly ToldPeople[]): Failures {
  const failures: Failures = { rows: [], more: 0 };
  for (const row of rowsOf(told.filter(({ record }) => record.kind === 'advance'))) {
    if (row.how !== 'siteOnly' && !row.events.some((event) => hasFailed(event.state))) continue;
    if (failures.rows.length >= mostListed) failures.more++;
    else failures.rows.push(row);
  }
  return failures;
}

/** The rows of the one person that a pack shows; null when it shows everybody. */
export function personOf(told: readonly ToldPeople[], recipient: string | null): RecipientRow[] | null {
  if (recipient === null) return null;
  return [...rowsOf(told)].filter((row) => row.id === recipient);
}

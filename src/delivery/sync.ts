import { addDays, type Day } from '../policy/day.ts';
import type { ProviderKind } from './event-state.ts';
import type { Ledger } from './ledger.ts';
import type { OpenMail } from './ledger-events.ts';
import type { MailReport, MailReports } from './mail-reports.ts';
import { providerKeepsDays } from './ports.ts';
import type { ProviderEvent } from './provider-events.ts';
import { addressKey } from './reference.ts';

export interface Syncing {
  ledger: Ledger;
  reports: MailReports;
  today: Day;
  /** The instant that is written down. */
  stamp: () => string;
  dayOf: (instant: string) => Day;
  /** Letters that are asked for one by one at most; more of them are asked for only with `all`. */
  singly: number;
  /** Ask for every letter, however many, through the list of sent mail. */
  all: boolean;
  onProgress?: (asked: number) => void;
}

export interface SyncReport {
  /** Addresses on the provider's suppression list. */
  suppressed: number;
  /** Letters that the provider was asked about. */
  asked: number;
  /** Letters by what was learned that is final. */
  learned: Partial<Record<ProviderKind, number>>;
  /** Letters of which nothing final is known yet. */
  open: number;
  /** Letters that were not asked for because there are so many. */
  skipped: number;
}

const pageSize = 500;

/**
 * Learns what became of letters where no webhook told: those to addresses on the provider's suppression list first,
 * for they are the ones that reached nobody; then, while there are few, every letter that is still open.
 */
export async function syncLetters(syncing: Syncing): Promise<SyncReport> {
  const report: SyncReport = { suppressed: 0, asked: 0, learned: {}, open: 0, skipped: 0 };
  const since = addDays(syncing.today, -providerKeepsDays);
  if (syncing.all) await throughSentMail(syncing, report, since);
  else {
    await throughSuppressions(syncing, report, since);
    const open = await countOpen(syncing.ledger, since);
    if (open <= syncing.singly) await oneByOne(syncing, report, since);
    else report.skipped = open;
  }
  report.open = await countOpen(syncing.ledger, since);
  return report;
}

async function throughSuppressions(syncing: Syncing, report: SyncReport, since: Day): Promise<void> {
  for await (const page of syncing.reports.suppressed()) {
    report.suppressed += page.length;
    const addresses = page.map(addressKey);
    for await (const mails of openMails(syncing.ledger, since, addresses)) await ask(syncing, report, mails);
  }
}

async function oneByOne(syncing: Syncing, report: SyncReport, since: Day): Promise<void> {
  for await (const mails of openMails(syncing.ledger, since)) await ask(syncing, report, mails);
}

async function ask(syncing: Syncing, report: SyncReport, mails: readonly OpenMail[]): Promise<void> {
  const found: MailReport[] = [];
  for (const { providerId } of mails) {
    const mail = await syncing.reports.look(providerId);
    report.asked++;
    syncing.onProgress?.(report.asked);
    if (mail) found.push(mail);
    if (found.length === 50) await keep(syncing, report, found.splice(0));
  }
  await keep(syncing, report, found);
}

/** A hundred mails a request: other mail of the account goes by unseen. */
async function throughSentMail(syncing: Syncing, report: SyncReport, since: Day): Promise<void> {
  let oldest: Day | null = null;
  for await (const mails of openMails(syncing.ledger, since))
    for (const { day } of mails) if (oldest === null || day < oldest) oldest = day;
  if (oldest === null) return;
  // A day more, for clocks and zones that differ.
  const from = addDays(oldest, -1);
  for await (const page of syncing.reports.sent()) {
    report.asked += page.length;
    syncing.onProgress?.(report.asked);
    await keep(syncing, report, page);
    if (page.every((mail) => mail.createdAt.slice(0, 10) < from)) return;
  }
}

async function keep(syncing: Syncing, report: SyncReport, mails: readonly MailReport[]): Promise<void> {
  const at = syncing.stamp();
  const events = mails.map((mail) => reportedEvent(mail, at, 'seen by sync'));
  const { kept } = await syncing.ledger.keepEvents(events, at, syncing.dayOf);
  const fresh = new Set(kept);
  for (const { eventId, kind } of events) {
    if (kind === null || !fresh.has(eventId) || kind === 'sent' || kind === 'delayed') continue;
    report.learned[kind] = (report.learned[kind] ?? 0) + 1;
  }
}

/** Only the last event is told, and not when it was: it counts as of the day on which it was learned. */
const lastEvents: Record<string, ProviderKind> = {
  queued: 'sent',
  scheduled: 'sent',
  sent: 'sent',
  delivery_delayed: 'delayed',
  delivered: 'delivered',
  // Whatever came after delivery hides it.
  opened: 'delivered',
  clicked: 'delivered',
  complained: 'complained',
  bounced: 'bounced',
  suppressed: 'suppressed',
  failed: 'failed',
  canceled: 'failed',
};

/** @param seen how it was learned, for people. */
export function reportedEvent(
  { providerId, lastEvent, createdAt }: MailReport,
  at: string,
  seen: string,
): ProviderEvent {
  return {
    // The same answer another time is the same news.
    eventId: `sync/${providerId}/${lastEvent}`,
    type: `sync.${lastEvent}`,
    kind: lastEvents[lastEvent] ?? null,
    providerId,
    reference: null,
    recipient: null,
    happenedAt: at,
    receivedAt: at,
    sentAt: null,
    detail: seen,
    raw: JSON.stringify({ id: providerId, last_event: lastEvent, created_at: createdAt }),
  };
}

async function* openMails(
  ledger: Ledger,
  since: Day,
  addresses?: readonly string[],
): AsyncGenerator<OpenMail[]> {
  for (let after = ''; ; ) {
    const mails = await ledger.openMails(since, after, pageSize, addresses);
    if (mails.length === 0) return;
    yield mails;
    after = mails.at(-1)!.reference;
  }
}

async function countOpen(ledger: Ledger, since: Day): Promise<number> {
  let count = 0;
  for await (const mails of openMails(ledger, since)) count += mails.length;
  return count;
}

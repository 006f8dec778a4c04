import { allowanceOn, type Pace } from '../notice/calendar.ts';
import type { Assess, Duty } from '../notice/duties.ts';
import { type Notice, type NoticePlan, noticeKey } from '../notice/plan.ts';
import type { Day } from '../policy/day.ts';
import type { Site } from '../policy/site.ts';
import type { Policy } from '../policy/timeline.ts';
import { compareWithSent, noteRun } from './compare-sent.ts';
import type { HeldLetter, Obstacle } from './decide-letters.ts';
import { dispatchLetter, reconcileLetter } from './dispatch.ts';
import { endHolder, newHolder } from './holder.ts';
import type { Ledger } from './ledger.ts';
import { countOpen, type LetterReport, reportLetter, type Stop, stopFor } from './letter-report.ts';
import type { Mailer, PublishedSite, QuotaLeft, Reading } from './ports.ts';
import { keepPasses, type PreparedLetter, prepareLetters } from './prepare-letters.ts';
import type { RecipientGroup } from './recipient-check.ts';
import { withdrawnLetters } from './withdrawn-letters.ts';

/** Everything that sending needs; nothing of it reads a clock, an environment or a file by itself. */
export interface Sending {
  today: Day;
  site: Site;
  policies: readonly Policy[];
  duties: readonly Duty[];
  plan: NoticePlan;
  assess: Assess;
  /** A fresh pass over the list each time it is called. */
  recipients: () => AsyncIterable<RecipientGroup>;
  /** Digest of the list and of the program that reads it; null when only reading it tells what it says. Default: null. */
  listDigest?: () => Promise<string | null>;
  ledger: Ledger;
  mailer: Mailer;
  published: PublishedSite;
  /** The instant that is written down, ISO 8601 UTC; carries `today`. */
  stamp: () => string;
  /** The day it is by now, in the site's zone or another: a run ends with its day, for the next one has other duties. */
  currentDay: (timeZone?: string) => Day;
  /** The real instant, for leases. */
  now: () => string;
  sleep: (ms: number) => Promise<void>;
  /** Letters at most in this run. */
  limit?: number;
  /** Letters at most per day, of all runs together. */
  pace?: Pace;
  /** A person has said that nobody was written to yet that this ledger does not know of. */
  isNewLedger?: boolean;
  /** A person has said that those who are gone from the list are really not to be told, however many they are. */
  acceptsLosses?: boolean;
  /** Aborted: no new batch is begun, the ones under way are finished. */
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** Told with each page of the provider's list of sent mail. */
  onReading?: (reading: Reading) => void;
  /** Told once when another run goes through the list of recipients for this letter, and this one waits for it. */
  onAwaited?: (letter: string) => void;
  /** What `check` finds wrong in the file of a version that is about to be announced; absent: nothing. */
  faultsOf?: (notice: Notice) => Promise<Pick<Obstacle, 'rule' | 'message' | 'remedy'>[]>;
  /** Told when letters in the outbox are written anew because the content has changed. */
  onRestart?: (letter: string) => void;
  /** Asked once everything is ready and nothing has left; false ends the run. Default: yes. */
  confirm?: (letters: readonly PreparedLetter[], room: Room) => Promise<boolean>;
}

/** How many letters may leave now, other things being equal; null: nothing limits them. */
export interface Room {
  /** What the provider's quota leaves. */
  quota: QuotaLeft | null;
  /** What the day's own limit leaves. */
  day: number | null;
}

export interface Progress {
  letter: string;
  /** Letters of this run with an outcome, and how many this run is going to try. */
  done: number;
  of: number;
}

export interface SendReport {
  letters: LetterReport[];
  /** Letters that were due and not begun, and why. */
  held: HeldLetter[];
  /** Why the run ended early; null when it went through. */
  stopped: Stop | null;
  /** Why nobody looked whether letters had left that this ledger does not know of; null when somebody did, or nothing waited. */
  unchecked: string | null;
  /** False when the person said no. */
  confirmed: boolean;
  /** True when nothing that is due is left to do. */
  done: boolean;
  /** See `keepPasses`. */
  settled: string | null;
}

/**
 * Sends what is due on `today` and nothing else. Safe to run again, at any time, by anybody, also twice at once: the
 * ledger decides who is still to be told.
 */
export async function sendDue(sending: Sending): Promise<SendReport> {
  const holder = newHolder();
  sending.mailer.share?.(sending.ledger);
  const report: SendReport = {
    letters: [],
    held: [],
    stopped: null,
    unchecked: null,
    confirmed: true,
    done: true,
    settled: null,
  };
  try {
    // First what the provider can tell: whoever turns out not to have been told is owed no correction either.
    const open = new Set((await sending.ledger.openBatches()).map((batch) => batch.letter));
    if (open.size > 0) {
      const { stopped } = await askProvider(sending);
      if (stopped) return { ...report, stopped, done: false };
    }
    const found = new Map<string, number>();
    for (const letter of open) found.set(letter, await reconcileLetter(sending, letter, holder));
    if (sending.mailer.tells) {
      const stopped = await dropWithdrawn(sending);
      if (stopped) return { ...report, stopped, done: false };
    }
    const { ready, held } = await prepareLetters(sending, holder);
    report.held = held;
    report.done = held.length === 0;
    let toDo = ready.some((letter) => letter.pending + letter.unknown > 0);
    const { quota, stopped } = toDo ? await askProvider(sending) : { quota: null, stopped: null };
    if (stopped) return { ...report, stopped, done: false };
    const compared = await compareWithSent(sending, ready);
    report.unchecked = compared.unchecked;
    if (compared.stopped) return { ...report, stopped: compared.stopped, done: false };
    for (const letter of ready) await countAgain(sending, letter, compared.letters.get(letter.letter));
    toDo &&= ready.some((letter) => letter.pending + letter.unknown > 0);
    const room = { quota, day: toDo ? await roomToday(sending, ready) : null };
    if (toDo && sending.confirm && !(await sending.confirm(ready, room))) {
      return { ...report, confirmed: false, done: false };
    }
    let left = Math.min(
      sending.limit ?? Number.POSITIVE_INFINITY,
      quota?.letters ?? Number.POSITIVE_INFINITY,
    );
    for (const letter of ready) {
      if (report.stopped) {
        report.letters.push(await reportLetter(sending, letter, holder));
        continue;
      }
      const { outcome, stopped: end } = await dispatchLetter(
        onItsDay(sending, letter),
        letter,
        holder,
        left,
        compared.head,
      );
      left -= outcome.accepted + outcome.written + outcome.refused;
      report.letters.push(outcome);
      report.stopped = end;
    }
    const settled = report.stopped === null ? await keepPasses(sending, ready) : null;
    if (held.length === 0) report.settled = settled;
    await sending.ledger.keepFates();
    await noteRun(sending, ready, compared);
    for (const outcome of report.letters) {
      const known = compared.letters.get(outcome.letter);
      outcome.accepted += (found.get(outcome.letter) ?? 0) + (known?.accepted ?? 0);
      outcome.found += known?.found ?? 0;
    }
    const unsettled = report.letters.some((letter) => letter.pending + letter.unknown + letter.underway > 0);
    report.done &&= !unsettled && report.stopped === null;
    const waiting = report.letters.reduce((sum, letter) => sum + letter.pending, 0);
    if (quota && left <= 0 && waiting > 0 && quota.letters < (sending.limit ?? Number.POSITIVE_INFINITY))
      report.stopped ??= stopFor(quota, `it left ${quota.letters} of ${quota.letters + waiting} letters`);
    return report;
  } finally {
    await sending.mailer.rest?.();
    endHolder(holder);
  }
}

/** Nobody waits for what was withdrawn; but whoever has had it, without this ledger's knowing, is owed the correction. */
async function dropWithdrawn(sending: Sending): Promise<Stop | null> {
  const letters = await withdrawnLetters(sending);
  if (letters.length === 0) return null;
  const { stopped } = await askProvider(sending);
  if (stopped) return stopped;
  const compared = await compareWithSent(sending, letters);
  if (compared.stopped) return compared.stopped;
  for (const { letter, notices } of letters) await sending.ledger.narrow(letter, notices.map(noticeKey));
  return null;
}

/** Of those who waited some have had their letter. */
async function countAgain(
  { ledger, now }: Sending,
  prepared: PreparedLetter,
  known = { found: 0, accepted: 0 },
): Promise<void> {
  if (known.found + known.accepted === 0) return;
  const { letter } = prepared;
  prepared.pending = await ledger.countPending(letter);
  prepared.ends = await ledger.queueEnds(letter);
  prepared.unknown = countOpen(await ledger.openBatches(letter), null, now()).unknown;
  prepared.told += known.found;
}

/** Seconds by which this machine's clock may be off before nothing is sent. */
const mostClockOff = 600;

/**
 * What the provider tells before anything leaves. A clock that is hours off would take a key that has ended for one that
 * holds, and look for a mail where it is not: then somebody might get two.
 */
async function askProvider({ mailer }: Sending): Promise<{ quota: QuotaLeft | null; stopped: Stop | null }> {
  const quota = (await mailer.remaining?.()) ?? null;
  const ahead = mailer.clockAhead?.() ?? 0;
  if (Math.abs(ahead) <= mostClockOff) return { quota, stopped: null };
  const reason = `this machine's is ${Math.abs(ahead)} s ${ahead > 0 ? 'behind' : 'ahead of'} the provider's`;
  return { quota, stopped: { why: 'clock', reason } };
}

/** A letter's day is that of its policies' own zone; of several, where it is latest: no clock is cheated by a zone. */
function onItsDay(sending: Sending, { notices }: PreparedLetter): Sending {
  const days = notices.map((notice) => notice.today);
  const zones = notices.flatMap(
    ({ policy }) => sending.policies.find((p) => p.slug === policy)?.timeZone ?? [],
  );
  if (days.length === 0 || zones.length === 0) return sending;
  const latest = (list: readonly Day[]) => [...list].sort().at(-1)!;
  const currentDay = () => latest(zones.map((zone) => sending.currentDay(zone)));
  return { ...sending, today: latest(days), currentDay };
}

/** What the day's limit leaves for the letters at hand. */
async function roomToday(sending: Sending, ready: readonly PreparedLetter[]): Promise<number | null> {
  const { ledger, mailer, pace, today } = sending;
  if (!mailer.tells || pace === undefined) return null;
  const days = await Promise.all(ready.map(({ letter }) => ledger.daysBefore(letter, today)));
  return Math.max(0, allowanceOn(Math.max(0, ...days), pace) - (await ledger.mailsOn(today)));
}

import { joinedInWindow, standingOf, termsOf } from '../notice/audience.ts';
import type { Duty } from '../notice/duties.ts';
import { type Notice, noticeKey } from '../notice/plan.ts';
import { lettersDue } from '../notice/plan-notices.ts';
import type { Recipient } from '../notice/recipient.ts';
import { digestOf } from '../policy/digest.ts';
import { numeral } from '../policy/numerals.ts';
import { PrenoticeError } from '../policy/problem.ts';
import type { Version } from '../policy/timeline.ts';
import { looksBroken } from './broken-list.ts';
import { decideLetters, type HeldLetter, versionOf } from './decide-letters.ts';
import type { EngagedDuty, Engagement, NoticeRecord, QueueEnd } from './ledger.ts';
import { countOpen } from './letter-report.ts';
import type { Sending } from './send.ts';
import { type PassCounts, sharePass } from './shared-pass.ts';
import { isLate, renderVariant } from './write-messages.ts';

/** A letter whose recipients stand in the ledger, ready to go. */
export interface PreparedLetter {
  letter: string;
  duties: Duty[];
  notices: Notice[];
  /** Mails waiting. */
  pending: number;
  /** Mails of runs that have ended whose outcome is not known. */
  unknown: number;
  /** People told before this run, or whose letter is under way. */
  told: number;
  /** People gone from the list before their letter was attempted. */
  left: number;
  /** The first and the last of those who wait. */
  ends?: QueueEnd[];
  /** People who were told, wait or were queued. */
  people?: number;
  /** What the pass over the list depended on, had it changed nothing; see `keepPasses`. */
  passKey?: string;
  /** Digest of the list before it was gone through, where there is one. */
  list?: string;
}

/** Puts the recipients of the letters that may go in the ledger's queue. */
export async function prepareLetters(
  sending: Sending,
  holder: string,
): Promise<{ ready: PreparedLetter[]; held: HeldLetter[] }> {
  if (!sending.mailer.tells) await restartChanged(sending);
  const { go, held } = await decideLetters(sending);
  const ready: PreparedLetter[] = [];
  for (const { letter, notices, looks } of go) {
    const prepared = await queueRecipients(sending, holder, letter, notices);
    if (prepared.pending > 0) await sending.ledger.keepLook(looks, sending.stamp());
    ready.push(prepared);
  }
  return { ready, held };
}

/**
 * Letters in the outbox have told nobody: when content has changed since, they are written anew. But for those that announced a
 * version which has been taken back: its correction is written to whom they were written.
 */
async function restartChanged(sending: Sending): Promise<void> {
  const known = new Map((await sending.ledger.notices()).map((record) => [noticeKey(record), record]));
  const due = lettersDue(sending.plan);
  const corrected = new Set(
    due
      .flatMap(({ notices }) => notices.filter(({ kind }) => kind === 'correction'))
      .map((notice) => known.get(noticeKey({ ...notice, kind: 'advance' }))?.letter),
  );
  for (const { letter, notices } of due) {
    if (corrected.has(letter)) continue;
    const duties = notices.map((notice) => dutyOf(sending, notice));
    const begun = notices.filter((notice) => known.get(noticeKey(notice))?.firstDay);
    if (begun.length === 0) continue;
    const sameTexts = begun.every(
      (notice) => known.get(noticeKey(notice))!.digest === versionOf(sending.policies, notice).version.digest,
    );
    if (sameTexts && (await sameLetters(sending, letter, duties))) continue;
    await sending.ledger.restart(letter);
    sending.onRestart?.(letter);
  }
}

async function sameLetters(sending: Sending, letter: string, duties: Duty[]): Promise<boolean> {
  for (const [variant, kept] of await sending.ledger.texts(letter)) {
    // A letter of before the deadline says so for ever; the others must say today what they said then.
    const wasInTime = !isLate(variant) && duties.some((duty) => duty.today > duty.deadline);
    if (!wasInTime && (await renderVariant(sending, { letter, duties }, variant)) !== kept) return false;
  }
  return true;
}

async function queueRecipients(
  sending: Sending,
  holder: string,
  letter: string,
  notices: Notice[],
): Promise<PreparedLetter> {
  const { ledger, policies } = sending;
  const duties = notices.map((notice) => dutyOf(sending, notice));
  await ledger.open(
    notices.map((notice, i) => recordOf(letter, notice, duties[i]!, versionOf(policies, notice).version)),
    sending.stamp(),
  );
  const list = (await sending.listDigest?.()) ?? null;
  const passKey = passKeyOf(letter, duties, list, list === null ? null : await ledger.standing());
  const known = passKey === null ? null : await ledger.recall(`queue ${letter}`, passKey);
  const sameKey = list === null ? null : digestOf(JSON.stringify([list, letter, termsOfAll(duties)]));
  const pass: PassCounts =
    known === null
      ? await sharePass(sending, letter, holder, sameKey, (alive) =>
          passOver(sending, letter, notices, duties, alive),
        )
      : { told: Number(known), people: Number(known), left: 0 };
  const { unknown } = countOpen(await ledger.openBatches(letter), null, sending.now());
  return {
    letter,
    duties,
    notices,
    pending: await ledger.countPending(letter),
    unknown,
    ...pass,
    ends: await ledger.queueEnds(letter),
    ...(passKey === null ? {} : { passKey }),
    ...(list === null ? {} : { list }),
  };
}

function refuseLosses(letter: string, leaving: number, people: number): void {
  if (!looksBroken(leaving, people)) return;
  throw new PrenoticeError(
    `${numeral(leaving)} people who wait for ${letter} are no longer in the recipient list, or it concerns them no longer, and ${numeral(people)} are; nothing was sent, and they still wait`,
    'look whether the list is whole; if they are really not to be told any more, add --accept-rejects',
  );
}

/** People that are looked up and queued at a time: each time touches pages all over the ledger. */
const groupSize = 5000;

/** Goes through the whole list: who is new is queued, who is gone leaves. */
async function passOver(
  sending: Sending,
  letter: string,
  notices: readonly Notice[],
  duties: readonly Duty[],
  alive: () => Promise<void>,
): Promise<PassCounts> {
  const { ledger, mailer } = sending;
  const run = `${sending.now()}/${crypto.randomUUID().slice(0, 8)}`;
  const openSince = keysHoldSince(sending);
  const totals = { told: 0, people: 0 };
  let people: Engagement[] = [];
  let engaging: Promise<void> = Promise.resolve();
  // One group is written down while the next one is read.
  const engage = async () => {
    await engaging;
    const group = people;
    people = [];
    engaging = ledger.engage(letter, run, group, sending.stamp(), openSince).then((counts) => {
      totals.told += counts.told;
      totals.people += counts.told + counts.waiting + counts.queued;
      return alive();
    });
    // What goes wrong is told with the next group.
    engaging.catch(() => undefined);
  };
  try {
    for await (const group of sending.recipients()) {
      for (const recipient of group.recipients) {
        const engaged = engagementOf(recipient, duties);
        if (engaged.duties.length > 0) people.push(engaged);
      }
      if (people.length >= groupSize) await engage();
    }
    await engage();
  } finally {
    await engaging;
  }
  const left = await ledger.finishList(letter, run, notices.map(noticeKey), sending.stamp(), (leaving) => {
    if (mailer.tells && !sending.acceptsLosses) refuseLosses(letter, leaving, totals.people);
  });
  return { ...totals, left };
}

/** Digest of all that a pass over the list for this letter depends on; null when there is still something to do. */
const passKeyOf = (
  letter: string,
  duties: readonly Duty[],
  list: string | null,
  standing: string | null,
): string | null =>
  list === null || standing === null
    ? null
    : digestOf(JSON.stringify([list, letter, termsOfAll(duties), standing]));

const termsOfAll = (duties: readonly Duty[]) =>
  duties.map((duty) => [noticeKey(duty), termsOf(sinceToday(duty))]);

/**
 * Notes that other passes over the same list would change nothing, when that is certain: everybody in it has a letter
 * that did not fail, or the pass just made has left everything as it was. The list may have been replaced while letters
 * left: then nobody has gone through the new one.
 * @returns how everything stands (`Ledger.standing`) when everybody in the list has a letter that did not fail, for each
 * letter; else null.
 */
export async function keepPasses(
  sending: Sending,
  letters: readonly PreparedLetter[],
): Promise<string | null> {
  const { ledger } = sending;
  // First of all: what happens after this makes keys that never come again.
  const standing = await ledger.standing();
  const list = standing === null ? null : ((await sending.listDigest?.()) ?? null);
  if (list === null || letters.length === 0) return null;
  const begun = new Map((await ledger.notices()).map((record) => [noticeKey(record), record.firstDay]));
  let settled = true;
  for (const prepared of letters) {
    const { letter, duties, passKey, people } = prepared;
    const now = duties.map((duty) => ({
      ...duty,
      windowFrom: duty.windowFrom ?? begun.get(noticeKey(duty)) ?? null,
    }));
    const key = passKeyOf(letter, now, list, standing);
    const failed = await ledger.failures(letter);
    const isWhole = prepared.list === list && people !== undefined;
    if (key !== null && isWhole && (key === passKey || !failed))
      await ledger.remember(`queue ${letter}`, key, String(people));
    settled &&= isWhole && !failed;
  }
  return settled ? standing : null;
}

/** Letters first tried since then may still be tried again under their key. */
function keysHoldSince({ mailer: { keyLastsHours }, stamp }: Sending): string {
  if (!Number.isFinite(keyLastsHours)) return '';
  return Temporal.Instant.from(stamp())
    .subtract({ seconds: Math.round(keyLastsHours * 3600) })
    .toString();
}

/** A notice that begins with this run begins today: who joined later joined in the window. */
const sinceToday = (duty: Duty): Duty => ({ ...duty, windowFrom: duty.windowFrom ?? duty.today });

function engagementOf(recipient: Recipient, owed: readonly Duty[]): Engagement {
  const duties: EngagedDuty[] = [];
  for (const duty of owed) {
    const begun = sinceToday(duty);
    const standing = standingOf(recipient, begun);
    if (standing === 'outside') continue;
    const engaged: EngagedDuty = {
      notice: noticeKey(duty),
      how: standing,
      joined: joinedInWindow(recipient, begun),
    };
    if (duty.kind !== 'advance') engaged.after = noticeKey({ ...duty, kind: 'advance' });
    duties.push(engaged);
  }
  return {
    recipientId: recipient.id,
    address: recipient.email,
    ...(recipient.fallbackEmail ? { fallback: recipient.fallbackEmail } : {}),
    ...(recipient.name ? { name: recipient.name } : {}),
    ...(recipient.locale ? { locale: recipient.locale } : {}),
    duties,
  };
}

function dutyOf(sending: Pick<Sending, 'duties'>, notice: Notice): Duty {
  return sending.duties.find((duty) => noticeKey(duty) === noticeKey(notice))!;
}

function recordOf(letter: string, notice: Notice, duty: Duty, version: Version): NoticeRecord {
  return {
    policy: notice.policy,
    version: notice.version,
    kind: notice.kind,
    letter,
    class: notice.class,
    published: notice.published,
    effective: notice.effective,
    deadline: notice.deadline,
    period: notice.period,
    clearDays: duty.profile.clearDays,
    exempt: duty.exempt,
    digest: version.digest,
  };
}

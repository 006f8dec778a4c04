import { createInterface } from 'node:readline/promises';
import type { HeldLetter } from '../src/delivery/decide-letters.ts';
import { maskAddress, maskAddresses } from '../src/delivery/hostile-text.ts';
import type { QueueEnd } from '../src/delivery/ledger.ts';
import type { PreparedLetter } from '../src/delivery/prepare-letters.ts';
import type { Room, SendReport } from '../src/delivery/send.ts';
import { buildLetterContent } from '../src/notice/letter-content.ts';
import { type NoticePlan, noticeKey } from '../src/notice/plan.ts';
import { wordsFor } from '../src/notice/words/words.ts';
import { addDays, type Day } from '../src/policy/day.ts';
import { counted, numeral } from '../src/policy/numerals.ts';
import { PrenoticeError } from '../src/policy/problem.ts';
import { type CommandContext, type Output, people, wantsJson } from './context.ts';
import type { DeliveryWorld } from './delivery-world.ts';
import type { RejectsFile } from './rejects-file.ts';
import { styled } from './style.ts';

/** What `send` says to people, and the document that it prints for machines. */

/** Shows what is about to leave, and asks where somebody is there to answer. */
export async function confirm(
  context: CommandContext,
  world: DeliveryWorld,
  letters: readonly PreparedLetter[],
  room: Room,
): Promise<boolean> {
  const out = people(context);
  const { site } = world.content;
  for (const prepared of letters) {
    const { letter, notices, pending, unknown, told } = prepared;
    if (unknown > 0)
      out.write(`Letter ${letter}: ${counted(unknown, 'outcome')} of an earlier run to be settled\n`);
    if (pending === 0) continue;
    const deadline = notices.map((notice) => notice.deadline).sort()[0]!;
    out.write(
      `Letter ${letter}: ${counted(pending, 'letter')} about ${notices.map((n) => `${n.policy} ${n.version}`).join(', ')}\n`,
    );
    out.write(
      `  from ${site.from}, in time until ${deadline}${world.today > deadline ? ' (passed: marked late)' : ''}${told > 0 ? `; ${numeral(told)} told before` : ''}\n`,
    );
    out.write(`  “${subjectOf(world, prepared)}”\n`);
    out.write(`  to ${(prepared.ends ?? []).map(shownEnd).join(' … ')}\n`);
  }
  const waiting = letters.reduce((sum, letter) => sum + letter.pending, 0);
  if (room.day !== null && room.day < waiting)
    out.write(
      `  ${numeral(room.day)} of them today: so many the limit per day leaves; the others on the days after\n`,
    );
  if (room.quota !== null && room.quota.letters < waiting)
    out.write(
      `  The provider's quota of ${room.quota.why === 'daily-quota' ? 'today' : 'this month'} leaves ${counted(room.quota.letters, 'letter')}: raise it, or the others wait for the next one\n`,
    );
  if (context.options.yes) return true;
  const asks = context.stdout.isTTY === true && process.stdin.isTTY === true && !wantsJson(context);
  if (!asks) {
    if (world.mailerName === 'outbox') return true;
    throw new PrenoticeError(
      'nobody is here to say yes, so nothing was sent',
      'add --yes to send without being asked',
    );
  }
  const where = world.mailerName === 'outbox' ? `Write them to ${world.outbox}?` : 'Send them?';
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await ask.question(`${where} (yes/no) `)).trim());
  } finally {
    ask.close();
  }
}

/** As the letters will have it, in the site's language and without the reference. */
function subjectOf(world: DeliveryWorld, { duties }: PreparedLetter): string {
  const { site, policies } = world.content;
  const content = buildLetterContent({ site, policies, duties, assess: world.assess, today: world.today });
  return wordsFor(content.locale, content.siteLocale).subject(content);
}

/** Enough to see that it is the right list, and too little to be told apart in a log. */
const shownEnd = ({ recipientId, address }: QueueEnd): string =>
  `${maskAddresses(recipientId)} (${maskAddress(address)})`;

/** What came of it; gives the exit code. */
export function tell(
  context: CommandContext,
  world: DeliveryWorld,
  report: SendReport,
  rejects: RejectsFile,
  plan: NoticePlan,
): number {
  const goOn = report.stopped === null ? null : goOnAt(report.stopped, context.now());
  const next =
    report.stopped?.why === 'day-limit' ? addDays(plan.today, 1) : (goOn?.slice(0, 10) ?? plan.next);
  if (wantsJson(context)) {
    const { letters, held, stopped, unchecked, done } = report;
    const document = {
      letters,
      rejects: rejects.rejected,
      done,
      next,
      held,
      stopped: stopped && { ...stopped, goOn },
      unchecked,
      remarks: rejects.remarks,
      rejectsFile: rejects.rejected + rejects.remarks > 0 ? rejects.path : null,
    };
    context.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
  const out = people(context);
  const style = styled(out, context.env);
  if (!report.confirmed) out.write('Nothing was sent.\n');
  for (const letter of report.letters) {
    const parts = [
      ...(['written', 'accepted', 'refused', 'unknown'] as const)
        .filter((name) => letter[name] > 0)
        .map((name) => `${numeral(letter[name])} ${name}`),
      ...(letter.found > 0 ? [`${numeral(letter.found)} sent already, by the provider's list`] : []),
      ...(letter.underway > 0 ? [`${numeral(letter.underway)} under way in another run`] : []),
      ...(letter.skipped > 0 ? [`${numeral(letter.skipped)} told before`] : []),
      ...(letter.late > 0 ? [`${numeral(letter.late)} late`] : []),
      ...(letter.pending > 0 ? [`${numeral(letter.pending)} still to go`] : []),
    ];
    out.write(`${letter.letter}: ${parts.join(', ') || 'nobody to write to'}\n`);
  }
  if (report.letters.some((letter) => letter.found > 0))
    out.write(
      'Letters had left that this ledger did not know of: it is an older copy, or another ledger is in use for this site. They count as sent now and were not sent again. Put the current ledger back if there is one, and use one ledger for all.\n',
    );
  if (report.unchecked !== null)
    out.write(
      `Nobody looked whether letters had left that this ledger does not know of (${report.unchecked}); with a key with full access, send does.\n`,
    );
  if (report.letters.some((letter) => letter.written > 0))
    out.write(`The letters are in ${world.outbox}. A letter in the outbox has told nobody.\n`);
  printHeld(out, report.held, style);
  if (report.stopped)
    out.write(
      `${style('Stopped', 'yellow')}: ${stopWords[report.stopped.why]}${goOn === null ? '' : `; go on at ${goOn}`} (${out.isTTY ? report.stopped.reason : maskAddresses(report.stopped.reason)})\n`,
    );
  const missed = goOn === null ? [] : deadlinesBefore(goOn.slice(0, 10), report, plan);
  for (const { letter, deadline } of missed)
    out.write(
      `That is too late for ${letter}: its letters are in time until ${deadline}. Raise the quota.\n`,
    );
  if (report.letters.some((letter) => letter.unknown > 0))
    out.write(
      'Some outcomes are unknown. Run send again: within 23 hours it tries under the same key, so nobody gets two; later it asks for the list of sent mail. What that does not tell stands in status --worklist, for a person to record.\n',
    );
  const wentThrough = report.confirmed && report.stopped === null;
  if (wentThrough && report.letters.length === 0 && report.held.length === 0) out.write('Nothing is due.\n');
  const rehearse = world.mailerName === 'outbox' ? ` See it now: npm start -- --today ${next}` : '';
  if (next) out.write(`Next: something is due on ${next}.${rehearse}\n`);
  const asPlanned = report.stopped === null || report.stopped.why === 'day-limit';
  return report.confirmed &&
    report.held.length === 0 &&
    asPlanned &&
    report.letters.every((l) => l.unknown === 0)
    ? 0
    : 1;
}

const stopWords: Record<NonNullable<SendReport['stopped']>['why'], string> = {
  rate: 'the provider wants fewer requests',
  'daily-quota': 'the quota of today is used up; raise it or wait',
  'monthly-quota':
    'the quota of this month is used up; raise it or wait, or say `sending: { payAsYouGo: true }` in site.yaml where more is charged for',
  'not-allowed': 'the provider refuses the key or the sender; nobody was marked as failed',
  clock: 'the clock is off, and days and keys go by it; set it by NTP, then run send again',
  'old-ledger': 'letters may have left that this ledger does not know of',
  'other-ledger':
    'somebody else writes to the same customers and has another ledger; end one of the two, then run send again: what has left counts as sent',
  'not-reachable': 'letters cannot be put where they belong',
  request: 'the provider does not take the letters as they are; nobody was marked as failed',
  'no-answer': 'the provider gives no usable answer; run send again within the day',
  'day-limit': 'the limit per day of site.yaml is reached; go on tomorrow',
  asked: 'as asked',
  midnight: 'the day has ended; run send again',
};

/** Letters that still have somebody to write to, and whose last day in time is before `day`. */
function deadlinesBefore(day: Day, { letters }: SendReport, plan: NoticePlan) {
  return letters.flatMap(({ letter, pending, notices }) => {
    const mine = plan.notices.filter((notice) => notices.includes(noticeKey(notice)));
    const deadline = mine.map((notice) => notice.deadline).sort()[0];
    return pending > 0 && deadline !== undefined && plan.today <= deadline && deadline < day
      ? [{ letter, deadline }]
      : [];
  });
}

/** When another run makes sense: as the provider told, else when its day or month (UTC) ends. ISO 8601. */
function goOnAt(
  { why, retryAfter, resetsAt }: NonNullable<SendReport['stopped']>,
  now: string,
): string | null {
  if (resetsAt !== undefined && !Number.isNaN(Date.parse(resetsAt))) return secondsOf(new Date(resetsAt));
  if (retryAfter !== undefined) return secondsOf(new Date(Date.parse(now) + retryAfter * 1000));
  const day = new Date(now);
  if (why === 'daily-quota')
    return secondsOf(new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + 1)));
  if (why === 'monthly-quota')
    return secondsOf(new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1)));
  return null;
}

const secondsOf = (instant: Date): string => instant.toISOString().replace(/\.\d+Z$/, 'Z');

export function printHeld(out: Output, held: readonly HeldLetter[], style: ReturnType<typeof styled>): void {
  for (const { letter, obstacles } of held) {
    out.write(`${style('Not started', 'red')}: ${letter}\n`);
    for (const { message, remedy, rule } of obstacles)
      out.write(`  ${message}  ${style(`[${rule}]`, 'dim')}\n      ${remedy}\n`);
  }
}

export function printRejects(out: Output, rejects: RejectsFile): void {
  const all = rejects.rejected + rejects.remarks;
  if (all === 0) return;
  out.write(
    `Recipient list: ${counted(rejects.rejected, 'row')} set aside, ${counted(rejects.remarks, 'remark')}.\n`,
  );
  // Ids may be addresses, and a reason quotes a cell.
  const plain = (text: string) => (out.isTTY ? text : maskAddresses(text));
  for (const row of rejects.shown)
    out.write(`  line ${row.line}${row.id === null ? '' : ` (${plain(row.id)})`}: ${plain(row.reason)}\n`);
  if (all > rejects.shown.length) out.write('  …\n');
  if (rejects.path) out.write(`  All of them: ${rejects.path}\n`);
}

import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { SingleBar } from 'cli-progress';
import { maskAddress } from '../../src/delivery/hostile-text.ts';
import { decideLetters, type HeldLetter, type PreparedLetter } from '../../src/delivery/prepare-letters.ts';
import { readAddress } from '../../src/delivery/recipient-row.ts';
import { type Progress, type Sending, type SendReport, sendDue } from '../../src/delivery/send.ts';
import { sendTestLetter } from '../../src/delivery/test-letter.ts';
import { type NoticePlan, noticeKey } from '../../src/notice/plan.ts';
import { lettersDue } from '../../src/notice/plan-notices.ts';
import {
  type Command,
  type CommandContext,
  type Output,
  PrenoticeError,
  people,
  UsageError,
  wantsJson,
} from '../context.ts';
import { type DeliveryWorld, isLoopback, openWorld, planWorld } from '../delivery-world.ts';
import { RejectsFile } from '../rejects-file.ts';
import { styled } from '../style.ts';

/** `send`: what is due today and nothing else. 0 also when nothing is due; 1 when something due was held back or stopped. */
export const run: Command = async (context) => {
  const limit = limitOf(context);
  const world = await openWorld(context);
  const dryRun = context.options.dryRun === true;
  const test = testAddressOf(context);
  // First of all: without a key nothing else may happen, least of all an outbox.
  const mailer = dryRun ? null : world.mailer();
  refuseFalseToday(context, world);
  const ledger = world.ledger({ write: !dryRun && test === null });
  const rejects = new RejectsFile(join(dirname(world.ledgerFile), 'rejects.csv'));
  try {
    if (!dryRun) await rejects.prepare();
    const { plan, duties, rows } = await planWorld(
      world,
      ledger,
      (row) => (dryRun ? rejects.rejected++ : rejects.add(row, true)),
      (row) => (dryRun ? rejects.remarks++ : rejects.add(row, false)),
    );
    await rejects.close();
    const out = people(context);
    printRejects(out, rejects);
    const common = {
      ...world,
      site: world.content.site,
      policies: world.content.policies,
      duties,
      plan,
      ledger,
    };
    if (mailer && test !== null) return await sendTests(context, common, mailer, test);
    refuseTooManyRejects(context, rejects, rows);
    if (mailer === null) return await showOnly(context, common, rejects.rejected);

    if (mailer.tells && !context.options.newLedger)
      refuseLostLedger(plan, await ledger.notices(), ledger.where);
    const progress = progressBar(context);
    const controller = new AbortController();
    const onSignal = () => {
      if (controller.signal.aborted) process.exit(130);
      controller.abort();
      context.stderr.write(
        '\nFinishing what is under way; the next run goes on. Ctrl-C again ends at once.\n',
      );
    };
    process.on('SIGINT', onSignal);
    try {
      const report = await sendDue({
        ...common,
        mailer,
        now: context.now,
        sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        ...(limit ? { limit } : {}),
        signal: controller.signal,
        onProgress: progress.show,
        onRestart: (letter) =>
          out.write(`The content has changed since ${letter} was written to the outbox: written anew.\n`),
        confirm: (letters) => confirm(context, world, letters),
      });
      progress.stop();
      return tell(context, world, report, rejects, plan);
    } finally {
      progress.stop();
      process.off('SIGINT', onSignal);
    }
  } finally {
    await ledger.close();
  }
};

function limitOf(context: CommandContext): number | undefined {
  const asked = context.options.limit;
  if (asked === undefined) return undefined;
  const limit = Number(asked);
  if (!Number.isInteger(limit) || limit < 1)
    throw new UsageError(`--limit ${String(asked)} is not a number of letters; write 1 or more`);
  return limit;
}

function testAddressOf(context: CommandContext): string | null {
  const asked = context.options.test;
  if (asked === undefined) return null;
  const address = typeof asked === 'string' ? readAddress(asked) : null;
  if (!address) throw new UsageError(`--test ${String(asked)} is not a mail address`);
  return address;
}

/** Letters to real people carry the real day. */
function refuseFalseToday(context: CommandContext, world: DeliveryWorld): void {
  const asked = context.options.today ?? context.env.PRENOTICE_TODAY;
  if (
    !asked ||
    world.mailerName === 'outbox' ||
    context.options.dryRun ||
    isLoopback(context.env.RESEND_BASE_URL)
  )
    return;
  throw new PrenoticeError(
    '--today is for rehearsals: with the resend mailer, letters leave on the day that it is',
    'use --dry-run, or --mailer outbox',
  );
}

/** A list of which so much is unreadable is probably not the list that was meant. */
function refuseTooManyRejects(context: CommandContext, rejects: RejectsFile, rows: number): void {
  const { rejected } = rejects;
  if (rejected <= 100 || rejected <= 0.02 * (rows + rejected) || context.options.acceptRejects) return;
  throw new PrenoticeError(
    `${rejected.toLocaleString('en')} of ${(rows + rejected).toLocaleString('en')} rows of the recipient list are bad; nothing was sent`,
    `look at ${rejects.path}; if the others are to be told all the same, add --accept-rejects`,
  );
}

/** A new ledger beside a version that has been announced for days: the old one may have been lost, and people told already. */
function refuseLostLedger(plan: NoticePlan, known: readonly unknown[], where: string): void {
  if (known.length > 0) return;
  const announced = lettersDue(plan)
    .flatMap((job) => job.notices)
    .find((notice) => notice.published < plan.today);
  if (!announced) return;
  throw new PrenoticeError(
    `the ledger ${where} is empty, but version ${announced.version} of ${announced.policy} has been announced since ${announced.published}; if letters have gone out before, this would write to everybody again`,
    'put the lost ledger back; if really nobody has been written to, add --new-ledger',
  );
}

async function confirm(
  context: CommandContext,
  world: DeliveryWorld,
  letters: readonly PreparedLetter[],
): Promise<boolean> {
  const out = people(context);
  const { site } = world.content;
  for (const { letter, notices, pending, unknown, told } of letters) {
    if (unknown > 0)
      out.write(`Letter ${letter}: ${plural(unknown, 'outcome')} of an earlier run to be settled\n`);
    if (pending === 0) continue;
    const deadline = notices.map((notice) => notice.deadline).sort()[0]!;
    out.write(
      `Letter ${letter}: ${plural(pending, 'letter')} about ${notices.map((n) => `${n.policy} ${n.version}`).join(', ')}\n`,
    );
    out.write(
      `  from ${site.from}, in time until ${deadline}${world.today > deadline ? ' (passed: marked late)' : ''}${told > 0 ? `; ${told.toLocaleString('en')} told before` : ''}\n`,
    );
  }
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

function tell(
  context: CommandContext,
  world: DeliveryWorld,
  report: SendReport,
  rejects: RejectsFile,
  plan: NoticePlan,
): number {
  const next = plan.next;
  if (wantsJson(context)) {
    const { letters, held, stopped, done } = report;
    const document = {
      letters,
      rejects: rejects.rejected,
      done,
      next,
      held,
      stopped,
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
        .map((name) => `${letter[name].toLocaleString('en')} ${name}`),
      ...(letter.skipped > 0 ? [`${letter.skipped.toLocaleString('en')} told before`] : []),
      ...(letter.late > 0 ? [`${letter.late.toLocaleString('en')} late`] : []),
      ...(letter.pending > 0 ? [`${letter.pending.toLocaleString('en')} still to go`] : []),
    ];
    out.write(`${letter.letter}: ${parts.join(', ') || 'nobody to write to'}\n`);
  }
  if (report.letters.some((letter) => letter.written > 0))
    out.write(`The letters are in ${world.outbox}. A letter in the outbox has told nobody.\n`);
  printHeld(out, report.held, style);
  if (report.stopped)
    out.write(`${style('Stopped', 'yellow')}: ${stopWords[report.stopped.why]} (${report.stopped.reason})\n`);
  if (report.letters.some((letter) => letter.unknown > 0))
    out.write(
      'Some outcomes are unknown; run send again: it tries them under the same key, so nobody gets two.\n',
    );
  if (report.letters.length === 0 && report.held.length === 0) out.write('Nothing is due.\n');
  const rehearse = world.mailerName === 'outbox' ? ` See it now: npm start -- --today ${next}` : '';
  if (next) out.write(`Next: something is due on ${next}.${rehearse}\n`);
  const asked = report.stopped === null || report.stopped.why === 'asked';
  return report.confirmed && report.held.length === 0 && asked && report.letters.every((l) => l.unknown === 0)
    ? 0
    : 1;
}

const stopWords: Record<NonNullable<SendReport['stopped']>['why'], string> = {
  rate: 'the provider wants fewer requests; run send again in a minute',
  'daily-quota': 'the quota of today is used up; go on tomorrow (UTC)',
  'monthly-quota': 'the quota of this month is used up; raise it or go on next month',
  'not-allowed': 'the provider refuses the key or the sender; nobody was marked as failed',
  'not-reachable': 'letters cannot be put where they belong',
  request: 'the provider does not take the letters as they are; nobody was marked as failed',
  'no-answer': 'the provider gives no usable answer; run send again within the day',
  asked: 'as asked',
  midnight: 'the day has ended; run send again',
};

function printHeld(out: Output, held: readonly HeldLetter[], style: ReturnType<typeof styled>): void {
  for (const { letter, obstacles } of held) {
    out.write(`${style('Not started', 'red')}: ${letter}\n`);
    for (const { message, remedy, rule } of obstacles)
      out.write(`  ${message}  ${style(`[${rule}]`, 'dim')}\n      ${remedy}\n`);
  }
}

function printRejects(out: Output, rejects: RejectsFile): void {
  const all = rejects.rejected + rejects.remarks;
  if (all === 0) return;
  out.write(
    `Recipient list: ${plural(rejects.rejected, 'row')} set aside, ${plural(rejects.remarks, 'remark')}.\n`,
  );
  for (const row of rejects.shown)
    out.write(`  line ${row.line}${row.id === null ? '' : ` (${row.id})`}: ${row.reason}\n`);
  if (all > rejects.shown.length) out.write('  …\n');
  if (rejects.shown.length > 0) out.write(`  All of them: ${rejects.path}\n`);
}

type Common = Omit<Sending, 'mailer' | 'now' | 'sleep'>;

/** `--dry-run`: who would be written to, and what would be held back. Writes nothing. */
async function showOnly(context: CommandContext, sending: Common, rejects: number): Promise<number> {
  const { go, held } = await decideLetters(sending);
  const fates = await sending.ledger.fates();
  const letters = go.map(({ letter, notices }) => {
    const keys = notices.map(noticeKey);
    const told = (key: string) =>
      fates
        .filter((f) => f.notice === key && f.how === 'letter' && f.state !== 'pending')
        .reduce((n, f) => n + f.people, 0);
    const waiting = Math.max(0, ...notices.map((notice) => notice.recipients - told(noticeKey(notice))));
    return {
      letter,
      notices: keys,
      ...{ accepted: 0, written: 0, refused: 0, unknown: 0, late: 0 },
      skipped: Math.max(0, ...keys.map(told)),
      pending: waiting,
    };
  });
  if (wantsJson(context)) {
    context.stdout.write(
      `${JSON.stringify({ letters, rejects, done: letters.every((l) => l.pending === 0) && held.length === 0, next: sending.plan.next, held, dryRun: true }, null, 2)}\n`,
    );
  }
  const out = people(context);
  for (const letter of letters)
    out.write(
      `${letter.letter}: ${plural(letter.pending, 'person', 'people')} would be written to${letter.skipped > 0 ? `, ${letter.skipped.toLocaleString('en')} told before` : ''}\n`,
    );
  printHeld(out, held, styled(out, context.env));
  if (letters.length === 0 && held.length === 0)
    out.write(`Nothing is due.${sending.plan.next ? ` Next: ${sending.plan.next}.` : ''}\n`);
  out.write('Dry run: nothing was sent or written.\n');
  return held.length > 0 ? 1 : 0;
}

/** `--test ADDRESS`: the letters due today, or else those announced for later, marked as tests. */
async function sendTests(
  context: CommandContext,
  sending: Common,
  mailer: Sending['mailer'],
  to: string,
): Promise<number> {
  const due = lettersDue(sending.plan).map((job) => job.letter);
  const announced = sending.plan.notices
    .filter((notice) => notice.letter !== null && !notice.complete)
    .map((notice) => notice.letter!);
  const letters = [...new Set(due.length > 0 ? due : announced)];
  const out = people(context);
  const results = [];
  for (const letter of letters) {
    const keys = sending.plan.notices.filter((notice) => notice.letter === letter).map(noticeKey);
    const { site, policies, assess, today } = sending;
    const duties = sending.duties.filter((duty) => keys.includes(noticeKey(duty)));
    const outcome = await sendTestLetter(
      mailer,
      { site, policies, assess, today, duties },
      to,
      sending.stamp(),
    );
    results.push(outcome);
    const detail = outcome.kind === 'accepted' ? outcome.id : outcome.reason;
    out.write(`${outcome.letter} to ${out.isTTY ? to : maskAddress(to)}: ${outcome.kind} (${detail})\n`);
  }
  if (wantsJson(context)) context.stdout.write(`${JSON.stringify({ tests: results }, null, 2)}\n`);
  if (letters.length === 0) out.write('No letter is due or announced, so there is nothing to test.\n');
  else out.write('A test tells nobody: the ledger has no record of it.\n');
  return results.every((outcome) => outcome.kind === 'accepted') ? 0 : 1;
}

/** A bar on a terminal; elsewhere a line now and then. */
function progressBar(context: CommandContext): { show: (progress: Progress) => void; stop: () => void } {
  const { stderr } = context;
  const fancy = stderr === process.stderr && stderr.isTTY === true;
  const bar = fancy
    ? new SingleBar({
        format: '{bar} {value}/{total} letters, {duration_formatted}, {eta_formatted} left',
        stream: process.stderr,
        hideCursor: true,
      })
    : null;
  let letter: string | null = null;
  let told = 0;
  return {
    show(progress) {
      if (bar && letter !== progress.letter) bar.start(progress.of, 0);
      letter = progress.letter;
      if (bar) bar.update(progress.done);
      else if (progress.done - told >= 10_000) {
        told = progress.done;
        stderr.write(
          `${progress.done.toLocaleString('en')} of ${progress.of.toLocaleString('en')} letters\n`,
        );
      }
    },
    stop: () => bar?.stop(),
  };
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

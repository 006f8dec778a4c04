import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { decideLetters } from '../../src/delivery/decide-letters.ts';
import { readAddress } from '../../src/delivery/recipient-row.ts';
import { sendDue } from '../../src/delivery/send.ts';
import { type Command, type CommandContext, people, UsageError } from '../context.ts';
import { openWorld } from '../delivery-world.ts';
import { planWorld } from '../plan-world.ts';
import { RejectsFile } from '../rejects-file.ts';
import {
  refuseFalseToday,
  refuseLostLedger,
  refusePlaceholderSender,
  refuseTooManyRejects,
} from '../send-guards.ts';
import { progressBar } from '../send-progress.ts';
import { sendTests, showOnly } from '../send-rehearsals.ts';
import { confirm, printRejects, tell } from '../send-words.ts';

/**
 * `send`: what is due today and nothing else. 0 also when nothing is due, and when the day's own limit is reached; 1 when
 * something due was held back or stopped; 130 after Ctrl-C.
 */
export const run: Command = async (context) => {
  const limit = limitOf(context);
  const test = testAddressOf(context);
  const world = await openWorld(context);
  // First of all: without a key nothing else may happen, least of all an outbox.
  const mailer = context.options.dryRun === true ? null : world.mailer();
  refuseFalseToday(context, world);
  refusePlaceholderSender(world);
  const out = people(context);
  const rejects = new RejectsFile(mailer ? join(world.ledgerFolder, 'rejects.csv') : null);
  let ledger = world.ledger();
  try {
    const { plan, duties, rows, keep } = await planWorld(
      world,
      ledger,
      (row) => rejects.add(row, true),
      (row) => rejects.add(row, false),
    );
    await rejects.close();
    printRejects(out, rejects);
    const { site, policies } = world.content;
    const planned = { ...world, site, policies, duties, plan, ledger };
    if (mailer === null) return await showOnly(context, planned, rejects.rejected);
    if (test !== null) return await sendTests(context, planned, mailer, test);
    refuseTooManyRejects(context, rejects, rows);
    if (mailer.tells && !context.options.newLedger)
      refuseLostLedger(plan, await ledger.notices(), world.ledgerPlace);

    // A ledger is made when the first letter may go, not before.
    if ((await decideLetters(planned)).go.length > 0) {
      await ledger.close();
      ledger = world.ledger({ write: true });
    }
    const progress = progressBar(context);
    const interrupted = onInterrupt(context);
    try {
      const report = await sendDue({
        ...planned,
        ledger,
        mailer,
        now: context.now,
        sleep: (ms) => wait(ms, undefined, { signal: interrupted.signal }).catch(() => undefined),
        ...world.pacing,
        ...(limit ? { limit } : {}),
        isNewLedger: context.options.newLedger === true,
        acceptsLosses: context.options.acceptRejects === true,
        signal: interrupted.signal,
        onProgress: progress.show,
        onReading: progress.reading,
        onAwaited: progress.awaited,
        onRestart: (letter) =>
          out.write(`The content has changed since ${letter} was written to the outbox: written anew.\n`),
        confirm: (letters, room) => confirm(context, world, letters, room),
      });
      progress.stop();
      if (report.confirmed) await keep(ledger, report.settled);
      const code = tell(context, world, report, rejects, plan);
      return report.stopped?.why === 'asked' ? interrupted.code() : code;
    } finally {
      progress.stop();
      interrupted.end();
    }
  } finally {
    await ledger.close();
  }
};

/** By the signals that ask a program to end: 128 and the signal's number, as shells have it. */
const interruptCodes = { SIGINT: 130, SIGTERM: 143 };
type Interrupt = keyof typeof interruptCodes;

/** Ctrl-C finishes what is under way; a second one ends at once. So does the end of a container. */
function onInterrupt({ stderr }: CommandContext): {
  signal: AbortSignal;
  code: () => number;
  end: () => void;
} {
  const controller = new AbortController();
  let code = 130;
  const listen = (name: Interrupt) => {
    code = interruptCodes[name];
    if (controller.signal.aborted) process.exit(code);
    controller.abort();
    stderr.write('\nFinishing what is under way; the next run goes on. Ctrl-C again ends at once.\n');
  };
  process.on('SIGINT', listen).on('SIGTERM', listen);
  return {
    signal: controller.signal,
    code: () => code,
    end: () => void process.off('SIGINT', listen).off('SIGTERM', listen),
  };
}

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

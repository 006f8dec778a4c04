import { createInterface } from 'node:readline/promises';
import { keptDays, type PurgeRequest } from '../../src/delivery/ledger-purge.ts';
import { addDays, formatDay, isDay } from '../../src/policy/day.ts';
import { counted } from '../../src/policy/numerals.ts';
import { PrenoticeError } from '../../src/policy/problem.ts';
import { type Command, type CommandContext, people, UsageError, wantsJson } from '../context.ts';
import { openWorld } from '../delivery-world.ts';

/** `purge --before DAY | --recipient ID`: erases personal data for good. 1 when something must still be kept. */
export const run: Command = async (context) => {
  const world = await openWorld(context);
  const request = requestOf(context, world.today);
  const ledger = world.ledger();
  const out = people(context);
  try {
    const known = await ledger.notices();
    if (known.length === 0)
      throw new PrenoticeError(`the ledger ${ledger.where} has no notice, so there is nothing to erase`);
    await confirm(context, request, ledger.where);
    const report = await ledger.purge(request, world.today, world.stamp());
    if (wantsJson(context)) context.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    for (const { notice, people: count, entries } of report.erased)
      out.write(
        `${notice}: ${counted(count, 'person', 'people')} erased; ${counted(entries, 'entry', 'entries')} of the chain are commitments only. Counts and texts stay.\n`,
      );
    for (const { notice, until } of report.kept)
      out.write(
        `${notice}: kept until ${formatDay(until, 'en')}, ${keptDays} days after its version took effect.\n`,
      );
    if (report.erased.length + report.kept.length === 0)
      out.write(
        'recipient' in request
          ? 'The ledger knows nobody of that id.\n'
          : 'No notice is that old: nothing was erased.\n',
      );
    if (report.erased.length > 0)
      out.write(
        'Copies of the ledger, proof packs and lists of rejected rows are not touched: see to them as well.\n',
      );
    return report.kept.length > 0 ? 1 : 0;
  } finally {
    await ledger.close();
  }
};

function requestOf(context: CommandContext, today: string): PurgeRequest {
  const { before, recipient } = context.options;
  if ((before === undefined) === (recipient === undefined))
    throw new UsageError('name a day with --before, or one recipient with --recipient');
  if (typeof recipient === 'string') return { recipient };
  if (typeof before !== 'string' || !isDay(before))
    throw new UsageError(`--before ${String(before)} is not a day; write YYYY-MM-DD`);
  const latest = addDays(today, 1 - keptDays);
  if (before > latest)
    throw new PrenoticeError(
      `--before ${before} reaches into the ${keptDays} days after effect for which a ledger keeps whom it told; nothing was erased`,
      `write --before ${latest} or an earlier day`,
    );
  return { before };
}

/** What is erased is gone: somebody says so, or `--yes` does. */
async function confirm(context: CommandContext, request: PurgeRequest, where: string): Promise<void> {
  if (context.options.yes) return;
  const what =
    'recipient' in request
      ? `everything about ${request.recipient}`
      : `names, addresses and events of notices that took effect before ${request.before}`;
  if (context.stdout.isTTY !== true || process.stdin.isTTY !== true || wantsJson(context))
    throw new PrenoticeError(
      'nobody is here to say yes, so nothing was erased',
      'add --yes to erase without being asked',
    );
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await ask.question(`Erase ${what} from ${where}, for good? (yes/no) `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new PrenoticeError('nothing was erased');
  } finally {
    ask.close();
  }
}

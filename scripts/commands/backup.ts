import { resolve } from 'node:path';
import { PrenoticeError } from '../../src/policy/problem.ts';
import { type Command, people, wantsJson } from '../context.ts';
import { openWorld } from '../delivery-world.ts';

/** `backup <file>`: a copy of the ledger while others may write to it. 0, or 1 when there is nothing or it cannot be done. */
export const run: Command = async (context) => {
  const world = await openWorld(context);
  const ledger = world.ledger();
  try {
    const [file = ''] = context.args;
    const to = resolve(context.cwd, file);
    // Without a ledger an empty one stands in for it, and a copy of that would look like one.
    if (ledger.where !== world.ledgerPlace)
      throw new PrenoticeError(
        `there is no ledger at ${world.ledgerPlace} yet, so there is nothing to copy`,
        'name the right one with PRENOTICE_LEDGER; the first `send` makes it',
      );
    await ledger.backup(to);
    if (wantsJson(context)) context.stdout.write(`${JSON.stringify({ ledger: ledger.where, file: to })}\n`);
    people(context).write(
      `The ledger ${ledger.where} is copied to ${to}. It holds names and addresses: keep it as safe as the ledger.\n`,
    );
    return 0;
  } finally {
    await ledger.close();
  }
};

import type { TakenBack } from '../src/authoring/take-back.ts';
import { hasFailed } from '../src/delivery/event-state.ts';
import { formatDay } from '../src/policy/day.ts';
import { counted, numeral } from '../src/policy/numerals.ts';
import { type CommandContext, type Output, UsageError } from './context.ts';
import type { DeliveryWorld } from './delivery-world.ts';

/** What `withdraw` and `postpone` share: their words, and what follows for those who have been written to. */

/** A word that must be there and hold more than spaces. */
export function saidBy(context: CommandContext, option: 'reason' | 'by'): string {
  const text = context.options[option];
  if (typeof text === 'string' && text.trim() !== '') return text.trim();
  throw new UsageError(
    option === 'reason'
      ? '--reason is missing: customers read it in the correction, so write a sentence for them'
      : '--by is missing: name the person who decides this',
  );
}

/** How many have been written to (the outbox: a rehearsal) about a version; null when nobody has and nobody waits. */
export async function toldAbout(
  world: DeliveryWorld,
  policy: string,
  version: string,
): Promise<{ people: number; pending: number } | null> {
  const ledger = world.ledger();
  try {
    const key = `${policy}/${version}/advance`;
    const fates = (await ledger.fates()).filter((f) => f.notice === key && f.how === 'letter');
    const count = (wanted: (state: string | null) => boolean) =>
      fates.filter((f) => wanted(f.state)).reduce((sum, f) => sum + f.people, 0);
    const pending = count((state) => state === 'pending');
    const people = count((state) => state !== 'pending' && !hasFailed(state));
    return people + pending > 0 ? { people, pending } : null;
  } finally {
    await ledger.close();
  }
}

/** Says what was written and what has to be done now, in the order in which it has to be done. */
export function tellTakenBack(
  out: Output,
  done: TakenBack,
  told: { people: number; pending: number } | null,
  more: string[],
): void {
  const { policy, version, withdrawal, inForce, files } = done;
  out.write(
    `Version ${version} of ${policy} is withdrawn as of ${formatDay(withdrawal.on, 'en')}${inForce ? `; version ${inForce} stays in force` : ''}.\n`,
  );
  for (const file of files) out.write(`  written: ${file}\n`);
  for (const line of more) out.write(`${line}\n`);
  if (told && told.people === 0)
    out.write(
      `Nobody has been written to about it yet, so no correction is owed; ${numeral(told.pending)} who waited for the letter do not get it.\n`,
    );
  else if (told) {
    out.write(
      `${counted(told.people, 'person has', 'people have')} been written to and ${told.people === 1 ? 'gets' : 'get'} a correction with the next \`send\`${told.pending > 0 ? `; ${numeral(told.pending)} who still wait for the first letter get none` : ''}.\n`,
    );
  } else
    out.write(
      'Nobody has been written to about it, so no letter is owed; its page says that it is withdrawn.\n',
    );
  out.write(
    `Now: commit ${files.length === 1 ? 'the file' : 'the files'}, build and publish the site${told ? ', then `send`' : ''}.\n`,
  );
}

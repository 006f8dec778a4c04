import { placeholder } from '../src/authoring/check/placeholders.ts';
import { looksBroken } from '../src/delivery/broken-list.ts';
import type { NoticePlan } from '../src/notice/plan.ts';
import { lettersDue } from '../src/notice/plan-notices.ts';
import { numeral } from '../src/policy/numerals.ts';
import { PrenoticeError } from '../src/policy/problem.ts';
import type { CommandContext } from './context.ts';
import { type DeliveryWorld, isLoopback } from './delivery-world.ts';
import type { RejectsFile } from './rejects-file.ts';

/** What `send` refuses whatever is due. */

/** Letters to real people carry the real day. */
export function refuseFalseToday(context: CommandContext, world: DeliveryWorld): void {
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

/** Letters from a company that has no name yet. */
export function refusePlaceholderSender({ content: { site }, mailerName }: DeliveryWorld): void {
  if (mailerName === 'outbox') return;
  const words = placeholder.exec(`${site.name} ${site.from} ${site.replyTo ?? ''}`)?.[0];
  if (!words) return;
  throw new PrenoticeError(
    `site.yaml still has "${words}" in name, from or replyTo`,
    'put in what belongs there; nothing was sent',
  );
}

/** A list of which so much is unreadable is probably not the list that was meant. */
export function refuseTooManyRejects(context: CommandContext, rejects: RejectsFile, rows: number): void {
  const { rejected } = rejects;
  if (!looksBroken(rejected, rows) || context.options.acceptRejects) return;
  throw new PrenoticeError(
    `${numeral(rejected)} of ${numeral(rows + rejected)} rows of the recipient list are bad; nothing was sent`,
    `look at ${rejects.path ?? 'the lines above'}; if the others are to be told all the same, add --accept-rejects`,
  );
}

/** A new ledger beside a version that has been announced for days: the old one may have been lost, and people told already. */
export function refuseLostLedger(plan: NoticePlan, known: readonly unknown[], where: string): void {
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

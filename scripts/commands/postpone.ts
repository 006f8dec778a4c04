import { postponeVersion } from '../../src/authoring/take-back.ts';
import { formatDay, isDay } from '../../src/policy/day.ts';
import { type Command, type CommandContext, people, UsageError, wantsJson } from '../context.ts';
import { openWorld } from '../delivery-world.ts';
import { policyNamed } from '../named.ts';
import { saidBy, tellTakenBack, toldAbout } from '../taking-back.ts';

/** `postpone <policy> <version> --effective DAY --reason … --by …`: a withdrawal and a copy under a new number. */
export const run: Command = async (context) => {
  const said = {
    reason: saidBy(context, 'reason'),
    by: saidBy(context, 'by'),
    ...dayOf(context, 'effective'),
    ...dayOf(context, 'published'),
  };
  const [slug, number] = context.args;
  const world = await openWorld(context);
  const policy = policyNamed(world.content.policies, slug);
  if (number === undefined) throw new UsageError('name the version to postpone');
  const told = await toldAbout(world, policy.slug, number);
  const done = await postponeVersion(policy, number, world.todayFor(policy), said);
  if (wantsJson(context)) context.stdout.write(`${JSON.stringify({ ...done, correction: told }, null, 2)}\n`);
  const { as, published, effective, oldDates, needsApproval, files } = done;
  tellTakenBack(people(context), done, told, [
    `Its text is version ${as} now, published on ${formatDay(published, 'en')}, effective on ${formatDay(effective, 'en')}.`,
    ...(needsApproval
      ? ['The approval was given for the old dates and was taken out: add `approved` again after review.']
      : []),
    ...(oldDates.length > 0
      ? [
          'These lines still name the old day; look at each of them:',
          ...oldDates.map(({ line, text }) => `  ${files[0]}:${line}  ${text}`),
        ]
      : []),
  ]);
  return 0;
};

function dayOf(
  context: CommandContext,
  option: 'effective' | 'published',
): { effective?: string; published?: string } {
  const day = context.options[option];
  if (day === undefined) return {};
  if (typeof day === 'string' && isDay(day)) return { [option]: day };
  throw new UsageError(`--${option} ${String(day)} is not a day; write YYYY-MM-DD`);
}

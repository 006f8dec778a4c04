import { withdrawVersion } from '../../src/authoring/take-back.ts';
import { type Command, people, UsageError, wantsJson } from '../context.ts';
import { openWorld } from '../delivery-world.ts';
import { policyNamed } from '../named.ts';
import { saidBy, tellTakenBack, toldAbout } from '../taking-back.ts';

/** `withdraw <policy> <version> --reason … --by …`: takes an announced version back and says who is owed a correction. */
export const run: Command = async (context) => {
  const said = { reason: saidBy(context, 'reason'), by: saidBy(context, 'by') };
  const [slug, number] = context.args;
  const world = await openWorld(context);
  const policy = policyNamed(world.content.policies, slug);
  if (number === undefined) throw new UsageError('name the version to withdraw');
  const told = await toldAbout(world, policy.slug, number);
  const done = await withdrawVersion(policy, number, world.todayFor(policy), said);
  if (wantsJson(context)) context.stdout.write(`${JSON.stringify({ ...done, correction: told }, null, 2)}\n`);
  tellTakenBack(people(context), done, told, []);
  return 0;
};

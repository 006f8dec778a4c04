import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Content } from '../src/authoring/read-content.ts';
import { paceOf } from '../src/notice/calendar.ts';
import type { Problem } from '../src/policy/problem.ts';
import type { CommandContext } from './context.ts';

/**
 * Effective days that so many letters a day cannot meet: the one rule of `check` that needs to know how many customers
 * there are. Nothing is counted, and nothing found, without a limit per day or without the list at hand (a pull
 * request is checked where no list is).
 */
export async function checkPace(context: CommandContext, content: Content): Promise<Problem[]> {
  if (!content.site || paceOf(content.site.sending) === undefined) return [];
  const { recipients } = content.site;
  // A query needs a database that is not at hand where a change is checked; `plan` counts it.
  if (typeof recipients !== 'string' || !existsSync(resolve(content.dir, recipients))) return [];
  const { openWorld, planWorld } = await import('./delivery-world.ts');
  const world = await openWorld(context);
  const ledger = world.ledger();
  try {
    const { plan } = await planWorld(world, ledger);
    // Where no ledger is, nobody knows whether the letters have begun; only what never could be met is certain.
    const known = (await ledger.notices()).length > 0;
    return plan.notices.flatMap((notice) => {
      const problem = notice.problems.find(({ rule }) => rule === 'rate-too-slow');
      const version = content.policies
        .find(({ slug }) => slug === notice.policy)
        ?.versions.find(({ fields }) => fields.version === notice.version);
      if (!problem || !version || !(known || notice.published > notice.startBy)) return [];
      const { file } = version;
      return [{ ...problem, file, ...content.placeOf(file, ['effective']) }];
    });
  } finally {
    await ledger.close();
  }
}

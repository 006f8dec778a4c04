import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { NewVersion } from '../src/authoring/new-version.ts';
import type { Content } from '../src/authoring/read-content.ts';
import { standingOf } from '../src/notice/audience.ts';
import { paceOf, sendingDays } from '../src/notice/calendar.ts';
import { hasChannel } from '../src/notice/duties.ts';
import type { Problem } from '../src/policy/problem.ts';
import type { Site } from '../src/policy/site.ts';
import type { Policy } from '../src/policy/timeline.ts';
import type { CommandContext } from './context.ts';

/**
 * Effective days that so many letters a day cannot meet: the one rule of `check` that needs to know how many customers
 * there are. Nothing is counted, and nothing found, without a limit per day or without the list at hand (a pull
 * request is checked where no list is).
 */
export async function checkPace(context: CommandContext, content: Content): Promise<Problem[]> {
  if (!canCount(content)) return [];
  const [{ openWorld }, { planWorld }] = await Promise.all([
    import('./delivery-world.ts'),
    import('./plan-world.ts'),
  ]);
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

/** Days that a letter to everybody whom a new version concerns takes; 1 where nothing is to be counted, or nobody can. */
export async function daysOfLetters(
  context: CommandContext,
  content: Content,
  policy: Policy,
  { profile, effective }: NewVersion,
): Promise<number> {
  if (!profile || !hasChannel(profile, 'email') || !canCount(content)) return 1;
  const { recipientsOf } = await import('./recipient-list.ts');
  const { segments } = policy.settings;
  const terms = { class: 'material', windowFrom: null, effective, profile, segments } as const;
  let letters = 0;
  for await (const { recipients } of recipientsOf(context, content))
    letters += recipients.filter((one) => standingOf(one, terms) === 'letter').length;
  return sendingDays(letters, paceOf(content.site.sending));
}

type Listing = Content & { site: Site };

/** There is a limit per day, and the list is at hand: a query needs a database; `plan` counts that one. */
function canCount(content: Content): content is Listing {
  const { site, dir } = content;
  if (!site || paceOf(site.sending) === undefined) return false;
  return typeof site.recipients === 'string' && existsSync(resolve(dir, site.recipients));
}

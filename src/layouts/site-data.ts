import { getCollection } from 'astro:content';
import { requireContent } from '../authoring/read-content.ts';
import { compareAnew } from '../export/comparison.ts';
import { viewPolicy } from '../export/policy-view.ts';
import type { Day } from '../policy/day.ts';
import { PrenoticeError } from '../policy/problem.ts';
import type { Site } from '../policy/site.ts';
import type { Policy } from '../policy/timeline.ts';
import { buildDay } from './build-day.ts';
import { buildSettings } from './build-settings.ts';
import { handedOver } from './handover.ts';
import type { PageView } from './views.ts';
import { wordsFor } from './words/words.ts';

export interface SiteData {
  site: Site;
  today: Day;
  policies: PageView[];
}

let data: Promise<SiteData> | undefined;

/** Everything that pages show, worked out once per build. Drafts and scheduled versions are in none of it. */
export function siteData(): Promise<SiteData> {
  data ??= readSite();
  return data;
}

async function readSite(): Promise<SiteData> {
  const handed = handedOver();
  const content = handed?.content ?? (await requireContent(buildSettings().contentDir));
  await holdAgainstCollections(content.policies);
  const today = buildDay(content.site.timeZone);
  await handed?.ready;
  const compare = handed?.compare ?? compareAnew;
  const policies = content.policies
    .map((policy) => ({
      ...viewPolicy(policy, content.site.url, today, compare),
      words: wordsFor(policy.locale),
    }))
    .filter((view) => view.versions.length > 0);
  return { site: content.site, today, policies };
}

/**
 * Astro reads the same files by its own loader. Both must see the same versions: a file that only one of them
 * reads would be shown and never compared, or compared and never shown.
 */
async function holdAgainstCollections(policies: readonly Policy[]): Promise<void> {
  const entries = new Set((await getCollection('versions')).map((entry) => entry.id));
  for (const entry of await getCollection('policies'))
    if (!policies.some(({ slug }) => slug === entry.id)) missing(`${entry.id}/policy.yaml`);
  for (const policy of policies) {
    for (const { fields } of policy.versions)
      if (!entries.delete(`${policy.slug}/${fields.version}`))
        missing(`${policy.slug}/${fields.version}.mdx`);
  }
  for (const id of entries) missing(`${id}.mdx`);
}

function missing(file: string): never {
  throw new PrenoticeError(
    `${file} is read by Astro or by Prenotice, but not by both`,
    'Run `prenotice check`; if it reports nothing, this is a mistake in Prenotice.',
  );
}

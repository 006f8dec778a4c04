import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { buildSettings } from './layouts/build-settings.ts';
import { policySchema } from './policy/policy.ts';
import { versionSchema } from './policy/version.ts';

const base = buildSettings().contentUrl;

/** The very schemas that the commands use. Ids are paths: Astro's own ids lose the point of `3.1`. */
export const collections = {
  versions: defineCollection({
    loader: glob({ base, pattern: '*/*.mdx', generateId: ({ entry }) => entry.replace(/\.mdx$/, '') }),
    schema: versionSchema,
  }),
  policies: defineCollection({
    loader: glob({ base, pattern: '*/policy.yaml', generateId: ({ entry }) => entry.replace(/\/policy\.yaml$/, '') }),
    schema: policySchema,
  }),
};

import { defineCollection } from 'astro:content';
import { glob, type Loader } from 'astro/loaders';
import { buildSettings } from './layouts/build-settings.ts';
import { policySchema } from './policy/policy.ts';
import { versionSchema } from './policy/version.ts';

const base = buildSettings().contentUrl;

/**
 * Keeps Astro from compiling the bodies to components: pages are written from the clause tree, which redlines and digests
 * use too, so a compiled body would only cost time and memory (a bundle with every version ever published).
 */
function withoutComponents(loader: Loader): Loader {
  return {
    ...loader,
    load: (context) => {
      const store = Object.assign(Object.create(context.store) as typeof context.store, {
        set: (entry: Parameters<typeof context.store.set>[0]) =>
          context.store.set({ ...entry, deferredRender: false }),
        addModuleImport: () => {},
      });
      return loader.load({ ...context, store });
    },
  };
}

/** The very schemas that the commands use. Ids are paths: Astro's own ids lose the point of `3.1`. */
export const collections = {
  versions: defineCollection({
    loader: withoutComponents(
      glob({
        base,
        pattern: '*/*.mdx',
        generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
        retainBody: false,
      }),
    ),
    schema: versionSchema,
  }),
  policies: defineCollection({
    loader: glob({
      base,
      pattern: '*/policy.yaml',
      generateId: ({ entry }) => entry.replace(/\/policy\.yaml$/, ''),
    }),
    schema: policySchema,
  }),
};

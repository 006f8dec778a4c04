import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { buildSettings } from './src/layouts/build-settings.ts';

const { site, outDir } = buildSettings();
const { origin, pathname } = new URL(site.url);

/**
 * What a script fetches later needs nothing else fetched with it: in place of Vite's helper for that, which is a file of its
 * own, each script that uses it gets one that only calls.
 */
const preloadHelper = /vite\/preload-helper/;
const withoutPreloading = {
  name: 'without-preloading',
  enforce: 'pre',
  resolveId: {
    filter: { id: preloadHelper },
    handler: (id, importer) => `\0${id.replace('\0', '')}?for=${encodeURIComponent(importer ?? '')}`,
  },
  load: { filter: { id: preloadHelper }, handler: () => 'export const __vitePreload = (load) => load();' },
};

export default defineConfig({
  site: origin,
  base: pathname,
  outDir,
  cacheDir: './.cache/astro/',
  trailingSlash: 'always',
  // 'jsx', the default, eats white space beside inline elements; legal text may lose nothing.
  compressHTML: true,
  build: { format: 'directory', inlineStylesheets: 'never', assets: '_assets' },
  integrations: [mdx()],
  markdown: {
    // Shiki writes style attributes, which the policy below forbids.
    syntaxHighlight: false,
    // The page says what the file says: no quotation marks or dashes are exchanged.
    processor: satteri({ features: { smartPunctuation: false } }),
  },
  security: {
    csp: {
      directives: [
        "default-src 'none'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
      ],
      styleDirective: { resources: ["'self'"] },
      scriptDirective: { resources: ["'self'"] },
    },
  },
  devToolbar: { enabled: false },
  vite: { build: { assetsInlineLimit: 0 }, plugins: [withoutPreloading] },
});

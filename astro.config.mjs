import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import { buildSettings } from './src/layouts/build-settings.ts';

const { site, outDir } = buildSettings();
const { origin, pathname } = new URL(site.url);

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
  vite: { build: { assetsInlineLimit: 0 } },
});

import type { APIRoute } from 'astro';
import { addressUnder } from '../export/addresses.ts';
import { siteData } from '../layouts/site-data.ts';

/** Read by crawlers only when the site stands at the root of its host; under a path the host's own file counts. */
export const GET: APIRoute = async () => {
  const { site } = await siteData();
  return new Response(`User-agent: *\nAllow: /\nSitemap: ${addressUnder(site.url, 'sitemap.xml').url}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
};

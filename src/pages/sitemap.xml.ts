import type { APIRoute } from 'astro';
import { addressUnder } from '../export/addresses.ts';
import { siteData } from '../layouts/site-data.ts';
import { escapeText } from '../policy/escape-html.ts';

/** Pages worth finding: the texts in force, what is announced, the histories. Superseded versions are left out. */
export const GET: APIRoute = async () => {
  const { site, policies } = await siteData();
  const urls = [
    addressUnder(site.url, '').url,
    addressUnder(site.url, 'verify/').url,
    ...policies.flatMap(({ addresses, upcoming }) => [
      addresses.page.url,
      addresses.upcoming.url,
      addresses.history.url,
      ...upcoming.map((version) => version.addresses.page.url),
    ]),
  ];
  const body = urls.map((url) => `  <url><loc>${escapeText(url)}</loc></url>`).join('\n');
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${body}\n</urlset>\n`,
    {
      headers: { 'content-type': 'application/xml; charset=utf-8' },
    },
  );
};

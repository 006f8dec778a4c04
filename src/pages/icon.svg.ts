import type { APIRoute } from 'astro';
import { siteData } from '../layouts/site-data.ts';
import { accentsOf } from '../policy/colour.ts';

/** The sign of the site, two versions on a line of time, in the company's colour. */
export const GET: APIRoute = async () => {
  const { light, dark } = accentsOf((await siteData()).site.theme);
  const paint = (colour: string) => `path{stroke:${colour}}circle{fill:${colour}}`;
  return new Response(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>${paint(light)}@media (prefers-color-scheme:dark){${paint(dark)}}</style><path d="M4 16h24" stroke-width="2.5"/><circle cx="9" cy="16" r="4.5"/><path d="M23 11.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9Z" fill="none" stroke-width="2.5"/></svg>\n`,
    { headers: { 'content-type': 'image/svg+xml' } },
  );
};

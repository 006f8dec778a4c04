import type { APIRoute } from 'astro';
import { siteData } from '../layouts/site-data.ts';
import { themeCss } from '../layouts/theme.ts';

/** The company's colours; empty where it names none. Pages link it only where there are some. */
export const GET: APIRoute = async () => {
  const { site } = await siteData();
  return new Response(themeCss(site) ?? '', { headers: { 'content-type': 'text/css; charset=utf-8' } });
};

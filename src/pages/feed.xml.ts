import type { APIRoute } from 'astro';
import { feedOf } from '../layouts/feeds.ts';
import { siteData } from '../layouts/site-data.ts';

export const GET: APIRoute = async () =>
  new Response(feedOf(await siteData()), {
    headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
  });

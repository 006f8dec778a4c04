import type { APIRoute } from 'astro';
import { feedOf } from '../../layouts/feeds.ts';
import { siteData } from '../../layouts/site-data.ts';
import type { PageView } from '../../layouts/views.ts';

export async function getStaticPaths() {
  const { policies } = await siteData();
  return policies.map((view) => ({ params: { policy: view.policy.slug }, props: { view } }));
}

export const GET: APIRoute<{ view: PageView }> = async ({ props: { view } }) =>
  new Response(feedOf(await siteData(), view), {
    headers: { 'content-type': 'application/atom+xml; charset=utf-8' },
  });

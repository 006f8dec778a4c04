import type { APIRoute } from 'astro';
import { noticeJson } from '../../export/notice-json.ts';
import { siteData } from '../../layouts/site-data.ts';
import type { PageView } from '../../layouts/views.ts';

export async function getStaticPaths() {
  const { policies } = await siteData();
  return policies.map((view) => ({ params: { policy: view.policy.slug }, props: { view } }));
}

export const GET: APIRoute<{ view: PageView }> = ({ props: { view } }) =>
  new Response(`${JSON.stringify(noticeJson(view), null, 2)}\n`, {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });

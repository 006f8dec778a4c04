import type { APIRoute } from 'astro';
import { calendarFile } from '../../../export/calendar.ts';
import { calendarDays } from '../../../layouts/feeds.ts';
import { siteData } from '../../../layouts/site-data.ts';
import type { PageView } from '../../../layouts/views.ts';

export async function getStaticPaths() {
  const { policies } = await siteData();
  return policies
    .filter((view) => view.upcoming.length > 0)
    .map((view) => ({ params: { policy: view.policy.slug }, props: { view } }));
}

export const GET: APIRoute<{ view: PageView }> = ({ props: { view } }) =>
  new Response(calendarFile(view.title, calendarDays(view), view.today), {
    headers: { 'content-type': 'text/calendar; charset=utf-8' },
  });

import type { APIRoute } from 'astro';
import { documentMarkdown } from '../../export/document-markdown.ts';
import type { VersionView } from '../../export/policy-view.ts';
import { siteData } from '../../layouts/site-data.ts';

export async function getStaticPaths() {
  const { policies } = await siteData();
  return policies.flatMap((view) =>
    view.versions.map((shown) => ({
      params: { policy: view.policy.slug, version: shown.number },
      props: { shown },
    })),
  );
}

export const GET: APIRoute<{ shown: VersionView }> = ({ props: { shown } }) =>
  new Response(documentMarkdown(shown.version.title, shown.version.document), {
    headers: { 'content-type': 'text/markdown; charset=utf-8' },
  });

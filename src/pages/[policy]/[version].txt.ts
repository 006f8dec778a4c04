import type { APIRoute } from 'astro';
import type { VersionView } from '../../export/policy-view.ts';
import { siteData } from '../../layouts/site-data.ts';
import { publishedText } from '../../policy/published-text.ts';

/** The published text: its SHA-256 is the version's digest. */
export async function getStaticPaths() {
  const { policies } = await siteData();
  return policies.flatMap((view) =>
    view.versions.map((shown) => ({
      params: { policy: view.policy.slug, version: shown.number },
      props: { shown },
    })),
  );
}

export const GET: APIRoute<{ shown: VersionView }> = ({ props: { shown } }) => {
  const { title, fields, document } = shown.version;
  return new Response(publishedText(title, fields, document), {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
};

import type { APIRoute } from 'astro';
import type { VersionView } from '../../../export/policy-view.ts';
import { siteData } from '../../../layouts/site-data.ts';

/** The clause tree of a version, for comparing in the browser: no parser is sent there. */
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
  // Places in source files are nobody's business outside the team.
  const document = JSON.stringify(shown.version.document, (key, value) =>
    key === 'line' ? undefined : value,
  );
  return new Response(`{"version":${JSON.stringify(shown.number)},"document":${document}}\n`, {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
};

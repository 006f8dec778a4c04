import type { APIRoute } from 'astro';
import type { ComparedVersion } from '../../../client/compare.ts';
import type { VersionView } from '../../../export/policy-view.ts';
import { siteData } from '../../../layouts/site-data.ts';
import type { PageView } from '../../../layouts/views.ts';
import { governingProfile } from '../../../policy/timeline.ts';

/** A version for comparing in the browser: its clause tree, so that no parser is sent there, and what the rules must know. */
export async function getStaticPaths() {
  const { policies } = await siteData();
  return policies.flatMap((view) =>
    view.versions.map((shown) => ({
      params: { policy: view.policy.slug, version: shown.number },
      props: { view, shown },
    })),
  );
}

export const GET: APIRoute<{ view: PageView; shown: VersionView }> = ({ props: { view, shown } }) => {
  const facts: ComparedVersion = {
    version: shown.number,
    previous: shown.previous?.fields.version ?? null,
    heldData: governingProfile(view.policy, shown.version)?.heldData ?? 'follows',
    decision: shown.version.fields.assessment,
    document: shown.version.document,
  };
  // Places in source files are nobody's business outside the team.
  const json = JSON.stringify(facts, (key, value) => (key === 'line' ? undefined : value));
  return new Response(`${json}\n`, {
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
};

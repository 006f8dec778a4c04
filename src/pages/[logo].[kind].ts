import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { APIRoute } from 'astro';
import { buildSettings } from '../layouts/build-settings.ts';
import { siteData } from '../layouts/site-data.ts';

const types: Record<string, string> = {
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
};

/** `logo.svg`, `logo-dark.svg`: the pictures of site.yaml's theme. */
export async function getStaticPaths() {
  const { theme } = (await siteData()).site;
  return (['logo', 'logoDark'] as const).flatMap((field) => {
    const file = theme?.[field];
    if (file === undefined) return [];
    const logo = field === 'logo' ? 'logo' : 'logo-dark';
    return [{ params: { logo, kind: extname(file).slice(1) }, props: { file } }];
  });
}

export const GET: APIRoute<{ file: string }> = async ({ props: { file } }) =>
  new Response(new Uint8Array(await readFile(join(buildSettings().contentDir, file))), {
    headers: { 'content-type': types[extname(file)] ?? 'application/octet-stream' },
  });

import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { PublishedSite, SiteLook } from './ports.ts';

/** What `notice.json` must say for a look; it has more. */
const noticeJson = z.object({
  versions: z.array(z.object({ version: z.string(), digest: z.string(), status: z.string().optional() })),
});

/** Bytes of a path of the site; null when it is not there. Throws when that cannot be told. */
type Fetch = (path: string) => Promise<Uint8Array | null>;

/** The site at an address (`https://…`) or in a folder such as `dist/`. */
export function siteAt(where: string, cwd = process.cwd()): PublishedSite {
  return /^https?:\/\//i.test(where) ? siteAtUrl(where) : siteInFolder(resolve(cwd, where));
}

function siteAtUrl(address: string): PublishedSite {
  const base = address.endsWith('/') ? address : `${address}/`;
  return lookBy(base, async (path) => {
    const response = await fetch(new URL(path, base), {
      signal: AbortSignal.timeout(20_000),
      // A cached copy could be older than what customers are about to read.
      headers: { 'cache-control': 'no-cache' },
    });
    if (response.status === 404 || response.status === 410) return null;
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  });
}

function siteInFolder(folder: string): PublishedSite {
  return lookBy(folder, async (path) => {
    const info = await stat(folder).catch(() => null);
    if (!info?.isDirectory()) throw new Error('there is no such folder; run `npm run build` first');
    return readFile(join(folder, path)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
  });
}

function lookBy(where: string, get: Fetch): PublishedSite {
  return {
    where,
    async look(policy, version, digest, as = 'announced'): Promise<SiteLook> {
      const no = (reason: string): SiteLook => ({ shown: false, where, reason });
      try {
        const text = await get(`${policy}/${version}.txt`);
        if (!text) return no(`${policy}/${version}.txt is not there`);
        const found = createHash('sha256').update(text).digest('hex');
        if (found !== digest)
          return no(
            `${policy}/${version}.txt has another text (digest ${found.slice(0, 12)}…, not ${digest.slice(0, 12)}…)`,
          );
        const page = await get(`${policy}/${version}/index.html`);
        if (!page) return no(`the page ${policy}/${version}/ is not there`);
        const listed = await get(`${policy}/notice.json`);
        if (!listed) return no(`${policy}/notice.json is not there`);
        const entry = noticeJson
          .parse(JSON.parse(new TextDecoder().decode(listed)))
          .versions.find((v) => v.version === version);
        if (!entry) return no(`${policy}/notice.json does not list version ${version}`);
        if (entry.digest !== digest)
          return no(`${policy}/notice.json lists version ${version} with another digest`);
        if ((entry.status === 'withdrawn') !== (as === 'withdrawn'))
          return no(`${policy}/notice.json calls version ${version} ${entry.status ?? 'nothing'}`);
        return { shown: true, digest, where };
      } catch (error) {
        return no(describe(error));
      }
    },
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'no answer within 20 seconds';
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return error instanceof z.ZodError || error instanceof SyntaxError
    ? 'notice.json cannot be read'
    : `${error.message}${cause}`;
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { buildSite } from '../../scripts/build-site.ts';
import { sampleDir } from '../sample-folder.ts';
import { findChromium } from './browser.ts';
import { writeEdgeContent } from './edge-content.ts';

export interface BuiltSite {
  content: string;
  out: string;
  /** Path of site.url. */
  base: string;
  today: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The sample with a change announced, the sample without one, and the edge cases. */
    sites: { announced: BuiltSite; quiet: BuiltSite; edge: BuiltSite };
  }
}

/** Builds each site once for all site tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  findChromium();
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const work = await mkdtemp(join(tmpdir(), 'prenotice-site-'));
  const sample = sampleDir;
  const edge = writeEdgeContent();
  const build = async (name: string, contentDir: string, today: string, base: string): Promise<BuiltSite> => {
    const out = join(work, name);
    await buildSite({ contentDir, out, today, env: process.env, cwd });
    return { content: contentDir, out, base, today };
  };
  project.provide('sites', {
    announced: await build('announced', sample, '2026-12-02', '/legal/'),
    quiet: await build('quiet', sample, '2026-11-22', '/legal/'),
    edge: await build('edge', edge, '2026-12-02', '/'),
  });
  return async () => {
    await rm(work, { recursive: true, force: true });
    await rm(edge, { recursive: true, force: true });
  };
}

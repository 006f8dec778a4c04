import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readYaml } from '../authoring/yaml-file.ts';
import { PrenoticeError } from '../policy/problem.ts';
import { type Site, siteSchema } from '../policy/site.ts';

/**
 * What Astro must know before it reads a page. `scripts/commands/build.ts` hands its choices over in the
 * environment (PRENOTICE_CONTENT, PRENOTICE_OUT, PRENOTICE_TODAY); a bare `astro build` takes the defaults.
 */
export interface BuildSettings {
  contentDir: string;
  /** `file:` URL of the content folder, with a slash at the end. */
  contentUrl: URL;
  outDir: string;
  site: Site;
}

export function buildSettings(env: NodeJS.ProcessEnv = process.env): BuildSettings {
  const contentDir = resolve(env.PRENOTICE_CONTENT || 'content');
  const outDir = resolve(env.PRENOTICE_OUT || 'dist');
  return { contentDir, contentUrl: pathToFileURL(`${contentDir}/`), outDir, site: readSite(contentDir) };
}

function readSite(contentDir: string): Site {
  const file = join(contentDir, 'site.yaml');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new PrenoticeError(
      `${file} cannot be read`,
      'Every site needs one: name, url, timeZone, locale, mailer, from.',
      { cause },
    );
  }
  const { value, problems } = readYaml(text, siteSchema, file);
  if (value) return value;
  const first = problems[0];
  throw new PrenoticeError(
    `${file}:${first?.line ?? 0}: ${first?.message ?? 'the file is wrong'}`,
    first?.remedy ?? '',
    { problems },
  );
}

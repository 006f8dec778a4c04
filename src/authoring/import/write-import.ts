import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { PrenoticeError } from '../../policy/problem.ts';
import { siteSchema } from '../../policy/site.ts';
import type { PolicyFiles } from './import-policy.ts';

export interface WrittenImport {
  /** Paths of the files made, the versions first. */
  files: string[];
  /** True when there was no site.yaml and one with placeholders was made. */
  madeSite: boolean;
}

/**
 * Writes the versions `<dir>/<slug>/<number>.mdx` and `policy.yaml`, and a first `site.yaml` where there is none. All or nothing: the folder
 * is made under another name and renamed when it is complete. Throws PrenoticeError when the policy is there already.
 */
export async function writeImport(dir: string, slug: string, imported: PolicyFiles): Promise<WrittenImport> {
  const folder = join(dir, slug);
  if (await exists(folder))
    throw new PrenoticeError(
      `there is a policy at ${folder} already; nothing was changed`,
      'Choose another address with --policy, or delete that folder first. A later text of the same policy is a new version: copy it to the next number.',
    );
  const hadDir = await exists(dir);
  const site = join(dir, 'site.yaml');
  const madeSite = !(await exists(site));
  const temporary = join(dir, `.${slug}.import`);
  try {
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary, { recursive: true });
    for (const { number, mdx } of imported.versions)
      await writeFile(join(temporary, `${number}.mdx`), mdx, { flag: 'wx' });
    await writeFile(join(temporary, 'policy.yaml'), imported.policyYaml, { flag: 'wx' });
    if (madeSite) await writeFile(site, firstSite(imported.company), { flag: 'wx' });
    await rename(temporary, folder);
  } catch (cause) {
    await rm(temporary, { recursive: true, force: true });
    if (madeSite) await rm(site, { force: true });
    if (!hadDir) await rm(dir, { recursive: true, force: true });
    throw new PrenoticeError(
      `${folder} could not be written; nothing was left behind`,
      'Look whether the folder may be written and the disk has room, and run the command again.',
      { cause },
    );
  }
  return {
    files: [
      ...imported.versions.map(({ number }) => join(folder, `${number}.mdx`)),
      join(folder, 'policy.yaml'),
      ...(madeSite ? [site] : []),
    ],
    madeSite,
  };
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw new PrenoticeError(`${path} cannot be looked at`, 'Look whether the folder may be read.', {
        cause: error,
      });
    },
  );
}

/** A first site.yaml: what the document cannot tell is a placeholder and says so. */
function firstSite(company: string | null): string {
  const name = company ?? 'PLACEHOLDER Ltd';
  const sender = name.replace(/[<>",;:@()\r\n]/g, '');
  const value = (text: string) => stringify(text, { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 0 }).trim();
  const text = [
    '# Made by: prenotice import. Replace everything marked PLACEHOLDER before you publish or send anything.',
    `name: ${value(name)}${company ? '   # as the imported document has it' : '   # PLACEHOLDER: the company'}`,
    'url: https://example.com/legal/   # PLACEHOLDER: where the site will be published',
    'timeZone: UTC   # PLACEHOLDER: the zone in which days begin, such as Europe/Berlin',
    'locale: en',
    'mailer: outbox   # letters are written into a folder; resend sends them',
    `from: ${value(`${sender} <legal@example.com>`)}   # PLACEHOLDER: the sender of letters`,
    '',
  ].join('\n');
  siteSchema.parse({
    name,
    url: 'https://example.com/legal/',
    timeZone: 'UTC',
    from: `${sender} <legal@example.com>`,
  });
  return text;
}

import { lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { Day } from '../../policy/day.ts';
import { PrenoticeError } from '../../policy/problem.ts';
import { contentSchema, type Site } from '../../policy/site.ts';
import { firstNotice } from './first-text.ts';
import type { PromiseChoice } from './promises.ts';

export interface FirstSite {
  site: Pick<Site, 'name' | 'url' | 'timeZone' | 'from'> & { replyTo: string };
  promise: PromiseChoice;
  today: Day;
}

/** Path in the content folder → text: a whole small site that `check` passes. */
function firstFiles({ site, promise, today }: FirstSite): Record<string, string> {
  return {
    'site.yaml': siteYaml(site),
    'privacy/policy.yaml': policyYaml(promise, today),
    'privacy/1.mdx': firstNotice({ company: site.name, contact: site.replyTo, today, promise }),
    'recipients.sample.csv': recipients,
  };
}

/**
 * Writes a first content folder, all or nothing. One that is there already is never written over: it is refused, or moved to
 * `moveOld` when a person says so. Returns the paths of the files.
 */
export async function writeSite(dir: string, first: FirstSite, moveOld?: string): Promise<string[]> {
  const target = resolve(dir);
  const old = await exists(target);
  if (old && moveOld === undefined)
    throw new PrenoticeError(
      `${dir} is there already; nothing was changed`,
      'To begin your own site and keep what is there (the sample, for instance) under another name, add --move-old sample. Or name another folder with --content.',
    );
  const kept = moveOld === undefined ? undefined : resolve(dirname(target), moveOld);
  if (kept !== undefined && (await exists(kept)))
    throw new PrenoticeError(
      `${moveOld} is there already; nothing was changed`,
      'Name another folder with --move-old.',
    );
  const fresh = join(dirname(target), `.${basename(target)}.init`);
  const files = firstFiles(first);
  try {
    await rm(fresh, { recursive: true, force: true });
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(fresh, path)), { recursive: true });
      await writeFile(join(fresh, path), text, { flag: 'wx' });
    }
    if (old && kept !== undefined) await rename(target, kept);
    await rename(fresh, target);
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true });
    if (kept !== undefined && !(await exists(target)) && (await exists(kept))) await rename(kept, target);
    throw new PrenoticeError(
      `${dir} could not be written; nothing was left behind`,
      'Look whether the folder may be written and the disk has room, and run the command again.',
      { cause },
    );
  }
  return Object.keys(files).map((path) => join(dir, path));
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

const value = (text: string): string =>
  stringify(text, { defaultStringType: 'QUOTE_DOUBLE', lineWidth: 0 }).trim();

function siteYaml({ name, url, timeZone, from, replyTo }: FirstSite['site']): string {
  return `# The company, its address, and how letters leave. All fields: docs/content.md
schema: ${contentSchema}
name: ${value(name)}
# Where the site will be published; a path is allowed.
url: ${value(url)}
# Days begin in this time zone.
timeZone: ${value(timeZone)}
locale: en
# outbox: letters are written to a folder and nobody is mailed. resend: they are sent (docs/set-up.md says how).
mailer: outbox
from: ${value(from)}
replyTo: ${value(replyTo)}
# Postal address at the foot of letters:
# address: "…"
# Relative to this file. Put your own list outside this folder and outside git, such as ../recipients.csv
recipients: recipients.sample.csv
`;
}

function policyYaml({ profile, quote }: PromiseChoice, today: Day): string {
  const text = `title: Privacy notice
kind: privacy
reviewed: ${value(today)}
# What the notice promises about its own changes. It governs changes published while version "1" or a later one is in force.
notice:
${stringify([{ since: '1', ...profile, quote }], {
  lineWidth: 0,
  defaultStringType: 'PLAIN',
  collectionStyle: 'block',
})
  .replace(/since: .*/, 'since: "1"')
  .replace(/quote: (.*)/, () => `quote: ${value(quote)}`)
  .trimEnd()
  .split('\n')
  .map((line) => `  ${line}`)
  .join('\n')}
`;
  return text;
}

/** Made-up people at addresses that reach nobody (RFC 2606). */
const recipients = `id,email,name,locale,segments,joined,legalMail
c-001,ada@example.com,Ada Lindqvist,en,owner,2024-03-01,
c-002,bruno@example.com,Bruno Keller,en,,2025-06-15,
c-003,chen@example.com,Chen Wei,en,owner,,no
`;

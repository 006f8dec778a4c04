import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireContent } from '../../src/authoring/read-content.ts';
import { publishedText } from '../../src/policy/published-text.ts';
import { firstBody, folderOf, smallSite, versionMdx } from '../folder.ts';

/** Version 2, announced on 1 December 2026 for 15 January 2027; approved unless left out. */
export const secondVersion = (approved = 'approved: { by: "Ilse Brandt", on: "2026-11-28" }') =>
  versionMdx(
    `version: "2"\npublished: "2026-12-01"\neffective: "2027-01-15"\nsummary: "We keep data longer."\n${approved}`,
    firstBody.replace('for 2 years', 'for 10 years'),
  );

/** A folder with `content/`, `list.csv`, and `dist/` as a build leaves it, as far as `send` looks at it. */
export async function companyFolder(rows: string[], second = secondVersion()): Promise<string> {
  const files = smallSite({ 'privacy/2.mdx': second });
  const content = Object.fromEntries(Object.entries(files).map(([path, text]) => [`content/${path}`, text]));
  const dir = folderOf({ ...content, 'list.csv': `id,email,name\n${rows.join('\n')}\n` });
  await publish(dir);
  return dir;
}

/** What a build puts where `send` looks: the text, the page, and notice.json with the digests. */
export async function publish(dir: string): Promise<void> {
  const { policies } = await requireContent(join(dir, 'content'));
  for (const { slug, settings, versions } of policies) {
    for (const { fields, title, document } of versions) {
      mkdirSync(join(dir, 'dist', slug, fields.version), { recursive: true });
      writeFileSync(join(dir, 'dist', slug, fields.version, 'index.html'), '<p>page</p>');
      writeFileSync(
        join(dir, 'dist', slug, `${fields.version}.txt`),
        publishedText(title ?? settings.title, fields, document),
      );
    }
    const withdrawn = new Set(settings.withdrawn?.map(({ version }) => version));
    const listed = versions.map(({ fields: { version }, digest }) => ({
      ...{ version, digest },
      status: withdrawn.has(version) ? 'withdrawn' : 'upcoming',
    }));
    writeFileSync(join(dir, 'dist', slug, 'notice.json'), JSON.stringify({ versions: listed }));
  }
}

export const customers = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `c${i},c${i}@customer.example,"Customer, ${i}"`);

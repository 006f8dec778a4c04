import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { type Content, requireContent } from '../../src/authoring/read-content.ts';
import { documentTexts, inlineText, normalizeSpace } from '../../src/policy/text.ts';
import { shownVersions, statusOn } from '../../src/policy/timeline.ts';
import { secrets } from './edge-content.ts';
import { attributeOf, type BuiltPage, filesOf, find, pagesOf, textOf } from './pages.ts';

const sites = inject('sites');

describe.each(['announced', 'quiet', 'edge'] as const)('the %s site', (name) => {
  const { out, content: dir, today } = sites[name];
  const pages = pagesOf(out);
  const articleOf = (page: BuiltPage) =>
    find(
      page,
      (element) => element.tagName === 'article' && attributeOf(element, 'data-policy-text') !== undefined,
    );
  const published = async (): Promise<Content['policies']> => (await requireContent(dir)).policies;

  test('says in every article exactly the words of the version, in their order', async () => {
    let articles = 0;
    for (const policy of await published()) {
      for (const page of pages.filter(({ path }) => path.startsWith(`${policy.slug}/`))) {
        for (const article of articleOf(page)) {
          const number = attributeOf(article, 'data-policy-text');
          const version = policy.versions.find(({ fields }) => fields.version === number);
          expect(version, `${page.path} shows version ${number}`).toBeDefined();
          const shown = normalizeSpace(textOf(article));
          const meant = normalizeSpace(documentTexts(version!.document).join('\n'));
          expect(shown, page.path).toBe(meant);
          articles++;
        }
      }
    }
    const versions = (await published()).flatMap((policy) => shownVersions(policy, today)).length;
    const inForce = (await published()).filter((policy) =>
      policy.versions.some((version) => statusOn(policy, version, today) === 'inForce'),
    ).length;
    expect(articles).toBe(versions + inForce);
  });

  test('has a page, a text and a Markdown file for every shown version, and none for the others', async () => {
    for (const policy of await published()) {
      const shown = new Set(shownVersions(policy, today));
      for (const version of policy.versions) {
        for (const file of ['/index.html', '.txt', '.md']) {
          expect(
            existsSync(join(out, policy.slug, version.fields.version + file)),
            `${policy.slug}/${version.fields.version}${file}`,
          ).toBe(shown.has(version));
        }
      }
    }
  });

  test('publishes texts whose SHA-256 is the digest shown beside them', async () => {
    for (const policy of await published()) {
      const notice = JSON.parse(readFileSync(join(out, policy.slug, 'notice.json'), 'utf8'));
      for (const version of shownVersions(policy, today)) {
        const bytes = readFileSync(join(out, policy.slug, `${version.fields.version}.txt`));
        const digest = createHash('sha256').update(bytes).digest('hex');
        expect(digest).toBe(version.digest);
        expect(readFileSync(join(out, policy.slug, version.fields.version, 'index.html'), 'utf8')).toContain(
          digest,
        );
        expect(
          notice.versions.find((entry: { version: string }) => entry.version === version.fields.version)
            .digest,
        ).toBe(digest);
      }
    }
  });

  test('names the document in its one first-level heading', async () => {
    for (const policy of await published()) {
      for (const version of shownVersions(policy, today)) {
        const page = pages.find(({ path }) => path === `${policy.slug}/${version.fields.version}/index.html`);
        const [heading] = find(page!, (element) => element.tagName === 'h1');
        const title = version.document.title ? inlineText(version.document.title) : version.title;
        expect(normalizeSpace(textOf(heading!))).toBe(normalizeSpace(title));
      }
    }
  });
});

test('drafts and scheduled versions are in no output at all', () => {
  const { out } = sites.edge;
  for (const file of filesOf(out).filter((path) => !path.endsWith('.woff2'))) {
    const text = readFileSync(join(out, file), 'utf8');
    for (const secret of secrets) expect(text.includes(secret), `${secret} in ${file}`).toBe(false);
  }
});

test('a link that could run code is written as its words only, and no picture is fetched from elsewhere', () => {
  for (const page of pagesOf(sites.edge.out)) {
    for (const element of find(page, () => true)) {
      for (const { name, value } of element.attrs) {
        expect(
          /^\s*(javascript|data|vbscript):/i.test(value.replace(/\s/g, '')),
          `${page.path}: ${name}="${value}"`,
        ).toBe(false);
      }
    }
    for (const picture of find(page, (element) => element.tagName === 'img'))
      expect(['/icon.svg', '/logo.svg']).toContain(attributeOf(picture, 'src'));
  }
});

test('a German policy has German words around it, on a site whose own are English', () => {
  const page = (path: string) => readFileSync(join(sites.edge.out, path), 'utf8');
  expect(page('imported/index.html')).toContain('<html lang="de">');
  for (const [path, words] of [
    ['imported/index.html', 'Stand am 2. Dezember 2026'],
    ['imported/history/index.html', 'Seit wann sie galt, ist nicht bekannt.'],
    ['imported/changes/1..2/index.html', 'Liste der Änderungen'],
    ['imported/upcoming/index.html', 'stand keine angekündigte Änderung'],
    ['imported/on/index.html', 'Welche Fassung galt an einem Tag'],
  ] as const)
    expect(page(path), path).toContain(words);
  expect(page('imported/index.html')).not.toMatch(/\b(Version|Published|History|Contents|Search)\b/);
  expect(page('index.html')).toContain('<html lang="en">');
});

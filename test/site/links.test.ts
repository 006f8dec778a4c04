import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { attributeOf, type BuiltPage, find, pagesOf } from './pages.ts';

const sites = inject('sites');
const host = 'https://site.test';

describe.each(['announced', 'quiet', 'edge'] as const)('the %s site', (name) => {
  const { out, base } = sites[name];
  const pages = pagesOf(out);
  const idsOf = (page: BuiltPage) =>
    find(page, () => true).flatMap((element) => attributeOf(element, 'id') ?? []);

  /** The file behind an address under the base; null for another host. */
  const fileOf = (page: BuiltPage, href: string): { file: string; hash: string } | null => {
    const here = new URL(base + page.path.replace(/index\.html$/, ''), host);
    const url = new URL(href, here);
    if (url.origin !== host) return null;
    if (!url.pathname.startsWith(base)) throw new Error(`${page.path} links to ${href}, outside ${base}`);
    const place = decodeURIComponent(url.pathname.slice(base.length));
    return {
      file: place === '' || place.endsWith('/') ? `${place}index.html` : place,
      hash: decodeURIComponent(url.hash.slice(1)),
    };
  };

  test('every link inside the site and every anchor leads somewhere', () => {
    const ids = new Map(pages.map((page) => [page.path, new Set(idsOf(page))]));
    const broken: string[] = [];
    for (const page of pages) {
      for (const element of find(page, ({ tagName }) => ['a', 'link', 'script', 'img'].includes(tagName))) {
        const href = attributeOf(element, 'href') ?? attributeOf(element, 'src');
        // What a policy's own text links to is its author's; the edge texts have dangling links on purpose.
        if (
          href === undefined ||
          /^(mailto|tel):/.test(href) ||
          (name === 'edge' && (href === '#1-lists' || href.startsWith('JaVa%09script')))
        )
          continue;
        const target = fileOf(page, href);
        if (!target) continue;
        const exists = existsSync(join(out, target.file)) && statSync(join(out, target.file)).isFile();
        if (!exists || (target.hash !== '' && !ids.get(target.file)?.has(target.hash)))
          broken.push(`${page.path}: ${href}`);
      }
    }
    expect(broken).toEqual([]);
  });

  test('no id stands twice on a page', () => {
    for (const page of pages) {
      const ids = idsOf(page);
      expect(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        page.path,
      ).toEqual([]);
    }
  });

  test('nothing is loaded from another host', () => {
    for (const page of pages) {
      for (const element of find(page, ({ tagName }) =>
        ['link', 'script', 'img', 'iframe', 'source', 'video', 'audio', 'object', 'embed'].includes(tagName),
      )) {
        if (attributeOf(element, 'rel') === 'canonical') continue;
        for (const attribute of ['href', 'src', 'srcset', 'data']) {
          const value = attributeOf(element, attribute);
          if (value !== undefined) expect(fileOf(page, value), `${page.path}: ${value}`).not.toBeNull();
        }
      }
    }
  });

  test('headings descend without a gap, under one first-level heading', () => {
    for (const page of pages) {
      const levels = find(page, ({ tagName }) => /^h[1-6]$/.test(tagName)).map(({ tagName }) =>
        Number(tagName[1]),
      );
      expect(
        levels.filter((level) => level === 1),
        page.path,
      ).toHaveLength(1);
      expect(levels[0], page.path).toBe(1);
      for (const [index, level] of levels.entries()) {
        if (index > 0)
          expect(level - levels[index - 1]!, `${page.path}: heading ${index + 1}`).toBeLessThanOrEqual(1);
      }
    }
  });

  test('every page carries a strict policy, and no style or script that it would block', () => {
    for (const page of pages) {
      const [meta] = find(
        page,
        (element) => attributeOf(element, 'http-equiv') === 'content-security-policy',
      );
      const policy = attributeOf(meta!, 'content') ?? '';
      expect(policy, page.path).toContain("default-src 'none'");
      // Pagefind's engine is WebAssembly; no other page may compile any.
      const engine = page.path === 'search/index.html' ? "'wasm-unsafe-eval'" : '';
      expect(policy, page.path).toContain(engine);
      expect(policy.replace(engine, ''), page.path).not.toContain('unsafe');
      expect(find(page, (element) => attributeOf(element, 'style') !== undefined).length, page.path).toBe(0);
      // One rule in the page, the head of its printed pages: the policy allows it and no other.
      const styles = find(page, ({ tagName }) => tagName === 'style');
      expect(styles, page.path).toHaveLength(1);
      const rule = styles[0]!.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
      const hash = createHash('sha256').update(rule).digest('base64');
      expect(policy, page.path).toContain(`'sha256-${hash}'`);
      expect(
        find(page, (element) => element.attrs.some((attr) => attr.name.startsWith('on'))).length,
        page.path,
      ).toBe(0);
    }
  });

  test('titles tell the pages apart, and superseded versions are not indexed', () => {
    const own = pages.filter(({ path }) => path !== '404.html');
    const titles = own.map((page) => {
      const [title] = find(page, ({ tagName }) => tagName === 'title');
      const node = title?.childNodes[0];
      return node && 'value' in node ? node.value : '';
    });
    expect(titles.filter((title, index) => title === '' || titles.indexOf(title) !== index)).toEqual([]);
    for (const page of own.filter(
      ({ source }) =>
        source.includes('class="status status-superseded"') && !source.includes('class="timeline"'),
    )) {
      expect(page.source, page.path).toContain('<meta name="robots" content="noindex">');
    }
  });
});

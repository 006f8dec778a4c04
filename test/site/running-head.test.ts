import { createHash } from 'node:crypto';
import { expect, inject, test } from 'vitest';
import { runningHead } from '../../src/layouts/running-head.ts';
import { attributeOf, elementsOf, find, pagesOf } from './pages.ts';

test('a title can leave neither the string nor the style element', () => {
  expect(runningHead('A "notice"\n</style> \\').css).toBe(
    '@page{@top-left{content:"A \\22 notice\\22  \\3c /style\\3e  \\5c "}}@page:first{@top-left{content:none}}',
  );
});

test('printed pages carry company, title and version, and the policy of the page allows the rule', () => {
  const pages = pagesOf(inject('sites').announced.out);
  const page = pages.find(({ path }) => path === 'privacy/4/index.html')!;
  expect(page.source).toContain('@top-left{content:"Fernhill Software GmbH – Privacy notice, Version 4"}');
  for (const { root, path } of pages) {
    const styles = [...elementsOf(root)].filter(({ tagName }) => tagName === 'style');
    expect(styles, path).toHaveLength(1);
    const text = styles[0]!.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
    const [policy] = find(
      { path, root, source: '' },
      (element) => attributeOf(element, 'http-equiv') !== undefined,
    );
    const hash = createHash('sha256').update(text).digest('base64');
    expect(attributeOf(policy!, 'content'), path).toContain(`'sha256-${hash}'`);
  }
});

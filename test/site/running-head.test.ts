import { expect, inject, test } from 'vitest';
import { runningHead } from '../../src/layouts/running-head.ts';
import { pagesOf } from './pages.ts';

test('a title can leave neither the string nor the style element', () => {
  expect(runningHead('A "notice"\n</style> \\').css).toBe(
    '@page{@top-left{content:"A \\22 notice\\22  \\3c /style\\3e  \\5c "}}@page:first{@top-left{content:none}}',
  );
});

test('printed pages carry company, title and version', () => {
  const page = pagesOf(inject('sites').announced.out).find(({ path }) => path === 'privacy/4/index.html')!;
  expect(page.source).toContain('@top-left{content:"Fernhill Software GmbH – Privacy notice, Version 4"}');
});

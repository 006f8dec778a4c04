import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { serve } from '../../scripts/serve.ts';
import { launchChromium } from './browser.ts';

/** Policies that no sample has: one version, two hundred, no headings, one endless clause, other scripts. */
const { edge } = inject('sites');
let browser: Browser;
let page: Page;
let site: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage();
  site = await serve(edge.out, { port: 0, base: edge.base });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const read = (path: string) => readFileSync(join(edge.out, path), 'utf8');
const compare = async (path: string) => {
  await page.goto(site.url + path);
  await page.waitForFunction(() => performance.getEntriesByName('prenotice-list').length > 0);
  return page.locator('[data-compare-status]').textContent();
};

describe('a history of one version', () => {
  test('says that there is nothing to compare, and offers nothing', () => {
    expect(read('future/history/index.html')).toContain(
      'The first version: there is nothing to compare it with.',
    );
    expect(read('future/history/index.html')).not.toContain('/future/compare/');
    expect(read('future/compare/index.html')).toContain(
      'There is one version; there is nothing to compare it with.',
    );
    expect(read('future/compare/index.html')).not.toContain('<form');
  });
});

describe('a history of two hundred versions', () => {
  test('lists them all, the latest first, with a way to each year', async () => {
    const history = read('many/history/index.html');
    expect(history.match(/class="row entry/g)).toHaveLength(200);
    expect(history.indexOf('id="_200"')).toBeLessThan(history.indexOf('id="_1"'));
    await page.goto(`${site.url}many/history/`);
    const years = page.locator('nav.years a');
    expect(await years.count()).toBe(17);
    await years.filter({ hasText: '2015' }).click();
    const entry = page.locator(`${new URL(page.url()).hash.replace('#_', '[id="_')}"]`);
    expect(await entry.textContent()).toContain('2015');
  });

  test('has pages between neighbours from beginning to end, and compares the ends', async () => {
    expect(read('many/changes/1..2/index.html')).toContain('/many/changes/2..3/');
    expect(read('many/changes/199..200/index.html')).toContain('/many/changes/198..199/');
    expect(await compare('many/compare/?from=1&to=200')).toBe(
      'From version 1 to version 200. Changes: 1. Words: 1 added, 1 removed.',
    );
  });

  test('has no years for a short history', () => {
    expect(read('plain/history/index.html')).not.toContain('class="years"');
  });
});

describe('texts without structure', () => {
  test('without headings are listed under the opening', async () => {
    expect(await compare('plain/compare/?from=1&to=2')).toMatch(
      /^From version 1 to version 2\. Changes: 1\./,
    );
    expect(await page.locator('[data-list] h4').allTextContents()).toEqual(['Opening']);
    expect(await page.locator('[data-list] .excerpt').textContent()).toContain('year');
  });

  test('of one clause of thirty thousand words are compared, with the changes found', async () => {
    const status = await compare('long/compare/?from=1&to=2');
    expect(status).toContain('Words: 16 added, 0 removed');
    const took = await page.evaluate(
      () => performance.getEntriesByName('prenotice-redline')[0]?.duration ?? 0,
    );
    expect(took).toBeLessThan(10_000);
    expect(await page.locator('.redline ins').count()).toBe(4);
  });
});

describe('other scripts', () => {
  test.each([
    ['arabic', 'rtl', 'ar', 'رقم هاتفك'],
    ['chinese', 'ltr', 'zh-Hans', '电话号码'],
  ])('%s is compared in its direction and language', async (policy, dir, lang, added) => {
    await compare(`${policy}/compare/?from=1&to=2`);
    const redline = page.locator('.redline');
    expect(await redline.getAttribute('dir')).toBe(dir);
    expect(await redline.getAttribute('lang')).toBe(lang);
    expect(await redline.locator('ins').first().textContent()).toContain(added);
    expect(await page.locator('[data-list] .excerpt').first().getAttribute('dir')).toBe(dir);
    await page.goto(`${site.url}${policy}/changes/1..2/`);
    expect(await page.locator('.redline ins').first().textContent()).toContain(added);
  });
});

test('whatever is Arabic is told as Arabic and runs from right to left, on every page that has some', () => {
  const marked = [
    'index.html',
    'arabic/index.html',
    'arabic/history/index.html',
    'arabic/changes/1..2/index.html',
  ];
  for (const path of marked) {
    const tags = read(path).match(/<[^>]* lang="ar"[^>]*>/g) ?? [];
    expect(tags.length, path).toBeGreaterThan(0);
    expect(
      tags.filter((tag) => !tag.includes(' dir="rtl"')),
      path,
    ).toEqual([]);
  }
});

describe('what readers are owed', () => {
  test('an exemption is said in the history', () => {
    expect(read('plain/history/index.html')).toContain(
      'Takes effect sooner than the promised period, because it only benefits the reader: A shorter period helps everybody. Decided by A. Counsel.',
    );
  });

  test('a withdrawal is said in the history, with the text and with its changes: day, name and reason', () => {
    for (const path of [
      'withdrawn/history/index.html',
      'withdrawn/2/index.html',
      'withdrawn/changes/1..2/index.html',
    ])
      expect(read(path), path).toContain(
        'Withdrawn on 15 November 2026 by A. Counsel: The processor was not engaged after all. It never took effect.',
      );
  });

  test('where the promise says so, the answer adds that data collected then stays under that text', async () => {
    await page.goto(`${site.url}plain/on/?date=2024-02-10`);
    expect((await page.locator('[data-answer]').textContent())?.trim()).toBe(
      '10 February 2024: version 1. Read it Data collected on that day stays under version 1.',
    );
    await page.goto(`${site.url}chinese/on/?date=2024-02-10`);
    expect(await page.locator('[data-answer]').textContent()).not.toContain('stays under');
  });
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { serve } from '../../scripts/serve.ts';
import { axeSource, launchChromium } from './browser.ts';

const { announced, edge } = inject('sites');
let browser: Browser;
let page: Page;
const servers: Awaited<ReturnType<typeof serve>>[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage();
  servers.push(
    await serve(announced.out, { port: 0, base: announced.base }),
    await serve(edge.out, { port: 0, base: edge.base }),
  );
});

afterAll(async () => {
  await browser?.close();
  for (const server of servers) await server.close();
});

const sample = (path: string) => servers[0]!.url + path;
const done = () =>
  page.waitForFunction(() =>
    /^From version|same, word|There is no|chosen twice|could not/.test(
      document.querySelector('[data-compare-status]')?.textContent ?? '',
    ),
  );
const status = () => page.locator('[data-compare-status]').textContent();

describe('any two versions, compared in the browser', () => {
  test('give the redline of the page between neighbours', async () => {
    await page.goto(sample('privacy/compare/?from=4&to=5'));
    await done();
    const inBrowser = await page.locator('.redline').textContent();
    await page.goto(sample('privacy/changes/4..5/'));
    const built = await page.locator('.redline').textContent();
    expect(inBrowser?.replace(/\s+/g, ' ')).toBe(built?.replace(/\s+/g, ' '));
  });

  test('also far apart and back in time', async () => {
    await page.goto(sample('privacy/compare/?from=5&to=1'));
    await done();
    expect(await status()).toMatch(
      /^From version 5 to version 1: \d+ changes, \d+ words added, \d+ removed\.$/,
    );
    expect(await page.locator('[data-list] h3').count()).toBeGreaterThan(5);
    const broken = await page
      .locator('[data-list] a')
      .evaluateAll(
        (links) =>
          links.filter((link) => !document.getElementById((link as HTMLAnchorElement).hash.slice(1))).length,
      );
    expect(broken).toBe(0);
  });

  test.each([
    ['?from=1&to=99', 'There is no version “99” of this document. Choose two from the lists.'],
    ['?from=%3Cb%3E&to=1', 'There is no version “<b>” of this document. Choose two from the lists.'],
    [
      '?from=../../terms/1&to=1',
      'There is no version “../../terms/1” of this document. Choose two from the lists.',
    ],
    ['?from=2&to=2', 'Version 2 was chosen twice. Choose two different versions.'],
  ])('say what is the matter with %s', async (query, answer) => {
    await page.goto(sample(`privacy/compare/${query}`));
    await done();
    expect(await status()).toBe(answer);
    expect(await page.locator('[data-results]').isVisible()).toBe(false);
  });

  test('are chosen from lists, and the choice has an address', async () => {
    await page.goto(sample('privacy/compare/'));
    await page.locator('select[name=from]').selectOption('3');
    await page.locator('select[name=to]').selectOption('4');
    await page.getByRole('button', { name: 'Compare' }).click();
    await done();
    expect(page.url()).toContain('?from=3&to=4');
    expect(await page.locator('[data-results]').isVisible()).toBe(true);
  });

  test('have nothing that axe objects to, and fit 320 px', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(sample('privacy/compare/?from=1&to=5'));
    await done();
    const widths = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(widths[0]).toBeLessThanOrEqual(widths[1]!);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.evaluate(axeSource);
    const violations = await page.evaluate(async () =>
      (
        await (
          window as unknown as { axe: { run: () => Promise<{ violations: { id: string }[] }> } }
        ).axe.run()
      ).violations.map(({ id }) => id),
    );
    expect(violations).toEqual([]);
  });

  test('run no code and fetch no picture from the texts', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`${servers[1]!.url}blocks/compare/?from=1&to=2`);
    await done();
    const hrefs = await page
      .locator('.redline a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(hrefs.filter((href) => /script:/i.test(href.replace(/\s/g, '')) && !href.includes('%'))).toEqual(
      [],
    );
    expect(asked.filter((url) => !url.startsWith(servers[1]!.url))).toEqual([]);
  });

  test('are refused in words where there is one version only', async () => {
    await page.goto(`${servers[1]!.url}hidden/compare/?from=1&to=2`);
    expect(await page.locator('main').textContent()).toContain(
      'There is one version; there is nothing to compare it with.',
    );
  });
});

describe('the tools of a redline', () => {
  test('step through the changes by button and by key, and move the focus', async () => {
    await page.goto(sample('privacy/changes/4..5/'));
    const next = page.getByRole('button', { name: 'Next change' });
    await next.click();
    const place = page.locator('[data-place]');
    expect(await place.textContent()).toMatch(/^1 of \d+/);
    expect(await page.evaluate(() => ['INS', 'DEL'].includes(document.activeElement!.tagName))).toBe(true);
    await page.keyboard.press('n');
    expect(await place.textContent()).toMatch(/^2 of \d+/);
    await page.keyboard.press('p');
    await page.keyboard.press('p');
    const [, at, all] = /^(\d+) of (\d+)/.exec((await place.textContent()) ?? '') ?? [];
    expect(at).toBe(all);
  });

  test('fold away what did not change, and keep the headings', async () => {
    await page.goto(sample('privacy/changes/4..5/'));
    const shown = () =>
      page
        .locator('.redline > *')
        .evaluateAll((all) => all.filter((element) => element.getBoundingClientRect().height > 0).length);
    const before = await shown();
    const marks = await page.locator('.redline ins').evaluateAll((all) => all.length);
    await page.getByLabel('Only changed paragraphs').check();
    expect(await shown()).toBeLessThan(before);
    const visible = await page
      .locator('.redline ins')
      .evaluateAll((all) => all.filter((element) => element.getClientRects().length > 0).length);
    expect(visible).toBe(marks);
  });

  test('are not there without JavaScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const still = await context.newPage();
    await still.goto(sample('privacy/changes/4..5/'));
    expect(await still.locator('[data-tools]').isVisible()).toBe(false);
    await context.close();
  });
});

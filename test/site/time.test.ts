import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { serve } from '../../scripts/serve.ts';
import { launchChromium } from './browser.ts';

const { announced, edge } = inject('sites');
let browser: Browser;
let site: Awaited<ReturnType<typeof serve>>;
let other: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  browser = await launchChromium();
  site = await serve(announced.out, { port: 0, base: announced.base });
  other = await serve(edge.out, { port: 0, base: edge.base });
});

afterAll(async () => {
  await browser?.close();
  await site.close();
  await other.close();
});

async function readOn(instant: string, url: string) {
  const page = await browser.newPage();
  await page.clock.setFixedTime(instant);
  await page.goto(url);
  return page;
}

describe('a page that was not made again on the day', () => {
  // Midnight in Berlin is 23:00 UTC the day before.
  test.each([
    ['2027-01-14T22:59:00Z', false],
    ['2027-01-14T23:01:00Z', true],
  ])('says from midnight in the policy’s zone which version applies: %s', async (instant, turned) => {
    for (const path of ['privacy/', 'privacy/upcoming/', '']) {
      const page = await readOn(instant, site.url + path);
      const note = page.getByText('15 January 2027 has come: version 5 applies.').first();
      expect(await note.isVisible(), path).toBe(turned);
      const label = page.locator('.plate .status, .policy-list .status').first();
      if (path !== 'privacy/upcoming/')
        expect((await label.textContent())?.trim(), path).toBe(turned ? 'Superseded' : 'In force');
      await page.close();
    }
  });

  test('puts the version that is still ahead first', async () => {
    const page = await readOn('2027-02-02T12:00:00Z', `${other.url}withdrawn/upcoming/`);
    expect(await page.locator('[data-turn]:not([hidden])').count()).toBe(1);
    expect(await page.locator('section[data-effective]').count()).toBe(1);
    await page.close();
  });
});

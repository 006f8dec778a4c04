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
      if (path !== 'privacy/upcoming/') {
        expect((await label.textContent())?.trim(), path).toBe(turned ? 'Superseded' : 'In force');
        // It was in force on the day named beside it, so the day goes with the label.
        const day = label.locator('xpath=ancestor::*[contains(@class,"side")]').getByText('Status on');
        expect(await day.count(), path).toBe(turned ? 0 : 1);
      }
      await page.close();
    }
  });

  test('an announced version is in force on its page from its day on', async () => {
    for (const [instant, status] of [
      ['2027-01-14T22:59:00Z', 'Announced'],
      ['2027-01-14T23:01:00Z', 'In force'],
    ] as const) {
      const page = await readOn(instant, `${site.url}privacy/5/`);
      expect((await page.locator('.plate .status').textContent())?.trim()).toBe(status);
      expect(await page.getByText('has come: version 5 applies.').isVisible()).toBe(status === 'In force');
      await page.close();
    }
    const first = await readOn('2027-03-01T12:00:00Z', `${other.url}future/`);
    expect(await first.getByText('1 January 2027 has come: version 1 applies.').isVisible()).toBe(true);
    await first.close();
  });

  test('of several announced versions only the one that applies is said to', async () => {
    const page = await readOn('2027-02-10T12:00:00Z', `${other.url}successive/`);
    expect(await page.locator('.turned:visible').allTextContents()).toEqual([
      expect.stringContaining('1 January 2027 has come: version 2 applies.'),
    ]);
    await page.clock.setFixedTime('2027-05-01T12:00:00Z');
    await page.reload();
    expect(await page.locator('.turned:visible').allTextContents()).toEqual([
      expect.stringContaining('1 April 2027 has come: version 3 applies.'),
    ]);
    await page.goto(`${other.url}successive/2/`);
    expect((await page.locator('.plate .status').textContent())?.trim()).toBe('Superseded');
    await page.close();
  });

  test('without JavaScript names the day of every status', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    for (const [path, labels] of [
      ['', '.policy-list .status'],
      ['privacy/', '.plate .status'],
      ['privacy/5/', '.plate .status'],
    ] as const) {
      await page.goto(site.url + path);
      const count = await page.locator(labels).count();
      expect(count, path).toBeGreaterThan(0);
      expect(await page.locator('main').getByText('Status on 2 December 2026').count(), path).toBe(count);
    }
    await page.close();
  });

  test('puts the version that is still ahead first', async () => {
    const page = await readOn('2027-02-02T12:00:00Z', `${other.url}withdrawn/upcoming/`);
    expect(await page.locator('[data-turn]:not([hidden])').count()).toBe(1);
    expect(await page.locator('section[data-effective]').count()).toBe(1);
    await page.close();
  });
});

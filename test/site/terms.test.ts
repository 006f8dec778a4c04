import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { serve } from '../../scripts/serve.ts';
import { launchChromium } from './browser.ts';

const { announced } = inject('sites');
let browser: Browser;
let page: Page;
let site: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage();
  site = await serve(announced.out, { port: 0, base: '/legal/' });
  await page.goto(`${site.url}privacy/#processors`);
});

afterAll(async () => {
  await browser?.close();
  await site.close();
});

describe('a defined term', () => {
  const term = () => page.locator('#processors a.term').first();
  const note = () => page.locator('.term-note');

  test('shows its meaning to the pointer, stays while it is read, and goes with Escape', async () => {
    await term().hover();
    await note().waitFor();
    expect(await note().textContent()).toContain('means the General Data Protection Regulation');
    expect(await term().getAttribute('aria-describedby')).toBe('_term-note');
    expect(await note().getAttribute('lang')).toBe('en');
    // The pointer moves from the word onto the note.
    const box = (await note().boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 10, { steps: 8 });
    await page.waitForTimeout(400);
    expect(await note().isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await note().isVisible()).toBe(false);
    await page.mouse.move(5, 5);
    // It stands beside its word, so it goes when that moves away.
    await term().hover();
    await note().waitFor();
    await page.evaluate(() => scrollBy(0, 40));
    await expect.poll(() => note().isVisible()).toBe(false);
    await page.mouse.move(5, 5);
  });

  test('shows it to the keyboard, and leads to the place that defines it', async () => {
    await term().focus();
    await note().waitFor();
    const box = (await note().boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(page.viewportSize()!.width);
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#_term-gdpr');
    expect(await page.locator('dfn:target').textContent()).toBe('GDPR');
  });

  test('stands in a glossary, which is folded on the screen and open on paper', async () => {
    const entry = page.locator('.glossary dd').first();
    expect(await entry.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect((await entry.boundingBox())?.height).toBeGreaterThan(5);
    await page.emulateMedia({ media: 'screen' });
  });
});

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { serve } from '../../scripts/serve.ts';
import { launchChromium, violationsOf } from './browser.ts';

const { announced } = inject('sites');
let browser: Browser;
let context: BrowserContext;
let site: Awaited<ReturnType<typeof serve>>;
let product: Server;
let productUrl: string;
let body = '';
let lang = 'en';

/** A product of another origin, with a policy of its own against inline code and foreign connections. */
beforeAll(async () => {
  browser = await launchChromium();
  site = await serve(announced.out, { port: 0, base: '/legal/' });
  const host = new URL(site.url).origin;
  product = createServer((_, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; script-src ${host}; connect-src ${host}; style-src 'self'`,
    });
    response.end(
      `<!doctype html><html lang="${lang}"><title>Ledger</title><main><h1>Ledger</h1></main>` +
        `${body}<script src="${site.url}embed.js" defer></script></html>`,
    );
  });
  await new Promise<void>((listening) => product.listen(0, '127.0.0.1', listening));
  productUrl = `http://localhost:${(product.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  await browser?.close();
  await site.close();
  product.close();
});

beforeEach(async () => {
  await context?.close();
  context = await browser.newContext({ reducedMotion: 'reduce' });
  lang = 'en';
});

/** The product with this body, on a day; `shown`: the text of the banner, null when there is none. */
async function open(html: string, day = '2026-12-02') {
  body = html;
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.clock.setFixedTime(`${day}T11:00:00Z`);
  const answered = page.waitForResponse(/notice\.json$/).catch(() => null);
  await page.goto(productUrl);
  await answered;
  const banner = page.locator('[part=banner]');
  const shown = await banner
    .waitFor({ timeout: 1500 })
    .then(() => banner.textContent())
    .catch(() => null);
  return { page, banner, shown, complaints };
}

const element = '<prenotice-banner policy="privacy"></prenotice-banner>';

describe('embed.js', () => {
  test('weighs less than 3 KB and needs nothing else', () => {
    const script = readFileSync(join(announced.out, 'embed.js'));
    expect(gzipSync(script, { level: 9 }).byteLength).toBeLessThan(3000);
    // Read the same in whatever encoding the product has.
    expect(script.toString('latin1')).toMatch(/^[\n -~]+$/);
    expect(script.toString()).not.toMatch(/\bimport\b|innerHTML|eval\(/);
  });

  test('tells of the announced change on a page of another origin, and leads to it', async () => {
    const { page, shown, complaints } = await open(element);
    expect(shown).toBe(
      'Changes to our Privacy notice on 15 January 2027. Your answer is needed. What changes×',
    );
    expect(await page.getByRole('link', { name: 'What changes' }).getAttribute('href')).toBe(
      `${site.url}privacy/upcoming/`,
    );
    expect(complaints).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    expect(
      await page.locator('[part=banner]').evaluate((section) => getComputedStyle(section).animationName),
    ).toBe('none');
  });

  test('takes the product’s own looks by its parts, and moves for those who have nothing against it', async () => {
    await context.close();
    context = await browser.newContext({ reducedMotion: 'no-preference' });
    const { page, banner } = await open(element);
    const looks = () =>
      banner.evaluate((section) => {
        const { backgroundColor, animationName } = getComputedStyle(section);
        return { backgroundColor, animationName };
      });
    expect((await looks()).animationName).toBe('in');
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('prenotice-banner::part(banner) { background-color: rgb(1, 2, 3) }');
      document.adoptedStyleSheets = [sheet];
    });
    expect((await looks()).backgroundColor).toBe('rgb(1, 2, 3)');
  });

  test('remembers for each version that it was dismissed, and tells the page', async () => {
    const { page, banner } = await open(element);
    await page.evaluate(() => {
      document.addEventListener('prenotice-dismissed', (event) => {
        document.title = JSON.stringify((event as CustomEvent).detail);
      });
    });
    await page.getByRole('button', { name: 'Dismiss' }).focus();
    await page.keyboard.press('Enter');
    expect(await banner.isVisible()).toBe(false);
    expect(JSON.parse(await page.title())).toEqual({
      policy: 'privacy',
      version: '5',
      effective: '2027-01-15',
    });
    expect((await open(element)).shown).toBeNull();
    // Another version of another policy is another matter.
    expect((await open('<prenotice-banner policy="subprocessors"></prenotice-banner>')).shown).toContain(
      'Sub-processors',
    );
  });

  test.each([
    ['before it is published', '2026-11-30', element, false],
    ['before it takes effect', '2027-01-14', element, true],
    ['on the day', '2027-01-15', element, false],
    ['after it, where asked for', '2027-01-20', '<prenotice-banner after="14"></prenotice-banner>', true],
    ['on the last day asked for', '2027-01-17', '<prenotice-banner after="2"></prenotice-banner>', true],
    ['long after it', '2027-02-20', '<prenotice-banner after="14"></prenotice-banner>', false],
    [
      'where nothing is announced',
      '2026-12-02',
      '<prenotice-banner policy="terms"></prenotice-banner>',
      false,
    ],
  ])('knows the day: %s', async (_, day, html, there) => {
    const { shown, complaints } = await open(html, day);
    expect(shown !== null).toBe(there);
    expect(complaints).toEqual([]);
  });

  test('speaks the language of the page', async () => {
    lang = 'de-AT';
    expect((await open(element)).shown).toContain('Änderungen am 15. Jänner 2027: Privacy notice.');
    lang = 'fr';
    expect((await open(element)).shown).toContain('Modifications le 15 janvier 2027');
  });

  test('shows again where nothing can be stored, and stays away where the site does not answer', async () => {
    await context.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new Error('no storage');
        },
      });
    });
    const first = await open(element);
    await first.page.getByRole('button', { name: 'Dismiss' }).click();
    expect(first.complaints).toEqual([]);
    expect((await open(element)).shown).not.toBeNull();
    const missing = await open('<prenotice-banner policy="nothing"></prenotice-banner>');
    expect(missing.shown).toBeNull();
  });
});

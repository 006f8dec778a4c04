import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { serve } from '../../scripts/serve.ts';
import { requireContent } from '../../src/authoring/read-content.ts';
import { fillSearchIndex, searchFolder } from '../../src/export/search-index.ts';
import { searchRecords } from '../../src/export/search-records.ts';
import { launchChromium } from './browser.ts';
import { secrets } from './edge-content.ts';
import { filesOf } from './pages.ts';

const sites = inject('sites');
let browser: Browser;
const servers: Record<string, Awaited<ReturnType<typeof serve>>> = {};

beforeAll(async () => {
  browser = await launchChromium();
  for (const name of ['announced', 'edge'] as const)
    servers[name] = await serve(sites[name].out, { port: 0, base: sites[name].base });
});

afterAll(async () => {
  await browser?.close();
  for (const server of Object.values(servers)) await server.close();
});

/** What the page says to a question in its address: the sentence above, and each result as text and link. */
async function ask(site: 'announced' | 'edge', query: string) {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(`${servers[site]!.url}search/?${query}`);
  const status = page.locator('[data-status]');
  await expect.poll(() => status.textContent(), { timeout: 20_000 }).not.toMatch(/^\s*$|Searching/);
  const said = (await status.textContent())!.trim();
  const results = await page.locator('[data-results] > li').evaluateAll((items) =>
    items.map((item) => ({
      href: item.querySelector('a')!.getAttribute('href')!,
      text: item.textContent!.replace(/\s+/g, ' ').trim(),
      html: item.innerHTML,
    })),
  );
  expect(complaints).toEqual([]);
  return { said, results, page };
}

describe('search', () => {
  test('names clause, policy, version and status, and leads to the clause', async () => {
    const { said, results, page } = await ask('announced', 'q=call+recordings');
    expect(said).toMatch(/^Places found for “call recordings”: \d+\.$/);
    const [first] = results;
    expect(first!.text).toContain('Privacy notice');
    expect(first!.text).toMatch(/Version [45]/);
    expect(first!.text).toMatch(/In force from 1 December 2025|Applies from 15 January 2027/);
    await page.goto(new URL(first!.href, servers.announced!.url).href);
    const id = decodeURIComponent(new URL(page.url()).hash.slice(1));
    expect(await page.locator(`[id="${id}"]`).count()).toBe(1);
    await page.close();
  });

  test('finds superseded texts only for those who ask, and says so', async () => {
    const now = await ask('announced', 'q=hosting&in=subprocessors');
    const past = await ask('announced', 'q=hosting&in=subprocessors&past=1');
    expect(past.results.length).toBeGreaterThan(now.results.length);
    expect(past.results.some(({ text }) => text.includes('Applied from'))).toBe(true);
    expect(now.results.some(({ text }) => text.includes('Applied from'))).toBe(false);
    expect(past.results.every(({ href }) => href.startsWith('/legal/subprocessors/'))).toBe(true);
    const none = await ask('announced', 'q=zzzqqqxx');
    expect(none.said).toContain('Texts that no longer apply were left out.');
    for (const { page } of [now, past, none]) await page.close();
  });

  test('a clause whose words did not change is found once, with the versions it stands in', async () => {
    const { results, page } = await ask('announced', 'q=Weidlich&in=privacy&past=1');
    const same = results.filter(({ text }) => text.includes('The same words stand in versions'));
    expect(same.length).toBeGreaterThan(0);
    expect(new Set(results.map(({ href }) => href)).size).toBe(results.length);
    await page.close();
  });

  test('looks in every language, and writes texts as text', async () => {
    const german = await ask('edge', 'q=verarbeiten');
    expect(german.results.map(({ href }) => href)).toEqual(['/imported/#zweck']);
    const chinese = await ask('edge', `q=${encodeURIComponent('电话')}`);
    expect(chinese.results[0]?.href).toMatch(/^\/chinese\//);
    const signs = await ask('edge', 'q=quoted&past=1');
    const [text] = signs.results.filter(({ href }) => href === '/blocks/1/').map(({ text }) => text);
    expect(text).toContain('Signs: & < >');
    const hostile = await ask('edge', `q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
    expect(hostile.said).toContain('<img src=x onerror=alert(1)>');
    for (const { page } of [german, chinese, signs, hostile]) await page.close();
  });

  test('works by keyboard: type, Enter, Tab to the first result', async () => {
    const page = await browser.newPage();
    await page.goto(`${servers.announced!.url}search/`);
    await page.getByLabel('Words to look for').focus();
    await page.keyboard.type('deleted');
    await page.keyboard.press('Enter');
    await page.locator('[data-results] > li').first().waitFor();
    expect(page.url()).toContain('?q=deleted');
    for (let presses = 0; presses < 4; presses++) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[data-results]') !== null)).toBe(true);
    await page.close();
  });

  test('goes on at the first new result where more were asked for', async () => {
    const { page, results } = await ask('announced', 'q=data&past=1');
    expect(results).toHaveLength(20);
    await page.getByRole('button', { name: /more/i }).click();
    await expect.poll(() => page.locator('[data-results] > li').count()).toBeGreaterThan(20);
    const focused = () =>
      page
        .locator('[data-results] > li')
        .evaluateAll((items) => items.findIndex((item) => item.contains(document.activeElement)));
    await expect.poll(focused).toBe(20);
    await page.close();
  });

  test('without JavaScript says what to do, and lists the policies', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${servers.announced!.url}search/`);
    expect(await page.locator('noscript').first().textContent()).toContain('Searching needs JavaScript');
    expect(await page.locator('main').textContent()).toContain('Terms of service');
    await page.close();
  });
});

test('the index holds no draft and nothing scheduled, and the same content gives the same files', async () => {
  const { content, today, out } = sites.edge;
  const { site, policies } = await requireContent(content);
  const records = policies.flatMap((policy) => searchRecords(policy, site.url, today));
  for (const secret of secrets) expect(JSON.stringify(records)).not.toContain(secret);
  const index = await fillSearchIndex(records);
  const again = join(out, '..', 'again');
  try {
    await index.write(again);
  } finally {
    await index.close();
  }
  const files = filesOf(join(again, searchFolder));
  expect(files).toEqual(filesOf(join(out, searchFolder)));
  for (const file of files)
    expect(
      readFileSync(join(again, searchFolder, file)).equals(readFileSync(join(out, searchFolder, file))),
    ).toBe(true);
});

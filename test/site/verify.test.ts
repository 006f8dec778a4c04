import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { serve } from '../../scripts/serve.ts';
import { referenceFor } from '../../src/delivery/reference.ts';
import { letterId } from '../../src/notice/letter-id.ts';
import { launchChromium } from './browser.ts';

const { announced } = inject('sites');
// A copy whose published text was tampered with after the fact.
const forged = mkdtempSync(join(tmpdir(), 'prenotice-forged-'));
let browser: Browser;
let page: Page;
let site: Awaited<ReturnType<typeof serve>>;
let forgedSite: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  browser = await launchChromium();
  page = await browser.newPage();
  cpSync(announced.out, forged, { recursive: true });
  writeFileSync(join(forged, 'privacy', '4.txt'), 'Another text\n');
  site = await serve(announced.out, { port: 0, base: '/legal/' });
  forgedSite = await serve(forged, { port: 0, base: '/legal/' });
});

afterAll(async () => {
  await browser?.close();
  await site.close();
  await forgedSite.close();
  rmSync(forged, { recursive: true, force: true });
});

const textOf = (version: string) => readFileSync(join(announced.out, 'privacy', `${version}.txt`));
const digest = createHash('sha256').update(textOf('4')).digest('hex');

async function verdict(): Promise<{ text: string; outcome: string | null }> {
  const box = page.locator('[data-verdict]');
  await expect.poll(() => box.textContent(), { timeout: 20_000 }).not.toMatch(/^\s*$|Checking/);
  return { text: (await box.textContent())!.trim(), outcome: await box.getAttribute('data-outcome') };
}

describe('/verify/', () => {
  test('confirms a linked checksum against the published text, and leads to the version', async () => {
    await page.goto(`${site.url}verify/?digest=${digest}`);
    const { text, outcome } = await verdict();
    expect(outcome).toBe('good');
    expect(text).toContain('This is the checksum of Privacy notice, version 4');
    expect(text).toContain(`worked out in your browser: ${digest}`);
    expect(text).toContain('Published 27 October 2025; effective 1 December 2025.');
    await page.getByRole('link', { name: 'Read it' }).click();
    expect(page.url()).toBe(`${site.url}privacy/4/`);
  });

  test('says when the published text has another checksum than the listed one', async () => {
    await page.goto(`${forgedSite.url}verify/?digest=${digest}`);
    const { text, outcome } = await verdict();
    expect(outcome).toBe('bad');
    expect(text).toContain('but the text published here has another one');
  });

  test.each([
    [
      'as a letter breaks it',
      ` SHA-256: ${digest.slice(0, 30)} ${digest.slice(30).toUpperCase()}`,
      'version 4',
    ],
    ['not published', 'f'.repeat(64), 'No text published here has this checksum.'],
    ['a reference of no letter', 'ref. 7k3q-9ztm-2xab-0000', '7K3Q-9ZTM-2XAB-0000 belongs to no letter'],
    ['a reference read wrongly', '7K3Q 9ZTM 2XAO 0000', '7K3Q-9ZTM-2XA0-0000 belongs to no letter'],
    ['nonsense', '<img src=x onerror=alert(1)>', 'neither a checksum'],
  ])('answers what is typed: %s', async (_, typed, answer) => {
    await page.goto(`${site.url}verify/`);
    await page.getByLabel('Checksum (SHA-256) or reference of a letter').fill(typed);
    await page.keyboard.press('Enter');
    expect((await verdict()).text).toContain(answer);
    // A reference is the reader's own and is put into no address.
    expect(page.url().includes('7K3Q')).toBe(false);
  });

  test('tells which letter a reference belongs to, and checks what it told of', async () => {
    const advance = letterId('advance', '2027-01-15', [{ policy: 'privacy', version: '5' }]);
    const both = letterId('reminder', '2027-01-15', [
      { policy: 'subprocessors', version: '3' },
      { policy: 'privacy', version: '5' },
    ]);
    const answer = async (on: string, letter: string) => {
      await page.goto(`${on}verify/?ref=${referenceFor(letter, '7', 'anna@customer.example', ['n'])}`);
      return verdict();
    };
    const one = await answer(site.url, advance);
    expect(one.text).toContain('is a reference of the letter that announces:');
    expect(one.text).toContain('Privacy notice, version 5: the text published here has the checksum');
    expect(one.outcome).toBe('good');
    const two = await answer(site.url, both);
    expect(two.text).toContain('is a reference of the letter that reminds of:');
    expect(two.text).toMatch(/Privacy notice, version 5.*Sub-processors, version 3/);
    // As people copy it: small letters, no hyphens, and the letters that look like digits.
    const printed = Array.from({ length: 99 }, (_, n) =>
      referenceFor(advance, String(n), 'anna@customer.example', ['n']),
    ).find((reference) => /0.*1|1.*0/.test(reference))!;
    const copied = printed.replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase();
    await page.goto(`${site.url}verify/?ref=${encodeURIComponent(`Ref: ${copied}`)}`);
    expect((await verdict()).text).toContain(printed);
    const past = letterId('advance', '2025-12-01', [{ policy: 'privacy', version: '4' }]);
    expect((await answer(site.url, past)).outcome).toBe('good');
    expect(await answer(forgedSite.url, past)).toEqual({
      outcome: 'bad',
      text: expect.stringContaining('but the text published here has another one'),
    });
  });

  test('checks a file that somebody kept, without sending it anywhere', async () => {
    const requests: string[] = [];
    await page.goto(`${site.url}verify/`);
    // Chromium asks for the page's icon when it likes, also after the page has loaded; everything else is the script's.
    const icon = await page.locator('link[rel=icon]').getAttribute('href');
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname !== icon)
        requests.push(`${request.method()} ${pathname}${search} ${request.postData() ?? ''}`);
    });
    await page.getByLabel('Or a text file that you kept').setInputFiles({
      name: 'kept.txt',
      mimeType: 'text/plain',
      buffer: textOf('3'),
    });
    await expect.poll(async () => (await verdict()).text).toContain('kept.txt is Privacy notice, version 3');
    await page.getByLabel('Or a text file that you kept').setInputFiles({
      name: 'edited.txt',
      mimeType: 'text/plain',
      buffer: Buffer.concat([textOf('3'), Buffer.from(' ')]),
    });
    await expect.poll(async () => (await verdict()).text).toContain('edited.txt is none of the texts');
    expect(requests.sort()).toEqual([
      'GET /legal/privacy/3.txt ',
      'GET /legal/privacy/notice.json ',
      'GET /legal/subprocessors/notice.json ',
      'GET /legal/terms/notice.json ',
    ]);
  });

  test('without JavaScript tells how it is done by hand', async () => {
    const bare = await browser.newPage({ javaScriptEnabled: false });
    await bare.goto(`${site.url}verify/`);
    const text = await bare.locator('main').textContent();
    expect(text).toContain('sha256sum');
    expect(await bare.locator('form').isVisible()).toBe(false);
    await bare.close();
  });
});

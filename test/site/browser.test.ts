import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { serve } from '../../scripts/serve.ts';
import { launchChromium, violationsOf } from './browser.ts';
import { pagesOf } from './pages.ts';

const sites = inject('sites');
type SiteName = keyof typeof sites;

let browser: Browser;
const servers: Partial<Record<SiteName, Awaited<ReturnType<typeof serve>>>> = {};

beforeAll(async () => {
  browser = await launchChromium();
  for (const name of ['announced', 'quiet', 'edge'] as const)
    servers[name] = await serve(sites[name].out, { port: 0, base: sites[name].base });
});

afterAll(async () => {
  await browser?.close();
  for (const server of Object.values(servers)) await server.close();
});

/** Every kind of page, each at least once. */
const kinds: [SiteName, string][] = [
  ['announced', ''],
  ['announced', 'privacy/'],
  ['announced', 'privacy/1/'],
  ['announced', 'privacy/5/'],
  ['announced', 'privacy/upcoming/'],
  ['announced', 'privacy/history/'],
  ['announced', 'privacy/on/?date=2025-03-14'],
  ['announced', 'privacy/compare/'],
  ['announced', 'privacy/changes/1..2/'],
  ['announced', 'privacy/changes/4..5/'],
  ['announced', 'subprocessors/'],
  ['announced', 'subprocessors/changes/2..3/'],
  ['announced', 'terms/'],
  ['announced', 'no-such-page/'],
  ['announced', 'search/?q=data&past=1'],
  ['announced', 'verify/?ref=7K3Q-9ZTM-2XAB'],
  ['quiet', 'privacy/upcoming/'],
  ['edge', 'blocks/1/'],
  ['edge', 'anchors/#fax'],
  ['edge', 'blocks/changes/1..2/'],
  ['edge', 'withdrawn/history/'],
  ['edge', 'withdrawn/2/'],
  ['edge', 'future/'],
  ['edge', 'imported/1/'],
  ['edge', 'imported/changes/1..2/'],
  ['edge', 'arabic/'],
  ['edge', 'chinese/changes/1..2/'],
  ['edge', 'hidden/'],
];

async function withPage<T>(
  options: Parameters<Browser['newContext']>[0],
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext(options);
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

/** What is folded away is looked at too. */
const openDetails = (page: Page) =>
  page.locator('details').evaluateAll((all) => {
    for (const details of all) (details as HTMLDetailsElement).open = true;
  });

const urlOf = (name: SiteName, path: string) => servers[name]!.url + path;

const widthsOf = (page: Page) =>
  page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    screen: document.documentElement.clientWidth,
  }));

/** One visit for all of it: most of the time goes into opening pages. */
test.each(kinds)('%s: /%s is accessible, fits small screens and asks no other host', async (name, path) => {
  const requests: string[] = [];
  const complaints: string[] = [];
  await withPage({ colorScheme: 'light' }, async (page) => {
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(urlOf(name, path));
    const origin = new URL(urlOf(name, '')).origin;
    expect(requests.length).toBeGreaterThan(1);
    expect(
      requests.filter((url) => !url.startsWith(`${origin}${sites[name].base}`)),
      'requests elsewhere',
    ).toEqual([]);
    expect(complaints, 'complaints of the browser').toEqual([]);

    await openDetails(page);
    expect(await violationsOf(page), 'axe, light').toEqual([]);
    // Only colours differ between the schemes.
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violationsOf(page, ['color-contrast', 'link-in-text-block']), 'axe, dark').toEqual([]);

    await page.setViewportSize({ width: 320, height: 640 });
    const narrow = await widthsOf(page);
    expect(narrow.page, 'width at 320 px').toBeLessThanOrEqual(narrow.screen);
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '200%';
    });
    const big = await widthsOf(page);
    expect(big.page, 'width at 1024 px with letters twice as big').toBeLessThanOrEqual(big.screen);
  });
});

/** Of two hundred versions that differ in one number, the first and the last stand for all. */
const isOneOfItsKind = (path: string): boolean =>
  path.endsWith('index.html') && !/^many\/(?:changes\/)?(?!1\b|199\b|200\b)\d/.test(path);

test('every page can be read without JavaScript', async () => {
  await withPage({ javaScriptEnabled: false }, async (page) => {
    for (const name of ['announced', 'edge'] as const) {
      for (const { path } of pagesOf(sites[name].out).filter(({ path }) => isOneOfItsKind(path))) {
        const response = await page.goto(urlOf(name, path.replace(/index\.html$/, '')));
        expect(response?.status(), path).toBe(200);
        expect(await page.locator('main').textContent(), path).not.toBe('');
        const hidden = await page
          .locator('article[data-policy-text] p')
          .evaluateAll((all) => all.filter((element) => element.getBoundingClientRect().height === 0).length);
        expect(hidden, path).toBe(0);
      }
    }
  });
}, 120_000);

test('a form that needs a script is not offered without one; the page says what to do instead', async () => {
  for (const [path, instead] of [
    ['privacy/compare/', 'The changes from each version to the next stand below as pages.'],
    ['privacy/on/', 'Without JavaScript the answer stands in the table below.'],
    ['verify/', 'Checking here needs JavaScript.'],
  ] as const) {
    for (const javaScriptEnabled of [true, false]) {
      await withPage({ javaScriptEnabled }, async (page) => {
        await page.goto(urlOf('announced', path));
        await expect.poll(() => page.locator('main form').isVisible()).toBe(javaScriptEnabled);
        const note = page.locator('main noscript').first();
        expect(await note.textContent()).toContain(instead);
        expect(await note.isVisible()).toBe(!javaScriptEnabled);
      });
    }
  }
});

test('the contents follow the reader', async () => {
  await withPage({ viewport: { width: 1280, height: 900 } }, async (page) => {
    await page.goto(urlOf('announced', 'privacy/'));
    const current = () => page.locator('.contents [aria-current]').getAttribute('href', { timeout: 1000 });
    for (const id of ['periods', 'purposes-and-legal-bases']) {
      await page.locator(`[id="${id}"]`).evaluate((clause) => clause.scrollIntoView());
      await expect.poll(current).toBe(`#${id}`);
    }
  });
});

test('feeds and the sitemap are the XML that their readers know', async () => {
  await withPage({}, async (page) => {
    await page.goto(urlOf('edge', ''));
    for (const [name, file] of [
      ['announced', 'feed.xml'],
      ['announced', 'privacy/feed.xml'],
      ['edge', 'feed.xml'],
      ['edge', 'arabic/feed.xml'],
    ] as const) {
      const feed = await page.evaluate(readFeed, readFileSync(join(sites[name].out, file), 'utf8'));
      expect(feed.problems, file).toEqual([]);
      expect(feed.entries, file).toBeGreaterThan(1);
    }
    const sitemap = readFileSync(join(sites.edge.out, 'sitemap.xml'), 'utf8');
    expect(
      await page.evaluate(
        (xml) => new DOMParser().parseFromString(xml, 'application/xml').querySelectorAll('url > loc').length,
        sitemap,
      ),
    ).toBeGreaterThan(20);
  });
});

/** Runs in the browser: what RFC 4287 demands of a feed and does not find. */
function readFeed(xml: string): { entries: number; problems: string[] } {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  const atom = 'http://www.w3.org/2005/Atom';
  const problems: string[] = [];
  const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/;
  const feed = document.documentElement;
  if (feed.namespaceURI !== atom || feed.localName !== 'feed') problems.push(`root: ${feed.textContent}`);
  const entries = [...feed.children].filter((child) => child.localName === 'entry');
  for (const element of [feed, ...entries]) {
    const only = (name: string) => {
      const found = [...element.children].filter((child) => child.localName === name);
      if (found.length !== 1) problems.push(`${found.length} ${name}`);
      return found[0]?.textContent?.trim() ?? '';
    };
    const id = only('id');
    if (!URL.canParse(id)) problems.push(`id ${id}`);
    if (only('title') === '') problems.push('title without words');
    const updated = only('updated');
    if (!moment.test(updated)) problems.push(`updated ${updated}`);
    if (
      element !== feed &&
      !URL.canParse(
        [...element.children].find(({ localName }) => localName === 'link')?.getAttribute('href') ?? '',
      )
    )
      problems.push(`link of ${id}`);
  }
  if (![...feed.children].some((child) => child.localName === 'author')) problems.push('no author');
  const ids = entries.map((entry) => entry.querySelector('id')?.textContent);
  if (new Set(ids).size !== ids.length) problems.push('an id twice');
  return { entries: entries.length, problems };
}

test('the keyboard reaches the text first, then every link, and the focus is seen', async () => {
  await withPage({}, async (page) => {
    await page.goto(urlOf('announced', 'privacy/'));
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#_main');
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      const outline = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement!);
        return {
          tag: document.activeElement!.tagName,
          width: Number.parseFloat(style.outlineWidth),
          line: style.outlineStyle,
        };
      });
      expect(outline.tag).toBe('A');
      expect(outline.line).not.toBe('none');
      expect(outline.width).toBeGreaterThanOrEqual(2);
    }
  });
});

test('a link to a clause of an old version leads to that clause on the page of that version', async () => {
  await withPage({}, async (page) => {
    for (const { path, root } of pagesOf(sites.announced.out).filter(({ path }) =>
      /^privacy\/\d+\/index/.test(path),
    )) {
      await page.goto(urlOf('announced', path.replace('index.html', '')));
      const ids = await page
        .locator('article .clause')
        .evaluateAll((all) => all.map((element) => element.id));
      expect(ids.length, path).toBeGreaterThan(10);
      const last = ids.at(-2)!;
      await page.goto(`${urlOf('announced', path.replace('index.html', ''))}#${last}`);
      const box = await page.locator(`[id="${last}"]`).boundingBox();
      expect(box?.y, `${path}#${last}`).toBeLessThan(900);
      expect(root).toBeDefined();
    }
  });
});

test('a link to a clause made years ago leads to it: renamed, it is there; gone, the page says where it stood last', async () => {
  await withPage({}, async (page) => {
    const note = page.locator('[data-retired]');
    await page.goto(`${urlOf('edge', 'anchors/')}#post`);
    expect(await page.locator('#post').textContent()).toContain('How we answer letters');
    expect(await note.isVisible()).toBe(false);
    await page.goto(`${urlOf('edge', 'anchors/')}#fax`);
    await note.waitFor();
    expect(await note.textContent()).toContain('It stood last in version 1.');
    await note.getByRole('link').click();
    expect(page.url()).toBe(`${urlOf('edge', 'anchors/1/')}#fax`);
    expect(await page.locator('#fax').isVisible()).toBe(true);
    // The version that has the clause says nothing about others.
    expect(await note.isVisible()).toBe(false);
    await page.goto(`${urlOf('edge', 'anchors/')}#constructor`);
    expect(await note.isVisible()).toBe(false);
  });
});

test('on a phone a wide table is read row by row, each cell under its column, and is still heard as a table', async () => {
  await withPage({ viewport: { width: 390, height: 800 } }, async (page) => {
    await page.goto(urlOf('announced', 'subprocessors/'));
    const table = page.getByRole('table').first();
    const row = table.getByRole('row').nth(1);
    const labels = () =>
      row
        .getByRole('cell')
        .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell, '::before').content));
    expect((await labels())[2]).toBe('"Data: "');
    expect(await row.getByRole('cell').nth(2).getAttribute('data-column')).toBe('Data');
    expect(await table.getByRole('columnheader').count()).toBe(6);
    const wide = await page
      .locator('.policy-text .table')
      .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
    expect(wide).toBe(0);
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await labels()).toEqual(Array(6).fill('none'));
  });
});

test('print is a document: no navigation, links spelled out, black on white', async () => {
  await withPage({ colorScheme: 'dark' }, async (page) => {
    await page.goto(urlOf('announced', 'privacy/'));
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const selector of ['.masthead nav', '.tabs', '.rail', '.permalink', '.contents', '.skip']) {
      expect(await page.locator(selector).first().isVisible(), selector).toBe(false);
    }
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    // What a court needs on paper: the version, its days, the digest; where a link leads; page numbers.
    for (const shown of ['.version-number', '.facts time', '.digest code', '.imprint'])
      expect(await page.locator(shown).first().isVisible(), shown).toBe(true);
    const spelled = await page
      .locator('.policy-text a[href^="http"]:not(.bare)')
      .first()
      .evaluate((link) => [getComputedStyle(link, '::after').content, link.getAttribute('href')]);
    expect(spelled[0]).toContain(spelled[1]);
    const numbered = await page.evaluate(() =>
      [...document.styleSheets].some((sheet) =>
        [...sheet.cssRules].some(
          (rule) => rule instanceof CSSPageRule && rule.cssText.includes('counter(page)'),
        ),
      ),
    );
    expect(numbered).toBe(true);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.byteLength).toBeGreaterThan(20_000);
  });
});

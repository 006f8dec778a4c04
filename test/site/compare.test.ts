import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { serve } from '../../scripts/serve.ts';
import { launchChromium, violationsOf } from './browser.ts';

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

  test('and the same list of changes, with classes, sentences and reasons, from rules that are loaded afterwards', async () => {
    const listed = () =>
      page
        .locator('section.changes')
        .evaluate((list) => (list as HTMLElement).textContent?.replace(/\s+/g, ' ').trim());
    for (const [from, to] of [
      [4, 5],
      [2, 3],
    ]) {
      await page.goto(sample(`privacy/compare/?from=${from}&to=${to}`));
      await page.locator('[data-list] h3').first().waitFor();
      const inBrowser = await listed();
      await page.goto(sample(`privacy/changes/${from}..${to}/`));
      expect(inBrowser).toBe(await listed());
    }
    expect(await page.locator('section.changes details').count()).toBeGreaterThan(0);
  });

  test('are shown also when the rules cannot be loaded, and the page says so', async () => {
    const context = await browser.newContext();
    const other = await context.newPage();
    await other.route(/list-changes/, (route) => route.abort());
    await other.goto(sample('privacy/compare/?from=1&to=2'));
    await expect
      .poll(() => other.locator('[data-waiting]').textContent())
      .toContain('could not be loaded. The redline below is complete.');
    expect(await other.locator('.redline ins').count()).toBeGreaterThan(0);
    await context.close();
  });

  test('can be swapped, and one version in the address is enough', async () => {
    await page.goto(sample('privacy/compare/?to=2'));
    await done();
    expect(await status()).toMatch(/^From version 1 to version 2/);
    await page.getByRole('button', { name: 'Swap' }).click();
    await expect.poll(status).toMatch(/^From version 2 to version 1/);
    expect(page.url()).toContain('?from=2&to=1');
  });

  test('also far apart and back in time', async () => {
    await page.goto(sample('privacy/compare/?from=5&to=1'));
    await done();
    expect(await status()).toMatch(
      /^From version 5 to version 1\. Changes: \d+\. Words: \d+ added, \d+ removed\.$/,
    );
    await page.locator('[data-list] h3').first().waitFor();
    expect(await page.locator('[data-list] h4').count()).toBeGreaterThan(5);
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

  test('can be had by the keyboard alone, from the choice to a change and the next', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(sample('privacy/compare/'));
    await page.locator('select[name=from]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(status).toMatch(/^From version 2 to version 5/);
    await page.locator('[data-list] h3').first().waitFor();
    const focused = () =>
      page.evaluate(() => {
        const { tagName, id, className } = document.activeElement!;
        const style = getComputedStyle(document.activeElement!);
        return {
          tagName,
          id,
          className,
          seen: style.outlineStyle !== 'none' && style.outlineWidth !== '0px',
        };
      });
    // Over „Swap“ to the first change of the list, and from there to its place.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused()).toMatchObject({ tagName: 'A', seen: true });
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await focused()).id).toMatch(/^change-/);
    expect(await focused()).toMatchObject({ seen: true });
    const first = (await focused()).id;
    await page.keyboard.press('n');
    const next = await focused();
    expect(['INS', 'DEL']).toContain(next.tagName);
    expect(next).toMatchObject({ seen: true });
    expect(next.id).not.toBe(first);
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
    expect(await violationsOf(page)).toEqual([]);
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

  test('step back from the start to the last change, and leave the browser its own keys', async () => {
    await page.goto(sample('privacy/changes/4..5/'));
    await page.getByRole('button', { name: 'Previous change' }).click();
    const place = page.locator('[data-place]');
    expect(await place.textContent()).toMatch(/^(\d+) of \1\b/);
    const said = await place.textContent();
    for (const key of ['ctrlKey', 'metaKey', 'altKey'])
      await page.evaluate(
        (key) =>
          document.activeElement?.dispatchEvent(
            new KeyboardEvent('keydown', { key: 'n', bubbles: true, [key]: true }),
          ),
        key,
      );
    expect(await place.textContent()).toBe(said);
  });

  test('take words and those put in their place as one step', async () => {
    await page.goto(sample('privacy/changes/4..5/'));
    await page.getByRole('button', { name: 'Next change' }).click();
    const all = Number(/of (\d+)/.exec((await page.locator('[data-place]').textContent()) ?? '')?.[1]);
    expect(all).toBeGreaterThan(5);
    for (let step = 1; step <= all; step++) {
      const twice = await page.evaluate(() => {
        const { tagName, previousSibling: before } = document.activeElement!;
        return tagName === 'INS' && before instanceof HTMLElement && before.tagName === 'DEL';
      });
      expect(twice, `step ${step}`).toBe(false);
      await page.keyboard.press('n');
    }
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

  test('show both texts side by side on wide screens, items and table rows at one height, and take it back', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(sample('privacy/changes/4..5/'));
    const inOne = await page.locator('.redline').innerHTML();
    await page.getByLabel('Side by side').check();
    expect(await page.locator('.pair.sides').textContent()).toBe('Version 4Version 5');
    const columns = await page.locator('.redline').evaluate((redline) =>
      [0, 1].map((side) =>
        [...redline.querySelectorAll(`.pair:not(.sides) > .half:nth-child(${side + 1})`)]
          .map((half) => {
            const copy = half.cloneNode(true) as Element;
            for (const said of copy.querySelectorAll('.visually-hidden, .move-link')) said.remove();
            return copy.textContent;
          })
          .join(' '),
      ),
    );
    const squeezed = (text: string | null | undefined) => text?.replace(/\s+/g, '') ?? '';
    for (const [side, version] of [
      [0, '4'],
      [1, '5'],
    ] as const) {
      const other = await browser.newPage();
      await other.goto(sample(`privacy/${version}/`));
      const article = await other.locator('article[data-policy-text]').textContent();
      expect(squeezed(columns[side]), `version ${version}`).toBe(squeezed(article));
      await other.close();
    }
    // Items and table rows that both versions have stand at one height.
    for (const [kind, line, atLeast] of [
      ['lists', ':scope > * > li', 20],
      ['tables', 'tr', 10],
    ] as const) {
      const apart = await page.locator(`.pair.${kind}`).evaluateAll(
        (pairs, line) =>
          pairs.flatMap((pair) => {
            const [left, right] = [...pair.children].map(
              (half) =>
                new Map(
                  [...half.querySelectorAll<HTMLElement>(line)].map((one): [string, number] => [
                    one.style.gridRow,
                    one.getBoundingClientRect().top,
                  ]),
                ),
            );
            return [...left!].flatMap(([at, top]) =>
              right!.has(at) ? [Math.abs(top - right!.get(at)!)] : [],
            );
          }),
        line,
      );
      expect(apart.length, kind).toBeGreaterThan(atLeast);
      expect(Math.max(...apart), kind).toBeLessThan(1);
    }
    // A table that is laid out as a grid is still heard as one, with its heads.
    const heard = page.getByRole('table').nth(1);
    expect(await heard.getByRole('columnheader').count()).toBeGreaterThan(1);
    expect(await heard.getByRole('row').count()).toBeGreaterThan(2);
    const ids = await page.locator('.redline [id]').evaluateAll((all) => all.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    // What is the same on both sides is heard once.
    const heardTwice = await page
      .locator('.pair:not(.sides)')
      .evaluateAll(
        (pairs) =>
          pairs.filter(
            (pair) =>
              !pair.querySelector('ins, del') && !pair.firstElementChild!.matches('[aria-hidden=true]'),
          ).length,
      );
    expect(heardTwice).toBe(0);
    const regions = await page
      .locator('.pair [role=region]')
      .evaluateAll((all) => all.map((region) => region.getAttribute('aria-label')));
    expect(regions.length).toBeGreaterThan(1);
    expect(new Set(regions).size).toBe(regions.length);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Next change' }).click();
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('pair');
    await page.getByLabel('Side by side').uncheck();
    expect((await page.locator('.redline').innerHTML()).replaceAll(' class=""', '')).toBe(
      inOne.replaceAll(' class=""', ''),
    );
    await page.getByLabel('Side by side').check();
    await page.setViewportSize({ width: 768, height: 900 });
    await expect.poll(() => page.locator('.pair').count()).toBe(0);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test('lead from the old place of moved text to the new one and back', async () => {
    await page.goto(sample('privacy/changes/1..2/'));
    const old = page.locator('.redline del[data-move] .move-link').first();
    const [from, to] = [await old.getAttribute('id'), (await old.getAttribute('href'))!.slice(1)];
    await old.click();
    expect(new URL(page.url()).hash).toBe(`#${to}`);
    const fresh = page.locator(`[id="${to}"]`);
    expect(await fresh.evaluate((link) => link.closest('ins[data-move]') !== null)).toBe(true);
    await fresh.click();
    expect(new URL(page.url()).hash).toBe(`#${from}`);
    expect(await old.getAttribute('aria-label')).toContain('to its new place');
  });

  test('fold headings away where nothing under them changed', async () => {
    await page.goto(sample('privacy/changes/3..4/'));
    await page.getByLabel('Only changed paragraphs').check();
    const [shown, all] = await page.locator('.redline').evaluate((redline) => {
      const headings = [...redline.querySelectorAll('h3, h4')];
      return [headings.filter((heading) => heading.getClientRects().length > 0).length, headings.length];
    });
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(all! / 2);
    // A heading stands there for a change under it, and its number says that something is left out above it.
    const [idle, doubled] = await page.locator('.redline').evaluate((redline) => {
      const level = (block?: Element) =>
        Number(
          /^H(\d)$/.exec(block?.querySelector('h2,h3,h4,h5,h6')?.tagName ?? block?.tagName ?? '')?.[1] ?? 0,
        );
      const blocks = [...redline.children].filter((block) => block.getClientRects().length > 0);
      const plain = (block: Element) =>
        !block.matches('ins, del') && !block.querySelector('ins, del, [data-change]');
      const following = (index: number) => blocks.slice(index + 1).find((block) => !block.matches('.gap'));
      return [
        blocks.filter((block, i) => {
          const next = level(following(i));
          return level(block) > 0 && plain(block) && (!following(i) || (next > 0 && next <= level(block)));
        }).length,
        blocks.filter((block, i) => block.matches('.gap') && level(following(i)) > 0).length,
      ];
    });
    expect([idle, doubled]).toEqual([0, 0]);
  });

  test('show changes of formatting only when asked', async () => {
    await page.goto(`${servers[1]!.url}blocks/changes/1..2/`);
    const formatted = page.locator('.redline [data-change]').first();
    const outline = () => formatted.evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(await outline()).toBe('none');
    await page.getByLabel('Show formatting and links').check();
    expect(await outline()).toBe('dotted');
  });

  test('lead from a change in the list to its place, and go on from there', async () => {
    await page.goto(sample('privacy/changes/4..5/'));
    await page.locator('.change-facts a').nth(3).click();
    const target = await page.evaluate(() => document.activeElement?.id);
    expect(target).toMatch(/^change-/);
    expect(page.url()).toContain(`#${target}`);
    await page.keyboard.press('n');
    expect(await page.locator('[data-place]').textContent()).not.toMatch(/^1 of/);
  });

  test('are not there without JavaScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const still = await context.newPage();
    await still.goto(sample('privacy/changes/4..5/'));
    expect(await still.locator('[data-tools]').isVisible()).toBe(false);
    await context.close();
  });
});

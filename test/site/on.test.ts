import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { serve } from '../../scripts/serve.ts';
import { type Spell, versionOn } from '../../src/client/applied-on.ts';
import { launchChromium } from './browser.ts';

const spells: Spell[] = [
  { version: '1', from: '2014-04-01', certain: '2014-04-30', until: '2019-12-31' },
  { version: '2', from: '2020-01-01', certain: '2020-01-01', until: '2020-06-30' },
  { version: '3', from: '2020-08-01', certain: '2020-08-01', until: '2020-08-31' },
  { version: '2', from: '2020-09-01', certain: '2020-09-01', until: null },
];
const asOf = '2026-12-02';

describe('which version applied on a day', () => {
  test.each([
    ['2014-03-31', { kind: 'before' }],
    ['2014-04-12', { kind: 'perhaps', version: '1', row: 0 }],
    ['2014-04-30', { kind: 'applied', version: '1', row: 0 }],
    ['2019-12-31', { kind: 'applied', version: '1', row: 0 }],
    ['2020-01-01', { kind: 'applied', version: '2', row: 1 }],
    ['2020-07-15', { kind: 'none' }],
    ['2020-09-01', { kind: 'applied', version: '2', row: 3 }],
    ['2026-12-03', { kind: 'announced', version: '2', row: 3 }],
    ['2020-02-30', { kind: 'notADay' }],
    ['yesterday', { kind: 'notADay' }],
    ['', { kind: 'notADay' }],
  ])('%s', (asked, answer) => {
    expect(versionOn(spells, asked, asOf)).toEqual(answer);
  });

  test('a version whose beginning is not known may have applied on every day before its end', () => {
    expect(
      versionOn([{ version: '1', from: null, certain: null, until: '2014-03-31' }], '1999-01-01', asOf),
    ).toEqual({ kind: 'perhaps', version: '1', row: 0 });
  });
});

describe('the page', () => {
  const { announced, edge } = inject('sites');
  let browser: Browser;
  const servers: Awaited<ReturnType<typeof serve>>[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
    servers.push(
      await serve(announced.out, { port: 0, base: announced.base }),
      await serve(edge.out, { port: 0, base: edge.base }),
    );
  });
  afterAll(async () => {
    await browser?.close();
    for (const server of servers) await server.close();
  });

  test.each([
    [0, 'privacy', '2025-03-14', '14 March 2025: version 2. Read it'],
    [0, 'privacy', '2027-03-14', '14 March 2027: version 5, as far as announced by 2 December 2026. Read it'],
    [0, 'privacy', '1999-01-01', '1 January 1999: unknown. The records begin later.'],
    [
      0,
      'privacy',
      '2025-02-31',
      '“2025-02-31” is not a day of the calendar. Write year, month and day, such as 2026-03-14.',
    ],
    [0, 'privacy', '', '“” is not a day of the calendar. Write year, month and day, such as 2026-03-14.'],
    [0, 'privacy', '2026-12-02', '2 December 2026: version 4. Read it'],
    [
      0,
      'privacy',
      '2027-01-14',
      '14 January 2027: version 4, as far as announced by 2 December 2026. Read it',
    ],
    [
      0,
      'privacy',
      '<img src=x onerror=alert(1)>',
      '“<img src=x onerror=alert(1)>” is not a day of the calendar. Write year, month and day, such as 2026-03-14.',
    ],
    [
      1,
      'imported',
      '2010-01-01',
      '1. Januar 2010: nicht bekannt. Vielleicht galt Fassung 1; der Tag, an dem sie in Kraft trat, ist nicht bekannt. Lesen',
    ],
  ])('answers from its address: %s %s %s', async (server, policy, date, answer) => {
    const page = await browser.newPage();
    await page.goto(`${servers[server]!.url}${policy}/on/?date=${encodeURIComponent(date)}`);
    expect((await page.locator('[data-answer]').textContent())?.trim()).toBe(answer);
    await page.close();
  });

  test('answers what is typed, and gives it an address', async () => {
    const page = await browser.newPage();
    await page.goto(`${servers[0]!.url}privacy/on/`);
    await page.getByLabel('Day').fill('2024-05-01');
    await page.getByRole('button').click();
    expect((await page.locator('[data-answer]').textContent())?.trim()).toBe(
      '1 May 2024: version 1. Read it',
    );
    expect(page.url()).toContain('?date=2024-05-01');
    await page.close();
  });
});

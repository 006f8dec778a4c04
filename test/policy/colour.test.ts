import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accentsOf, contrast, contrastIn, grounds, readableIn } from '../../src/policy/colour.ts';
import { siteSchema } from '../../src/policy/site.ts';

describe('contrast', () => {
  test('is that of WCAG: black on white 21, equal colours 1, #777 on white just too little', () => {
    expect(contrast('#000', '#ffffff')).toBe(21);
    expect(contrast('#123456', '#123456')).toBe(1);
    expect(contrast('#777777', '#fff')).toBeCloseTo(4.48, 2);
    expect(contrast('#767676', '#fff')).toBeCloseTo(4.54, 2);
  });

  test('is judged on the grounds of the style sheet', () => {
    const css = readFileSync(join(import.meta.dirname, '../../src/styles/tokens.css'), 'utf8');
    const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');
    for (const [part, scheme] of [
      [light, 'light'],
      [dark, 'dark'],
    ] as const) {
      const named = ['ground', 'panel', 'announced-ground'].map(
        (name) => new RegExp(`--${name}: (#[0-9a-f]+);`).exec(part)?.[1],
      );
      expect(named).toEqual([...grounds[scheme]]);
      expect(accentsOf()[scheme]).toBe(/--accent: (#[0-9a-f]+);/.exec(part)?.[1]);
    }
  });

  test('any colour becomes readable in either scheme, and a readable one stays', () => {
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(hex, fc.constantFrom('light' as const, 'dark' as const), (colour, scheme) => {
        const mended = readableIn(scheme, colour);
        expect(contrastIn(scheme, mended)).toBeGreaterThanOrEqual(4.5);
        if (contrastIn(scheme, colour) >= 4.5) expect(mended).toBe(colour);
      }),
      { numRuns: 200 },
    );
  });
});

test('site.yaml refuses an accent that cannot be read, and names one that can', () => {
  const site = (theme: object) =>
    siteSchema.safeParse({
      name: 'Fernhill Software GmbH',
      url: 'https://fernhill.example.com/',
      timeZone: 'Europe/Berlin',
      from: 'legal@fernhill.example.com',
      theme,
    });
  expect(site({ accent: '#0b5566' }).success).toBe(true);
  expect(site({ accent: '#ff9900' }).error?.issues[0]?.message).toMatch(
    /#ff9900 could not be read on the light page: the contrast is 1\.9:1, and WCAG 2\.2 \(1\.4\.3\) asks for 4\.5:1; #[0-9a-f]{6} is the nearest/,
  );
  expect(site({ accentDark: '#003344' }).error?.issues[0]?.message).toContain('on the dark page');
  expect(site({ accent: 'teal' }).error?.issues[0]?.message).toContain('six digits');
  expect(site({ logo: '../secret.svg' }).error?.issues[0]?.message).toContain('content folder');
});

import { describe, expect, test } from 'vitest';
import { linkField } from '../../src/policy/fields.ts';

describe('an address in front matter', () => {
  test.each([
    'https://fernhill.example.com/object',
    'HTTP://fernhill.example.com',
    ' https://fernhill.example.com ',
    'mailto:privacy@fernhill.example.com?subject=Objection',
    'tel:+493012345678',
    '/legal/privacy/',
    '#your-rights',
  ])('may be %j', (text) => {
    expect(linkField.safeParse(text).success).toBe(true);
  });

  test.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'fernhill.example.com',
    '',
  ])('may not be %j', (text) => {
    expect(linkField.safeParse(text).success).toBe(false);
  });
});

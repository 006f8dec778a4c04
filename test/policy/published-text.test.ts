import { expect, test } from 'vitest';
import { digestOf } from '../../src/policy/digest.ts';
import { parse } from '../../src/policy/parse.ts';
import { publishedText } from '../../src/policy/published-text.ts';

const fields = {
  version: '4',
  published: '2026-12-01',
  effective: '2026-12-31',
  highlights: [
    { title: 'Less data', text: 'We no longer ask for your phone number.', clauses: ['what-we-collect'] },
  ],
  layers: undefined,
};

const body = `Who we are: **Fernhill**, see [our site](https://fernhill.example.com).

## 1. What we collect

- your name
- your address
  1. street
  2. town

| Data | Why |
| --- | --- |
| name | to answer you |

> A quotation
> in two lines

<Note>Mind this.</Note>

Mail to [privacy@fernhill.example.com](mailto:privacy@fernhill.example.com).
`;

test('prenotice-text/1 never changes: this text and this digest are frozen', () => {
  const text = publishedText('Privacy notice', fields, parse(body, 'mdx').document);
  expect(text).toMatchInlineSnapshot(`
    "prenotice-text/1
    Title: Privacy notice
    Version: 4
    Published: 2026-12-01
    Effective: 2026-12-31

    HIGHLIGHTS

    * Less data
      We no longer ask for your phone number.

    TEXT

    Who we are: Fernhill, see our site <https://fernhill.example.com>.

    ## 1. What we collect

    - your name
    - your address
      1. street
      2. town

    | Data | Why |
    | name | to answer you |

    > A quotation in two lines

    > Mind this.

    Mail to privacy@fernhill.example.com.
    "
  `);
  expect(digestOf(text)).toMatchInlineSnapshot(
    `"8fd4545a9b8dadeb2672fad3f0af0b512d63a4af2a8704640847a53a4f6a37e4"`,
  );
});

test('clause recognition does not enter the text', () => {
  const flat = parse('3.1. Customer data. We keep it.\n\n3.2. End user data. We store it.', 'mdx').document;
  expect(publishedText('T', { ...fields, highlights: [] }, flat)).toContain(
    '\n\n3.1. Customer data. We keep it.\n\n3.2. End user data. We store it.\n',
  );
});

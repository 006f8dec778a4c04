import { expect, test } from 'vitest';
import { parse } from '../../src/policy/parse.ts';
import { definedTerms } from '../../src/policy/terms.ts';

const found = (markdown: string, format: 'md' | 'mdx' = 'md') =>
  definedTerms(parse(markdown, format).document).map(
    ({ term, clause }) => `${term} (${clause ?? 'preamble'})`,
  );

test('terms in brackets behind what they stand for', () => {
  expect(
    found(
      'Fernhill Software GmbH (“Fernhill”, “we” or “us”) runs Fernhill Ledger (the “Service”) for customers (collectively, “Customer(s)”), on our site ("Site") or apps (together with the Site, the "Platform").',
    ),
  ).toEqual([
    'Fernhill (preamble)',
    'we (preamble)',
    'us (preamble)',
    'Service (preamble)',
    'Customer(s) (preamble)',
    'Site (preamble)',
    'Platform (preamble)',
  ]);
});

test('terms with a verb, also in mid-sentence and several at once', () => {
  expect(
    found(
      '## Data\n\n“Usage Data” means what you do. As used here, “Personal Data” means data on people. A “cookie” is a small file.\n\nBoth together will be referred to as "Information".',
    ),
  ).toEqual(['Usage Data (data)', 'Personal Data (data)', 'cookie (data)', 'Information (data)']);
});

test('glossaries: quoted, bold and definition lists, tables', () => {
  const text = `## Glossary

* "Ledger", “Book”, "we" and "us" mean Fernhill Software GmbH
* "Do Not Track" is a proposal.
* **Account**: a place to sign in.
* **Cookie** means a small file.

<dl><dt>Entry</dt><dd>A line of a ledger.</dd></dl>

| Term | Meaning |
| --- | --- |
| Folio | A page |
`;
  const terms = definedTerms(parse(text, 'mdx').document);
  expect(terms.map(({ term }) => term)).toEqual([
    'Ledger',
    'Book',
    'we',
    'us',
    'Do Not Track',
    'Account',
    'Cookie',
    'Entry',
    'Folio',
  ]);
  expect(terms.at(-2)).toEqual({
    term: 'Entry',
    definition: 'A line of a ledger.',
    clause: 'glossary',
    line: 8,
  });
});

test('a quoted section, feature or sentence is no term', () => {
  expect(
    found(
      'See “COOKIES” below (see “Your Rights” in this notice for more). Click the “Unsubscribe” link. He said “This is it.” and left. We have (30) days.',
    ),
  ).toEqual([]);
});

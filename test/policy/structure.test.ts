import { describe, expect, test } from 'vitest';
import { walkClauses } from '../../src/policy/document.ts';
import { parse } from '../../src/policy/parse.ts';
import { blockTexts } from '../../src/policy/text.ts';

/** One line a clause: depth by indent, number, title; `~` when it opens inside a paragraph. */
function outline(markdown: string, format: 'md' | 'mdx' = 'md'): string {
  const { document, problems } = parse(markdown.replace(/^ {4}/gm, '').trim(), format);
  expect(problems).toEqual([]);
  return [...walkClauses(document.clauses)]
    .map((clause) =>
      `${'  '.repeat(clause.depth - 1)}${clause.heading ? '' : '~'}${clause.number ?? '–'} ${clause.title}`.trimEnd(),
    )
    .join('\n');
}

const ids = (markdown: string): string[] =>
  [...walkClauses(parse(markdown, 'md').document.clauses)].map((clause) => clause.id);

describe('numbered paragraphs', () => {
  test('open clauses, nest by their numbers and keep their words in the body', () => {
    const text = `
1\\. \u00a0 \u00a0 \u00a0 Introduction. We respect your privacy.

2\\. The Data We Collect. \u00a0 As provider of Fernhill Ledger we collect data in these ways:

2.1. Account Data. As part of the service you give us your name.

2.2\u00a0 We may collect data of others, if you use “Ask a Bookkeeper”.

2..3. Notwithstanding the above, we may keep ledgers.

2.4. \u00a0Third Party Tracking\u00a0 The use of tracking is not covered.

We partner with a network.

3\\. Contact`;
    expect(outline(text)).toMatchInlineSnapshot(`
      "~1 Introduction
      ~2 The Data We Collect
        ~2.1 Account Data
        ~2.2
        ~2.3
        ~2.4 Third Party Tracking
      ~3 Contact"
    `);
    const { document } = parse(text, 'md');
    const first = document.clauses[0];
    expect(first?.heading).toBeNull();
    expect(first?.body.flatMap(blockTexts).join('')).toContain('Introduction. We respect your privacy.');
    expect(document.clauses[1]?.children[3]?.body).toHaveLength(2);
    expect(ids(text)).toEqual([
      'introduction',
      'the-data-we-collect',
      'account-data',
      'clause-2-2',
      'clause-2-3',
      'third-party-tracking',
      'contact',
    ]);
  });

  test('are recognised under real headings', () => {
    expect(
      outline(
        '## 3. Use\n\n3.1. Permitted Use. You may use it.\n\n3.2. Limits. You may not.\n\n## 4. Fees\n\n4.1 You pay. Monthly.\n\n4.2 Taxes are extra.',
      ),
    ).toMatchInlineSnapshot(`
        "3 Use
          ~3.1 Permitted Use
          ~3.2 Limits
        4 Fees
          ~4.1
          ~4.2"
      `);
  });

  test('written as lists of one item open clauses in their sequence', () => {
    expect(
      outline('1. Scope\n\nWe sell software.\n\n2. Fees\n\nYou pay monthly.\n\n3. End\n\nYou may leave.'),
    ).toBe('~1 Scope\n~2 Fees\n~3 End');
  });

  test('letters and Roman numbers count when they bear titles', () => {
    expect(
      outline(
        'I. Scope\n\nWe sell software.\n\nA. Who We Are\n\nFernhill.\n\nB. What We Do\n\nLedgers.\n\nII. Fees\n\nYou pay.\n\nA. Monthly Fee\n\nTen euros.\n\nB. Taxes\n\nOn top.',
      ),
    ).toMatchInlineSnapshot(`
      "~I Scope
        ~A Who We Are
        ~B What We Do
      ~II Fees
        ~A Monthly Fee
        ~B Taxes"
    `);
  });

  test.each([
    [
      'a figure in a sentence',
      '30 days after notice the change takes effect.\n\n3.5 million people use it.\n\n31 days is a month.',
    ],
    ['a year', '2019. That was the year.\n\n2020. That was the next.'],
    ['one number without a second', '1\\. We respect your privacy and always will.'],
    [
      'items of a sentence',
      '(a) you are an adult; and\n\n(b) you have not been banned.\n\n(c) you are a person.',
    ],
    ['a list in a sentence', '1\\. your name;\n\n2\\. your address; and\n\n3\\. your bank'],
    ['a table of contents', '1\\. Scope\n\n2\\. Fees\n\n3\\. End of contract'],
  ])('%s is no clause', (_, text) => {
    expect(outline(text)).toBe('');
  });

  test('a contents list does not hide the clauses below it', () => {
    const text =
      '1\\. Scope\n\n2\\. Fees\n\n3\\. End\n\n1\\. Scope\n\nWe sell software.\n\n2\\. Fees\n\nYou pay.\n\n3\\. End\n\nYou may leave.';
    expect(outline(text)).toBe('~1 Scope\n~2 Fees\n~3 End');
    expect(parse(text, 'md').document.preamble).toHaveLength(3);
  });
});

describe('headings', () => {
  test('are numbered only where a number is plain or in sequence', () => {
    expect(outline('## 30 days notice\n\nA.\n\n## 4. Fees\n\nB.\n\n## A new start\n\nC.')).toBe(
      '– 30 days notice\n4 Fees\n– A new start',
    );
    expect(outline('## 1 Scope\n\nA.\n\n## 2 Fees\n\nB.')).toBe('1 Scope\n2 Fees');
    expect(outline('## Article IV – Disputes\n\nA.\n\n## § 5 Fees\n\nB.\n\n## Section 6: End\n\nC.')).toBe(
      'IV Disputes\n5 Fees\n6 End',
    );
    expect(outline('## H. Cookies\n\nA.\n\n## I. Changes\n\nB.\n\n## J. Contact\n\nC.')).toBe(
      'H Cookies\nI Changes\nJ Contact',
    );
  });

  test('nest by number where the source gives all the same level', () => {
    expect(
      outline('## 1. Scope\n\n## 1.1 Who\n\nA.\n\n## 1.2 What\n\nB.\n\n## 2. Fees\n\nC.\n\n## Annex\n\nD.'),
    ).toMatchInlineSnapshot(`
      "1 Scope
        1.1 Who
        1.2 What
      2 Fees
      – Annex"
    `);
  });

  test('the next number is a sibling whatever its level', () => {
    expect(
      outline(
        '## 1. Scope\n\nA text.\n\n### 2. Data\n\nA text.\n\n## 3. Rights\n\n### 1. Access\n\nA text.\n\n### 2. Objection\n\nA text.\n\n## 4. End\n\nA text.',
      ),
    ).toBe('1 Scope\n2 Data\n3 Rights\n  1 Access\n  2 Objection\n4 End');
  });

  test('inverted levels nest in the order met', () => {
    expect(
      outline(
        '##### Collected by the Site\n\nA.\n\n### Purposes\n\nB.\n\n##### Storage\n\nC.\n\n### Rights\n\nD.',
      ),
    ).toMatchInlineSnapshot(`
      "– Collected by the Site
      – Purposes
        – Storage
      – Rights"
    `);
  });

  test('dominate: bold words under them are emphasis', () => {
    const text =
      '## Data\n\n**Names.** We keep them.\n\n**Cookies.** Few.\n\n## Rights\n\nA.\n\n## Fees\n\nB.\n\n## End\n\nC.';
    expect(outline(text, 'mdx')).toBe('– Data\n– Rights\n– Fees\n– End');
  });
});

describe('bold and italic titles', () => {
  test('run into paragraphs open clauses; a bold sentence or phrase does not', () => {
    const text = `**What We Collect and How We Use It**. Fernhill collects data.

Further text with **bold words** in it.

**By using the Service, you have consented to the collection and use of data as outlined in this policy**.

**Personal Information**.\u00a0 We keep it safe.

**Fernhill** keeps ledgers.

**Note:** this is a remark.

__Cookies:__ Whenever you visit, we set one.

**Email Choice/Opt-out**. You have choices.`;
    expect(outline(text)).toMatchInlineSnapshot(`
      "~– What We Collect and How We Use It
      ~– Personal Information
      ~– Cookies
      ~– Email Choice/Opt-out"
    `);
  });

  test('alone stand above those run in, also with a colon of their own', () => {
    const text = `**_What does Fernhill collect?_**

__Information You Provide:__

Your name.

__Cookies:__ We set them.

**_How do we use it?_**

To keep ledgers.

__Agents:__ We employ some.

**_What You Can Do._**

Write to us.`;
    expect(outline(text)).toMatchInlineSnapshot(`
      "~– What does Fernhill collect?
        ~– Information You Provide
        ~– Cookies
      ~– How do we use it?
        ~– Agents
      ~– What You Can Do"
    `);
  });

  test('the name of the document and its date are no clauses', () => {
    expect(
      outline(
        '# Privacy Policy | Fernhill\n\n**Fernhill TM**\n\n**Privacy Policy**\n\n_Last updated: May 2020_\n\nText.\n\n**Data**. We keep it.\n\n**Rights**. You have some.',
      ),
    ).toBe('~– Data\n~– Rights');
  });

  test('in plain numbers dominate bold titles in them', () => {
    expect(
      outline(
        '**1. Scope**\n\n**Who.** Fernhill.\n\n**2. Fees**\n\n**Monthly.** Ten euros.\n\n**Yearly.** A hundred.',
      ),
    ).toMatchInlineSnapshot(`
      "~1 Scope
        ~– Who
      ~2 Fees
        ~– Monthly
        ~– Yearly"
    `);
  });
});

test('ids are unique and usable in addresses', () => {
  expect(ids('## Rights\n\nA.\n\n## Rights\n\nB.\n\n## ???\n\nC.\n\n## 3.4\n\nD.')).toEqual([
    'rights',
    'rights-1',
    'clause',
    'clause-3-4',
  ]);
});

test('an anchor names a clause that opens inside a paragraph', () => {
  const { document } = parse(
    '<Anchor id="my-data" />\n\n**Data**. We keep it.\n\n**Rights**. You have some.',
    'mdx',
  );
  expect([...walkClauses(document.clauses)].map((clause) => clause.id)).toEqual(['my-data', 'rights']);
});

import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import { parse } from '../../src/policy/parse.ts';
import type { PolicyKind } from '../../src/policy/policy.ts';
import { compareDocuments } from '../../src/redline/compare.ts';

/** Texts that only stand, are written or are captured differently, each beside one nearby that says something else. */

function materialIn(before: string, after: string, kind: PolicyKind = 'privacy'): boolean {
  const [old, next] = [parse(before, 'md').document, parse(after, 'md').document];
  const context = { kind, locale: 'en', heldData: 'follows' } as const;
  return assess(old, next, compareDocuments(old, next), context).material;
}

const body = (text: string) =>
  `# Ledger terms\n\nFernhill runs Ledger for small firms and keeps their books safe in Germany.\n\n## Your books\n\n${text}\n\n## Contact\n\nYou can write to us about this text whenever you like.\n`;

interface Slip {
  what: string;
  kind?: PolicyKind;
  before: string;
  spared: string;
  told: string;
}

const promise = 'We delete the books of a customer within ninety days after the contract has ended.';
const other = 'We tell every customer by letter before we close the account.';

const slips: Slip[] = [
  {
    what: 'an entry that stood twice in its list',
    before: `- ${promise} Read [more](https://fernhill.example/more) there.\n- ${promise} Read <1>more</1> there.\n- ${other}`,
    spared: `- ${promise} Read [more](https://fernhill.example/more) there.\n- ${other}`,
    told: `- ${promise} Read [more](https://fernhill.example/more) there.\n- ${promise} Read <1>more</1> there.`,
  },
  {
    what: 'a sentence that a broken capture said twice',
    kind: 'terms',
    before: `**9\\. Closing.** ${other} Customers ask for the early closing of their ledger account and its books at **9\\. Closing.** ${other} Customers ask for the early closing of their ledger account and its books at [our desk](https://fernhill.example/desk).`,
    spared: `**9\\. Closing.** ${other} Customers ask for the early closing of their ledger account and its books at [our desk](https://fernhill.example/desk).`,
    told: `**9\\. Closing.** Customers ask for the early closing of their ledger account and its books at [our desk](https://fernhill.example/desk).`,
  },
  {
    what: 'bold markers that broke',
    before: '**1.2.5. Standard Contractual Clauses **',
    spared: '**1.2.5. Standard Contractual Clauses**',
    told: '**1.2.5. Standard Contractual Clauses**\n\nWe rely on standard contractual clauses for all transfers.',
  },
  {
    what: 'an anchor left behind',
    before: 'You will not have the right to claim it. []{#h.35nkun2 .anchor}',
    spared: 'You will not have the right to claim it.',
    told: 'You will have the right to claim it. []{#h.35nkun2 .anchor}',
  },
  {
    what: 'sentences that began small',
    kind: 'terms',
    before:
      'The links let you leave the site of fernhill. the linked sites are not under the control of fernhill. fernhill is not liable for what they hold.',
    spared:
      'The links let you leave the site of Fernhill. The linked sites are not under the control of Fernhill. Fernhill is not liable for what they hold.',
    told: 'The links let you leave the site of Fernhill. The linked sites are not under the control of Fernhill. Fernhill is liable for what they hold.',
  },
  {
    what: 'a name that is written small',
    before:
      'ledger.example uses cookies to count its readers.\nledger.example readers may refuse them there.',
    spared: 'The ledger site uses cookies to count its readers. ledger site readers may refuse them there.',
    told: 'The ledger site uses cookies to count its readers. ledger site readers may not refuse them there.',
  },
  {
    what: 'the street of an office',
    before:
      '| Land | Office | Address |\n| --- | --- | --- |\n| Italy | Fernhill S.R.L. | Via Alberto Felci, 31, 73100, Lecce, Italy |',
    spared:
      '| Land | Office | Address |\n| --- | --- | --- |\n| Italy | Fernhill S.R.L. | Corso Bosco n. 15, 20122, Milano (MI), Italy |',
    told: '| Land | Office | Address |\n| --- | --- | --- |\n| Italy | Fernhill S.R.L. | Books are kept for 15 years in Italy |',
  },
  {
    what: 'a small word misspelt',
    before: 'We do our best to keep theese data complete.',
    spared: 'We do our best to keep this page complete.',
    told: 'We do our best to keep your location data complete.',
  },
  {
    what: 'a slip inside a phrase that is known',
    before: 'Our pages use tags and software development kids.',
    spared: 'Our pages use tags and software development kits.',
    told: 'Our pages use tags and data of kids.',
  },
  {
    what: 'a law that holds anyway',
    kind: 'terms',
    before: 'These terms are governed by German law.',
    spared:
      'These terms are governed by German law. This does not affect the mandatory consumer protection law of your country.',
    told: 'These terms are governed by German law. This does not affect our right to claim mandatory fees of 40 euros.',
  },
  {
    what: 'figures that have to be published',
    kind: 'terms',
    before: 'We charge nothing.',
    spared:
      'We charge nothing.\n\n## Statutory disclosure of readers (updated February 17, 2023)\n\nThe mean number of monthly readers of Ledger in the Union was 20,000.\n\nA reader of two ledgers was counted twice.',
    told: 'We charge nothing.\n\n## Statutory disclosure of readers\n\nWe disclose your number of books to the tax authority every month.',
  },
  {
    what: 'a product of the company renamed',
    before:
      'Fernhill helps you. Fernhill shows the books. Fernhill prints them. Fernhill sends no parcels. We share your drafts with helpers such as Fernhill Hand to sort them.',
    spared:
      'Fernhill helps you. Fernhill shows the books. Fernhill prints them. Fernhill sends no parcels. We share your drafts with helpers such as Fernhill Quill Reader to sort them.',
    told: 'Fernhill helps you. Fernhill shows the books. Fernhill prints them. Fernhill sends no parcels. We share your drafts with helpers such as Alder Quill Reader to sort them.',
  },
];

describe.each(slips)('$what', ({ kind, before, spared, told }) => {
  test('says nothing', () => {
    expect(materialIn(body(before), body(spared), kind)).toBe(false);
  });
  test('nor the other way round', () => {
    expect(materialIn(body(spared), body(before), kind)).toBe(false);
  });
  test('what stands nearby does', () => {
    expect(materialIn(body(before), body(told), kind)).toBe(true);
  });
});

describe('above the title of the document', () => {
  const page = (above: string) =>
    `${above}\n\n# Privacy Policy\n\nFernhill runs Ledger for small firms and keeps their books safe in Germany.\n`;
  test('a line about nothing that is done with data says nothing', () => {
    expect(materialIn(page('Visit the new desk.'), page('Come to the summer fair in Felsted.'))).toBe(false);
    const contents = '- 1\\. Who runs it\n- 2\\. How your data is shared\n- 3\\. Data transfer';
    expect(materialIn(page('Contents:'), page(`Contents:\n\n${contents}`))).toBe(false);
    const teaser = (text: string) => page(`[${text}](https://fernhill.example/fair)`);
    expect(materialIn(teaser('Collect your tickets today.'), teaser('Keep your seat with us.'))).toBe(false);
  });
  test('a practice does', () => {
    expect(materialIn(page('Visit the new desk.'), page('We share your books with advertisers.'))).toBe(true);
    expect(materialIn(page('We never sell your data.'), page('Visit the new desk.'))).toBe(true);
  });
});

describe('a list of its own', () => {
  test('one more list that says it is new there', () => {
    const lists = (second: string) =>
      body(
        `We collect:\n\n- your name\n- the numbers of the bank accounts that you keep with any bank\n\nWe share with our partners:\n\n- your name${second}`,
      );
    expect(
      materialIn(lists(''), lists('\n- the numbers of the bank accounts that you keep with any bank')),
    ).toBe(true);
  });
});

describe('the letters of a word are no reference', () => {
  test.each([
    ['We send drafts to auditors.', 'We send drafts to auditors and third-party archivists abroad.'],
    ['We rely on contractual clauses of our own.', 'We rely on standard contractual clauses of the Union.'],
  ])('%s', (before, after) => {
    expect(materialIn(body(before), body(after))).toBe(true);
  });
  test('a section by its letter is one', () => {
    expect(
      materialIn(body('Books are closed as section b says.'), body('Books are closed as section c says.')),
    ).toBe(false);
  });
  test('sites of third parties are sites of others', () => {
    expect(
      materialIn(
        body('The page may link to other websites.'),
        body('The page may link to third-party websites.'),
      ),
    ).toBe(false);
    expect(
      materialIn(
        body('We share books with other teams of ours.'),
        body('We share books with third-party vendors.'),
      ),
    ).toBe(true);
  });
});

describe('said in another way, or not at all', () => {
  test.each([
    [
      'signs that fell out',
      'If you’re logged in, we don’t ask again.',
      'If youre logged in, we dont ask again.',
    ],
    ['the size of a file', 'See our statement (access pdf).', 'See our statement [PDF, 326.13 KB].'],
    [
      'titles of sections',
      'Subject to Sections 4.2 (Limits) and 9.2 (Terms of Keys), we act.',
      'Subject to Sections 4.2 (Limits) and 9.4 (No Effect on Terms of Keys), we act.',
    ],
    [
      'a comma before “and”',
      'Subject to Sections 4.2, 4.3 and 4.4 below, we help.',
      'Subject to Sections 4.2, 4.3, and 4.4 below, we help.',
    ],
    [
      'a former name',
      'Fernhill Ledger is run by us.',
      'Fernhill Ledger, formerly known as Fernhill Books, is run by us.',
    ],
    [
      'numerals',
      'We hold a SOC II report and more than fifty percent of Ash Ltd.',
      'We hold a SOC 2 report and more than 50% of Ash Ltd.',
    ],
    ['currencies', 'You pay USD 50 a month.', 'You pay $50 a month.'],
    ['what was to be filled in', 'This notice can be printed at [add link].', 'This notice can be printed.'],
    [
      'a network renamed',
      'We answer on Twitter, Facebook and LinkedIn.',
      'We answer on X, Facebook and LinkedIn.',
    ],
    [
      'synonyms',
      'We may cancel an order that breaches these terms.',
      'We may cancel an order that violates these terms.',
    ],
    ['a year', 'You pay a yearly fee of 90 €.', 'You pay an annual fee of 90 €.'],
    [
      'the order of names',
      'This part is for readers in Norway, Iceland and Wales.',
      'This part is for readers in Wales, Norway or Iceland.',
    ],
    [
      'a key',
      'Our key: mDMEZQHKOxYJKwYBBAHaRw8BAQdAzvtu6OfJTspb.',
      'Our key: mDMEaURZwxYJKwYBBAHaRw8BAQdAg7ZWj5TyaA9C.',
    ],
  ])('%s', (_, before, after) => {
    expect(materialIn(body(before), body(after))).toBe(false);
    expect(materialIn(body(after), body(before))).toBe(false);
  });
  test.each([
    ['“and” between duties', 'You pay and we deliver by post.', 'You pay or we deliver by post.'],
    [
      'a figure in percent',
      'We take more than fifty percent of a sale.',
      'We take more than sixty percent of a sale.',
    ],
    ['another currency', 'You pay USD 50 a month.', 'You pay EUR 50 a month.'],
    ['a year', 'You pay a yearly fee of 90 €.', 'You pay a monthly fee of 90 €.'],
    ['a number in a reference that counts', 'Section 4 holds for 30 days.', 'Section 4 holds for 40 days.'],
    ['a denial without its sign', 'We dont sell your data.', 'We do sell your data.'],
  ])('%s is still told', (_, before, after) => {
    expect(materialIn(body(before), body(after))).toBe(true);
  });
  test('a text whose table was taken apart is the same text', () => {
    const lines = Array.from(
      { length: 30 },
      (_, at) => `Sentence ${at} says that we keep ledger number ${at} for you.`,
    );
    const table = `| Text |\n| --- |\n| ${lines.join(' ')} |`;
    expect(materialIn(table, lines.join('\n\n'))).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';

/** What the capture of a page adds to a text, and what only looks like it. */

function materialIn(before: string, after: string): boolean {
  const [old, next] = [parse(before, 'md').document, parse(after, 'md').document];
  return assess(old, next, compareDocuments(old, next), {
    kind: 'privacy',
    locale: 'en',
    heldData: 'follows',
  }).material;
}

const body =
  '# Privacy notice\n\nFernhill runs Ledger for small firms and keeps their books safe in Germany.\n\n## Contact\n\nYou can write to us about this notice whenever you like.\n';
const link = (name: string) => `[${name}](https://fernhill.example.com/${name.length})\n`;

describe('the foot of the page', () => {
  const foot = ['Security', 'Marketing', 'Corrections', 'Careers'].map(link).join('\n');
  test('links after the last statement say nothing', () => {
    expect(materialIn(body, `${body}\n${foot}`)).toBe(false);
    expect(materialIn(`${body}\n${foot}`, body)).toBe(false);
  });
  test('nor does what stands beside a copyright line', () =>
    expect(
      materialIn(
        `${body}\nUse of the site is governed by the general terms. Copyright 2025 Fernhill. All rights reserved. Reproduction is prohibited.\n`,
        body,
      ),
    ).toBe(false));
  test('a statement there does', () =>
    expect(
      materialIn(`${body}\n${foot}`, `${body}\n${foot}\nWe sell your telephone number to brokers.\n`),
    ).toBe(true));
  test('a list below its own title does', () => {
    const partners = (names: string[]) =>
      `${body}\n## Partners who receive your data\n\n${names.map((name) => `- ${link(name)}`).join('')}`;
    expect(
      materialIn(
        partners(['Alder Hosting', 'Brook Payments', 'Dune Mail']),
        partners(['Alder Hosting', 'Brook Payments', 'Dune Mail', 'Calder Analytics']),
      ),
    ).toBe(true);
  });
  test('a list after its lead does', () => {
    const list = (names: string[]) =>
      `${body}\nWe share your data with:\n\n${names.map((name) => `- ${link(name)}`).join('')}`;
    expect(
      materialIn(list(['Alder Hosting', 'Brook Payments']), list(['Alder Hosting', 'Calder Analytics'])),
    ).toBe(true);
  });
});

describe('what else stands on the page', () => {
  const terms = '\n# Terms of service\n\n## Age\n\nYou must be 18 years old to open an account.\n';
  test('another document is no part of a notice', () => {
    expect(materialIn(body, `${body}${terms}`)).toBe(false);
    expect(materialIn(`${body}${terms}`, body)).toBe(false);
  });
  test('a change within it may be', () =>
    expect(materialIn(`${body}${terms}`, `${body}${terms.replace('18', '21')}`)).toBe(true));
  test('entries of a menu say nothing, below a topical title they do', () => {
    const list = (names: string) =>
      names
        .split(' ')
        .map((name) => `- ${name}\n`)
        .join('');
    const names = 'Lamps Shelves Desks Chairs Paper Ink Stamps Folders Pens';
    expect(materialIn(`${list(names)}\n${body}`, `${list(`${names} Location`)}\n${body}`)).toBe(false);
    const below = (title: string, more = '') => `${body}\n## ${title}\n\n${list(`${names}${more}`)}`;
    expect(materialIn(below('Whom we share data with'), below('Whom we share data with', ' Facebook'))).toBe(
      true,
    );
  });
});

describe('lines that ran together', () => {
  const glued = (text: string) => `${body}\n## What we do\n\n${text}\n`;
  test.each([
    [
      'We use the services of any person who processes documents for our customers.',
      'We use the services of any person whoprocesses documents for ourcustomers.',
    ],
    [
      'We keep what is in our possession, or comes into it.',
      'We keep what is in ourpossession, or comesinto it.',
    ],
  ])('%s', (before, after) => {
    expect(materialIn(glued(before), glued(after))).toBe(false);
    expect(materialIn(glued(after), glued(before))).toBe(false);
  });
  test('a new word beside them is seen', () =>
    expect(
      materialIn(
        glued('We share documents with those who process them.'),
        glued('We share documents and passwords with those whoprocess them.'),
      ),
    ).toBe(true));
});

describe('names and places', () => {
  test('a branch whose address has no street is an address', () =>
    expect(
      materialIn(
        `${body}\nOur branches\n\nFELSTED: Opposite Old Mill, Beside Gorse Filling Station, Felsted, Thornshire\n`,
        `${body}\nOur branches\n`,
      ),
    ).toBe(false));
  test('the number of a product is no number', () => {
    const consoles = (number: number) => `${body}\nLedger runs on the GameStation ${number} system too.\n`;
    expect(materialIn(consoles(4), consoles(5))).toBe(false);
  });
  test('a link that got a name is the same link', () => {
    const at = (place: string) => `${body}\nHead ${place}, to update the settings of your books.\n`;
    expect(materialIn(at('here'), at('to the profile in Ledger'))).toBe(false);
    expect(materialIn(at('here'), at('here with your passport'))).toBe(true);
  });
  test('an invitation to ask by another way is contact', () => {
    const ask = (how: string) => `${body}\nIf you have questions about this notice, ${how}.\n`;
    expect(
      materialIn(ask('here is how you can reach us'), ask('you can send us a help request online')),
    ).toBe(false);
    expect(materialIn(ask('we answer them'), ask('we answer them and share them with our partners'))).toBe(
      true,
    );
  });
  test('a sentence that only leads to a list is judged by the list', () => {
    const lead = '\nReaders in Taiwan find the following below:\n';
    expect(materialIn(body, `${body}${lead}`)).toBe(false);
    expect(materialIn(body, `${body}${lead}\n- we sell your telephone number to brokers\n`)).toBe(true);
  });
});

describe('what the page says around its text', () => {
  const lines = (...more: string[]) => `${more.join('\n\n')}\n\n${body}`;
  test('menus and buttons before the first prose', () => {
    const menu = ['Ledger', link('Plans'), 'Choose your town', link('Careers')];
    expect(materialIn(body, lines(...menu))).toBe(false);
    expect(materialIn(lines(...menu), lines(...menu, 'Postcode 80201'))).toBe(false);
  });
  const clause = (text: string) =>
    `${body}\n## Your books\n\nWe keep your books until you leave.\n\n${text}\n`;
  test.each([
    ['a table of contents of links within the page', '- [What we keep](#books)\n- [How we share it](#share)'],
    ['the button of a consent banner', 'Cookie Preferences'],
    ['a label without a verb', 'Legitimate Interest Assessment'],
    ['a question that heads what follows', 'What we do not do.'],
    ['data of a script', '{"OTHER":"Salary and health data","SHOP":"Credit card"}'],
    ['a picture inside a link', 'We launch a payment service.](https://fernhill.example/news)[![](/a.jpg)'],
    ['what a form answers', 'There was an issue submitting your feedback'],
    ['what a form asks', 'Did you find this page useful?'],
    ['what is new, listed', 'Sections updated in this release:\n\n- Sharing and retention'],
  ])('%s', (_, text) => {
    expect(materialIn(clause(''), clause(text))).toBe(false);
    expect(materialIn(clause(text), clause(''))).toBe(false);
  });
  test.each([
    [
      'counts under a lead that announces them',
      'These statistics cover all requests of 2025.\n\n- Deletion requests: 87',
    ],
  ])('%s', (_, text) => {
    expect(materialIn(clause(''), clause(text))).toBe(false);
    expect(materialIn(clause(text), clause(''))).toBe(false);
  });
  test('what a lead with figures says the company does is told', () =>
    expect(
      materialIn(
        clause('These statistics cover all requests.'),
        clause('These statistics cover all requests.\n\n- We sell them to brokers'),
      ),
    ).toBe(true));
  test('a line of a menu under the button that opens it', () => {
    const said = (lead: string, text: string) =>
      body.replace('\n\n', `\n\n${lead}\n\n- Ledger\n- ${text}\n\n`);
    const text = 'We serve more than 40 million companies in the world.';
    expect(materialIn(said('Menu', 'Lamps'), said('Menu', text))).toBe(false);
    expect(materialIn(said('What we tell of us:', 'Lamps'), said('What we tell of us:', text))).toBe(true);
    expect(materialIn(said('Menu', 'Lamps'), said('Menu', 'We sell your data to brokers.'))).toBe(true);
  });
  test('names of pages about money in the foot say nothing, prices do', () => {
    const foot = ['Security', 'Marketing', 'Careers'].map(link).join('\n');
    const page = `${body}\n${foot}`;
    expect(materialIn(page, `${page}\n${link('Refunds & Cancellations')}`)).toBe(false);
    expect(materialIn(page, `${page}\nWe charge a fee of 5 euros for refunds.\n`)).toBe(true);
  });
  test('a list under a lead is no table of contents', () =>
    expect(
      materialIn(
        clause('We share:\n\n- Your name'),
        clause('We share:\n\n- Your name\n- Cookie Preferences'),
      ),
    ).toBe(true));
});

describe('slips of the capture inside a sentence', () => {
  const said = (text: string) => `${body}\n## Sharing\n\n${text}\n`;
  test.each([
    [
      'a word twice',
      'We use Ledger Ledger Analytics to count visits.',
      'We use Ledger Analytics to count visits.',
    ],
    [
      'a lost space after the full stop',
      'We keep it.They cannot be disabled.',
      'We keep it. They cannot be disabled.',
    ],
    ['a broken quote', 'We call it the “Ledger” for short.', 'We call it the â€œLedgerâ€\u009d for short.'],
    ['a hidden address', 'Write to [email protected] about it.', 'Write to [email protected]om. about it.'],
    ['the word that ties a list', '- your name, or\n- your town', '- your name\n- your town'],
    [
      'another way to cite',
      'We do so under Art. 6(1)(f) GDPR.',
      'We do so under Art. 6 para. 1 lit. f GDPR.',
    ],
    [
      'a list run together',
      'We do so:\n\n- to answer your letters\n- to comply with the law and help authorities',
      'We do so: -to answer your letters; and -to comply with the law and help authorities.',
    ],
    ['British and American', 'We keep your post code.', 'We keep your postal code.'],
    ['the name of the document', 'This notice says so.', 'This Privacy Notice says so.'],
    ['the name of a link', 'Visit “do not sell my personal information”.', 'Visit “opt-out”.'],
  ])('%s', (_, before, after) => {
    expect(materialIn(said(before), said(after))).toBe(false);
    expect(materialIn(said(after), said(before))).toBe(false);
  });
  test('another letter of the law is another legal basis', () =>
    expect(
      materialIn(said('We do so under Art. 6(1)(a) GDPR.'), said('We do so under Art. 6(1)(f) GDPR.')),
    ).toBe(true));
  test('a piece that went to the sentence before it', () => {
    const before = 'Read more at our page.\n\nTo opt out, visit the ledger desk in Felsted.';
    const after = 'Read more at our page. To opt out, visit the ledger desk in Felsted.';
    expect(materialIn(said(before), said(after))).toBe(false);
  });
});

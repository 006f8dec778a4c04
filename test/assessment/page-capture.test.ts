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

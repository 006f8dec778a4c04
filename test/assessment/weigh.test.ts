import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import { parse } from '../../src/policy/parse.ts';
import type { PolicyKind } from '../../src/policy/policy.ts';
import { compareDocuments } from '../../src/redline/compare.ts';

const page = (text: string, title = 'What we do') =>
  `# Privacy notice\n\nFernhill runs Ledger for its customers. This page was written by people who like plain words.\n\n## ${title}\n\n${text}\n\n## Other\n\nOur offices stand in several towns and we answer every letter.`;

function weigh(before: string, after: string, kind: PolicyKind = 'privacy') {
  const [old, next] = [before, after].map((text) => parse(text, 'md').document);
  return assess(old!, next!, compareDocuments(old!, next!), { kind, locale: 'en', heldData: 'follows' });
}

const material: [before: string, after: string, title?: string][] = [
  // Which thing goes with which.
  [
    'We keep logs for 30 days and invoices for 10 years.',
    'We keep logs for 10 years and invoices for 30 days.',
  ],
  [
    'We share your name with insurers and your location with hosts.',
    'We share your location with insurers and your name with hosts.',
  ],
  // Periods without a figure.
  ['We delete logs weekly.', 'We delete logs yearly.'],
  ['Backups live a month.', 'Backups live a year.'],
  ['We delete the logs every quarter.', 'We delete the logs every year.'],
  // Which law a term stands for.
  ['“Applicable Law” means German Law.', '“Applicable Law” means the Cayman Islands Code.'],
  ['“Privacy Law” means the Federal Data Act.', '“Privacy Law” means the Cayman Islands Code.'],
  // Furniture and courtesy that say something.
  ['', 'We updated our privacy policy to let advertisers read your messages.'],
  ['', '© 2026 Fernhill. All rights reserved, including the right to sell your data to brokers.'],
  ['', 'We know your location at all times from your phone.'],
  ['You can view and download all data we hold about you.', ''],
  ['', 'Sign up today and we share your name with brokers.'],
  ['From 1 May 2027 we charge 5 euros.', 'From 1 January 2026 we charge 5 euros.'],
  [
    'Write to us at privacy@fernhill.example or at Lindenweg 4, 80331 Munich.',
    'Write to us only by post at Lindenweg 4, 80331 Munich.',
    'Contact',
  ],
  [
    'Contact us by e-mail (privacy@fernhill.example) or by phone (+49 89 1234567).',
    'Contact us by post at Lindenweg 4, 80331 Munich.',
    'Contact',
  ],
  // Counted, not only named.
  [
    'We will not sell your data, and we will not give it to insurers.',
    'We will not sell your data, and we will give it to insurers.',
  ],
  [
    'Wir beantworten jeden Brief, den wir von Ihnen bekommen, und wir sind für Sie da, wenn Sie nicht weiter wissen oder eine Frage haben.',
    'We sell every name that we get from you to the brokers that we know, and we are not there for you when you have a question for us.',
  ],
];

describe('says something else', () => {
  test.each(material)('%s → %s', (before, after, title) =>
    expect(['material', 'consent']).toContain(weigh(page(before, title), page(after, title)).class),
  );

  test('words bound otherwise are material with low certainty', () =>
    expect(weigh(page(material[0]![0]), page(material[0]![1])).changes[0]).toMatchObject({
      class: 'material',
      certainty: 'low',
    }));

  test('a title that denied, above the same list', () => {
    const list = '- names\n- shoe sizes';
    expect(weigh(page(list, 'What we never collect'), page(list, 'What we collect')).class).toBe('material');
  });

  test.each(['Governing law: Cayman Islands', 'Controller: Redbrook Data Ltd, Cayman Islands'])(
    '%s at the foot of the page',
    (line) => {
      const foot = `\n\n[Home](https://fernhill.example)\n\n[Jobs](https://fernhill.example/jobs)\n\n© 2026 Fernhill`;
      expect(weigh(page('We sail.') + foot, `${page('We sail.')}${foot}\n\n${line}`).class).toBe('material');
      expect(weigh(page('We sail.'), page(`We sail.\n\n${line}`)).class).toBe('material');
    },
  );
});

describe('says the same', () => {
  test.each([
    ['We collect your name, e-mail and address.', 'We collect your address, name and e-mail.'],
    [
      'We keep logs for 30 days and invoices for 10 years.',
      'We keep invoices for 10 years and logs for 30 days.',
    ],
    [
      'When you contact us by e-mail, we store your name.',
      'We store your name when you contact us by e-mail.',
    ],
    [
      '“Privacy Law” means the Federal Data Act 2018.',
      '“Privacy Law” means the Federal Data Act 2018 (as amended).',
    ],
    ['', 'Sign up today!'],
    ['', 'We updated our privacy policy to clarify the section on cookies.'],
    ['Last updated: 1 May 2027', 'Last updated: 1 January 2028'],
    ['Write to us at privacy@fernhill.example.', 'Write to us at data@fernhill.example.'],
  ])('%s → %s', (before, after) =>
    expect(['editorial', 'minor']).toContain(weigh(page(before), page(after)).class),
  );
});

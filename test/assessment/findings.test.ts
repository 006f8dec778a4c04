import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';

/** Mistakes found by testing the whole product, each held by one small pair. */

function assessTexts(
  before: string,
  after: string,
  heldData: 'follows' | 'as-collected' | 'opt-in' = 'follows',
): Assessment {
  const frame = (text: string) =>
    `## What we do\n\nFernhill runs Ledger for its customers in the European Union.\n\n${text}\n\n## Contact\n\nWrite to privacy@fernhill.example.com.\n`;
  const [old, next] = [parse(frame(before), 'md').document, parse(frame(after), 'md').document];
  return assess(old, next, compareDocuments(old, next), { kind: 'privacy', locale: 'en', heldData });
}

describe('the promise about data already held', () => {
  const before = 'We neither rent nor sell your data to anyone.';
  const after = 'We may sell your data to advertising partners.';

  test('selling what was collected under another promise needs consent', () =>
    expect(assessTexts(before, after).class).toBe('consent'));
  test('opt-in profiles need it too', () =>
    expect(assessTexts(before, after, 'opt-in').class).toBe('consent'));
  test('a profile that keeps held data under the old text makes it material', () =>
    expect(assessTexts(before, after, 'as-collected').class).toBe('material'));
});

test('a new row in a table of those who get data is material', () => {
  const table = (rows: string) =>
    `We use these agents:\n\n| Name | What for | Where |\n| --- | --- | --- |\n| Nordlys Hosting | storage | Norway |\n${rows}`;
  const assessment = assessTexts(table(''), table('| Calder Analytics | statistics | Canada |\n'));
  expect(assessment.class).toBe('material');
});

describe('figures', () => {
  test.each([
    ['We keep your messages for 1095 days.', 'We keep your messages for 3650 days.', 'retention'],
    ['We keep your messages for one month.', 'We keep your messages for one year.', 'retention'],
    [
      'We store personal data on servers in the European Union.',
      'We store personal data on servers in the United States.',
      'transfers',
    ],
    ['Data is hosted in Germany.', 'Data is hosted in China.', 'transfers'],
  ])('%s', (before, after, category) => {
    const assessment = assessTexts(before, after);
    expect(assessment.class).toBe('material');
    expect(assessment.changes.flatMap((change) => change.categories)).toContain(category);
  });

  test.each([
    ['Our office is at 12 Main Street, 10115 Berlin.', 'Our office is at 14 Main Street, 10117 Berlin.'],
    ['Write to Fernhill, PO Box 1200, Berlin.', 'Write to Fernhill, PO Box 1300, Berlin.'],
  ])('an address is none: %s', (before, after) => expect(assessTexts(before, after).class).toBe('minor'));
});

describe('new data', () => {
  test.each([
    [
      'Registration requires your name and e-mail address.',
      'Registration requires your name, e-mail address and date of birth.',
    ],
    [
      'Members must provide their name and email address.',
      'Members must provide their name, email address and telephone number.',
    ],
    [
      'Those who write to us must provide their name and email address; those who apply for a job must provide their name, address and phone number.',
      'Those who write to us must provide their name, email address and telephone number; those who apply for a job must provide their name, address and phone number.',
    ],
  ])('%s', (before, after) => {
    const assessment = assessTexts(before, after);
    expect(assessment.class).toBe('material');
    expect(assessment.changes.flatMap((change) => change.categories)).toContain('collection');
  });
});

test('a period where there was none in favour of the reader is favourable', () => {
  const assessment = assessTexts(
    'We keep copies on back-up servers indefinitely.',
    'We keep copies on back-up servers for no more than 30 days.',
  );
  expect(assessment.class).toBe('material');
  expect(assessment.favourable).toBe(true);
});

describe('typing errors are editorial', () => {
  test.each([
    [
      '"Account owner" means the person who runs the account and it\'s users.',
      '"Account owner" means the person who runs the account and its users.',
    ],
    ['We keep business data, includng invoices.', 'We keep business data, including invoices.'],
    ['You can ask us orby mail.', 'You can ask us or by mail.'],
    [
      'Many thanks from the team; tell us, and we delete them.',
      'Many thanks from the team; tell us and we delete them.',
    ],
  ])('%s', (before, after) => expect(assessTexts(before, after).class).toBe('editorial'));
});

describe('the same meaning in other words is not material', () => {
  test.each([
    [
      'If you find old files, tell us; we then delete them.',
      'If you find old files, tell us, and we will delete them.',
    ],
    ['Our data protection officer is Jana Weiss.', 'Our data protection officer is Tom Lindner.'],
    ['Support answers in the evening hours.', 'Support answers in the evening.'],
  ])('%s', (before, after) => expect(['editorial', 'minor']).toContain(assessTexts(before, after).class));
});

describe('“note that” is no denial', () => {
  test.each([
    'Please note that we may share your personal data with advertising partners.',
    'It should be noted that we sell your personal data to data brokers.',
    'Note that we use your personal data for targeted advertising.',
  ])('%s', (sentence) => {
    const body = '# Privacy notice\n\nWe collect your name.\n\nWe protect it.';
    const assessment = assessTexts(body, `${body}\n\n${sentence}`);
    expect(assessment.class).toBe('consent');
    expect(assessment.changes.map(({ direction }) => direction)).toEqual(['unfavourable']);
  });
});

test('“us”, “used” and “using” name no country; “US” and “U.S.” do', () => {
  const reasons = (before: string, after: string) =>
    assessTexts(before, after)
      .changes.flatMap((change) => change.reasons.map(({ text }) => text))
      .join('; ');
  const stored = 'Backups are stored with our hosting provider.';
  const added = (text: string) => reasons(stored, `${stored} ${text}`);
  for (const text of [
    'Logs are processed with us for ninety days.',
    'Drafts that you stored are kept and used later.',
    'CONTACT US ABOUT DATA STORED ABROAD.',
  ])
    expect(added(text), text).not.toContain('United States');
  for (const text of [
    'Copies are stored in the US.',
    'Copies are stored on U.S. servers.',
    'Copies are stored under the EU-US framework.',
  ])
    expect(added(text), text).toContain('United States');
});

describe('reasons', () => {
  const texts = (before: string, after: string) =>
    assessTexts(before, after).changes.flatMap(({ reasons }) => reasons.map(({ text }) => text));

  test('quote the words of the text, not the word of the vocabulary', () =>
    expect(
      texts(
        'We do not use recordings to build models.',
        'We do not use recordings to build models, with the exception of those of support calls.',
      ),
    ).toContain('“with the exception of” came into the sentence'));

  test('name once what one rule found in several sentences', () => {
    const found = texts(
      'We run Ledger.',
      'We run Ledger. We collect your telephone number. We also collect your postal address and your telephone number.',
    ).filter((text) => text.startsWith('data named here'));
    expect(found).toEqual([expect.stringContaining('telephone number')]);
    expect(found[0]!.match(/telephone/g)).toHaveLength(1);
  });
});

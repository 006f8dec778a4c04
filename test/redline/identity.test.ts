import { describe, expect, test } from 'vitest';
import { walkClauses } from '../../src/policy/document.ts';
import { parse, type SourceFormat } from '../../src/policy/parse.ts';
import { withLastingIds } from '../../src/redline/identity.ts';
import { matchClauses } from '../../src/redline/match-clauses.ts';

const document = (text: string, format: SourceFormat = 'md') => parse(text, format).document;

/** Clause ids of the later text, once those of the earlier are inherited: `title → id`. */
function lasting(old: string, next: string, format: SourceFormat = 'md'): Record<string, string> {
  const result = withLastingIds(document(old, format), document(next, format));
  return Object.fromEntries(
    [...walkClauses(result.clauses)].map((clause) => [
      [clause.number, clause.title].filter(Boolean).join(' '),
      clause.id,
    ]),
  );
}

const storage = 'Fernhill Ledger keeps every customer file in a data centre in Frankfurt, encrypted at rest.';
const invoices = 'We keep invoices for ten years because tax law requires it, and then delete them.';
const contact = 'Write to privacy@fernhill.example with any question about this notice.';
const three = `## 1. Storage\n\n${storage}\n\n## 2. Invoices\n\n${invoices}\n\n## 3. Contact\n\n${contact}\n`;

describe('a clause keeps its id', () => {
  test('when it is renamed', () => {
    expect(lasting(three, three.replace('2. Invoices', '2. What we keep for the tax office'))).toMatchObject({
      '2 What we keep for the tax office': 'invoices',
    });
  });

  test('when all its words are others, by title and number', () => {
    const old = `## 4. Your data\n\n${storage}\n\n## 5. Your data\n\n${invoices}\n`;
    const next =
      '## 5. Your data\n\nNobody outside reads what customers write.\n\n## 6. Your data\n\nPartners see totals only.\n';
    expect(lasting(old, next)).toEqual({ '5 Your data': 'your-data-1', '6 Your data': 'your-data' });
  });

  test('when it is renumbered and moved', () => {
    const next = `## 1. Contact\n\n${contact}\n\n## 2. Storage\n\n${storage}\n\n## 3. Invoices\n\n${invoices}\n`;
    expect(lasting(three, next)).toEqual({
      '1 Contact': 'contact',
      '2 Storage': 'storage',
      '3 Invoices': 'invoices',
    });
  });

  test('when two clauses exchange their titles', () => {
    const next = three.replace('1. Storage', '1. Records').replace('2. Invoices', '2. Storage');
    expect(lasting(three, next)).toMatchObject({ '1 Records': 'storage', '2 Storage': 'invoices' });
  });

  test('when it opens inside a paragraph', () => {
    const old = `3.1. Storage. ${storage}\n\n3.2. Invoices. ${invoices}\n`;
    const next = `3.1. Cookies. The site sets no cookies at all, for nobody.\n\n3.2. Storage. ${storage}\n\n3.3. Invoices. ${invoices}\n`;
    const ids = lasting(old, next);
    expect(Object.keys(ids)).toHaveLength(3);
    expect(new Set(Object.values(ids)).size).toBe(3);
    const [before] = [...walkClauses(document(old).clauses)];
    expect(Object.values(ids)[1]).toBe(before!.id);
  });
});

test('a new clause never takes an id that another one inherits', () => {
  const next = `## 1. Archive\n\n${storage}\n\n## 2. Storage\n\nSpare copies are made every night and kept for a week.\n\n## 3. Contact\n\n${contact}\n`;
  const ids = lasting(three, next);
  expect(ids['1 Archive']).toBe('storage');
  expect(ids['2 Storage']).toMatch(/^storage-\d$/);
});

test('an id that the author asked for stays', () => {
  const next = three.replace('## 2. Invoices', '## 2. Invoices <Anchor id="tax-records" />');
  expect(lasting(three, next, 'mdx')).toMatchObject({ '2 Invoices': 'tax-records' });
});

test('clauses with nothing in common are not matched', () => {
  const pairs = matchClauses(
    document(three),
    document('## Fees\n\nThe licence costs forty euros a month.\n\n## Court\n\nMunich.\n'),
  );
  expect(pairs).toEqual([]);
});

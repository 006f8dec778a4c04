import { describe, expect, test } from 'vitest';
import { documentHtml, placedTerms } from '../../src/export/document-html.ts';
import { termLinks } from '../../src/export/term-links.ts';
import { parse } from '../../src/policy/parse.ts';

const html = (text: string): string =>
  documentHtml(parse(text, 'md').document, {
    headingLevel: 3,
    permalinkLabel: () => 'link',
    tableLabel: () => 'table',
    pictureLabel: () => 'picture',
  });
const uses = (text: string): string[] =>
  [...html(text).matchAll(/<a class="term" href="#([^"]+)">([^<]+)<\/a>/g)].map(
    ([, id, words]) => `${words} → ${id}`,
  );

describe('defined terms', () => {
  test('have a place that their uses lead to, once a clause', () => {
    const text =
      '## 1. Terms\n\n“Usage Data” means data about use.\n\n## 2. Use\n\nWe keep Usage Data. Usage Data is deleted.\n\n## 3. More\n\nOf Usage Data we say more.\n';
    expect([...placedTerms(html(text))]).toEqual(['_term-usage-data']);
    expect(uses(text)).toEqual(['Usage Data → _term-usage-data', 'Usage Data → _term-usage-data']);
  });

  test('a capital matters where the text itself uses the term with one, or has it inside', () => {
    const strict =
      '## 1\n\n“Service” means our product.\n\n## 2\n\nWith the Service you work. No service is perfect.\n\n## 3\n\nOur service desk helps.\n';
    expect(uses(strict)).toEqual(['Service → _term-service']);
    const free =
      '## 1\n\n“Customer” means a business.\n\n## 2\n\nWe write to customers; a customer may object.\n';
    expect(uses(free)).toEqual(['customers → _term-customer']);
  });

  test('are found as whole words, the longest first, and not in headings, links or code', () => {
    const text =
      '## 1. Terms\n\n- **“Customer”** means a business.\n- **“Customer content”** means its data.\n\n## 2. Customer content\n\nCustomer content, [customer](https://example.org), `customer`, customership, non-customer.\n';
    expect(uses(text)).toEqual(['Customer content → _term-customer-content']);
  });

  test('plain words that a text gives a name to are no links', () => {
    expect(uses('## 1\n\nFernhill (“we” or “us”) helps.\n\n## 2\n\nThen we help us.\n')).toEqual([]);
  });

  test('without a place keep one in the glossary', () => {
    // The term is split by markup, so that no stretch of text holds it whole.
    const text = '## Definitions\n\n“Us*age* Data” means data about use.\n\n## 2\n\nWe keep Usage Data.\n';
    const document = parse(text, 'md').document;
    expect(termLinks(document).terms.map(({ id }) => id)).toEqual(['_term-usage-data']);
    expect(placedTerms(html(text)).size).toBe(0);
  });

  test('never change a word, and no id stands twice', () => {
    const text =
      '## 1\n\n“A b” means c. “A-b” means d. The “A b” & 1 \\< 2 are “quoted”.\n\n## 2\n\nA  b and A-b & more.\n';
    const written = html(text);
    const words = written
      .replace(/<[^>]+>/g, '')
      .replaceAll('&amp;', '&')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>');
    expect(words).toContain('“A b” means c. “A-b” means d. The “A b” & 1 < 2 are “quoted”.');
    const ids = [...written.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

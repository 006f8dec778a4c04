import { describe, expect, test } from 'vitest';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import type { PageOptions } from '../../src/redline/page-parts.ts';
import { writeHtml } from '../../src/redline/write-html.ts';

const labels: PageOptions['labels'] = {
  table: 'Table: {heading}',
  picture: 'Picture: {alt}',
  movedTo: 'Moved away',
  movedFrom: 'Moved here',
  spoken: {
    removed: [' weg: ', ' Ende weg '],
    added: [' neu: ', ' Ende neu '],
    movedAway: [' von hier: ', ' Ende von hier '],
    movedHere: [' hierher: ', ' Ende hierher '],
  },
};
const page = (old: string, next: string, prefix = '', spoken = false) => {
  const read = (text: string) => parse(text, 'md').document;
  return writeHtml(compareDocuments(read(old), read(next)), {
    page: { headingLevel: 3, prefix, labels: spoken ? labels : { ...labels, spoken: undefined } },
  });
};

describe('a redline on a page', () => {
  test('has headings without a gap, from the level asked for', () => {
    const text = '# One\n\na\n\n#### Two\n\nb\n\n##### Three\n\nc\n\n# Four\n\nd\n';
    expect(page(text, `${text}\ne\n`).match(/<h\d/g)).toEqual(['<h3', '<h4', '<h5', '<h3']);
  });

  test('tells ids of several redlines apart, and their links with them', () => {
    const html = page(
      '## A\n\nSee [A](#a).\n\n## B\n\nAll.',
      '## A\n\nSee [A](#a) first.\n\n## B\n\nAll.',
      'v5-',
    );
    expect(html).toContain('<h3 id="v5-a" data-clause="a">');
    expect(html).toContain('<a href="#v5-a">A</a>');
    expect(html).toMatch(/<ins id="v5-change-[^"]+">/);
    expect([...html.matchAll(/ id="([^"]*)"/g)].filter((match) => !match[1]?.startsWith('v5-'))).toEqual([]);
  });

  test('links both places of moved text without adding a word', () => {
    const moved =
      'We keep invoices for eight years because the tax code asks for it, and no longer than that.';
    const rest = ['We delete logs after a month.', 'You may object at any time.', 'We answer in a week.'];
    const html = page([moved, ...rest].join('\n\n'), [...rest, moved].join('\n\n'), 'p-');
    expect(html).toContain(
      '<a class="move-link" id="p-move-1-del" href="#p-move-1-ins" aria-label="Moved away"></a>',
    );
    expect(html).toContain(
      '<a class="move-link" id="p-move-1-ins" href="#p-move-1-del" aria-label="Moved here"></a>',
    );
  });

  test('has no link where a block is shown in one of its places only', () => {
    const html = page(
      '## Sharing of data\n\nWe share nothing at all.',
      '### Sharing of data\n\nWe share nothing at all.',
    );
    expect(html).not.toContain('move-link');
  });

  test('names the column of every cell of a table with more than two, so that a phone can show it row by row', () => {
    const table = (name: string, rows: string) =>
      `## Firms\n\n| Firm | ${name} | Since |\n| - | - | - |\n${rows}`;
    const html = page(
      table('Place', '| Elbe Cloud | Kiel | 2021 |\n'),
      table('Seat', '| Elbe Cloud | Bonn | 2021 |\n| Bramble | Oslo | 2024 |\n'),
    );
    expect(html).toContain('<div class="table stacks" role="region"');
    expect(html).toContain('<table role="table">\n<thead>\n<tr role="row"><th role="columnheader">Firm</th>');
    expect(html).toMatch(/<td role="cell" data-column="Seat"><del[^>]*>Kiel<\/del><ins>Bonn<\/ins><\/td>/);
    expect(html).toMatch(/<td role="cell" data-column="Firm"><ins[^>]*>Bramble<\/ins><\/td>/);
    expect(page('| a | b |\n| - | - |\n| 1 | 2 |', '| a | b |\n| - | - |\n| 1 | 3 |')).not.toMatch(
      /stacks|role="row"/,
    );
  });

  test('puts tables in regions that scroll, numbered under one heading, and lets no empty header be announced', () => {
    const table = '|   | n |\n| - | -: |\n| a | 1 |\n';
    const html = page(`## Data\n\n${table}\n\nand\n\n${table}`, `## Data\n\n${table}\n\nor\n\n${table}`);
    expect(html).toContain(
      '<div class="table" role="region" tabindex="0" aria-label="Table: Data"><table>\n<thead>\n<tr><td></td><th class="right">n</th></tr>',
    );
    expect(html).toContain('aria-label="Table: Data (2)"');
  });

  test('lets no address run code and no picture be fetched from elsewhere', () => {
    expect(page('Text.', '[x](javascript:alert\\(1\\)) Text.')).not.toContain('href');
    const html = page(
      'Text.',
      'Text. ![p](https://elsewhere.example/p.png) ![](https://elsewhere.example/q.png) ![d](data:image/png;base64,x)',
    );
    expect(html).not.toContain('<img');
    expect(html).toContain(
      '<a class="picture" href="https://elsewhere.example/p.png" aria-label="Picture: p"></a>',
    );
    expect(html).toContain(
      '<a class="picture" href="https://elsewhere.example/q.png" aria-label="Picture"></a>',
    );
  });

  test('says where a mark begins and ends in the words of the page', () => {
    const html = page('We share data.', 'We never share data.', '', true);
    expect(html.replace(/<[^>]+>/g, '|')).toContain('| neu: | never| Ende neu |');
  });
});

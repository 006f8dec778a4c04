import { describe, expect, test } from 'vitest';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { writeMarkdown } from '../../src/redline/write-markdown.ts';
import { writeText } from '../../src/redline/write-text.ts';

const compare = (old: string, next: string) =>
  compareDocuments(parse(old, 'md').document, parse(next, 'md').document);
const text = (old: string, next: string) => writeText(compare(old, next), { color: false });

describe('the list of findings, as text and Markdown', () => {
  test('changes of form that follow each other are told once, with their number', () => {
    const old = '## Security\n\nWe encrypt.\n\nWe test.\n\nWe watch.\n\nWe learn.';
    const redline = compare(old, old.replace(/We (\w+)/g, 'We **$1**'));
    expect(writeText(redline, { color: false }).match(/Formatting.*/g)).toEqual([
      'Formatting of a paragraph, 4 times.',
    ]);
    expect(writeMarkdown(redline).match(/Formatting.*/g)).toEqual(['Formatting of a paragraph, 4 times*']);
  });

  test('in Markdown nothing is taken for another sign than meant', () => {
    const markdown = writeMarkdown(
      compare(
        'Ask Fernhill now.\n\n3\\. Law of $5 by @fernhill.',
        'Ask Fernhill, now.\n\n3\\. Laws of $5 by @fernhill.',
      ),
    );
    expect(markdown).toContain('> Ask Fernhill<b>,</b> now.');
    expect(markdown).toContain('> 3\\. ~~Law~~**Laws** of \\$5 by @&#8203;fernhill.');
  });

  test('what moved unchanged is known by its beginning', () => {
    const clause = `## Storage\n\nInvoices stay in Germany. ${'They are encrypted at rest. '.repeat(15)}`;
    const stays = `## Use\n\n${'The ledger is for businesses and their advisers. '.repeat(30)}`;
    const result = text(`${clause}\n\n${stays}`, `${stays}\n\n${clause}`);
    expect(result).toContain('Clause moved.\n    Storage\n    Invoices stay in Germany.');
  });

  test('lines of a cell are printed without empty lines between them', () => {
    const html = (age: number) =>
      `<table><tr><th>Who</th></tr><tr><td><p>Partners help us.</p><p>&nbsp;</p><p>From the age of ${age}.</p></td></tr></table>`;
    const result = writeText(
      compareDocuments(parse(html(16), 'html').document, parse(html(18), 'html').document),
      { color: false },
    );
    expect(result).toContain('[-16-]{+18+}');
    expect(result.split('\n').slice(4, -1).join('\n')).not.toMatch(/\n\s*\n/);
  });

  test('a picture for another picture is no change of words', () => {
    const redline = compare('One.\n\n![](https://a.example/1.png)', 'One.\n\n![](https://a.example/2.png)');
    expect(redline.changes.map((change) => change.kind)).toEqual(['link']);
  });
});

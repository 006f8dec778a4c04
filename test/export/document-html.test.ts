import { describe, expect, test } from 'vitest';
import { documentHtml } from '../../src/export/document-html.ts';
import { parse } from '../../src/policy/parse.ts';
import { safeUrl } from '../../src/policy/safe-url.ts';

const html = (markdown: string, format: 'md' | 'mdx' | 'html' = 'md') =>
  documentHtml(parse(markdown, format).document, {
    headingLevel: 3,
    permalinkLabel: (clause) => `Link to: ${clause.title}`,
    tableLabel: (clause, nth) => `Table: ${clause?.title ?? ''} ${nth}`,
    pictureLabel: (alt) => `Picture: ${alt}`,
  });

describe('the article of a page', () => {
  test('has every clause under its id, with a link to itself that is no text', () => {
    expect(html('## 2. Cookies & <b>more</b>\n\nText.')).toBe(
      '<section class="clause depth-1" id="cookies--more"><a class="permalink" href="#cookies--more" aria-label="Link to: Cookies &amp; more"></a><h3>2. Cookies &amp; <strong>more</strong></h3><p>Text.</p></section>',
    );
  });

  test('keeps white space beside inline elements exactly', () => {
    expect(html('a **b** *c*`d`, e **f**g')).toBe(
      '<p>a <strong>b</strong> <em>c</em><code>d</code>, e <strong>f</strong>g</p>',
    );
  });

  test('escapes what is no markup', () => {
    expect(html('1 \\< 2 & "3" \\> 0')).toBe('<p>1 &lt; 2 &amp; "3" &gt; 0</p>');
    expect(html('[x](https://example.org/?a="b"&c)')).toContain(
      'href="https://example.org/?a=%22b%22&amp;c"',
    );
  });

  test('follows the tree with its heading levels, not the source', () => {
    expect(html('##### A\n\n###### B\n\n##### C').match(/<h\d>/g)).toEqual(['<h3>', '<h4>', '<h3>']);
  });

  test('gives tables heads, scopes and a region to scroll in, told apart by name', () => {
    const two = html('## Data\n\n| | a |\n| - | -: |\n| x | 1 |\n\n| b |\n| - |\n| y |');
    expect(two).toContain(
      '<div class="table" role="region" tabindex="0" aria-label="Table: Data 1"><table><thead><tr><td></td><th scope="col" class="right">a</th></tr></thead><tbody><tr><td>x</td><td class="right">1</td></tr></tbody></table></div>',
    );
    expect(two).toContain('aria-label="Table: Data 2"');
  });

  test('writes links that could run code as their words, and pictures elsewhere as links', () => {
    expect(html('<a href="java\tscript:alert(1)">words</a>', 'html')).toBe('<p>words</p>');
    expect(html('![A chart](https://elsewhere.example/x.png)')).toBe(
      '<p><a class="picture" href="https://elsewhere.example/x.png" aria-label="Picture: A chart"></a></p>',
    );
    expect(html('![A chart](//elsewhere.example/x.png)')).toContain('class="picture"');
    expect(html('![A chart](/chart.png)')).toContain('<img src="/chart.png" alt="A chart" loading="lazy">');
  });

  test('marks links that are spelled out already, which print does not repeat', () => {
    expect(html('[https://example.org](https://example.org)')).toContain('class="bare"');
    expect(html('[privacy@example.org](mailto:privacy@example.org)')).toContain('class="bare"');
    expect(html('[here](https://example.org)')).not.toContain('class="bare"');
  });
});

test.each([
  ['https://example.org/', true],
  ['mailto:a@example.org', true],
  ['/terms/#a', true],
  ['#a', true],
  ['terms?x=a:b', true],
  ['javascript:alert(1)', false],
  [' JAVASCRIPT:alert(1)', false],
  ['java\nscript:alert(1)', false],
  ['\u0001javascript:alert(1)', false],
  ['data:text/html,<script>', false],
  ['vbscript:x', false],
  ['file:///etc/passwd', false],
])('safeUrl(%j) is let through: %s', (url, safe) => {
  expect(safeUrl(url) !== null).toBe(safe);
});

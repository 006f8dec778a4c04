import { describe, expect, test } from 'vitest';
import { redlinePageHtml } from '../../src/export/redline-html.ts';

const page = (fragment: string, prefix = '') =>
  redlinePageHtml(fragment, {
    headingLevel: 3,
    prefix,
    tableLabel: (heading, nth) => `Table: ${heading} ${nth}`,
    pictureLabel: (alt) => `Picture: ${alt}`,
    movedTo: 'Moved away',
    movedFrom: 'Moved here',
  });

describe('a redline on a page', () => {
  test('keeps texts and marks as they are', () => {
    const fragment = '<p>We <del>never</del> <ins id="change-a">sometimes</ins>&nbsp;share &lt;data&gt;.</p>';
    expect(page(fragment)).toBe(fragment);
  });

  test('has headings without a gap, from the level asked for', () => {
    expect(page('<h1>a</h1><h4>b</h4><h5>c</h5><h1>d</h1>').match(/<h\d/g)).toEqual([
      '<h3',
      '<h4',
      '<h5',
      '<h3',
    ]);
  });

  test('tells ids of several redlines apart, and their links with them', () => {
    expect(page('<h2 id="a">A</h2><a href="#a">to a</a><a href="#">top</a>', 'v5-')).toBe(
      '<h3 id="v5-a">A</h3><a href="#v5-a">to a</a><a href="#">top</a>',
    );
  });

  test('links both places of moved text without adding a word', () => {
    const html = page('<del data-move="1" id="change-x">old</del><ins data-move="1">old</ins>', 'p-');
    expect(html).toBe(
      '<del data-move="1" id="p-change-x"><a class="move-link" href="#p-move-1-ins" aria-label="Moved away"></a>old</del>' +
        '<ins data-move="1" id="p-move-1-ins"><a class="move-link" href="#p-change-x" aria-label="Moved here"></a>old</ins>',
    );
  });

  test('puts tables in regions that scroll, and lets no empty header be announced', () => {
    expect(
      page('<h2>Data</h2><table><thead><tr><th></th><th align="right">n</th></tr></thead></table>'),
    ).toContain(
      '<div class="table" role="region" tabindex="0" aria-label="Table: Data 1"><table><thead><tr><td></td><th class="right" scope="col">n</th></tr></thead></table></div>',
    );
  });

  test('lets no address run code and no picture be fetched from elsewhere', () => {
    expect(page('<a href="javascript:alert(1)">x</a>')).toBe('<a>x</a>');
    expect(page('<img src="https://elsewhere.example/p.png" alt="p">')).toBe(
      '<a class="picture" href="https://elsewhere.example/p.png" aria-label="Picture: p"></a>',
    );
    expect(page('<img src="data:image/png;base64,x" alt="p">')).toBe('<span></span>');
  });
});

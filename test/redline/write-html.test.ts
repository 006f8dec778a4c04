import { describe, expect, test } from 'vitest';
import { writeHtml } from '../../src/redline/write-html.ts';
import { examples } from './examples.ts';
import { englishPage, redlineOf, textOfHtml } from './marked.ts';

const example = (name: string) => examples.find((one) => one.name === name)!;
const redlineNamed = (name: string) => redlineOf(example(name).old, example(name).next);

describe('anchors', () => {
  test.each(examples)('$name: every finding with a place in the text has one anchor', ({ old, next }) => {
    const redline = redlineOf(old, next);
    const html = writeHtml(redline, { anchors: true });
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const silent = redline.changes
      .filter((change) => !ids.includes(`change-${change.id}`))
      .map((change) => change.kind);
    // Typography alone is not shown, a merged block has no place of its own, and a new form may stand in its clause's heading.
    expect(silent.every((kind) => ['format', 'merged', 'link'].includes(kind))).toBe(true);
  });

  test('headings carry their clause', () => {
    const html = writeHtml(redlineNamed('a clause inserted and the rest renumbered'), { anchors: true });
    expect(html).toContain('<h2 id="cookies" data-clause="cookies">2. Cookies</h2>');
  });
});

describe('for readers', () => {
  test('a screen reader hears what each mark is', () => {
    const html = writeHtml(redlineNamed('a negation'), { page: englishPage });
    expect(html.replace(/ id="[^"]+"/, '')).toBe(
      '<p>We will<ins><span class="visually-hidden"> inserted: </span> not<span class="visually-hidden"> end of insertion </span></ins> sell your data to advertisers.</p>',
    );
  });

  test('a heading of another level stands once, and typography is silent', () => {
    expect(writeHtml(redlineNamed('a heading changes its level'), { quiet: true })).toContain(
      '<h2 data-change="format">Invoices</h2>',
    );
    expect(writeHtml(redlineNamed('quotes and dashes typed another way'), { quiet: true })).toBe(
      '<p>The “Service” means our product – and its parts.</p>',
    );
  });
});

test('text that looks like HTML stays text', () => {
  const html = writeHtml(redlineOf('Write a &lt;b&gt; here.', 'Write a &lt;script&gt; & "c" here.'));
  expect(html).not.toMatch(/<script|<b>/);
  expect(textOfHtml(html, 'new')).toBe('Write a <script> & "c" here.');
});

test('list items merged, with words changed over the edge between them', () => {
  const [old, next] = [
    '* Send you notices and administrative messages;\n* Monitor trends and usage of the service for you\n* Other',
    '* Send you notices and thing thing; * thing trends and usage of the service for you\n* Other',
  ];
  const html = writeHtml(redlineOf(old, next));
  expect(textOfHtml(html, 'old')).toBe(
    'Send you notices and administrative messages; Monitor trends and usage of the service for you Other',
  );
});

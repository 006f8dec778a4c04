import { describe, expect, test } from 'vitest';
import { escapeHtml } from '../../src/policy/escape-html.ts';
import { changeTitle } from '../../src/redline/describe-change.ts';
import { writeHtml } from '../../src/redline/write-html.ts';
import { examples } from './examples.ts';
import { marked, redlineOf } from './marked.ts';

/** What a person would mark, pinned as a text to read through and as a page to open. */
describe('named examples', () => {
  test('are marked as pinned in snapshots/examples.txt', async () => {
    const parts = examples.map(({ name, old, next }) => {
      const redline = redlineOf(old, next);
      const findings = redline.changes.map((change) => `→ ${change.kind}: ${changeTitle(change)}`);
      return [`=== ${name}`, marked(redline), ...findings].join('\n');
    });
    await expect(`${parts.join('\n\n')}\n`).toMatchFileSnapshot('./snapshots/examples.txt');
  });

  test('look as pinned in snapshots/examples.html', async () => {
    const parts = examples.map(
      ({ name, old, next }) =>
        `<section>\n<h1>${escapeHtml(name)}</h1>\n${writeHtml(redlineOf(old, next))}\n</section>`,
    );
    await expect(
      `<!doctype html>\n<meta charset="utf-8">\n<title>Named examples</title>\n${parts.join('\n')}\n`,
    ).toMatchFileSnapshot('./snapshots/examples.html');
  });

  test.each(examples)('$name: turned round, it is told just as well', ({ old, next }) => {
    const there = redlineOf(old, next);
    const back = redlineOf(next, old);
    expect(back.changes.length > 0).toBe(there.changes.length > 0);
    expect([back.stats.inserted, back.stats.deleted]).toEqual([there.stats.deleted, there.stats.inserted]);
  });
});

describe('one finding each', () => {
  const changesOf = (name: string) => {
    const { old, next } = examples.find((example) => example.name === name)!;
    return redlineOf(old, next).changes;
  };

  test('a renamed term is one, with its places', () => {
    expect(changesOf('a defined term replaced throughout')).toMatchObject([
      { kind: 'changed', count: 4, term: { old: 'Site', new: 'Platform' } },
    ]);
  });

  test('a list in another order is one; an item that was edited on its way is told by itself', () => {
    const items = [
      'the invoices that we write for your company',
      'log files of the servers in Frankfurt',
      'messages that you send to our support',
      'backups of every customer file, which we keep in Frankfurt for thirty days after you delete it',
      'addresses of all employees who use Ledger',
      'payment data of the account owner',
    ];
    const list = (order: number[]) => order.map((at) => `- ${items[at]}`).join('\n');
    const [old, next] = [list([0, 1, 2, 3, 4, 5]), list([3, 0, 1, 5, 2, 4])];
    expect(redlineOf(old, next).changes).toMatchObject([{ kind: 'moved', count: 2 }]);
    expect(redlineOf(old, next.replace('thirty', 'ninety')).changes).toMatchObject([
      { kind: 'moved', count: 1 },
      { kind: 'moved', count: 1 },
    ]);
  });

  test('renumbering is one, with the references that follow it', () => {
    expect(changesOf('a clause inserted and the rest renumbered')).toMatchObject([
      { kind: 'added', block: 'clause', new: '2. Cookies\nThe site sets no cookies at all.' },
      {
        kind: 'renumbered',
        count: 3,
        numbers: [
          { old: '2', new: '3' },
          { old: '3', new: '4' },
        ],
      },
    ]);
  });

  test('an exchange of two neighbours is one move', () => {
    expect(changesOf('two neighbouring clauses exchanged')).toMatchObject([
      { kind: 'moved', block: 'clause', move: 1 },
    ]);
  });

  test('a paragraph split and changed is one', () => {
    expect(changesOf('a paragraph split before its last two words, one word changed')).toMatchObject([
      { kind: 'split', segments: expect.arrayContaining([{ type: 'added', text: 'twelve' }]) },
    ]);
    expect(changesOf('paragraphs merged, one word changed')).toMatchObject([{ kind: 'merged' }]);
  });

  test('a new row is one, a new column is one', () => {
    expect(changesOf('a row inserted into a table')).toMatchObject([
      { kind: 'added', block: 'row', new: 'Tailspin | support | India' },
    ]);
    expect(changesOf('a column inserted into a table')).toMatchObject([
      { kind: 'added', block: 'table', column: 'Country' },
    ]);
  });
});

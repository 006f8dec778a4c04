import { describe, expect, test } from 'vitest';
import { type ExcerptLine, excerptOf } from '../../src/layouts/excerpt.ts';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import type { Segment } from '../../src/redline/redline.ts';

/** Every change of a pair as lines: `-…-` went, `+…+` came, `•` an item, `[Column] …` a cell. */
function excerpts(before: string, after: string): string[][] {
  const documents = { old: parse(before, 'md').document, new: parse(after, 'md').document };
  const signs = { same: '', removed: '-', added: '+' };
  const text = (segments: readonly Segment[]) =>
    segments.map(({ type, text }) => signs[type] + text.trim() + signs[type]).join(' ');
  const line = (line: ExcerptLine) =>
    line.look === 'row'
      ? line.cells.map(({ label, segments }) => `[${label}] ${text(segments)}`).join(' ')
      : `${line.look === 'item' ? '• ' : ''}${text(line.segments)}`;
  return compareDocuments(documents.old, documents.new).changes.map((change) =>
    excerptOf(change, documents).map(line),
  );
}

const table = (...rows: string[]) =>
  `## Processors\n\n| Company | Country | Purpose |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
const calder = '| Calder Analytics | Canada | Statistics about visits |';

describe('an excerpt shows what the text is made of', () => {
  test('a list item is an item', () => {
    expect(
      excerpts('## Data\n\n- your name\n- your address', '## Data\n\n- your name\n- your full address'),
    ).toEqual([['• your +full+ address']]);
  });

  test('a new row has the name of its column before each cell', () => {
    expect(excerpts(table(calder), table(calder, '| Nordlys Hosting | Norway | Storage |'))).toEqual([
      ['[Company] +Nordlys Hosting+ [Country] +Norway+ [Purpose] +Storage+'],
    ]);
  });

  test('of a changed row its name is shown, and the cells that changed', () => {
    expect(
      excerpts(table(calder), table('| Calder Analytics | Canada | Statistics about visits and clicks |')),
    ).toEqual([['[Company] Calder Analytics [Purpose] Statistics about visits +and clicks+']]);
  });

  test('of a paragraph that was replaced, what went and what came both show', () => {
    const old = `We ${'keep asking them about it and '.repeat(14)}write it down.`;
    const now = `You ${'pay for every month that begins and '.repeat(14)}sign for it.`;
    const [[line]] = excerpts(`## Fees\n\n${old}`, `## Fees\n\n${now}`) as [[string]];
    expect(line).toMatch(/-We keep asking .*…-.*\+You pay .*…\+/s);
  });

  test('rows that are left out of a new clause are said to be', () => {
    const rows = Array.from(
      { length: 12 },
      (_, n) => `| Nordlys Hosting ${n} | Norway | Storage of what you upload |`,
    );
    const [lines] = excerpts('# A', `# A\n\n${table(...rows)}`) as [string[]];
    expect(lines.length).toBeLessThan(12);
    expect(lines.at(-1)).toBe('…');
  });

  test('a new clause keeps its items and rows, its heading is not said twice, and what is left out shows', () => {
    const long = `We ${'keep asking them about it and '.repeat(12)}write it down.`;
    expect(
      excerpts(
        '## Data\n\nYour name.',
        `## Data\n\nYour name.\n\n## Sharing\n\nWith these:\n\n- Calder, for statistics,\n- Nordlys.\n\n${long}\n\nThe end.`,
      ),
    ).toEqual([
      [
        '+With these:+',
        '• +Calder, for statistics,+',
        '• +Nordlys.+',
        expect.stringMatching(/^\+We .* …\+$/),
      ],
    ]);
  });

  test('a paragraph that moved is told by its beginning', () => {
    const moved = `Bananas ${'and other fruit that nobody else would ever store in a cellar '.repeat(8)}stay.`;
    const other = `We answer ${'every letter that comes by post or by any other way '.repeat(20)}soon.`;
    const [lines] = excerpts(
      `## One\n\n${moved}\n\n## Two\n\n${other}`,
      `## One\n\n## Two\n\n${other}\n\n${moved}`,
    );
    expect(lines).toEqual([expect.stringMatching(/^Bananas .* …$/)]);
  });
});

import fc from 'fast-check';
import type { Block, CellBlock, Inline, TableCell } from '../../src/policy/document.ts';
import { buildClauses } from '../../src/policy/structure.ts';
import { tidy } from '../../src/policy/tidy.ts';

/** Few words, so that texts share many; signs, scripts and spaces that have broken comparisons before. */
const word = fc.constantFrom(
  'we',
  'the',
  'data',
  'your',
  'may',
  'not',
  'process',
  'Fernhill',
  'Ledger',
  'e-mail',
  'and/or',
  '30',
  '$20',
  '§ 4.2',
  'May 25, 2026',
  '5 %',
  'privacy@fernhill.example',
  'user’s',
  "user's",
  '“term”',
  '"term"',
  '…',
  '...',
  '—',
  '--',
  '(a)',
  ',',
  '.',
  ';',
  '個人情報',
  '。',
  'بيانات',
  'e\u0301',
  'a\u00ADb',
  'a\u200Bb',
  '🏽',
  '‍',
  '<b>',
  '&amp;',
  '*',
);
const text = fc
  .array(fc.tuple(word, fc.constantFrom(' ', ' ', ' ', '', '\u00A0')), { minLength: 1, maxLength: 10 })
  .map((parts): Inline => ({ type: 'text', value: parts.flat().join('') }));

const inline: fc.Arbitrary<Inline> = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 1, arbitrary: fc.constant<Inline>({ type: 'break' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Inline>(
      { type: 'image', url: 'a.png', alt: 'A' },
      { type: 'image', url: 'b.png', alt: '' },
    ),
  },
  {
    weight: 1,
    arbitrary: text.map(
      (child): Inline => ({ type: 'code', value: child.type === 'text' ? child.value : '' }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('strong' as const, 'emphasis' as const), text)
      .map(([type, child]): Inline => ({ type, children: [child] })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('https://fernhill.example/a', '#b'), text)
      .map(([url, child]): Inline => ({ type: 'link', url, children: [child] })),
  },
);
const inlines = fc
  .array(inline, { minLength: 1, maxLength: 4 })
  .map(tidy)
  .filter((list) => list.length > 0);

const cellBlock = fc.constantFrom<CellBlock>('item', 'number', 'paragraph');

/** Mere text, or lines of a list or of paragraphs. */
const cell = (header: boolean): fc.Arbitrary<TableCell> =>
  fc.oneof(
    { weight: 3, arbitrary: inlines.map((children): TableCell => ({ header, children })) },
    {
      weight: 1,
      arbitrary: fc.array(fc.tuple(cellBlock, inlines), { minLength: 1, maxLength: 3 }).map(
        (lines): TableCell => ({
          header,
          opens: lines[0]![0],
          children: lines.flatMap(([opens, line], index): Inline[] =>
            index === 0 ? line : [{ type: 'break', spaced: true, opens }, ...line],
          ),
        }),
      ),
    },
  );

const table: fc.Arbitrary<Block> = fc
  .integer({ min: 1, max: 3 })
  .chain((width) =>
    fc
      .tuple(
        fc.array(cell(true), { minLength: width, maxLength: width }),
        fc.array(fc.array(cell(false), { minLength: width, maxLength: width }), { maxLength: 4 }),
      )
      .map(([head, rows]): Block => ({ type: 'table', rows: [head, ...rows] })),
  );

const { block } = fc.letrec<{ block: Block; list: Block; item: Block[] }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 8, arbitrary: inlines.map((children): Block => ({ type: 'paragraph', children })) },
    { weight: 1, arbitrary: table },
    { weight: 1, arbitrary: fc.constant<Block>({ type: 'rule' }) },
    { weight: 1, arbitrary: fc.constant<Block>({ type: 'code', value: 'a b\n  c' }) },
    { weight: 3, arbitrary: tie('list') },
    {
      weight: 1,
      arbitrary: fc
        .array(tie('block'), { minLength: 1, maxLength: 3 })
        .map((children): Block => ({ type: 'quote', children })),
    },
  ),
  item: fc.array(tie('block'), { minLength: 1, maxLength: 2 }),
  list: fc.tuple(fc.boolean(), fc.boolean(), fc.array(tie('item'), { minLength: 1, maxLength: 4 })).map(
    ([ordered, tight, items]): Block => ({
      type: 'list',
      ordered,
      start: 1,
      tight,
      items: items.map((children) => ({ children })),
    }),
  ),
}));

const heading = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom('', '1. ', '2. ', '3.1 '), inlines)
  .map(
    ([level, number, children]): Block => ({
      type: 'heading',
      level,
      children: tidy([{ type: 'text', value: number }, ...children]),
    }),
  );

const blocks = fc.array(fc.oneof({ weight: 4, arbitrary: block }, { weight: 1, arbitrary: heading }), {
  maxLength: 12,
});

/** What authors do to a text, as numbers that pick places. */
const edit = fc.record({
  kind: fc.constantFrom('remove', 'move', 'repeat', 'replace', 'swap'),
  from: fc.nat(),
  to: fc.nat(),
  block,
});

/** A document and a later version of it: blocks removed, moved, repeated, replaced, exchanged. */
export const versions = fc.tuple(blocks, fc.array(edit, { maxLength: 5 })).map(([old, edits]) => {
  const next = [...old];
  for (const { kind, from, to, block: fresh } of edits) {
    const place = next.length === 0 ? 0 : from % next.length;
    const other = next.length === 0 ? 0 : to % next.length;
    if (kind === 'remove') next.splice(place, 1);
    else if (kind === 'replace' || next.length === 0) next.splice(place, 1, fresh);
    else if (kind === 'move') next.splice(other, 0, ...next.splice(place, 1));
    else if (kind === 'repeat') next.splice(other, 0, next[place]!);
    else [next[place], next[other]] = [next[other]!, next[place]!];
  }
  return { old: buildClauses(old), next: buildClauses(next) };
});

/** Two documents that have nothing but their words in common. */
export const strangers = fc
  .tuple(blocks, blocks)
  .map(([old, next]) => ({ old: buildClauses(old), next: buildClauses(next) }));

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block, Inline } from '../../src/policy/document.ts';
import { walkClauses } from '../../src/policy/document.ts';
import { flattenDocument } from '../../src/policy/flatten.ts';
import { buildClauses } from '../../src/policy/structure.ts';

const words = fc.constantFrom(
  'Data',
  'We keep it.',
  'your name;',
  'Privacy Policy',
  '1. Scope',
  '2.',
  '2.1 Fees. You pay.',
  '3.5 million',
  '(a) Who',
  'B. What',
  'IV. End',
  '4..9. x',
  '30 days',
  'Last updated: May 2020',
  '?',
  '',
);
const text = words.map((value): Inline => ({ type: 'text', value }));
const inline: fc.Arbitrary<Inline> = fc.oneof(
  text,
  text.map((child): Inline => ({ type: 'strong', children: [child] })),
  text.map((child): Inline => ({ type: 'strong', children: [{ type: 'emphasis', children: [child] }] })),
  text.map((child): Inline => ({ type: 'link', url: 'https://fernhill.example', children: [child] })),
  fc.constant<Inline>({ type: 'break' }),
);
const inlines = fc.array(inline, { maxLength: 4 });
const paragraph = inlines.map((children): Block => ({ type: 'paragraph', children }));
const block: fc.Arbitrary<Block> = fc.oneof(
  paragraph,
  paragraph,
  fc
    .record({ level: fc.integer({ min: 1, max: 6 }), children: inlines })
    .map((heading): Block => ({ type: 'heading', ...heading })),
  fc
    .record({
      ordered: fc.boolean(),
      start: fc.integer({ min: 0, max: 5 }),
      items: fc.array(
        fc.array(paragraph, { maxLength: 2 }).map((children) => ({ children })),
        { maxLength: 3 },
      ),
    })
    .map((list): Block => ({ type: 'list', tight: true, ...list })),
  fc.constant<Block>({ type: 'rule' }),
);
const numbered = fc
  .array(block, { maxLength: 30 })
  .map((blocks) => blocks.map((b, i): Block => ({ ...b, line: i * 2 + 1 })));

test('headings, bodies and children in reading order are the blocks given, each once', () => {
  fc.assert(
    fc.property(numbered, (blocks) => {
      const document = buildClauses(blocks);
      const flat = flattenDocument(document);
      const wanted = blocks.map((b, i) => {
        const line = document.title && i === 0 ? undefined : b.line;
        return { ...b, line };
      });
      expect(flat).toEqual(wanted);
    }),
    { numRuns: 400 },
  );
});

test('ids are unique, depths follow the tree, and the same blocks give the same tree', () => {
  fc.assert(
    fc.property(numbered, (blocks) => {
      const document = buildClauses(blocks);
      const clauses = [...walkClauses(document.clauses)];
      expect(new Set(clauses.map((clause) => clause.id)).size).toBe(clauses.length);
      for (const clause of clauses) {
        expect(clause.id).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u);
        for (const child of clause.children) expect(child.depth).toBe(clause.depth + 1);
      }
      expect(buildClauses(blocks)).toEqual(document);
    }),
    { numRuns: 200 },
  );
});

test('ten times the blocks do not take a hundred times the time', () => {
  const make = (count: number): Block[] =>
    Array.from(
      { length: count },
      (_, i): Block => ({
        type: 'paragraph',
        children: [
          {
            type: 'strong',
            children: [{ type: 'text', value: `${Math.floor(i / 9) + 1}.${(i % 9) + 1} Title` }],
          },
          { type: 'text', value: '. And text behind it.' },
        ],
      }),
    );
  const time = (blocks: Block[]) => {
    const start = performance.now();
    buildClauses(blocks);
    return performance.now() - start;
  };
  time(make(2000));
  expect(time(make(10_000))).toBeLessThan(Math.max(1500, 40 * time(make(1000))));
});

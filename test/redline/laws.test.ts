import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PolicyDocument, walkClauses } from '../../src/policy/document.ts';
import { documentTexts, inlineText } from '../../src/policy/text.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { withLastingIds } from '../../src/redline/identity.ts';
import { writeHtml } from '../../src/redline/write-html.ts';
import { writeMarkdown } from '../../src/redline/write-markdown.ts';
import { writeText } from '../../src/redline/write-text.ts';
import { strangers, versions } from './arbitrary-documents.ts';
import { collapse, englishPage, isWellFormed, textOfHtml } from './marked.ts';

const pairs = fc.oneof({ weight: 3, arbitrary: versions }, { weight: 1, arbitrary: strangers });

const textOf = (document: PolicyDocument): string =>
  collapse([document.title ? inlineText(document.title) : '', ...documentTexts(document)].join(' '));

describe('for any two documents', () => {
  test('without the insertions the old text is there, without the deletions the new one', () => {
    fc.assert(
      fc.property(pairs, ({ old, next }) => {
        const html = writeHtml(compareDocuments(old, next));
        expect(textOfHtml(html, 'old')).toBe(textOf(old));
        expect(textOfHtml(html, 'new')).toBe(textOf(next));
      }),
      { numRuns: 400 },
    );
  });

  test('the fragment is well formed, for readers too', () => {
    fc.assert(
      fc.property(pairs, ({ old, next }) => {
        const redline = compareDocuments(old, next);
        expect(isWellFormed(writeHtml(redline))).toBe(true);
        expect(isWellFormed(writeHtml(redline, { page: englishPage }))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('findings tell their own texts, have ids of their own, and survive JSON', () => {
    fc.assert(
      fc.property(pairs, ({ old, next }) => {
        const redline = compareDocuments(old, next);
        expect(JSON.parse(JSON.stringify(redline))).toEqual(redline);
        const ids = redline.changes.map((change) => change.id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { kind, old: before, new: after, segments } of redline.changes) {
          const side = (other: string) =>
            collapse(
              segments
                .filter(({ type }) => type !== other)
                .map(({ text }) => text)
                .join(''),
            );
          if (after !== null) expect(side('removed')).toBe(collapse(after));
          if (before !== null && kind !== 'moved')
            expect(foldSigns(side('added'))).toBe(foldSigns(collapse(before)));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the same two texts give the same redline', () => {
    fc.assert(
      fc.property(pairs, ({ old, next }) => {
        expect(compareDocuments(old, next)).toEqual(
          compareDocuments(structuredClone(old), structuredClone(next)),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('a text against itself has no findings and no marks', () => {
    fc.assert(
      fc.property(versions, ({ old }) => {
        const redline = compareDocuments(old, old);
        expect(redline.changes).toEqual([]);
        expect(writeHtml(redline)).not.toMatch(/<ins|<del|data-change/);
        expect(writeText(redline, { color: false })).toBe('No differences.\n');
      }),
      { numRuns: 150 },
    );
  });

  test('clause ids stay unique, and an unchanged clause keeps its own', () => {
    fc.assert(
      fc.property(versions, ({ old, next }) => {
        const ids = [...walkClauses(withLastingIds(old, next).clauses)].map((clause) => clause.id);
        expect(new Set(ids).size).toBe(ids.length);
        const same = [...walkClauses(withLastingIds(old, structuredClone(old)).clauses)].map(
          (clause) => clause.id,
        );
        expect(same).toEqual([...walkClauses(old.clauses)].map((clause) => clause.id));
      }),
      { numRuns: 150 },
    );
  });

  test('text and Markdown can be written', () => {
    fc.assert(
      fc.property(pairs, ({ old, next }) => {
        const redline = compareDocuments(old, next);
        expect(writeText(redline, { color: true })).toMatch(/\n$/);
        expect(writeMarkdown(redline)).toMatch(/\n$/);
      }),
      { numRuns: 60 },
    );
  });
});

/** Quotes and dashes typed another way stand in a finding as the new text has them. */
const foldSigns = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[’‘]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/—|--/g, '-')
    .replace(/…/g, '...');

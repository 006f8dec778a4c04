import { expect, test } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import { passagesOf } from '../../src/notice/letter-passages.ts';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';

const before = '## 1. What we collect\n\nWe collect your name.\n';
const after = `${before}
## 2. Whom we share it with

We share your name with these companies:

- Calder Analytics, for statistics,
- Nordlys Hosting, for storage.

| Company | Country |
| --- | --- |
| Calder Analytics | Canada |
`;

test('a clause that is new keeps its lists and tables, and its heading is not said twice', () => {
  const [old, next] = [parse(before, 'md').document, parse(after, 'md').document];
  const { changes } = assess(old, next, compareDocuments(old, next), {
    kind: 'privacy',
    locale: 'en',
    heldData: 'follows',
  });
  const lines = passagesOf(changes, { old, new: next }, 'en').flatMap((passage) => passage.after ?? []);
  const text = (runs: { text?: string }[]) => runs.map((run) => run.text ?? '').join('');
  expect(
    lines.map((line) =>
      line.look === 'row'
        ? line.cells
            .map((cell) => `${cell.label ?? ''}: ${text(cell.runs as { text?: string }[])}`)
            .join('; ')
        : `${line.look}: ${text(line.runs as { text?: string }[])}`,
    ),
  ).toEqual([
    'text: We share your name with these companies:',
    'item: Calder Analytics, for statistics,',
    'item: Nordlys Hosting, for storage.',
    'Company: Calder Analytics; Country: Canada',
  ]);
});

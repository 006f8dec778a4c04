import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type PolicyDocument, walkClauses } from '../../src/policy/document.ts';
import { parse } from '../../src/policy/parse.ts';
import { documentTexts, inlineText } from '../../src/policy/text.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { withLastingIds } from '../../src/redline/identity.ts';
import { writeHtml } from '../../src/redline/write-html.ts';
import { sharedPath } from '../shared.ts';
import { examples } from './examples.ts';
import { collapse, englishPage, isWellFormed, textOfHtml } from './marked.ts';

/** Numbers that are the same in every run (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** Pieces that break structure, signs, scripts. */
const junk = [
  '<b>',
  '</p>',
  '<br>',
  '* ',
  '1. ',
  '> ',
  '|',
  '**',
  '_',
  '`',
  '\n\n',
  '    ',
  '[x](y)',
  '![i](u.png)',
  '<table><tr><td>a<td>b</table>',
  '—',
  '“',
  '\u200b',
  '\u00ad',
  '個人情報。',
  'بيانات',
  '&nbsp;',
  '<ul><li>x<li>y</ul>',
  '# ',
  '### ',
  '---\n',
  '| a | b |\n|---|---|\n| c | d |\n',
  '[^1]',
  '\n[^1]: note\n',
  '<div>',
  '</div>',
  '\\',
  '<',
  '{',
  '- [ ] task\n',
  'e\u0301',
  '…',
  '--',
  '$5',
  '<dl><dt>T<dd>D</dl>',
  '<pre>a\n b</pre>',
  '<a href="q">l</a>',
  '🏽',
  '```\n',
  '<script>x</script>',
  '\u0000',
  '<svg>',
];

function mutate(text: string, pick: (below: number) => number): string {
  const lines = text.split('\n');
  for (let edits = 1 + pick(6); edits > 0; edits--) {
    const [i, j] = [pick(lines.length), pick(lines.length)];
    const line = lines[i] ?? '';
    const cut = pick(line.length + 1);
    const piece = junk[pick(junk.length)]!;
    const ways = [
      () => lines.splice(i, 1 + pick(4)),
      () => lines.splice(j, 0, ...lines.splice(i, 1 + pick(6))),
      () => lines.splice(i, 0, lines[j] ?? ''),
      () => lines.splice(i, 1, line.slice(0, cut) + piece + line.slice(cut)),
      () => lines.splice(i, 1, line.slice(0, cut), '', line.slice(cut)),
      () => lines.splice(i, 2, `${line} ${lines[i + 1] ?? ''}`),
      () => lines.splice(i, 1, `- ${line}`),
      () =>
        lines.splice(
          i,
          1,
          line.replace(/\b\w+\b/g, (word) => (pick(5) === 0 ? 'thing' : word)),
        ),
    ];
    ways[pick(ways.length)]!();
  }
  return lines.join('\n');
}

const textOf = (document: PolicyDocument): string =>
  collapse([document.title ? inlineText(document.title) : '', ...documentTexts(document)].join(' '));

function check(old: string, next: string): void {
  const [a, b] = [parse(old, 'md').document, parse(next, 'md').document];
  const redline = compareDocuments(a, b);
  const html = writeHtml(redline);
  expect(textOfHtml(html, 'old')).toBe(textOf(a));
  expect(textOfHtml(html, 'new')).toBe(textOf(b));
  expect(isWellFormed(html)).toBe(true);
  expect(isWellFormed(writeHtml(redline, { page: englishPage }))).toBe(true);
  const ids = [...walkClauses(withLastingIds(a, b).clauses)].map((clause) => clause.id);
  expect(new Set(ids).size).toBe(ids.length);
}

describe('mutated documents', () => {
  test('our own examples, 120 times', () => {
    const pick = numbers(20261122);
    for (let run = 0; run < 120; run++) {
      const old = mutate(
        Array.from({ length: 4 }, () => examples[pick(examples.length)]!.old).join('\n\n'),
        pick,
      );
      check(old, mutate(mutate(old, pick), pick));
    }
  });

  const pairs = sharedPath('policies', 'pairs');
  test.skipIf(pairs === null)('real documents, 40 times', () => {
    const pick = numbers(7);
    const folders = readdirSync(pairs!);
    for (let run = 0; run < 40; run++) {
      const text = readFileSync(join(pairs!, folders[pick(folders.length)]!, 'old.md'), 'utf8');
      const from = pick(Math.max(1, text.length - 8000));
      const old = mutate(text.slice(from, from + 8000), pick);
      check(old, mutate(mutate(old, pick), pick));
    }
  });

  test.skipIf(pairs === null)('documents that have nothing to do with each other', () => {
    const pick = numbers(11);
    const folders = readdirSync(pairs!);
    for (let run = 0; run < 6; run++) {
      const [old, next] = [0, 1].map(() =>
        readFileSync(join(pairs!, folders[pick(folders.length)]!, 'new.md'), 'utf8').slice(0, 20_000),
      );
      check(old!, next!);
    }
  });
});

describe('odd documents', () => {
  const words = (count: number, letter: string) =>
    Array.from({ length: count }, (_, k) => `${letter}${k % 5000}`).join(' ');
  test.each<[name: string, old: string, next: string]>([
    ['empty and empty', '', ''],
    ['empty and something', '', 'Something.'],
    ['headings only', '# A\n\n## B\n\n### C', '# A\n\n### C\n\n## B'],
    [
      'one paragraph of 50,000 words, turned round',
      words(50_000, 'w'),
      words(50_000, 'w').split(' ').reverse().join(' '),
    ],
    ['another language', 'We process your personal data.', 'Wir verarbeiten Ihre personenbezogenen Daten.'],
    ['malformed tables', '| a | b |\n|---|\n| c |', '| a | b |\n|---|---|\n| c | d | e |\n| f'],
    ['quotes two hundred deep', `${'> '.repeat(200)}deep`, `${'> '.repeat(199)}deep`],
    ['the same line a thousand times', 'Same line.\n\n'.repeat(1000), 'Same line.\n\n'.repeat(990)],
    [
      'a list of 3,000 items, every tenth gone',
      Array.from({ length: 3000 }, (_, k) => `* item ${k}`).join('\n'),
      Array.from({ length: 3000 }, (_, k) => `* item ${k}`)
        .filter((_, k) => k % 10 !== 0)
        .join('\n'),
    ],
  ])('%s', (_, old, next) => check(old, next));
});

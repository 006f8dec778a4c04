import { describe, expect, test } from 'vitest';
import { findAll, readTexts } from '../../src/assessment/assess.ts';
import { allRules } from '../../src/assessment/rules/documented.ts';
import type { Example } from '../../src/assessment/rules/rule.ts';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';

const around = {
  en: [
    'Fernhill runs offices in several towns and answers every letter that it gets from its readers.',
    'This page was written by people who like plain words and short lines.',
  ],
  de: [
    'Wir betreiben einen Dienst für kleine Firmen und beantworten jeden Brief, den wir von Ihnen oder von anderen bekommen.',
    'Diese Seite ist von Leuten geschrieben, die kurze Sätze mögen und nicht viele Worte machen.',
  ],
};

/** A small document in which the example's text stands where the example says. */
function documentWith(text: string | null, example: Example): string {
  const [first, last] = example.language === 'de' ? around.de : around.en;
  const lines = [`${first}\n`, `## ${example.title ?? 'Clause'}\n`];
  if (example.table) {
    if (example.lead) lines.push(`${example.lead}\n`);
    const cells = example.table.split(' | ');
    lines.push(
      `| ${cells.join(' | ')} |`,
      `|${' --- |'.repeat(cells.length)}`,
      `| Alder | Lamps | ${example.kind === 'cookies' ? 'a day' : 'Germany'} |`,
    );
    if (text !== null) lines.push(`| ${text} |`);
  } else if (example.lead)
    lines.push(`${example.lead}\n`, '- the number of your door', ...(text === null ? [] : [`- ${text}`]));
  else if (example.block === 'heading') lines.push(`## ${text}\n`, 'Some words stand here.');
  else if (text !== null) lines.push(text);
  lines.push(`\n## Other\n\n${last}`);
  if (example.elsewhere) lines.push(`\n${example.old ?? example.new}`);
  return lines.join('\n');
}

function rulesFor(example: Example): string[] {
  const [before, after] = (['old', 'new'] as const).map(
    (side) => parse(documentWith(example[side], example), 'md').document,
  );
  const context = {
    kind: example.kind ?? 'privacy',
    locale: example.language ?? 'en',
    heldData: 'follows',
  } as const;
  const texts = readTexts(before!, after!, context.locale);
  const found = findAll(texts, compareDocuments(before!, after!), context);
  return [...found.values()].flat().map((finding) => finding.rule.id);
}

const show = ({ old, new: next }: Example) => `${old ?? '∅'} → ${next ?? '∅'}`;

test('ids are unique and every rule has its texts', () => {
  const ids = allRules.map((rule) => rule.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const rule of allRules) {
    for (const text of [rule.title, rule.criterion, rule.source, rule.reason])
      expect(text.trim(), rule.id).not.toBe('');
    expect(rule.examples.match.length, `${rule.id} needs an example that matches`).toBeGreaterThan(0);
    expect(rule.examples.noMatch.length, `${rule.id} needs an example that does not match`).toBeGreaterThan(
      0,
    );
  }
});

describe.each(allRules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  test.each(rule.examples.match.map((example) => [show(example), example] as const))(
    'matches %s',
    (_, example) => {
      expect(rulesFor(example)).toContain(id);
    },
  );
  test.each(rule.examples.noMatch.map((example) => [show(example), example] as const))(
    'leaves %s',
    (_, example) => {
      expect(rulesFor(example)).not.toContain(id);
    },
  );
});

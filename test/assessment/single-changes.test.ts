import { expect, test } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { harmlessAlone, type SingleChange, telling } from './single-changes.ts';

function assessOne({ kind }: SingleChange, before: string, after: string) {
  const document = (text: string) =>
    parse(
      `# Fernhill ${kind}\n\nThis text is about Fernhill Ledger, the accounting software of Fernhill Software GmbH.\n\n## Part one\n\nWe wrote it in plain words so that everybody can read it.\n\n${text}\n\n## Part two\n\nWrite to us when something is unclear.\n`,
      'md',
    ).document;
  const [old, next] = [document(before), document(after)];
  return assess(old, next, compareDocuments(old, next), { kind, locale: 'en', heldData: 'follows' });
}

const named = (list: readonly SingleChange[]) =>
  list.flatMap((one) => [
    [`${one.old} → ${one.new}`, one, one.old, one.new] as const,
    ...(one.turned ? [[`${one.new} → ${one.old}`, one, one.new, one.old] as const] : []),
  ]);

test.each(named(telling))('%s matters', (_, one, before, after) => {
  const { material, changes } = assessOne(one, before, after);
  expect(material, JSON.stringify(changes.flatMap((change) => change.reasons))).toBe(true);
  if (one.category)
    expect(one.category.some((name) => changes.some(({ categories }) => categories.includes(name)))).toBe(
      true,
    );
});

test.each(named(harmlessAlone))('%s changes nothing for anybody', (_, one, before, after) => {
  const { material, changes } = assessOne(one, before, after);
  expect(material, JSON.stringify(changes.flatMap((change) => change.reasons))).toBe(false);
});

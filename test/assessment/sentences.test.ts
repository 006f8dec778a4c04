import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { graveMeaning, otherMeaning, type Sentences, sameMeaning } from './sentences.ts';

function classOf([kind, title, before, after]: Sentences): string {
  const document = (text: string) =>
    parse(
      `# ${kind === 'privacy' ? 'Privacy notice' : 'Terms of service'}\n\nFernhill runs Ledger for its customers. This page was written by people who like plain words and short lines.\n\n## ${title}\n\n${text}\n\n## Other\n\nOur offices stand in several towns and we answer every letter.`,
      'md',
    ).document;
  const [old, next] = [document(before), document(after)];
  return assess(old, next, compareDocuments(old, next), { kind, locale: 'en', heldData: 'follows' }).class;
}

const named = (list: readonly Sentences[]) =>
  list.map((one) => [`${one[2] || '∅'} → ${one[3] || '∅'}`, one] as const);

describe('the same meaning', () => {
  test.each(named(sameMeaning))('%s', (_, one) => expect(['editorial', 'minor']).toContain(classOf(one)));
});

describe('another meaning', () => {
  test.each(named(otherMeaning))('%s', (_, one) => expect(classOf(one)).toBe('material'));
});

describe('needs more than notice', () => {
  test.each(named(graveMeaning))('%s', (_, one) => expect(classOf(one)).toBe('consent'));
});

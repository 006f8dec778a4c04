import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import type { Assessment } from '../../src/assessment/assessment.ts';
import { classOrder } from '../../src/policy/fields.ts';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { consent, harmless, material, type Pair } from './pairs.ts';
import { german, privacy, subprocessors, terms } from './texts.ts';

const texts = { privacy, terms, subprocessors, german };

const kinds = {
  privacy: 'privacy',
  terms: 'terms',
  subprocessors: 'subprocessors',
  german: 'privacy',
} as const;

function assessPair(pair: Pair): Assessment {
  const name = pair.text ?? 'privacy';
  const old = texts[name];
  let next = old;
  for (const [from, to] of pair.replace) {
    if (!next.includes(from)) throw new Error(`${JSON.stringify(from)} does not stand in the text ${name}`);
    next = next.replaceAll(from, to);
  }
  const [before, after] = [parse(old, 'md').document, parse(next, 'md').document];
  return assess(before, after, compareDocuments(before, after), {
    kind: kinds[name],
    locale: 'en',
    heldData: pair.heldData ?? 'follows',
  });
}

function check(pair: Pair): void {
  const assessment = assessPair(pair);
  const told = JSON.stringify(
    assessment.changes.map(({ class: one, categories, direction, old, new: next, reasons }) => ({
      one,
      categories,
      direction,
      old,
      next,
      reasons,
    })),
    null,
    1,
  );
  expect(assessment.class, told).toBe(pair.class);
  const top = assessment.changes.filter((change) => change.class === assessment.class);
  if (pair.category)
    expect(
      top.flatMap((change) => change.categories),
      told,
    ).toContain(pair.category);
  if (pair.direction)
    expect(
      top.map((change) => change.direction),
      told,
    ).toContain(pair.direction);
  if (pair.touchesHeldData !== undefined)
    expect(
      top.some((change) => change.heldData),
      told,
    ).toBe(pair.touchesHeldData);
  if (pair.certainty) expect(top.map((change) => change.certainty)).toContain(pair.certainty);
  for (const change of assessment.changes) {
    expect(change.reasons.length, told).toBeGreaterThan(0);
    for (const reason of change.reasons) expect(reason.text).toMatch(/\S/);
    expect(change.practice || classOrder[change.class] < classOrder.material).toBe(true);
  }
}

describe('seen through', () => {
  for (const pair of harmless) test(pair.name, () => check(pair));
});

describe('caught', () => {
  for (const pair of material) test(pair.name, () => check(pair));
});

describe('needs more than notice', () => {
  for (const pair of consent) test(pair.name, () => check(pair));
});

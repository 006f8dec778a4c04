import type { DocumentIndex } from './context.ts';
import { hasWeight, type Renames } from './facts.ts';
import type { Unit } from './units.ts';

/**
 * Names exchanged through the whole text: the same few words went and the same few came in several sentences,
 * and what went is (nearly) gone from the new text.
 */
export function findRenames(units: readonly Unit[], before: DocumentIndex, after: DocumentIndex): Renames {
  const pairs = new Map<string, { from: string[]; to: string[]; count: number; unit: Unit }>();
  for (const unit of units) {
    if (!unit.old || !unit.new) continue;
    const from = [...new Set(unit.lost.filter(hasWeight))];
    const to = [...new Set(unit.gained.filter(hasWeight))];
    if (from.length === 0 || to.length === 0 || from.length > 4 || to.length > 4) continue;
    if (!isName(unit.old.words, from) || !isName(unit.new.words, to)) continue;
    const id = `${from.join(' ')}\0${to.join(' ')}`;
    const known = pairs.get(id);
    if (known) known.count += unit.change.count;
    else pairs.set(id, { from, to, count: unit.change.count, unit });
  }
  const renames: Renames = { lost: new Set(), gained: new Set(), pairs: [] };
  for (const { from, to, count, unit } of pairs.values()) {
    const gone = from.some((stem) => (after.stems.get(stem) ?? 0) <= 0.1 * (before.stems.get(stem) ?? 0));
    if (!gone || count < 2) continue;
    for (const stem of from) renames.lost.add(stem);
    for (const stem of to) renames.gained.add(stem);
    const shown = (side: 'old' | 'new', stems: string[]) =>
      (unit[side]?.words ?? [])
        .filter((word) => stems.includes(word.stem))
        .map((word) => word.text)
        .join(' ');
    renames.pairs.push({ from: shown('old', from), to: shown('new', to), count });
  }
  return renames;
}

/** Written with capitals: a name rather than a word. */
function isName(
  words: Unit['lost'] extends string[] ? readonly { text: string; stem: string }[] : never,
  stems: string[],
): boolean {
  return words.filter((word) => stems.includes(word.stem)).every((word) => /^[\p{Lu}\d]/u.test(word.text));
}

import type { DocumentIndex } from './context.ts';
import type { Renames } from './facts.ts';
import type { Unit } from './units.ts';
import { hasWeight } from './weight.ts';
import type { Word } from './words.ts';

/**
 * Names exchanged through the whole text: the same few words went and the same few came in several sentences, and
 * what went is (nearly) gone from the new text. The name of somebody who gets data is no rename: one recipient for
 * another is a new recipient.
 */
export function findRenames(units: readonly Unit[], before: DocumentIndex, after: DocumentIndex): Renames {
  const pairs = new Map<string, { from: string[]; to: string[]; count: number; units: Unit[] }>();
  const words = new Map<string, number>();
  for (const unit of units) {
    if (!unit.old || !unit.new) continue;
    const from = [...new Set(unit.lost.filter(hasWeight))];
    const to = [...new Set(unit.gained.filter(hasWeight))];
    if (from.length === 0 || to.length === 0 || from.length > 4 || to.length > 4) continue;
    if (from.length === 1 && to.length === 1) {
      const word = `${from[0]} ${to[0]}`;
      const times = Math.min(...[unit.lost, unit.gained].map((stems) => stems.filter(hasWeight).length));
      words.set(word, (words.get(word) ?? 0) + times * unit.change.count);
    }
    if (!areNames(unit.old.words, from) || !areNames(unit.new.words, to)) continue;
    const id = `${from.join(' ')}\0${to.join(' ')}`;
    const known = pairs.get(id);
    if (known) {
      known.count += unit.change.count;
      known.units.push(unit);
    } else pairs.set(id, { from, to, count: unit.change.count, units: [unit] });
  }
  const renames: Renames = { lost: new Set(), gained: new Set(), pairs: [], words };
  const opening = new Set(before.list.slice(0, 8).flatMap(({ sentence }) => sentence.stems));
  for (const { from, to, count, units: places } of pairs.values()) {
    // A name may linger in a remark on the past ("formerly …").
    const share = count >= 3 ? 0.4 : 0.1;
    const gone = from.some((stem) => (after.stems.get(stem) ?? 0) <= share * (before.stems.get(stem) ?? 0));
    const own = from.some((stem) => opening.has(stem));
    const receiving = places.filter((unit) => namesRecipient(unit, from)).length / places.length;
    if (count < 2 || !gone || receiving > (own ? 1 / 3 : 0)) continue;
    for (const stem of from) renames.lost.add(stem);
    for (const stem of to) renames.gained.add(stem);
    renames.pairs.push({
      from: written(places[0]!.old!.words, from),
      to: written(places[0]!.new!.words, to),
      count,
      stems: { from, to },
    });
  }
  return renames;
}

const recipientSigns =
  /\b(?:shared?|disclosed?|processors?|providers?|partners?|vendors?|suppliers?|third part(?:y|ies)|sub-?processors?)\b/i;

/** The name stands where a recipient stands: a table row, or "with X", "such as X" in a sentence about sharing. */
function namesRecipient(unit: Unit, name: readonly string[]): boolean {
  if (unit.block === 'row') return true;
  if (!recipientSigns.test([unit.old?.text, unit.lead, unit.titles[0]].join(' '))) return false;
  const words = unit.old?.words ?? [];
  return words.some(
    (word, index) =>
      name.includes(word.stem) &&
      /^(?:with|to|via|through|using|as|including|by)$/i.test(words[index - 1]?.text ?? ''),
  );
}

/** Written with capitals: names rather than words. */
function areNames(words: readonly Word[], stems: readonly string[]): boolean {
  return words.filter((word) => stems.includes(word.stem)).every((word) => /^\p{Lu}/u.test(word.text));
}

function written(words: readonly Word[], stems: readonly string[]): string {
  const names = words.filter((word) => stems.includes(word.stem)).map((word) => word.text);
  return [...new Set(names)].slice(0, 4).join(' ');
}

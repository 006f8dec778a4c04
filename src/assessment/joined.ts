import { readSentence, splitSentences, stemDifference } from './sentences.ts';
import type { Unit } from './units.ts';

/** Fewer words than this stand in many sentences by chance. */
export const leastPiece = 4;

/** A larger share of different words makes a list another text than the sentence before it. */
const mostOther = 0.34;

const opening = (stems: readonly string[]): string => stems.slice(0, 2).join(' ');
const joint = (stem: string): boolean => stem !== 'and' && stem !== 'or';

/**
 * A sentence that became a lead with a list, or the other way round: the lead with its items is compared with the
 * sentence, so that what went into the items has neither gone nor come.
 */
export function joinLists(units: Unit[]): void {
  for (const [side, other] of [
    ['new', 'old'],
    ['old', 'new'],
  ] as const) {
    const leads = units.filter((unit) => unit[side] && /:\W*$/.test(unit[side].text));
    if (leads.length === 0) continue;
    const items = Map.groupBy(
      units.filter((unit) => unit.block === 'item' && unit[side] && !unit[other]),
      (unit) => splitSentences(unit.lead).at(-1) ?? '',
    );
    const sentences = Map.groupBy(
      units.filter((unit) => unit[other] && !unit[side] && unit.block !== 'item'),
      (unit) => opening(unit[other]!.stems),
    );
    for (const head of leads) {
      const list = items.get(head[side]!.text) ?? [];
      const wholes = head[other] ? [head] : (sentences.get(opening(head[side]!.stems)) ?? []);
      for (const whole of list.length > 0 ? wholes : []) if (joinList(head, list, whole, side, other)) break;
    }
  }
}

function joinList(
  head: Unit,
  items: Unit[],
  whole: Unit,
  side: 'old' | 'new',
  other: 'old' | 'new',
): boolean {
  const said = whole[other]!;
  if (/:\W*$/.test(said.text)) return false;
  const listed = readSentence([head[side]!.text, items.map((item) => item[side]!.text).join(', ')].join(' '));
  const { onlyA, onlyB } = stemDifference(said.stems, listed.stems);
  const [gone, come] = [onlyA.filter(joint), onlyB.filter(joint)];
  if (gone.length + come.length > mostOther * (said.stems.length + listed.stems.length)) return false;
  whole[side] = listed;
  const known = new Set(said.stems);
  const inside = items.filter((unit) => unit[side]!.stems.every((stem) => known.has(stem)));
  // An item that the sentence did not say speaks for itself.
  const others = new Set(items.filter((unit) => !inside.includes(unit)).flatMap((unit) => unit[side]!.stems));
  const left = come.filter((stem) => !others.has(stem));
  whole.lost = side === 'new' ? gone : left;
  whole.gained = side === 'new' ? left : gone;
  for (const unit of inside) unit.elsewhere = true;
  if (head !== whole) head.elsewhere = true;
  return true;
}

const fewest = 2;

/** A short piece is no coincidence where it stands below the same title. */
function near(piece: Unit, unit: Unit): boolean {
  const above = (one: Unit) => one.titles.find((title) => title !== one.old?.text && title !== one.new?.text);
  return piece.change === unit.change || above(piece) === above(unit);
}

/** Two sentences that became one: words that stood in a sentence of their own have not come. */
export function joinSentences(units: Unit[]): void {
  for (const [side, other, moved] of [
    ['new', 'old', 'gained'],
    ['old', 'new', 'lost'],
  ] as const) {
    const alone = Map.groupBy(
      units.filter((unit) => unit[other] && !unit[side] && unit[other].stems.length >= fewest),
      (unit) => opening(unit[other]!.stems),
    );
    if (alone.size === 0) continue;
    for (const unit of units) {
      const sentence = unit[side];
      if (!sentence || !unit[other] || unit[moved].length === 0) continue;
      for (let at = 0; at <= sentence.stems.length - fewest; at++) {
        for (const piece of alone.get(opening(sentence.stems.slice(at, at + 2))) ?? []) {
          const { stems } = piece[other]!;
          if (stems.length < leastPiece && !near(piece, unit)) continue;
          if (!stems.every((stem, index) => sentence.stems[at + index] === stem)) continue;
          const { onlyA } = stemDifference(unit[moved], stems);
          const taken = unit[moved].length - onlyA.length;
          // What the block has on both sides is not counted as moved: a long piece found whole is enough.
          if (taken < (stems.length > leastPiece ? 1 : stems.length)) continue;
          unit[moved] = onlyA;
          piece.elsewhere = true;
        }
      }
    }
  }
}

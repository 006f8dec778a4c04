import { alignTokens } from './align-tokens.ts';
import type { Container, Unit } from './flatten.ts';
import { joinFeatures, Similarity } from './similarity.ts';
import type { Interner } from './tokens.ts';

/** Old and new blocks that are the same text: one to one, or one to several (split), or several to one (merged). */
export interface Pairing {
  old: number[];
  new: number[];
  /** Set when the text moved: pairings of one move share the number, counted from 1. */
  move?: number;
  /** True when it kept its place and only its form changed: another heading level, a paragraph made a list item. */
  form?: boolean;
}

export interface Alignment {
  /** Pairings that keep their place: ascending on both sides. */
  inPlace: Pairing[];
  /** Pairings that moved, by move and old order. */
  moved: Pairing[];
}

interface Candidate {
  old: number;
  new: number;
  sim: number;
}

/** Least likeness of two blocks … */
const thresholds = {
  /** … to be one block that stayed in its place among others, */
  chain: 0.3,
  /** … to be one block, when both stand between the same neighbours, */
  gap: 0.16,
  /** … to be one block that moved, */
  move: 0.5,
  /** … to be held back from chance matches because it surely moved. */
  surelyMoved: 0.72,
};
const maximumGapCells = 250_000;

/**
 * Aligns the blocks of two documents. (1) Candidates by shared rare words and pairs of words; (2) what stays: the heaviest
 * chain of candidates in common order, so that of two exchanged sections the lighter one moves; (3) between the
 * chain's links, a table of likeness; (4) what was split or merged; (5) headings by place; (6) what moved.
 */
export function alignUnits(old: readonly Unit[], next: readonly Unit[], interner: Interner): Alignment {
  const similarity = new Similarity(old, next, interner, uniqueBlocks(old, next));
  const candidates = findCandidates(old, next, similarity);
  const toNew = new Int32Array(old.length).fill(-1);
  const toOld = new Int32Array(next.length).fill(-1);
  const pair = (i: number, j: number) => {
    toNew[i] = j;
    toOld[j] = i;
  };

  for (const { old: i, new: j } of heaviestChain(candidates, old, next)) pair(i, j);
  freeHeadings(old, next, toNew, toOld);
  const held = holdMoves(candidates, old, next, toNew, toOld);
  fillGaps(old, next, similarity, toNew, toOld, held, pair);
  const moves = findMoves(candidates, old, next, similarity, toNew, toOld);
  const inMove = { old: new Set(moves.flatMap((m) => m.old)), new: new Set(moves.flatMap((m) => m.new)) };
  pairHeadingsByPlace(old, next, toNew, toOld, inMove, pair);
  pairLonely(old, next, toNew, toOld, inMove, pair);

  const inPlace: Pairing[] = [];
  for (let i = 0; i < old.length; i++) if (toNew[i]! >= 0) inPlace.push({ old: [i], new: [toNew[i]!] });
  absorbNeighbours(inPlace, old, next, similarity, inMove);
  return { inPlace, moved: moves };
}

/** Blocks of some length that stand exactly once on both sides: no other candidate is needed for them. */
function uniqueBlocks(old: readonly Unit[], next: readonly Unit[]): Set<Unit> {
  const places = new Map<number, [Unit[], Unit[]]>();
  for (const [side, units] of [old, next].entries()) {
    for (const unit of units) {
      const known = places.get(unit.key) ?? [[], []];
      known[side]!.push(unit);
      places.set(unit.key, known);
    }
  }
  const unique = new Set<Unit>();
  for (const [[a, ...more], [b, ...others]] of places.values()) {
    if (a && b && more.length + others.length === 0 && a.words >= 6 && a.type !== 'heading')
      unique.add(a).add(b);
  }
  return unique;
}

/** For every old block the new blocks most like it, by an inverted index over rare features, and equal blocks. */
function findCandidates(old: readonly Unit[], next: readonly Unit[], similarity: Similarity): Candidate[] {
  const found: Candidate[] = [];
  const equal = new Map<number, number[]>();
  for (const unit of next) {
    const list = equal.get(unit.key);
    if (list) list.push(unit.index);
    else equal.set(unit.key, [unit.index]);
  }
  const repeats = new Map<number, number>();
  for (const unit of old) repeats.set(unit.key, (repeats.get(unit.key) ?? 0) + 1);

  const postings: number[][] = [];
  for (const [j, list] of similarity.features.new.entries()) {
    let last = -1;
    for (const id of list) {
      if (id === last) continue;
      last = id;
      const places = postings[id] ?? [];
      postings[id] = places;
      if (places.length <= 24) places.push(j);
    }
  }
  const scores = new Float32Array(next.length);
  for (const unit of old) {
    if (unit.type === 'rule' || unit.tokens.length === 0) continue;
    const same = equal.get(unit.key);
    const seen = new Set<number>();
    if (same) {
      const many = same.length * repeats.get(unit.key)! > 64;
      const at = (unit.index / old.length) * next.length;
      const close = many ? [...same].sort((x, y) => Math.abs(x - at) - Math.abs(y - at)).slice(0, 4) : same;
      for (const j of close) {
        seen.add(j);
        found.push({ old: unit.index, new: j, sim: 1 });
      }
      // A text that is unique on both sides needs no further candidates.
      if (same.length === 1 && repeats.get(unit.key) === 1 && unit.words >= 4) continue;
    }
    const touched: number[] = [];
    let last = -1;
    for (const id of similarity.features.old[unit.index]!) {
      if (id === last) continue;
      last = id;
      const places = postings[id];
      if (!places || places.length > 24) continue;
      const weight = similarity.weightOf(id);
      for (const j of places) {
        if (scores[j] === 0) touched.push(j);
        scores[j]! += weight;
      }
    }
    touched.sort((x, y) => scores[y]! - scores[x]! || x - y);
    for (const j of touched.slice(0, 8)) {
      if (seen.has(j) || !compatible(unit, next[j]!)) continue;
      const sim = similarity.dice(unit.index, j);
      if (sim >= thresholds.chain) found.push({ old: unit.index, new: j, sim });
    }
    for (const j of touched) scores[j] = 0;
  }
  return found;
}

/** Blocks that could be one block at all: tables go with tables, rules with rules, pictures with anything. */
function compatible(a: Unit, b: Unit): boolean {
  if (a.type === b.type) return true;
  if (a.type === 'table' || b.type === 'table' || a.type === 'rule' || b.type === 'rule') return false;
  return true;
}

const mass = (old: Unit, next: Unit) => (old.tokens.length + next.tokens.length) / 2;

/** How sure a candidate must be, by kinds: a heading and a paragraph are one block only if they say the same. */
function penalty(a: Unit, b: Unit): number {
  return a.type === b.type ? 0 : 0.35;
}

/** Heaviest increasing chain, by a Fenwick tree of maxima (weighted patience diff). */
function heaviestChain(
  candidates: readonly Candidate[],
  old: readonly Unit[],
  next: readonly Unit[],
): Candidate[] {
  const bestOld = new Float32Array(old.length);
  const bestNew = new Float32Array(next.length);
  for (const { old: i, new: j, sim } of candidates) {
    bestOld[i] = Math.max(bestOld[i]!, sim);
    bestNew[j] = Math.max(bestNew[j]!, sim);
  }
  // A block with a far better counterpart elsewhere does not stay by a chance likeness.
  const usable = candidates.filter(
    ({ old: i, new: j, sim }) =>
      sim - penalty(old[i]!, next[j]!) >= thresholds.chain &&
      sim >= 0.6 * bestOld[i]! &&
      sim >= 0.6 * bestNew[j]!,
  );
  usable.sort((x, y) => x.old - y.old || y.new - x.new);
  const tree = new Float64Array(next.length + 1);
  const holder = new Int32Array(next.length + 1).fill(-1);
  const previous = new Int32Array(usable.length).fill(-1);
  let end = -1;
  let endWeight = 0;
  for (const [c, { old: i, new: j, sim }] of usable.entries()) {
    let before = 0;
    let from = -1;
    for (let p = j; p > 0; p -= p & -p) {
      if (tree[p]! > before) {
        before = tree[p]!;
        from = holder[p]!;
      }
    }
    const a = old[i]!;
    const b = next[j]!;
    let gain = sim * mass(a, b) + 0.5 + (sim === 1 ? 0.1 * mass(a, b) : 0);
    if (a.type === 'heading' && b.type === 'heading') gain += 1 + (a.level === b.level ? 0.5 : 0);
    const weight = before + gain;
    previous[c] = from;
    if (weight > endWeight) {
      endWeight = weight;
      end = c;
    }
    for (let p = j + 1; p <= next.length; p += p & -p) {
      if (weight > tree[p]!) {
        tree[p] = weight;
        holder[p] = c;
      }
    }
  }
  const chain: Candidate[] = [];
  for (let c = end; c >= 0; c = previous[c]!) chain.push(usable[c]!);
  return chain.reverse();
}

/** A heading that stands word for word elsewhere, and only there, goes with its clause and not with a namesake. */
function freeHeadings(
  old: readonly Unit[],
  next: readonly Unit[],
  toNew: Int32Array,
  toOld: Int32Array,
): void {
  const places = new Map<number, { old: number[]; new: number[] }>();
  for (const [side, units] of [
    ['old', old],
    ['new', next],
  ] as const) {
    for (const unit of units) {
      if (!unit.opens) continue;
      const known = places.get(unit.key) ?? { old: [], new: [] };
      known[side].push(unit.index);
      places.set(unit.key, known);
    }
  }
  for (const {
    old: [i, ...more],
    new: [j, ...others],
  } of places.values()) {
    if (i === undefined || j === undefined || more.length > 0 || others.length > 0 || toNew[i] === j)
      continue;
    const [a, b] = [toNew[i]!, toOld[j]!];
    if (a >= 0) toNew[i] = toOld[a] = -1;
    if (b >= 0) toOld[j] = toNew[b] = -1;
  }
}

/** Blocks outside the chain whose counterpart elsewhere is beyond doubt: no gap may pair them with something else. */
function holdMoves(
  candidates: readonly Candidate[],
  old: readonly Unit[],
  next: readonly Unit[],
  toNew: Int32Array,
  toOld: Int32Array,
): { old: Set<number>; new: Set<number> } {
  const held = { old: new Set<number>(), new: new Set<number>() };
  for (const { old: i, new: j, sim } of candidates) {
    if (toNew[i]! >= 0 || toOld[j]! >= 0) continue;
    const words = Math.min(old[i]!.words, next[j]!.words);
    const sure = words >= 5 ? thresholds.surelyMoved : old[i]!.opens && old[i]!.key === next[j]!.key ? 1 : 2;
    if (sim < sure) continue;
    held.old.add(i);
    held.new.add(j);
  }
  return held;
}

/** Between two links of the chain: the best order-keeping pairing by likeness. */
function fillGaps(
  old: readonly Unit[],
  next: readonly Unit[],
  similarity: Similarity,
  toNew: Int32Array,
  toOld: Int32Array,
  held: { old: Set<number>; new: Set<number> },
  pair: (i: number, j: number) => void,
): void {
  let i = 0;
  let j = 0;
  while (i <= old.length && j <= next.length) {
    let iEnd = i;
    while (iEnd < old.length && toNew[iEnd]! < 0) iEnd++;
    const jEnd = iEnd < old.length ? toNew[iEnd]! : next.length;
    const left = range(i, iEnd).filter((x) => !held.old.has(x));
    const right = range(j, jEnd).filter((y) => !held.new.has(y) && toOld[y]! < 0);
    if (left.length > 0 && right.length > 0) pairGap(left, right, old, next, similarity, pair);
    i = iEnd + 1;
    j = jEnd + 1;
  }
}

function pairGap(
  left: number[],
  right: number[],
  old: readonly Unit[],
  next: readonly Unit[],
  similarity: Similarity,
  pair: (i: number, j: number) => void,
): void {
  if (left.length * right.length > maximumGapCells) {
    // Too large for a table: equal blocks from both ends inwards, the rest in slices of equal share.
    const slices = Math.ceil(Math.sqrt((left.length * right.length) / maximumGapCells));
    for (let s = 0; s < slices; s++) {
      const cut = (list: number[]) =>
        list.slice(Math.floor((list.length * s) / slices), Math.floor((list.length * (s + 1)) / slices));
      const [l, r] = [cut(left), cut(right)];
      if (l.length > 0 && r.length > 0) pairGap(l, r, old, next, similarity, pair);
    }
    return;
  }
  const width = right.length + 1;
  const best = new Float32Array((left.length + 1) * width);
  const way = new Uint8Array((left.length + 1) * width);
  for (let x = 1; x <= left.length; x++) {
    for (let y = 1; y <= right.length; y++) {
      const at = x * width + y;
      const up = best[at - width]!;
      const side = best[at - 1]!;
      best[at] = Math.max(up, side);
      way[at] = up >= side ? 0 : 1;
      const a = old[left[x - 1]!]!;
      const b = next[right[y - 1]!]!;
      const value = gapValue(a, b, similarity);
      if (value > 0 && best[at - width - 1]! + value > best[at]!) {
        best[at] = best[at - width - 1]! + value;
        way[at] = 2;
      }
    }
  }
  for (let x = left.length, y = right.length; x > 0 && y > 0; ) {
    const step = way[x * width + y];
    if (step === 2) {
      pair(left[x - 1]!, right[y - 1]!);
      x--;
      y--;
    } else if (step === 0) x--;
    else y--;
  }
}

function gapValue(a: Unit, b: Unit, similarity: Similarity): number {
  if (!compatible(a, b)) return 0;
  if (a.type === 'rule') return 0.2;
  if (a.key === b.key) return mass(a, b) + 1;
  if (a.tokens.length === 0 || b.tokens.length === 0) return 0;
  const sim = similarity.dice(a.index, b.index) - penalty(a, b);
  const least = a.words < 4 || b.words < 4 ? 0.28 : thresholds.gap;
  if (sim < least) return 0;
  return (sim - least / 2) * mass(a, b);
}

/** A heading without counterpart right above a pair of blocks that stayed: renamed altogether, still the same heading. */
function pairHeadingsByPlace(
  old: readonly Unit[],
  next: readonly Unit[],
  toNew: Int32Array,
  toOld: Int32Array,
  inMove: { old: Set<number>; new: Set<number> },
  pair: (i: number, j: number) => void,
): void {
  for (let i = old.length - 2; i >= 0; i--) {
    const below = toNew[i + 1]!;
    if (toNew[i]! >= 0 || below <= 0 || inMove.old.has(i)) continue;
    const j = below - 1;
    if (toOld[j]! >= 0 || inMove.new.has(j)) continue;
    if (
      old[i]!.type === 'heading' &&
      next[j]!.type === 'heading' &&
      old[i]!.level === next[j]!.level &&
      next[below]!.type !== 'heading'
    )
      pair(i, j);
  }
}

/** One short block against one of the same form, alone between blocks that stayed (`June 2018`, `May 2019`): one block, rewritten. */
function pairLonely(
  old: readonly Unit[],
  next: readonly Unit[],
  toNew: Int32Array,
  toOld: Int32Array,
  inMove: { old: Set<number>; new: Set<number> },
  pair: (i: number, j: number) => void,
): void {
  const free = (i: number) => i >= 0 && i < old.length && toNew[i]! < 0;
  for (let i = 0; i < old.length; i++) {
    if (!free(i) || free(i - 1) || free(i + 1) || inMove.old.has(i)) continue;
    const j = i === 0 ? 0 : toNew[i - 1]! + 1;
    const after = i + 1 < old.length ? toNew[i + 1]! : next.length;
    if (after !== j + 1 || toOld[j]! >= 0 || inMove.new.has(j)) continue;
    const [a, b] = [old[i]!, next[j]!];
    if (a.words <= 8 && b.words <= 8 && a.words > 0 && b.words > 0 && formOf(a) === formOf(b)) pair(i, j);
  }
}

/** What a block is to its reader: a heading of a level, an item, a paragraph … */
export function formOf(unit: Unit): string {
  if (unit.type === 'heading') return `heading ${unit.level}`;
  if (unit.type !== 'paragraph') return unit.type;
  const box = unit.path.findLast(
    (container) => container.type === 'item' || container.type === 'description',
  );
  return box?.type ?? 'paragraph';
}

/** Runs of blocks that stand elsewhere: seeds by likeness, heaviest first, grown while their neighbours moved along. */
function findMoves(
  candidates: readonly Candidate[],
  old: readonly Unit[],
  next: readonly Unit[],
  similarity: Similarity,
  toNew: Int32Array,
  toOld: Int32Array,
): Pairing[] {
  const freeOld = (i: number) => i >= 0 && i < old.length && toNew[i]! < 0 && !usedOld.has(i);
  const freeNew = (j: number) => j >= 0 && j < next.length && toOld[j]! < 0 && !usedNew.has(j);
  const usedOld = new Set<number>();
  const usedNew = new Set<number>();
  const seeds = candidates
    .filter(
      ({ old: i, new: j, sim }) =>
        toNew[i]! < 0 && toOld[j]! < 0 && sim - penalty(old[i]!, next[j]!) / 2 >= thresholds.move,
    )
    .map((candidate) => ({
      ...candidate,
      weight: candidate.sim * mass(old[candidate.old]!, next[candidate.new]!),
    }))
    .sort((x, y) => y.weight - x.weight || x.old - y.old || x.new - y.new);
  const runs: { pairs: [number, number][]; words: number; exact: boolean }[] = [];
  for (const seed of seeds) {
    if (!freeOld(seed.old) || !freeNew(seed.new)) continue;
    const pairs: [number, number][] = [];
    const take = (i: number, j: number, front: boolean) => {
      usedOld.add(i);
      usedNew.add(j);
      if (front) pairs.unshift([i, j]);
      else pairs.push([i, j]);
    };
    take(seed.old, seed.new, false);
    for (const step of [1, -1]) {
      let i = seed.old;
      let j = seed.new;
      for (;;) {
        const found = nextInMove(i, j, step);
        if (!found) break;
        [i, j] = found;
        take(i, j, step < 0);
      }
    }
    runs.push({
      pairs,
      words: pairs.reduce((sum, [i, j]) => sum + Math.min(old[i]!.words, next[j]!.words), 0),
      exact: pairs.every(([i, j]) => old[i]!.key === next[j]!.key),
    });
  }

  /** The next pair of a growing move; one stranger on either side may stand between (added or removed on the way). */
  function nextInMove(i: number, j: number, step: number): [number, number] | null {
    const reach: [number, number][] = [
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
    ];
    for (const [di, dj] of reach) {
      const [x, y] = [i + di * step, j + dj * step];
      if (!freeOld(x) || !freeNew(y) || !compatible(old[x]!, next[y]!)) continue;
      if (di > 1 && !freeOld(i + step)) continue;
      if (dj > 1 && !freeNew(j + step)) continue;
      if (old[x]!.key === next[y]!.key || similarity.dice(x, y) - penalty(old[x]!, next[y]!) >= 0.4)
        return [x, y];
    }
    return null;
  }

  const sameList = (i: number, j: number) => {
    const a = innerList(old[i]!);
    const b = innerList(next[j]!);
    if (!a || !b) return false;
    return old.some(
      (unit) =>
        innerList(unit) === a && toNew[unit.index]! >= 0 && innerList(next[toNew[unit.index]!]!) === b,
    );
  };
  const moves: Pairing[] = [];
  runs.sort((x, y) => x.pairs[0]![0] - y.pairs[0]![0]);
  let number = 0;
  for (const run of runs) {
    const [i, j] = run.pairs[0]!;
    const enough = run.words >= 6 || (run.exact && (run.words >= 3 || sameList(i, j)));
    if (!enough || !(run.exact || isSameText(run.pairs, old, next))) continue;
    number++;
    for (const [x, y] of run.pairs) moves.push({ old: [x], new: [y], move: number });
  }
  return moves;
}

const innerList = (unit: Unit): Container | undefined =>
  unit.path.findLast((container) => container.type === 'list');

/** Gives blocks without counterpart to the pairing next to them whose text they carry on: split and merged blocks. */
function absorbNeighbours(
  inPlace: Pairing[],
  old: readonly Unit[],
  next: readonly Unit[],
  similarity: Similarity,
  inMove: { old: Set<number>; new: Set<number> },
): void {
  const absorb = (side: 'old' | 'new', pairing: Pairing, unit: number, front: boolean): boolean => {
    const other = side === 'new' ? 'old' : 'new';
    if (pairing[other].length > 1) return false;
    const units = side === 'new' ? next : old;
    const candidate = units[unit]!;
    const whole = (other === 'old' ? old : next)[pairing[other][0]!]!;
    if (
      (candidate.words < (candidate.type === 'heading' ? 1 : 3) && !isEnd(whole, candidate, front)) ||
      candidate.type === 'table' ||
      candidate.type === 'rule'
    )
      return false;
    if (whole.type === 'table' || whole.type === 'heading' || whole.words < candidate.words) return false;
    // Further off it must be more than a few words.
    if (!front && unit > pairing[side].at(-1)! + 1 && candidate.words < 8) return false;
    if (candidate.type === 'heading' && !(front && opensWith(whole, candidate))) return false;
    const features = similarity.features;
    const before = joinFeatures(pairing[side].map((index) => features[side][index]!));
    const after = joinFeatures([before, features[side][unit]!]);
    const target = features[other][whole.index]!;
    const gained = similarity.shared(after, target) - similarity.shared(before, target);
    if (gained < 0.55 * similarity.weight(features[side][unit]!)) return false;
    if (front) pairing[side].unshift(unit);
    else pairing[side].push(unit);
    return true;
  };
  for (const side of ['new', 'old'] as const) {
    const taken = inMove[side];
    const length = side === 'new' ? next.length : old.length;
    for (let p = 0; p < inPlace.length; p++) {
      const pairing = inPlace[p]!;
      const low = p > 0 ? inPlace[p - 1]![side].at(-1)! : -1;
      const high = p + 1 < inPlace.length ? inPlace[p + 1]![side][0]! : length;
      let end = pairing[side].at(-1)!;
      for (let u = end + 1; u < high && u <= end + strangers && !taken.has(u); u++) {
        if (!absorb(side, pairing, u, false)) continue;
        // What stands between came (or went) inside the block that was split (or merged).
        pairing[side].splice(-1, 0, ...range(end + 1, u));
        end = u;
      }
      for (let u = pairing[side][0]! - 1; u > low; u--) {
        if (taken.has(u) || !absorb(side, pairing, u, true)) break;
      }
    }
  }
}

/** True when a block begins (or ends) with the very words of another. */
function isEnd(whole: Unit, part: Unit, front: boolean): boolean {
  const offset = front ? 0 : whole.tokens.length - part.tokens.length;
  if (part.words === 0 || part.tokens.length > whole.tokens.length) return false;
  return part.tokens.every(({ key }, k) => whole.tokens[offset + k]!.key === key);
}

/** So many blocks further on the rest of a split block is looked for. */
const strangers = 4;

/** Likeness by words is not enough for a move: at least half of the text must be there in the same order. */
function isSameText(
  pairs: readonly [number, number][],
  old: readonly Unit[],
  next: readonly Unit[],
): boolean {
  let kept = 0;
  let [left, right] = [0, 0];
  for (const [i, j] of pairs) {
    kept += alignTokens(old[i]!.tokens, next[j]!.tokens).length;
    left += old[i]!.tokens.length;
    right += next[j]!.tokens.length;
  }
  return kept * 2 >= Math.max(left, right);
}

/** True when a block begins with the words of a heading (`**Changes.** We may …` became a heading and a paragraph). */
function opensWith(block: Unit, heading: Unit): boolean {
  const first = new Set(block.tokens.slice(0, heading.tokens.length + 3).map((token) => token.key));
  const words = heading.tokens.filter((token) => token.word);
  return words.filter((token) => first.has(token.key)).length >= 0.7 * words.length;
}

const range = (start: number, end: number): number[] =>
  Array.from({ length: Math.max(0, end - start) }, (_, k) => start + k);

import type { Token } from './tokens.ts';

/**
 * Finds which tokens of two texts are the same token: index pairs, ascending on both sides.
 *
 * Short texts: the longest common subsequence by dynamic programming (Wagner & Fischer 1974) in which every run of
 * changes costs a little (affine gaps, Gotoh 1982), so that of all equally long alignments the one in one piece wins.
 * Long texts are first cut at phrases that occur once on both sides (patience diff: Cohen; longest increasing
 * subsequence: Fredman 1975). What no phrase cuts and no table holds goes through Myers' O(ND) with a bound on
 * D, and beyond that through a window that slides along both texts.
 */
export function alignTokens(
  a: readonly Token[],
  b: readonly Token[],
  costs: AlignCosts = findCosts,
): [number, number][] {
  const pairs: [number, number][] = [];
  alignRange(a, b, 0, a.length, 0, b.length, pairs, costs, 0);
  return pairs;
}

export interface AlignCosts {
  /** What it is worth to keep a word, a punctuation mark. */
  word: number;
  sign: number;
  /** What each run of changes costs. */
  run: number;
}

/** Any kept word is worth a further run of changes: simplifying is another step. */
const findCosts: AlignCosts = { word: 1, sign: 0.45, run: 0.4 };

const maximumCells = 400_000;

function alignRange(
  a: readonly Token[],
  b: readonly Token[],
  aStart: number,
  aEnd: number,
  bStart: number,
  bEnd: number,
  pairs: [number, number][],
  costs: AlignCosts,
  depth: number,
): void {
  let head = 0;
  while (aStart + head < aEnd && bStart + head < bEnd && a[aStart + head]!.key === b[bStart + head]!.key)
    head++;
  // Equal ends are kept only outside the table: inside it, the run costs decide where a change sits.
  const large = (aEnd - aStart) * (bEnd - bStart) > maximumCells;
  const keepHead = large || head === aEnd - aStart || head === bEnd - bStart ? head : Math.max(0, head - 2);
  for (let i = 0; i < keepHead; i++) pairs.push([aStart + i, bStart + i]);
  aStart += keepHead;
  bStart += keepHead;
  let tail = 0;
  while (aEnd - tail > aStart && bEnd - tail > bStart && a[aEnd - 1 - tail]!.key === b[bEnd - 1 - tail]!.key)
    tail++;
  const whole = tail === aEnd - aStart || tail === bEnd - bStart;
  const keepTail = large || whole ? tail : Math.max(0, tail - 2);
  const aLast = aEnd - keepTail;
  const bLast = bEnd - keepTail;
  const n = aLast - aStart;
  const m = bLast - bStart;
  if (n > 0 && m > 0) {
    if (n * m <= maximumCells) alignTable(a, b, aStart, aLast, bStart, bLast, pairs, costs);
    else {
      const anchors = depth < 12 ? findAnchors(a, b, aStart, aLast, bStart, bLast) : [];
      if (anchors.length === 0) {
        if (!alignGreedy(a, b, aStart, aLast, bStart, bLast, pairs))
          alignWindows(a, b, aStart, aLast, bStart, bLast, pairs, costs);
      } else {
        let i = aStart;
        let j = bStart;
        for (const [x, y, length] of anchors) {
          if (x < i || y < j) continue;
          alignRange(a, b, i, x, j, y, pairs, costs, depth + 1);
          for (let k = 0; k < length; k++) pairs.push([x + k, y + k]);
          i = x + length;
          j = y + length;
        }
        alignRange(a, b, i, aLast, j, bLast, pairs, costs, depth + 1);
      }
    }
  }
  for (let i = 0; i < keepTail; i++) pairs.push([aLast + i, bLast + i]);
}

/** The table: state K (last token kept) and state C (inside a run of changes) for every pair of prefixes. */
function alignTable(
  a: readonly Token[],
  b: readonly Token[],
  aStart: number,
  aEnd: number,
  bStart: number,
  bEnd: number,
  pairs: [number, number][],
  costs: AlignCosts,
): void {
  const n = aEnd - aStart;
  const m = bEnd - bStart;
  const none = -1e9;
  const width = m + 1;
  // Bits: 1 = K came from C; 2..3 = where C came from (0 up from K, 1 up from C, 2 left from K, 3 left from C).
  const trace = new Uint8Array((n + 1) * width);
  let kept = new Float32Array(width).fill(none);
  let changed = new Float32Array(width).fill(none);
  let keptAbove = new Float32Array(width);
  let changedAbove = new Float32Array(width);
  kept[0] = 0;
  for (let j = 1; j <= m; j++) {
    changed[j] = -costs.run;
    trace[j] = j === 1 ? 2 << 1 : 3 << 1;
  }
  for (let i = 1; i <= n; i++) {
    [kept, keptAbove] = [keptAbove, kept];
    [changed, changedAbove] = [changedAbove, changed];
    kept[0] = none;
    changed[0] = -costs.run;
    trace[i * width] = i === 1 ? 0 : 1 << 1;
    const token = a[aStart + i - 1]!;
    const gain = token.word ? costs.word : costs.sign;
    for (let j = 1; j <= m; j++) {
      let bits = 0;
      const fromKept = keptAbove[j]! - costs.run;
      const fromChanged = changedAbove[j]!;
      let best = fromKept;
      let way = 0;
      if (fromChanged >= best) {
        best = fromChanged;
        way = 1;
      }
      const leftKept = kept[j - 1]! - costs.run;
      const leftChanged = changed[j - 1]!;
      if (leftKept > best) {
        best = leftKept;
        way = 2;
      }
      if (leftChanged >= best) {
        best = leftChanged;
        way = 3;
      }
      changed[j] = best;
      bits = way << 1;
      if (token.key === b[bStart + j - 1]!.key) {
        const k = keptAbove[j - 1]!;
        const c = changedAbove[j - 1]!;
        if (c > k) bits |= 1;
        kept[j] = Math.max(c, k) + gain;
      } else kept[j] = none;
      trace[i * width + j] = bits;
    }
  }
  const found: [number, number][] = [];
  let i = n;
  let j = m;
  let inKept = kept[m]! >= changed[m]!;
  while (i > 0 || j > 0) {
    const bits = trace[i * width + j]!;
    if (inKept) {
      found.push([aStart + i - 1, bStart + j - 1]);
      inKept = (bits & 1) === 0;
      i--;
      j--;
    } else {
      const way = bits >> 1;
      inKept = way === 0 || way === 2;
      if (way < 2) i--;
      else j--;
    }
    if (i === 0 && j === 0) break;
  }
  for (let k = found.length - 1; k >= 0; k--) pairs.push(found[k]!);
}

/** Phrases (of 4, then 2, then 1 tokens) that occur exactly once on both sides, in the longest common order. */
function findAnchors(
  a: readonly Token[],
  b: readonly Token[],
  aStart: number,
  aEnd: number,
  bStart: number,
  bEnd: number,
): [number, number, number][] {
  for (const length of [4, 2, 1]) {
    const count = (tokens: readonly Token[], start: number, end: number) => {
      const places = new Map<string | number, number>();
      for (let i = start; i + length <= end; i++) {
        let key: string | number = tokens[i]!.key;
        if (length === 2) key = key * 4_194_304 + tokens[i + 1]!.key;
        else if (length === 4)
          key = `${key} ${tokens[i + 1]!.key} ${tokens[i + 2]!.key} ${tokens[i + 3]!.key}`;
        places.set(key, places.has(key) ? -1 : i);
      }
      return places;
    };
    const left = count(a, aStart, aEnd);
    const right = count(b, bStart, bEnd);
    const both: [number, number][] = [];
    for (const [key, i] of left) {
      const j = right.get(key);
      if (i >= 0 && j !== undefined && j >= 0) both.push([i, j]);
    }
    const chain = longestIncreasing(both.sort((x, y) => x[0] - y[0]));
    if (chain.length === 0) continue;
    const anchors: [number, number, number][] = [];
    for (const [i, j] of chain) {
      const last = anchors.at(-1);
      if (last && i <= last[0] + last[2] && j - last[1] === i - last[0]) last[2] = i + length - last[0];
      else if (!last || (i >= last[0] + last[2] && j >= last[1] + last[2])) anchors.push([i, j, length]);
    }
    return anchors;
  }
  return [];
}

function longestIncreasing(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = [];
  const previous = new Int32Array(pairs.length).fill(-1);
  for (let p = 0; p < pairs.length; p++) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tails[middle]!]![1] < pairs[p]![1]) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[p] = tails[low - 1]!;
    tails[low] = p;
  }
  const chain: [number, number][] = [];
  for (let p = tails.at(-1) ?? -1; p >= 0; p = previous[p]!) chain.push(pairs[p]!);
  return chain.reverse();
}

const windowLength = 600;

/**
 * What has neither anchors nor a short way through: a window of both texts at a time, begun again after the last kept
 * token of its first two thirds. Finds its way as long as the texts drift apart by less than a window.
 */
function alignWindows(
  a: readonly Token[],
  b: readonly Token[],
  aStart: number,
  aEnd: number,
  bStart: number,
  bEnd: number,
  pairs: [number, number][],
  costs: AlignCosts,
): void {
  let i = aStart;
  let j = bStart;
  while (i < aEnd && j < bEnd) {
    const [iEnd, jEnd] = [Math.min(aEnd, i + windowLength), Math.min(bEnd, j + windowLength)];
    const found: [number, number][] = [];
    alignTable(a, b, i, iEnd, j, jEnd, found, costs);
    const last = iEnd === aEnd && jEnd === bEnd;
    const limit = last ? windowLength : (windowLength * 2) / 3;
    const sure = found.filter(([x, y]) => x - i < limit && y - j < limit);
    for (const pair of sure) pairs.push(pair);
    const end = sure.at(-1);
    if (last) return;
    [i, j] = end ? [end[0] + 1, end[1] + 1] : [i + Math.floor(limit), j + Math.floor(limit)];
  }
}

const maximumDistance = 1500;

/** Myers 1986, forward only, with a bound on the distance; false (and nothing added) beyond it. */
function alignGreedy(
  a: readonly Token[],
  b: readonly Token[],
  aStart: number,
  aEnd: number,
  bStart: number,
  bEnd: number,
  pairs: [number, number][],
): boolean {
  const n = aEnd - aStart;
  const m = bEnd - bStart;
  if (Math.abs(n - m) > maximumDistance) return false;
  const offset = maximumDistance + 1;
  const reach = new Int32Array(2 * maximumDistance + 3);
  const history: Int32Array[] = [];
  let distance = -1;
  search: for (let d = 0; d <= maximumDistance; d++) {
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && reach[offset + k - 1]! < reach[offset + k + 1]!);
      let x = down ? reach[offset + k + 1]! : reach[offset + k - 1]! + 1;
      while (x < n && x - k < m && a[aStart + x]!.key === b[bStart + x - k]!.key) x++;
      reach[offset + k] = x;
      if (x >= n && x - k >= m) {
        distance = d;
        break search;
      }
    }
    history.push(reach.slice(offset - d, offset + d + 1));
  }
  if (distance < 0) return false;
  const found: [number, number][] = [];
  let k = n - m;
  let x = n;
  for (let d = distance; d > 0; d--) {
    const at = (index: number) => history[d - 1]![index + d - 1] ?? -1;
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const before = down ? k + 1 : k - 1;
    const start = down ? at(before) : at(before) + 1;
    for (let i = x - 1; i >= start; i--) found.push([aStart + i, bStart + i - k]);
    x = at(before);
    k = before;
  }
  for (let i = x - 1; i >= 0; i--) found.push([aStart + i, bStart + i]);
  for (let i = found.length - 1; i >= 0; i--) pairs.push(found[i]!);
  return true;
}

import type { Unit } from './flatten.ts';
import type { Interner } from './tokens.ts';

/**
 * How alike two blocks are: Dice's coefficient over weighted words and pairs of words (Dice 1945; weights by inverse
 * document frequency, Spärck Jones 1972). Words without case; pairs keep unrelated texts, which share `the` and `of`, apart.
 */
export class Similarity {
  /** Per document side and unit: feature ids, ascending. */
  readonly features: { old: Int32Array[]; new: Int32Array[] };
  readonly #weights: Float32Array;
  readonly #totals: { old: Float32Array; new: Float32Array };
  readonly #cache = new Map<number, number>();
  readonly #stride: number;

  /** `settled`: blocks that are beyond doubt; they are like nothing else and are not read. */
  constructor(old: readonly Unit[], next: readonly Unit[], interner: Interner, settled: ReadonlySet<Unit>) {
    const ids = new Map<number | string, number>();
    const lower = new Map<number, number>();
    const wordId = (key: number): number => {
      let id = lower.get(key);
      if (id === undefined) {
        const text = interner.text(key).toLowerCase();
        id = ids.get(text) ?? ids.size;
        ids.set(text, id);
        lower.set(key, id);
      }
      return id;
    };
    const pairId = (a: number, b: number): number => {
      const key = a * 4_194_304 + b;
      let id = ids.get(key);
      if (id === undefined) {
        id = ids.size;
        ids.set(key, id);
      }
      return id;
    };
    const none = new Int32Array();
    const featuresOf = (unit: Unit): Int32Array => {
      if (settled.has(unit)) return none;
      const all = unit.tokens.filter((token) => token.word || unit.words === 0);
      // A clause's number says where it stands, not what it is.
      const numbered =
        all.length > 1 &&
        unit.opens &&
        unit.clause?.number != null &&
        unit.text.slice(all[0]!.start, all[0]!.end).includes(unit.clause.number);
      const words = numbered ? all.slice(1) : all;
      const list = new Int32Array(Math.max(0, words.length * 2 - 1));
      let before = -1;
      let size = 0;
      for (const token of words) {
        const id = wordId(token.key);
        list[size++] = id;
        if (before >= 0) list[size++] = pairId(before, id);
        before = id;
      }
      return list.sort();
    };
    this.features = { old: old.map(featuresOf), new: next.map(featuresOf) };
    const frequency = new Int32Array(ids.size);
    for (const list of [...this.features.old, ...this.features.new]) {
      let last = -1;
      for (const id of list) {
        if (id !== last) frequency[id] = (frequency[id] ?? 0) + 1;
        last = id;
      }
    }
    const count = Math.max(2, old.length + next.length - settled.size);
    const scale = Math.log2(1 + count);
    this.#weights = Float32Array.from(frequency, (df) => Math.log2(1 + count / Math.max(1, df)) / scale);
    const total = (lists: Int32Array[]) =>
      Float32Array.from(lists, (list) => list.reduce((sum, id) => sum + this.#weights[id]!, 0));
    this.#totals = { old: total(this.features.old), new: total(this.features.new) };
    for (const [side, units] of [
      ['old', old],
      ['new', next],
    ] as const) {
      for (const unit of units) if (settled.has(unit)) this.#totals[side][unit.index] = 1;
    }
    this.#stride = Math.max(1, next.length);
  }

  /** 0 (nothing in common) to 1 (same words in the same order, nearly always). */
  dice(old: number, next: number): number {
    const key = old * this.#stride + next;
    let value = this.#cache.get(key);
    if (value === undefined) {
      const sum = this.#totals.old[old]! + this.#totals.new[next]!;
      value = sum === 0 ? 1 : (2 * this.shared(this.features.old[old]!, this.features.new[next]!)) / sum;
      this.#cache.set(key, value);
    }
    return value;
  }

  /** Weight of what two feature lists share. */
  shared(a: Int32Array, b: Int32Array): number {
    let sum = 0;
    for (let i = 0, j = 0; i < a.length && j < b.length; ) {
      if (a[i]! < b[j]!) i++;
      else if (a[i]! > b[j]!) j++;
      else {
        sum += this.#weights[a[i]!]!;
        i++;
        j++;
      }
    }
    return sum;
  }

  weight(list: Int32Array): number {
    return list.reduce((sum, id) => sum + this.#weights[id]!, 0);
  }

  weightOf(feature: number): number {
    return this.#weights[feature]!;
  }
}

/** Several blocks' features as those of one text. */
export function joinFeatures(lists: readonly Int32Array[]): Int32Array {
  const joined = new Int32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let at = 0;
  for (const list of lists) {
    joined.set(list, at);
    at += list.length;
  }
  return joined.sort();
}

import { hash } from 'node:crypto';

/** Two words for each slot. */
type Table = Int32Array;

const firstSlots = 20_000;
const fullest = 0.85;

/**
 * Which ids a file has had so far, in 9 to 19 bytes each (63 bits of a hash in open addressing, where 31 others put it), so that
 * a list of a million customers needs no million strings. Two different ids among a million meet with a chance below 1e-10.
 */
export class SeenIds {
  /** Each twice as large as the one before, all of them full but the last: nothing is ever copied to grow. */
  readonly #tables: Table[] = [new Int32Array(2 * firstSlots)];
  #room = fullest * firstSlots;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds an id; false when it was there already. */
  add(id: string): boolean {
    const [a, b, place] = wordsOf(id);
    if (this.#find(a, b, place)) return false;
    if (this.#room < 1) {
      const slots = this.#tables.at(-1)!.length;
      this.#tables.push(new Int32Array(2 * slots));
      this.#room = fullest * slots;
    }
    const table = this.#tables.at(-1)!;
    const at = slotOf(table, a, b, place);
    table[at] = a;
    table[at + 1] = b;
    this.#room--;
    this.#size++;
    return true;
  }

  has(id: string): boolean {
    return this.#find(...wordsOf(id));
  }

  #find(a: number, b: number, place: number): boolean {
    for (const table of this.#tables) if (table[slotOf(table, a, b, place)] !== 0) return true;
    return false;
  }
}

function wordsOf(id: string): [a: number, b: number, place: number] {
  // In hex, for that is much quicker than a buffer for each.
  const digest = hash('sha1', id);
  const word = (at: number) => Number.parseInt(digest.slice(at, at + 8), 16) | 0;
  // The first word is never 0, which marks an empty slot.
  return [word(0) | 1, word(8), word(16) >>> 1];
}

/** Where the words stand, or the empty slot in which they would. */
function slotOf(table: Table, a: number, b: number, place: number): number {
  let at = 2 * (place % (table.length / 2));
  while (table[at] !== 0 && (table[at] !== a || table[at + 1] !== b)) at = (at + 2) % table.length;
  return at;
}

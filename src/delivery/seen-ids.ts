import { hash } from 'node:crypto';

/**
 * Which ids a file has had so far, in 24 to 48 bytes each (96 bits of a hash in open addressing), so that a list of a
 * million customers needs no million strings. Two different ids among a million meet with a chance below 1e-16.
 */
export class SeenIds {
  #slots = new Uint32Array(3 * 1024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds an id; false when it was there already. */
  add(id: string): boolean {
    if ((this.#size + 1) * 2 > this.#slots.length / 3) this.#grow();
    const [a, b, c] = wordsOf(id);
    const added = place(this.#slots, a, b, c);
    if (added) this.#size++;
    return added;
  }

  has(id: string): boolean {
    const [a, b, c] = wordsOf(id);
    return find(this.#slots, a, b, c).taken;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Uint32Array(old.length * 2);
    for (let i = 0; i < old.length; i += 3) {
      if (old[i] !== 0) place(this.#slots, old[i]!, old[i + 1]!, old[i + 2]!);
    }
  }
}

function wordsOf(id: string): [number, number, number] {
  // In hex, for that is much quicker than a buffer for each.
  const digest = hash('sha1', id);
  const word = (at: number) => Number.parseInt(digest.slice(at, at + 8), 16);
  // The first word is never 0, which marks an empty slot.
  return [(word(0) | 1) >>> 0, word(8), word(16)];
}

/** Where the words stand, or the empty slot in which they would. */
function find(slots: Uint32Array, a: number, b: number, c: number): { at: number; taken: boolean } {
  const count = slots.length / 3;
  for (let slot = b % count; ; slot = (slot + 1) % count) {
    const at = slot * 3;
    if (slots[at] === 0) return { at, taken: false };
    if (slots[at] === a >>> 0 && slots[at + 1] === b && slots[at + 2] === c) return { at, taken: true };
  }
}

function place(slots: Uint32Array, a: number, b: number, c: number): boolean {
  const { at, taken } = find(slots, a, b, c);
  if (taken) return false;
  slots[at] = a;
  slots[at + 1] = b;
  slots[at + 2] = c;
  return true;
}

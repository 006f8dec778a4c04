/** Letters to change, add, leave out or swap with their neighbour to make one word of the other (optimal string alignment). */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The closest of some words, for a typing error; undefined when nothing is close. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const best = words
    .map((candidate) => ({ candidate, d: distance(word, candidate) }))
    .sort((a, b) => a.d - b.d)[0];
  return best && best.d <= Math.max(2, word.length / 2) ? best.candidate : undefined;
}

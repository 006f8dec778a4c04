/** Letters to change, add or leave out to make one word of the other (Levenshtein). */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
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

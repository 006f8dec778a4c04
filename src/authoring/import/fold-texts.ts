/** A text that became no version of its own, and the version (by place) that has its words. */
export interface Folded<T> {
  text: T;
  into: T;
  reason: 'nothing changed in the text' | 'taken back by the next' | 'the earlier text again';
}

/**
 * Leaves out texts that say what the one before says. With `reverts`, also a change that was taken back: of A, B, A only the
 * first A stays, and so for reverts inside reverts. `wordsOf`: the published text.
 */
export function foldTexts<T>(
  texts: readonly T[],
  wordsOf: (text: T) => string,
  reverts: boolean,
): { kept: T[]; folded: Folded<T>[] } {
  const kept: { text: T; words: string }[] = [];
  const folded: Folded<T>[] = [];
  for (const text of texts) {
    const words = wordsOf(text);
    const last = kept.at(-1);
    const earlier = kept.at(-2);
    if (last?.words === words) folded.push({ text, into: last.text, reason: 'nothing changed in the text' });
    else if (reverts && last && earlier?.words === words) {
      kept.pop();
      for (const entry of folded) if (entry.into === last.text) entry.into = earlier.text;
      folded.push(
        { text: last.text, into: earlier.text, reason: 'taken back by the next' },
        { text, into: earlier.text, reason: 'the earlier text again' },
      );
    } else kept.push({ text, words });
  }
  return { kept: kept.map(({ text }) => text), folded };
}

import type { Clause } from '../policy/document.ts';
import { inlineText, normalizeSpace } from '../policy/text.ts';

/** `3.1 Customer data`; for a clause without a title the first words that stand in it. */
export function clauseName(
  clause: Pick<Clause, 'number' | 'title'> & Partial<Pick<Clause, 'body' | 'heading'>>,
): string {
  const first = clause.body?.[0];
  const opening =
    clause.title === '' && first?.type === 'paragraph'
      ? openingWords(inlineText(first.children), clause.number)
      : '';
  return [clause.number, clause.title || opening].filter(Boolean).join(' ');
}

function openingWords(text: string, number: string | null): string {
  const words = normalizeSpace(text).split(' ');
  // The number stands in the paragraph too, in the source's own spelling ("4..9.").
  const rest = number !== null && /^[(§]?\w{0,4}[\d.)]/.test(words[0] ?? '') ? words.slice(1) : words;
  return rest.length > 7 ? `${rest.slice(0, 6).join(' ')} …` : rest.join(' ');
}

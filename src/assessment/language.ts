import type { DocumentIndex } from './context.ts';

/** Frequent small words by language: enough to tell which language a text of some sentences is in. */
const smallWords: Record<string, string> = {
  en: 'the of and to in is that for we you your with or our are this be as may not',
  de: 'der die das und ist nicht wir sie ihre zu mit von den für auf werden oder dass ein eine',
  fr: 'le la les des et est nous vous vos pour que dans une un sur par ne pas avec votre',
  es: 'el la los las de que y en un una para por con su sus no se nosotros del al',
  it: 'il la le di che e in un una per con non si sono gli dei della nostri suoi vostri',
  pt: 'o a os as de que e em um uma para por com não se seus seu dos da do',
  nl: 'de het een en van wij u uw voor met niet zijn op dat te in is onze aan door',
  pl: 'i w na z do nie się że jest oraz dla przez lub są o od jak po jego które',
  sv: 'och att det som en på är för av med inte vi du din till den om ett har kan',
};

/** Languages that have rules. Another is added as vocabularies and rules beside `vocabulary/en`. */
export const languagesWithRules: ReadonlySet<string> = new Set(['en']);

const lookup = new Map(
  Object.entries(smallWords).map(([language, words]) => [language, new Set(words.split(' '))]),
);

/**
 * The language of words as they stand, or null when too few to tell or when the script has no word list
 * (`und` for letters outside Latin).
 */
export function languageOf(words: readonly string[]): string | null {
  const letters = words.filter((word) => /\p{L}/u.test(word));
  if (letters.length < 20) return null;
  if (letters.filter((word) => !/\p{Script=Latin}/u.test(word)).length > letters.length / 2) return 'und';
  const scores = [...lookup].map(([language, small]) => ({
    language,
    score: letters.reduce((sum, word) => sum + (small.has(word) ? 1 : 0), 0) / letters.length,
  }));
  scores.sort((a, b) => b.score - a.score);
  const [best, second] = scores;
  return best && best.score > 0.08 && best.score > 1.3 * (second?.score ?? 0) ? best.language : null;
}

/** The language to assess in: what the text shows, else what the settings say. */
export function languageToAssess(locale: string, before: DocumentIndex, after: DocumentIndex): string {
  const declared = locale.split('-')[0]?.toLowerCase() || 'en';
  return languageOf(after.words) ?? languageOf(before.words) ?? declared;
}

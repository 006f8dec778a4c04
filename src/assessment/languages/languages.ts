import { german } from './de.ts';
import { english } from './en.ts';
import type { AssessmentLanguage } from './language.ts';

const spoken: Readonly<Record<string, AssessmentLanguage>> = { en: english, de: german };

/** What the assessment speaks of a text in this language; English where it does not speak the text's own. */
export function languageFor(textLanguage: string): AssessmentLanguage {
  return spoken[textLanguage] ?? english;
}

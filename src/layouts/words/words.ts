import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { fr } from './fr.ts';

/** One file per language; a language without one gets the English words around its text, marked as English. */
const languages: Record<string, Words> = { en, de };

/** What embed.js says, by language. */
export const embedWords: Record<string, Words['embed']> = { en: en.embed, de: de.embed, fr: fr.embed };

export function wordsFor(locale: string): Words {
  return languages[locale] ?? languages[locale.split('-')[0] ?? ''] ?? en;
}

export type { Words };

import { en, type Words } from './en.ts';

/** One file per language; a language without one gets the English words around its text, marked as English. */
const languages: Record<string, Words> = { en };

export function wordsFor(locale: string): Words {
  return languages[locale] ?? languages[locale.split('-')[0] ?? ''] ?? en;
}

export type { Words };

import type { Words } from './en.ts';

/** French so far speaks in products only (embed.js); pages around a French text have English words. */
export const fr = {
  language: 'fr',
  embed: {
    label: 'Modifications de nos conditions et notices',
    text: (title: string, day: string) => `Modifications le ${day} : ${title}.`,
    answer: 'Votre réponse est nécessaire.',
    link: 'Ce qui change',
    close: 'Fermer',
  },
} satisfies Pick<Words, 'language' | 'embed'>;

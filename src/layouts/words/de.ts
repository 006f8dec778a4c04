import type { Words } from './en.ts';

export const de = {
  language: 'de',
  embed: {
    label: 'Änderungen unserer Bedingungen und Hinweise',
    text: (title: string, day: string) => `Änderungen am ${day}: ${title}.`,
    answer: 'Wir brauchen Ihre Antwort.',
    link: 'Was sich ändert',
    close: 'Ausblenden',
  },
} satisfies Pick<Words, 'language' | 'embed'>;

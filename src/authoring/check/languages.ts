import { join } from 'node:path';
import { wordsFor } from '../../notice/words/words.ts';
import type { SoundContent } from '../read-content.ts';
import type { Report } from './rule.ts';

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** Languages that are none, and those that pages and letters have no words in: then English stands around the text. */
export function checkLanguages(content: SoundContent, report: Report): void {
  const asked = [
    { file: join(content.dir, 'site.yaml'), locale: content.site.locale },
    ...content.policies.flatMap(({ file, settings: { locale } }) => (locale ? [{ file, locale }] : [])),
  ];
  for (const { file, locale } of asked) {
    const [language = ''] = locale.split('-');
    const name = names.of(language);
    const at = { file, ...content.placeOf(file, ['locale']) };
    if (name === undefined)
      report(at, {
        rule: 'locale-unknown',
        severity: 'warning',
        message: `locale: "${locale}" is no language that is known`,
        remedy: 'Write its code (BCP 47), such as en, de or pt-BR.',
      });
    else if (wordsFor(locale).locale !== language.toLowerCase())
      report(at, {
        rule: 'locale-words',
        severity: 'advice',
        message: `pages and letters have no words of their own in ${name}: what stands around the text is English, in letters the language of the site`,
        remedy:
          'Nothing to mend. Whoever adds the language writes one file in src/layouts/words and one in src/notice/words.',
      });
  }
}

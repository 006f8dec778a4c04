import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assessment/assess.ts';
import { german } from '../../src/assessment/languages/de.ts';
import { unassessedRules } from '../../src/assessment/rules/logic.ts';
import { anyLanguageRules } from '../../src/assessment/rules/table.ts';
import { changeListHtml } from '../../src/layouts/change-list.ts';
import { wordsFor } from '../../src/layouts/words/words.ts';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';

const englishText = `## What we keep

We keep your account data for two years after you close your account, and then we delete it.

We store backups in Hamburg.
`;
const germanText = `## Was wir aufbewahren

Wir bewahren Ihre Kontodaten zwei Jahre nach dem Ende des Vertrags auf und löschen sie dann. Fragen beantwortet die
Abteilung für Datenschutz unter datenschutz@fernhill.example, und zwar in der Regel innerhalb von drei Tagen.

Sicherungen speichern wir in Hamburg.
`;

/** Each change as a reader sees it: its sentence, then the reasons with their language where it is not the page's. */
function listed(before: string, after: string, locale: string, textLocale = locale) {
  const documents = { old: parse(before, 'md').document, new: parse(after, 'md').document };
  const redline = compareDocuments(documents.old, documents.new);
  const assessment = assess(documents.old, documents.new, redline, {
    kind: 'privacy',
    locale: textLocale,
    heldData: 'follows',
  });
  const html = changeListHtml(assessment.changes, wordsFor(locale).changeList, {
    title: 'Changes',
    level: 2,
    prefix: '',
    html: '',
    documents,
    spoken: assessment.language,
    lang: textLocale,
    dir: 'ltr',
  });
  const said = [...html.matchAll(/<p class="change-said">(.*?)<\/p>/g)].map(([, text]) => text);
  const reasons = [...html.matchAll(/<li><span( lang="\w+")?>(.*?)<\/span>/g)].map(
    ([, lang = '', text]) => text + lang,
  );
  return { said, reasons, summary: assessment.summary };
}

describe('what the rules say, in the language of the page', () => {
  test('an English text on an English page: the rule’s sentence, not the block’s', () => {
    const found = listed(englishText, englishText.replace('two years', 'seven years'), 'en');
    expect(found.said).toEqual(['The period went from 2 years to 7 years.']);
    expect(found.reasons).toEqual(['The period went from 2 years to 7 years.']);
    const backups = listed(englishText, englishText.replace('Hamburg', 'Hamburg.\n\nRead on below'), 'en');
    expect(backups.said.join()).not.toContain('has other words');
  });

  test('a German text on a German page is German throughout', () => {
    const changed = germanText.replace('zwei Jahre', 'sieben Jahre').replace('datenschutz@', 'daten@');
    const found = listed(germanText, changed, 'de');
    expect(found.reasons).toEqual([
      'Nicht geprüft: Für diese Sprache gibt es keine Regeln, und der Satz ist anders.',
    ]);
    expect(found.summary).toMatch(
      /^Eine Änderung ist wichtig:\n- Nicht geprüft, weil .*: „Wir bewahren .*“ \(bisher: „zwei“\)\.$/,
    );
    const moved = listed(germanText, germanText.replace('in Hamburg.', 'in  **Hamburg**.'), 'de');
    expect(moved.said.concat(moved.reasons).join()).not.toMatch(/\b(?:the|words|changed)\b/);
  });

  test('an English text on a German page: its reasons are marked as English', () => {
    const found = listed(englishText, englishText.replace('two years', 'seven years'), 'de', 'en');
    expect(found.said).toEqual(['Aus „two“ wurde „seven“.']);
    expect(found.reasons).toEqual(['The period went from 2 years to 7 years. lang="en"']);
  });

  test('every rule that can hold for a German text speaks German', () => {
    const ids = [...anyLanguageRules, ...unassessedRules].map(({ id }) => id);
    expect(Object.keys(german.rules).sort()).toEqual(ids.sort());
  });
});

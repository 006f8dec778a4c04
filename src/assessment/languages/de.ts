import type { AssessmentLanguage } from './language.ts';

/** A German text has no vocabularies yet: these are all rules that can hold for it. */
export const german: AssessmentLanguage = {
  code: 'de',
  subjects: {
    'not assessed': 'nicht geprüft, weil es für diese Sprache keine Regeln gibt',
    controller: 'wer verantwortlich ist',
    collection: 'welche Daten wir erheben',
    purpose: 'wofür wir Daten nutzen',
    sharing: 'wer Daten erhält',
    'sale-ads': 'Verkauf von Daten und Werbung',
    retention: 'wie lange wir Daten aufbewahren',
    rights: 'Ihre Rechte und Wahlmöglichkeiten',
    security: 'wie Daten geschützt werden',
    transfers: 'wo Daten liegen und wohin sie gehen',
    children: 'Minderjährige',
    cookies: 'Cookies und Tracking',
    'change-terms': 'wie wir über Änderungen informieren',
    scope: 'wofür dieses Dokument gilt',
    fees: 'Preise und Zahlung',
    eligibility: 'wer den Dienst nutzen darf',
    'legal-terms': 'die Vertragsbedingungen',
    contact: 'Kontaktdaten',
    definitions: 'Namen und Begriffe',
    other: 'weitere Aussagen',
    editorial: 'Wortlaut',
    structure: 'Reihenfolge und Gestaltung',
    date: 'Daten im Kalender',
  },
  summary: {
    one: 'Eine Änderung ist wichtig',
    some: '{n} Änderungen sind wichtig',
    favour: ', zu Ihren Gunsten',
    editorial: 'Nur Wortlaut und Gestaltung ändern sich; die Bedeutung bleibt dieselbe.',
    minor: 'Nur kleine Änderungen{about}; niemandes Rechte oder Pflichten ändern sich.',
    about: ' ({subjects})',
    also: 'Außerdem: {subjects}.',
    more: 'und {n} weitere',
    consent:
      'Für einen Teil davon genügt eine Mitteilung nicht: Er braucht die Zustimmung derer, deren Daten wir schon haben.',
    heldData: 'Ein Teil davon betrifft auch Daten, die wir schon haben.',
    added: 'neu: {quote}',
    removed: 'nicht mehr enthalten: {quote}',
    before: '{quote} (bisher: {words})',
    came: '{quote} (neu: {words})',
    went: '{quote} (nicht mehr: {words})',
    clauseAdded: 'ein neuer Abschnitt, {title}',
    clauseRemoved: 'der Abschnitt {title} entfällt',
  },
  quotes: { outer: ['„', '“'], inner: ['‚', '‘'] },
  untouched: 'kein Wort des Textes ist anders',
  unrelated: {
    oldEmpty: 'Der frühere Text ist leer: Es gibt nichts, womit sich der neue vergleichen ließe.',
    newEmpty: 'Der neue Text ist leer: Vom früheren ist nichts übrig.',
    strange: 'Das sind nicht zwei Fassungen desselben Dokuments: {n} % der Wörter sind gemeinsam.',
  },
  rules: {
    'contact-sign': { reason: 'eine E-Mail-Adresse oder Telefonnummer ist anders' },
    'same-words': {
      reason:
        'die Wörter sind dieselben; nur Schreibweise, Zeichen, Nummern, Links oder Formatierung sind anders',
    },
    'moved-text': {
      reason:
        'der Satz steht auch in der anderen Fassung: Er wurde verschoben, geteilt, verbunden oder steht doppelt',
    },
    copyright: { reason: 'nur die Zeile mit dem Urheberrechtsvermerk ist anders' },
    heading: { reason: 'nur eine Überschrift oder Beschriftung ist anders' },
    'date-line': { reason: 'die Zeile sagt nur, von wann der Text ist oder ab wann er gilt' },
    'not-assessed': {
      reason: 'nicht geprüft: Für diese Sprache gibt es keine Regeln, und der Satz ist anders',
    },
    'label-not-assessed': {
      reason: 'nicht geprüft: Für diese Sprache gibt es keine Regeln; wenige Wörter sind anders',
    },
  },
};

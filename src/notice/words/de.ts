import { type Day, formatDay, formatPeriod, isEmptyPeriod, type Period } from '../../policy/day.ts';
import type { LetterChange, LetterContent, LetterPart } from '../letter.ts';
import type { LetterWords } from './words.ts';

const locale = 'de';
const day = (value: Day) => formatDay(value, locale);
const period = (value: Period) => formatPeriod(value, locale);
const list = new Intl.ListFormat(locale, { type: 'conjunction' });

/** Titles stay in their own language, so they are quoted and never bent. */
const name = (part: LetterPart) => `„${part.title}“`;
const names = (content: LetterContent) => list.format(content.parts.map(name));
const many = (content: LetterContent) => content.parts.length > 1;
const hasOneZone = (content: LetterContent) => new Set(content.parts.map((part) => part.timeZone)).size === 1;
const needsYes = (content: LetterContent) => content.parts.some((part) => part.class === 'consent');
const numerals = [
  'null',
  'ein',
  'zwei',
  'drei',
  'vier',
  'fünf',
  'sechs',
  'sieben',
  'acht',
  'neun',
  'zehn',
  'elf',
  'zwölf',
];
const numeral = (number: number) => numerals[number] ?? String(number);
const capital = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}`;
const count = (number: number, one: string, more: string) =>
  number === 1 ? one : `${capital(numeral(number))} ${more}`;
const languages = new Intl.DisplayNames(locale, { type: 'language' });
const languageName = (tag: string) => languages.of(new Intl.Locale(tag).language) ?? tag;
const sentence = (text: string) => (/[.!?…]["”“’)]*$/u.test(text) ? text : `${text}.`);

/** `0:00 Uhr, Mitteleuropäische Normalzeit, Europe/Berlin`, wie sie an diesem Tag ist. */
function midnight(part: LetterPart): string {
  const instant = Temporal.PlainDate.from(part.effective).toZonedDateTime(part.timeZone);
  const format = new Intl.DateTimeFormat('de-DE', {
    timeZone: part.timeZone,
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'long',
  });
  const parts = format.formatToParts(instant.epochMilliseconds);
  const textOf = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${Number(textOf('hour'))}:${textOf('minute')} Uhr, ${textOf('timeZoneName')}, ${part.timeZone}`;
}

function subject(content: LetterContent): string {
  const from = `${content.company.name}: `;
  const on = day(content.effective);
  const what = content.parts.length > 3 ? `${content.parts.length} Dokumente` : names(content);
  switch (content.kind) {
    case 'advance':
      return needsYes(content)
        ? `${from}Änderung zum ${on}, Ihre Antwort ist nötig: ${what}`
        : `${from}Änderung zum ${on}: ${what}`;
    case 'reminder':
      return `${from}Erinnerung an die Änderung zum ${on}: ${what}`;
    case 'correction':
      return `${from}Berichtigung: keine Änderung zum ${on}: ${what}`;
  }
}

function title(content: LetterContent): string {
  const on = day(content.effective);
  switch (content.kind) {
    case 'advance':
      return `Änderung zum ${on}: ${names(content)}`;
    case 'reminder':
      return `Erinnerung an die Änderung zum ${on}: ${names(content)}`;
    case 'correction':
      return `Berichtigung: Die für den ${on} angekündigte Änderung von ${names(content)} ist zurückgenommen`;
  }
}

/** Klein begonnen: nach dem Komma der Anrede geht der Satz weiter. */
function lead(content: LetterContent): string {
  const first = content.parts[0]!;
  const on = day(content.effective);
  if (content.kind === 'correction') {
    return many(content)
      ? 'wir haben Ihnen geschrieben, dass sich einige unserer Dokumente ändern. Was wir angekündigt haben, ist zurückgenommen:'
      : `wir haben Ihnen geschrieben, dass sich unser Dokument ${name(first)} am ${on} ändert. Diese Änderung ist zurückgenommen.`;
  }
  const zone = hasOneZone(content) ? ` (${midnight(first)})` : '';
  const when = `am ${on}, zu Beginn des Tages${zone},`;
  return many(content)
    ? `${when} ändern sich ${numeral(content.parts.length)} unserer Dokumente:`
    : `${when} ersetzt Fassung ${first.version} unseres Dokuments ${name(first)} die Fassung ${first.previous}.`;
}

function leadPart(part: LetterPart, content: LetterContent): string {
  if (content.kind === 'correction')
    return `Fassung ${part.version} des Dokuments ${name(part)} ist zurückgenommen.`;
  const when = hasOneZone(content) ? '' : `, um ${midnight(part)}`;
  return `Fassung ${part.version} des Dokuments ${name(part)} ersetzt Fassung ${part.previous}${when}.`;
}

function act(content: LetterContent): string {
  if (content.kind === 'correction') return 'Sie müssen nichts tun.';
  if (needsYes(content))
    return 'Wir brauchen Ihre Antwort: Einiges davon geschieht nur, wenn Sie Ja sagen. Es steht Ihnen frei, Nein zu sagen oder nicht zu antworten.';
  const actions = content.parts.flatMap((part) => part.actions);
  if (actions.length === 0) return 'Sie müssen nichts tun.';
  const by = actions.flatMap((action) => action.by ?? []).sort()[0];
  const until = by === undefined ? '' : `; die erste Frist dort endet am ${day(by)}`;
  return `Sie müssen nichts tun. Wenn Sie etwas tun möchten, sehen Sie unter „Was Sie tun können“ nach${until}.`;
}

function exempt(part: LetterPart): string {
  const grounds = {
    'required-by-law': 'weil das Gesetz es verlangt',
    security: 'weil die Sicherheit es verlangt',
    benefit: 'weil sie nur zu Ihrem Vorteil ist',
  };
  const { kind, reason } = part.exemption!;
  const sooner = isEmptyPeriod(part.period)
    ? 'früher als sonst in Kraft'
    : `früher in Kraft, als wir zusagen (${period(part.period)} nach der Mitteilung)`;
  return `Diese Änderung des Dokuments ${name(part)} tritt ${sooner}, ${grounds[kind]}. ${sentence(reason)}`;
}

function changeTitle(change: LetterChange): string {
  if (change.number && change.title) return `Abschnitt ${change.number}: ${change.title}`;
  if (change.number) return `Abschnitt ${change.number}`;
  return change.title || 'Ein Absatz ohne Überschrift';
}

function changeFacts(change: LetterChange, part: LetterPart): string {
  const facts = change.class === 'consent' ? ['Das braucht Ihr Ja.'] : [];
  if (part.policyKind === 'terms')
    facts.push(
      change.practice
        ? 'Das ändert, was zwischen uns gilt.'
        : 'Das ändert den Wortlaut; was gilt, bleibt gleich.',
    );
  else
    facts.push(
      change.practice ? 'Das ändert, was wir tun.' : 'Das ändert den Wortlaut; was wir tun, bleibt gleich.',
    );
  if (change.heldData && (change.class === 'consent' || part.heldData === 'follows'))
    facts.push('Es betrifft auch Daten, die wir schon haben.');
  else if (change.heldData && part.heldData === 'opt-in' && part.consentUrl)
    facts.push('Daten, die wir schon haben, betrifft es nur, wenn Sie Ja sagen.');
  return facts.join(' ');
}

function heldData(part: LetterPart): string {
  const on = day(part.effective);
  if (part.class === 'consent') {
    const asked =
      'Was Ihr Ja braucht, betrifft auch Daten über Sie, die wir schon haben. Mit diesen Daten geschieht es nur, wenn Sie Ja sagen.';
    const rest = part.changes.some((change) => change.class !== 'consent') && part.heldData === 'follows';
    return rest ? `${asked} Die anderen Änderungen gelten für diese Daten ab dem ${on}.` : asked;
  }
  if (part.heldData === 'as-collected')
    return `Daten, die wir vor dem ${on} erhoben haben, sind nicht betroffen: Für sie gilt weiter die Fassung, die galt, als sie erhoben wurden.`;
  if (part.heldData === 'opt-in') {
    return part.consentUrl
      ? `Für Daten, die wir vor dem ${on} erhoben haben, gelten diese Änderungen nur, wenn Sie Ja sagen. Für Daten, die wir ab diesem Tag erheben, gelten sie.`
      : `Für Daten, die wir vor dem ${on} erhoben haben, gelten diese Änderungen nicht; für sie gilt weiter die Fassung davor. Für Daten, die wir ab diesem Tag erheben, gelten sie.`;
  }
  return `Ab dem ${on} gilt die neue Fassung auch für Daten über Sie, die wir schon haben, soweit ihr Text nichts anderes sagt.`;
}

function nothing(part: LetterPart): string {
  const on = day(part.effective);
  if (part.class === 'consent')
    return `Ihr Schweigen ist keine Zustimmung. Wenn Sie nicht antworten, gilt das für uns als Nein: Nichts, was Ihr Ja braucht, geschieht mit Daten über Sie, die wir schon haben. Der Rest der neuen Fassung gilt ab dem ${on}.`;
  const later = `Die neue Fassung gilt ab dem ${on} für Daten, die wir von da an erheben.`;
  if (part.heldData === 'opt-in')
    return part.consentUrl
      ? `${later} Für Daten, die wir vorher erhoben haben, ist Ihr Schweigen keine Zustimmung.`
      : later;
  if (part.heldData === 'as-collected') return later;
  return `Fassung ${part.version} des Dokuments ${name(part)} gilt ab dem ${on}.`;
}

function withdrawn(part: LetterPart): string[] {
  const { on, reason, inForce, replacement } = part.withdrawal!;
  const state =
    on >= part.effective
      ? `Fassung ${part.version} des Dokuments ${name(part)} trat am ${day(part.effective)} in Kraft und wurde am ${day(on)} zurückgenommen. Von diesem Tag an gilt wieder Fassung ${inForce}.`
      : `Fassung ${part.version} des Dokuments ${name(part)} tritt nicht in Kraft. Fassung ${inForce} gilt weiter.`;
  const answer =
    part.class === 'consent'
      ? ['Wenn Sie dazu schon Ja oder Nein gesagt haben: Diese Antwort hat keine Wirkung mehr.']
      : [];
  const next = replacement
    ? [
        `An ihrer Stelle ist Fassung ${replacement.version} für den ${day(replacement.effective)} vorgesehen. Muss sie Ihnen mit einem Brief angekündigt werden, so erhalten Sie einen eigenen.`,
      ]
    : [];
  return [state, `Der Grund: ${sentence(reason)}`, ...answer, ...next];
}

function why(content: LetterContent): string {
  const documents = many(content) ? 'Dokumente, die für Sie gelten' : 'ein Dokument, das für Sie gilt';
  const who =
    content.kind === 'correction'
      ? 'allen, denen wir die Änderung angekündigt haben'
      : 'allen, die es betrifft';
  const optOut = content.parts.some((part) => part.optOut)
    ? ', außer denen, die uns gebeten haben, ihnen keine rechtlichen Mitteilungen zu senden'
    : '';
  return `Dies ist eine rechtliche Mitteilung über ${documents}, keine Werbung. Wir schulden sie ${who}${optOut}; deshalb erhalten Sie sie unabhängig davon, was Sie zu Werbe-E-Mails gewählt haben.`;
}

function promise(part: LetterPart): string {
  if (isEmptyPeriod(part.period))
    return `Wir teilen Ihnen eine solche Änderung des Dokuments ${name(part)} mit, bevor sie in Kraft tritt.`;
  return `Wir sagen zu, Ihnen eine solche Änderung des Dokuments ${name(part)} mindestens ${period(part.period)} vor ihrem Inkrafttreten mitzuteilen.`;
}

export const de: LetterWords = {
  locale,
  subject,
  testMark: '[Test] ',
  testNote: 'Dies ist ein Test für unsere eigenen Leute. Niemandem wurde damit etwas mitgeteilt.',
  title,
  greeting: (reader) => `Guten Tag ${reader},`,
  greetingUnnamed: 'Guten Tag,',
  lead,
  leadPart,
  act,
  inShort: (summary) => `In Kürze: ${summary}`,
  late: 'Dieser Brief erreicht Sie später, als er sollte. Wir bitten um Entschuldigung.',
  joined:
    'Sie sind Kundin oder Kunde geworden, nachdem diese Änderung angekündigt war; mit diesem Brief erfahren auch Sie davon.',
  exempt,
  reminder: (content) =>
    `Wir haben Ihnen darüber schon geschrieben; dies ist die einzige Erinnerung.${needsYes(content) ? ' Wenn Sie schon Ja oder Nein gesagt haben, brauchen Sie nichts mehr zu tun.' : ''}`,

  changesHeading: 'Was sich ändert',
  documentIn: (locale) => `Das Dokument selbst ist auf ${languageName(locale)}.`,
  changesIntro: (shown) =>
    shown === 1
      ? 'Ein Abschnitt ändert sich in einer Weise, auf die es ankommt. Hier steht er vorher und nachher; Wörter, die sich unterscheiden, sind markiert:'
      : 'Diese Abschnitte ändern sich in einer Weise, auf die es ankommt. Hier steht jeder von ihnen vorher und nachher; Wörter, die sich unterscheiden, sind markiert:',
  legend: { removed: 'entfällt', added: 'kommt hinzu' },
  changeTitle,
  changeFacts,
  before: 'Vorher',
  after: 'Nachher',
  added: 'Neuer Text',
  removed: 'Text, der entfällt',
  moved: 'Text, der an diese Stelle rückt',
  changePlaces: (places) => `Dieselbe Änderung steht an ${places} Stellen; die erste ist gezeigt.`,
  linkWhole: 'Der ganze Absatz, vorher und nachher',
  listedIntro: (number, shownAny) =>
    shownAny
      ? `${count(number, 'Ein weiterer Abschnitt ändert sich, der', 'weitere Abschnitte ändern sich, die')} in diesen Brief nicht ${number === 1 ? 'passt' : 'passen'}. Jeder Link führt zum Text vorher und nachher:`
      : `${count(number, 'Ein Abschnitt ändert', 'Abschnitte ändern')} sich in einer Weise, auf die es ankommt. Jeder Link führt zum Text vorher und nachher:`,
  unlisted: (number) => `und ${number} weitere`,
  smallChanges: (number) =>
    number === 1
      ? 'Daneben gibt es eine kleinere Änderung, etwa am Wortlaut oder an Kontaktangaben. Im Vergleich, zu dem unten ein Link führt, ist sie markiert.'
      : `Daneben gibt es ${numeral(number)} kleinere Änderungen, etwa am Wortlaut oder an Kontaktangaben. Im Vergleich, zu dem unten ein Link führt, sind sie markiert.`,

  heldDataHeading: 'Daten, die wir schon haben',
  heldData,
  actionsHeading: 'Was Sie tun können',
  actionBy: (by) => `bis ${day(by)}`,
  consentLink: 'Ja oder Nein sagen',
  noActions: 'Von Ihnen wird nichts verlangt.',
  questions:
    'Wenn Sie eine Frage haben oder nicht einverstanden sind, antworten Sie auf diesen Brief oder schreiben Sie an',
  nothingHeading: 'Wenn Sie nichts tun',
  nothing,

  withdrawnHeading: 'Was das bedeutet',
  withdrawn,

  textsHeading: 'Die vollständigen Texte',
  linkNew: (part) => `Der neue Text, Fassung ${part.version}, veröffentlicht am ${day(part.published)}`,
  linkChanges: 'Der Vergleich: beide Texte in einem, jede Änderung markiert',
  linkOld: (part) => `Der bis dahin geltende Text, Fassung ${part.previous}`,
  linkWithdrawn: (part) => `Der zurückgenommene Text, Fassung ${part.version}`,
  linkUpcoming: 'Was bevorsteht',
  linkPolicy: 'Der Text, der an dem Tag gilt, an dem Sie nachsehen',

  whyHeading: 'Warum Sie diesen Brief erhalten',
  why,
  promise,
  quote: (part, quote) => `Im Dokument ${name(part)} steht: „${quote}“`,

  recordsHeading: 'Für Ihre Unterlagen',
  reference: 'Kennzeichen',
  subjectReference: 'Kennz.',
  digests:
    'Mit diesen Prüfsummen (SHA-256 der veröffentlichten Textdateien) kann später jeder nachprüfen, dass die Texte die sind, die wir Ihnen mitgeteilt haben:',
  verify: 'Ihr Browser kann es für Sie tun:',
  digest: (part, version) => `${part.title}, Fassung ${version}`,
  contact: (content) => `${content.company.name} ist für diesen Brief verantwortlich. Kontakt:`,

  day,
  period,
};

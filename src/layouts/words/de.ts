import type { ChangeClass } from '../../policy/fields.ts';
import type { PageLabels } from '../../redline/page-parts.ts';
import type { Words } from './en.ts';

const countNames: Record<ChangeClass, string> = {
  consent: 'zustimmungsbedürftig',
  material: 'wesentlich',
  minor: 'geringfügig',
  editorial: 'redaktionell',
};

const classNames: Record<ChangeClass, string> = {
  editorial: 'Redaktionell',
  minor: 'Geringfügig',
  material: 'Wesentlich',
  consent: 'Braucht Zustimmung',
};

const spoken: NonNullable<PageLabels['spoken']> = {
  removed: [' entfallen: ', ' Ende des entfallenen Textes '],
  added: [' hinzugekommen: ', ' Ende des hinzugekommenen Textes '],
  movedAway: [' von hier verschoben: ', ' Ende des von hier verschobenen Textes '],
  movedHere: [' hierher verschoben: ', ' Ende des verschobenen Textes '],
};

/** German. What en.ts says of its sentences holds here too: no „jetzt“, no „heute“, but the day. */
export const de: Words = {
  language: 'de',
  skip: 'Zum Text springen',
  siteNav: 'Dokumente',
  footerNav: 'Alle Dokumente und Hilfsmittel',
  policyNav: (title) => `Seiten zu: ${title}`,
  allPolicies: 'Alle Dokumente',
  home: (company) => `${company}: Dokumente`,
  indexTitle: 'Dokumente',
  indexLead: (company) =>
    `Die Texte, die ${company} veröffentlicht: was gilt, was angekündigt ist, und jede Fassung davor.`,
  asOf: (day) => `Diese Seite wurde am ${day} aus dem bis dahin Veröffentlichten erstellt.`,
  footerPromise: 'Diese Website setzt keine Cookies, zählt niemanden und lädt nichts von anderen Websites.',
  notFound: {
    title: 'Unter dieser Adresse gibt es keine Seite',
    lead: 'Fassungen behalten ihre Adresse für immer; vielleicht ist sie vertippt. Alle Dokumente mit ihrer Geschichte:',
  },

  search: {
    link: 'Suche',
    title: 'In den Dokumenten suchen',
    ask: 'Gesuchte Wörter',
    button: 'Suchen',
    policy: 'In',
    every: 'allen Dokumenten',
    past: 'Auch Texte, die nicht mehr gelten',
    hint: 'Wörter in Anführungszeichen werden als Wortfolge gesucht. Durchsucht werden kann jeder Text, den ein Dokument je hatte.',
    searching: 'Es wird gesucht …',
    failed:
      'Das Suchverzeichnis konnte nicht geladen werden. Versuchen Sie es noch einmal, oder öffnen Sie ein Dokument und suchen Sie mit Ihrem Browser.',
    none: (query) => `Zu „${query}“ wurde nichts gefunden.`,
    nonePast: 'Texte, die nicht mehr gelten, wurden ausgelassen.',
    found: (count, query) => `Fundstellen zu „${query}“: ${count}.`,
    shown: (shown) => `Die ersten ${shown} sind zu sehen.`,
    more: 'Mehr zeigen',
    opening: 'Einleitung',
    versions: (numbers) => `Dieselben Worte stehen in den Fassungen ${numbers}.`,
    noScript:
      'Die Suche braucht JavaScript. Ohne JavaScript: Öffnen Sie unten ein Dokument. Jede Fassung steht ganz auf einer Seite, die Ihr Browser durchsuchen kann.',
  },

  verify: {
    link: 'Prüfen',
    title: 'Einen Text oder Brief prüfen',
    lead: 'Wer einen Text, einen Brief oder eine Prüfsumme aufbewahrt hat, sieht hier, ob sie mit dem Veröffentlichten übereinstimmen. Gerechnet wird in Ihrem Browser; nichts, was Sie eingeben, verlässt ihn.',
    ask: 'Prüfsumme (SHA-256) oder Kennzeichen eines Briefs',
    button: 'Prüfen',
    file: 'Oder eine Textdatei, die Sie aufbewahrt haben',
    checking: 'Es wird geprüft …',
    same: (title, version) =>
      `Das ist die Prüfsumme von ${title}, Fassung ${version}, und der hier veröffentlichte Text hat dieselbe.`,
    sameFile: (name, title, version) =>
      `${name} ist ${title}, Fassung ${version}, wie hier veröffentlicht, bis aufs letzte Zeichen.`,
    differs: (title, version) =>
      `Das ist die Prüfsumme, die für ${title}, Fassung ${version}, angegeben ist; der hier veröffentlichte Text hat aber eine andere. Bitte sagen Sie es uns.`,
    none: 'Kein hier veröffentlichter Text hat diese Prüfsumme.',
    noneFile: (name) =>
      `${name} ist keiner der hier veröffentlichten Texte: Die Prüfsumme ist nicht unter den ihren.`,
    reference: {
      advance: (reference) => `${reference} ist ein Kennzeichen des Briefs, der ankündigt:`,
      reminder: (reference) => `${reference} ist ein Kennzeichen des Briefs, der erinnert an:`,
      correction: (reference) => `${reference} ist ein Kennzeichen des Briefs, der zurücknimmt:`,
    },
    referenceNone: (reference) =>
      `${reference} gehört zu keinem Brief über die hier veröffentlichten Texte. Vergleichen Sie es noch einmal mit dem Brief; ist es dasselbe, trauen Sie dem Brief nicht und sagen Sie es uns.`,
    referenceSame: (title, version) =>
      `${title}, Fassung ${version}: Der hier veröffentlichte Text hat die Prüfsumme, die für ihn angegeben ist. Auch am Ende des Briefs steht sie: Es muss die folgende sein.`,
    referenceMore: (company) =>
      `Wer den Brief bekommen hat, wissen nur die Unterlagen von ${company}; auf dieser Website steht darüber nichts. Ein Kennzeichen lässt sich abschreiben: Um bestätigen zu lassen, dass der Brief an Sie ging, nennen Sie es:`,
    malformed:
      'Das ist weder eine Prüfsumme (64 Ziffern und Buchstaben von a bis f) noch ein Kennzeichen (16 Buchstaben und Ziffern, etwa W4SD-7K3Q-9ZTM-2XAB).',
    failed:
      'Die veröffentlichten Texte konnten nicht geladen werden. Versuchen Sie es noch einmal, oder prüfen Sie von Hand, wie unten beschrieben.',
    insecure:
      'Ihr Browser berechnet Prüfsummen nur auf Seiten, die über https geladen sind. Prüfen Sie von Hand, wie unten beschrieben.',
    computed: (digest) => `In Ihrem Browser berechnete Prüfsumme: ${digest}`,
    dates: (published, effective) => `Veröffentlicht: ${published}; gültig ab: ${effective}.`,
    text: 'Der Text als Datei',
    page: 'Lesen',
    hand: 'Von Hand',
    handNote: 'Ohne diese Seite, auf jedem Computer:',
    handSteps: (system) => `Unter ${system}:`,
    handEnd:
      'Die 64 Stellen müssen die des Briefs sein, oder die unter „Diese Fassung“ am Ende jedes Textes. Das Verzeichnis aller Fassungen mit ihrer Prüfsumme steht in:',
    noScript: 'Das Prüfen auf dieser Seite braucht JavaScript. Der Weg unten braucht keines.',
  },

  embed: {
    label: 'Änderungen unserer Bedingungen und Hinweise',
    text: (title, day) => `Änderungen am ${day}: ${title}.`,
    answer: 'Wir brauchen Ihre Antwort.',
    link: 'Was sich ändert',
    close: 'Ausblenden',
  },

  tabs: { text: 'Text', upcoming: 'Was sich ändert', history: 'Geschichte' },

  version: (number) => `Fassung ${number}`,
  versionLabel: 'Fassung',
  moment: (day, zone) => `${day}, 0:00 Uhr (${zone})`,
  dateUnknown: 'Datum nicht bekannt',
  effectiveUnknown: 'Beginn der Geltung nicht bekannt',
  from: (from) => `ab ${from}`,
  until: (until) => `bis zum Ende des ${until}`,
  untilAbout: (until) => `bis ${until}`,

  statusOn: (day) => `Stand am ${day}`,
  status: {
    draft: 'Entwurf',
    scheduled: 'Vorgesehen',
    upcoming: 'Angekündigt',
    inForce: 'In Kraft',
    superseded: 'Abgelöst',
    withdrawn: 'Zurückgenommen',
  },

  labels: {
    version: 'Fassung',
    inForce: 'In Kraft',
    applied: 'Galt',
    applies: 'Gilt',
    published: 'Veröffentlicht',
    effective: 'Sollte gelten ab',
    reviewed: 'Zuletzt überprüft',
    size: 'Umfang der Änderung',
  },

  turned: (day, number) => `Der ${day} ist da: Es gilt Fassung ${number}.`,
  next: (moment, number) => `Ab dem ${moment} gilt Fassung ${number}.`,
  whatChanges: 'Was sich ändert',
  whatChangesIn: (title) => `Was sich ändert: ${title}`,
  historyOf: (title) => `Geschichte: ${title}`,
  noneAnnounced: (day) => `Am ${day} stand keine angekündigte Änderung bevor.`,
  neverApplies:
    'Diese Fassung gilt an keinem Tag: Eine andere tritt vor ihrem ersten Tag oder an ihm an ihre Stelle.',
  withdrawnBefore: 'Sie ist nie in Kraft getreten.',
  supersededAbout: (number, month) => `Fassung ${number} trat an ihre Stelle: ${month}.`,
  superseded: (number, day) => `Fassung ${number} trat am ${day} an ihre Stelle.`,
  announcedOn: (day) => `Angekündigt am ${day}.`,
  withdrawn: (day, by, reason) => `Zurückgenommen am ${day} von ${by}: ${reason}`,
  exemption: {
    'required-by-law': 'Tritt vor Ablauf der zugesagten Frist in Kraft, weil das Gesetz es verlangt:',
    security: 'Tritt vor Ablauf der zugesagten Frist in Kraft, um der Sicherheit willen:',
    benefit: 'Tritt vor Ablauf der zugesagten Frist in Kraft, weil sie den Lesenden nur nützt:',
  },
  decidedBy: (name) => `Entschieden von ${name}.`,
  imported: {
    text: (from) => `Übernommen aus ${from}; der Tag des Inkrafttretens ist der, den der Text nennt.`,
    commit: (from) => `Übernommen aus ${from}; der Tag ist der des Commits und nicht bezeugt.`,
    archive: (from) => `Übernommen aus ${from}; der Tag ist der des Archivs und nicht bezeugt.`,
    none: (from) => `Übernommen aus ${from}; der Text nennt kein Datum.`,
  },
  seen: (day) => `Ein Archiv sah diesen Text am ${day}; seit wann er galt, sagt das nicht.`,
  toInForce: 'Der geltende Text',
  nothingInForce: (day) =>
    `Am ${day} war keine Fassung in Kraft und keine für einen späteren Tag angekündigt.`,

  retired: (number) =>
    `Der Abschnitt, zu dem Ihr Link führt, steht nicht in dieser Fassung. Zuletzt stand er in Fassung ${number}.`,
  retiredLink: 'Dort lesen',

  highlights: 'Das Wichtigste',
  highlightsNote: 'In Kürze. Jeder Teil führt zu den Abschnitten, die er zusammenfasst.',
  inFull: 'Im Einzelnen:',
  contents: 'Inhalt',
  fullText: 'Der ganze Text',
  clause: (number, title) => [number, title].filter(Boolean).join(' ') || 'Abschnitt ohne Titel',
  permalink: (clause) => `Link zu: ${clause}`,
  table: (clause, nth) => `${clause ? `Tabelle: ${clause}` : 'Tabelle'}${nth > 1 ? ` (${nth})` : ''}`,
  picture: (alt) => (alt ? `Bild: ${alt}` : 'Bild'),

  glossary: {
    title: 'Begriffe',
    note: 'Was Wörter in diesem Text bedeuten, so wie er sie selbst bestimmt.',
    show: (count) => (count === 1 ? 'Den einen Begriff zeigen' : `Alle ${count} Begriffe zeigen`),
  },

  files: {
    title: 'Diese Fassung',
    address: 'Dauerhafte Adresse',
    digest: 'SHA-256 des Textes',
    files: 'Als Datei',
    verify: (file) =>
      `Wer ${file} aufbewahrt, kann belegen, was veröffentlicht war: Die SHA-256 der Datei ist an jedem Tag die Prüfsumme oben.`,
  },

  upcoming: {
    title: (title) => `Was sich ändert: ${title}`,
    none: (day) =>
      `Am ${day}, dem Tag, an dem diese Seite erstellt wurde, stand keine angekündigte Änderung dieses Dokuments bevor.`,
    noneMore:
      'Eine angekündigte Änderung steht hier vom Tag ihrer Veröffentlichung an, bis sie in Kraft tritt.',
    applies: (old, lastDay, day, next) =>
      `Fassung ${old} gilt bis zum Ende des ${lastDay}. Ab dem ${day}: Fassung ${next}.`,
    first: (day, number) => `Fassung ${number} ist die erste; sie gilt ab ${day}.`,
    heading: (number) => `Fassung ${number}`,
    actions: 'Was Sie tun können',
    by: (day) => `bis zum Ende des ${day}`,
    changes: 'Was sich ändert',
    redline: 'Vergleich',
    heldData: 'Früher erhobene Daten',
    why: 'Warum wir es Ihnen sagen',
    toText: (number) => `Der ganze Text von Fassung ${number}`,
    consent: 'Diese Fassung bittet um Ihre Zustimmung. Schweigen ist keine Zustimmung.',
    consentLink: 'Wo Sie gefragt werden',
  },
  heldData: {
    follows: (day) => `Ab dem ${day} werden auch früher erhobene Daten nach dem neuen Text behandelt.`,
    'as-collected': () =>
      'Daten, die erhoben wurden, bevor die neue Fassung in Kraft tritt, bleiben unter dem Text, unter dem sie erhoben wurden.',
    'opt-in': () => 'Früher erhobene Daten werden auf die neue Weise nur für die verwendet, die zustimmen.',
  },

  history: {
    applied: (periods) => `Galt ${periods}.`,
    inForce: (periods) => `In Kraft ${periods}.`,
    applies: (periods) => `Gilt ${periods}.`,
    published: (day) => `Veröffentlicht am ${day}.`,
    noDate: 'Seit wann sie galt, ist nicht bekannt.',
    title: (title) => `Geschichte: ${title}`,
    lead: (count, day) =>
      count === 1
        ? `Bis zum ${day} war eine Fassung veröffentlicht. Angegeben ist der Stand dieses Tages.`
        : `Bis zum ${day} waren ${count} Fassungen veröffentlicht; die neueste steht zuerst. Angegeben ist der Stand dieses Tages.`,
    years: 'Jahre',
    read: 'Lesen',
    changes: (from) => `Änderungen gegenüber Fassung ${from}`,
    first: 'Die erste Fassung: Es gibt nichts, womit sie verglichen werden könnte.',
  },

  feed: {
    title: 'Feed der Änderungen (Atom)',
    published: (policy, version) => `${policy}: Fassung ${version} veröffentlicht`,
    takesEffect: (policy, version) => `${policy}: Fassung ${version} tritt in Kraft`,
    withdrawn: (policy, version) => `${policy}: Fassung ${version} zurückgenommen`,
    applies: (moment) => `Tritt in Kraft: ${moment}.`,
  },
  calendar: {
    link: 'Die Tage in einen Kalender übernehmen (.ics)',
    effect: (policy, version) => `${policy}: Fassung ${version} tritt in Kraft`,
    lastDay: (action) => `Letzter Tag: ${action}`,
  },

  on: {
    title: (title) => `Welche Fassung galt an einem Tag: ${title}`,
    link: 'Welche Fassung galt an einem Tag',
    ask: 'Nach einem Tag fragen',
    day: 'Tag',
    show: 'Zeigen',
    periods: 'Alle Zeiträume',
    zone: (zone) => `Tage beginnen und enden um Mitternacht in der Zeitzone ${zone}.`,
    first: 'Erster Tag',
    last: 'Letzter Tag',
    open: (day) => `bis zum ${day} kein Ende angekündigt`,
    endsBefore: (month) => `vor oder in ${month}`,
    applied: (day, version) => `${day}: Fassung ${version}.`,
    announced: (day, version, asOf) => `${day}: Fassung ${version}, soweit bis zum ${asOf} angekündigt.`,
    perhaps: (day, version) =>
      `${day}: nicht bekannt. Vielleicht galt Fassung ${version}; der Tag, an dem sie in Kraft trat, ist nicht bekannt.`,
    before: (day) => `${day}: nicht bekannt. Die Aufzeichnungen beginnen später.`,
    none: (day) => `${day}: Es galt keine Fassung.`,
    notADay: (text) =>
      `„${text}“ ist kein Tag des Kalenders. Schreiben Sie Jahr, Monat und Tag, etwa 2026-03-14.`,
    read: 'Lesen',
    keeps: (version) => `An diesem Tag erhobene Daten bleiben unter Fassung ${version}.`,
    noScript: 'Ohne JavaScript steht die Antwort in der Tabelle unten.',
  },

  compare: {
    title: (title) => `Zwei Fassungen vergleichen: ${title}`,
    link: 'Zwei beliebige Fassungen vergleichen',
    choose: 'Fassungen',
    from: 'Von',
    to: 'bis',
    button: 'Vergleichen',
    swap: 'Tauschen',
    listWaiting: 'Die Änderungen werden danach geordnet, wie viel sie bedeuten …',
    listFailed:
      'Die Regeln, die sagen, wie viel eine Änderung bedeutet, konnten nicht geladen werden. Der Vergleich unten ist vollständig.',
    single: 'Es gibt eine Fassung; es gibt nichts, womit sie verglichen werden könnte.',
    unknown: (version) =>
      `Eine Fassung „${version}“ dieses Dokuments gibt es nicht. Wählen Sie zwei aus den Listen.`,
    same: (version) => `Fassung ${version} wurde zweimal gewählt. Wählen Sie zwei verschiedene Fassungen.`,
    loading: 'Es wird verglichen …',
    failed:
      'Die Texte konnten nicht geladen werden. Versuchen Sie es noch einmal, oder lesen Sie unten die Änderungen von Fassung zu Fassung.',
    done: (from, to, changes, inserted, deleted) =>
      `Von Fassung ${from} zu Fassung ${to}. Änderungen: ${changes}. Wörter: ${inserted} hinzugekommen, ${deleted} entfallen.`,
    noScript:
      'Der Vergleich beliebiger Fassungen braucht JavaScript. Die Änderungen von jeder Fassung zur nächsten stehen unten als Seiten.',
    neighbours: 'Von Fassung zu Fassung',
    neighboursNote: 'Mit der Klasse jeder Änderung und den Gründen dafür.',
  },

  changes: {
    title: (from, to, title) => `Änderungen von Fassung ${from} zu Fassung ${to}: ${title}`,
    short: (from, to) => `Fassung ${from} → ${to}`,
    list: 'Liste der Änderungen',
    redline: 'Vergleich',
    tools: {
      previous: 'Vorige Änderung',
      next: 'Nächste Änderung',
      place: (n, all) => `${n} von ${all}; die Tasten n und p führen vor und zurück`,
      only: 'Nur geänderte Absätze',
      split: 'Nebeneinander',
      format: 'Auszeichnungen und Links zeigen',
    },
    legend: {
      removed: 'entfallener Text',
      added: 'hinzugekommener Text',
      moved: 'verschobener Text, am alten und am neuen Ort',
    },
    movedTo: 'Von hier verschoben: zum neuen Ort',
    movedFrom: 'Hierher verschoben: zum alten Ort',
    legendLead: 'So ist er zu lesen:',
    previous: 'Frühere Änderungen',
    next: 'Spätere Änderungen',
    nav: 'Frühere und spätere Änderungen',
    unrelated:
      'Die beiden Texte haben wenig gemein; der Vergleich zeigt deshalb das meiste des einen als entfallen und des anderen als hinzugekommen.',
  },
  spoken,
  class: classNames,
  size: ({ inserted, deleted, moved }) =>
    [
      `${inserted} ${inserted === 1 ? 'Wort' : 'Wörter'} hinzugekommen`,
      `${deleted} entfallen`,
      ...(moved > 0 ? [`${moved} verschoben`] : []),
    ].join(', '),

  changeList: {
    language: 'de',
    none: 'Die beiden Texte sind gleich, Wort für Wort.',
    counted: countNames,
    groups: {
      consent: 'Änderungen, die Zustimmung brauchen',
      material: 'Wesentliche Änderungen',
      minor: 'Geringfügige Änderungen',
      editorial: 'Redaktionelle Änderungen',
    },
    groupNotes: {
      consent: 'Sie gehen weiter, als eine Ankündigung erlaubt: Sie gelten für die, die zustimmen.',
      material: 'Sie sind für Lesende von Bedeutung, die davon wissen wollen, bevor sie in Kraft treten.',
      minor: 'Der Sinn ändert sich, aber niemandes Lage.',
      editorial: 'Wortlaut, Form oder Reihenfolge; der Sinn ist derselbe.',
    },
    showAll: 'Alle {n} zeigen',
    kinds: {
      added: 'Hinzugekommen',
      removed: 'Entfallen',
      changed: 'Geändert',
      moved: 'Verschoben',
      split: 'Aufgeteilt',
      merged: 'Zusammengefasst',
      renumbered: 'Neu nummeriert',
      format: 'Auszeichnung',
      link: 'Ziel eines Links',
    },
    toPlace: '{what}, {clause}: zur Stelle im Vergleich',
    places: 'an {n} Stellen',
    categories: {
      collection: 'Was erhoben wird',
      purpose: 'Zwecke',
      sharing: 'Weitergabe',
      'sale-ads': 'Verkauf und Werbung',
      retention: 'Aufbewahrung',
      rights: 'Rechte und Wahlmöglichkeiten',
      security: 'Sicherheit',
      transfers: 'Übermittlung ins Ausland',
      children: 'Kinder',
      cookies: 'Cookies und Nachverfolgung',
      'change-terms': 'Wie Änderungen angekündigt werden',
      controller: 'Verantwortlicher',
      scope: 'Geltungsbereich',
      'legal-terms': 'Rechtliche Bedingungen',
      fees: 'Entgelte',
      eligibility: 'Wer nutzen darf',
      contact: 'Kontakt',
      definitions: 'Begriffe',
      editorial: 'Wortlaut',
      structure: 'Aufbau',
      date: 'Daten und Fristen',
    },
    directions: {
      favourable: 'zugunsten der Lesenden',
      unfavourable: 'zulasten der Lesenden',
      neutral: '',
      unclear: '',
    },
    happened: {
      added: '{block} ist hinzugekommen.',
      removed: '{block} ist entfallen.',
      changed: '{block} hat andere Worte.',
      moved: '{block} steht an anderer Stelle.',
      split: '{block} wurde in mehrere geteilt.',
      merged: 'Aus mehreren wurde eines: {block}.',
      renumbered: '{block} hat eine andere Nummer.',
      format: '{block} sieht anders aus; die Worte sind dieselben.',
      link: '{block} hat einen Link mit anderem Ziel; die Worte sind dieselben.',
    },
    blocks: {
      heading: 'Eine Überschrift',
      paragraph: 'Ein Absatz',
      item: 'Ein Listenpunkt',
      row: 'Eine Tabellenzeile',
      table: 'Eine Tabelle',
      code: 'Ein Codeblock',
      clause: 'Ein ganzer Abschnitt',
    },
    term: 'Aus „{old}“ wurde „{new}“.',
    opening: 'Einleitung',
    renamed: '{after} (vorher: {before})',
    why: {
      consent: 'Warum „braucht Zustimmung“',
      material: 'Warum „wesentlich“',
      minor: 'Warum „geringfügig“',
      editorial: 'Warum „redaktionell“',
    },
    decided: 'Die Regeln allein sagen „{class}“; {by} hat anders entschieden.',
    classes: classNames,
    team: 'das Team',
    spoken,
  },
};

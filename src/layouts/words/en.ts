import type { ChangeClass } from '../../policy/fields.ts';
import type { NoticeProfile } from '../../policy/policy.ts';
import type { Status } from '../../policy/timeline.ts';
import type { PageLabels } from '../../redline/page-parts.ts';
import type { ChangeListLabels } from '../change-list.ts';

const countNames: Record<ChangeClass, string> = {
  consent: 'in need of agreement',
  material: 'material',
  minor: 'minor',
  editorial: 'editorial',
};

const classNames: Record<ChangeClass, string> = {
  editorial: 'Editorial',
  minor: 'Minor',
  material: 'Material',
  consent: 'Needs agreement',
};

const spoken: NonNullable<PageLabels['spoken']> = {
  removed: [' deleted: ', ' end of deletion '],
  added: [' inserted: ', ' end of insertion '],
  movedAway: [' moved from here: ', ' end of text moved from here '],
  movedHere: [' moved here: ', ' end of moved text '],
};

/**
 * Every word of the site that is not the policy's own, in English. Pages are read on days that nobody knows when
 * they are made, so no sentence says "now", "today" or "currently": it names the day.
 */
export const en = {
  /** BCP 47 tag of these words. */
  language: 'en',
  skip: 'Skip to the text',
  siteNav: 'Policies',
  footerNav: 'All policies and tools',
  policyNav: (title: string) => `Pages of: ${title}`,
  allPolicies: 'All policies',
  home: (company: string) => `${company}: policies`,
  indexTitle: 'Policies',
  indexLead: (company: string) =>
    `The texts that ${company} publishes: what applies, what has been announced, and every version that came before.`,
  asOf: (day: string) => `This page was made on ${day} from what had been published by then.`,
  footerPromise: 'This site sets no cookies, counts nobody and asks no other site for anything.',
  notFound: {
    title: 'There is no page at this address',
    lead: 'Versions keep their addresses for good, so the address may be mistyped. Every policy with its history is listed here:',
  },

  search: {
    link: 'Search',
    title: 'Search the policies',
    ask: 'Words to look for',
    button: 'Search',
    policy: 'In',
    every: 'all policies',
    past: 'Also texts that no longer apply',
    /** What stands in “quotation marks” is looked for as a phrase. */
    hint: 'Words in quotation marks are looked for as a phrase. Every text that a policy has ever had can be searched.',
    searching: 'Searching …',
    failed:
      'The search index could not be loaded. Try again, or open a policy and search the page in your browser.',
    none: (query: string) => `Nothing was found for “${query}”.`,
    nonePast: 'Texts that no longer apply were left out.',
    found: (count: string, query: string) => `Places found for “${query}”: ${count}.`,
    shown: (shown: string) => `The first ${shown} are shown.`,
    more: 'Show more',
    opening: 'Opening',
    versions: (numbers: string) => `The same words stand in versions ${numbers}.`,
    noScript:
      'Searching needs JavaScript. Without it, open a policy below: each version stands whole on one page, which your browser can search.',
  },

  verify: {
    link: 'Verify',
    title: 'Verify a text or a letter',
    lead: 'Whoever kept a text, a letter or a checksum can see here whether it is what was published. Everything is worked out in your browser; nothing you enter leaves it.',
    ask: 'Checksum (SHA-256) or reference of a letter',
    button: 'Check',
    file: 'Or a text file that you kept',
    checking: 'Checking …',
    same: (title: string, version: string) =>
      `This is the checksum of ${title}, version ${version}, and the text published here has the same one.`,
    sameFile: (name: string, title: string, version: string) =>
      `${name} is ${title}, version ${version}, as published here, to the last character.`,
    differs: (title: string, version: string) =>
      `This is the checksum listed for ${title}, version ${version}, but the text published here has another one. Please tell us.`,
    none: 'No text published here has this checksum.',
    noneFile: (name: string) =>
      `${name} is none of the texts published here: its checksum is not among theirs.`,
    reference: {
      advance: (reference: string) => `${reference} is a reference of the letter that announces:`,
      reminder: (reference: string) => `${reference} is a reference of the letter that reminds of:`,
      correction: (reference: string) => `${reference} is a reference of the letter that takes back:`,
    },
    referenceNone: (reference: string) =>
      `${reference} belongs to no letter about the texts published here. Compare it with the letter once more; if it is the same, do not trust the letter and tell us.`,
    referenceSame: (title: string, version: string) =>
      `${title}, version ${version}: the text published here has the checksum that is listed for it. Under “For your records” the letter gives the checksum too: it must be the one below.`,
    referenceMore: (company: string) =>
      `Who got the letter, only the records of ${company} know; nothing about it is on this site. A reference can be copied: to have it confirmed that the letter was to you, quote it to:`,
    malformed:
      'This is neither a checksum (64 digits and letters from a to f) nor a reference (16 letters and digits, such as W4SD-7K3Q-9ZTM-2XAB).',
    failed: 'The published texts could not be loaded. Try again, or check by hand as described below.',
    insecure:
      'Your browser computes checksums only on pages loaded by https. Check by hand as described below.',
    computed: (digest: string) => `Checksum worked out in your browser: ${digest}`,
    dates: (published: string, effective: string) => `Published ${published}; effective ${effective}.`,
    text: 'The text as a file',
    page: 'Read it',
    hand: 'By hand',
    handNote: 'Without this page, on any computer:',
    handSteps: (system: string) => `On ${system}:`,
    handEnd:
      'The 64 digits must be those of the letter, or those under “This version” at the end of each text. The list of every version with its checksum is in:',
    noScript: 'Checking here needs JavaScript. The way below does not.',
  },

  embed: {
    label: 'Changes to our terms and notices',
    text: (title: string, day: string) => `Changes to our ${title} on ${day}.`,
    answer: 'Your answer is needed.',
    link: 'What changes',
    close: 'Dismiss',
  },

  tabs: { text: 'Text', upcoming: 'What is changing', history: 'History' },

  version: (number: string) => `Version ${number}`,
  /** Stands above the number, which is set large. */
  versionLabel: 'Version',
  /** Dates. `day` is already in words: `15 January 2027`, `April 2014`. */
  moment: (day: string, zone: string) => `${day}, 00:00 (${zone})`,
  dateUnknown: 'date not known',
  effectiveUnknown: 'effective date not known',
  from: (from: string) => `from ${from}`,
  until: (until: string) => `until the end of ${until}`,
  untilAbout: (until: string) => `until ${until}`,

  statusOn: (day: string) => `Status on ${day}`,
  status: {
    draft: 'Draft',
    scheduled: 'Scheduled',
    upcoming: 'Announced',
    inForce: 'In force',
    superseded: 'Superseded',
    withdrawn: 'Withdrawn',
  } satisfies Record<Status, string>,

  labels: {
    version: 'Version',
    inForce: 'In force',
    applied: 'Applied',
    applies: 'Applies',
    published: 'Published',
    effective: 'Was to take effect',
    reviewed: 'Last reviewed',
    size: 'Size of the change',
  },

  /** Shown by a script from that day on, where the page was made before it. */
  turned: (day: string, number: string) => `${day} has come: version ${number} applies.`,
  next: (moment: string, number: string) => `From ${moment}, version ${number} applies.`,
  whatChanges: 'What changes',
  whatChangesIn: (title: string) => `What changes: ${title}`,
  historyOf: (title: string) => `History: ${title}`,
  noneAnnounced: (day: string) => `No announced change was pending on ${day}.`,
  neverApplies: 'This version applies on no day: another one takes its place before or on its first.',
  withdrawnBefore: 'It never took effect.',
  supersededAbout: (number: string, month: string) => `Version ${number} took its place: ${month}.`,
  superseded: (number: string, day: string) => `Version ${number} took its place on ${day}.`,
  announcedOn: (day: string) => `Announced on ${day}.`,
  withdrawn: (day: string, by: string, reason: string) => `Withdrawn on ${day} by ${by}: ${reason}`,
  exemption: {
    'required-by-law': 'Takes effect sooner than the promised period, because the law requires it:',
    security: 'Takes effect sooner than the promised period, for the sake of security:',
    benefit: 'Takes effect sooner than the promised period, because it only benefits the reader:',
  },
  decidedBy: (name: string) => `Decided by ${name}.`,
  imported: {
    text: (from: string) => `Imported from ${from}; its effective date is the one that the text states.`,
    commit: (from: string) => `Imported from ${from}; the day is the commit’s, not witnessed.`,
    archive: (from: string) => `Imported from ${from}; the day is the archive’s, not witnessed.`,
    none: (from: string) => `Imported from ${from}; the text states no date.`,
  },
  seen: (day: string) => `An archive saw this text on ${day}, which does not say since when it applied.`,
  toInForce: 'The text in force',
  nothingInForce: (day: string) =>
    `No version was in force on ${day}, and none was announced for a later day.`,

  /** A link to a clause that is no longer in the text; `number` is the last version that has it. */
  retired: (number: string) =>
    `The clause that your link leads to is not in this version. It stood last in version ${number}.`,
  retiredLink: 'Read it there',

  highlights: 'Highlights',
  highlightsNote: 'In short. Each part leads to the clauses that it sums up.',
  inFull: 'In full:',
  contents: 'Contents',
  fullText: 'Full text',
  clause: (number: string | null, title: string) =>
    [number, title].filter(Boolean).join(' ') || 'clause without a title',
  permalink: (clause: string) => `Link to: ${clause}`,
  table: (clause: string, nth: number) =>
    `${clause ? `Table: ${clause}` : 'Table'}${nth > 1 ? ` (${nth})` : ''}`,
  picture: (alt: string) => (alt ? `Picture: ${alt}` : 'Picture'),

  glossary: {
    title: 'Defined terms',
    note: 'What words mean in this text, as the text itself defines them.',
    show: (count: number) => (count === 1 ? 'Show the one term' : `Show all ${count} terms`),
  },

  files: {
    title: 'This version',
    address: 'Permanent address',
    digest: 'SHA-256 of the text',
    files: 'As a file',
    verify: (file: string) =>
      `Whoever keeps ${file} can prove what was published: its SHA-256 is the digest above, on any day.`,
  },

  upcoming: {
    title: (title: string) => `What is changing: ${title}`,
    none: (day: string) =>
      `No announced change of this document was pending on ${day}, the day on which this page was made.`,
    noneMore: 'An announced change is shown here from the day of its publication until it takes effect.',
    applies: (old: string, lastDay: string, day: string, next: string) =>
      `Version ${old} applies until the end of ${lastDay}. From ${day}: version ${next}.`,
    first: (day: string, number: string) => `Version ${number} is the first; it applies from ${day}.`,
    heading: (number: string) => `Version ${number}`,
    actions: 'What you can do',
    by: (day: string) => `until the end of ${day}`,
    changes: 'What changes',
    redline: 'Redline',
    heldData: 'Data collected before',
    why: 'Why you are told',
    toText: (number: string) => `Full text of version ${number}`,
    consent: 'This version asks for your agreement. Silence is not agreement.',
    consentLink: 'Where you are asked',
  },
  heldData: {
    follows: (day: string) => `From ${day}, data collected before is handled under the new text too.`,
    'as-collected': () =>
      'Data collected before the new version takes effect stays under the text it was collected under.',
    'opt-in': () => 'Data collected before is used in the new ways only for those who agree.',
  } satisfies Record<NoticeProfile['heldData'], (day: string) => string>,

  history: {
    applied: (periods: string) => `Applied ${periods}.`,
    inForce: (periods: string) => `In force ${periods}.`,
    applies: (periods: string) => `Applies ${periods}.`,
    published: (day: string) => `Published ${day}.`,
    noDate: 'Its effective date is not known.',
    title: (title: string) => `History: ${title}`,
    lead: (count: number, day: string) =>
      `${count === 1 ? 'One version' : `${count} versions`} had been published by ${day}${count === 1 ? '' : ', the latest first'}; the status given is that of this day.`,
    years: 'Years',
    read: 'Read',
    changes: (from: string) => `Changes from version ${from}`,
    first: 'The first version: there is nothing to compare it with.',
  },

  feed: {
    title: 'Feed of changes (Atom)',
    published: (policy: string, version: string) => `${policy}: version ${version} published`,
    takesEffect: (policy: string, version: string) => `${policy}: version ${version} takes effect`,
    withdrawn: (policy: string, version: string) => `${policy}: version ${version} withdrawn`,
    applies: (moment: string) => `Takes effect: ${moment}.`,
  },
  calendar: {
    link: 'Add the days to a calendar (.ics)',
    effect: (policy: string, version: string) => `${policy}: version ${version} takes effect`,
    lastDay: (action: string) => `Last day: ${action}`,
  },

  on: {
    title: (title: string) => `Which version applied on a day: ${title}`,
    link: 'Which version applied on a day',
    ask: 'Ask for a day',
    day: 'Day',
    show: 'Show',
    periods: 'All periods',
    zone: (zone: string) => `Days begin and end at midnight in the time zone ${zone}.`,
    first: 'First day',
    last: 'Last day',
    open: (day: string) => `no end announced by ${day}`,
    endsBefore: (month: string) => `before or in ${month}`,
    applied: (day: string, version: string) => `${day}: version ${version}.`,
    announced: (day: string, version: string, asOf: string) =>
      `${day}: version ${version}, as far as announced by ${asOf}.`,
    perhaps: (day: string, version: string) =>
      `${day}: unknown. Version ${version} may have applied; the day on which it took effect is not known.`,
    before: (day: string) => `${day}: unknown. The records begin later.`,
    none: (day: string) => `${day}: no version applied.`,
    notADay: (text: string) =>
      `“${text}” is not a day of the calendar. Write year, month and day, such as 2026-03-14.`,
    read: 'Read it',
    keeps: (version: string) => `Data collected on that day stays under version ${version}.`,
    noScript: 'Without JavaScript the answer stands in the table below.',
  },

  compare: {
    title: (title: string) => `Compare two versions: ${title}`,
    link: 'Compare any two versions',
    choose: 'Versions',
    from: 'From',
    to: 'to',
    button: 'Compare',
    swap: 'Swap',
    listWaiting: 'The changes are being sorted by how much they matter …',
    listFailed:
      'The rules that say how much a change matters could not be loaded. The redline below is complete.',
    single: 'There is one version; there is nothing to compare it with.',
    unknown: (version: string) =>
      `There is no version “${version}” of this document. Choose two from the lists.`,
    same: (version: string) => `Version ${version} was chosen twice. Choose two different versions.`,
    loading: 'Comparing …',
    failed: 'The texts could not be loaded. Try again, or read the changes between neighbours below.',
    done: (from: string, to: string, changes: string, inserted: string, deleted: string) =>
      `From version ${from} to version ${to}. Changes: ${changes}. Words: ${inserted} added, ${deleted} removed.`,
    noScript:
      'Comparing any two versions needs JavaScript. The changes from each version to the next stand below as pages.',
    neighbours: 'From version to version',
    neighboursNote: 'With the class of every change and the reasons for it.',
  },

  changes: {
    title: (from: string, to: string, title: string) =>
      `Changes from version ${from} to version ${to}: ${title}`,
    short: (from: string, to: string) => `Version ${from} → ${to}`,
    list: 'List of changes',
    redline: 'Redline',
    tools: {
      previous: 'Previous change',
      next: 'Next change',
      place: (n: string, all: string) => `${n} of ${all}; keys n and p go on and back`,
      only: 'Only changed paragraphs',
      split: 'Side by side',
      format: 'Show formatting and links',
    },
    legend: {
      removed: 'removed text',
      added: 'added text',
      moved: 'moved text, shown at its old and new place',
    },
    movedTo: 'Moved away from here: to its new place',
    movedFrom: 'Moved here: to its old place',
    legendLead: 'How to read it:',
    previous: 'Earlier changes',
    next: 'Later changes',
    nav: 'Earlier and later changes',
    unrelated:
      'The two texts have little in common, so the redline shows most of the one as removed and of the other as added.',
  },
  /** For those who hear the page: what begins and ends at a mark. */
  spoken,
  class: classNames,
  size: ({ inserted, deleted, moved }: { inserted: number; deleted: number; moved: number }) =>
    [
      `${inserted} ${inserted === 1 ? 'word' : 'words'} added`,
      `${deleted} removed`,
      ...(moved > 0 ? [`${moved} moved`] : []),
    ].join(', '),

  changeList: {
    language: 'en',
    none: 'The two texts are the same, word for word.',
    counted: countNames,
    groups: {
      consent: 'Changes that need agreement',
      material: 'Material changes',
      minor: 'Minor changes',
      editorial: 'Editorial changes',
    },
    groupNotes: {
      consent: 'They go further than notice allows: they take effect for those who agree.',
      material: 'They matter to readers, who would want to know of them before they take effect.',
      minor: 'The meaning changes, but nobody’s position does.',
      editorial: 'Wording, layout or order; the meaning is the same.',
    },
    showAll: 'Show all {n}',
    kinds: {
      added: 'Added',
      removed: 'Removed',
      changed: 'Changed',
      moved: 'Moved',
      split: 'Split',
      merged: 'Merged',
      renumbered: 'Renumbered',
      format: 'Formatting',
      link: 'Link target',
    },
    toPlace: '{what}, {clause}: to its place in the redline',
    places: 'in {n} places',
    categories: {
      collection: 'What is collected',
      purpose: 'Purposes',
      sharing: 'Sharing',
      'sale-ads': 'Sale and advertising',
      retention: 'Retention',
      rights: 'Rights and choices',
      security: 'Security',
      transfers: 'Transfers abroad',
      children: 'Children',
      cookies: 'Cookies and tracking',
      'change-terms': 'How changes are announced',
      controller: 'Controller',
      scope: 'Scope',
      'legal-terms': 'Legal terms',
      fees: 'Fees',
      eligibility: 'Eligibility',
      contact: 'Contact',
      definitions: 'Definitions',
      editorial: 'Wording',
      structure: 'Structure',
      date: 'Dates',
    },
    directions: {
      favourable: 'in the reader’s favour',
      unfavourable: 'to the reader’s disadvantage',
      neutral: '',
      unclear: '',
    },
    happened: {
      added: '{block} was added.',
      removed: '{block} was removed.',
      changed: '{block} has other words.',
      moved: '{block} stands in another place.',
      split: '{block} was split into several.',
      merged: 'Several were merged into one: {block}.',
      renumbered: '{block} has another number.',
      format: '{block} looks different; its words are the same.',
      link: '{block} has a link that leads elsewhere; its words are the same.',
    },
    blocks: {
      heading: 'A heading',
      paragraph: 'A paragraph',
      item: 'A list item',
      row: 'A table row',
      table: 'A table',
      code: 'A block of code',
      clause: 'A whole clause',
    },
    term: '“{old}” is now “{new}”.',
    opening: 'Opening',
    renamed: '{after} (before: {before})',
    why: {
      consent: 'Why “needs agreement”',
      material: 'Why “material”',
      minor: 'Why “minor”',
      editorial: 'Why “editorial”',
    },
    decided: 'The rules alone say “{class}”; {by} decided otherwise.',
    classes: classNames,
    team: 'the team',
    spoken,
  } satisfies ChangeListLabels,
};

export type Words = typeof en;

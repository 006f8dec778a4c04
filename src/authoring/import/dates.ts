import { isDay } from '../../policy/day.ts';
import type { Block } from '../../policy/document.ts';
import { blockTexts, normalizeSpace } from '../../policy/text.ts';

export interface FoundDates {
  /** `2019-10-21`, `2014-04`, `2006` or `unknown`: as exact as the document, never more. */
  effective: string;
  /** The words that say so; null when nothing does. */
  effectiveText: string | null;
  published: string;
  /** What the words say that `effective` is taken from. */
  stated: 'effective' | 'updated' | null;
  /** True for one whole day that nothing in the document contradicts. */
  certain: boolean;
  /** True for one whole day with no other of its kind: what the document means, be it contradicted by a later update. */
  single: boolean;
  doubts: string[];
}

const months = [
  'january|jan|januar|janvier|enero',
  'february|feb|februar|février|febrero',
  'march|mar|märz|mars|marzo',
  'april|apr|avril|abril',
  'may|mai|mayo',
  'june|jun|juni|juin|junio',
  'july|jul|juli|juillet|julio',
  'august|aug|août|agosto',
  'september|sept|sep|septembre|septiembre',
  'october|oct|oktober|okt|octobre|octubre',
  'november|nov|novembre|noviembre',
  'december|dec|dezember|dez|décembre|diciembre',
];
const month = `(${months.join('|')})\\.?`;
const ordinal = '(?:st|nd|rd|th|\\.|er)?';
const forms: { pattern: RegExp; read: (m: RegExpExecArray, dayFirst: boolean) => Read | null }[] = [
  { pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})\b/, read: (m) => day(m[1], m[2], m[3]) },
  {
    pattern: new RegExp(`^${month}\\s+(\\d{1,2})${ordinal},?\\s+(\\d{4})\\b`, 'iu'),
    read: (m) => day(m[3], monthOf(m[1]), m[2]),
  },
  {
    pattern: new RegExp(
      `^(?:the\\s+)?(\\d{1,2})${ordinal}\\s+(?:of\\s+|de\\s+)?${month},?\\s+(?:de\\s+)?(\\d{4})\\b`,
      'iu',
    ),
    read: (m) => day(m[3], monthOf(m[2]), m[1]),
  },
  {
    pattern: new RegExp(`^${month},?\\s+(?:of\\s+|de\\s+)?(\\d{4})\\b`, 'iu'),
    read: (m) => ({ date: `${m[2]}-${two(monthOf(m[1]))}` }),
  },
  { pattern: /^(\d{1,2})\.(\d{1,2})\.(\d{4})\b/, read: (m) => day(m[3], m[2], m[1]) },
  { pattern: /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b/, read: figures },
  { pattern: /^(\d{4})\/(\d{1,2})\/(\d{1,2})\b/, read: (m) => day(m[1], m[2], m[3]) },
  { pattern: /^((?:19|20)\d{2})\b(?![-/.]\d)/, read: (m) => ({ date: m[1] ?? '' }) },
];

interface Read {
  date: string;
  doubt?: string;
}

const two = (value: string | number | undefined): string => String(value ?? '').padStart(2, '0');
const monthOf = (name = ''): number =>
  months.findIndex((names) => names.split('|').includes(name.toLowerCase())) + 1;

function day(y: string | undefined, m: string | number | undefined, d: string | undefined): Read | null {
  const text = `${y}-${two(m)}-${two(d)}`;
  return isDay(text) ? { date: text } : null;
}

/** `10/21/2019` has one reading, `04/05/2019` has two: in English only the year is sure, elsewhere the day is likely the first. */
function figures(m: RegExpExecArray, dayFirst: boolean): Read | null {
  const american = day(m[3], m[1], m[2]);
  const european = day(m[3], m[2], m[1]);
  if (american && european && american.date !== european.date) {
    if (dayFirst)
      return {
        ...european,
        doubt: `"${m[0]}" was read day first, as ${european.date}; month first it would be ${american.date}`,
      };
    return {
      date: m[3] ?? '',
      doubt: `"${m[0]}" can be ${american.date} or ${european.date}; only the year was taken`,
    };
  }
  return american ?? european;
}

/** The date at the start of a text, with the length of its words. */
export function readDate(text: string, dayFirst = false): (Read & { length: number }) | null {
  for (const { pattern, read } of forms) {
    const match = pattern.exec(text);
    const found = match && read(match, dayFirst);
    if (match && found) return { ...found, length: match[0].length };
  }
  return null;
}

type Field = 'effective' | 'updated' | 'published';

/** Words in front of a date, and what the date then is. The first that fits wins. */
const labels: { field: Field; pattern: RegExp }[] = [
  {
    field: 'effective',
    pattern:
      /\b(?:effective(?: date)?|(?:in|into|take[sn]?|took|come[s]?|came) (?:in ?to )?(?:effect|force)|valid|applies|in effect|en vigueur|s[’']applique|gültig|gelten|gilt|vigente)\b\s*(?:as of|as from|from|since|on|is|ab|seit|desde|depuis le|à partir d[eu]|à compter du|le)?\s*(?:date)?\s*[:\-–—]?\s*/giu,
  },
  {
    field: 'updated',
    pattern:
      /\b(?:(?:was |were )?(?:last|latest|most recently) )?(?:updated?|modified|revised|revision|changed|amended|reviewed|aktualisiert|stand|actualización|mise à jour|mis à jour|version(?: dated| of)?)\b\s*(?:(?:date|version)\s*)?(?:as of|from|since|on|is|was|le|am|el)?\s*[:\-–—]?\s*/giu,
  },
  {
    field: 'published',
    pattern:
      /\b(?:posted|published|publication date|date posted|veröffentlicht|publié|publicado)\b\s*(?:on|as of|am|le|el)?\s*[:\-–—]?\s*/giu,
  },
];

interface Found {
  field: Field;
  read: Read;
  text: string;
  /** In a line of its own, or a sentence about this very document. */
  own: boolean;
}

/**
 * The dates that a document gives itself. A stated effective date goes before an update's; a sentence counts only when it
 * speaks of this document (a law may be effective too). What the document does not say stays `unknown`.
 */
export function findDates(blocks: readonly Block[], language = 'en'): FoundDates {
  const dayFirst = !language.startsWith('en');
  const found = [
    ...blocks.flatMap((block) =>
      blockTexts(block).flatMap((text) => datesIn(normalizeSpace(text), dayFirst)),
    ),
    ...blocks.slice(0, 3).flatMap((block) => bareDate(block, dayFirst)),
  ];
  const own = found.filter((entry) => entry.own);
  const pick = (field: Field) => own.find((entry) => entry.field === field);
  const effective = pick('effective') ?? pick('updated');
  const published = pick('published');
  const doubts: string[] = [];
  if (effective?.read.doubt) doubts.push(effective.read.doubt);
  const others = [
    ...new Set(own.filter((entry) => entry.field === effective?.field).map((entry) => entry.read.date)),
  ];
  if (others.length > 1)
    doubts.push(`The document gives several dates (${others.join(', ')}); the first was taken.`);
  if (effective?.field === 'updated')
    doubts.push(
      `The document says when it was updated ("${effective.text}"), not when it took effect; that date was taken.`,
    );
  const later =
    effective?.field === 'effective'
      ? own.find((entry) => entry.field === 'updated' && isLater(entry.read.date, effective.read.date))
      : undefined;
  if (effective && later)
    doubts.push(
      `The document was updated ("${later.text}") after the day from which it says to be effective ("${effective.text}"); the latter was taken.`,
    );
  if (!effective) doubts.push('The document gives no date of its own: effective is "unknown".');
  const single = effective?.read.date.length === 10 && !effective.read.doubt && others.length === 1;
  return {
    effective: effective?.read.date ?? 'unknown',
    effectiveText: effective?.text ?? null,
    published: published?.read.date ?? 'unknown',
    stated: effective ? (effective.field === 'effective' ? 'effective' : 'updated') : null,
    certain: single && !later,
    single,
    doubts,
  };
}

/** Months and years know nothing of their days. */
const isLater = (date: string, than: string): boolean => {
  const length = Math.min(date.length, than.length);
  return date.slice(0, length) > than.slice(0, length);
};

/** What a sentence says of another version, up to the words that give its day: `This notice replaces the version`. */
const another =
  /\b(?:replac(?:es|ed|ing)|supersed(?:es|ed|ing)|earlier|previous(?:ly)?|prior|former(?:ly)?|older|(?:version|notice|policy|text|one)s? before|ersetzt|bisherigen?|früheren?|frühere[rs]|vorherigen?|vorherige[rs]|remplace|précédente?s?|antérieure?s?|sustituye|reemplaza|anterior(?:es)?)(?!\p{L})(?:(?!(?<!\p{L})(?:and|but|(?<!of )this|is|will|shall|und|ist|wird|et|est|sera|y|es)(?!\p{L})).)*$/iu;

/** What replaces every other version names none, so a day after it is the text's own. */
const everyOther =
  /\b(?:replac(?:es|ed|ing)|supersed(?:es|ed|ing)|ersetzt|remplace)\s+(?:all|any|alle|sämtliche|jede|toutes?)\s+(?:(?:of|the|our|its|other|previous|prior|earlier|former|older|and|versions?|policies|notices|terms|les|anderen|früheren|bisherigen|vorherigen|vorigen|fassungen|versionen|autres|précédentes|antérieures)(?!\p{L})\s*)+/giu;

const self =
  /\b(this|the|our|present) (version of (the|this|our) )?([\p{L}]+ ){0,2}(policy|notice|statement|terms|agreement|version|document|page)\b|\bdiese[rns]? (?:fassung|version|\p{L}*erklärung|\p{L}*bedingungen|\p{L}*hinweise)(?!\p{L})|^(last|date|page|version|effective|updated|posted|published|stand)\b/iu;

/** A line below the title that is a date and nothing else. */
function bareDate(block: Block, dayFirst: boolean): Found[] {
  if (block.type !== 'paragraph' && block.type !== 'heading') return [];
  const text = normalizeSpace(blockTexts(block).join(' '));
  const read = readDate(text, dayFirst);
  return read && read.length === text.length && read.date.length === 10
    ? [{ field: 'updated', read, text, own: true }]
    : [];
}

function datesIn(text: string, dayFirst: boolean): Found[] {
  const found: Found[] = [];
  if (!/\d{4}/.test(text)) return found;
  for (const { field, pattern } of labels) {
    for (const match of text.matchAll(pattern)) {
      const end = match.index + match[0].length;
      const read = readDate(text.slice(end), dayFirst);
      if (!read || (read.date.length === 4 && !/[:\-–—]\s*$/.test(match[0]) && text.length > 60)) continue;
      const phrase = sentenceAt(text, match.index, end + read.length);
      const before = text.slice(text.lastIndexOf(phrase, match.index), match.index);
      if (another.test(before.replace(everyOther, ''))) continue;
      // A line that begins with its label; further in, it may date something else.
      const short = text.length <= 120 && match.index <= 30;
      found.push({ field, read, text: phrase, own: short || self.test(phrase) });
    }
  }
  return found;
}

function sentenceAt(text: string, from: number, to: number): string {
  const before = [...text.slice(0, from).matchAll(/[.!?]\s+/g)].at(-1);
  const start = before ? before.index + before[0].length : 0;
  const end = /[.!?](\s|$)/.exec(text.slice(to));
  return text.slice(start, end ? to + end.index + 1 : text.length).trim();
}

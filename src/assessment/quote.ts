import type { AssessedChange } from './assessment.ts';
import { cutText, difference, excerptAround, oneLine } from './excerpt.ts';
import type { AssessmentLanguage } from './languages/language.ts';
import type { Unit } from './units.ts';

/** Characters of a sentence, and of the words that went out of it. */
const longestQuote = 220;
const longestWords = 120;
const longestName = 60;

/** `a new section, “Fraud”`; null unless a whole clause came or went. */
export function sectionInWords(change: AssessedChange, language: AssessmentLanguage): string | null {
  const { summary } = language;
  const { new: came, old: went } = change.clause;
  if (change.block !== 'clause' || (change.old !== null && change.new !== null)) return null;
  const clause = change.new === null ? went : came;
  if (!clause?.title) return null;
  const title = quotation(cutText(clause.title, longestName), language);
  return (change.new === null ? summary.clauseRemoved : summary.clauseAdded).replace('{title}', () => title);
}

/** The sentence as it stands, without what became of it. */
export function sentenceOf({ old, new: next }: Unit, language: AssessmentLanguage): string {
  return quotation(excerptAround(unmarked((next ?? old)!.text), 0, 0, longestQuote), language);
}

/** A sentence that came, went or was reworded, in its own words: whole, or around what changed in it. */
export function unitInWords(unit: Unit, change: AssessedChange, language: AssessmentLanguage): string {
  const [old, next] = [unit.old?.text ?? null, unit.new?.text ?? null];
  const name = rowName(change, unit);
  // A short cell is told whole: a list of countries without its first says something else.
  if (name && old !== null && next !== null && oneLine(old).length <= longestName)
    return (
      name +
      fill(language.summary.before, excerptAround(oneLine(next), 0, 0, longestQuote), oneLine(old), language)
    );
  return name + pairInWords(old, next, language);
}

/** A change as a whole. */
export function quoteFor(change: AssessedChange, language: AssessmentLanguage): string {
  return pairInWords(change.old, change.new, language);
}

function pairInWords(old: string | null, next: string | null, language: AssessmentLanguage): string {
  const { summary } = language;
  if (old === null || next === null) {
    const text = excerptAround(unmarked(next ?? old ?? ''), 0, 0, longestQuote);
    return fill(next === null ? summary.removed : summary.added, text, '', language);
  }
  const text = unmarked(next);
  const { went, came, from, to } = difference(unmarked(old), text);
  const window = excerptAround(text, from.new, to.new, longestQuote);
  if (went === '' && came === '') return fill('{quote}', window, '', language);
  if (went === '') {
    const most = came.length > window.length / 2;
    return fill(most ? summary.added : summary.came, window, shortened(came), language);
  }
  return fill(came === '' ? summary.went : summary.before, window, shortened(went), language);
}

function fill(template: string, text: string, words: string, language: AssessmentLanguage): string {
  return template
    .replace('{quote}', () => quotation(text, language))
    .replace('{words}', () => quotation(words, language));
}

/** In quotation marks; those inside it become single ones. */
export function quotation(text: string, { quotes }: AssessmentLanguage): string {
  const inner = text.replace(/(?<=^|[\s([])["“„](?=\S)/g, quotes.inner[0]).replace(/["“”]/g, quotes.inner[1]);
  return quotes.outer[0] + inner + quotes.outer[1];
}

/** On one line, without the sign of a list before it and the comma to its next item. */
const unmarked = (text: string): string =>
  oneLine(text).replace(/^[·•*–-]\s+|[,;](?: (?:and|or|und|oder))?$/g, '');

/** A cell says nothing without the name of its row. */
function rowName({ block, new: next, old }: AssessedChange, unit: Unit): string {
  if (block !== 'row' || unit.old === null || unit.new === null) return '';
  const name = oneLine((next ?? old ?? '').split(' | ')[0] ?? '');
  return name === '' || oneLine(unit.new.text) === name ? '' : `${cutText(name, longestName)}: `;
}

const shortened = (text: string): string => cutText(text, longestWords);

import type { Day, Period } from '../../policy/day.ts';
import type { LetterChange, LetterContent, LetterPart } from '../letter.ts';
import { de } from './de.ts';
import { en } from './en.ts';

/** The sentences of a letter in one language: one file per language. Policy texts are never translated. */
export interface LetterWords {
  /** BCP 47. */
  locale: string;
  /** Without the reference, which is appended. */
  subject: (content: LetterContent) => string;
  testMark: string;
  testNote: string;
  title: (content: LetterContent) => string;
  greeting: (name: string) => string;
  /** For somebody whose name is not known. */
  greetingUnnamed: string;

  /** What happens, when, and to which documents; goes on after the greeting. */
  lead: (content: LetterContent) => string;
  leadPart: (part: LetterPart, content: LetterContent) => string;
  act: (content: LetterContent) => string;
  inShort: (summary: string) => string;
  late: string;
  joined: string;
  exempt: (part: LetterPart) => string;
  reminder: (content: LetterContent) => string;

  changesHeading: string;
  /** For readers of another language than the document's: its BCP 47. */
  documentIn: (locale: string) => string;
  /** Ends before the legend. */
  changesIntro: (shown: number) => string;
  legend: { removed: string; added: string };
  changeTitle: (change: LetterChange) => string;
  /** Whether practice changes, whether data already held is touched. */
  changeFacts: (change: LetterChange, part: LetterPart) => string;
  before: string;
  after: string;
  added: string;
  removed: string;
  moved: string;
  changePlaces: (count: number) => string;
  linkWhole: string;
  listedIntro: (count: number, shownAny: boolean) => string;
  unlisted: (count: number) => string;
  smallChanges: (count: number) => string;

  heldDataHeading: string;
  heldData: (part: LetterPart) => string;
  actionsHeading: string;
  actionBy: (day: Day) => string;
  consentLink: string;
  noActions: string;
  questions: string;
  nothingHeading: string;
  nothing: (part: LetterPart) => string;

  withdrawnHeading: string;
  withdrawn: (part: LetterPart) => string[];

  textsHeading: string;
  linkNew: (part: LetterPart) => string;
  linkChanges: string;
  linkOld: (part: LetterPart) => string;
  linkWithdrawn: (part: LetterPart) => string;
  linkUpcoming: string;
  linkPolicy: string;

  whyHeading: string;
  why: (content: LetterContent) => string;
  promise: (part: LetterPart) => string;
  quote: (part: LetterPart, quote: string) => string;

  recordsHeading: string;
  reference: string;
  /** In the subject, before the reference. */
  subjectReference: string;
  digests: string;
  digest: (part: LetterPart, version: string) => string;
  /** Before the address of the page that checks a text. */
  verify: string;
  contact: (content: LetterContent) => string;

  day: (day: Day) => string;
  period: (period: Period) => string;
}

const languages = [en, de];

/** BCP 47 of the languages that letters have words in. */
export const letterLanguages: readonly string[] = languages.map(({ locale }) => locale);

/** The words of a language: `de-AT` falls back to `de`, an unknown one to the site's, then to English. */
export function wordsFor(locale: string, fallback = 'en'): LetterWords {
  for (const tag of [locale, fallback]) {
    const language = tag.toLowerCase().split('-')[0];
    const found =
      languages.find((words) => words.locale.toLowerCase() === tag.toLowerCase()) ??
      languages.find((words) => words.locale === language);
    if (found) return found;
  }
  return en;
}

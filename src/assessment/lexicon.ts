import type { Sentence } from './sentences.ts';
import { feeWords, legalTerms } from './vocabulary/en/contract.ts';
import { dataTypes } from './vocabulary/en/data-types.ts';
import { deeds, limitedToNew, operators, reachesBack } from './vocabulary/en/language.ts';
import {
  changeTerms,
  children,
  controller,
  places,
  retention,
  scope,
  security,
  tracking,
  transfers,
} from './vocabulary/en/practices.ts';
import { purposes } from './vocabulary/en/purposes.ts';
import { graveUses, recipients, saleWords } from './vocabulary/en/recipients.ts';
import { rights } from './vocabulary/en/rights.ts';
import { findTerms, readVocabulary, type TermHit, type Vocabulary } from './vocabulary.ts';

/** The vocabularies by the names that rules use. A site adds lines to any of them. */
export const englishVocabularies = {
  places,
  dataTypes,
  purposes,
  recipients,
  saleWords,
  graveUses,
  rights,
  retention,
  security,
  transfers,
  children,
  tracking,
  changeTerms,
  controller,
  scope,
  feeWords,
  legalTerms,
  operators,
  deeds,
  limitedToNew,
  reachesBack,
};

export type VocabularyName = keyof typeof englishVocabularies;

/** A site's own lines by vocabulary, `{ recipients: ["payroll partners: payroll partner, payroll bureau"] }`. */
export type VocabularyAdditions = Partial<Record<string, string[]>>;

/** Vocabularies ready for use, with a memory of what each sentence holds. */
export class Lexicon {
  readonly #vocabularies: Record<VocabularyName, Vocabulary>;
  readonly #found = new WeakMap<Sentence, Map<VocabularyName, TermHit[]>>();

  constructor(additions: VocabularyAdditions = {}) {
    this.#vocabularies = Object.fromEntries(
      Object.entries(englishVocabularies).map(([name, text]) => [
        name,
        readVocabulary([text, ...(additions[name as VocabularyName] ?? [])].join('\n')),
      ]),
    ) as Record<VocabularyName, Vocabulary>;
  }

  find(name: VocabularyName, sentence: Sentence): TermHit[] {
    let known = this.#found.get(sentence);
    if (!known) {
      known = new Map();
      this.#found.set(sentence, known);
    }
    let hits = known.get(name);
    if (!hits) {
      hits = findTerms(this.#vocabularies[name], sentence);
      known.set(name, hits);
    }
    return hits;
  }

  terms(name: VocabularyName, sentence: Sentence | null): Set<string> {
    return new Set(sentence ? this.find(name, sentence).map((hit) => hit.term) : []);
  }
}

const lexicons = new WeakMap<VocabularyAdditions, Lexicon>();
const noAdditions: VocabularyAdditions = {};

/** The lexicon with a site's additions, made once for each set of them. */
export function lexiconWith(additions: VocabularyAdditions = noAdditions): Lexicon {
  const known = lexicons.get(additions);
  if (known) return known;
  const lexicon = new Lexicon(additions);
  lexicons.set(additions, lexicon);
  return lexicon;
}

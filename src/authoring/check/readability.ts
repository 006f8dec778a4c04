import { flesch } from 'flesch';
import { syllable } from 'syllable';
import { splitSentences } from '../../assessment/sentences.ts';
import { named, shorten } from './rule.ts';
import type { TextRule } from './text-rule.ts';

/** Words in a sentence from which readers lose the thread; plain-language guides ask for 15 to 25 on average. */
const longFrom = 60;
/** Flesch reading ease below which a text is "best understood by university graduates". */
const hardBelow = 30;
/** The formula needs some text to say anything. */
const enoughWords = 300;

interface Spoken {
  text: string;
  line: number;
  words: number;
}

/** Long sentences and a text that is hard to read: advice, one finding of each kind. Articles 12(1) and 7(2) GDPR ask for plain language. */
export const checkReadability: TextRule = ({ version, policy, passages }, report) => {
  const sentences: Spoken[] = passages
    .filter(({ heading }) => !heading)
    .flatMap(({ text, line }) =>
      splitSentences(text).map((sentence) => ({ text: sentence, line, words: wordsOf(sentence).length })),
    );
  const long = sentences.filter(({ words }) => words >= longFrom).toSorted((a, b) => b.words - a.words);
  const [longest] = long;
  if (longest) {
    const others = long.slice(1, 6).map(({ line, words }) => `line ${line} (${words})`);
    const more =
      others.length > 0
        ? `; also ${others.join(', ')}${long.length > 6 ? ` and ${long.length - 6} more` : ''}`
        : '';
    report(
      { line: longest.line, phrase: longest.text },
      {
        rule: 'sentence-long',
        severity: 'advice',
        message: `this sentence has ${longest.words} words ("${shorten(longest.text, 80)}")${more}`,
        remedy: 'Make two or three sentences of it, or a list.',
      },
    );
  }
  if (!/^en\b/.test(policy.locale)) return;
  const score = easeOf(sentences);
  if (score === null || score >= hardBelow) return;
  report(
    { line: 0 },
    {
      rule: 'reading-hard',
      severity: 'advice',
      message: `${named(version)} reads like a text for graduates (Flesch reading ease ${Math.round(score)}; plain English is 60, newspapers are about 45)`,
      remedy:
        'Shorter sentences and everyday words help most: "use" for "utilise", "before" for "prior to", "we delete" for "deletion is effected".',
    },
  );
};

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu) ?? [];

/** Flesch reading ease of the sentences that are sentences; null when there is too little of them. */
function easeOf(sentences: readonly Pick<Spoken, 'text' | 'words'>[]): number | null {
  // Items and cells are no sentences: they would make any list look simple.
  const full = sentences.filter(({ text, words }) => words >= 5 && /[.!?]["”’)]*$/.test(text));
  const word = full.reduce((sum, { words }) => sum + words, 0);
  if (word < enoughWords) return null;
  const counted = full.reduce(
    (sum, { text }) => sum + wordsOf(text).reduce((all, one) => all + syllable(one), 0),
    0,
  );
  return flesch({ sentence: full.length, word, syllable: counted });
}

import type { Facts } from '../facts.ts';
import type { VocabularyName } from '../lexicon.ts';
import type { Sentence } from '../sentences.ts';
import { hasWeight } from '../weight.ts';
import { isFiller } from '../words.ts';
import { type Ask, yes } from './ask.ts';

/** Which thing goes with which, told from the order of the words. */

/** Things of one kind with nothing that binds between them, and the weighty words up to the next ones. */
interface Run {
  key: string;
  before: ReadonlySet<string>;
  after: ReadonlySet<string>;
}

const binds =
  /^(?:for|with|to|by|from|at|in|on|of|as|when|if|until|after|before|within|we|you|they|it|who|which|that|is|are)$/i;
const period = /^(?:minute|hour|day|week|month|quarter|year)s?$/i;

type Anchor = { at: number; end: number; term: string };

function anchorsOf(facts: Facts, sentence: Sentence, name: VocabularyName | 'numbers'): Anchor[] {
  if (name !== 'numbers') return facts.lexicon.find(name, sentence);
  return sentence.words.flatMap((word, at) => {
    if (!/^[€$£¥]?\s?\d/.test(word.stem)) return [];
    const counts = period.test(sentence.words[at + 1]?.text ?? '');
    return [
      { at, end: at + (counts ? 2 : 1), term: `${word.stem} ${counts ? sentence.words[at + 1]!.stem : ''}` },
    ];
  });
}

function runsOf(facts: Facts, sentence: Sentence, name: VocabularyName | 'numbers'): Run[] {
  const { words } = sentence;
  const groups: { at: number; end: number; terms: string[] }[] = [];
  for (const anchor of anchorsOf(facts, sentence, name)) {
    const last = groups.at(-1);
    const between = last ? words.slice(last.end, anchor.at) : [];
    const apart = between.some((word) =>
      name === 'numbers'
        ? !isFiller(word) && !/^(?:and|or)$/.test(word.stem)
        : binds.test(word.text) || /\d/.test(word.stem),
    );
    if (last && !apart) {
      last.end = anchor.end;
      last.terms.push(anchor.term);
    } else groups.push({ at: anchor.at, end: anchor.end, terms: [anchor.term] });
  }
  const weights = (from: number, to: number) =>
    new Set(
      words
        .slice(from, to)
        .filter((word) => !isFiller(word) && (hasWeight(word.stem) || /^(?:we|you|us)$/.test(word.stem)))
        .map((word) => word.stem)
        .filter((stem) => !/^(?:and|or)$/.test(stem)),
    );
  return groups.map(({ at, end, terms }, index) => ({
    key: [...new Set(terms)].sort().join(', '),
    before: weights(groups[index - 1]?.end ?? 0, at),
    after: weights(end, groups[index + 1]?.at ?? words.length),
  }));
}

const meets = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
  a.size === 0 ? b.size === 0 : [...a].some((stem) => b.has(stem));

const mostWords = 40;

const kinds = ['numbers', 'dataTypes', 'recipients', 'purposes'] as const;

/**
 * The words are the same, but a period, a kind of data or a recipient now goes with another thing: "logs for 30 days
 * and invoices for 10 years" became "logs for 10 years and invoices for 30 days". An enumeration in another order
 * binds nothing anew, nor do whole parts of a sentence that changed places.
 */
export function reordered(facts: Facts): string | null {
  const { old, new: next } = facts.unit;
  if (!old || !next || old.key === next.key) return null;
  // Long sentences have parts that move as wholes, and other words are for other rules.
  if (old.words.length > mostWords || [...old.stems].sort().join(' ') !== [...next.stems].sort().join(' '))
    return null;
  for (const name of kinds) {
    const [from, to] = [old, next].map((side) => runsOf(facts, side, name));
    if (from!.length < 2 || to!.length < 2) continue;
    // Named twice, a thing cannot be followed from one text to the other.
    if ([from!, to!].some((runs) => new Set(runs.map(({ key }) => key)).size < runs.length)) continue;
    const pairs = from!.map((run) => [run, to!.find(({ key }) => key === run.key)] as const);
    const apart = pairs.find(
      ([run, other]) => !other || !(meets(run.before, other.before) || meets(run.after, other.after)),
    );
    if (apart) return `“${apart[0].key.trim()}” goes with other words now`;
  }
  return null;
}

export const orderRecognisers = {
  reordered: (facts: Facts) => {
    const what = reordered(facts);
    return yes(what !== null, what ?? '');
  },
} satisfies Record<string, Ask>;

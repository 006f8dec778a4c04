import { normalizeSpace } from '../policy/text.ts';
import type { Change } from '../redline/redline.ts';
import type { DocumentIndex, Surroundings } from './context.ts';
import { joinLists, joinSentences, leastPiece } from './joined.ts';
import { readSentence, readSentences, type Sentence, similarity, stemDifference } from './sentences.ts';
import { hasWeight } from './weight.ts';

/**
 * The unit that rules judge: one sentence before and after, one added, or one removed, with its surroundings.
 * Sentences that stand unchanged elsewhere in the other text are moves, whatever the redline made of them.
 */
export interface Unit {
  change: Change;
  old: Sentence | null;
  new: Sentence | null;
  /** Stems that went and came (bags, order left aside); for one-sided units all stems. */
  lost: string[];
  gained: string[];
  titles: string[];
  lead: string;
  header: string;
  block: Change['block'];
  /** The same sentence stands in the other text as well: moved, or said twice before. */
  elsewhere: boolean;
}

const pairFloor = 0.5;
const poolFloor = 0.6;
/** A sentence of so many stems is not written twice by chance. */
const leastRepeated = 6;

interface Loose {
  change: Change;
  sentence: Sentence;
}

export function readUnits(changes: readonly Change[], before: DocumentIndex, after: DocumentIndex): Unit[] {
  const units: Unit[] = [];
  const loose = { old: [] as Loose[], new: [] as Loose[] };
  const all = { old: [] as Sentence[], new: [] as Sentence[] };
  for (const change of changes) {
    const oldSentences = sentencesOf(change, change.old);
    const newSentences = sentencesOf(change, change.new);
    all.old.push(...oldSentences);
    all.new.push(...newSentences);
    const touched = touchedStems(change, oldSentences, newSentences);
    if (touched && onlyStyle(touched)) {
      const whole = [change.old, change.new].map((text) => readSentence(normalizeSpace(text ?? '')));
      units.push(unitOf(change, whole[0]!, whole[1]!, before, after, false));
      continue;
    }
    const cells =
      change.block === 'row' && oldSentences.length === newSentences.length && oldSentences.length > 1;
    const pairs = cells
      ? oldSentences.flatMap((old, index) =>
          alignSentences(readSentences(old.text), readSentences(newSentences[index]!.text), true),
        )
      : alignSentences(oldSentences, newSentences);
    for (const { old, next } of pairs) {
      if (old && next) units.push(unitOf(change, old, next, before, after, false, touched));
      else {
        const one = (old ?? next)!;
        const known = old ? after : before;
        const untouched =
          touched !== null &&
          !one.stems.some((stem) => touched[old ? 'old' : 'new'].has(stem) && !anchored.has(stem));
        // Said twice in one block before or after.
        const again = (old ? newSentences : oldSentences).some(
          ({ key }) => key === one.key || wasCut(one, key),
        );
        if (untouched || again || standsElsewhere(one, change, old ? 'old' : 'new', before, after, known)) {
          units.push(unitOf(change, old, next, before, after, true));
        } else if (old) loose.old.push({ change, sentence: old });
        else loose.new.push({ change, sentence: one });
      }
    }
  }
  const pieces = { old: joinedKeys(all.old), new: joinedKeys(all.new) };
  for (const { old, next } of pairAcross(loose.old, loose.new)) {
    if (old && next) {
      const cut =
        isCut(old.sentence, next.sentence, pieces.new) || isCut(next.sentence, old.sentence, pieces.old);
      units.push(unitOf(next.change, cut ? null : old.sentence, next.sentence, before, after, cut));
      if (cut || old.change !== next.change)
        units.push(unitOf(old.change, old.sentence, null, before, after, true));
    } else if (old) {
      units.push(unitOf(old.change, old.sentence, null, before, after, stands(old.sentence, pieces.new)));
    } else if (next) {
      units.push(unitOf(next.change, null, next.sentence, before, after, stands(next.sentence, pieces.old)));
    }
  }
  joinLists(units);
  joinSentences(units);
  return units;
}

/** The number of the clause follows in the middle of the sentence: a broken capture, which says the whole after it. */
function wasCut({ key, stems }: Sentence, whole: string): boolean {
  const begun = key.replace(/ \d+$/, '');
  return begun !== key && stems.length > leastRepeated && `${whole} `.startsWith(`${begun} `);
}

const joinedKeys = (list: readonly Sentence[]): string => ` ${list.map(({ key }) => key).join(' ')} `;

/** The whole sentence stands inside a sentence of the other side: a line break cut it off. */
function stands(sentence: Sentence, others: string): boolean {
  return sentence.stems.length >= leastPiece && others.includes(` ${sentence.key} `);
}

/** `part` begins or ends `whole`, and the rest of `whole` stands in another sentence of the part's side. */
function isCut(whole: Sentence, part: Sentence, others: string): boolean {
  if (part.stems.length < leastPiece || whole.stems.length - part.stems.length < leastPiece) return false;
  const rest = whole.key.startsWith(`${part.key} `)
    ? whole.key.slice(part.key.length + 1)
    : whole.key.endsWith(` ${part.key}`)
      ? whole.key.slice(0, -part.key.length - 1)
      : null;
  return rest !== null && others.includes(` ${rest.replace(/^(?:and|but) | (?:and|but)$/g, '')} `);
}

/** Words whose place in the sentence matters: never written off as having gone to the next sentence. */
const anchored = new Set([
  'not',
  'never',
  'no',
  'onli',
  'unles',
  'except',
  'without',
  'may',
  'wil',
  'must',
  'shal',
]);

/**
 * Stems that the whole block lost and gained. A word that only went from one sentence of the block to the next
 * (split, merged, a full stop for a colon) has neither gone nor come.
 */
function touchedStems(
  change: Change,
  old: readonly Sentence[],
  next: readonly Sentence[],
): { old: Set<string>; new: Set<string>; bag: string[] } | null {
  if (change.old === null || change.new === null) return null;
  const difference = stemDifference(
    old.flatMap((sentence) => sentence.stems),
    next.flatMap((sentence) => sentence.stems),
  );
  return {
    bag: [...difference.onlyA, ...difference.onlyB],
    old: new Set([...difference.onlyA, ...anchored]),
    new: new Set([...difference.onlyB, ...anchored]),
  };
}

/** Nothing of weight came or went in the whole block: its sentences may be cut in any way. */
function onlyStyle(touched: { old: Set<string>; new: Set<string>; bag: string[] }): boolean {
  return (
    touched.bag.length > 0 &&
    touched.bag.every(
      (stem) => !hasWeight(stem) && (stem === 'wil' || !anchored.has(stem)) && !/^‹|\d/.test(stem),
    )
  );
}

/** Long sentences are moved wherever they stand; short ones only under the same title or lead. */
function standsElsewhere(
  sentence: Sentence,
  change: Change,
  side: 'old' | 'new',
  before: DocumentIndex,
  after: DocumentIndex,
  other: DocumentIndex,
): boolean {
  if (!other.sentences.has(sentence.key)) return false;
  // One more list says it, and the first list still does: the entry is new there.
  const own = side === 'old' ? before : after;
  const times = (index: DocumentIndex) =>
    (index.sentences.get(sentence.key) ?? 0) - (index.repeats.get(sentence.key) ?? 0);
  const more = times(own) > times(other);
  if (more && (change.block === 'item' || change.block === 'row')) return false;
  if (sentence.stems.length >= 6 || (more && isKnownClause(change, side, other))) return true;
  if (more && change.block === 'paragraph') return false;
  const here = surroundingsOf(change, side, own);
  const there =
    other.around.get(normalizeSpace(change[side] ?? '')) ?? other.around.get(normalizeSpace(sentence.text));
  return there !== undefined && there.titles[0] === here.titles[0] && there.lead === here.lead;
}

/** A clause that came or went whole and is said in the other text all the same, nearly sentence by sentence. */
function isKnownClause(change: Change, side: 'old' | 'new', other: DocumentIndex): boolean {
  const title = change.clause[side]?.title;
  if (change.block !== 'clause' || (title && !other.headings.has(readSentence(title).key))) return false;
  const sentences = readSentences(change[side]);
  const known = sentences.filter(({ key }) => other.sentences.has(key)).length;
  return sentences.length >= 5 && known >= 0.9 * sentences.length;
}

/** Sentences of a side; a table row that has only one side is judged whole, one that has two cell by cell. */
function sentencesOf(change: Change, text: string | null): Sentence[] {
  if (text === null) return [];
  // Indented text captured as code: its line breaks are no ends of sentences.
  if (change.block === 'code') return readSentences(text.replace(/\n/g, ' '));
  if (change.block !== 'row') return readSentences(text);
  const cells =
    change.old !== null && change.new !== null ? text.split(' | ') : [text.replaceAll(' | ', ', ')];
  // A row of empty cells says nothing.
  if (cells.every((cell) => !/[\p{L}\p{N}]/u.test(cell))) return [];
  return cells.map((cell) => readSentence(cell.trim()));
}

/** Sentences of one change, equal ones first, then the most similar; what finds no partner stands alone. */
function alignSentences(
  old: Sentence[],
  next: Sentence[],
  cells = false,
): { old: Sentence | null; next: Sentence | null }[] {
  const pairs: { old: Sentence | null; next: Sentence | null }[] = [];
  const waiting = new Map<string, Sentence[]>();
  for (const sentence of next) {
    const list = waiting.get(sentence.key);
    if (list) list.push(sentence);
    else waiting.set(sentence.key, [sentence]);
  }
  const left: Sentence[] = [];
  const takenCount = new Map<Sentence, number>();
  for (const sentence of old) {
    const match = waiting.get(sentence.key)?.shift();
    if (match) {
      pairs.push({ old: sentence, next: match });
      takenCount.set(match, (takenCount.get(match) ?? 0) + 1);
    } else left.push(sentence);
  }
  const right: Sentence[] = [];
  const seen = new Map<Sentence, number>();
  for (const sentence of next) {
    const used = takenCount.get(sentence) ?? 0;
    const so = seen.get(sentence) ?? 0;
    if (so < used) seen.set(sentence, so + 1);
    else right.push(sentence);
  }
  // One sentence each: the redline put them side by side, so they are versions of each other unless nothing is shared.
  const floor = left.length === 1 && right.length === 1 ? (cells ? 0 : 0.3) : pairFloor;
  if (left.length * right.length <= 40_000) {
    const scored: { o: number; n: number; score: number }[] = [];
    for (const [o, a] of left.entries()) {
      for (const [n, b] of right.entries()) {
        const score = similarity(a, b, floor);
        if (score >= floor) scored.push({ o, n, score });
      }
    }
    scored.sort((a, b) => b.score - a.score || a.o - b.o || a.n - b.n);
    const usedOld = new Set<number>();
    const usedNew = new Set<number>();
    for (const { o, n } of scored) {
      if (usedOld.has(o) || usedNew.has(n)) continue;
      usedOld.add(o);
      usedNew.add(n);
      pairs.push({ old: left[o] ?? null, next: right[n] ?? null });
    }
    for (const [o, sentence] of left.entries())
      if (!usedOld.has(o)) pairs.push({ old: sentence, next: null });
    for (const [n, sentence] of right.entries())
      if (!usedNew.has(n)) pairs.push({ old: null, next: sentence });
  } else {
    for (const sentence of left) pairs.push({ old: sentence, next: null });
    for (const sentence of right) pairs.push({ old: null, next: sentence });
  }
  return pairs;
}

/** Partners in other changes, found through their rarest stems so that the cost stays near linear. */
function pairAcross(old: Loose[], next: Loose[]): { old: Loose | null; next: Loose | null }[] {
  const byStem = new Map<string, number[]>();
  for (const [index, { sentence }] of old.entries()) {
    for (const stem of new Set(sentence.stems)) {
      const list = byStem.get(stem);
      if (list) list.push(index);
      else byStem.set(stem, [index]);
    }
  }
  const usedOld = new Set<number>();
  const pairs: { old: Loose | null; next: Loose | null }[] = [];
  for (const item of next) {
    const rare = [...new Set(item.sentence.stems)]
      .map((stem) => byStem.get(stem) ?? [])
      .filter((list) => list.length > 0 && list.length <= 20)
      .sort((a, b) => a.length - b.length)
      .slice(0, 5);
    let best = -1;
    let score = item.sentence.stems.length < 5 ? 0.8 : poolFloor;
    for (const index of new Set(rare.flat())) {
      if (usedOld.has(index)) continue;
      const candidate = similarity(old[index]!.sentence, item.sentence, score);
      if (candidate > score) {
        score = candidate;
        best = index;
      }
    }
    if (best >= 0) {
      usedOld.add(best);
      pairs.push({ old: old[best]!, next: item });
    } else pairs.push({ old: null, next: item });
  }
  for (const [index, item] of old.entries()) if (!usedOld.has(index)) pairs.push({ old: item, next: null });
  return pairs;
}

function unitOf(
  change: Change,
  old: Sentence | null,
  next: Sentence | null,
  before: DocumentIndex,
  after: DocumentIndex,
  elsewhere: boolean,
  touched: { old: Set<string>; new: Set<string> } | null = null,
): Unit {
  const difference = stemDifference(old?.stems ?? [], next?.stems ?? []);
  const lost = touched ? difference.onlyA.filter((stem) => touched.old.has(stem)) : difference.onlyA;
  const gained = touched ? difference.onlyB.filter((stem) => touched.new.has(stem)) : difference.onlyB;
  const around = surroundingsOf(change, next ? 'new' : 'old', next ? after : before);
  return { change, old, new: next, lost, gained, ...around, block: change.block, elsewhere };
}

const surroundingsMemory = new WeakMap<Change, Partial<Record<'old' | 'new', Surroundings>>>();

function surroundingsOf(change: Change, side: 'old' | 'new', index: DocumentIndex): Surroundings {
  const memory = surroundingsMemory.get(change) ?? {};
  surroundingsMemory.set(change, memory);
  memory[side] ??= lookUpSurroundings(change, side, index);
  return memory[side];
}

function lookUpSurroundings(change: Change, side: 'old' | 'new', index: DocumentIndex): Surroundings {
  const text = change[side] ?? change.old ?? change.new ?? '';
  const clause = change.clause[side];
  const normal = normalizeSpace(text);
  const known = index.around.get(`${clause?.id ?? ''}\0${normal}`) ?? index.around.get(normal);
  if (known) return known.titles.length > 0 || !clause ? known : { ...known, titles: [clause.title] };
  return { titles: clause ? (index.titles.get(clause.id) ?? [clause.title]) : [], lead: '', header: '' };
}

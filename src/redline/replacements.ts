import type { Entry } from './merge.ts';
import type { Run } from './redline.ts';

/** Words removed and words added in one place. */
export interface Replacement {
  entry: Entry;
  removed: Run[];
  added: Run[];
  old: string;
  new: string;
  /** Text of the block right before it. */
  before: string;
  /** True when nothing of the new text stands before it. */
  first: boolean;
}

/** Every place of an entry where something was put for something else. */
export function replacementsOf(entry: Entry): Replacement[] {
  const found: Replacement[] = [];
  for (const runs of runListsOf(entry)) {
    let before = '';
    for (let r = 0; r < runs.length; ) {
      const start = r;
      while (r < runs.length && isEdit(runs[r]!, 'removed')) r++;
      const middle = r;
      while (r < runs.length && isEdit(runs[r]!, 'added')) r++;
      if (middle > start && r > middle) {
        const [removed, added] = [runs.slice(start, middle), runs.slice(middle, r)];
        const text = (list: readonly Run[]) =>
          list
            .map((run) => run.text)
            .join('')
            .trim();
        found.push({
          entry,
          removed,
          added,
          old: text(removed),
          new: text(added),
          before,
          first: before.trim() === '',
        });
      }
      if (r === start) {
        const run = runs[r++]!;
        if (run.op !== 'removed') before += run.text;
      } else for (const run of runs.slice(middle, r)) before += run.text;
    }
  }
  return found;
}

const isEdit = (run: Run, op: Run['op']): boolean =>
  run.op === op && run.change === undefined && run.ends !== true;

/** The lists of runs of an entry: one for a block of text, one for each cell of a table. */
export function runListsOf(entry: Entry): Run[][] {
  const { row } = entry;
  if (row.type === 'table') return row.rows.flatMap((line) => line.cells.map((cell) => cell.runs));
  return 'runs' in row ? [row.runs] : [];
}

/** The same words replaced by the same others in several places. */
export interface Term {
  old: string;
  new: string;
  places: Replacement[];
}

/** Words that mean too little alone to be a term or name. */
const functionWords = new Set(
  'a an the and or of to in on at by for with from as is are be was were been it its this that these those we you our us your their any all not no may can will shall must should would could if when which who such other more also only than then so do does did has have had'.split(
    ' ',
  ),
);

/**
 * Terms and names replaced throughout: at least three places, and at least half of all places where the old words stood. Words with
 * figures are no terms (`30` for `60` is a change of its own in every place).
 */
export function findTerms(replacements: readonly Replacement[], oldText: () => string): Term[] {
  const groups = new Map<string, Term>();
  for (const place of replacements) {
    if (!isTermLike(place.old) || !isTermLike(place.new)) continue;
    const key = `${place.old.toLowerCase()}\u0000${place.new.toLowerCase()}`;
    const term = groups.get(key);
    if (term) term.places.push(place);
    else groups.set(key, { old: place.old, new: place.new, places: [place] });
  }
  const terms = [...groups.values()].filter((term) => term.places.length >= 3);
  if (terms.length === 0) return [];
  const haystack = ` ${oldText()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  return terms.filter((term) => {
    const needle = ` ${term.old
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `;
    const all = haystack.split(needle).length - 1;
    return term.places.length * 2 >= all;
  });
}

function isTermLike(text: string): boolean {
  if (text === '' || text.length > 80 || /\p{N}/u.test(text) || /[.;:!?]\s/u.test(text)) return false;
  const words = text.toLowerCase().match(/\p{L}[\p{L}\p{M}'’.-]*/gu) ?? [];
  return words.length > 0 && words.length <= 6 && words.some((word) => !functionWords.has(word));
}

/** A clause number replaced by the clause's new one: at the head of a clause, or in a reference to it. */
export function isRenumbering(place: Replacement, numbers: ReadonlyMap<string, string>): boolean {
  const bare = (text: string) => text.replace(/^[§\s(]+|[\s.):,]+$/gu, '');
  const [from, to] = [bare(place.old), bare(place.new)];
  if (
    !/^(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]+|[A-Za-z])$/.test(from) ||
    !/^(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]+|[A-Za-z])$/.test(to)
  )
    return false;
  const { entry } = place;
  const [before, after] = [entry.old, entry.new];
  const ownPlace = /^(?:§+|section|article|clause|part)?\s*\(?$/iu.test(place.before.trim());
  if (ownPlace && before?.opens && after?.opens)
    return before.clause?.number === from && after.clause?.number === to;
  if (numbers.get(from) !== to) return false;
  return (
    /(?:§+|\b(?:sections?|articles?|clauses?|paragraphs?|parts?|nos?\.?|numbers?|see|and|or|to|through))\s*\(?$/iu.test(
      place.before,
    ) || /^§/u.test(place.old)
  );
}

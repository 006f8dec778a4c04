import { joinStretches, type Stretch } from './stretches.ts';
import type { Token } from './tokens.ts';

/**
 * Simplify: what was found is made for reading (semantic clean-up, after Fraser's diff-match-patch and
 * prosemirror-changeset, on words instead of characters). Only ever turns kept tokens into changed ones or moves
 * the edge of a change over equal tokens, so old and new text stay what they are.
 */
export function simplify(stretches: readonly Stretch[], old: Side, next: Side): Stretch[] {
  let result = joinStretches(stretches);
  result = slide(result, old, next);
  result = dropIslands(result, old, next);
  result = replaceSentences(result, old, next);
  result = takeFirstWords(result, old, next);
  return joinStretches(result);
}

export interface Side {
  text: string;
  tokens: readonly Token[];
}

const wordsIn = (tokens: readonly Token[], start: number, end: number): number => {
  let words = 0;
  for (let i = start; i < end; i++) if (tokens[i]!.word) words++;
  return words;
};

/** The commonest words of legal English: alone between two changes they tell a reader nothing. */
const common = new Set(
  'a an the and or of to in on at by for with from as is are be was were been it its this that these those we you our your us they their any all not may can will shall if when which who such other'.split(
    ' ',
  ),
);

function contentIn(side: Side, start: number, end: number): number {
  let content = 0;
  for (let i = start; i < end; i++) {
    const token = side.tokens[i]!;
    if (token.word) content += common.has(side.text.slice(token.start, token.end).toLowerCase()) ? 0.5 : 1;
  }
  return content;
}

/** Kept stretches that are small beside the changes on both sides become part of one change. */
function dropIslands(stretches: readonly Stretch[], old: Side, next: Side): Stretch[] {
  let list = [...stretches];
  for (let round = 0; round < 8; round++) {
    let again = false;
    const out: Stretch[] = [];
    for (let s = 0; s < list.length; s++) {
      const island = list[s]!;
      const before = out.at(-1);
      const after = list[s + 1];
      if (
        island.kept &&
        before &&
        !before.kept &&
        after &&
        !after.kept &&
        isIsland(before, island, after, old, next)
      ) {
        before.oldEnd = after.oldEnd;
        before.newEnd = after.newEnd;
        s++;
        again = true;
      } else out.push({ ...island });
    }
    list = out;
    if (!again) break;
  }
  return list;
}

function isIsland(before: Stretch, island: Stretch, after: Stretch, old: Side, next: Side): boolean {
  const words = wordsIn(next.tokens, island.newStart, island.newEnd);
  const size = (stretch: Stretch) => {
    const removed = wordsIn(old.tokens, stretch.oldStart, stretch.oldEnd);
    const added = wordsIn(next.tokens, stretch.newStart, stretch.newEnd);
    return { removed, added, most: Math.max(removed, added), both: removed > 0 && added > 0 };
  };
  const left = size(before);
  const right = size(after);
  if (isOneTerm([before, after], old, next)) return false;
  if (words >= 5 && holdsSentence(island, old, next)) return false;
  const least = Math.min(left.most, right.most);
  const sum = left.removed + left.added + right.removed + right.added;
  // Two single words replaced near each other are two facts, not one phrase.
  if (left.most <= 1 && right.most <= 1 && words > 0) return false;
  const closes = closesSentence(island, old, next);
  if (words === 0) return sum >= 3 && least >= 1 && !(closes && !left.both && !right.both);
  const content = contentIn(next, island.newStart, island.newEnd);
  if (content >= 3 && closes) return false;
  if (words <= 2) return sum >= 3 + 1.5 * content && (left.both || right.both || least >= 2);
  return content <= least * 1.2 && (left.both || right.both || least >= 4) && content * 2.4 <= sum;
}

/** True when a sentence ends after token `index` of a side. */
function endsSentence(side: Side, index: number): boolean {
  const token = side.tokens[index];
  if (!token) return true;
  const sign = side.text.slice(token.start, token.end);
  if (!/^[.!?。！？]$|^[.!?]["”’)]$/u.test(sign)) return false;
  const following = side.tokens[index + 1];
  if (!following) return true;
  return (
    (following.spaced || /[。！？]/u.test(sign)) &&
    !/^\p{Ll}/u.test(side.text.slice(following.start, following.end))
  );
}

/** A sentence of which only scraps were kept is shown as old sentence, new sentence. */
function replaceSentences(stretches: readonly Stretch[], old: Side, next: Side): Stretch[] {
  // Windows: maximal runs of stretches between kept stretches that hold a sentence edge or are long.
  const out: Stretch[] = [];
  let window: Stretch[] = [];
  const flush = () => {
    out.push(...(isShredded(window, old, next) ? [whole(window)] : window));
    window = [];
  };
  for (const stretch of stretches) {
    const words = wordsIn(next.tokens, stretch.newStart, stretch.newEnd);
    if (stretch.kept && (words >= 12 || (words >= 5 && holdsSentence(stretch, old, next)))) {
      flush();
      out.push(stretch);
    } else window.push(stretch);
  }
  flush();
  return out;
}

function whole(window: readonly Stretch[]): Stretch {
  const first = window[0]!;
  const last = window.at(-1)!;
  return {
    kept: false,
    oldStart: first.oldStart,
    oldEnd: last.oldEnd,
    newStart: first.newStart,
    newEnd: last.newEnd,
  };
}

function isShredded(window: readonly Stretch[], old: Side, next: Side): boolean {
  const inner = window.filter((stretch, index) => !stretch.kept || (index > 0 && index < window.length - 1));
  const changes = inner.filter((stretch) => !stretch.kept);
  if (changes.length < 3 || isOneTerm(changes, old, next)) return false;
  let kept = 0;
  let changed = 0;
  for (const stretch of inner) {
    if (stretch.kept) kept += contentIn(next, stretch.newStart, stretch.newEnd);
    else
      changed +=
        contentIn(old, stretch.oldStart, stretch.oldEnd) + contentIn(next, stretch.newStart, stretch.newEnd);
  }
  return changes.length >= 3 && kept * 2 < changed && kept / (changes.length - 1) < 4;
}

/** The same few words replaced by the same others each time: a term carried through, however often a sentence has it. */
function isOneTerm(changes: readonly Stretch[], old: Side, next: Side): boolean {
  const keys = ({ tokens }: Side, start: number, end: number) =>
    start < end && end - start <= 4
      ? tokens
          .slice(start, end)
          .map((token) => token.key)
          .join(' ')
      : null;
  const pairs = changes.map(({ oldStart, oldEnd, newStart, newEnd }) => {
    const [from, to] = [keys(old, oldStart, oldEnd), keys(next, newStart, newEnd)];
    return from !== null && to !== null ? `${from}\n${to}` : null;
  });
  return pairs[0] !== null && pairs.every((pair) => pair === pairs[0]);
}

/** What follows is another sentence's change. */
const closesSentence = ({ oldEnd, newEnd }: Stretch, old: Side, next: Side): boolean =>
  endsSentence(old, oldEnd - 1) && endsSentence(next, newEnd - 1);

/** A sentence that was kept from its first word to its last is a fact of its own. */
function holdsSentence(island: Stretch, old: Side, next: Side): boolean {
  const edges: number[] = [];
  for (let step = 0; step <= island.newEnd - island.newStart; step++)
    if (beginsSentence(old, island.oldStart + step) && beginsSentence(next, island.newStart + step))
      edges.push(step);
  return edges.some(
    (edge, index) =>
      index > 0 && wordsIn(next.tokens, island.newStart + edges[index - 1]!, island.newStart + edge) >= 5,
  );
}

/** A sentence replaced to its end is replaced from its beginning: a “We” or “This” that both happen to begin with goes along. */
function takeFirstWords(stretches: readonly Stretch[], old: Side, next: Side): Stretch[] {
  const list = stretches.map((stretch) => ({ ...stretch }));
  for (const [index, change] of list.entries()) {
    const before = list[index - 1];
    if (change.kept || !before?.kept || !replacesRest(change, old, next)) continue;
    for (let taken = 1; taken <= Math.min(3, before.newEnd - before.newStart); taken++) {
      const [i, j] = [change.oldStart - taken, change.newStart - taken];
      if (contentIn(next, j, change.newStart) > 1) break;
      if (!beginsSentence(old, i) || !beginsSentence(next, j)) continue;
      change.oldStart = before.oldEnd = i;
      change.newStart = before.newEnd = j;
      break;
    }
  }
  return list;
}

/** Many words on both sides, up to the end of their sentences, or most of two titles. */
function replacesRest({ oldStart, oldEnd, newStart, newEnd }: Stretch, old: Side, next: Side): boolean {
  const ends = (side: Side, end: number) => endsSentence(side, end - 1) || endsSentence(side, end);
  if (!ends(old, oldEnd) || !ends(next, newEnd)) return false;
  const removed = wordsIn(old.tokens, oldStart, oldEnd);
  const added = wordsIn(next.tokens, newStart, newEnd);
  const titles =
    oldStart === 1 && newStart === 1 && oldEnd === old.tokens.length && newEnd === next.tokens.length;
  return Math.min(removed, added) >= (titles ? 2 : 6) && removed + added >= 6;
}

const beginsSentence = (side: Side, index: number): boolean => index === 0 || endsSentence(side, index - 1);

/** Slides pure insertions and deletions over equal tokens to where a person would put their edges. */
function slide(stretches: readonly Stretch[], old: Side, next: Side): Stretch[] {
  const list = stretches.map((stretch) => ({ ...stretch }));
  for (let s = 0; s < list.length; s++) {
    const change = list[s]!;
    if (change.kept) continue;
    const added = change.oldStart === change.oldEnd;
    const removed = change.newStart === change.newEnd;
    if (added === removed) continue;
    const side = added ? next : old;
    const start = added ? change.newStart : change.oldStart;
    const end = added ? change.newEnd : change.oldEnd;
    const before = list[s - 1];
    const after = list[s + 1];
    const room = (stretch: Stretch | undefined) => (stretch?.kept ? stretch.newEnd - stretch.newStart : 0);
    const key = (index: number) => side.tokens[index]?.key;
    let left = 0;
    while (left < room(before) && key(start - left - 1) === key(end - left - 1)) left++;
    let right = 0;
    while (right < room(after) && key(start + right) === key(end + right)) right++;
    let best = 0;
    let bestScore = edgeScore(side, start, end);
    for (let shift = -left; shift <= right; shift++) {
      const score = edgeScore(side, start + shift, end + shift) - Math.abs(shift) * 0.001;
      if (score > bestScore) {
        bestScore = score;
        best = shift;
      }
    }
    if (best === 0) continue;
    change.oldStart += best;
    change.oldEnd += best;
    change.newStart += best;
    change.newEnd += best;
    if (before) {
      before.oldEnd += best;
      before.newEnd += best;
    } else list.splice(s++, 0, keptBetween(0, change.oldStart, 0, change.newStart));
    if (after) {
      after.oldStart += best;
      after.newStart += best;
    } else
      list.splice(s + 1, 0, keptBetween(change.oldEnd, old.tokens.length, change.newEnd, next.tokens.length));
  }
  return joinStretches(list);
}

const keptBetween = (oldStart: number, oldEnd: number, newStart: number, newEnd: number): Stretch => ({
  kept: true,
  oldStart,
  oldEnd,
  newStart,
  newEnd,
});

/** How natural it is to cut a text at both ends of a range of tokens. */
function edgeScore(side: Side, start: number, end: number): number {
  return cutScore(side, start) + cutScore(side, end);
}

function cutScore(side: Side, index: number): number {
  const { tokens, text } = side;
  if (index === 0 || index === tokens.length) return 5;
  if (endsSentence(side, index - 1)) return 4;
  const before = tokens[index - 1]!;
  const after = tokens[index]!;
  const sign = before.word ? '' : text.slice(before.start, before.end);
  const next = after.word ? '' : text.slice(after.start, after.end);
  if (/^[;:]$/.test(sign)) return 3;
  if (sign === ',') return 2.4;
  if (next === ',' || next === ';') return 2.2;
  if (next === '(' || sign === ')') return 2;
  if (next === ')' || sign === '(' || /^[.!?]$/.test(next)) return 1.2;
  if (after.spaced) return 1;
  return 0;
}

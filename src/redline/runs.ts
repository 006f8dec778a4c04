import type { Mark, Run } from './redline.ts';
import type { Joined, Stretch } from './stretches.ts';
import { pictureSign, type Token } from './tokens.ts';

/**
 * Kept and changed stretches of two texts → runs for each block of the new text, character by character exact:
 * the runs without `added` are the old text, those without `removed` the new one, up to amounts of white space.
 */
export function buildRuns(stretches: readonly Stretch[], old: Joined, next: Joined): Run[][] {
  const painter = new Painter(old, next);
  for (const [index, stretch] of stretches.entries()) {
    if (stretch.kept) painter.keep(stretch);
    else painter.change(stretch, index > 0);
  }
  return painter.finish();
}

/** A whole block with one fate. */
export function runsOf(text: Omit<Joined, 'starts' | 'tokens'>, op: Run['op']): Run[] {
  const runs: Run[] = [];
  for (const piece of slice(text, 0, text.text.length)) append(runs, { op, ...piece });
  return runs;
}

class Painter {
  readonly #old: Joined;
  readonly #next: Joined;
  readonly #blocks: Run[][] = [[]];
  /** Number of old blocks begun. */
  #passed = 1;

  constructor(old: Joined, next: Joined) {
    this.#old = old;
    this.#next = next;
  }

  finish(): Run[][] {
    while (this.#blocks.length < this.#next.starts.length) this.#blocks.push([]);
    return this.#blocks;
  }

  keep(stretch: Stretch): void {
    const [old, next] = [this.#old, this.#next];
    for (let i = stretch.oldStart, j = stretch.newStart; i < stretch.oldEnd; i++, j++) {
      const a = old.tokens[i]!;
      const b = next.tokens[j]!;
      this.#space(i, j);
      this.#end(a.start);
      if (old.text.slice(a.start, a.end) !== next.text.slice(b.start, b.end)) {
        this.#put('removed', old, a.start, a.end, 'typography');
        this.#put('added', next, b.start, b.end, 'typography');
      } else this.#put('same', next, b.start, b.end, undefined, a);
    }
  }

  /** Removed text, then added text; white space before both stands once, as text that stays. */
  change(stretch: Stretch, inner: boolean): void {
    const [old, next] = [this.#old, this.#next];
    const parts = refine(stretch, old, next);
    if (parts) {
      this.#space(stretch.oldStart, stretch.newStart);
      for (const part of parts) {
        if (part.op === 'removed') this.#put('removed', old, part.start, part.end);
        else this.#put(part.op, next, part.start, part.end);
      }
      return;
    }
    const removed = stretch.oldEnd > stretch.oldStart;
    const added = stretch.newEnd > stretch.newStart;
    const firstOld = old.tokens[stretch.oldStart];
    const firstNew = next.tokens[stretch.newStart];
    const shared = removed && added && inner && firstOld!.spaced && firstNew!.spaced;
    if (shared) this.#space(stretch.oldStart, stretch.newStart);
    if (removed) {
      const from = shared || stretch.oldStart === 0 ? firstOld!.start : old.tokens[stretch.oldStart - 1]!.end;
      this.#put('removed', old, from, old.tokens[stretch.oldEnd - 1]!.end);
    }
    if (added) {
      const from =
        shared || stretch.newStart === 0 ? firstNew!.start : next.tokens[stretch.newStart - 1]!.end;
      this.#put('added', next, from, next.tokens[stretch.newEnd - 1]!.end);
    }
  }

  /** White space before tokens that both sides go on with. */
  #space(i: number, j: number): void {
    const [old, next] = [this.#old, this.#next];
    const a = i > 0 && old.tokens[i]!.spaced;
    const b = j > 0 && next.tokens[j]!.spaced;
    if (a && b) this.#put('same', next, next.tokens[j - 1]!.end, next.tokens[j]!.start);
    else if (b) this.#put('added', next, next.tokens[j - 1]!.end, next.tokens[j]!.start);
    else if (a) this.#put('removed', old, old.tokens[i - 1]!.end, old.tokens[i]!.start);
  }

  #put(op: Run['op'], from: Joined, start: number, end: number, change?: Run['change'], was?: Token): void {
    if (end <= start) return;
    if (from === this.#next) {
      // A block of the new text begins inside: what stands before its start belongs to the block before.
      const boundary = this.#next.starts[this.#blocks.length];
      if (boundary !== undefined && end > boundary - 1) {
        if (start < boundary - 1) this.#put(op, from, start, boundary - 1, change, was);
        this.#blocks.push([]);
        if (end > boundary) this.#put(op, from, Math.max(start, boundary), end, change, was);
        return;
      }
    }
    if (from === this.#old && this.#passed < this.#old.starts.length) {
      const boundary = this.#old.starts[this.#passed]!;
      if (end > boundary) {
        // The space that joins the two blocks goes with the first.
        if (start < boundary) this.#put(op, from, start, boundary, change, was);
        this.#end(boundary);
        this.#put(op, from, Math.max(start, boundary), end, change, was);
        return;
      }
    }
    const runs = this.#blocks.at(-1)!;
    let at = was?.start ?? 0;
    for (const piece of slice(from, start, end)) {
      const style = was && op === 'same' ? this.#styleChange(at, piece.marks) : undefined;
      at += piece.image ? pictureSign.length : piece.text.length;
      append(runs, { op, ...piece, ...(change || style ? { change: change ?? style } : {}) });
    }
  }

  /** An old block's end is passed before the old character at `start`. */
  #end(start: number): void {
    while (this.#passed < this.#old.starts.length && this.#old.starts[this.#passed]! <= start) {
      this.#passed++;
      this.#blocks.at(-1)!.push({ op: 'removed', text: '', marks: noMarks, ends: true });
    }
  }

  /** Whether a kept token had other formatting or another link before. */
  #styleChange(at: number, marks: readonly Mark[]): Run['change'] {
    const before = marksAt(this.#old, at);
    if (before === marks) return undefined;
    const link = (list: readonly Mark[]) => list.find((mark) => mark.type === 'link')?.url;
    if (link(before) !== link(marks)) return 'link';
    const names = (list: readonly Mark[]) =>
      [...new Set(list.filter((mark) => mark.type !== 'link').map((mark) => mark.type))].sort().join();
    return names(before) === names(marks) ? undefined : 'format';
  }
}

const noMarks: Mark[] = [];

function marksAt(text: Pick<Joined, 'spans'>, at: number): Mark[] {
  return text.spans[spanAt(text.spans, at)]?.marks ?? noMarks;
}

/** Index of the span that holds a character, or of the first one after it. */
function spanAt(spans: Joined['spans'], at: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.end <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

type Piece = Pick<Run, 'text' | 'marks' | 'image'>;

/** Characters start to end with their formatting. Text outside all spans (code, the space between joined blocks) has none. */
function* slice(from: Pick<Joined, 'text' | 'spans'>, start: number, end: number): Generator<Piece> {
  let at = start;
  for (let s = spanAt(from.spans, start); at < end && s < from.spans.length; s++) {
    const span = from.spans[s]!;
    if (span.start >= end) break;
    if (span.start > at) yield { text: from.text.slice(at, span.start), marks: noMarks };
    const from_ = Math.max(at, span.start);
    const to = Math.min(end, span.end);
    if (span.image) yield { text: '', marks: span.marks, image: span.image };
    else yield { text: from.text.slice(from_, to), marks: span.marks };
    at = to;
  }
  if (at < end) yield { text: from.text.slice(at, end), marks: noMarks };
}

function append(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (
    last &&
    !last.image &&
    !run.image &&
    !last.ends &&
    last.op === run.op &&
    sameMarks(last.marks, run.marks)
  ) {
    // White space takes the fate of what stands beside it, so that a phrase is one run.
    if (last.change === run.change || run.text.trim() === '') {
      last.text += run.text;
      return;
    }
  }
  runs.push(run);
}

export function sameMarks(a: readonly Mark[], b: readonly Mark[]): boolean {
  return a === b || (a.length === b.length && JSON.stringify(a) === JSON.stringify(b));
}

const composite = /[\p{L}\p{N}]+(?:[.,][\p{N}]+)*|[^\s\p{L}\p{N}]/gu;

/**
 * One date or amount against another: only the figures and names that differ are painted (`May ~~25~~ 26, 2018`,
 * `$~~20~~ 30`), whole ones always. Null for anything else.
 */
function refine(
  stretch: Stretch,
  old: Joined,
  next: Joined,
): { op: Run['op']; start: number; end: number }[] | null {
  if (stretch.oldEnd - stretch.oldStart !== 1 || stretch.newEnd - stretch.newStart !== 1) return null;
  const a = old.tokens[stretch.oldStart]!;
  const b = next.tokens[stretch.newStart]!;
  const textA = old.text.slice(a.start, a.end);
  const textB = next.text.slice(b.start, b.end);
  if (!/\s|^[§$€£¥]|[%€]$/u.test(textA) || textA === pictureSign) return null;
  const partsA = [...textA.matchAll(composite)];
  const partsB = [...textB.matchAll(composite)];
  const shape = (text: string) => text.replace(/[\p{L}\p{N}]+(?:[.,]\p{N}+)*/gu, 'x');
  if (shape(textA) !== shape(textB)) return refineEnds(partsA, partsB, a, b);
  const out: { op: Run['op']; start: number; end: number }[] = [];
  let done = 0;
  for (let p = 0; p < partsA.length; ) {
    const same = partsA[p]![0] === partsB[p]![0];
    let q = p + 1;
    while (q < partsA.length && (partsA[q]![0] === partsB[q]![0]) === same) q++;
    const [startA, endA] = [partsA[p]!.index, partsA[q - 1]!.index + partsA[q - 1]![0].length];
    const [startB, endB] = [partsB[p]!.index, partsB[q - 1]!.index + partsB[q - 1]![0].length];
    if (startB > done) out.push({ op: 'same', start: b.start + done, end: b.start + startB });
    if (same) out.push({ op: 'same', start: b.start + startB, end: b.start + endB });
    else {
      out.push({ op: 'removed', start: a.start + startA, end: a.start + endA });
      out.push({ op: 'added', start: b.start + startB, end: b.start + endB });
    }
    done = endB;
    p = q;
  }
  return out;
}

/** The same for two dates of different shape (`June 2018`, `June 2, 2018`), if one has only something more inside. */
function refineEnds(
  partsA: readonly RegExpExecArray[],
  partsB: readonly RegExpExecArray[],
  a: Token,
  b: Token,
): { op: Run['op']; start: number; end: number }[] | null {
  const least = Math.min(partsA.length, partsB.length);
  let head = 0;
  while (head < least && partsA[head]![0] === partsB[head]![0]) head++;
  let tail = 0;
  while (tail < least - head && partsA.at(-1 - tail)![0] === partsB.at(-1 - tail)![0]) tail++;
  if (head === 0 || tail === 0 || head + tail < least) return null;
  const more = partsA.length > partsB.length ? partsA : partsB;
  const token = more === partsA ? a : b;
  const [start, end] = [more[head]!.index, more[more.length - tail]!.index];
  const rest = partsB[partsB.length - tail]!.index;
  return [
    { op: 'same', start: b.start, end: b.start + (more === partsB ? start : rest) },
    { op: more === partsA ? 'removed' : 'added', start: token.start + start, end: token.start + end },
    { op: 'same', start: b.start + rest, end: b.end },
  ];
}

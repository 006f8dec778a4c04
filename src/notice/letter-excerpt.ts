import type { AssessedChange } from '../assessment/assessment.ts';
import { normalizeSpace } from '../policy/text.ts';
import type { Segment } from '../redline/redline.ts';
import type { LetterRun } from './letter.ts';

/** Up to this many characters a text is shown whole. */
const wholeUpTo = 480;
/** A text without a counterpart is shown up to here, then cut after a sentence. */
const oneSidedUpTo = 2400;
/** A sentence longer than this is cut down to the words around its edits. */
const longSentence = 600;
const context = 160;

/** A side of a change: its text and the places that differ; a place may be empty (words went in on the other side). */
interface Side {
  text: string;
  edits: { start: number; end: number }[];
}

/**
 * The two sides of a change as the letter shows them: changed sentences whole with the differing words marked,
 * unchanged ones left out of long texts unless `whole` is asked for. Where hardly a word stayed, nothing is marked: the texts stand side by side.
 */
export function excerptOf(
  change: Pick<AssessedChange, 'old' | 'new' | 'segments'>,
  locale: string,
  whole = false,
): { before: LetterRun[] | null; after: LetterRun[] | null } {
  if (change.old === null || change.new === null) {
    return { before: oneSided(change.old, locale, whole), after: oneSided(change.new, locale, whole) };
  }
  const sides = { before: sideOf(change.segments, 'removed'), after: sideOf(change.segments, 'added') };
  if (!tells(sides.before, change.old) || !tells(sides.after, change.new) || isRewrite(change.segments)) {
    return { before: oneSided(change.old, locale, whole), after: oneSided(change.new, locale, whole) };
  }
  return { before: excerptSide(sides.before, locale, whole), after: excerptSide(sides.after, locale, whole) };
}

function sideOf(segments: readonly Segment[], own: 'removed' | 'added'): Side {
  const side: Side = { text: '', edits: [] };
  for (const segment of segments) {
    const start = side.text.length;
    if (segment.type === 'same' || segment.type === own) side.text += segment.text;
    if (segment.type !== 'same') side.edits.push({ start, end: side.text.length });
  }
  return side;
}

/** Whether the segments hold the whole text; if not, it is shown as it is. */
function tells(side: Side, text: string): boolean {
  return normalizeSpace(side.text) === normalizeSpace(text);
}

function isRewrite(segments: readonly Segment[]): boolean {
  const length = (type: Segment['type']) =>
    segments.reduce((sum, segment) => sum + (segment.type === type ? segment.text.trim().length : 0), 0);
  return (
    length('same') < 0.3 * Math.min(length('same') + length('removed'), length('same') + length('added'))
  );
}

function oneSided(text: string | null, locale: string, whole: boolean): LetterRun[] | null {
  if (text === null) return null;
  if (whole || text.length <= oneSidedUpTo) return [{ type: 'same', text }];
  const sentences = sentencesOf(text, locale);
  const last = sentences.findLast(({ end }) => end <= oneSidedUpTo);
  const end = last?.end ?? wordBoundary(text, oneSidedUpTo, -1);
  return [{ type: 'same', text: text.slice(0, end).trimEnd() }, { type: 'cut' }];
}

function excerptSide(side: Side, locale: string, whole: boolean): LetterRun[] {
  if (whole || side.text.length <= wholeUpTo) return marked(side, 0, side.text.length);
  const kept = sentencesOf(side.text, locale)
    .filter((sentence) => side.edits.some((edit) => touches(sentence, edit)))
    .flatMap((sentence) =>
      sentence.end - sentence.start > longSentence ? windowsOf(side, sentence) : [sentence],
    );
  const runs: LetterRun[] = [];
  let end = 0;
  for (const piece of joined(kept)) {
    if (piece.start > end) runs.push({ type: 'cut' });
    runs.push(...marked(side, piece.start, piece.end));
    end = piece.end;
  }
  if (end < side.text.length) runs.push({ type: 'cut' });
  return runs;
}

type Span = { start: number; end: number };

/** An empty edit belongs to the sentence that it stands in, or the one that it ends. */
function touches(span: Span, edit: Span): boolean {
  if (edit.start === edit.end) return span.start < edit.start && edit.start <= span.end;
  return edit.start < span.end && edit.end > span.start;
}

/** Points that end no sentence; where one does, a sentence too many is shown and nothing is lost. */
const abbreviation =
  /\b(Inc|Ltd|LLC|Corp|Co|No|Nos|Art|Arts|Sec|Para|Dr|Mr|Mrs|Ms|St|vs|cf|approx|etc|e\.g|i\.e|U\.S|U\.K|a\.k\.a)\.\s*$/iu;

function sentencesOf(text: string, locale: string): Span[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'sentence' });
  const spans: Span[] = [];
  let open = false;
  for (const { index, segment } of segmenter.segment(text)) {
    const end = index + segment.length;
    const last = spans.at(-1);
    if (open && last) last.end = end;
    else spans.push({ start: index, end });
    open = abbreviation.test(segment);
  }
  return spans;
}

function windowsOf({ text, edits }: Side, sentence: Span): Span[] {
  return edits
    .filter((edit) => touches(sentence, edit))
    .map((edit) => ({
      start: Math.max(sentence.start, wordBoundary(text, edit.start - context, -1)),
      end: Math.min(sentence.end, wordBoundary(text, edit.end + context, 1)),
    }));
}

function wordBoundary(text: string, from: number, step: 1 | -1): number {
  let at = Math.max(0, Math.min(text.length, from));
  while (at > 0 && at < text.length && !/\s/.test(text[at]!)) at += step;
  return at;
}

/** Neighbouring and overlapping spans made one. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}

function marked({ text, edits }: Side, start: number, end: number): LetterRun[] {
  const runs: LetterRun[] = [];
  const push = (type: 'same' | 'changed', from: number, to: number) => {
    if (to > from) runs.push({ type, text: text.slice(from, to) });
  };
  let at = start;
  for (const edit of edits) {
    // A mark begins and ends at a word, not at the space beside it.
    let from = Math.max(start, edit.start);
    let to = Math.min(end, edit.end);
    while (from < to && /\s/.test(text[from]!)) from += 1;
    while (to > from && /\s/.test(text[to - 1]!)) to -= 1;
    if (to <= from) continue;
    push('same', at, from);
    push('changed', from, to);
    at = to;
  }
  push('same', at, end);
  return runs;
}

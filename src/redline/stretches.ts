import { alignTokens } from './align-tokens.ts';
import type { Styled } from './flatten.ts';
import type { Token } from './tokens.ts';

/** Part of two texts: tokens kept (equally many on both sides), or tokens removed and added in one place. */
export interface Stretch {
  kept: boolean;
  oldStart: number;
  oldEnd: number;
  newStart: number;
  newEnd: number;
}

/** Find: token pairs → kept and changed stretches, alternating, over the whole of both texts. */
export function findStretches(old: readonly Token[], next: readonly Token[]): Stretch[] {
  return stretchesOf(alignTokens(old, next), old.length, next.length);
}

function stretchesOf(
  pairs: readonly (readonly [number, number])[],
  oldLength: number,
  newLength: number,
): Stretch[] {
  const stretches: Stretch[] = [];
  let i = 0;
  let j = 0;
  const change = (toOld: number, toNew: number) => {
    if (toOld > i || toNew > j)
      stretches.push({ kept: false, oldStart: i, oldEnd: toOld, newStart: j, newEnd: toNew });
  };
  for (const [x, y] of pairs) {
    const last = stretches.at(-1);
    if (last?.kept && x === i && y === j) {
      last.oldEnd++;
      last.newEnd++;
    } else {
      change(x, y);
      stretches.push({ kept: true, oldStart: x, oldEnd: x + 1, newStart: y, newEnd: y + 1 });
    }
    i = x + 1;
    j = y + 1;
  }
  change(oldLength, newLength);
  return stretches;
}

/** Neighbouring stretches of one sort as one, empty ones dropped. */
export function joinStretches(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of stretches) {
    if (stretch.oldStart === stretch.oldEnd && stretch.newStart === stretch.newEnd) continue;
    const last = joined.at(-1);
    if (last && last.kept === stretch.kept) {
      last.oldEnd = stretch.oldEnd;
      last.newEnd = stretch.newEnd;
    } else joined.push({ ...stretch });
  }
  return joined;
}

/** Texts compared as one (a paragraph and the paragraphs it was split into), with the place where each begins. */
export interface Joined extends Styled {
  starts: number[];
}

export function joinTexts(parts: readonly Styled[]): Joined {
  const [first] = parts;
  if (first && parts.length === 1) return { ...first, starts: [0] };
  const joined: Joined = { text: '', spans: [], tokens: [], starts: [] };
  for (const part of parts) {
    const offset = joined.text === '' ? 0 : joined.text.length + 1;
    if (offset > 0) joined.text += ' ';
    joined.starts.push(offset);
    joined.text += part.text;
    for (const span of part.spans)
      joined.spans.push({ ...span, start: span.start + offset, end: span.end + offset });
    for (const token of part.tokens) {
      const spaced = token.spaced || (joined.tokens.length > 0 && token.start === part.tokens[0]!.start);
      joined.tokens.push({ ...token, start: token.start + offset, end: token.end + offset, spaced });
    }
  }
  return joined;
}

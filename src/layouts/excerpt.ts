import type { AssessedChange } from '../assessment/assessment.ts';
import { type BlockShapes, blockShapes, cellBorder } from '../policy/block-shapes.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { normalizeSpace, wordsOf } from '../policy/text.ts';
import type { Segment } from '../redline/redline.ts';

/** A line of an excerpt, as the text itself shows it: a paragraph, a list item, or the cells of a table row. */
export type ExcerptLine =
  | { look: 'text' | 'item'; segments: Segment[] }
  | { look: 'row'; cells: { label: string; segments: Segment[] }[] };

/** The texts that a change lies between. */
export interface Documents {
  old: PolicyDocument;
  new: PolicyDocument;
}

const context = 70;
const longest = 320;

/**
 * The words that went and came with a little of what stands around them. What is left out shows as ` … `; the
 * redline on the same page has it all.
 */
export function excerptOf(
  { segments, block, clause }: Pick<AssessedChange, 'segments' | 'block' | 'clause'>,
  documents: Documents,
): ExcerptLine[] {
  if (segments.length === 0) return [];
  const shapes = [blockShapes(documents.new), blockShapes(documents.old)];
  if (block === 'row') return [rowOf(segments, shapes)];
  if (block !== 'clause') return [{ look: block === 'item' ? 'item' : 'text', segments: shorten(segments) }];
  const names = [clause.old, clause.new].map((side) => wordsIn(`${side?.number ?? ''} ${side?.title ?? ''}`));
  const lines = cut(segments, '\n').filter((line) => textOf(line).trim() !== '');
  const shown: ExcerptLine[] = [];
  let room = longest;
  for (const [at, line] of lines.entries()) {
    const text = normalizeSpace(textOf(line));
    // The clause's own heading stands above; the head of a table stands with every cell.
    if ((at === 0 && names.includes(wordsIn(text))) || shapes.some(({ heads }) => heads.has(text))) continue;
    if (room === 0) {
      shown.push({ look: 'text', segments: [{ type: 'same', text: '…' }] });
      break;
    }
    if (shapes.some(({ rows }) => rows.has(text))) shown.push(rowOf(line, shapes));
    else {
      const look = shapes.some(({ items }) => items.has(text)) ? 'item' : 'text';
      shown.push({ look, segments: shorten(line, room) });
    }
    room -= text.length;
    if (room >= 0) continue;
    // A text that was cut says itself that there is more; a row stands whole.
    if (shown.at(-1)!.look === 'row' && at + 1 < lines.length)
      shown.push({ look: 'text', segments: [{ type: 'same', text: '…' }] });
    break;
  }
  return shown;
}

/** Of a row that stayed, its name (the first cell) and the cells that changed; each with the name of its column, where there is one. */
function rowOf(segments: readonly Segment[], shapes: readonly BlockShapes[]): ExcerptLine {
  const cells = cut(segments, cellBorder);
  const names = ['removed', 'added'].flatMap((other) => {
    const row = normalizeSpace(textOf(segments.filter(({ type }) => type !== other)));
    return shapes.flatMap(({ rows }) => rows.get(row) ?? []);
  });
  const labels = names.slice(0, cells.length);
  const fits = names.length > 0 && names.length % cells.length === 0;
  const kept = cells.map((cell, at) => ({ label: fits ? (labels[at] ?? '') : '', segments: shorten(cell) }));
  const changed = (cell: readonly Segment[]) =>
    cell.some(({ type, text }) => type !== 'same' && text.trim() !== '');
  return {
    look: 'row',
    cells: cells.some(changed) ? kept.filter((_, at) => at === 0 || changed(cells[at]!)) : kept,
  };
}

const textOf = (segments: readonly Segment[]): string => segments.map(({ text }) => text).join('');

const wordsIn = (text: string): string => wordsOf(text).join(' ');

/** Cuts segments at a separator, whichever of them it falls into. */
function cut(segments: readonly Segment[], separator: string): Segment[][] {
  const lines: Segment[][] = [[]];
  for (const { type, text } of segments) {
    for (const [at, part] of text.split(separator).entries()) {
      if (at > 0) lines.push([]);
      if (part !== '') lines.at(-1)!.push({ type, text: part });
    }
  }
  return lines;
}

function shorten(segments: readonly Segment[], most = longest): Segment[] {
  const shown: Segment[] = [];
  const room = roomFor(segments, most);
  for (const [index, segment] of segments.entries()) {
    if (segment.type === 'same') {
      const first = index === 0;
      const last = index === segments.length - 1;
      const text =
        first && last
          ? head(segment.text, most)
          : first
            ? tail(segment.text)
            : last
              ? head(segment.text, context)
              : middle(segment.text);
      shown.push({ type: 'same', text });
      continue;
    }
    if (room[segment.type] <= 0) {
      if (!shown.at(-1)?.text.endsWith('…')) shown.push({ type: 'same', text: ' …' });
      if (room.removed <= 0 && room.added <= 0) break;
      continue;
    }
    const text = head(segment.text, room[segment.type]);
    shown.push({ type: segment.type, text });
    room[segment.type] -= text.length;
  }
  return shown;
}

/** Characters for what went and for what came: half each, and what one does not need is the other's. */
function roomFor(segments: readonly Segment[], most: number): { removed: number; added: number } {
  const length = (type: Segment['type']) =>
    segments.reduce((sum, segment) => sum + (segment.type === type ? segment.text.length : 0), 0);
  const half = Math.ceil(most / 2);
  return {
    removed: Math.max(half, most - length('added')),
    added: Math.max(half, most - length('removed')),
  };
}

/** Cuts at white space, so that no word is shown by half. */
function head(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 1)).trimEnd()} …`;
}

function tail(text: string): string {
  if (text.length <= context) return text;
  const cut = text.slice(-context);
  return `… ${cut.slice(cut.indexOf(' ') + 1)}`;
}

function middle(text: string): string {
  return text.length <= 2 * context ? text : `${head(text, context)}${tail(text).slice(1)}`;
}

import type { Block } from './document.ts';
import { closeTitle, type Lead, markedLead, plainLead, type Run, runsOf } from './leads.ts';
import { type Numbered, type ReadNumber, readNumber } from './numbering.ts';
import { inlineText, normalizeSpace } from './text.ts';

/** A block that opens a clause: a heading, or a paragraph (or a one-item numbered list) that acts as one. */
export interface Opener {
  /** Place in the list of blocks. */
  index: number;
  kind: 'heading' | 'number' | 'mark';
  number: string | null;
  /** Value of a decimal number, one entry a point; null for other numbers and for none. */
  path: number[] | null;
  /** True when the number begins its sequence (`1`, `A`, `(i)`). */
  first: boolean;
  /** Without number and closing point. */
  title: string;
  /** 1–6 for headings, 0 for paragraphs. */
  level: number;
  /** How it is written: openers of one style are siblings. Empty for headings. */
  style: string;
  /** Where the words of the heading end in `inlineText` of the paragraph; the whole length when nothing follows. */
  end: number;
}

/** A block that could open a clause; its number is not yet proved by its sequence. */
export interface Candidate extends Opener {
  numbered?: Numbered;
  /** Nothing follows in its paragraph. */
  alone: boolean;
  /** Closed by a colon, as titles run into paragraphs are. */
  colon: boolean;
}

/** What a block could open by itself, without its neighbours. */
export function candidateOf(block: Block, index: number): Candidate | null {
  if (block.type === 'heading') return headingCandidate(block, index);
  if (block.type === 'paragraph') return paragraphCandidate(runsOf(block.children), index);
  const item =
    block.type === 'list' && block.ordered && block.items.length === 1
      ? block.items[0]?.children[0]
      : undefined;
  if (block.type !== 'list' || item?.type !== 'paragraph') return null;
  // `3. Scope` alone between paragraphs is read by Markdown as a list of one item.
  const runs = runsOf(item.children);
  const marker = `${block.start}. `;
  const found = paragraphCandidate([{ text: marker, mark: '' }, ...runs], index);
  return found ? { ...found, end: found.end - marker.length } : null;
}

function headingCandidate(block: Block & { type: 'heading' }, index: number): Candidate {
  const text = normalizeSpace(inlineText(block.children));
  const read = readNumber(text);
  const base = {
    index,
    kind: 'heading' as const,
    level: block.level,
    path: null,
    first: false,
    style: '',
    end: text.length,
    alone: true,
    colon: false,
  };
  if (!read) return { ...base, number: null, title: closeTitle(text) };
  const sure = read.named || (read.style === 'decimal' && (read.closed || read.length >= text.length));
  return {
    ...base,
    number: read.number,
    title: closeTitle(text.slice(read.length)),
    numbered: { read, sure },
  };
}

function paragraphCandidate(runs: readonly Run[], index: number): Candidate | null {
  const text = runs.map((run) => run.text).join('');
  const read = readNumber(text);
  const start = read?.length ?? /^[\s\u200b-\u200d\ufeff]*/.exec(text)?.[0].length ?? 0;
  const lead = markedLead(runs, start) ?? (read ? plainLead(text, start) : null);
  const base = {
    index,
    level: 0,
    path: null,
    first: false,
    end: lead?.end ?? start,
    alone: lead !== null && text.slice(lead.end).trim() === '',
    colon: /:\s*$/.test(text.slice(start, lead?.end)),
  };
  if (!read)
    return lead ? { ...base, kind: 'mark', number: null, title: lead.title, style: lead.style } : null;
  if (!mayOpen(read, text.slice(start), lead)) return null;
  return {
    ...base,
    kind: 'number',
    number: read.number,
    title: lead?.title ?? '',
    style: '',
    numbered: { read, sure: false },
  };
}

/** Whether a numbered paragraph can be a clause: letters and bare figures need a title; items of a sentence are none. */
function mayOpen(read: ReadNumber, rest: string, lead: Lead | null): boolean {
  if (/^\p{Ll}/u.test(rest)) return false;
  const plain = read.style === 'decimal' && !read.bracketed;
  if (rest.trim() === '') return plain && (read.closed || read.path.length > 1);
  if (lead) return plain ? read.closed || read.path.length > 1 || lead.style !== '' : true;
  if (/([;,]|[;,]\s+(and|or|und|oder|et|ou))\s*$/i.test(rest)) return false;
  return plain && !read.named && (read.closed || read.path.length > 1);
}

import type { Block, Inline } from './document.ts';
import { acceptNumbers, type Numbered, readNumber } from './numbering.ts';
import { inlineText, normalizeSpace } from './text.ts';
import { dateLine, isTitle, namesDocument } from './titles.ts';

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

/** No title is longer; more of a paragraph is not looked at. */
const reach = 400;

interface Candidate extends Opener {
  numbered?: Numbered;
  /** Nothing follows in its paragraph. */
  alone: boolean;
  /** Closed by a colon, as titles run into paragraphs are. */
  colon: boolean;
}

/**
 * The blocks that open clauses, in order. Headings always do. Paragraphs do when they bear a number that is part of a
 * sequence (see numbering.ts), or when they begin with a title set in bold or italics, provided that the document
 * has no headings to speak of: where people wrote headings, bold words are emphasis. One pass and a sort of sequences: linear.
 */
export function findOpeners(blocks: readonly Block[]): Opener[] {
  const candidates: Candidate[] = [];
  for (const [index, block] of blocks.entries()) {
    const candidate = candidateOf(block, index);
    if (candidate) candidates.push(candidate);
  }
  const listLike = contentsLists(candidates);
  const numbered = candidates.filter((candidate) => candidate.numbered && !listLike.has(candidate));
  const accepted = acceptNumbers(numbered.flatMap((candidate) => candidate.numbered ?? []));
  const headings =
    candidates.filter((candidate) => candidate.kind === 'heading').length -
    (blocks[0]?.type === 'heading' ? 1 : 0);
  const marks = candidates.filter((candidate) => candidate.kind === 'mark').length;
  const marksCount = headings <= 2 || marks >= 4 * headings;
  const names = documentNames(candidates, blocks);
  const openers = candidates
    .filter((candidate) => !names.has(candidate))
    .flatMap((candidate) => settle(candidate, accepted, listLike, marksCount, blocks));
  return separateAlone(openers);
}

/** Drops what is no number after all; a heading stays a heading, its figures then belong to the title. */
function settle(
  candidate: Candidate,
  accepted: ReadonlySet<Numbered>,
  listLike: ReadonlySet<Candidate>,
  marksCount: boolean,
  blocks: readonly Block[],
): Candidate[] {
  const { numbered } = candidate;
  const real = numbered !== undefined && accepted.has(numbered) && !listLike.has(candidate);
  if (candidate.kind === 'heading') {
    if (!numbered || real) return [withStyle(candidate)];
    const block = blocks[candidate.index];
    const text = block?.type === 'heading' ? normalizeSpace(inlineText(block.children)) : '';
    return [{ ...candidate, number: null, path: null, title: closeTitle(text) }];
  }
  if (candidate.kind === 'number') return real ? [withStyle(candidate)] : [];
  return marksCount ? [candidate] : [];
}

/** The style of a number is known only after its sequence (`I.` may be a letter). */
function withStyle(candidate: Candidate): Candidate {
  const read = candidate.numbered?.read;
  if (!read) return candidate;
  const decimal = read.style === 'decimal' && !read.bracketed;
  return {
    ...candidate,
    path: decimal ? read.path : null,
    first: (read.path.at(-1) ?? 0) <= 1,
    style: decimal ? `decimal ${read.path.length}` : `${read.bracketed ? 'bracketed ' : ''}${read.style}`,
  };
}

function candidateOf(block: Block, index: number): Candidate | null {
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

interface Run {
  text: string;
  /** Sorted marks, such as `emphasis strong`; empty for plain text. */
  mark: string;
}

/** Leading text of a paragraph with its marks; links do not count as a mark. */
function runsOf(nodes: readonly Inline[]): Run[] {
  const runs: Run[] = [];
  let length = 0;
  const visit = (list: readonly Inline[], marks: readonly string[]) => {
    for (const node of list) {
      if (length > reach) return;
      if (node.type === 'image') continue;
      if (node.type === 'text' || node.type === 'code' || node.type === 'break') {
        const text = node.type === 'break' ? '\n' : node.value;
        runs.push({ text, mark: [...new Set(marks)].sort().join(' ') });
        length += text.length;
      } else visit(node.children, node.type === 'link' ? marks : [...marks, node.type]);
    }
  };
  visit(nodes, []);
  return runs;
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
function mayOpen(read: NonNullable<ReturnType<typeof readNumber>>, rest: string, lead: Lead | null): boolean {
  if (/^\p{Ll}/u.test(rest)) return false;
  const plain = read.style === 'decimal' && !read.bracketed;
  if (rest.trim() === '') return plain && (read.closed || read.path.length > 1);
  if (lead) return plain ? read.closed || read.path.length > 1 || lead.style !== '' : true;
  if (/([;,]|[;,]\s+(and|or|und|oder|et|ou))\s*$/i.test(rest)) return false;
  return plain && !read.named && (read.closed || read.path.length > 1);
}

interface Lead {
  title: string;
  end: number;
  style: string;
}

/** The title in bold or italics that begins at `start`: alone, or closed by a sign before or after the end of the marks. */
function markedLead(runs: readonly Run[], start: number): Lead | null {
  let at = 0;
  let mark: string | null = null;
  let end = start;
  let lead = '';
  for (const run of runs) {
    const text = run.text.slice(Math.max(0, start - at));
    at += run.text.length;
    if (text === '') continue;
    if (mark === null) {
      if (run.mark === '' || run.text === '\n') return null;
      mark = run.mark;
    } else if (run.mark !== mark && text.trim() !== '') break;
    if (run.text === '\n' && run.mark !== mark) break;
    lead += text;
    end = at;
  }
  if (!mark || !/strong|emphasis|underline/.test(mark)) return null;
  const whole = runs.map((run) => run.text).join('');
  const after = whole.slice(end);
  const sign = /^[\s]*[.:!?]+(?=\s|$|\p{Lu})|^\s*[-–—]+\s|^\s*\n/u.exec(after)?.[0] ?? '';
  const closing = sign.trim();
  const alone = after.slice(sign.length).trim() === '';
  const closed = alone || closing !== '' || sign.includes('\n') || /[.:!?–—-]["”’)]?\s*$/.test(lead);
  const ended = closing.startsWith('.') || /\.["”’)]?\s*$/.test(lead);
  const title = closeTitle(normalizeSpace(lead));
  if (!closed || !isTitle(title, { marked: true, alone, ended })) return null;
  if (dateLine.test(normalizeSpace(whole)) && alone) return null;
  return { title, end: end + (/[-–—]/.test(closing) ? 0 : sign.trimEnd().length), style: mark };
}

/** The title of a numbered paragraph in plain text: a short first piece, closed by a sign or by wide white space. */
function plainLead(text: string, start: number): Lead | null {
  const rest = text.slice(start);
  const cut = /[.:?!](?=\s|$)|\s[-–—](?=\s)|\u00a0\s|\s\u00a0|\n/u;
  let from = 0;
  while (from < rest.length) {
    const found = cut.exec(rest.slice(from));
    if (!found) break;
    const at = from + found.index;
    const piece = rest.slice(0, at);
    from = at + found[0].length;
    if (piece.length > 130) return null;
    // `Inc.`, `U.S.`: the point belongs to the word.
    if (found[0] === '.' && /\b(Inc|Ltd|Co|Corp|No|vs|U\.S|E\.U|\p{Lu})$/u.test(piece)) continue;
    const ending = /[.?!:]/.test(found[0]) ? found[0].length : 0;
    const after = rest.slice(at + found[0].length);
    const title = normalizeSpace(piece) + (found[0] === '?' ? '?' : '');
    if (!isTitle(title, { marked: false, alone: after.trim() === '', ended: found[0] === '.' })) return null;
    return { title, end: start + at + ending, style: '' };
  }
  const title = normalizeSpace(rest);
  return text.length <= reach && isTitle(title, { marked: false, alone: true, ended: false })
    ? { title, end: text.length, style: '' }
    : null;
}

/** A title without the point or colon that closes it. */
function closeTitle(text: string): string {
  const bare = text
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/\s*[-–—]$/, '')
    .trim();
  return /\b(Inc|Ltd|Co|Corp|etc|No|U\.S|S\.A)\.$/.test(bare) ? bare : bare.replace(/[\s.:]+$/, '');
}

/** Tables of contents and lists in disguise: three or more numbered titles in a row, each followed at once by the next. */
function contentsLists(candidates: readonly Candidate[]): Set<Candidate> {
  const found = new Set<Candidate>();
  let run: Candidate[] = [];
  const flush = () => {
    if (run.length >= 3) for (const candidate of run) found.add(candidate);
    run = [];
  };
  for (const candidate of candidates) {
    if (candidate.kind !== 'number') {
      flush();
      continue;
    }
    const before = run.at(-1);
    const next = before && before.index + 1 === candidate.index && isNext(before, candidate);
    if (!next) flush();
    if (candidate.alone) run.push(candidate);
    else flush();
  }
  flush();
  return found;
}

/** True when some reading of the numbers makes `after` the next one (`H.` and `I.`: letters; `I` alone is Roman). */
function isNext(before: Candidate, after: Candidate): boolean {
  const readings = ({ numbered }: Candidate) =>
    numbered ? [numbered.read, ...(numbered.read.other ? [numbered.read.other] : [])] : [];
  return readings(before).some((a) =>
    readings(after).some(
      (b) =>
        a.style === b.style &&
        a.path.length === b.path.length &&
        a.path.every((value, i) => b.path[i] === (i === b.path.length - 1 ? value + 1 : value)),
    ),
  );
}

/** Bold lines that repeat the words of the document's title, and one right above such a line (the company's name). */
function documentNames(candidates: readonly Candidate[], blocks: readonly Block[]): Set<Candidate> {
  const first = blocks.find((block) => block.type === 'heading');
  const title = first?.type === 'heading' ? normalizeSpace(inlineText(first.children)).toLowerCase() : '';
  const repeats = (candidate: Candidate | undefined) =>
    candidate?.kind === 'mark' &&
    candidate.alone &&
    (title.includes(candidate.title.toLowerCase()) ||
      (candidate.index === 0 && namesDocument(candidate.title)));
  return new Set(
    candidates.filter((candidate, i) => {
      const next = candidates[i + 1];
      const above = next?.index === candidate.index + 1 && repeats(next);
      return candidate.kind === 'mark' && candidate.alone && (repeats(candidate) || above);
    }),
  );
}

/**
 * Where one style of marks is used both alone and run into paragraphs, the ones alone stand above the others, provided that
 * the document does so from the beginning: at least two alone, and one of them first. A colon makes one of both.
 */
function separateAlone(openers: Candidate[]): Opener[] {
  const firstOf = (style: string) =>
    openers.findIndex((opener) => opener.kind === 'mark' && opener.style === style);
  // Bold italics met after plain bold are the same to whoever set them.
  const same = firstOf('strong') >= 0 && firstOf('strong') < firstOf('emphasis strong');
  if (same) for (const opener of openers) if (opener.style === 'emphasis strong') opener.style = 'strong';
  const uses = new Map<string, { alone: number; run: number; aloneFirst: boolean }>();
  const above = (opener: Candidate) => opener.alone && !opener.colon;
  for (const opener of openers) {
    if (opener.kind !== 'mark') continue;
    const use = uses.get(opener.style) ?? { alone: 0, run: 0, aloneFirst: above(opener) };
    use[above(opener) ? 'alone' : 'run'] += 1;
    uses.set(opener.style, use);
  }
  return openers.map((candidate) => {
    const { numbered: _n, alone: _a, colon: _c, ...opener } = candidate;
    const use = opener.kind === 'mark' ? uses.get(opener.style) : undefined;
    const apart = use !== undefined && use.alone >= 2 && use.run >= 2 && use.aloneFirst;
    return apart ? { ...opener, style: `${opener.style} ${above(candidate) ? 'alone' : 'run in'}` } : opener;
  });
}

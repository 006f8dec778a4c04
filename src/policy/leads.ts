import type { Inline } from './document.ts';
import { normalizeSpace } from './text.ts';
import { dateLine, isTitle } from './titles.ts';

/** No title is longer; more of a paragraph is not looked at. */
const reach = 400;

/** A stretch of text in one way of writing. */
export interface Run {
  text: string;
  /** Sorted marks, such as `emphasis strong`; empty for plain text. */
  mark: string;
}

/** Leading text of a paragraph with its marks; links do not count as a mark. */
export function runsOf(nodes: readonly Inline[]): Run[] {
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

/** The words at the start of a paragraph that act as its title. */
export interface Lead {
  title: string;
  end: number;
  style: string;
}

/** The title in bold or italics that begins at `start`: alone, or closed by a sign before or after the end of the marks. */
export function markedLead(runs: readonly Run[], start: number): Lead | null {
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
export function plainLead(text: string, start: number): Lead | null {
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
export function closeTitle(text: string): string {
  const bare = text
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/\s*[-–—]$/, '')
    .trim();
  return /\b(Inc|Ltd|Co|Corp|etc|No|U\.S|S\.A)\.$/.test(bare) ? bare : bare.replace(/[\s.:]+$/, '');
}

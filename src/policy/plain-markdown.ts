import type { Block, Inline } from './document.ts';
import { tidy } from './tidy.ts';

/**
 * Reads the Markdown of which nine tenths of every policy consist: headings, paragraphs and flat lists of words, simple
 * links, bold and italics. Null where there is anything else in a piece: then remark reads it. The result is always
 * remark's own (a test holds it over real and generated texts), only some ten times sooner; reading is most of what a redline waits for.
 *
 * `piece` stands at the top level of its document; no definition of a link or footnote may reach it.
 */
export function readPlainMarkdown(piece: string): Block[] | null {
  if (/[\ue000-\ue07f]/.test(piece)) return null;
  const blocks: Block[] = [];
  let lines: string[] = [];
  let first = 0;
  let list = null as OpenList | null;
  let blank = true;
  let number = 0;

  /** Ends the open paragraph, which a line under it can make a heading; false if it is not plain. */
  const flush = (level = 0): boolean => {
    if (lines.length === 0) return true;
    const children = readInlines(lines.join('\n'));
    lines = [];
    if (!children) return false;
    if (level > 0) blocks.push({ type: 'heading', level, children, line: first });
    else blocks.push({ type: 'paragraph', children, line: first });
    return true;
  };

  for (const line of hideEscapes(piece).split('\n')) {
    number++;
    if (/^ *$/.test(line)) {
      if (!flush()) return null;
      blank = true;
      continue;
    }
    const underline = lines.length > 0 && /^(?:(=+)|-+) *$/.exec(line);
    const heading = /^(#{1,6}) +(\S.*)$/.exec(line);
    if (underline) {
      if (!flush(underline[1] ? 1 : 2)) return null;
    } else if (/^(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/.test(line)) {
      if (!flush()) return null;
      list = null;
      blocks.push({ type: 'rule', line: number });
    } else if (heading) {
      const children = /#\s*$/.test(line) || !flush() ? null : readInlines(heading[2]!);
      if (!children) return null;
      list = null;
      blocks.push({ type: 'heading', level: heading[1]!.length, children, line: number });
    } else {
      const item = /^(?:([-*+])|(\d{1,9})([.)])) {1,4}(\S.*)$/.exec(line);
      const text = item?.[4] ?? line;
      if (opensBlock.test(text)) return null;
      if (item) {
        // Only a list that begins with 1 can end a paragraph.
        if (lines.length > 0 && item[2] && item[2] !== '1') return null;
        const children = flush() ? readInlines(text) : null;
        if (!children) return null;
        const sign = item[1] ?? item[3]!;
        if (list?.sign !== sign) {
          list = { sign, block: openList(item[2], number) };
          blocks.push(list.block);
        } else if (blank) list.block.tight = false;
        list.block.items.push({ children: [{ type: 'paragraph', children, line: number }] });
      } else {
        // Without a blank line before it, it would carry on the item.
        if (list && !blank && lines.length === 0) return null;
        list = null;
        if (lines.length === 0) first = number;
        lines.push(line);
      }
    }
    blank = false;
  }
  return flush() ? blocks : null;
}

interface OpenList {
  /** Another sign begins another list. */
  sign: string;
  block: Block & { type: 'list' };
}

const openList = (start: string | undefined, line: number): OpenList['block'] => ({
  type: 'list',
  ordered: start !== undefined,
  start: Number(start ?? 1),
  tight: true,
  items: [],
  line,
});

/** What could be more than text at the start of a line: a list in a list, a quote, a line under a table's head. */
const opensBlock = /^(?:[\s#>=:+-]|[*_](?:\s|$)|\d{1,9}[.)](?:\s|$))/;

/** Signs that are escaped stand for themselves: they are set aside until the text is read. Not those that make an address. */
const hideEscapes = (text: string): string =>
  text.includes('\\')
    ? text.replace(/\\([!-/;-?[-`{-~])/g, (_, sign: string) =>
        String.fromCharCode(0xe000 + sign.charCodeAt(0)),
      )
    : text;
const showEscapes = (text: string): string =>
  text.replace(/[\ue000-\ue07f]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xe000));

/** Signs that mean something to Markdown wherever they stand … */
const sign = /[\\`*_[\]<~|\t\ufeff]|&(?:#|\w+;)| {2}\n/;
/** … and words of which GFM makes links, except in a link. */
const address = /@|www|https?:|mailto:|xmpp:/i;

const label = String.raw`\[(?!\^)[^[\]]*\]`;
const target = String.raw`\((?:[\w\-.~:/?#@!$'*+,;=]|&(?!#|\w+;)|%[\da-fA-F]{2})+\)`;
const marked = new RegExp(
  String.raw`(${label})(${target})|(?<![*_])(\*\*?|__?)(?=[^\s*_])((?:[^[\]*_]|${label}${target})+?)(?<=[^\s*_])\3(?![*_])`,
  'gu',
);

function readInlines(text: string): Inline[] | null {
  const nodes = inlinesIn(text, ' ', ' ', false);
  if (!nodes) return null;
  const tidied = tidy(nodes);
  return tidied.length > 0 ? tidied : null;
}

/** `before` and `after`: the signs that stand around the text; the edge of a block counts as white space. */
function inlinesIn(text: string, before: string, after: string, inLink: boolean): Inline[] | null {
  const nodes: Inline[] = [];
  let at = 0;
  const addText = (end: number): boolean => {
    const value = text.slice(at, end);
    if (sign.test(value) || (!inLink && address.test(value))) return false;
    if (value !== '') nodes.push({ type: 'text', value: showEscapes(value).replace(/[ \n]+/g, ' ') });
    return true;
  };
  for (const match of text.matchAll(marked)) {
    const [whole, linked, url, delimiter = '', inner = ''] = match;
    if (!addText(match.index)) return null;
    at = match.index + whole.length;
    if (linked && url) {
      if (text[match.index - 1] === '!') return null;
      const children = inlinesIn(linked.slice(1, -1), '[', ']', true);
      if (!children) return null;
      nodes.push({ type: 'link', url: url.slice(1, -1), children });
      continue;
    }
    const previous = match.index > 0 ? text[match.index - 1]! : before;
    const next = at < text.length ? text[at]! : after;
    if (!flanks(previous, inner[0]!) || !flanks(next, inner.at(-1)!)) return null;
    const children = inlinesIn(inner, delimiter[0]!, delimiter[0]!, inLink);
    if (!children) return null;
    nodes.push({ type: delimiter.length === 2 ? 'strong' : 'emphasis', children });
  }
  return addText(text.length) ? nodes : null;
}

/** True when a delimiter between these two can only open (or, seen from behind, only close): CommonMark, “left-flanking”. */
const flanks = (outside: string, inside: string): boolean =>
  /\s/.test(outside) || (/[\p{P}\p{S}]/u.test(outside) && /[\p{L}\p{N}]/u.test(inside));

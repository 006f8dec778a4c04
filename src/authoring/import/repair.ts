import type { Block, Inline } from '../../policy/document.ts';
import { inlineText } from '../../policy/text.ts';

/**
 * Emphasis that Markdown could not read because white space stands on the wrong side of its signs: `** bold **`,
 * `_ text _If`. The pair of signs becomes the emphasis that was meant; words and their order stay.
 */
export function repairEmphasis(nodes: readonly Inline[]): Inline[] {
  const children = nodes.map((node) =>
    'children' in node ? { ...node, children: repairEmphasis(node.children) } : node,
  );
  const signs: { sign: string; node: number; at: number }[] = [];
  for (const [index, node] of children.entries()) {
    if (node.type !== 'text') continue;
    const before = inlineText(children.slice(Math.max(0, index - 1), index)).slice(-1);
    const after = inlineText(children.slice(index + 1, index + 2)).slice(0, 1);
    // Not inside words (`file_name`), not between spaces (`2 ** 3`).
    for (const match of node.value.matchAll(/\*{2}|__|(?<![\p{L}\p{N}_])_(?!_)|(?<!_)_(?![\p{L}\p{N}_])/gu))
      if (meansEmphasis(before + node.value + after, before.length + match.index, match[0].length))
        signs.push({ sign: match[0], node: index, at: match.index });
  }
  const open = signs.find((sign, i) => signs.slice(i + 1).some((other) => other.sign === sign.sign));
  const close = open && signs.slice(signs.indexOf(open) + 1).find((other) => other.sign === open.sign);
  if (!open || !close) return children;
  const [before, rest] = cut(children, open.node, open.at, open.sign.length);
  // Places after the cut count from the rest of the first text.
  const shift = close.node === open.node ? open.at + open.sign.length : 0;
  const [inside, after] = cut(rest, close.node - open.node, close.at - shift, close.sign.length);
  // A full stop before the first marked word belongs to the sentence before.
  const start = inside[0];
  const stop = start?.type === 'text' ? (/^\s*[.,;:]\s+/.exec(start.value)?.[0] ?? '') : '';
  if (start?.type === 'text' && stop) {
    inside[0] = { type: 'text', value: start.value.slice(stop.length) };
    before.push({ type: 'text', value: stop });
  }
  const type = open.sign.length === 2 ? 'strong' : 'emphasis';
  const words = inside.some((node) => node.type !== 'text' || /[\p{L}\p{N}]/u.test(node.value));
  // Signs around nothing kept two words apart.
  const marked: Inline[] = words
    ? hoistSpace([{ type, children: inside }])
    : [...inside, { type: 'text', value: ' ' }];
  return [...before, ...marked, ...repairEmphasis(after)].filter(
    (node) => node.type !== 'text' || node.value !== '',
  );
}

/** A sign with white space on both sides means nothing, and one between two letters holds a word together. */
function meansEmphasis(text: string, at: number, length: number): boolean {
  const [left, right] = [text[at - 1] ?? '', text[at + length] ?? ''];
  return (
    !(/\s/u.test(left) && /\s/u.test(right)) && !(/[\p{L}\p{N}]/u.test(left) && /[\p{L}\p{N}]/u.test(right))
  );
}

/** Splits a list of nodes inside its text node `index` at `at`, leaving `length` signs out. */
function cut(nodes: readonly Inline[], index: number, at: number, length: number): [Inline[], Inline[]] {
  const node = nodes[index];
  const value = node?.type === 'text' ? node.value : '';
  const left: Inline[] = [...nodes.slice(0, index), { type: 'text', value: value.slice(0, at) }];
  const right: Inline[] = [{ type: 'text', value: value.slice(at + length) }, ...nodes.slice(index + 1)];
  return [left, right];
}

/** White space at the ends of bold, italics or links moves outside, where Markdown wants it; empty marks go. */
export function hoistSpace(nodes: readonly Inline[]): Inline[] {
  const out: Inline[] = [];
  for (const node of nodes) {
    if (!('children' in node)) {
      if (node.type !== 'text' || node.value !== '') out.push(node);
      continue;
    }
    const children = hoistSpace(node.children);
    const first = children[0];
    const last = children.at(-1);
    const lead = first?.type === 'text' ? (/^\s+/u.exec(first.value)?.[0] ?? '') : '';
    if (first?.type === 'text') children[0] = { type: 'text', value: first.value.slice(lead.length) };
    const end = children.at(-1);
    const tail = last?.type === 'text' && end?.type === 'text' ? (/\s+$/u.exec(end.value)?.[0] ?? '') : '';
    if (end?.type === 'text' && tail)
      children[children.length - 1] = { type: 'text', value: end.value.slice(0, -tail.length) };
    const kept = children.filter((child) => child.type !== 'text' || child.value !== '');
    if (lead) out.push({ type: 'text', value: lead });
    if (kept.length > 0) out.push({ ...node, children: kept });
    if (tail) out.push({ type: 'text', value: tail });
  }
  return out;
}

/** Applies a change of inline nodes to everything inside a block. */
export function mapInlines(block: Block, change: (nodes: readonly Inline[]) => Inline[]): Block {
  const inside = (blocks: readonly Block[]) => blocks.map((child) => mapInlines(child, change));
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return { ...block, children: change(block.children) };
    case 'list':
      return { ...block, items: block.items.map((item) => ({ ...item, children: inside(item.children) })) };
    case 'quote':
    case 'note':
      return { ...block, children: inside(block.children) };
    case 'table':
      return {
        ...block,
        rows: block.rows.map((row) => row.map((cell) => ({ ...cell, children: change(cell.children) }))),
      };
    case 'definitions':
      return {
        ...block,
        items: block.items.map((item) => ({
          terms: item.terms.map(change),
          descriptions: item.descriptions.map(inside),
        })),
      };
    default:
      return block;
  }
}

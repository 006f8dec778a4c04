import type { Element, ElementContent, Nodes, Root, RootContent, Text } from 'hast';
import { cellLines } from './cell-lines.ts';
import type { Block, Inline, ListItem, TableCell } from './document.ts';
import { blockElements, invisible } from './html-elements.ts';
import { inlinesOf, rawText } from './inlines-from-hast.ts';
import { tidy } from './tidy.ts';

/**
 * HTML tree → blocks. Every format goes through here (Markdown by remark-rehype, HTML by parse5), so one
 * table of elements decides what is a block. Unknown elements are transparent: their text is never lost.
 */

const isElement = (node: Nodes): node is Element => node.type === 'element';
const lineOf = (node: Nodes | undefined): number | undefined => node?.position?.start?.line;

export function blocksFromHast(root: Root | Element): Block[] {
  return blocksOf(root.children);
}

function blocksOf(nodes: readonly (RootContent | ElementContent)[]): Block[] {
  const blocks: Block[] = [];
  let run: (ElementContent | Text)[] = [];
  const flush = () => {
    const children = tidy(inlinesOf(run));
    if (children.length > 0)
      blocks.push({
        type: 'paragraph',
        children,
        line: lineOf(run.find((n) => n.type !== 'text' || n.value.trim() !== '')),
      });
    run = [];
  };
  for (const node of nodes) {
    if (node.type === 'text') run.push(node);
    else if (node.type === 'element') {
      if (invisible.has(node.tagName)) continue;
      if (!blockElements.has(node.tagName) && !containsBlock(node)) run.push(node);
      else {
        flush();
        blocks.push(...blockFrom(node));
      }
    }
  }
  flush();
  return blocks;
}

/** True for an inline element (a link, a span) that wraps blocks; only real blocks inside count. */
function containsBlock(element: Element): boolean {
  return element.children.some(
    (child) => isElement(child) && (blockElements.has(child.tagName) || containsBlock(child)),
  );
}

function blockFrom(element: Element): Block[] {
  const line = lineOf(element);
  const { tagName } = element;
  switch (tagName) {
    case 'p': {
      if (containsBlock(element)) return blocksOf(element.children);
      const children = tidy(inlinesOf(element.children));
      return children.length > 0 ? [{ type: 'paragraph', children, line }] : [];
    }
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6': {
      const children = tidy(inlinesOf(element.children));
      return children.length > 0 ? [{ type: 'heading', level: Number(tagName[1]), children, line }] : [];
    }
    case 'ul':
    case 'ol':
      return [listFrom(element)];
    case 'table':
      return tableFrom(element);
    case 'blockquote':
      return [{ type: 'quote', children: blocksOf(element.children), line }];
    case 'prenotice-note':
      return [{ type: 'note', children: blocksOf(element.children), line }];
    case 'pre':
      return [{ type: 'code', value: rawText(element).replace(/\n$/, ''), line }];
    case 'hr':
      return [{ type: 'rule', line }];
    case 'dl':
      return [definitionsFrom(element)];
    default:
      return blocksOf(element.children);
  }
}

function listFrom(element: Element): Block {
  const items: ListItem[] = [];
  let tight = true;
  for (const child of element.children) {
    if (!isElement(child)) {
      if (child.type === 'text' && child.value.trim() !== '') items.push({ children: blocksOf([child]) });
      continue;
    }
    if (child.tagName !== 'li') {
      const stray = blocksOf([child]);
      // A list put straight into a list (malformed, but common) belongs to the item before it.
      if (stray.length > 0) {
        const before = items.at(-1);
        if (before && (child.tagName === 'ul' || child.tagName === 'ol')) before.children.push(...stray);
        else items.push({ children: stray });
      }
      continue;
    }
    if (child.children.some((node) => isElement(node) && node.tagName === 'p')) tight = false;
    const box = findCheckbox(child);
    items.push({
      children: blocksOf(child.children),
      ...(box ? { checked: box.properties.checked === true } : {}),
    });
  }
  const start = Number(element.properties.start ?? 1);
  return {
    type: 'list',
    ordered: element.tagName === 'ol',
    start: Number.isInteger(start) ? start : 1,
    tight,
    items,
    line: lineOf(element),
  };
}

function findCheckbox(item: Element): Element | undefined {
  for (const child of item.children) {
    if (!isElement(child)) continue;
    if (child.tagName === 'input') return child;
    if (child.tagName === 'p') return findCheckbox(child);
  }
  return undefined;
}

function tableFrom(element: Element): Block[] {
  const rows: TableCell[][] = [];
  const before: Block[] = [];
  const visit = (node: Element) => {
    for (const child of node.children) {
      if (!isElement(child)) continue;
      if (child.tagName === 'tr') {
        const cells = child.children.filter(isElement).map(cellFrom);
        if (cells.length > 0) rows.push(cells);
      } else if (child.tagName === 'caption') before.push(...blocksOf(child.children));
      else visit(child);
    }
  };
  visit(element);
  if (rows.length === 0) return before;
  return [...before, { type: 'table', rows, line: lineOf(element) }];
}

function cellFrom(cell: Element): TableCell {
  const align = cell.properties.align;
  const span = (name: 'colSpan' | 'rowSpan') => {
    const value = Number(cell.properties[name] ?? 1);
    return Number.isInteger(value) && value > 1 ? { [name]: value } : {};
  };
  return {
    header: cell.tagName === 'th',
    ...(align === 'left' || align === 'center' || align === 'right' ? { align } : {}),
    ...span('colSpan'),
    ...span('rowSpan'),
    ...cellContent(cell),
  };
}

/** Inline text; lists and several paragraphs in a cell become lines of it, each begun by a break that says what it was. */
function cellContent(cell: Element): Pick<TableCell, 'opens' | 'children'> {
  if (!containsBlock(cell)) return { children: tidy(inlinesOf(cell.children)) };
  const lines = blocksOf(cell.children).flatMap((block) => cellLines(block, 'paragraph'));
  const [first] = lines;
  if (!first || (lines.length === 1 && first.opens === 'paragraph'))
    return { children: first?.children ?? [] };
  const children = lines.flatMap(({ opens, children: line }, index): Inline[] =>
    index === 0 ? line : [{ type: 'break', spaced: true, opens }, ...line],
  );
  return { opens: first.opens, children };
}

function definitionsFrom(element: Element): Block {
  const items: { terms: Inline[][]; descriptions: Block[][] }[] = [];
  let current: { terms: Inline[][]; descriptions: Block[][] } | undefined;
  const visit = (nodes: readonly ElementContent[]) => {
    for (const node of nodes) {
      if (isElement(node) && node.tagName === 'dt') {
        if (!current || current.descriptions.length > 0) {
          current = { terms: [], descriptions: [] };
          items.push(current);
        }
        current.terms.push(tidy(inlinesOf(node.children)));
      } else if (isElement(node) && node.tagName === 'div') visit(node.children);
      else {
        const blocks = blocksOf(isElement(node) && node.tagName === 'dd' ? node.children : [node]);
        if (blocks.length === 0) continue;
        if (!current) {
          current = { terms: [], descriptions: [] };
          items.push(current);
        }
        current.descriptions.push(blocks);
      }
    }
  };
  visit(element.children);
  return { type: 'definitions', items, line: lineOf(element) };
}

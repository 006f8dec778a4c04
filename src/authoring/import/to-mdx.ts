import type { List, ListItem, TableCell as MdastCell, Nodes, PhrasingContent, RootContent } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import type { Block, Inline, TableCell } from '../../policy/document.ts';
import { flattenDocument } from '../../policy/flatten.ts';
import { inlineTags } from '../../policy/inline-tags.ts';
import { parse } from '../../policy/parse.ts';
import { blockTexts, normalizeSpace } from '../../policy/text.ts';
import { tidy } from '../../policy/tidy.ts';
import { hoistSpace, mapInlines } from './repair.ts';

/**
 * Blocks → the body of an MDX file that is read back as the same text. Every block is read back on its own and compared;
 * one that does not survive (marks that Markdown cannot nest, say) is written as plain text, its links beside their words.
 */
export function mdxFromBlocks(blocks: readonly Block[]): string {
  return `${blocks.map(writeOnce).join('\n\n')}\n`;
}

/** Versions share most of their blocks, and reading back what was written takes the time: what was written lately is kept. */
const written = new Map<string, string>();
const mostKept = 5000;

function writeOnce(block: Block): string {
  const key = JSON.stringify(block, (name, value) => (name === 'line' ? undefined : value));
  const known = written.get(key);
  if (known !== undefined) return known;
  const text = writeBlock(block);
  if (written.size >= mostKept) written.clear();
  written.set(key, text);
  return text;
}

function writeBlock(block: Block): string {
  const wanted = textOf([block]);
  for (const form of [block, mapInlines(block, plain)]) {
    const written = serialize(toMdast(mapInlines(form, (nodes) => tidy(hoistSpace(nodes)))));
    const { document, problems } = parse(written, 'mdx');
    if (problems.length === 0 && textOf(flattenDocument(document)) === wanted) return written;
  }
  // Signs that still mean something to Markdown are written as character references.
  const safe = wanted.replace(
    /[^\p{L}\p{N}\s.,;:'’“”]/gu,
    (sign) => `&#x${(sign.codePointAt(0) ?? 0).toString(16)};`,
  );
  return guardLine(safe);
}

const textOf = (blocks: readonly Block[]): string => normalizeSpace(blocks.flatMap(blockTexts).join(' '));

/** Text without marks; links keep their words only. */
const plain = (nodes: readonly Inline[]): Inline[] =>
  nodes.flatMap((node) => ('children' in node ? plain(node.children) : [node]));

const mdx = remark()
  .use(remarkGfm, { tablePipeAlign: false })
  .use(remarkMdx)
  .use({ settings: { bullet: '-', emphasis: '_', rule: '-', listItemIndent: 'one', resourceLink: true } });

function serialize(node: RootContent): string {
  return trimmed(mdx.stringify({ type: 'root', children: [node] }))
    .split('\n')
    .map(guardLine)
    .join('\n');
}

/** Without white space at its end; hard spaces are text. A pattern would look at every run of spaces to its end, from each of them. */
function trimmed(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t\n'.includes(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}

/** A line that begins with `import` or `export` would be read as code. */
const guardLine = (line: string): string =>
  line.replace(/^(i|e)(?=mport\b|xport\b)/, (letter) => `&#x${letter.charCodeAt(0).toString(16)};`);

function toMdast(block: Block): RootContent {
  switch (block.type) {
    case 'paragraph':
      return { type: 'paragraph', children: phrasing(block.children) };
    case 'heading':
      return {
        type: 'heading',
        depth: Math.min(6, Math.max(1, block.level)) as 1,
        children: phrasing(block.children, true),
      };
    case 'list':
      return listFrom(block);
    case 'quote':
      return { type: 'blockquote', children: block.children.map(toMdast) as [] };
    case 'note':
      return element('Note', block.children.map(toMdast));
    case 'table':
      return tableFrom(block.rows);
    case 'definitions':
      return element(
        'dl',
        block.items.flatMap((item) => [
          ...item.terms.map((term) => element('dt', [{ type: 'paragraph', children: phrasing(term) }])),
          ...item.descriptions.map((blocks) => element('dd', blocks.map(toMdast))),
        ]),
      );
    case 'code':
      return { type: 'code', value: block.value };
    case 'rule':
      return { type: 'thematicBreak' };
  }
}

function listFrom(block: Block & { type: 'list' }): List {
  return {
    type: 'list',
    ordered: block.ordered,
    start: block.ordered ? block.start : null,
    spread: !block.tight,
    children: block.items.map(
      (item): ListItem => ({
        type: 'listItem',
        spread: !block.tight,
        ...(item.checked === undefined ? {} : { checked: item.checked }),
        children: item.children.map(toMdast) as [],
      }),
    ),
  };
}

/** Markdown tables have one row of headers: the first; joined cells are followed by empty ones. */
function tableFrom(rows: readonly TableCell[][]): RootContent {
  const width = Math.max(...rows.map((row) => row.reduce((sum, cell) => sum + (cell.colSpan ?? 1), 0)));
  const line = (row: readonly TableCell[]): MdastCell[] => {
    const cells = row.flatMap((cell): MdastCell[] => [
      { type: 'tableCell', children: phrasing(cell.children, true) },
      ...Array.from(
        { length: (cell.colSpan ?? 1) - 1 },
        (): MdastCell => ({ type: 'tableCell', children: [] }),
      ),
    ]);
    return [
      ...cells,
      ...Array.from({ length: width - cells.length }, (): MdastCell => ({ type: 'tableCell', children: [] })),
    ];
  };
  const [first, ...rest] = rows;
  const titled =
    first?.some((cell) => cell.header) ||
    first?.every(
      (cell) => normalizeSpace(blockTexts({ type: 'table', rows: [[cell]] }).join('')).length < 40,
    );
  const head: MdastCell[] = titled && first ? line(first) : line([]);
  const body = titled ? rest : rows;
  return {
    type: 'table',
    align: (first ?? []).map((cell) => cell.align ?? null),
    children: [head, ...body.map(line)].map((children) => ({ type: 'tableRow', children })),
  };
}

/** `flat`: where a line cannot be broken (headings, cells), breaks are written as `<br />`. */
function phrasing(nodes: readonly Inline[], flat = false): PhrasingContent[] {
  return nodes.map((node) => phrase(node, flat));
}

function phrase(node: Inline, flat: boolean): PhrasingContent {
  switch (node.type) {
    case 'text':
      return { type: 'text', value: node.value };
    case 'code':
      return { type: 'inlineCode', value: node.value };
    case 'break':
      return flat ? inlineElement('br', []) : { type: 'break' };
    case 'image':
      return { type: 'image', url: node.url, alt: node.alt, title: node.title ?? null };
    case 'link':
      return {
        type: 'link',
        url: node.url,
        title: node.title ?? null,
        children: phrasing(node.children, flat) as [],
      };
    case 'strong':
    case 'emphasis':
      return { type: node.type, children: phrasing(node.children, flat) };
    case 'strike':
      return { type: 'delete', children: phrasing(node.children, flat) };
    default:
      return inlineElement(inlineTags[node.type], phrasing(node.children, flat));
  }
}

const element = (name: string, children: Nodes[]): MdxJsxFlowElement => ({
  type: 'mdxJsxFlowElement',
  name,
  attributes: [],
  children: children as [],
});

const inlineElement = (name: string, children: PhrasingContent[]): MdxJsxTextElement => ({
  type: 'mdxJsxTextElement',
  name,
  attributes: [],
  children,
});

/** Plain words as one line of MDX that reads back as the same words. */
export const textOfWords = (words: string): string =>
  serialize({ type: 'paragraph', children: [{ type: 'text', value: normalizeSpace(words) }] }).replace(
    /\n/g,
    ' ',
  );

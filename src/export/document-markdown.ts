import type { Parents, PhrasingContent, RootContent, TableRow } from 'mdast';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import type { Block, Clause, Inline, PolicyDocument, TableCell } from '../policy/document.ts';
import { inlineTags } from '../policy/inline-tags.ts';

/**
 * Clause tree → CommonMark with GFM tables, for `/<policy>/<version>.md`. What Markdown has no sign for (underline,
 * raised text, tables with joined cells, definition lists) is written as the HTML that Markdown allows.
 */
export function documentMarkdown(title: string, document: PolicyDocument): string {
  const children: RootContent[] = [
    { type: 'heading', depth: 1, children: document.title ? inlines(document.title) : [text(title)] },
    ...document.preamble.flatMap(blockNodes),
    ...document.clauses.flatMap(clauseNodes),
  ];
  return parts(children)
    .map(partMarkdown)
    .join('\n\n')
    .replace(/[^\n]$/, '$&\n');
}

/** Blocks are written alone, as they are written in their document; only lists side by side are told apart by their signs. */
function parts(nodes: readonly RootContent[]): RootContent[][] {
  const groups: RootContent[][] = [];
  for (const node of nodes) {
    const last = groups.at(-1);
    if (node.type === 'list' && last?.[0]?.type === 'list') last.push(node);
    else groups.push([node]);
  }
  return groups;
}

/** Versions of a policy share nearly all of their blocks: those written lately are kept. */
const written = new Map<string, string>();
const mostWritten = 5000;

function partMarkdown(children: RootContent[]): string {
  const key = JSON.stringify(children);
  let markdown = written.get(key);
  if (markdown === undefined) {
    markdown = writer.stringify({ type: 'root', children }).replace(/\n$/, '');
    if (written.size >= mostWritten) written.clear();
    written.set(key, markdown);
  }
  return markdown;
}

const writer = remark()
  .use(remarkGfm, { tablePipeAlign: false })
  .use({ settings: { bullet: '-', emphasis: '_', rule: '-', listItemIndent: 'one' } });

/** Headings follow the tree: 2 for top clauses. */
function clauseNodes(clause: Clause): RootContent[] {
  const depth = Math.min(6, clause.depth + 1) as 2 | 3 | 4 | 5 | 6;
  const heading: RootContent[] = clause.heading
    ? [{ type: 'heading', depth, children: inlines(clause.heading) }]
    : [];
  return [...heading, ...clause.body.flatMap(blockNodes), ...clause.children.flatMap(clauseNodes)];
}

function blockNodes(block: Block): RootContent[] {
  switch (block.type) {
    case 'paragraph':
      return [{ type: 'paragraph', children: inlines(block.children) }];
    case 'heading':
      return [{ type: 'paragraph', children: [{ type: 'strong', children: inlines(block.children) }] }];
    case 'list':
      return [
        {
          type: 'list',
          ordered: block.ordered,
          start: block.ordered ? block.start : null,
          spread: !block.tight,
          children: block.items.map((item) => ({
            type: 'listItem',
            checked: item.checked ?? null,
            spread: !block.tight,
            children: item.children.flatMap(blockNodes) as never,
          })),
        },
      ];
    case 'table':
      return [
        {
          type: 'table',
          align: (block.rows[0] ?? []).map((cell) => cell.align ?? null),
          children: block.rows.map(rowNode),
        },
      ];
    case 'quote':
    case 'note':
      return [{ type: 'blockquote', children: block.children.flatMap(blockNodes) as never }];
    case 'definitions':
      return block.items.flatMap(({ terms, descriptions }): RootContent[] => [
        ...terms.map(
          (term): RootContent => ({
            type: 'paragraph',
            children: [{ type: 'strong', children: inlines(term) }],
          }),
        ),
        ...descriptions.flatMap((blocks) => blocks.flatMap(blockNodes)),
      ]);
    case 'code':
      return [{ type: 'code', value: block.value }];
    case 'rule':
      return [{ type: 'thematicBreak' }];
  }
}

/** Joined cells are written once and leave empty cells behind: GFM knows no spans. */
function rowNode(cells: TableCell[]): TableRow {
  return {
    type: 'tableRow',
    children: cells.flatMap((cell) => [
      { type: 'tableCell' as const, children: inlines(cell.children).map(withoutBreaks) },
      ...Array.from({ length: (cell.colSpan ?? 1) - 1 }, () => ({
        type: 'tableCell' as const,
        children: [],
      })),
    ]),
  };
}

function withoutBreaks<N extends PhrasingContent>(node: N): N | PhrasingContent {
  if (node.type === 'break') return { type: 'html', value: '<br>' };
  if ('children' in node)
    return {
      ...node,
      children: (node as Parents).children.map((child) => withoutBreaks(child as PhrasingContent)),
    } as N;
  return node;
}

const text = (value: string): PhrasingContent => ({ type: 'text', value });

const inlines = (nodes: readonly Inline[]): PhrasingContent[] => nodes.flatMap(inlineNodes);

function inlineNodes(node: Inline): PhrasingContent[] {
  switch (node.type) {
    case 'text':
      return [text(node.value)];
    case 'code':
      return [{ type: 'inlineCode', value: node.value }];
    case 'break':
      return [{ type: 'break' }];
    case 'image':
      return [{ type: 'image', url: node.url, alt: node.alt, title: node.title ?? null }];
    case 'link':
      return [
        { type: 'link', url: node.url, title: node.title ?? null, children: inlines(node.children) as never },
      ];
    case 'strong':
    case 'emphasis':
      return [{ type: node.type, children: inlines(node.children) }];
    case 'strike':
      return [{ type: 'delete', children: inlines(node.children) }];
    default:
      return [
        { type: 'html', value: `<${inlineTags[node.type]}>` },
        ...inlines(node.children),
        { type: 'html', value: `</${inlineTags[node.type]}>` },
      ];
  }
}

import type { Block, Clause, Inline, PolicyDocument, TableCell } from '../policy/document.ts';
import { escapeHtml, escapeText } from '../policy/escape-html.ts';
import { inlineTags } from '../policy/inline-tags.ts';
import { safeUrl } from '../policy/safe-url.ts';
import { inlineText, normalizeSpace } from '../policy/text.ts';
import { type LinkedTerm, type TermLinks, termLinks, termPieces } from './term-links.ts';

/**
 * Clause tree → HTML of a page's article. A string writer and no template: no white space is added or lost
 * between inline elements, so the words on the page are the words of the tree. Everything else that readers
 * need (permalink signs, list numbers) is drawn by CSS or said in `aria-label`.
 */
export interface HtmlOptions {
  /** Level of the headings of top clauses, 2–6. */
  headingLevel: number;
  /** Name of a link to a clause, for those who cannot see the sign: `Link to clause 3.1, Customer data`. */
  permalinkLabel: (clause: Clause) => string;
  /** Name of the scroll region around a table: `Table: 3.1 Customer data`; `nth` counts those of one clause. */
  tableLabel: (clause: Clause | null, nth: number) => string;
  /** Name of a picture that is not shown because it lies on another site. */
  pictureLabel: (alt: string) => string;
}

interface Context {
  options: HtmlOptions;
  links: TermLinks;
  /** Terms defined in the block being written that have no place yet; null inside links, headings and code. */
  defining: Set<LinkedTerm> | null;
  /** Terms linked in this clause. */
  used: Set<LinkedTerm>;
  /** Terms that have their place on the page. */
  placed: Set<string>;
  tables: Map<Clause | null, number>;
  clause: Clause | null;
  /** Level of the nearest heading above. */
  level: number;
}

export function documentHtml(document: PolicyDocument, options: HtmlOptions): string {
  const context: Context = {
    options,
    links: termLinks(document),
    defining: new Set(),
    used: new Set(),
    placed: new Set(),
    tables: new Map(),
    clause: null,
    level: options.headingLevel - 1,
  };
  return (
    blocksHtml(document.preamble, context) +
    document.clauses.map((clause) => clauseHtml(clause, context)).join('')
  );
}

function clauseHtml(clause: Clause, above: Context): string {
  const level = Math.min(6, clause.heading ? above.level + 1 : above.level);
  const context: Context = { ...above, clause, level, used: new Set() };
  const id = escapeHtml(clause.id);
  const permalink = `<a class="permalink" href="#${escapeHtml(encodeURIComponent(clause.id))}" aria-label="${escapeHtml(above.options.permalinkLabel(clause))}"></a>`;
  const heading = clause.heading
    ? `<h${level}>${inlinesHtml(clause.heading, { ...context, defining: null })}</h${level}>`
    : '';
  const children = clause.children.map((child) => clauseHtml(child, context)).join('');
  return `<section class="clause depth-${Math.min(clause.depth, 4)}${clause.heading ? '' : ' run-in'}" id="${id}">${permalink}${heading}${blocksHtml(clause.body, context)}${children}</section>`;
}

const blocksHtml = (blocks: readonly Block[], context: Context): string =>
  blocks.map((block) => blockHtml(block, { ...context, defining: definedIn(block, context) })).join('');

/** Terms whose definition stands in a block: those of its line, where both have one, else those of its clause. */
function definedIn(block: Block, { links, clause, placed, defining }: Context): Set<LinkedTerm> | null {
  if (defining === null) return null;
  const here = links.terms.filter(
    (term) =>
      term.clause === (clause?.id ?? null) &&
      (term.line === undefined || block.line === undefined || term.line === block.line) &&
      !placed.has(term.id),
  );
  return new Set([...defining].filter((term) => !placed.has(term.id)).concat(here));
}

function blockHtml(block: Block, context: Context): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${inlinesHtml(block.children, context)}</p>`;
    case 'heading': {
      const level = Math.min(6, context.level + 1);
      return `<h${level} class="minor-heading">${inlinesHtml(block.children, { ...context, defining: null })}</h${level}>`;
    }
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      const start = block.ordered && block.start !== 1 ? ` start="${block.start}"` : '';
      const items = block.items.map((item) => {
        const box =
          item.checked === undefined
            ? ''
            : `<input type="checkbox" disabled${item.checked ? ' checked' : ''} aria-label="${item.checked ? '☑' : '☐'}">`;
        return `<li>${box}${itemHtml(item.children, block.tight, context)}</li>`;
      });
      return `<${tag}${start}>${items.join('')}</${tag}>`;
    }
    case 'table':
      return tableHtml(block.rows, context);
    case 'quote':
      return `<blockquote>${blocksHtml(block.children, context)}</blockquote>`;
    case 'note':
      return `<div class="note" role="note">${blocksHtml(block.children, context)}</div>`;
    case 'definitions':
      return `<dl>${block.items
        .map(
          ({ terms, descriptions }) =>
            terms
              .map(
                (term) =>
                  `<dt>${inlinesHtml(term, { ...context, defining: definedIn(block, context) })}</dt>`,
              )
              .join('') +
            descriptions.map((blocks) => `<dd>${itemHtml(blocks, true, context)}</dd>`).join(''),
        )
        .join('')}</dl>`;
    case 'code':
      return `<pre tabindex="0"><code>${escapeText(block.value)}</code></pre>`;
    case 'rule':
      return '<hr>';
  }
}

/** In a tight list, a lone or leading paragraph is written without `<p>`. */
function itemHtml(blocks: readonly Block[], tight: boolean, context: Context): string {
  const [first, ...rest] = blocks;
  if (tight && first?.type === 'paragraph' && !rest.some((block) => block.type === 'paragraph')) {
    return inlinesHtml(first.children, context) + blocksHtml(rest, context);
  }
  return blocksHtml(blocks, context);
}

function tableHtml(rows: readonly TableCell[][], context: Context): string {
  const nth = (context.tables.get(context.clause) ?? 0) + 1;
  context.tables.set(context.clause, nth);
  const bodyStart = rows.findIndex((row) => !row.every((cell) => cell.header));
  const headRows = bodyStart === -1 ? (rows.length > 1 ? rows.length : 0) : bodyStart;
  const columns = headRows === 1 ? stackedUnder(rows) : null;
  const part = (tag: string, role: string, content: string) =>
    `<${tag}${columns ? ` role="${role}"` : ''}>${content}</${tag}>`;
  const row = (cells: TableCell[], head: boolean) =>
    part('tr', 'row', cells.map((cell, index) => cellHtml(cell, head, index, columns, context)).join(''));
  const head = rows.slice(0, headRows).map((cells) => row(cells, true));
  const body = rows.slice(headRows).map((cells) => row(cells, false));
  const table = part(
    'table',
    'table',
    (head.length > 0 ? part('thead', 'rowgroup', head.join('')) : '') +
      (body.length > 0 ? part('tbody', 'rowgroup', body.join('')) : ''),
  );
  return `<div class="table${columns ? ' stacks' : ''}" role="region" tabindex="0" aria-label="${escapeHtml(context.options.tableLabel(context.clause, nth))}">${table}</div>`;
}

/**
 * Names of the columns of a table that is shown row by row on a phone, each cell under its column's name; null for one with two
 * columns or with cells that span, which stays a table and scrolls. Where a table is laid out as blocks not every browser hears a
 * table in it, so its parts say what they are.
 */
function stackedUnder(rows: readonly TableCell[][]): string[] | null {
  const names = rows[0]?.map((cell) => normalizeSpace(inlineText(cell.children))) ?? [];
  const plain = rows.every(
    (row) => row.length === names.length && !row.some((cell) => cell.colSpan || cell.rowSpan),
  );
  return names.length > 2 && plain ? names : null;
}

function cellHtml(
  cell: TableCell,
  inHead: boolean,
  index: number,
  columns: string[] | null,
  context: Context,
): string {
  const content = inlinesHtml(cell.children, context);
  // A header cell without text names nothing; as a plain cell nobody hears an empty header.
  const header = cell.header && inlineText(cell.children).trim() !== '';
  const scope = inHead || index > 0 ? 'col' : 'row';
  const tag = header ? 'th' : 'td';
  const attributes = [
    header && `scope="${scope}"`,
    columns && `role="${header ? `${scope === 'col' ? 'column' : 'row'}header` : 'cell'}"`,
    columns?.[index] && !inHead && `data-column="${escapeHtml(columns[index])}"`,
    cell.align && cell.align !== 'left' && `class="${cell.align}"`,
    cell.colSpan && `colspan="${cell.colSpan}"`,
    cell.rowSpan && `rowspan="${cell.rowSpan}"`,
  ].filter(Boolean);
  return `<${[tag, ...attributes].join(' ')}>${content}</${tag}>`;
}

const inlinesHtml = (nodes: readonly Inline[], context: Context): string =>
  nodes.map((node) => inlineHtml(node, context)).join('');

function inlineHtml(node: Inline, context: Context): string {
  switch (node.type) {
    case 'text':
      return textHtml(node.value, context);
    case 'code':
      return `<code>${escapeText(node.value)}</code>`;
    case 'break':
      return '<br>';
    case 'image':
      return pictureHtml(node, context);
    case 'link': {
      const content = inlinesHtml(node.children, { ...context, defining: null });
      const url = safeUrl(node.url);
      if (url === null || content === '') return content;
      const title = node.title ? ` title="${escapeHtml(node.title)}"` : '';
      // On paper links are spelled out; one whose text is its address says it already.
      const spelled = inlineText(node.children).trim();
      const bare = [url, url.replace(/^(mailto|tel):/, ''), url.replace(/^https?:\/\/|\/$/g, '')].includes(
        spelled,
      );
      return `<a href="${escapeHtml(url)}"${title}${bare ? ' class="bare"' : ''}>${content}</a>`;
    }
    default:
      return `<${inlineTags[node.type]}>${inlinesHtml(node.children, context)}</${inlineTags[node.type]}>`;
  }
}

/** Ids of the terms whose definition has its place in a text written by `documentHtml`. */
export const placedTerms = (html: string): Set<string> =>
  new Set([...html.matchAll(/<dfn id="([^"]+)">/g)].map((match) => match[1] ?? ''));

/** Uses of a defined term lead to the place that defines it, once a clause. */
function textHtml(text: string, { links, defining, used, placed }: Context): string {
  if (defining === null || links.terms.length === 0) return escapeText(text);
  return termPieces(text, links, defining, used)
    .map(({ text: words, term, defines }) => {
      if (!term) return escapeText(words);
      if (defines) placed.add(term.id);
      return defines
        ? `<dfn id="${escapeHtml(term.id)}">${escapeText(words)}</dfn>`
        : `<a class="term" href="#${escapeHtml(encodeURIComponent(term.id))}">${escapeText(words)}</a>`;
    })
    .join('');
}

/** The page asks no other site for anything: a picture elsewhere becomes a link to it. */
function pictureHtml(node: Inline & { type: 'image' }, { options }: Context): string {
  const url = safeUrl(node.url);
  if (url === null) return '';
  if (/^(https?:)?\/\//i.test(url)) {
    return `<a class="picture" href="${escapeHtml(url)}" aria-label="${escapeHtml(options.pictureLabel(normalizeSpace(node.alt)))}"></a>`;
  }
  return `<img src="${escapeHtml(url)}" alt="${escapeHtml(node.alt)}" loading="lazy">`;
}

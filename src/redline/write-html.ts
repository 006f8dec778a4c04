import { escapeHtml } from '../policy/escape-html.ts';
import { safeUrl } from '../policy/safe-url.ts';
import { cellBlocks } from './cell-blocks.ts';
import { type PageLabels, type PageOptions, PageParts, rowText, stackedColumns } from './page-parts.ts';
import { quietRows } from './quiet-rows.ts';
import type { ListRow, Mark, Redline, Row, Run, TableRow, TableRowCell, TextRow } from './redline.ts';
import { sameMarks } from './runs.ts';
import { bareBreak } from './tokens.ts';

export interface HtmlOptions {
  /** `id="change-…"` on the first mark of each change, and `id`s of clauses on headings. */
  anchors?: boolean;
  /**
   * For readers: a block whose form alone changed (heading level, item or paragraph) stands once, and blocks that were split or
   * merged stand as the new document has them. Without it the old blocks, too, can be told from the fragment:
   * both forms are linked like a move, and the new (or lost) edge between two blocks is an empty inserted (or
   * deleted) paragraph. Default: on together with `anchors` or `page`.
   */
  quiet?: boolean;
  /**
   * For a page of the site: `anchors`, headings in the page's outline, tables in a region that scrolls, pictures from elsewhere as
   * links, ids told apart, the two places of moved text linked, hidden words around marks. Texts and marks stay as they are.
   */
  page?: PageOptions;
}

/**
 * The redline as an HTML fragment (design.md): deletions in `<del>`, insertions in `<ins>`, both ends of a move with the
 * same `data-move`. Without options: nothing but the two texts and their marks.
 */
export function writeHtml(redline: Redline, options: HtmlOptions = {}): string {
  const quiet = options.quiet ?? (options.anchors === true || options.page !== undefined);
  return new Writer(options, quiet).document(quiet ? quietRows(redline.rows) : redline.rows);
}

/** A fate shared by everything in a row: then one mark stands around the row instead of one in every line. */
interface Fate {
  side: 'old' | 'new';
  move: number | undefined;
  id: string | undefined;
}

class Writer {
  readonly #anchors: boolean;
  readonly #spoken: PageLabels['spoken'];
  readonly #quiet: boolean;
  readonly #anchored = new Set<string>();
  readonly #page: PageParts | null;
  readonly #prefix: string;

  constructor(options: HtmlOptions, quiet: boolean) {
    this.#anchors = options.anchors === true || options.page !== undefined;
    this.#spoken = options.page?.labels.spoken;
    this.#quiet = quiet;
    this.#page = options.page ? new PageParts(options.page) : null;
    this.#prefix = escapeHtml(options.page?.prefix ?? '');
  }

  document(rows: readonly Row[]): string {
    const html = this.rows(rows);
    return this.#page ? this.#page.finish(html) : html;
  }

  /** Blocks in a place where any block may stand; neighbours with one fate share one mark. */
  rows(rows: readonly Row[]): string {
    const parts: string[] = [];
    for (let start = 0; start < rows.length; ) {
      const fate = fateOf(rows[start]!);
      let end = start + 1;
      if (fate) while (end < rows.length && sameFate(fate, fateOf(rows[end]!))) end++;
      else if (!this.#quiet && rows[start]!.type === 'paragraph') end = endOfSplit(rows, start);
      const group = rows.slice(start, end);
      if (fate) {
        const inner = group.map((row) => this.#row(row, fate)).join('\n');
        parts.push(this.#mark(fate.side === 'new' ? 'ins' : 'del', fate.move, inner, fate.id));
      } else if (group.length > 1 || hasLostEdge(rows[start]!)) parts.push(this.#broken(group as TextRow[]));
      else parts.push(this.#row(rows[start]!, null));
      start = end;
    }
    return parts.join('\n');
  }

  /** A block that was split, or merged from several: one box, in which each edge is an inserted or deleted paragraph. */
  #broken(rows: readonly TextRow[]): string {
    return `<div>${rows.map((row) => this.#runs(row.runs, row, null)).join(' <ins><p> </p></ins>')}</div>`;
  }

  #row(row: Row, fate: Fate | null): string {
    switch (row.type) {
      case 'rule':
        return '<hr>';
      case 'list':
        return this.#list(row, fate);
      case 'table':
        return this.#table(row, fate);
      case 'quote':
        return `<blockquote>\n${this.#inside(row.rows, fate)}\n</blockquote>`;
      case 'note':
        return `<div class="note">\n${this.#inside(row.rows, fate)}\n</div>`;
      case 'definitions':
        return `<dl>\n${row.rows.map((inner) => this.#row(inner, fate)).join('\n')}\n</dl>`;
      case 'description':
        return `<dd>${this.#inside(row.rows, fate)}</dd>`;
      default:
        return this.#text(row, fate);
    }
  }

  /** Inside a marked box nothing needs marking again. */
  #inside(rows: readonly Row[], fate: Fate | null): string {
    return fate ? rows.map((row) => this.#row(row, fate)).join('\n') : this.rows(rows);
  }

  #text(row: TextRow, fate: Fate | null): string {
    const content = this.#runs(
      row.runs.filter((run) => !run.ends),
      row,
      fate,
    );
    const format = row.form && row.move === undefined ? ' data-change="format"' : '';
    const clause = row.side === 'old' ? null : (row.clause?.new ?? null);
    const level =
      row.type === 'heading' ? (this.#page?.levelOf(row.level ?? 1, rowText(row)) ?? row.level) : undefined;
    if (row.type === 'heading' && this.#anchors && clause !== null) {
      const id = escapeHtml(clause);
      return `<h${level} id="${this.#prefix}${id}" data-clause="${id}"${format}>${content}</h${level}>`;
    }
    // Where no mark of its own carries it, the block has the finding's anchor.
    const id = fate || format !== '' || row.continues ? this.#anchor(row.id) : '';
    if (row.type === 'heading') return `<h${level}${id}${format}>${content}</h${level}>`;
    const focus = this.#page ? ' tabindex="0"' : '';
    if (row.type === 'code') return `<pre${focus}${id}${format}><code>${content}</code></pre>`;
    const tag = row.type === 'term' ? 'dt' : 'p';
    return `<${tag}${id}${format}>${content}</${tag}>`;
  }

  #list(list: ListRow, fate: Fate | null): string {
    const tag = list.ordered ? 'ol' : 'ul';
    const start = list.ordered && list.start !== 1 ? ` start="${list.start}"` : '';
    const items = list.items.map((item) => {
      const [only] = item.rows;
      const plain =
        item.rows.filter((row) => row.type === 'paragraph').length <= 1 &&
        only?.type === 'paragraph' &&
        list.tight;
      if (!plain) return `<li>${this.#inside(item.rows, fate)}</li>`;
      const rest = item.rows.slice(1);
      return `<li>${this.#runs(
        (only as TextRow).runs.filter((run) => !run.ends),
        only as TextRow,
        fate,
      )}${rest.length > 0 ? `\n${this.#inside(rest, fate)}` : ''}</li>`;
    });
    return `<${tag}${start}>\n${items.join('\n')}\n</${tag}>`;
  }

  #table(table: TableRow, fate: Fate | null): string {
    const page = this.#page;
    const columns = page && stackedColumns(table);
    // Laid out as blocks not every browser hears a table, so its parts say what they are.
    const role = (name: string) => (columns ? ` role="${name}"` : '');
    const lines = table.rows.map((row) => {
      const cells = row.cells.map((cell, index) => {
        // A header cell without text names nothing; as a plain cell nobody hears an empty header.
        const head = cell.header && !(page && cell.runs.every((run) => run.text.trim() === '' && !run.image));
        const tag = head ? 'th' : 'td';
        const attributes = [
          role(head ? 'columnheader' : 'cell'),
          columns?.[index] && !cell.header && ` data-column="${escapeHtml(columns[index])}"`,
          cell.align && ` ${page ? 'class' : 'align'}="${cell.align}"`,
          cell.colSpan && ` colspan="${cell.colSpan}"`,
          cell.rowSpan && ` rowspan="${cell.rowSpan}"`,
        ];
        return `<${tag}${attributes.filter(Boolean).join('')}>${this.#cell(cell, row, fate)}</${tag}>`;
      });
      return `<tr${role('row')}${fate ? this.#anchor(row.id) : ''}>${cells.join('')}</tr>`;
    });
    const heads = table.rows.findIndex((row) => row.cells.some((cell) => !cell.header));
    const head = heads < 0 ? lines.length : heads;
    const part = (tag: string, rows: string[]) =>
      rows.length > 0 ? `<${tag}>\n${rows.join('\n')}\n</${tag}>\n` : '';
    const html = `<table${role('table')}>\n${part('thead', lines.slice(0, head))}${part('tbody', lines.slice(head))}</table>`;
    return page ? page.tableRegion(html, columns !== null) : html;
  }

  /** The text of a cell; lists and paragraphs in it stay what they are. */
  #cell(cell: TableRowCell, row: TableRow['rows'][number], fate: Fate | null): string {
    const write = (runs: Run[]) => this.#runs(runs, { ...row, type: 'paragraph', runs }, fate);
    const groups = cellBlocks(cell);
    if (!groups) return write(cell.runs);
    return groups
      .map(({ block, parts }) => {
        if (block === 'paragraph') return parts.map((part) => `<p>${write(part)}</p>`).join('\n');
        const tag = block === 'number' ? 'ol' : 'ul';
        return `<${tag}>\n${parts.map((part) => `<li>${write(part)}</li>`).join('\n')}\n</${tag}>`;
      })
      .join('\n');
  }

  /** The runs of one block. A block that moved or stands on one side only is marked as a whole first. */
  #runs(runs: readonly Run[], row: TextRow, fate: Fate | null): string {
    if (fate) return this.#spans(runs, fate.move === undefined ? fate.side : null);
    const own = row.side === 'both' ? null : row.side;
    if (own && runs.length > 0 && (row.move !== undefined || runs.every((run) => run.op !== 'same'))) {
      const inner = this.#spans(runs, row.move === undefined ? own : null);
      return this.#mark(own === 'new' ? 'ins' : 'del', row.move, inner, row.id);
    }
    return this.#spans(runs, null);
  }

  /** Runs with formatting and marks nested; `within` names a side whose mark already stands outside. */
  #spans(runs: readonly Run[], within: 'old' | 'new' | null): string {
    const groups: Group[] = [];
    const sameGroup = (a: Run, b: Run) => a.op === b.op && a.change === b.change && a.op !== 'same';
    for (const run of runs) {
      const last = groups.at(-1);
      if (last && !run.ends && !last.runs[0]!.ends && sameGroup(last.runs[0]!, run)) last.runs.push(run);
      else groups.push({ runs: [run], marks: [] });
    }
    for (const group of groups) {
      const first = group.runs[0]!.marks;
      let depth = 0;
      while (
        depth < first.length &&
        group.runs.every((run) => run.marks[depth] && sameMarks([run.marks[depth]!], [first[depth]!]))
      )
        depth++;
      group.marks = first.slice(0, depth);
    }
    return this.#nest(groups, 0, within);
  }

  #nest(groups: readonly Group[], depth: number, within: 'old' | 'new' | null): string {
    let html = '';
    for (let start = 0; start < groups.length; ) {
      const group = groups[start]!;
      const mark = group.marks[depth];
      if (!mark) {
        html += this.#group(group, depth, within);
        start++;
        continue;
      }
      let end = start + 1;
      while (
        end < groups.length &&
        groups[end]!.marks[depth] &&
        sameMarks([groups[end]!.marks[depth]!], [mark])
      )
        end++;
      const part = groups.slice(start, end);
      const changed =
        mark.type === 'link' && part.every((g) => g.runs.every((run) => run.change === 'link'))
          ? ' data-change="link"'
          : '';
      html += element(mark, this.#nest(part, depth + 1, within), changed, this.#prefix);
      start = end;
    }
    return html;
  }

  #group(group: Group, depth: number, within: 'old' | 'new' | null): string {
    const [first] = group.runs;
    const { op, change, id } = first!;
    if (first!.ends) return this.#content(first!);
    const inner = group.runs
      .map((run) =>
        run.marks
          .slice(depth)
          .reduceRight((html, mark) => element(mark, html, '', this.#prefix), this.#content(run)),
      )
      .join('');
    if (op === 'same') {
      const linked = group.marks.some((mark) => mark.type === 'link');
      return change === undefined || (change === 'link' && linked)
        ? inner
        : `<span data-change="${change}"${this.#anchor(id)}>${inner}</span>`;
    }
    if (within === (op === 'added' ? 'new' : 'old')) return inner;
    const attribute = change === 'typography' ? ' data-change="format"' : '';
    return this.#mark(op === 'added' ? 'ins' : 'del', undefined, inner, id, attribute);
  }

  #mark(
    tag: 'ins' | 'del',
    move: number | undefined,
    inner: string,
    id: string | undefined,
    attribute = '',
  ): string {
    if (inner === '') return '';
    const link = move === undefined ? '' : (this.#page?.moveLink(tag, move) ?? '');
    const data = move === undefined ? '' : ` data-move="${move}"`;
    const anchor = this.#anchor(id);
    if (!this.#spoken || inner.trim() === '' || attribute)
      return `<${tag}${anchor}${data}${attribute}>${link}${inner}</${tag}>`;
    const [begin, end] =
      this.#spoken[
        move === undefined ? (tag === 'ins' ? 'added' : 'removed') : tag === 'ins' ? 'movedHere' : 'movedAway'
      ];
    const block = /^\s*<(?:p|h[1-6]|ul|ol|table|blockquote|div|dl|pre|hr)\b/.test(inner);
    const say = (words: string) =>
      block
        ? `<p class="visually-hidden">${escapeHtml(words)}</p>`
        : `<span class="visually-hidden">${escapeHtml(words)}</span>`;
    return `<${tag}${anchor}${data}${attribute}>${link}${say(begin)}${inner}${say(end)}</${tag}>`;
  }

  /** The anchor of a change, at its first mark only. */
  #anchor(id: string | undefined): string {
    if (!this.#anchors || id === undefined || this.#anchored.has(id)) return '';
    this.#anchored.add(id);
    return ` id="${this.#prefix}change-${escapeHtml(id)}"`;
  }

  #content(run: Run): string {
    if (run.ends) return '<del><p> </p></del>';
    if (run.image) {
      if (this.#page) return this.#page.picture(run.image.url, run.image.alt);
      // Named, not loaded: whoever opens a redline asks no other server for anything.
      return `<img data-src="${escapeHtml(safeUrl(run.image.url) ?? '')}" alt="${escapeHtml(run.image.alt)}"${run.image.title ? ` title="${escapeHtml(run.image.title)}"` : ''}>`;
    }
    return escapeHtml(run.text).replaceAll('\n', '<br>\n').replaceAll(bareBreak, '<br>');
  }
}

interface Group {
  runs: Run[];
  marks: Mark[];
}

const continues = (row: Row): boolean => row.type === 'paragraph' && row.continues === true;
/** Behind the last part of a block that was split; blocks added between its parts belong to it. */
function endOfSplit(rows: readonly Row[], start: number): number {
  let end = start + 1;
  for (let at = end; at < rows.length; at++) {
    const row = rows[at]!;
    if (continues(row)) end = at + 1;
    else if (row.type !== 'paragraph' || row.side !== 'new' || row.move !== undefined) break;
  }
  return end;
}

const hasLostEdge = (row: Row): boolean => row.type === 'paragraph' && row.runs.some((run) => run.ends);

const tags = {
  strong: 'strong',
  emphasis: 'em',
  strike: 's',
  underline: 'u',
  superscript: 'sup',
  subscript: 'sub',
  code: 'code',
} as const;

function element(mark: Mark, inner: string, attribute: string, prefix: string): string {
  if (mark.type === 'link') {
    const url = safeUrl(mark.url);
    const href =
      url?.startsWith('#') && url.length > 1
        ? `#${prefix}${escapeHtml(url.slice(1))}`
        : url === null
          ? null
          : escapeHtml(url);
    return `<a${href === null ? '' : ` href="${href}"`}${mark.title ? ` title="${escapeHtml(mark.title)}"` : ''}${attribute}>${inner}</a>`;
  }
  return `<${tags[mark.type]}>${inner}</${tags[mark.type]}>`;
}

/** The one fate of everything in a row; null for anything mixed or unchanged. */
function fateOf(row: Row): Fate | null {
  if (row.side === 'both') return null;
  const fate: Fate = { side: row.side, move: row.move, id: row.id };
  switch (row.type) {
    case 'rule':
      return fate;
    case 'list': {
      if (row.items.some((item) => item.side === 'both')) return null;
      return common(
        row.side,
        row.items.flatMap((item) => item.rows),
      );
    }
    case 'table':
      return fate;
    case 'quote':
    case 'note':
    case 'definitions':
    case 'description':
      return common(row.side, row.rows);
    default:
      return row.move === undefined && row.runs.some((run) => run.op === 'same') ? null : fate;
  }
}

function common(side: 'old' | 'new', rows: readonly Row[]): Fate | null {
  const fates = rows.map(fateOf);
  const [first] = fates;
  if (!first || first.side !== side) return null;
  return fates.every((fate) => sameFate(first, fate)) ? first : null;
}

const sameFate = (a: Fate, b: Fate | null): boolean => b !== null && a.side === b.side && a.move === b.move;

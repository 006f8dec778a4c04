import { escapeHtml } from '../policy/escape-html.ts';
import { cellBlocks } from './cell-blocks.ts';
import { HtmlMarks } from './html-marks.ts';
import { HtmlRuns } from './html-runs.ts';
import { type PageOptions, PageParts, rowText, stackedColumns } from './page-parts.ts';
import { quietRows } from './quiet-rows.ts';
import type { ListRow, Redline, Row, Run, TableRow, TableRowCell, TextRow } from './redline.ts';
import { type Fate, fateOf, sameFate } from './row-fate.ts';

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

class Writer {
  readonly #anchors: boolean;
  readonly #quiet: boolean;
  readonly #page: PageParts | null;
  readonly #prefix: string;
  readonly #marks: HtmlMarks;
  readonly #inline: HtmlRuns;

  constructor({ anchors, page }: HtmlOptions, quiet: boolean) {
    this.#anchors = anchors === true || page !== undefined;
    this.#quiet = quiet;
    this.#page = page ? new PageParts(page) : null;
    this.#prefix = escapeHtml(page?.prefix ?? '');
    this.#marks = new HtmlMarks(this.#anchors, this.#prefix, this.#page, page?.labels.spoken);
    this.#inline = new HtmlRuns(this.#marks, this.#prefix, this.#page);
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
        parts.push(this.#marks.mark(fate.side === 'new' ? 'ins' : 'del', fate.move, inner, fate.id));
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
    const id = fate || format !== '' || row.continues ? this.#marks.anchor(row.id) : '';
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
      return `<tr${role('row')}${fate ? this.#marks.anchor(row.id) : ''}>${cells.join('')}</tr>`;
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
    if (fate) return this.#inline.spans(runs, fate.move === undefined ? fate.side : null);
    const own = row.side === 'both' ? null : row.side;
    if (own && runs.length > 0 && (row.move !== undefined || runs.every((run) => run.op !== 'same'))) {
      const inner = this.#inline.spans(runs, row.move === undefined ? own : null);
      return this.#marks.mark(own === 'new' ? 'ins' : 'del', row.move, inner, row.id);
    }
    return this.#inline.spans(runs, null);
  }
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

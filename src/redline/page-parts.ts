import { escapeHtml } from '../policy/escape-html.ts';
import { safeUrl } from '../policy/safe-url.ts';
import type { TableRow } from './redline.ts';

/** What `writeHtml` needs to write a redline into a page. All of it is data, so that a page can hand it to a script. */
export interface PageOptions {
  /** Level of the topmost headings, 2–6; deeper ones follow without a gap. */
  headingLevel: number;
  /** Put before every id and every link to one, when a page holds several redlines. */
  prefix: string;
  labels: PageLabels;
}

/** In the page's language. */
export interface PageLabels {
  /** Name of the scroll region around a table; `{heading}` is the heading it stands under, empty above the first. */
  table: string;
  /** Name of a link to a picture on another site; `{alt}` is its alternative text, which may be empty. */
  picture: string;
  /** Names of the links between the two places of moved text. */
  movedTo: string;
  movedFrom: string;
  /** What is said before and after a mark, to those who hear the page: hidden words, no text of the document. Absent: nothing. */
  spoken?: Record<'removed' | 'added' | 'movedAway' | 'movedHere', [before: string, after: string]>;
}

/** The parts of a page's redline that depend on what was written before them. */
export class PageParts {
  readonly #options: PageOptions;
  readonly #open: number[] = [];
  readonly #tables = new Map<string, number>();
  readonly #links = new Map<string, string>();
  #heading = '';

  constructor(options: PageOptions) {
    this.#options = options;
  }

  /** The level of a heading in the page's outline. */
  levelOf(level: number, text: string): number {
    while (this.#open.length > 0 && (this.#open.at(-1) ?? 0) >= level) this.#open.pop();
    this.#open.push(level);
    this.#heading = text.replace(/\s+/g, ' ').trim();
    return Math.min(6, this.#options.headingLevel + this.#open.length - 1);
  }

  /**
   * A table in a region that scrolls on small screens; one that `stacks` is shown row by row there.
   */
  tableRegion(table: string, stacks: boolean): string {
    const nth = (this.#tables.get(this.#heading) ?? 0) + 1;
    this.#tables.set(this.#heading, nth);
    const name = this.#options.labels.table.replace('{heading}', () => this.#heading).trim();
    const label = nth > 1 ? `${name} (${nth})` : name;
    return `<div class="table${stacks ? ' stacks' : ''}" role="region" tabindex="0" aria-label="${escapeHtml(label)}">${table}</div>`;
  }

  /** The page asks no other site for anything: a picture elsewhere becomes a link to it. */
  picture(url: string, alt: string): string {
    const safe = safeUrl(url);
    if (safe === null) return '<span class="picture"></span>';
    if (!/^(https?:)?\/\//i.test(safe)) return `<img src="${escapeHtml(safe)}" alt="${escapeHtml(alt)}">`;
    const label = this.#options.labels.picture.replace('{alt}', () => alt).replace(/:?\s*$/, '');
    return `<a class="picture" href="${escapeHtml(safe)}" aria-label="${escapeHtml(label)}"></a>`;
  }

  /** At the head of each place of a moved text, once: a link to the other place. Its words are in its name only. */
  moveLink(tag: 'ins' | 'del', move: number): string {
    const key = `${tag}-${move}`;
    if (this.#links.has(key)) return '';
    const { prefix, labels } = this.#options;
    const id = (place: string) => `${prefix}move-${move}-${place}`;
    const other = tag === 'del' ? 'ins' : 'del';
    const link = `<a class="move-link" id="${id(tag)}" href="#${id(other)}" aria-label="${escapeHtml(tag === 'del' ? labels.movedTo : labels.movedFrom)}"></a>`;
    this.#links.set(key, link);
    return link;
  }

  /** Takes out links whose other end is not there: a block that is shown in one of its places only. */
  finish(html: string): string {
    let finished = html;
    for (const [key, link] of this.#links) {
      const [tag, move] = key.split('-');
      if (!this.#links.has(`${tag === 'del' ? 'ins' : 'del'}-${move}`)) finished = finished.replace(link, '');
    }
    return finished;
  }
}

/** The text of a row of runs, as a reader of the new document sees it; of the old one where there is no other. */
export function rowText(row: { runs: { op: string; text: string }[] }): string {
  const kept = row.runs.filter((run) => run.op !== 'removed');
  return (kept.length > 0 ? kept : row.runs).map((run) => run.text).join('');
}

/**
 * Names of the columns of a table that is shown row by row on a phone, each cell under its column's name; null for one with two
 * columns or with cells that span, where rows differ in their number of cells: it stays a table and scrolls.
 */
export function stackedColumns({ rows }: TableRow): string[] | null {
  const head = rows[0]!.cells;
  const even = head.length > 2 && rows.every(({ cells }) => cells.length === head.length);
  return even && head.every(({ header }) => header) ? head.map(rowText) : null;
}

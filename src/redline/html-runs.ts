import { escapeHtml } from '../policy/escape-html.ts';
import { inlineTags } from '../policy/inline-tags.ts';
import { safeUrl } from '../policy/safe-url.ts';
import type { HtmlMarks } from './html-marks.ts';
import type { PageParts } from './page-parts.ts';
import type { Mark, Run } from './redline.ts';
import { sameMarks } from './runs.ts';
import { bareBreak } from './tokens.ts';

/** Runs of text as HTML: formatting and marks nested without crossing. */
export class HtmlRuns {
  readonly #marks: HtmlMarks;
  readonly #page: PageParts | null;
  readonly #prefix: string;

  /** `prefix` is escaped. */
  constructor(marks: HtmlMarks, prefix: string, page: PageParts | null) {
    this.#marks = marks;
    this.#page = page;
    this.#prefix = prefix;
  }

  /** Runs with formatting and marks nested; `within` names a side whose mark already stands outside. */
  spans(runs: readonly Run[], within: 'old' | 'new' | null): string {
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
        : `<span data-change="${change}"${this.#marks.anchor(id)}>${inner}</span>`;
    }
    if (within === (op === 'added' ? 'new' : 'old')) return inner;
    const attribute = change === 'typography' ? ' data-change="format"' : '';
    return this.#marks.mark(op === 'added' ? 'ins' : 'del', undefined, inner, id, attribute);
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
  return `<${inlineTags[mark.type]}>${inner}</${inlineTags[mark.type]}>`;
}

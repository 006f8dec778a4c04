import { escapeHtml } from '../policy/escape-html.ts';
import type { PageLabels, PageParts } from './page-parts.ts';

/** The marks of a redline: `<ins>` and `<del>` with what a page adds to them, and each finding's anchor at its first mark. */
export class HtmlMarks {
  readonly #anchors: boolean;
  readonly #prefix: string;
  readonly #page: PageParts | null;
  readonly #spoken: PageLabels['spoken'];
  readonly #anchored = new Set<string>();

  /** `prefix` is escaped. */
  constructor(anchors: boolean, prefix: string, page: PageParts | null, spoken: PageLabels['spoken']) {
    this.#anchors = anchors;
    this.#prefix = prefix;
    this.#page = page;
    this.#spoken = spoken;
  }

  /** Empty around nothing. */
  mark(
    tag: 'ins' | 'del',
    move: number | undefined,
    inner: string,
    id: string | undefined,
    attribute = '',
  ): string {
    if (inner === '') return '';
    const link = move === undefined ? '' : (this.#page?.moveLink(tag, move) ?? '');
    const data = move === undefined ? '' : ` data-move="${move}"`;
    const anchor = this.anchor(id);
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
  anchor(id: string | undefined): string {
    if (!this.#anchors || id === undefined || this.#anchored.has(id)) return '';
    this.#anchored.add(id);
    return ` id="${this.#prefix}change-${escapeHtml(id)}"`;
  }
}

import { escapeText } from '../../policy/escape-html.ts';

/** A sign that takes no room: it breaks what GitHub would turn into a link or a mention. */
const gap = '\u200b';
/** Written so that people who look at the source see it. */
const written = (text: string): string => text.replaceAll(gap, '&#8203;');

/**
 * Text of the content as GitHub's Markdown shows it, word for word, and nothing else: no formatting, HTML, comment, mention, link,
 * reference to an issue or formula can come of it. One line; the caller sets line breaks.
 */
export function plain(text: string): string {
  return written(
    escapeText(text.replace(/\p{Cc}+/gu, ' '))
      .replace(/[\\`*_[\]~|]/g, '\\$&')
      // `#1`, `GH-1` and `owner/repo#1` become references, `@name` a message to somebody.
      .replace(/@/g, `@${gap}`)
      .replace(/#(?=[\p{L}\p{N}])/gu, `#${gap}`)
      .replace(/\b(GH)-(?=\d)/gi, `$1${gap}-`)
      .replace(/:\/\//g, `:${gap}//`)
      .replace(/\bwww\./gi, (www) => `www${gap}.${www.slice(4)}`)
      // What looks like a commit (7 to 40 hex digits) becomes a link to it.
      .replace(/\b[0-9a-f]{7,}\b/gi, (hash) => hash.replace(/.{6}(?!$)/g, `$&${gap}`))
      .replace(/:(?=[a-z+-][a-z0-9_+-]*:)/gi, `:${gap}`)
      .replace(/\$/g, '<span>$</span>')
      .replace(/!(?=\\\[)/g, `!${gap}`)
      // Signs that make something of a line only at its beginning.
      .replace(/^\s*([-+=#]|\d{1,9}[.)])/, (start) => start.replace(/([-+=#.)])$/, '\\$1'))
      .trim(),
  );
}

/** For the cell of a table: line breaks as `<br>`. */
export const cell = (text: string): string =>
  text
    .split('\n')
    .map((line) => plain(line))
    .join('<br>');

/** Plain text of many lines in `<pre>`: nothing in it is Markdown, and nothing can close it. */
export const preformatted = (text: string): string =>
  `<pre>${written(
    escapeText(text.replace(/[^\S\n]|(?!\n)\p{Cc}/gu, ' '))
      .replace(/@/g, `@${gap}`)
      .replace(/#(?=\d)/g, `#${gap}`),
  )}</pre>`;

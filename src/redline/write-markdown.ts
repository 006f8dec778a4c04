import { counted } from '../policy/numerals.ts';
import { foldAlike, groupByClause, showsText, summarizeKinds } from './describe-change.ts';
import { escapeMarkdown, escapeStart } from './escape-markdown.ts';
import type { Redline, Segment } from './redline.ts';
import { shorten } from './write-text.ts';

/** The redline for a comment on a pull request: deletions struck through, insertions bold, nothing that GitHub strips. */
export function writeMarkdown(redline: Redline): string {
  if (redline.changes.length === 0) return 'No differences.\n';
  const { inserted, deleted, moved, unchanged } = redline.stats;
  const lines = [
    `**${counted(redline.changes.length, 'finding')}:** ${summarizeKinds(redline.changes)}.`,
    `Words: ${inserted} inserted, ${deleted} deleted, ${moved} moved, ${unchanged} unchanged. Deleted text is ~~struck through~~, inserted text is **bold**.`,
  ];
  for (const group of groupByClause(redline)) {
    lines.push('', `### ${escapeMarkdown(group.name)}`, '');
    for (const { title, change } of foldAlike(group.changes)) {
      lines.push(`- *${escapeMarkdown(title)}*`);
      if (showsText(change)) {
        lines.push('');
        for (const line of shorten(change.segments)
          .map(renderSegment)
          .join('')
          .replace(/\n\s*\n/g, '\n')
          .split('\n'))
          lines.push(`  > ${escapeStart(line)}`);
        lines.push('');
      }
    }
  }
  return `${lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`;
}

function renderSegment({ type, text }: Segment): string {
  if (type === 'same') return escapeMarkdown(text);
  // Emphasis must touch its words: white space goes outside, and line breaks end it.
  return text
    .split('\n')
    .map((line) => {
      const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/u.exec(line) ?? [];
      if (inner === '') return line;
      const [open, close] = signsAround(inner, type);
      return `${before}${open}${escapeMarkdown(inner)}${close}${after}`;
    })
    .join('\n');
}

/** Beside a word, `**` and `~~` are signs only if a letter or figure follows; around a comma they would stand there as written. */
function signsAround(text: string, type: 'removed' | 'added'): [string, string] {
  if (/^[\p{L}\p{N}](?:[\s\S]*[\p{L}\p{N}])?$/u.test(text)) {
    const sign = type === 'removed' ? '~~' : '**';
    return [sign, sign];
  }
  const tag = type === 'removed' ? 'del' : 'b';
  return [`<${tag}>`, `</${tag}>`];
}

import { foldAlike, groupByClause, showsText, summarizeKinds } from './describe-change.ts';
import type { Redline, Segment } from './redline.ts';
import { shorten } from './write-text.ts';

/** The redline for a comment on a pull request: deletions struck through, insertions bold, nothing that GitHub strips. */
export function writeMarkdown(redline: Redline): string {
  if (redline.changes.length === 0) return 'No differences.\n';
  const { inserted, deleted, moved, unchanged } = redline.stats;
  const lines = [
    `**${redline.changes.length} ${redline.changes.length === 1 ? 'finding' : 'findings'}:** ${summarizeKinds(redline.changes)}.`,
    `Words: ${inserted} inserted, ${deleted} deleted, ${moved} moved, ${unchanged} unchanged. Deleted text is ~~struck through~~, inserted text is **bold**.`,
  ];
  for (const group of groupByClause(redline)) {
    lines.push('', `### ${escapeMarkdown(group.name)}`, '');
    for (const { title, change } of foldAlike(group.changes)) {
      lines.push(`- *${escapeMarkdown(title)}*`);
      if (showsText(change)) {
        lines.push('');
        for (const line of shorten(change.segments).map(renderSegment).join('').split('\n'))
          lines.push(`  > ${line}`);
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
      const sign = type === 'removed' ? '~~' : '**';
      return `${before}${sign}${escapeMarkdown(inner)}${sign}${after}`;
    })
    .join('\n');
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>~|#]/g, (sign) => `\\${sign}`);
}

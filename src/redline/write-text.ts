import { counted } from '../policy/numerals.ts';
import { foldAlike, groupByClause, showsText, summarizeKinds } from './describe-change.ts';
import type { Redline, Segment } from './redline.ts';

const codes = {
  bold: '\u001b[1m',
  dim: '\u001b[2m',
  removed: '\u001b[31;9m',
  added: '\u001b[32;4m',
  reset: '\u001b[0m',
};

/**
 * The redline for a terminal: a summary, then the findings by clause. `[-gone-]` and `{+new+}` say without colour what
 * colours and strokes say with it.
 */
export function writeText(redline: Redline, options: { color: boolean }): string {
  const paint = (text: string, code: keyof typeof codes) =>
    options.color ? `${codes[code]}${text}${codes.reset}` : text;
  const { inserted, deleted, moved, unchanged } = redline.stats;
  const lines: string[] = [];
  if (redline.changes.length === 0) return 'No differences.\n';
  lines.push(
    paint(`${counted(redline.changes.length, 'finding')}: ${summarizeKinds(redline.changes)}`, 'bold'),
  );
  lines.push(`Words: ${inserted} inserted, ${deleted} deleted, ${moved} moved, ${unchanged} unchanged.`);
  for (const group of groupByClause(redline)) {
    lines.push('', paint(group.name, 'bold'));
    for (const { title, change } of foldAlike(group.changes)) {
      lines.push(`  ${paint(`${title}.`, 'dim')}`);
      if (showsText(change)) {
        const text = shorten(change.segments)
          .map((segment) => renderSegment(segment, options.color))
          .join('');
        for (const line of text.replace(/\n\s*\n/g, '\n').split('\n')) lines.push(`    ${line}`);
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

function renderSegment({ type, text }: Segment, color: boolean): string {
  if (type === 'same') return text;
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/u.exec(text) ?? [];
  if (inner === '') return type === 'added' ? text : '';
  if (color) return `${before}${codes[type]}${inner}${codes.reset}${after}`;
  return `${before}${type === 'removed' ? `[-${inner}-]` : `{+${inner}+}`}${after}`;
}

const context = 120;

/** Long stretches of unchanged words are cut to what is needed to find the place; what moved unchanged is known by its beginning. */
export function shorten(segments: readonly Segment[]): Segment[] {
  return segments.map((segment, index) => {
    if (segment.type !== 'same' || segment.text.length <= 2 * context + 20) return segment;
    const head = index === 0 && segments.length > 1 ? '' : cutEnd(segment.text.slice(0, context));
    const tail = index === segments.length - 1 ? '' : cutStart(segment.text.slice(-context));
    return { type: 'same', text: `${head}${head ? ' ' : ''}…${tail ? ' ' : ''}${tail}` };
  });
}

const cutEnd = (text: string): string => text.replace(/\s+\S*$/u, '');
const cutStart = (text: string): string => text.replace(/^\S*\s+/u, '');

import { shorten } from './rule.ts';
import type { TextRule } from './text-rule.ts';

/** What people write where something is still to be filled in; `lock` refuses a text that holds it. */
const placeholder =
  /\[(?:FILL IN|INSERT|TO ?DO|TBD|NAME|COMPANY|DATE|ADDRESS|YOUR)\b[^\]]*\]|\b(?:TODO|TBD|FIXME|PLACEHOLDER|XXX+)\b|lorem ipsum/;

/** Places that are still to be filled in: one finding, at the first of them. */
export const checkPlaceholders: TextRule = ({ passages }, report) => {
  const found = passages.flatMap(({ text, line }) => {
    const words = placeholder.exec(text)?.[0];
    return words ? [{ words, line }] : [];
  });
  const [first] = found;
  if (!first) return;
  const lines = [...new Set(found.slice(1).map(({ line }) => line))].filter((line) => line !== first.line);
  const others =
    lines.length > 0
      ? `; also in line${lines.length === 1 ? '' : 's'} ${lines.slice(0, 12).join(', ')}${lines.length > 12 ? ', …' : ''}`
      : '';
  report(
    { line: first.line, phrase: first.words },
    {
      rule: 'placeholder',
      severity: 'warning',
      message: `"${shorten(first.words)}" is still to be filled in${others}`,
      remedy: 'Write what belongs there, or take the sentence away. lock refuses a text with such places.',
    },
  );
};

import { shorten } from './rule.ts';
import type { TextRule } from './text-rule.ts';

/** What people write where something is still to be filled in; `lock` and `send` refuse what holds it. */
export const placeholder =
  /\[(?:FILL IN|INSERT|TO ?DO|TBD|NAME|COMPANY|DATE|ADDRESS|YOUR)\b[^\]]*\]|\b(?:TODO|TBD|FIXME|PLACEHOLDER|XXX+)\b|lorem ipsum/;

const remedy =
  'Write what belongs there, or take the sentence away. lock and send refuse a version with such places.';

/** Places that are still to be filled in: one finding for the text, at the first of them, and one per field that letters quote. */
export const checkPlaceholders: TextRule = ({ passages, version }, report) => {
  const { summary, highlights, actions, exemption } = version.fields;
  const fields: [path: PropertyKey[], text: string | undefined][] = [
    [['summary'], summary],
    ...highlights.flatMap(({ title, text }, i): typeof fields => [
      [['highlights', i, 'title'], title],
      [['highlights', i, 'text'], text],
    ]),
    ...actions.map(({ text }, i): (typeof fields)[number] => [['actions', i, 'text'], text]),
    [['exemption', 'reason'], exemption?.reason],
  ];
  for (const [path, text] of fields) {
    const words = placeholder.exec(text ?? '')?.[0];
    if (words)
      report(
        { path },
        {
          rule: 'placeholder',
          severity: 'warning',
          message: `"${shorten(words)}" is still to be filled in`,
          remedy,
        },
      );
  }
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
      remedy,
    },
  );
};

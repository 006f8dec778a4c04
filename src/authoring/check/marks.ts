import { otherLines, shorten } from './rule.ts';
import type { TextRule } from './text-rule.ts';

/** `**never sell`: a mark that was to make text bold and is shown as it is. `__cf_bm` is the name of a cookie. */
const stray = /(?:^|[\s(“"])(?:\*\*[\p{L}\p{N}]|__\p{Lu})[^*_]{0,40}|[\p{L}\p{N}.!?](\*\*)(?=[\s).,;:]|$)/u;
/** Bullets of a word processor, which are no list here. */
const bullet = /^[•·▪‣◦●○■–—]\s+\S.{0,40}/u;
/** What was meant as form, by what is left of it in the text. */
const slips: { pattern: RegExp; what: string; remedy: string }[] = [
  {
    pattern: new RegExp(`${stray.source}|${bullet.source}`, 'u'),
    what: 'is shown with its sign: a mark without its partner, or a bullet that is no list here',
    remedy:
      'Bold text stands between two ** without a space inside; an entry of a list begins with "- ". For the sign itself write \\*.',
  },
  {
    pattern: /^#{2,6}\s*\S.{0,40}/u,
    what: 'is shown as text and is no heading: a plain space is missing after the #',
    remedy:
      'Write ## , one space typed anew, and the title. (A space from a word processor may be a no-break space.)',
  },
  {
    pattern: /^\|(?: [^|]*\|){2,}.{0,40}/u,
    what: 'is shown with its strokes: it is no table here',
    remedy: 'Below the head of a table stands a row of strokes and hyphens, with as many columns: | - | - |',
  },
];
const curly = /^[“„«].*[”“»]$/su;

/** What was meant as form and is shown as text: marks without their partner, bullets from Word, quotes around a whole field; headings one level too high. */
export const checkMarks: TextRule = (input, report) => {
  const { version, passages } = input;
  const { summary, highlights, actions } = version.fields;
  const fields: [PropertyKey[], string][] = [
    [['summary'], summary ?? ''],
    ...highlights.flatMap(({ title, text }, index): [PropertyKey[], string][] => [
      [['highlights', index, 'title'], title],
      [['highlights', index, 'text'], text],
    ]),
    ...actions.map(({ text }, index): [PropertyKey[], string] => [['actions', index, 'text'], text]),
  ];
  for (const [path, text] of fields)
    if (curly.test(text))
      report(
        { path },
        {
          rule: 'curly-quotes',
          severity: 'warning',
          message: `the curly quotes around "${shorten(text)}" are part of the text, and readers see them`,
          remedy: 'Put straight quotes (") around the text instead; curly ones only inside it.',
        },
      );
  for (const { pattern, what, remedy } of slips) {
    const found = passages.flatMap(({ text, line, heading }) => {
      const words = heading && pattern.source.startsWith('^') ? undefined : pattern.exec(text)?.[0];
      return words ? [{ words, line }] : [];
    });
    const [first] = found;
    if (!first) continue;
    const phrase = first.words.replace(/[*_|#]/g, ' ');
    report(
      { line: first.line, phrase },
      {
        rule: 'stray-mark',
        severity: 'warning',
        message: `"${shorten(first.words)}" ${what}${otherLines(found)}`,
        remedy,
      },
    );
  }
  checkLevels(input, report);
};

const checkLevels: TextRule = ({ version }, report) => {
  const tops = version.document.clauses.filter(({ heading }) => heading !== null);
  const high = tops.filter(({ level }) => level === 1);
  const [first] = high;
  const below =
    tops.flatMap(({ children }) => children).filter(({ level, heading }) => level === 2 && heading).length +
    tops.filter(({ level }) => level === 2).length;
  // A document that is written with one # throughout is well ordered in itself.
  if (!first || high.length * 2 > below) return;
  report(
    { line: first.line ?? 0, phrase: first.title },
    {
      rule: 'heading-level',
      severity: 'warning',
      message: `the heading "${shorten(first.title)}" has one #, and the clauses that follow it have two: they would stand under it`,
      remedy: 'Begin it with ## like its neighbours; the title of the policy stands in policy.yaml.',
    },
  );
};

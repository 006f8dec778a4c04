import type { Block, Inline, PolicyDocument } from './document.ts';
import { childBlocks } from './document.ts';
import type { Problem } from './problem.ts';

/**
 * How much of what readers of Markdown spend time on a text may hold. Their time grows with the square (emphasis, links in links) of
 * what one passage has, so a file of a few kilobytes could stop them for minutes; texts written for people stay far below.
 */
const mostSigns = 2000;
const mostLevels = 100;

/** A run of signs without a space; scripts that write without spaces (Thai, Chinese, Japanese) do not count. */
const longWords = (most: number) => new RegExp(`[^\\s\\u0e00-\\u{10ffff}]{${most + 1},}`, 'u');
/** Lines that begin a passage of their own. */
const opens = /^[ \t]*(?:$|[-*+|#][ \t]|\|)/;
const signs = /[*_~[<`]/g;

type Finding = Omit<Problem, 'file'>;

/**
 * The first passage of a Markdown or MDX text that is beyond the limits; null for what people write. `mostLetters` of one
 * word; texts from elsewhere may hold a picture as data.
 */
export function findExcess(text: string, lineOffset = 0, mostLetters = 2000): Finding | null {
  const longWord = longWords(mostLetters);
  let found = 0;
  // Nothing can be beyond a limit that the whole is below: the usual case, and quick.
  if ((text.match(signs)?.length ?? 0) <= mostSigns && !longWord.test(text)) return null;
  for (const [index, line] of text.split('\n').entries()) {
    const at = { rule: 'text-limit', severity: 'error' as const, line: index + 1 + lineOffset };
    const word = longWord.exec(line);
    if (word)
      return {
        ...at,
        column: word.index + 1,
        message: `a word of ${word[0].length} characters; at most ${mostLetters} are read`,
        remedy: 'Look whether something that is no text was pasted here, such as a picture as data.',
      };
    if (opens.test(line)) found = 0;
    found += line.match(signs)?.length ?? 0;
    if (found > mostSigns)
      return {
        ...at,
        column: 1,
        message: `more than ${mostSigns} signs such as * _ [ < in one passage`,
        remedy: 'Write plain text, or part the passage with blank lines.',
      };
  }
  return null;
}

/** Each brace that opens an expression makes the reader of MDX read all that follows again; no text that may be published has one. */
const mostBraces = 300;

/** The first of too many braces in an MDX text; null for what people write. */
export function findBraces(text: string, lineOffset = 0): Finding | null {
  const braces = [...text.matchAll(/(?<!\\)\{/g)];
  const first = braces[0];
  if (!first || braces.length <= mostBraces) return null;
  const before = text.slice(0, first.index).split('\n');
  return {
    rule: 'text-limit',
    severity: 'error',
    line: before.length + lineOffset,
    column: before.at(-1)!.length + 1,
    message: `${braces.length} braces { from here on, of which at most ${mostBraces} are read: MDX takes what stands in them for code`,
    remedy:
      'Write \\{ for the sign itself. Templates of another site ({{ … }}, {% … %}) have to be replaced by what they show.',
  };
}

/** The place where a document is nested deeper than anybody could follow; null where it is not. Asks no stack of its own. */
export function findDepth(document: PolicyDocument): { line: number } | null {
  const open: { node: Block | Inline; level: number; line: number }[] = [];
  const addBlocks = (blocks: readonly Block[], level: number, line: number) => {
    for (const node of blocks) open.push({ node, level, line: node.line ?? line });
  };
  addBlocks(document.preamble, 1, 0);
  const clauses = [...document.clauses];
  for (let clause = clauses.pop(); clause; clause = clauses.pop()) {
    addBlocks(clause.body, 1, clause.line ?? 0);
    for (const node of clause.heading ?? []) open.push({ node, level: 1, line: clause.line ?? 0 });
    clauses.push(...clause.children);
  }
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const { node, level, line } = entry;
    if (level > mostLevels) return { line };
    for (const inner of inlinesIn(node)) open.push({ node: inner, level: level + 1, line });
    for (const blocks of childBlocks(node as Block)) addBlocks(blocks, level + 1, line);
  }
  return null;
}

function inlinesIn(node: Block | Inline): readonly Inline[] {
  switch (node.type) {
    case 'table':
      return node.rows.flatMap((row) => row.flatMap((cell) => cell.children));
    case 'definitions':
      return node.items.flatMap((item) => item.terms.flat());
    case 'list':
    case 'quote':
    case 'note':
      return [];
    default:
      return 'children' in node ? (node.children as Inline[]) : [];
  }
}

/** What is said of a text nested deeper than `mostLevels`. */
export const tooDeep = (line: number): Finding => ({
  rule: 'text-limit',
  severity: 'error',
  line,
  column: line > 0 ? 1 : 0,
  message: `the text is nested too deeply; at most ${mostLevels} levels are read`,
  remedy:
    'A policy needs a few levels of lists, quotes or marks: look for a run of signs that open something.',
});

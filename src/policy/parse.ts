import type { Element, Root as HastRoot } from 'hast';
import type { Root as MdastRoot } from 'mdast';
import type { MdxJsxFlowElement, MdxJsxTextElement } from 'mdast-util-mdx';
import type { State } from 'mdast-util-to-hast';
import rehypeParse from 'rehype-parse';
import { remark } from 'remark';
import remarkGfm from 'remark-gfm';
import remarkMdx from 'remark-mdx';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import type { VFileMessage } from 'vfile-message';
import { boundDepth } from './bound-depth.ts';
import type { PolicyDocument } from './document.ts';
import { blocksFromHast } from './from-hast.ts';
import { findBraces, findDepth, findExcess, tooDeep } from './limits.ts';
import { anchorId, checkMdx, noteComponents } from './mdx.ts';
import { mdxMistake } from './mdx-words.ts';
import { parseMarkdown } from './parse-markdown.ts';
import { readPlainMarkdown } from './plain-markdown.ts';
import type { Problem } from './problem.ts';
import { pieceReader, reachesFar } from './read-pieces.ts';
import { buildClauses } from './structure.ts';

export interface Parsed {
  document: PolicyDocument;
  /** Without file: the caller knows it. Lines count from the first line of the text given, plus `lineOffset`. */
  problems: Omit<Problem, 'file'>[];
}

export type SourceFormat = 'mdx' | 'md' | 'html';

/**
 * Text of a version (front matter already taken off) → clause tree. Only `mdx` can fail: then the document is
 * empty and `problems` says where and why. `lineOffset` is added to every line (front matter above the body).
 */
export function parse(text: string, format: SourceFormat, lineOffset = 0): Parsed {
  if (format === 'html') return { document: buildClauses(blocksFromHast(htmlTree(text))), problems: [] };
  if (format === 'md') return { document: parseMarkdown(text), problems: [] };
  const excess = findExcess(text, lineOffset) ?? findBraces(text, lineOffset);
  if (excess) return { document: emptyDocument(), problems: [excess] };
  try {
    const parsed: Parsed = isLocalMdx(text)
      ? { document: buildClauses(readMdxPieces(boundDepth(text), lineOffset)), problems: [] }
      : parseWholeMdx(text, lineOffset);
    const deep = findDepth(parsed.document);
    return deep ? { document: emptyDocument(), problems: [tooDeep(deep.line)] } : parsed;
  } catch (error) {
    // Readers of Markdown call themselves for what is nested, until the stack is full.
    if (!(error instanceof RangeError)) throw error;
    return { document: emptyDocument(), problems: [tooDeep(0)] };
  }
}

const emptyDocument = (): PolicyDocument => ({ title: null, preamble: [], clauses: [] });

/** MDX read in one go: what `parse` does for texts with components or anything else that reaches over a blank line. */
export function parseWholeMdx(text: string, lineOffset = 0): Parsed {
  const empty = emptyDocument();
  let tree: MdastRoot;
  try {
    tree = mdx.parse(text);
  } catch (error) {
    return { document: empty, problems: [shift(syntaxProblem(error as VFileMessage, text), lineOffset)] };
  }
  const problems = checkMdx(tree).map((problem) => shift(problem, lineOffset));
  if (problems.length > 0) return { document: empty, problems };
  const hast = mdx.runSync(tree);
  shiftLines(hast, lineOffset);
  return { document: buildClauses(blocksFromHast(hast), anchorsOf(hast)), problems };
}

const jsx = (state: State, node: MdxJsxFlowElement | MdxJsxTextElement): Element => {
  const name = node.name ?? '';
  const tagName = noteComponents[name as keyof typeof noteComponents] ?? name;
  const id = anchorId(node);
  const element: Element = {
    type: 'element',
    tagName,
    properties: id ? { id } : {},
    children: state.all(node),
  };
  state.patch(node, element);
  return element;
};

const mdx = remark()
  .use(remarkMdx)
  .use(remarkGfm)
  .use(remarkRehype, { handlers: { mdxJsxFlowElement: jsx, mdxJsxTextElement: jsx } });

/** Without a sign that can open a tag or an expression, MDX finds no fault with a text, and none of its parts reaches into another. */
const isLocalMdx = (text: string): boolean =>
  !reachesFar.test(text) && !/(?:^|[^\\])(?:\\\\)*[{<]|^[ \t>]*(?:import|export)\b/m.test(text);

const readMdxPieces = pieceReader(
  (piece) => readPlainMarkdown(piece) ?? blocksFromHast(mdx.runSync(mdx.parse(piece))),
);

const htmlParser = unified().use(rehypeParse);

/** HTML text → HTML tree, as a browser would read it. */
export function htmlTree(text: string): HastRoot {
  return htmlParser.parse(text);
}

/** Line of a heading → id that an `<Anchor>` in it or right above it asks for. */
function anchorsOf(root: HastRoot): Map<number, string> {
  const anchors = new Map<number, string>();
  let waiting: string | undefined;
  const visit = (node: HastRoot | Element, heading: Element | undefined) => {
    for (const child of node.children) {
      if (child.type !== 'element') continue;
      const within = /^h[1-6]$/.test(child.tagName) ? child : heading;
      if (child.tagName === 'prenotice-anchor') {
        const id = String(child.properties.id ?? '');
        if (within?.position) anchors.set(within.position.start.line, id);
        else waiting = id;
      } else {
        if (waiting && child.position && (within === child || child.tagName === 'p')) {
          anchors.set(child.position.start.line, waiting);
          waiting = undefined;
        }
        visit(child, within);
      }
    }
  };
  visit(root, undefined);
  return anchors;
}

function syntaxProblem(error: VFileMessage, text: string): Omit<Problem, 'file'> {
  const reason = error.reason ?? error.message;
  // For a tag left open the place stands in the words only: "(12:1-12:6)".
  const told = /\((\d+):(\d+)(?:-\d+:\d+)?\)/.exec(reason);
  const place = error.place && 'start' in error.place ? error.place.start : error.place;
  const line = told ? Number(told[1]) : (place?.line ?? error.line ?? 0);
  const column = told ? Number(told[2]) : (place?.column ?? error.column ?? 0);
  const whole = text.split('\n')[line - 1] ?? '';
  const words = mdxMistake(
    reason.replace(/\s*\(\d+:\d+(?:-\d+:\d+)?\)/g, ''),
    whole,
    Math.max(0, column - 2),
  );
  return { rule: 'mdx-syntax', severity: 'error', line, column, ...words };
}

const shift = (problem: Omit<Problem, 'file'>, lines: number): Omit<Problem, 'file'> => ({
  ...problem,
  line: problem.line > 0 ? problem.line + lines : 0,
});

/** Moves the lines of a whole tree down by the lines that stand above the text in its file. */
function shiftLines(node: HastRoot | Element, lines: number): void {
  if (lines === 0) return;
  for (const child of node.children) {
    if (child.position) child.position.start.line += lines;
    if (child.type === 'element') shiftLines(child, lines);
  }
}

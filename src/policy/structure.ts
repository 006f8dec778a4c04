import GithubSlugger from 'github-slugger';
import type { Block, Clause, Inline, PolicyDocument } from './document.ts';
import { inlineText, normalizeSpace } from './text.ts';

/**
 * Blocks → clause tree. A heading opens a clause; its depth follows from the order of levels met, not from the
 * level itself, because real documents jump levels and invert them.
 *
 * `anchors`: line of a heading → id asked for by its author. `lineOffset`: lines of front matter above the text.
 */
export function buildClauses(
  blocks: readonly Block[],
  anchors: ReadonlyMap<number, string> = new Map(),
  lineOffset = 0,
): PolicyDocument {
  const shifted = lineOffset === 0 ? blocks : blocks.map((block) => shiftLines(block, lineOffset));
  const document: PolicyDocument = { title: null, preamble: [], clauses: [] };
  const slugger = new GithubSlugger();
  for (const id of anchors.values()) slugger.slug(id);
  const open: Clause[] = [];
  for (const [index, block] of shifted.entries()) {
    const source = blocks[index];
    if (block.type !== 'heading') {
      (open.at(-1)?.body ?? document.preamble).push(block);
      continue;
    }
    if (index === 0 && block.level === 1 && isDocumentTitle(block.children, shifted)) {
      document.title = block.children;
      continue;
    }
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= block.level) open.pop();
    const { number, title } = splitNumber(normalizeSpace(inlineText(block.children)));
    const asked = source?.line === undefined ? undefined : anchors.get(source.line);
    const clause: Clause = {
      id: asked ?? slugger.slug(title || `clause-${number ?? open.length}`).replace(/^-+|-+$/g, ''),
      number,
      title,
      heading: block.children,
      level: block.level,
      depth: open.length + 1,
      body: [],
      children: [],
      line: block.line,
    };
    (open.at(-1)?.children ?? document.clauses).push(clause);
    open.push(clause);
  }
  return document;
}

/** A first `# …` names the document unless the document uses level 1 for its sections and this is one of them. */
function isDocumentTitle(heading: readonly Inline[], blocks: readonly Block[]): boolean {
  const single = blocks.filter((block) => block.type === 'heading' && block.level === 1).length === 1;
  const text = inlineText(heading);
  return (
    (single && splitNumber(text).number === null) ||
    (/\b(policy|notice|terms|agreement|statement|conditions|addendum|subprocessors)\b/i.test(text) &&
      splitNumber(text).number === null)
  );
}

/** `3.1. Customer data` → number `3.1`, title `Customer data`; `§ 4`, `Article IV`, `(a)`, `A.` likewise. */
export function splitNumber(text: string): { number: string | null; title: string } {
  const match =
    /^(?:§+\s*|(?:section|article|clause|part)\s+)?(\d{1,3}(?:\.{1,2}\d{1,3})*)(?:[.):]+(?=\s|$)|(?=\s)|$)\s*[-–—:]?\s*/i.exec(
      text,
    ) ??
    /^(?:section|article|clause|part)\s+([IVXLC]+|[A-Z])\b[.):]?\s*[-–—:]?\s*/i.exec(text) ??
    /^(?=[IVXLC]+[.)]\s)([IVXLC]+)[.)]\s+/.exec(text) ??
    /^([A-Za-z])[.)]\s+/.exec(text) ??
    /^(\([a-z0-9]{1,4}\))\s+/i.exec(text);
  if (!match?.[1]) return { number: null, title: text };
  return { number: match[1].replace(/\.{2,}/g, '.'), title: text.slice(match[0].length) };
}

function shiftLines<B extends Block>(block: B, lines: number): B {
  return block.line === undefined ? block : { ...block, line: block.line + lines };
}

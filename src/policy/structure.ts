import GithubSlugger, { slug } from 'github-slugger';
import type { Block, Clause, Inline, PolicyDocument } from './document.ts';
import { readNumber } from './numbering.ts';
import type { Opener } from './opener-candidates.ts';
import { findOpeners } from './openers.ts';
import { inlineText, normalizeSpace } from './text.ts';
import { namesDocument } from './titles.ts';

/**
 * Blocks → clause tree. A heading opens a clause, and so does a paragraph that acts as one (openers.ts); its words
 * then stay in the body. Depth follows from numbers where there are any (3.1 under 3) and else from the order in which
 * levels are met, because real documents jump levels and invert them. Headings, bodies and children in reading order
 * are exactly the blocks given: nothing is lost, joined or moved.
 *
 * `anchors`: line of an opener → id asked for by its author.
 */
export function buildClauses(
  blocks: readonly Block[],
  anchors: ReadonlyMap<number, string> = new Map(),
): PolicyDocument {
  const document: PolicyDocument = { title: null, preamble: [], clauses: [] };
  const slugger = new GithubSlugger();
  for (const id of anchors.values()) slugger.slug(id);
  const openers = findOpeners(blocks);
  const starts = new Map(openers.map((opener) => [opener.index, opener]));
  const ranks = rankStyles(openers);
  const open: { clause: Clause; opener: Opener }[] = [];
  for (const [index, block] of blocks.entries()) {
    const opener = starts.get(index);
    if (
      index === 0 &&
      block.type === 'heading' &&
      block.level === 1 &&
      isDocumentTitle(block.children, blocks)
    ) {
      document.title = block.children;
      continue;
    }
    if (!opener) {
      (open.at(-1)?.clause.body ?? document.preamble).push(block);
      continue;
    }
    open.length = keepOpen(
      open.map((entry) => entry.opener),
      opener,
      ranks,
    );
    const asked = block.line === undefined ? undefined : anchors.get(block.line);
    const parent = open.at(-1)?.clause;
    const clause: Clause = {
      id: asked ?? idFor(opener, slugger),
      number: opener.number,
      title: opener.title,
      heading: block.type === 'heading' ? block.children : null,
      level: block.type === 'heading' ? block.level : Math.min(6, (parent?.level ?? 0) + 1),
      depth: open.length + 1,
      body: block.type === 'heading' ? [] : [block],
      children: [],
      line: block.line,
    };
    (parent?.children ?? document.clauses).push(clause);
    open.push({ clause, opener });
  }
  return document;
}

/** How many of the open clauses stay open, which makes the last of them the parent of `next`. */
function keepOpen(open: readonly Opener[], next: Opener, ranks: ReadonlyMap<string, number>): number {
  if (next.path && next.path.length > 1) {
    const parent = open.findLastIndex((opener) => isUnder(next.path ?? [], opener.path));
    if (parent >= 0) return parent + 1;
  }
  if (next.kind === 'heading') {
    // `### 3.` after `## 2.` is the next clause, not a part of it: numbers know better than levels.
    const before = open.flatMap((opener, index) => (follows(next.path, opener.path) ? [index] : []));
    const sibling = before.findLast((index) => open[index]?.level === next.level) ?? before.at(-1);
    if (sibling !== undefined) return sibling;
    const keep = open.findIndex((opener) => opener.kind !== 'heading' || opener.level >= next.level);
    return keep < 0 ? open.length : keep;
  }
  const sibling = open.findIndex((opener) =>
    next.path ? opener.path !== null && opener.path.length >= next.path.length : opener.style === next.style,
  );
  const above = open.findIndex(
    (opener) => opener.kind !== 'heading' && (ranks.get(opener.style) ?? 0) > (ranks.get(next.style) ?? 0),
  );
  const keep = Math.min(sibling < 0 ? open.length : sibling, above < 0 ? open.length : above);
  // A paragraph never ends the section that a real heading opened, except as the next number after that heading's.
  const heading = open.findLastIndex(
    (opener) =>
      opener.kind === 'heading' && !(next.path && opener.path && opener.path.length >= next.path.length),
  );
  return Math.max(keep, heading + 1);
}

/** Exactly the next number of the same sequence. */
const follows = (path: readonly number[] | null, before: readonly number[] | null): boolean =>
  path !== null &&
  before?.length === path.length &&
  path.every((value, i) => value === (before[i] ?? 0) + (i === path.length - 1 ? 1 : 0));

const isUnder = (path: readonly number[], above: readonly number[] | null): boolean =>
  above !== null && above.length < path.length && above.every((value, i) => path[i] === value);

/**
 * Rank of every style of paragraph, smaller above greater: in the order met, but numbers that run through the whole
 * document (they begin once) stand above bold titles, and italics below bold.
 */
function rankStyles(openers: readonly Opener[]): Map<string, number> {
  const begun = new Map<string, number>();
  for (const { kind, style, first } of openers)
    if (kind === 'number' && first) begun.set(style, (begun.get(style) ?? 0) + 1);
  const ranks = new Map<string, number>();
  for (const { style, kind, path } of openers) {
    if (kind === 'heading' || ranks.has(style)) continue;
    const running =
      kind === 'number' &&
      (begun.get(path ? 'decimal 1' : style) ?? 0) <= 1 &&
      !style.startsWith('bracketed');
    const italic = kind === 'mark' && !style.includes('strong');
    ranks.set(style, ranks.size + (running ? -1000 : italic ? 1000 : 0) + (path?.length ?? 0) / 100);
  }
  return ranks;
}

/** Slug of the title as GitHub makes it, so that ids are what authors expect; `clause-3-4` without a title. */
function idFor(opener: Opener, slugger: GithubSlugger): string {
  const trim = (text: string) => text.replace(/^-+|-+$/g, '');
  const number = trim((opener.number ?? '').replace(/[^\p{L}\p{N}]+/gu, '-'));
  return slugger.slug(trim(slug(opener.title)) || (number ? `clause-${number}` : 'clause'));
}

/** A first `# …` names the document unless the document uses level 1 for its sections and this is one of them. */
function isDocumentTitle(heading: readonly Inline[], blocks: readonly Block[]): boolean {
  const text = normalizeSpace(inlineText(heading));
  if (readNumber(text)) return false;
  if (namesDocument(text)) return true;
  return blocks.filter((block) => block.type === 'heading' && block.level === 1).length === 1;
}

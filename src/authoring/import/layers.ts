import type { Block, PolicyDocument } from '../../policy/document.ts';
import { walkClauses } from '../../policy/document.ts';
import { blockTexts, clauseTexts, normalizeSpace } from '../../policy/text.ts';
import type { Highlight } from '../../policy/version.ts';

export interface Layers {
  /** Blocks of the full text, without the highlights and the two headings. */
  blocks: Block[];
  highlights: { title: string; text: string }[];
  /** The headings of the two layers in the document's own words. */
  layers: { highlights?: string; text?: string } | null;
}

const highlightsHeading =
  /^(the |our |key )?(privacy |policy )?(highlights?|key points?|key facts|short version|summary of (the )?key points|in (short|brief|a nutshell)|at a glance|tl;?\s?dr|the basics|auf einen blick|das wichtigste|en bref|en resumen)\b/i;
const fullTextHeading =
  /^(the |our )?(full|complete|entire|detailed|long)\b.*\b(policy|notice|text|version|terms|statement|agreement|details)\b|^(the )?(full|long) version\b/i;

/** Signs of lists that were set as paragraphs. */
const bullet = /^\s*[·•●▪◦‣∙○■–—*-]\s+/u;

/**
 * Highlights in front of the full text. They are taken as a layer only where the document has both headings, or where
 * the first is plain about it and only short points follow; a mere summary inside the text stays there.
 */
export function separateLayers(blocks: readonly Block[]): Layers {
  const none: Layers = { blocks: [...blocks], highlights: [], layers: null };
  const start = blocks.findIndex(
    (block, index) => index < blocks.length / 2 && isHeading(block, highlightsHeading),
  );
  const opening = blocks[start];
  if (!opening) return none;
  const level = opening.type === 'heading' ? opening.level : 7;
  const after = blocks.slice(start + 1);
  const next = after.findIndex(
    (block) => (block.type === 'heading' && block.level <= level) || isHeading(block, fullTextHeading),
  );
  if (next < 0) return none;
  const closing = after[next];
  const layered = closing !== undefined && isHeading(closing, fullTextHeading);
  const inside = after.slice(0, next);
  const points = pointsOf(inside);
  if (
    !points ||
    points.length === 0 ||
    (!layered && !inside.every((block) => block.type === 'list' || bullet.test(textOf(block))))
  )
    return none;
  return {
    blocks: [...blocks.slice(0, start), ...after.slice(layered ? next + 1 : next)],
    highlights: points,
    layers: { highlights: textOf(opening), ...(layered && closing ? { text: textOf(closing) } : {}) },
  };
}

const textOf = (block: Block): string => normalizeSpace(blockTexts(block).join(' '));

function isHeading(block: Block, pattern: RegExp): boolean {
  const bold =
    block.type === 'paragraph' && block.children.length === 1 && block.children[0]?.type === 'strong';
  return (block.type === 'heading' || bold) && pattern.test(textOf(block)) && textOf(block).length < 80;
}

/** The points of a layer; null when it holds something that is no list of points (tables, headings of its own). */
function pointsOf(blocks: readonly Block[]): { title: string; text: string }[] | null {
  const bulleted = blocks.some((block) => block.type === 'list' || bullet.test(textOf(block)));
  const texts: string[] = [];
  for (const block of blocks) {
    if (block.type === 'list')
      texts.push(...block.items.map((item) => normalizeSpace(item.children.flatMap(blockTexts).join(' '))));
    else if (block.type !== 'paragraph') return null;
    else if (bullet.test(textOf(block))) texts.push(textOf(block).replace(bullet, ''));
    else if (bulleted && texts.length > 0) texts[texts.length - 1] += ` ${textOf(block)}`;
    else texts.push(textOf(block));
  }
  return texts.filter(Boolean).map(splitPoint);
}

/** The first sentence of a point is its title when it is short; of one long sentence the first words are repeated. */
function splitPoint(text: string): { title: string; text: string } {
  const match = /^(.{3,90}?[.!?:])\s+(?=\S)/u.exec(text);
  if (match?.[1]) return { title: match[1], text: text.slice(match[0].length) };
  const words = text.split(' ');
  return { title: words.length > 8 ? `${words.slice(0, 7).join(' ')} …` : text, text };
}

/** Binds each highlight to the clauses that say the same at length: the best one or two by the words they share. */
export function bindHighlights(
  points: readonly { title: string; text: string }[],
  document: PolicyDocument,
): Highlight[] {
  const clauses = [...walkClauses(document.clauses)].map((clause) => ({
    id: clause.id,
    words: stemsOf(`${clause.title} ${clause.title} ${clauseTexts(clause).join(' ')}`),
  }));
  const spread = new Map<string, number>();
  for (const { words } of clauses)
    for (const word of words.keys()) spread.set(word, (spread.get(word) ?? 0) + 1);
  const weigh = (word: string) => Math.log((clauses.length + 1) / ((spread.get(word) ?? 0) + 0.5));
  const norm = (words: Map<string, number>) =>
    Math.sqrt([...words].reduce((sum, [word, n]) => sum + ((1 + Math.log(n)) * weigh(word)) ** 2, 0)) || 1;
  const norms = clauses.map(({ words }) => norm(words));
  return points.map((point) => {
    const words = stemsOf(`${point.title} ${point.text}`);
    const length = norm(words);
    const scores = clauses
      .map(({ id, words: other }, i) => {
        let dot = 0;
        for (const [word, n] of words)
          dot +=
            (1 + Math.log(n)) * weigh(word) ** 2 * (other.has(word) ? 1 + Math.log(other.get(word) ?? 1) : 0);
        return { id, score: dot / (length * (norms[i] ?? 1)) };
      })
      .sort((a, b) => b.score - a.score);
    const best = scores[0]?.score ?? 0;
    const bound = scores.slice(0, 2).filter(({ score }) => score >= 0.2 && score >= best * 0.75);
    return { ...point, clauses: bound.map(({ id }) => id) };
  });
}

const fillers = new Set(
  'the a an and or of to in for on with by is are be we you your our us it its this that these as at from not no may will can any all such if which have has do does their them they than so into about other more only who'.split(
    ' ',
  ),
);

/** Crude stems (plural and -ing, -ed endings off), enough to meet the same word again. */
function stemsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/\p{L}{2,}/gu) ?? []) {
    if (fillers.has(word)) continue;
    const stem = word.length > 4 ? word.replace(/(ies|ing|ed|es|s|ly)$/, '') : word;
    counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return counts;
}

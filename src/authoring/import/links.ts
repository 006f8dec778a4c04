import {
  type Block,
  type Clause,
  type Inline,
  type PolicyDocument,
  walkClauses,
} from '../../policy/document.ts';
import { safeUrl } from '../../policy/safe-url.ts';
import { clauseTexts, inlineText, wordsOf } from '../../policy/text.ts';
import { mapInlines } from './repair.ts';

/** Links that work anywhere stay; those that run code lose their address; those into the old site are reported. */
export function checkLinks(blocks: readonly Block[]): { blocks: Block[]; doubts: string[] } {
  const relative = new Set<string>();
  const pictures = new Set<string>();
  const joined = new Set<string>();
  const change = (nodes: readonly Inline[]): Inline[] =>
    nodes.flatMap((node, index): Inline[] => {
      if (node.type === 'image') {
        pictures.add(node.url);
        return [node];
      }
      if (!('children' in node)) return [node];
      const children = change(node.children);
      if (node.type !== 'link') return [{ ...node, children }];
      const url = node.url.trim();
      if (url === '' || safeUrl(url) === null) return children;
      if (!/^(https?:|mailto:|tel:|#)/i.test(url)) relative.add(url);
      const before = /\p{L}+$/u.exec(inlineText(nodes.slice(0, index)))?.[0];
      const own = /^[\p{L}\p{N}]\S*/u.exec(inlineText(children))?.[0];
      if (before && own) joined.add(before + own);
      return [{ ...node, url, children }];
    });
  return {
    blocks: blocks.map((block) => mapInlines(block, change)),
    doubts: [
      ...said('Links into the old site lead nowhere here; give them full addresses', [...relative]),
      ...said('Words run into a link; look whether a space is missing', [...joined]),
      ...said('Pictures are not copied; give them full addresses or take them out', [...pictures]),
    ],
  };
}

/**
 * Links within the document, aimed at its clauses: by the clause's id, by what the old page had at that place (`places`: name of the
 * place → words that stand there), or by the words that the address is made of. Where nothing fits the words stay without a link.
 */
export function aimLinks(
  blocks: readonly Block[],
  document: PolicyDocument,
  places: ReadonlyMap<string, string>,
): { blocks: Block[]; changed: boolean; doubts: string[] } {
  let changed = false;
  const lost = new Set<string>();
  const aims = new Map<string, string | null>();
  const find = clauseFinder(document);
  const aim = (place: string): string | null => {
    if (!aims.has(place)) aims.set(place, find(place, places.get(place)));
    return aims.get(place) ?? null;
  };
  const change = (nodes: readonly Inline[], heading: boolean): Inline[] =>
    nodes.flatMap((node): Inline[] => {
      if (!('children' in node)) return [node];
      const children = change(node.children, heading);
      if (node.type !== 'link' || !node.url.startsWith('#')) return [{ ...node, children }];
      // A heading's link to itself is the old page's sign for its address.
      if (heading) {
        changed = true;
        return children;
      }
      const id = aim(placeOf(node.url.slice(1)));
      if (id === null) lost.add(node.url);
      if (id === null || `#${id}` !== node.url) changed = true;
      return id === null ? children : [{ ...node, url: `#${id}`, children }];
    });
  const aimed = blocks.map((block) => mapInlines(block, (nodes) => change(nodes, block.type === 'heading')));
  return {
    blocks: aimed,
    changed,
    doubts: said('Links within the document led to places that it does not have; their words stay', [
      ...lost,
    ]),
  };
}

/** Id of the clause that a place stands for; `words`: what the old page had there. */
function clauseFinder(document: PolicyDocument): (place: string, words?: string) => string | null {
  const clauses = [...walkClauses(document.clauses)].map((clause) => ({
    clause,
    id: clause.id,
    title: bare(clause.title),
    numbered: bare(`${clause.number ?? ''} ${clause.title}`),
  }));
  const texts = new Map<Clause, string>();
  const textOf = (clause: Clause): string => {
    const known = texts.get(clause) ?? bare(clauseTexts(clause).join(' '));
    texts.set(clause, known);
    return known;
  };
  const titled = (key: string) =>
    clauses.find(({ title, numbered }) => key !== '' && (title === key || numbered === key));
  return (place, words) => {
    const own = clauses.find(({ id }) => id === place);
    if (own && words === undefined) return own.id;
    const key = bare(words ?? '').slice(0, 200);
    const opens = clauses
      .filter(
        ({ title, numbered }) => title.length > 2 && (key.startsWith(title) || key.startsWith(numbered)),
      )
      .sort((a, b) => b.numbered.length - a.numbered.length)[0];
    const holds =
      key.length > 20 ? clauses.find(({ clause }) => textOf(clause).includes(key.slice(0, 60))) : undefined;
    return (titled(key) ?? opens ?? holds ?? own ?? titled(bare(place)))?.id ?? null;
  };
}

/** Small letters and figures, one space between words. */
const bare = (text: string): string => wordsOf(text.toLowerCase()).join(' ');

/** The name of a place as an element has it; addresses may write its signs as `%20`. */
export function placeOf(place: string): string {
  try {
    return decodeURIComponent(place);
  } catch {
    return place;
  }
}

const said = (what: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`${what}: ${shortList(items)}.`];

const shortList = (items: readonly string[]): string =>
  items.length > 8 ? `${items.slice(0, 8).join(', ')} and ${items.length - 8} more` : items.join(', ');

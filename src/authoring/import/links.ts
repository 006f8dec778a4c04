import type { Block, Inline } from '../../policy/document.ts';
import { safeUrl } from '../../policy/safe-url.ts';
import { inlineText } from '../../policy/text.ts';
import { mapInlines } from './repair.ts';

/** Links that work anywhere stay; those that run code lose their address; those into the old site are reported. */
export function checkLinks(blocks: readonly Block[]): {
  blocks: Block[];
  doubts: (ids: ReadonlySet<string>) => string[];
} {
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
      if (!/^(https?:|mailto:|tel:)/i.test(url)) relative.add(url);
      const before = /\p{L}+$/u.exec(inlineText(nodes.slice(0, index)))?.[0];
      const own = /^[\p{L}\p{N}]\S*/u.exec(inlineText(children))?.[0];
      if (before && own) joined.add(before + own);
      return [{ ...node, url, children }];
    });
  const checked = blocks.map((block) => mapInlines(block, change));
  // Links to a clause lead there still, where the clause kept its id.
  const doubts = (ids: ReadonlySet<string>) => {
    const lost = [...relative].filter((url) => !(url.startsWith('#') && ids.has(url.slice(1))));
    return [
      ...said('Links into the old site lead nowhere here; give them full addresses', lost),
      ...said('Words run into a link; look whether a space is missing', [...joined]),
      ...said('Pictures are not copied; give them full addresses or take them out', [...pictures]),
    ];
  };
  return { blocks: checked, doubts };
}

const said = (what: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`${what}: ${shortList(items)}.`];

const shortList = (items: readonly string[]): string =>
  items.length > 8 ? `${items.slice(0, 8).join(', ')} and ${items.length - 8} more` : items.join(', ');

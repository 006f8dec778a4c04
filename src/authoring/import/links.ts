import type { Block, Inline } from '../../policy/document.ts';
import { mapInlines } from './repair.ts';

/** Links that work anywhere stay; those that run code lose their address; those into the old site are reported. */
export function checkLinks(blocks: readonly Block[]): { blocks: Block[]; doubts: string[] } {
  const relative = new Set<string>();
  const pictures = new Set<string>();
  const change = (nodes: readonly Inline[]): Inline[] =>
    nodes.flatMap((node): Inline[] => {
      if (node.type === 'image') {
        pictures.add(node.url);
        return [node];
      }
      if (!('children' in node)) return [node];
      const children = change(node.children);
      if (node.type !== 'link') return [{ ...node, children }];
      const url = node.url.trim();
      if (url === '' || /^(javascript|data|vbscript|file|about):/i.test(url)) return children;
      if (!/^(https?:|mailto:|tel:)/i.test(url)) relative.add(url);
      return [{ ...node, url, children }];
    });
  const checked = blocks.map((block) => mapInlines(block, change));
  const doubts: string[] = [];
  if (relative.size > 0)
    doubts.push(
      `Links into the old site lead nowhere here; give them full addresses: ${shortList([...relative])}.`,
    );
  if (pictures.size > 0)
    doubts.push(
      `Pictures are not copied; give them full addresses or take them out: ${shortList([...pictures])}.`,
    );
  return { blocks: checked, doubts };
}

const shortList = (items: readonly string[]): string =>
  items.length > 8 ? `${items.slice(0, 8).join(', ')} and ${items.length - 8} more` : items.join(', ');

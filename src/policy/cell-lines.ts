import type { Block, CellBlock, Inline } from './document.ts';

/** One line of a table cell, and what it was before it became one. */
interface CellLine {
  opens: CellBlock;
  children: Inline[];
}

/** A block inside a table cell as lines of it. */
export function cellLines(block: Block, opens: CellBlock): CellLine[] {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return [{ opens, children: block.children }];
    case 'code':
      return [{ opens, children: [{ type: 'code', value: block.value }] }];
    case 'table':
      return block.rows.flat().map((cell) => ({ opens, children: cell.children }));
    case 'list': {
      const inner = block.ordered ? 'number' : 'item';
      return block.items.flatMap((item) =>
        item.children.flatMap((child, index) => cellLines(child, index === 0 ? inner : 'paragraph')),
      );
    }
    case 'definitions':
      return block.items.flatMap((item) => [
        ...item.terms.map((children) => ({ opens, children })),
        ...item.descriptions.flat().flatMap((child) => cellLines(child, opens)),
      ]);
    case 'rule':
      return [];
    default:
      return block.children.flatMap((child) => cellLines(child, opens));
  }
}

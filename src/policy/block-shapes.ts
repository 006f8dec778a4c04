import { type Block, type PolicyDocument, walkBlocks, walkClauses } from './document.ts';
import { blockTexts, inlineText, normalizeSpace } from './text.ts';

/** How a table row stands in a line of text. */
export const cellBorder = ' | ';

/** What the lines of a document are, by their words: excerpts are plain text, and readers should see lists and tables. */
export interface BlockShapes {
  items: Set<string>;
  /** Each table row with the names of its columns; null in a table without a head. */
  rows: Map<string, string[] | null>;
  /** Heads of tables: their names stand with every cell. */
  heads: Set<string>;
}

const known = new WeakMap<PolicyDocument, BlockShapes>();

export function blockShapes(document: PolicyDocument): BlockShapes {
  let shapes = known.get(document);
  if (shapes === undefined) {
    shapes = { items: new Set(), rows: new Map(), heads: new Set() };
    const bodies = [document.preamble, ...[...walkClauses(document.clauses)].map(({ body }) => body)];
    for (const body of bodies) for (const block of walkBlocks(body)) note(block, shapes);
    known.set(document, shapes);
  }
  return shapes;
}

function note(block: Block, { items, rows, heads }: BlockShapes): void {
  if (block.type === 'list')
    for (const { children } of block.items)
      if (children[0]) items.add(normalizeSpace(blockTexts(children[0])[0] ?? ''));
  if (block.type !== 'table') return;
  const [first, ...others] = block.rows;
  const headed = others.length > 0 && first?.every((cell) => cell.header);
  const names = headed ? first!.map((cell) => normalizeSpace(inlineText(cell.children))) : null;
  if (names) heads.add(normalizeSpace(names.join(cellBorder)));
  for (const row of names ? others : block.rows) {
    const text = normalizeSpace(row.map((cell) => inlineText(cell.children)).join(cellBorder));
    rows.set(text, rows.get(text) ?? names);
  }
}

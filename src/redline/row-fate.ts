import type { Row } from './redline.ts';

/** A fate shared by everything in a row: then one mark stands around the row instead of one in every line. */
export interface Fate {
  side: 'old' | 'new';
  move: number | undefined;
  id: string | undefined;
}

/** The one fate of everything in a row; null for anything mixed or unchanged. */
export function fateOf(row: Row): Fate | null {
  if (row.side === 'both') return null;
  const fate: Fate = { side: row.side, move: row.move, id: row.id };
  switch (row.type) {
    case 'rule':
      return fate;
    case 'list': {
      if (row.items.some((item) => item.side === 'both')) return null;
      return common(
        row.side,
        row.items.flatMap((item) => item.rows),
      );
    }
    case 'table':
      return fate;
    case 'quote':
    case 'note':
    case 'definitions':
    case 'description':
      return common(row.side, row.rows);
    default:
      return row.move === undefined && row.runs.some((run) => run.op === 'same') ? null : fate;
  }
}

function common(side: 'old' | 'new', rows: readonly Row[]): Fate | null {
  const fates = rows.map(fateOf);
  const [first] = fates;
  if (!first || first.side !== side) return null;
  return fates.every((fate) => sameFate(first, fate)) ? first : null;
}

export const sameFate = (a: Fate, b: Fate | null): boolean =>
  b !== null && a.side === b.side && a.move === b.move;

import type { CellBlock } from '../policy/document.ts';
import type { Run, TableRowCell } from './redline.ts';
import { cellEdges } from './tokens.ts';

const edge = /([\v\f\u2029])/;
const opened = new Map<string, CellBlock>(
  Object.entries(cellEdges).map(([block, sign]) => [sign, block as CellBlock]),
);

/** The runs of a table cell by the blocks in it: neighbours of one sort together. Null for a cell of mere text. */
export function cellBlocks(cell: TableRowCell): { block: CellBlock; parts: Run[][] }[] | null {
  if (!cell.opens && !cell.runs.some((run) => edge.test(run.text))) return null;
  const groups: { block: CellBlock; parts: Run[][] }[] = [];
  let runs: Run[] = [];
  const open = (block: CellBlock) => {
    runs = [];
    const last = groups.at(-1);
    if (last?.block === block) last.parts.push(runs);
    else groups.push({ block, parts: [runs] });
  };
  open(cell.opens ?? 'paragraph');
  for (const run of cell.runs) {
    for (const piece of run.text.split(edge)) {
      const block = opened.get(piece);
      if (block) open(block);
      else if (piece !== '' || run.text === '') runs.push({ ...run, text: piece });
    }
  }
  return groups
    .map(({ block, parts }) => ({ block, parts: parts.filter((part) => part.length > 0) }))
    .filter(({ parts }) => parts.length > 0);
}

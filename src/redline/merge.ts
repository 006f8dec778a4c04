import type { Pairing } from './align-units.ts';
import type { Container, Unit } from './flatten.ts';
import type { GroupRow, ListRow, Row, Side, TextRow } from './redline.ts';

/** One block of the merged text on its way into the tree of rows. */
export interface Entry {
  side: Side;
  old?: Unit;
  new?: Unit;
  move?: number;
  form?: boolean;
  row: Row;
}

/**
 * Old and new blocks in one order: the new document's, with what was removed (or moved away) in its old place. Between
 * two blocks that stayed, removed ones come first, except that no box (list, item, quote) is closed while either side
 * still has blocks for it.
 */
export function orderEntries(
  old: readonly Unit[],
  next: readonly Unit[],
  inPlace: readonly Pairing[],
  make: { both: (pairing: Pairing) => Entry[]; old: (unit: Unit) => Entry; new: (unit: Unit) => Entry },
): { entries: Entry[]; boxes: Map<Container, Container> } {
  const boxes = mapBoxes(old, next, inPlace);
  const staying = {
    old: new Set(inPlace.flatMap((p) => p.old)),
    new: new Set(inPlace.flatMap((p) => p.new)),
  };
  const entries: Entry[] = [];
  let open: readonly Container[] = [];
  let i = 0;
  let j = 0;
  const gap = (iEnd: number, jEnd: number, ahead: readonly Container[]) => {
    for (;;) {
      while (i < iEnd && staying.old.has(i)) i++;
      while (j < jEnd && staying.new.has(j)) j++;
      const a = i < iEnd ? old[i] : undefined;
      const b = j < jEnd ? next[j] : undefined;
      if (!a && !b) return;
      const pathA = a ? placePath(a, boxes) : [];
      const pathB = b ? b.path : [];
      if (a && (!b || oldFirst(pathA, pathB, open, ahead))) {
        entries.push(make.old(a));
        open = pathA;
        i++;
      } else {
        entries.push(make.new(b!));
        open = pathB;
        j++;
      }
    }
  };
  for (const pairing of inPlace) {
    gap(pairing.old[0]!, pairing.new[0]!, next[pairing.new[0]!]!.path);
    entries.push(...make.both(pairing));
    open = next[pairing.new.at(-1)!]!.path;
    i = pairing.old.at(-1)! + 1;
    j = pairing.new.at(-1)! + 1;
  }
  gap(old.length, next.length, []);
  return { entries, boxes };
}

function oldFirst(
  a: readonly Container[],
  b: readonly Container[],
  open: readonly Container[],
  ahead: readonly Container[],
): boolean {
  const [openA, openB] = [shared(a, open), shared(b, open)];
  if (openA !== openB) return openA > openB;
  const [aheadA, aheadB] = [shared(a, ahead), shared(b, ahead)];
  return aheadA <= aheadB;
}

function shared(a: readonly Container[], b: readonly Container[]): number {
  let depth = 0;
  while (depth < a.length && depth < b.length && a[depth] === b[depth]) depth++;
  return depth;
}

/** Where an old block stands in the merged tree: in the new boxes as far as its own are known there, then in its own. */
function placePath(unit: Unit, boxes: ReadonlyMap<Container, Container>): Container[] {
  const path: Container[] = [];
  let known = true;
  for (const box of unit.path) {
    const counterpart: Container | undefined = known ? boxes.get(box) : undefined;
    known = counterpart !== undefined;
    path.push(counterpart ?? box);
  }
  return path;
}

/** Old box → new box, by the blocks that stayed in both; a box that has no counterpart is missing. */
function mapBoxes(
  old: readonly Unit[],
  next: readonly Unit[],
  inPlace: readonly Pairing[],
): Map<Container, Container> {
  const votes = new Map<Container, Map<Container, number>>();
  for (const pairing of inPlace) {
    const [a, b] = [old[pairing.old[0]!]!.path, next[pairing.new[0]!]!.path];
    for (let depth = 0; depth < a.length && depth < b.length; depth++) {
      const [from, to] = [a[depth]!, b[depth]!];
      if (from.type !== to.type) break;
      const counts = votes.get(from) ?? new Map<Container, number>();
      counts.set(to, (counts.get(to) ?? 0) + 1);
      votes.set(from, counts);
    }
  }
  const boxes = new Map<Container, Container>();
  for (const [from, counts] of votes) {
    let best: Container | undefined;
    for (const [to, count] of counts) if (best === undefined || count > counts.get(best)!) best = to;
    if (best) boxes.set(from, best);
  }
  return boxes;
}

/** Entries in order → tree of rows with lists, items and quotes around them. */
export function buildTree(entries: readonly Entry[], boxes: ReadonlyMap<Container, Container>): Row[] {
  const known = new Set(boxes.values());
  const root: Row[] = [];
  const stack: { box: Container; rows: Row[]; list?: ListRow }[] = [];
  for (const entry of entries) {
    const path = entry.new ? entry.new.path : placePath(entry.old!, boxes);
    let depth = 0;
    while (depth < stack.length && depth < path.length && stack[depth]!.box === path[depth]) depth++;
    stack.length = depth;
    for (const box of path.slice(depth)) {
      const parent = stack.at(-1);
      const side: Side = known.has(box) ? 'both' : entry.side === 'both' ? 'both' : entry.side;
      if (box.type === 'list') {
        const list: ListRow = {
          type: 'list',
          side,
          ordered: box.ordered ?? false,
          start: box.start ?? 1,
          tight: box.tight ?? true,
          items: [],
        };
        (parent?.rows ?? root).push(list);
        stack.push({ box, rows: [], list });
      } else if (box.type === 'item') {
        const item: ListRow['items'][number] = { side, rows: [] };
        if (entry.move !== undefined && side !== 'both') item.move = entry.move;
        if (entry.form && side !== 'both') item.form = true;
        parent?.list?.items.push(item);
        stack.push({ box, rows: item.rows });
      } else {
        const group: GroupRow = { type: box.type, side, rows: [] };
        (parent?.rows ?? root).push(group);
        stack.push({ box, rows: group.rows });
      }
    }
    (stack.at(-1)?.rows ?? root).push(entry.row);
  }
  return root;
}

/** A text row for a block. */
export function textRow(unit: Unit, side: Side, runs: TextRow['runs']): TextRow {
  const type =
    unit.type === 'heading' || unit.type === 'code' || unit.type === 'term' ? unit.type : 'paragraph';
  return { type, side, runs, ...(type === 'heading' ? { level: unit.level } : {}) };
}

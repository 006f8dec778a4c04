import { blockOf, type Draft, referenceOf } from './drafts.ts';
import type { Container, Unit } from './flatten.ts';
import type { Entry } from './merge.ts';
import type { Segment } from './redline.ts';
import { runListsOf } from './replacements.ts';
import { entrySegments, linesOf, mergeSegments, textOf } from './segments.ts';

/** Lists of which two or more items moved inside, unedited: re-ordered, which is one finding. */
export function findReordered(moves: ReadonlyMap<number, readonly Entry[]>): Map<number, Entry[]> {
  const lists = new Map<Container, { from: Container; moves: number[]; entries: Entry[] }>();
  for (const [move, entries] of moves) {
    const [gone, come] = [
      entries.find((entry) => entry.side === 'old'),
      entries.find((entry) => entry.side === 'new'),
    ];
    const [from, to] = [innerList(gone?.old), innerList(come?.new)];
    const whole =
      entries.length === 2 &&
      entries.every(
        (entry) =>
          !entry.form &&
          runListsOf(entry)
            .flat()
            .every((run) => run.op === 'same'),
      );
    if (!gone || !come || !from || !to || !whole) continue;
    const known = lists.get(to) ?? { from, moves: [], entries: [] };
    if (known.from !== from) continue;
    known.moves.push(move);
    known.entries.push(come, gone);
    lists.set(to, known);
  }
  const found = new Map<number, Entry[]>();
  for (const list of lists.values()) {
    if (list.moves.length < 2) continue;
    // In reading order of the new places; the first of them carries the finding.
    list.entries.sort(
      (a, b) =>
        Number(b.side === 'new') - Number(a.side === 'new') || (a.new?.index ?? 0) - (b.new?.index ?? 0),
    );
    for (const move of list.moves) found.set(move, list.entries);
  }
  return found;
}

const innerList = (unit: Unit | undefined): Container | undefined =>
  unit?.path.findLast((box) => box.type === 'list');

/** One finding for a block that moved, with what was edited inside it. */
export function moveDraft(entries: readonly Entry[], move: number): Draft {
  const [gone, come] = [
    entries.filter((entry) => entry.side === 'old'),
    entries.filter((entry) => entry.side === 'new'),
  ];
  const first = come[0]!;
  const segments = mergeSegments(
    come.flatMap((entry, index): Segment[] => [
      ...(index > 0 ? [{ type: 'same' as const, text: '\n' }] : []),
      ...entrySegments(entry),
    ]),
  );
  return {
    kind: 'moved',
    clause: { old: referenceOf(gone[0]?.old), new: referenceOf(first.new) },
    old: gone.map((entry) => textOf(entry, 'old')).join('\n'),
    new: come.map((entry) => textOf(entry, 'new')).join('\n'),
    count: 1,
    segments,
    block: first.new!.opens && entries.length > 2 ? 'clause' : blockOf(first.new!),
    move,
    marks: entries.flatMap((entry) => [
      entry.row,
      ...linesOf(entry),
      ...runListsOf(entry)
        .flat()
        .filter((run) => run.op !== 'same' || run.change),
    ]),
  };
}

import { blockOf, type Draft, placeOf } from './drafts.ts';
import type { Entry } from './merge.ts';
import type { Run, Segment } from './redline.ts';
import { runListsOf, type Term } from './replacements.ts';
import { entrySegments, mergeSegments, segmentsOf, sideText } from './segments.ts';

/** Findings about several places: a block and those that it became, a term replaced throughout. */

type DraftBase = Omit<Draft, 'kind' | 'old' | 'new' | 'segments'>;
/** Whether a run shows a change that no other finding has taken. */
type IsOpen = (run: Run) => boolean;

/** A block that became several: one finding, with the words that changed on the way. */
export function splitDraft(group: readonly Entry[], base: DraftBase, isOpen: IsOpen): Draft {
  const all = group.map((member) => segmentsOf(runListsOf(member).flat()));
  const runs = group.flatMap((member) => runListsOf(member).flat());
  return {
    ...base,
    kind: 'split',
    old: sideText(
      all.flatMap((segments): Segment[] => [...segments, { type: 'same', text: ' ' }]),
      'old',
    ),
    new: all.map((segments) => sideText(segments, 'new')).join('\n'),
    segments: inLines(all),
    marks: [...group.map((member) => member.row), ...runs.filter(isOpen)],
  };
}

/** A block in a new form, with the blocks that it became: a matter of format, unless words changed too. */
export function formDraft(all: readonly Entry[], base: DraftBase, isOpen: IsOpen): Draft {
  const segments = inLines(all.map(entrySegments));
  const runs = all.flatMap((member) => runListsOf(member).flat());
  const edited = runs.some(
    (run) => isOpen(run) && run.op !== 'same' && run.change === undefined && /[\p{L}\p{N}]/u.test(run.text),
  );
  const marks = [...all.map((member) => member.row), ...runs.filter(isOpen)];
  return {
    ...base,
    kind: edited ? 'changed' : 'format',
    old: sideText(segments, 'old'),
    new: sideText(segments, 'new'),
    segments,
    marks,
  };
}

/** A part a line. */
const inLines = (parts: readonly Segment[][]): Segment[] =>
  mergeSegments(
    parts.flatMap((segments, part): Segment[] => [
      ...(part > 0 ? [{ type: 'same' as const, text: '\n' }] : []),
      ...segments,
    ]),
  );

/** One finding for a term in all its places, shown at the first. */
export function termDraft(term: Term): Draft {
  const { entry } = term.places[0]!;
  const own = new Set(term.places.flatMap((place) => [...place.removed, ...place.added]));
  const list = runListsOf(entry).find((runs) => runs.some((run) => own.has(run))) ?? [];
  const segments = segmentsOf(list);
  return {
    kind: 'changed',
    ...placeOf(entry),
    old: sideText(segments, 'old'),
    new: sideText(segments, 'new'),
    count: term.places.length,
    segments,
    block: blockOf(entry.new ?? entry.old!),
    term: { old: term.old, new: term.new },
    marks: [...own],
  };
}

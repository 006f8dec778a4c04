import type { Day } from '../policy/day.ts';
import type { Duty } from './duties.ts';
import { letterId } from './letter-id.ts';
import type { Notice } from './plan.ts';

interface Draft {
  duty: Duty;
  notice: Notice;
}

/**
 * One letter for all policies that change on one day. Notices of one kind and effective day share a letter when
 * they are due on the same day, or when waiting for the last of them lets none begin after its `startBy`. Notices
 * begun together stay together. One that cannot start on its day (no approval, say) holds nobody up: it goes alone.
 */
export function groupLetters(drafts: readonly Draft[]): Draft[] {
  const alone = drafts.filter(({ notice }) => notice.due === null);
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    if (draft.notice.due === null) continue;
    const key = `${draft.notice.effective} ${draft.notice.kind} ${companyOf(draft)}`;
    groups.set(key, [...(groups.get(key) ?? []), draft]);
  }
  return [...alone, ...[...groups.values()].flatMap(splitByDay).flatMap(asLetter)];
}

/** Which drafts may go together at all: begun ones by their letter, stuck ones by themselves, all others. */
function companyOf({ duty, notice }: Draft): string {
  if (duty.began !== null) return `begun ${duty.begunLetter ?? duty.began}`;
  const stuck = notice.due! <= duty.today && notice.problems.some((problem) => problem.severity === 'error');
  return stuck ? `stuck ${notice.policy} ${notice.version}` : 'open';
}

function splitByDay(drafts: Draft[]): Draft[][] {
  if (drafts[0]!.duty.began !== null) return [drafts];
  const inOrder = drafts.toSorted((a, b) => a.notice.due!.localeCompare(b.notice.due!));
  const groups: Draft[][] = [];
  for (const draft of inOrder) {
    const group = groups.at(-1);
    if (group && canWait(group, draft.notice.due!)) group.push(draft);
    else groups.push([draft]);
  }
  return groups;
}

/** `due` is not before any day in the group; waiting is fine when it is the same day or still early enough. */
function canWait(group: readonly Draft[], due: Day): boolean {
  return group.every(({ notice }) => notice.due === due || due <= notice.startBy);
}

function asLetter(group: Draft[]): Draft[] {
  const { effective, kind } = group[0]!.notice;
  // A letter that has begun keeps its name when one of its notices is withdrawn: people wait for it under that name.
  const letter =
    group[0]!.duty.begunLetter ??
    letterId(
      kind,
      effective,
      group.map(({ notice }) => notice),
    );
  const due = group
    .map(({ notice }) => notice.due!)
    .sort()
    .at(-1)!;
  return group.map(({ duty, notice }) => ({
    duty,
    notice: { ...notice, due: duty.began === null ? due : notice.due, letter },
  }));
}

import { addDays, type Day } from '../../policy/day.ts';
import type { FoundDates } from './dates.ts';

/** The days of one version of a history. */
export interface VersionDays {
  published: Day;
  effective: Day;
  dates: 'text' | 'commit' | 'archive';
  /** The words of the text that give the effective day; null where it is the commit's or archive's. */
  effectiveText: string | null;
  doubts: string[];
}

/** The words stand in `effectiveText`; here they would make each version's remark another. */
const updatedOnly = 'The text says when it was updated, not when it took effect; that day was taken.';

/** What is found in texts about days further away than this from the day on which they were seen is a slip. */
const furthest = 400;

/**
 * Days of a history's versions, oldest first. A day in the text wins as the effective one if it is certain: whole,
 * contradicted by nothing in the text, changed since the version before (one left standing through an edit dates the earlier
 * text), not before that version's, and within 400 days. Else it is the day of the commit or archive. A text that applied
 * before it was seen was posted by then, as it says itself. Days never run backwards.
 */
export function datePast(
  past: readonly { day: Day; source: 'commit' | 'archive'; dates: FoundDates }[],
): VersionDays[] {
  const found: VersionDays[] = [];
  let stated: string | null = null;
  for (const { day: own, source, dates } of past) {
    const before = found.at(-1);
    const doubts: string[] = [];
    const day = before && own < before.published ? before.published : own;
    const seen = source === 'commit' ? 'the commit' : 'the archive';
    if (day !== own)
      doubts.push(`The day of ${seen} (${own}) is before that of the version before; ${day} was taken.`);
    const told = dates.certain ? dates.effective : null;
    const refused = told && whyNot(told, day, before, stated);
    if (told) stated = told;
    if (told && !refused) {
      found.push({
        published: [told, day].sort()[0]!,
        effective: told,
        dates: 'text',
        effectiveText: dates.effectiveText,
        doubts: [...doubts, ...(dates.stated === 'updated' ? [updatedOnly] : [])],
      });
      continue;
    }
    const effective = before && day < before.effective ? before.effective : day;
    if (refused)
      doubts.push(`The text says "${dates.effectiveText}", ${refused}; the day of ${seen} was taken.`);
    else if (dates.effective !== 'unknown')
      doubts.push(
        ...dates.doubts,
        `Its date is not certain ("${dates.effectiveText}"); the day of ${seen} was taken.`,
      );
    if (effective !== day)
      doubts.push(
        `It was changed while the version before was announced for ${effective}; that day was taken, but it may have applied at once.`,
      );
    found.push({ published: day, effective, dates: source, effectiveText: null, doubts });
  }
  return found;
}

function whyNot(told: Day, day: Day, before: VersionDays | undefined, stated: string | null): string | null {
  if (told > addDays(day, furthest)) return 'more than 400 days ahead';
  if (!before) return null;
  // Edited again before it takes effect, a text keeps its day.
  if (told === stated && told < day) return 'as the version before did already';
  if (told < before.effective) return 'before the day of the version before';
  if (told < addDays(day, -furthest)) return 'more than 400 days earlier';
  return null;
}

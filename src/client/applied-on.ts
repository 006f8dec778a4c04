/** A row of the table of periods; days as ISO strings, which compare as text. */
export interface Spell {
  version: string;
  /** Null where the beginning is not known. */
  from: string | null;
  /** The first day that is certain, where the source gives a month or a year only; else the same as `from`. */
  certain: string | null;
  /** The last day; null while no end is announced. */
  until: string | null;
}

export type Answer =
  /** `row`: index of the spell. `announced`: a day after the records were made, as far as they knew. */
  | { kind: 'applied' | 'announced' | 'perhaps'; version: string; row: number }
  /** Before the first version. */
  | { kind: 'before' }
  /** Between versions, or after the last was withdrawn. */
  | { kind: 'none' }
  | { kind: 'notADay' };

/**
 * Which version applied on a day. `spells` by rising beginning; `asOf` is the day the records were made.
 * `perhaps`: the beginning of the version is not known, or not to the day.
 */
export function versionOn(spells: readonly Spell[], asked: string, asOf: string): Answer {
  if (!isCalendarDay(asked)) return { kind: 'notADay' };
  const row = spells.findLastIndex(
    ({ from, until }) => (from === null || from <= asked) && (until === null || asked <= until),
  );
  const spell = spells[row];
  if (!spell) return { kind: spells[0]?.from && asked < spells[0].from ? 'before' : 'none' };
  const sure = spell.certain !== null && spell.certain <= asked;
  return { kind: !sure ? 'perhaps' : asked > asOf ? 'announced' : 'applied', version: spell.version, row };
}

/** Without Temporal, which not every browser has. */
function isCalendarDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

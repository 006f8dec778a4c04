import { type Day, isDay } from '../policy/day.ts';
import { profileFor } from '../policy/timeline.ts';
import type { PolicyView } from './policy-view.ts';

/** One span in which a version applied, for `/<policy>/on/`. */
export interface PolicySpell {
  version: string;
  /** As the version states it: a day, `2014-04`, `2014` or `unknown`. */
  stated: string;
  /** The first day on which it may have applied; null when not known. */
  from: Day | null;
  /** The first day on which it surely applied; null when not known. */
  certain: Day | null;
  /** The last day; null while no end is announced. */
  until: Day | null;
  /** True when data collected in the span stays under this text (heldData of its own promise). */
  keeps: boolean;
}

/** Every span of every shown version, by rising beginning. */
export function spellsOf(view: PolicyView): PolicySpell[] {
  const spells = view.versions.flatMap(({ version, number, periods }) =>
    periods.map((period, index): PolicySpell => {
      const { effective, imported } = version.fields;
      const stated = index === 0 && imported ? effective : period.from;
      const keeps = profileFor(view.policy, number)?.heldData === 'as-collected';
      if (stated === 'unknown')
        return { version: number, stated, from: null, certain: null, until: period.until, keeps };
      return {
        version: number,
        stated,
        from: firstDay(stated),
        certain: lastDay(stated),
        until: period.until,
        keeps,
      };
    }),
  );
  return spells.sort((a, b) => (a.from ?? '').localeCompare(b.from ?? ''));
}

const firstDay = (date: string): Day => `${date}-01-01`.slice(0, 10);

/** The last day that a month or a year may mean: from then on it surely applied. */
function lastDay(date: string): Day {
  if (isDay(date)) return date;
  const [year, month] = date.split('-').map(Number);
  return Temporal.PlainYearMonth.from({ year: year ?? 0, month: month ?? 12 })
    .add({ months: 1 })
    .toPlainDate({ day: 1 })
    .subtract({ days: 1 })
    .toString();
}

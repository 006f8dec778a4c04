import { addDays, type Day } from '../policy/day.ts';
import { effectiveDay, inForceOn, type Policy, publishedDay, type Version } from '../policy/timeline.ts';

/** A span of days in which one version applies; `until` is the last day, null while no end is announced. */
export interface Period {
  from: Day;
  until: Day | null;
}

/**
 * When each version applied, applies, or is announced to apply, as known on `today`: a day gone by is judged by
 * what was known on it, a day to come by what is known on `today`. Most versions have one period; one that came back
 * into force because its successor was withdrawn has two, one that was replaced on its first day has none.
 */
export function periodsInForce(policy: Policy, today: Day): Map<Version, Period[]> {
  const known = knownPeriods.get(policy) ?? new Map<Day, Map<Version, Period[]>>();
  knownPeriods.set(policy, known);
  const periods = known.get(today) ?? findPeriods(policy, today);
  known.set(today, periods);
  return periods;
}

/** Every page about a version asks who came after it: a history of 200 versions is worked out once. */
const knownPeriods = new WeakMap<Policy, Map<Day, Map<Version, Period[]>>>();

function findPeriods(policy: Policy, today: Day): Map<Version, Period[]> {
  const turns = new Set<Day>();
  for (const version of policy.versions) {
    if (version.fields.draft || publishedDay(version) > today) continue;
    turns.add(effectiveDay(version));
    // A version posted after its own effective day (imported) was not known before it was posted.
    if (publishedDay(version) > effectiveDay(version)) turns.add(publishedDay(version));
  }
  for (const withdrawal of policy.settings.withdrawn) if (withdrawal.on <= today) turns.add(withdrawal.on);
  const spells: { version: Version; from: Day; until: Day | null }[] = [];
  let ruling: Version | undefined;
  for (const day of [...turns].sort()) {
    const version = inForceOn(policy, day, day < today ? day : today);
    if (version === ruling) continue;
    const ending = spells.at(-1);
    if (ending && ruling) ending.until = addDays(day, -1);
    if (version) spells.push({ version, from: day, until: null });
    ruling = version;
  }
  const periods = new Map<Version, Period[]>();
  for (const { version, from, until } of spells)
    periods.set(version, [...(periods.get(version) ?? []), { from, until }]);
  return periods;
}

/** The version that takes over from `version`, and its first day; undefined while none is announced. */
export function successorOf(
  policy: Policy,
  version: Version,
  today: Day,
): { version: Version; from: Day } | undefined {
  const all = periodsInForce(policy, today);
  const last = all.get(version)?.at(-1);
  if (!last?.until) return undefined;
  const from = addDays(last.until, 1);
  for (const [other, periods] of all)
    if (periods.some((period) => period.from === from)) return { version: other, from };
  return undefined;
}

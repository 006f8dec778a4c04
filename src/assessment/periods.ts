const daysOf: Record<string, number> = { hour: 1 / 24, day: 1, week: 7, month: 30.4, year: 365 };

/** `30 days` → 30; null when the unit is no period. */
export function daysIn(label: string): number | null {
  const [value, unit] = label.toLowerCase().split(/\s+/);
  const days = daysOf[(unit ?? '').replace(/s$/, '')];
  const number = Number(value?.replace(',', '.'));
  return days === undefined || Number.isNaN(number) ? null : number * days;
}

/** Whether one period (or bare number) became longer (higher) or shorter (lower); empty when it cannot be said. */
export function comparePeriods(
  from: readonly string[],
  to: readonly string[],
): '' | 'longer' | 'shorter' | 'higher' | 'lower' {
  if (from.length !== 1 || to.length !== 1) return '';
  const [a, b] = [daysIn(from[0]!), daysIn(to[0]!)];
  if (a !== null && b !== null) return b > a ? 'longer' : b < a ? 'shorter' : '';
  const [x, y] = [from[0]!, to[0]!].map((label) => Number(label.replace(/[^\d.]/g, '')));
  if (!x || !y) return '';
  return y > x ? 'higher' : y < x ? 'lower' : '';
}

const daysOf: Record<string, number> = { hour: 1 / 24, day: 1, week: 7, month: 30.4, quarter: 91, year: 365 };

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

/** Lengths that are the same by any reckoning: `2 weeks` and `14 days`, `12 months` and `1 year`; not `30 days` and `1 month`. */
export function samePeriod(a: string, b: string): boolean {
  const [x, y] = [exactly(a), exactly(b)];
  return x !== null && x === y;
}

const exactUnits: Record<string, [family: string, size: number]> = {
  minute: ['hours', 1 / 60],
  hour: ['hours', 1],
  day: ['hours', 24],
  week: ['hours', 168],
  month: ['months', 1],
  quarter: ['months', 3],
  year: ['months', 12],
};

function exactly(label: string): string | null {
  const [value, unit] = label.toLowerCase().split(/\s+/);
  const known = exactUnits[(unit ?? '').replace(/s$/, '')];
  const number = Number(value?.replace(',', '.'));
  return known === undefined || Number.isNaN(number) ? null : `${number * known[1]} ${known[0]}`;
}

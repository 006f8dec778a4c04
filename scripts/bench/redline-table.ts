/** What the benchmark's report gives for one tool; shares are 0 to 1. */
export interface Summary {
  name: string;
  faith_exact: number;
  sound: number;
  f1: number;
  f1_nomove: number;
  exact: number;
  moves_found: string;
  econ_gmean: number;
  islands: number;
  frags: number;
  midword: number;
  quiet_ok: string;
  wall_med: number;
  wall_p95: number;
  rss_med: number;
}

interface Measure {
  name: string;
  of: (tool: Summary) => number;
  show: (tool: Summary) => string;
  aim: number;
  /** True: larger is better. */
  up: boolean;
}

const share = (text: string): number => {
  const [found, all] = text.split('/').map(Number);
  return all ? (found ?? 0) / all : 1;
};
const percent = (value: number) => `${(100 * value).toFixed(0)} %`;
const number = (key: keyof Summary, digits: number) => (tool: Summary) => Number(tool[key]).toFixed(digits);

const measures: Measure[] = [
  {
    name: 'faithful, exact',
    of: (tool) => tool.faith_exact,
    show: (tool) => percent(tool.faith_exact),
    aim: 1,
    up: true,
  },
  { name: 'sound', of: (tool) => tool.sound, show: (tool) => percent(tool.sound), aim: 1, up: true },
  { name: 'F1 with moves', of: (tool) => tool.f1, show: number('f1', 3), aim: 0.97, up: true },
  {
    name: 'F1 without move credit',
    of: (tool) => tool.f1_nomove,
    show: number('f1_nomove', 3),
    aim: 0.99,
    up: true,
  },
  {
    name: 'moves found',
    of: (tool) => share(tool.moves_found),
    show: (tool) => tool.moves_found,
    aim: 18 / 19,
    up: true,
  },
  {
    name: 'synthetic cases exactly right',
    of: (tool) => tool.exact,
    show: (tool) => percent(tool.exact),
    aim: 0.9,
    up: true,
  },
  {
    name: 'economy, geometric mean',
    of: (tool) => tool.econ_gmean,
    show: number('econ_gmean', 2),
    aim: 1.12,
    up: false,
  },
  { name: 'islands per pair', of: (tool) => tool.islands, show: number('islands', 1), aim: 4, up: false },
  {
    name: 'fragments per changed sentence',
    of: (tool) => tool.frags,
    show: number('frags', 2),
    aim: 1.4,
    up: false,
  },
  { name: 'word cuts per pair', of: (tool) => tool.midword, show: number('midword', 1), aim: 0, up: false },
  {
    name: 'silent on no-change cases',
    of: (tool) => share(tool.quiet_ok),
    show: (tool) => tool.quiet_ok,
    aim: 1,
    up: true,
  },
];

/** One row for each measure: ours, the aim and whether it is met, the other tools, and our ratio to the best of them. */
export function printTable(tools: readonly Summary[], cases: number): string {
  const [mine, ...others] = tools;
  if (!mine) return 'No results.\n';
  const head = [
    'measure',
    mine.name,
    'aim',
    'met',
    ...others.map((tool) => tool.name),
    ...(others.length > 0 ? ['ours : best of these'] : []),
  ];
  const rows = measures.map((measure) => {
    const value = measure.of(mine);
    const met = measure.up ? value >= measure.aim - 1e-9 : value <= measure.aim + 1e-9;
    const values = others.map(measure.of);
    const best = measure.up ? Math.max(...values) : Math.min(...values);
    const ratio =
      others.length === 0
        ? []
        : [best === 0 ? (value === 0 ? 'equal' : '–') : `× ${(value / best).toFixed(2)}`];
    const aim = `${measure.up ? '≥' : '≤'} ${measure.aim === 18 / 19 ? '18 of 19' : measure.aim <= 1 && measure.up ? percent(measure.aim) : measure.aim}`;
    return [measure.name, measure.show(mine), aim, met ? 'yes' : 'NO', ...others.map(measure.show), ...ratio];
  });
  rows.push([
    'seconds per case, median / p95 (start included)',
    ...[mine].map(seconds),
    '',
    '',
    ...others.map(seconds),
    ...(others.length > 0 ? [''] : []),
  ]);
  return `Open half of the benchmark, ${cases} cases.\n\n${[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`;
}

const seconds = (tool: Summary) => `${tool.wall_med.toFixed(2)} / ${tool.wall_p95.toFixed(2)}`;

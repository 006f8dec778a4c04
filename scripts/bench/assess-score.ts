/** Counting for the benchmark of the assessment. */

export interface Verdict {
  id: string;
  /** Document family: pairs of one company's documents stand or fall together. */
  group: string;
  truth: boolean;
  said: boolean;
  borderline: boolean;
}

export const ratio = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(2));

interface Figures {
  precision: number;
  recall: number;
  f1: number;
}

export function figures(verdicts: readonly Pick<Verdict, 'truth' | 'said'>[]): Figures {
  const hits = verdicts.filter((one) => one.truth && one.said).length;
  const precision = hits / Math.max(1, verdicts.filter((one) => one.said).length);
  const recall = hits / Math.max(1, verdicts.filter((one) => one.truth).length);
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

/** One line of the table. */
export function score(name: string, verdicts: readonly Verdict[]): string {
  const { precision, recall, f1 } = figures(verdicts);
  const wrong = verdicts.filter((one) => one.truth !== one.said).length;
  return `${name.padEnd(35)}${precision.toFixed(2).padEnd(11)}${recall.toFixed(2).padEnd(8)}${f1.toFixed(2).padEnd(8)}${wrong} of ${verdicts.length}`;
}

const folds = 5;

/**
 * Families dealt into folds, largest first. The rules have nothing to fit, so each fold is simply measured: the
 * spread says how much the figure hangs on single families. The word-count baseline is fitted on the other folds.
 */
export function crossValidate(verdicts: readonly Verdict[], words: readonly number[]): string[] {
  const families = Map.groupBy(verdicts.keys(), (index) => verdicts[index]!.group);
  const dealt: number[][] = Array.from({ length: folds }, () => []);
  for (const indices of [...families.values()].sort((a, b) => b.length - a.length)) {
    dealt.reduce((least, fold) => (fold.length < least.length ? fold : least)).push(...indices);
  }
  const ours = dealt.map((fold) => figures(fold.map((index) => verdicts[index]!)));
  const fitted = dealt.flatMap((fold) => {
    const others = dealt.filter((other) => other !== fold).flat();
    const limit = bestLimit(others.map((index) => ({ truth: verdicts[index]!.truth, words: words[index]! })));
    return fold.map((index) => ({ truth: verdicts[index]!.truth, said: words[index]! >= limit }));
  });
  const baseline = figures(fitted);
  const span = (pick: (one: Figures) => number) => {
    const all = ours.map(pick);
    const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
    return `${mean.toFixed(2)} (${Math.min(...all).toFixed(2)}–${Math.max(...all).toFixed(2)})`;
  };
  return [
    `Over ${families.size} families in ${folds} folds: precision ${span((one) => one.precision)}, recall ${span((one) => one.recall)}, F1 ${span((one) => one.f1)}`,
    `Word-count baseline, its limit fitted on the other folds: precision ${baseline.precision.toFixed(2)}, recall ${baseline.recall.toFixed(2)}, F1 ${baseline.f1.toFixed(2)}`,
    'The rules fit no parameter, but their authors have read these pairs: the figure for unseen documents is lower.',
  ];
}

function bestLimit(cases: readonly { truth: boolean; words: number }[]): number {
  let best = { limit: 1, f1: -1 };
  for (const limit of new Set(cases.map((one) => one.words))) {
    const { f1 } = figures(cases.map((one) => ({ truth: one.truth, said: one.words >= limit })));
    if (f1 > best.f1) best = { limit, f1 };
  }
  return best.limit;
}

/** Rows `label: right of all; wrong ones by name`. */
export function confusion(pairs: readonly { truth: string; said: string }[]): string[] {
  return [...Map.groupBy(pairs, (one) => one.truth)]
    .sort((a, b) => b[1].length - a[1].length)
    .map(([truth, list]) => {
      const wrong = [
        ...Map.groupBy(
          list.filter((one) => one.said !== truth),
          (one) => one.said,
        ),
      ].map(([said, all]) => `${said} ${all.length}`);
      return `  ${truth.padEnd(14)}${list.filter((one) => one.said === truth).length} of ${list.length}${wrong.length > 0 ? `; else ${wrong.join(', ')}` : ''}`;
    });
}

/** Letters and digits only, without links and tags: quotes come from the Markdown, changes from the parsed text. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

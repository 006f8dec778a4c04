import type { AssessedChange } from '../../assessment/assessment.ts';
import { type Clause, walkClauses } from '../../policy/document.ts';
import { classOrder } from '../../policy/fields.ts';
import { normalizeSpace } from '../../policy/text.ts';
import type { Highlight } from '../../policy/version.ts';
import { named, shorten } from './rule.ts';
import type { TextRule } from './text-rule.ts';

/**
 * The short layer must move with the long one: a highlight that stayed while a clause it sums up changed, and one that
 * says something new of clauses that stayed.
 */
export const checkHighlights: TextRule = ({ version, previous, assessment }, report) => {
  if (!previous || !assessment) return;
  const { highlights } = version.fields;
  const bound = highlights.map(({ clauses }) => withClausesBelow(version.document.clauses, clauses));
  for (const [index, highlight] of highlights.entries()) {
    const before = previousHighlight(highlight, previous.fields.highlights);
    if (!before || highlight.clauses.length === 0) continue;
    const path = ['highlights', index, 'text'];
    const reworded = textOf(before) !== textOf(highlight);
    const changes = assessment.changes.filter((change) => idsOf(change).some((id) => bound[index]?.has(id)));
    const grave = changes.filter(
      (change) =>
        classOrder[change.class] >= classOrder.material &&
        !isCoveredElsewhere(change, index, bound, highlights),
    );
    const [first] = grave;
    if (!reworded && first) {
      report(
        { path },
        {
          rule: 'highlight-stale',
          severity: 'warning',
          message: `the highlight "${shorten(highlight.title)}" is as it was in ${named(previous)}, but ${clausesOf(grave)} changed materially: ${whyStale(highlight, grave)}`,
          remedy:
            'Say in the highlight what the clause now says. If it is still true and complete, silence this finding with a reason.',
        },
      );
    }
    const untouched = changes.every(({ class: one }) => one === 'editorial');
    if (reworded && untouched && before.clauses.every((id) => highlight.clauses.includes(id)))
      report(
        { path },
        {
          rule: 'highlight-ahead',
          severity: figuresOf(before) === figuresOf(highlight) ? 'advice' : 'warning',
          message: `the highlight "${shorten(highlight.title)}" is worded anew, but the clauses that it sums up (${highlight.clauses.join(', ')}) say what they said in ${named(previous)}`,
          remedy:
            'If the practice changes, change the clauses too: they bind, the highlight does not. If it is only said better, nothing is to be done.',
        },
      );
  }
};

/** The figure that the highlight still has and its clauses do not; else the reason for the gravest change. */
function whyStale({ title, text }: Highlight, grave: readonly AssessedChange[]): string {
  const wordsOf = (side: 'old' | 'new') => ` ${grave.map((change) => change[side] ?? '').join(' ')} `;
  const holds = (words: string, figure: string) =>
    new RegExp(`(?<![\\p{N}.,])${figure.replace(/\./g, '\\.')}(?![.,]?\\p{N})`, 'u').test(words);
  const lost = (`${title} ${text}`.match(/\d+(?:[.,]\d+)*/g) ?? []).find(
    (figure) => holds(wordsOf('old'), figure) && !holds(wordsOf('new'), figure),
  );
  const change = lost && grave.find(({ old }) => holds(old ?? '', lost));
  const reason = (change || grave[0])?.reasons[0]?.text ?? 'see the redline';
  return lost ? `it says ${lost}, which the clause no longer does (${reason})` : reason;
}

const textOf = ({ title, text }: Highlight): string => normalizeSpace(`${title} ${text}`).toLowerCase();
const figuresOf = ({ text }: Highlight): string => (text.match(/\d+(?:[.,]\d+)*/g) ?? []).join(' ');
const idsOf = ({ clause }: AssessedChange): string[] =>
  [clause.new?.id, clause.old?.id].filter((id) => id !== undefined);

/** The same highlight in the version before: by its title, its text, or most clauses in common. */
function previousHighlight(highlight: Highlight, before: readonly Highlight[]): Highlight | undefined {
  const same = (a: string, b: string) => normalizeSpace(a).toLowerCase() === normalizeSpace(b).toLowerCase();
  const twin = before.find(({ title, text }) => same(title, highlight.title) || same(text, highlight.text));
  if (twin) return twin;
  const shared = (other: Highlight) => other.clauses.filter((id) => highlight.clauses.includes(id)).length;
  const [best] = before.toSorted((a, b) => shared(b) - shared(a));
  return best && shared(best) * 2 > highlight.clauses.length ? best : undefined;
}

/** A change in a clause that another, reworded highlight is bound to by name, while this one has only the clause above it. */
function isCoveredElsewhere(
  change: AssessedChange,
  index: number,
  bound: readonly ReadonlySet<string>[],
  highlights: readonly Highlight[],
): boolean {
  const ids = idsOf(change);
  if (ids.some((id) => highlights[index]?.clauses.includes(id))) return false;
  return bound.some(
    (_, other) => other !== index && ids.some((id) => highlights[other]?.clauses.includes(id)),
  );
}

/** A clause that is named stands for those under it. */
function withClausesBelow(clauses: readonly Clause[], named: readonly string[]): Set<string> {
  const ids = new Set(named);
  for (const clause of walkClauses(clauses))
    if (named.includes(clause.id)) for (const below of walkClauses(clause.children)) ids.add(below.id);
  return ids;
}

function clausesOf(changes: readonly AssessedChange[]): string {
  const names = changes.map(({ clause }) => {
    const place = clause.new ?? clause.old;
    return [place?.number, place?.title].filter(Boolean).join(' ') || (place?.id ?? '');
  });
  const unique = [...new Set(names)];
  return `its ${unique.length === 1 ? 'clause' : 'clauses'} ${unique.map((name) => `"${shorten(name)}"`).join(', ')}`;
}

import type { Finding } from './engine.ts';
import { readableTerms } from './vocabulary/en/readable.ts';

const mostTerms = 7;
const mostOfOneRule = 2;

/** What the rules tell customers, one text for each rule, each term once. */
export function tellings(findings: readonly Finding[]): string[] {
  const byRule = Map.groupBy(
    findings.filter(({ tell }) => tell !== undefined && !bareNumbers.test(tell)),
    ({ rule }) => rule.id,
  );
  return [...byRule].map(([id, list]) => joined(id, list, byRule)).filter((text) => text !== '');
}

/** Figures without what they count tell nobody anything. */
const bareNumbers = /^[\d.,%€$£¥ ]+(?:became|is)\b/;

/** The words that stand for `{terms}` in what a rule tells; none when it has other words. */
function termsIn({ rule, tell = '' }: Finding): string[] {
  const template = rule.tell ?? '';
  return template.endsWith('{terms}') ? tell.slice(template.length - '{terms}'.length).split(', ') : [];
}

/** `we now name a, b` and `we now name b, c` → `we now name a, b and c`; what the same subject lost elsewhere left out. */
function joined(
  id: string,
  findings: readonly Finding[],
  all: ReadonlyMap<string, readonly Finding[]>,
): string {
  const template = findings[0]!.rule.tell ?? '';
  if (!template.endsWith('{terms}'))
    return [...new Set(findings.map(({ tell }) => tell))].slice(0, mostOfOneRule).join('; ');
  const other = /-added$/.test(id) ? id.replace(/added$/, 'removed') : id.replace(/removed$/, 'added');
  const elsewhere = new Set(other === id ? [] : (all.get(other) ?? []).flatMap(termsIn));
  const terms = [...new Set(findings.flatMap(termsIn))].filter((term) => !elsewhere.has(term));
  return terms.length === 0 ? '' : template.replace('{terms}', () => readable(terms));
}

/** `a, b and c`, in words that readers know. */
function readable(terms: readonly string[]): string {
  const words = [...new Set(terms.map((term) => readableTerms[term] ?? term))];
  if (words.length > mostTerms) return `${words.slice(0, mostTerms).join(', ')} and more`;
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

import type { Finding } from './engine.ts';
import { readable } from './vocabulary/en/readable.ts';

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

/** `we now name a, b` and `we now name b, c` → `we now name a, b and c`; what the same subject lost elsewhere left out. */
function joined(
  id: string,
  findings: readonly Finding[],
  all: ReadonlyMap<string, readonly Finding[]>,
): string {
  const template = findings[0]!.rule.tell ?? '';
  if (!template.includes('{terms}'))
    return [...new Set(findings.map(({ tell }) => tell))].slice(0, mostOfOneRule).join('; ');
  const other = /-added$/.test(id) ? id.replace(/added$/, 'removed') : id.replace(/removed$/, 'added');
  const elsewhere = new Set(other === id ? [] : (all.get(other) ?? []).flatMap((one) => one.terms));
  const terms = [...new Set(findings.flatMap((one) => one.terms))].filter((term) => !elsewhere.has(term));
  return terms.length === 0 ? '' : template.replace('{terms}', () => readable(terms));
}

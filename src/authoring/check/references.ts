import { walkClauses } from '../../policy/document.ts';
import { normalizeSpace } from '../../policy/text.ts';
import { shorten } from './rule.ts';
import type { TextRule } from './text-rule.ts';

/** `section 4.3`, `clauses 5 and 7`, `Ziffer 3.1`; not `section 5 of the Act`. */
const numbered =
  /\b(?:sections?|clauses?|Abschnitte?n?|Ziffern?|Klauseln?)\s+(\d{1,2}(?:\.\d{1,2}){0,3})(?:\s?\([a-z]\))?(?:\s*(?:,|and|or|to|und|bis|oder|–)\s*(\d{1,2}(?:\.\d{1,2}){0,3})(?![\d%]|\s*(?:days?|months?|years?|weeks?|hours?)))?/giu;
/** `the section "How we share data"`. */
const titled =
  /\b(?:sections?|clauses?|Abschnitt)\s+(?:(?:entitled|titled|called|headed|on|mit dem Titel)\s+)?["“„«]([^"“”„«»]{3,80})["”“»]/giu;
/** What follows or goes before the number of another text: `of the Act`, `GDPR`, `Civil Code section`. */
const elsewhereAfter =
  /^[^.;]{0,12}(?:\b(?:of|in|under|des|der)\s+(?:the\s+|our\s+|your\s+|its\s+)?(?!this\b|these\b|that section)(?:\p{Lu}|[\p{L}]+ (?:act|code|law|regulation|directive|agreement|terms|policy|contract|addendum))|\b(?:GDPR|DSGVO|CCPA|BGB|BDSG|TDDDG|Act|Code|Regulation|Directive)\b)|^[^.;]{0,40}\b(?:of|under) (?:the )?(?:Law|Act|Code|Regulation|Directive)\b/u;
/** A passage on clauses that all companies sign in the same words. */
const standardClauses = /standard contractual clauses|\bSCCs?\b|standardvertragsklauseln/iu;
const elsewhereBefore =
  /\b(?:GDPR|DSGVO|CCPA|CPRA|BGB|BDSG|Act|Code|Regulation|Directive|Law|Statute|Agreement|Addendum|DPA)[^.;]{0,20}$/u;

/** Words that send readers to another clause, where that clause is not there. */
export const checkReferences: TextRule = ({ version, passages }, report) => {
  const clauses = [...walkClauses(version.document.clauses)];
  const numbers = new Set(clauses.flatMap(({ number }) => (number ? [plain(number)] : [])));
  const titles = clauses.map(({ title }) => words(title)).filter((title) => title !== '');
  // A line of its own may be a heading that only people see.
  const lines = new Set(passages.filter(({ text }) => text.length < 100).map(({ text }) => words(text)));
  // Far above the last clause is no slip but the paragraph of a statute.
  const decimal = [...numbers].filter((number) => /^\d/.test(number));
  const last = Math.max(0, ...decimal.map(Number.parseFloat));
  for (const { text, line } of passages) {
    if (decimal.length >= 2 && !standardClauses.test(text))
      for (const match of text.matchAll(numbered)) {
        const after = text.slice(match.index + match[0].length);
        const before = text.slice(Math.max(0, match.index - 60), match.index);
        if (elsewhereAfter.test(after) || elsewhereBefore.test(before)) continue;
        const lost = [match[1], match[2]].filter(
          (one) => one !== undefined && !isThere(one, numbers) && Number.parseInt(one, 10) <= last + 5,
        );
        for (const number of lost)
          report(
            { line, phrase: match[0] },
            {
              rule: 'clause-reference',
              severity: 'warning',
              message: `the text refers to "${match[0]}", and there is no clause ${number} in this version`,
              remedy: `There are ${neighboursOf(number ?? '', decimal).join(', ')}. Better still, link to the clause: [${match[0]}](#its-id) is checked, too.`,
            },
          );
      }
    for (const match of text.matchAll(titled)) {
      const title = match[1] ?? '';
      const after = text.slice(match.index + match[0].length);
      const wanted = words(title);
      if (elsewhereAfter.test(after) || !/^[\p{Lu}\d]/u.test(title) || lines.has(wanted)) continue;
      if (titles.some((other) => other.includes(wanted) || wanted.includes(other))) continue;
      report(
        { line, phrase: match[0] },
        {
          rule: 'clause-reference',
          severity: 'warning',
          message: `the text refers to the section "${shorten(title)}", and no clause of this version has that title`,
          remedy: 'Use the title as the clause has it now, or link to the clause: [title](#its-id).',
        },
      );
    }
  }
};

/** Clauses beside the place of a number that is not there: those of the same clause above, else the last of the text. */
function neighboursOf(number: string, numbers: readonly string[]): string[] {
  const above = number.slice(0, number.lastIndexOf('.') + 1);
  const beside = numbers.filter((one) => above !== '' && one.startsWith(above));
  return beside.length > 0 ? beside.slice(-12) : ['…', ...numbers.slice(-6)];
}

const plain = (number: string): string =>
  number.replace(/^(?:§|section|clause|article)\s*/i, '').replace(/[.)\s]+$/, '');
const words = (text: string): string => normalizeSpace(text.replace(/[^\p{L}\p{N}]+/gu, ' ')).toLowerCase();

/** A clause, or the clause above clauses whose numbers begin so: `4` is there when `4.1` is. */
const isThere = (number: string, numbers: ReadonlySet<string>): boolean =>
  numbers.has(number) ||
  [...numbers].some((other) => other.startsWith(`${number}.`) || other === `${number}.0`);

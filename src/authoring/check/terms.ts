import { walkClauses } from '../../policy/document.ts';
import { type DefinedTerm, definedTerms } from '../../policy/terms.ts';
import type { Passage } from './passages.ts';
import { named, otherLines, shorten } from './rule.ts';
import type { TextRule } from './text-rule.ts';

/** Short names for the parties are used as plain words: nothing can be said about them. */
const plainWords =
  /^(?:we|us|our|ours|you|your|yours|user|users|site|sites|website|wir|uns|unser|sie|ihr|nous|vous|nosotros|usted)$/i;
const definitions =
  /\b(?:glossary|definitions?|defined|terms used|key terms|begriffe|definitionen|glossaire|interpretation)\b/i;

/** Defined terms that nobody uses, that are used well before readers learn what they mean, or that have lost their definition. */
export const checkTerms: TextRule = ({ version, previous, content, passages }, report) => {
  const clauses = [...walkClauses(version.document.clauses)];
  const order = new Map(clauses.map(({ id }, index) => [id, index]));
  const titles = new Map(clauses.map(({ id, title }) => [id, title]));
  const place = (clause: string | null) => (clause === null ? -1 : (order.get(clause) ?? -1));
  const early: { term: string; clause: string; first: Passage }[] = [];
  const unused: DefinedTerm[] = [];
  const seen = new Set<string>();
  for (const term of definedTerms(version.document)) {
    if (plainWords.test(term.term) || seen.has(term.term) || !isName(term.term)) continue;
    seen.add(term.term);
    const used =
      wordOf(term.term, 'iu').test(version.title) ||
      passages.some((passage) => usesOf(passage, term, 'giu') > 0);
    if (!used) {
      unused.push(term);
      continue;
    }
    // A glossary may stand anywhere, a heading may name what its clause goes on to define, and the introduction names the parties.
    const title = titles.get(term.clause ?? '') ?? '';
    if (definitions.test(title) || place(term.clause) <= 0 || content.site.name.includes(term.term)) continue;
    const first = passages.find(
      (passage) => !passage.heading && !isLink(passage) && usesOf(passage, term, 'gu') > 0,
    );
    if (first && place(first.clause) < place(term.clause))
      early.push({ term: term.term, clause: title || (term.clause ?? ''), first });
  }
  const [first] = unused;
  if (first)
    report(
      { line: first.line ?? 0, phrase: first.term },
      {
        rule: 'term-unused',
        severity: 'advice',
        message:
          unused.length === 1
            ? `the term "${first.term}" is defined, but used nowhere else in the text`
            : `these terms are defined, but used nowhere else in the text: ${unused.map(({ term, line }) => `"${term}" (line ${line ?? 0})`).join(', ')}`,
        remedy: 'Take the definition away, or use the term where it is meant.',
      },
    );
  const lost = previous ? definedTerms(previous.document) : [];
  for (const { term } of lost.filter((one) => isName(one.term) && !plainWords.test(one.term))) {
    if (seen.has(term)) continue;
    seen.add(term);
    const uses = passages.filter(({ text }) => wordOf(term, 'u').test(text));
    const [use] = uses;
    if (!use || content.site.name.includes(term)) continue;
    report(
      { line: use.line, phrase: use.text.slice(use.text.search(wordOf(term, 'u'))) },
      {
        rule: 'term-undefined',
        severity: 'warning',
        message: `"${term}" is used, but no longer defined: ${named(previous!)} defines it${otherLines(uses)}`,
        remedy: 'Define it as before, or use the new term wherever the old one stands.',
      },
    );
  }
  const [one] = early;
  if (!one) return;
  const all = early.map(({ term, clause }) => `"${term}" (defined in "${shorten(clause)}")`);
  report(
    {
      line: one.first.line,
      phrase: one.first.text.slice(Math.max(0, one.first.text.search(wordOf(one.term, 'u')))),
    },
    {
      rule: 'term-early',
      severity: 'advice',
      message: `used before ${all.length === 1 ? 'it is' : 'they are'} defined: ${all.join(', ')}`,
      remedy: 'Define a term where it is first used, or gather the definitions in a clause at the beginning.',
    },
  );
};

/** A line of a table of contents. */
const isLink = ({ inlines }: Passage): boolean => inlines.length === 1 && inlines[0]?.type === 'link';

/** Terms in small letters are words of the language too, and their uses cannot be told apart. */
const isName = (term: string): boolean => /\p{Lu}/u.test(term) && term.length > 2;

/** The term as a word of its own, one or many: `Service`, `Services`, `Party`, `Parties`. */
function wordOf(term: string, flags: string): RegExp {
  const stem = term.replace(/\(s\)$|(?<=[^s])s$|ies$|y$/, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const forms = `${stem.replace(/\s+/g, '\\s+')}(?:s|es|y|ies|\\(s\\))?`;
  return new RegExp(`(?<![\\p{L}\\p{N}])${forms}(?![\\p{L}\\p{N}])`, flags);
}

/** Uses in a passage outside the sentence that defines the term. */
function usesOf(
  { text, line }: Passage,
  { term, definition, line: defined }: DefinedTerm,
  flags: string,
): number {
  const word = wordOf(term, flags);
  const rest = line === defined ? text.replace(definition, ' ') : text;
  const quoted = new RegExp(`["“„«]\\s*${word.source}\\s*["”“»]`, flags);
  // The entry of a glossary is the term itself.
  if (line === defined && rest.replace(word, '').trim().length < 4) return 0;
  return [...rest.replace(quoted, ' ').matchAll(word)].length;
}

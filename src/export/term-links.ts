import type { PolicyDocument } from '../policy/document.ts';
import { type DefinedTerm, definedTerms } from '../policy/terms.ts';
import { documentTexts } from '../policy/text.ts';

/** A term with its lasting address on the page of its version. */
export interface LinkedTerm extends DefinedTerm {
  /** `_term-customer-content`; the sign before it keeps it apart from clause ids. */
  id: string;
}

/** A stretch of text: plain, a use of a term, or the place that defines it. */
export interface TermPiece {
  text: string;
  term?: LinkedTerm;
  defines?: true;
}

/** Words that every text uses in their plain sense too; they are in the glossary, but no link. */
const plain =
  /^(we|us|our|ours|you|your|yours|they|them|it|wir|uns|unser|sie|ihr|du|nous|notre|vous|votre|il|elle)$/i;

const literal = (text: string): string => RegExp.escape(text).replace(/(?:\\x20|\s)+/g, '\\s+');

/** Terms of a document, each once, with the pattern of their uses; null where it defines none. */
export interface TermLinks {
  terms: LinkedTerm[];
  pattern: RegExp | null;
  /** Term by its use, in small letters where a capital does not matter. */
  find(use: string): LinkedTerm | undefined;
}

const links = new WeakMap<PolicyDocument, TermLinks>();

/**
 * Finds uses as whole words, with a plural `s`. A capital matters where the document itself uses the term with one in the
 * middle of a sentence (“the Service” is not “the service”), or the term has one inside (GDPR).
 */
export function termLinks(document: PolicyDocument): TermLinks {
  const known = links.get(document);
  if (known) return known;
  const terms = namedTerms(document);
  const text = terms.length > 0 ? documentTexts(document).join('\n') : '';
  const byUse = new Map<string, LinkedTerm>();
  const patterns: string[] = [];
  for (const term of terms.toSorted((a, b) => b.term.length - a.term.length)) {
    if (plain.test(term.term) || term.term.length < 2) continue;
    const [first = '', rest = ''] = [term.term.slice(0, 1), term.term.slice(1)];
    const strict =
      /\p{Lu}/u.test(rest.replace(/(?<=[\s-])\p{Lu}/gu, '')) ||
      new RegExp(String.raw`[\p{Ll}\d,;] ${literal(term.term)}(?!["”’»])\b`, 'u').test(text);
    const small = first.toLowerCase() + rest;
    byUse.set(keyOf(term.term), byUse.get(keyOf(term.term)) ?? term);
    if (!strict) byUse.set(keyOf(small), byUse.get(keyOf(small)) ?? term);
    patterns.push(
      strict || first === first.toLowerCase()
        ? literal(term.term)
        : `[${RegExp.escape(first)}${RegExp.escape(first.toLowerCase())}]${literal(rest)}`,
    );
  }
  const found: TermLinks = {
    terms,
    pattern:
      patterns.length === 0
        ? null
        : new RegExp(String.raw`(?<![\p{L}\p{N}_-])(?:${patterns.join('|')})s?(?![\p{L}\p{N}_-])`, 'gu'),
    find: (use) => byUse.get(keyOf(use)) ?? byUse.get(keyOf(use.replace(/s$/, ''))),
  };
  links.set(document, found);
  return found;
}

const keyOf = (text: string): string => text.replace(/\s+/g, ' ');

function namedTerms(document: PolicyDocument): LinkedTerm[] {
  const seen = new Set<string>();
  const ids = new Set<string>();
  return definedTerms(document).flatMap((term) => {
    const key = term.term.toLowerCase();
    if (seen.has(key)) return [];
    seen.add(key);
    const slug = key.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '');
    let id = `_term-${slug}`;
    for (let n = 2; ids.has(id); n++) id = `_term-${slug}-${n}`;
    ids.add(id);
    return [{ ...term, id }];
  });
}

/** Where a text defines a term: in quotation marks, or as all that a bold text, a cell or an entry says; else -1. */
function placeOf(term: string, text: string): number {
  if (text.trim().replace(/\s*[:.–—-]$/, '') === term) return text.indexOf(term);
  const quoted = new RegExp(String.raw`["“„«”]\s*(?=${literal(term)}\s*,?["”“»])`, 'u').exec(text);
  return quoted ? quoted.index + quoted[0].length : -1;
}

/**
 * Cuts a text at the terms in it. `defining`: terms whose definition stands in this block and has not been met;
 * `used`: terms already linked in this clause. Both are brought up to date: a clause links a term once.
 */
export function termPieces(
  text: string,
  { pattern, find }: TermLinks,
  defining: Set<LinkedTerm>,
  used: Set<LinkedTerm>,
): TermPiece[] {
  const cuts: { at: number; piece: TermPiece }[] = [];
  for (const term of defining) {
    const at = placeOf(term.term, text);
    if (at < 0 || cuts.some((cut) => at < cut.at + cut.piece.text.length && cut.at < at + term.term.length))
      continue;
    defining.delete(term);
    used.add(term);
    cuts.push({ at, piece: { text: term.term, term, defines: true } });
  }
  for (const match of pattern ? text.matchAll(pattern) : []) {
    const [use] = match;
    const term = find(use);
    if (!term || used.has(term) || defining.has(term)) continue;
    const at = match.index;
    if (cuts.some((cut) => at < cut.at + cut.piece.text.length && cut.at < at + use.length)) continue;
    used.add(term);
    cuts.push({ at, piece: { text: use, term } });
  }
  if (cuts.length === 0) return [{ text }];
  const pieces: TermPiece[] = [];
  let from = 0;
  for (const { at, piece } of cuts.sort((a, b) => a.at - b.at)) {
    if (at > from) pieces.push({ text: text.slice(from, at) });
    pieces.push(piece);
    from = at + piece.text.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}

import { type Block, childBlocks, type Inline, type PolicyDocument, walkClauses } from './document.ts';
import { blockTexts, inlineText, normalizeSpace } from './text.ts';

/** A word or phrase to which a document gives a meaning of its own. */
export interface DefinedTerm {
  term: string;
  /** The sentence that gives the meaning, or the entry of the glossary without the term. */
  definition: string;
  /** Id of the clause it stands in; null above the first one. */
  clause: string | null;
  /** Line of its block in the source. */
  line?: number;
}

const quote = String.raw`["“„«]\s*([^"“”„«»]{1,60}?)\s*,?["”“»]`;
const verb = String.raw`(?:shall |will )?(?:means?|refers? to|is|are|includes?|has the meaning|have the meaning|stands? for|bezeichnet|bedeutet|désigne|significa)\b`;
const list = String.raw`${quote}(?:\s*(?:,|and|or|&|und|oder|et|ou|y|o|/|,\s*(?:and|or))\s*${quote})*`;

/** `“Usage Data” means …`, also for several terms at once. */
const meaning = new RegExp(
  String.raw`^\s*(?:the (?:terms?|words?|expressions?) |a |an )?${list}\s*(?:\([^)]*\)\s*)?(?:,\s*)?${verb}`,
  'iu',
);
/** In mid-sentence only the plain verbs count: `As used here, “X” means …`. */
const meaningInside = new RegExp(
  String.raw`${list}\s*(?:\([^)]*\)\s*)?(?:shall |will )?(?:means?|refers? to|has the meaning|have the meaning)\b`,
  'giu',
);
const eachQuote = new RegExp(quote, 'gu');
/** `(“Customer Data”)`, `(the “Service”)`, `(collectively, “Customer(s)”)`, `(“we” or “us”)`: quotes and small words only. */
const bracket = /\(((?:[^()]|\([^()]*\)){2,160})\)/gu;
const smallWords =
  /^(?:\s|[,;:/&]|\b(?:the|a|an|our|each|or|and|collectively|together|with|individually|jointly|hereinafter|hereafter|referred|to|as|herein|in|this|policy|notice|also|known|called|such|all|of|them|being|for|short|der|die|das|und|oder|nachfolgend|ci-après|le|la|les|el|los|las)\b)*$/iu;
const referred = new RegExp(
  String.raw`\b(?:referred to (?:herein |collectively )?as|hereinafter|known as|called|we call (?:this|these|it|them))\s+(?:the\s+|our\s+|an?\s+)?${quote}`,
  'giu',
);
const glossary =
  /\b(glossary|definitions?|defined terms|begriffe|definitionen|glossar|glossaire|définitions|definiciones)\b/i;

/**
 * The terms that a document defines: glossaries and definition lists, `“X” means …`, and terms in quotes and brackets
 * behind what they stand for. In reading order; a term defined twice stands twice.
 */
export function definedTerms(document: PolicyDocument): DefinedTerm[] {
  const terms: DefinedTerm[] = [];
  const add = (blocks: readonly Block[], clause: string | null, inGlossary: boolean) => {
    for (const block of blocks)
      visit(block, inGlossary, (term, definition) => {
        const clean = term.replace(/[\s,.;:]+$/, '').trim();
        if (clean === '' || !/\p{L}/u.test(clean)) return;
        terms.push({
          term: clean,
          definition: normalizeSpace(definition),
          clause,
          ...(block.line === undefined ? {} : { line: block.line }),
        });
      });
  };
  add(document.preamble, null, false);
  for (const clause of walkClauses(document.clauses))
    add(clause.body, clause.id, glossary.test(clause.title));
  return terms;
}

type Add = (term: string, definition: string) => void;

function visit(block: Block, inGlossary: boolean, add: Add): void {
  if (block.type === 'definitions') {
    for (const item of block.items)
      for (const term of item.terms)
        add(
          normalizeSpace(inlineText(term)),
          item.descriptions.flatMap((blocks) => blocks.flatMap(blockTexts)).join(' '),
        );
    return;
  }
  if (block.type === 'table') {
    if (inGlossary)
      for (const [term, ...rest] of block.rows.filter((row) => !row.every((cell) => cell.header)))
        if (term && rest.length > 0)
          add(
            normalizeSpace(inlineText(term.children)).replace(/^["“]|["”]$/g, ''),
            rest.map((cell) => inlineText(cell.children)).join(' '),
          );
    return;
  }
  if (block.type === 'paragraph' || block.type === 'heading') {
    if (inGlossary) {
      const entry = boldEntry(block.children);
      if (entry) {
        add(entry.term, entry.definition);
        return;
      }
    }
    for (const sentence of sentencesOf(normalizeSpace(inlineText(block.children))))
      fromSentence(sentence, add);
    return;
  }
  for (const group of childBlocks(block)) for (const child of group) visit(child, inGlossary, add);
}

/** `**Account**: …`, `**Cookie** means …` as an entry of a glossary. */
function boldEntry(nodes: readonly Inline[]): { term: string; definition: string } | null {
  const [first, ...rest] = nodes;
  if (first?.type !== 'strong' || rest.length === 0) return null;
  const term = normalizeSpace(inlineText(first.children)).replace(/^["“„«]|["”»]$/g, '');
  const definition = normalizeSpace(inlineText(rest));
  const separated =
    /[:–—-]$/.test(term) || /^(["”]?\s*[:–—-]|means?\b|refers?\b|is\b|are\b)/i.test(definition);
  return separated && term.split(' ').length <= 8
    ? { term: term.replace(/\s*[:–—-]$/, ''), definition: definition.replace(/^["”]?\s*[:–—-]\s*/, '') }
    : null;
}

function fromSentence(sentence: string, add: Add): void {
  const start = sentence.replace(/^(?:\d{1,2}(?:\.\d{1,2})*[.)]?|\([a-z0-9]{1,3}\)|[a-z][.)]|[·•-])\s+/i, '');
  const match = meaning.exec(start);
  const phrases = match ? [match[0]] : [...sentence.matchAll(meaningInside)].map(([phrase]) => phrase);
  for (const phrase of phrases)
    for (const [, term = ''] of phrase.matchAll(eachQuote)) if (isTerm(term, true)) add(term, sentence);
  for (const found of sentence.matchAll(bracket)) {
    const inside = found[1] ?? '';
    const quoted = [...inside.matchAll(eachQuote)];
    if (
      quoted.length === 0 ||
      !smallWords.test(inside.replace(/^together with [^,“”"]{1,40},/i, '').replace(eachQuote, ' '))
    )
      continue;
    for (const [, term = ''] of quoted) if (isTerm(term, false)) add(term, sentence);
  }
  for (const [, term = ''] of sentence.matchAll(referred)) if (isTerm(term, false)) add(term, sentence);
}

/** Terms are short; `is` and `are` after a quoted whole sentence define nothing. */
function isTerm(term: string, defined: boolean): boolean {
  const words = term.split(/\s+/);
  return (
    words.length <= 7 &&
    !/[.!?]$/.test(term.replace(/\b(Inc|Ltd|Co|Corp)\.$/, '')) &&
    (defined || /^[\p{L}\p{N}]/u.test(term))
  );
}

function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  let from = 0;
  for (const match of text.matchAll(/[.!?]["”’)]*\s(?=["“„‘(]?[\p{Lu}“"„])|;\s(?=["“„])/gu)) {
    const to = match.index + match[0].length;
    if (/\b(e\.g|i\.e|Inc|Ltd|Co|Corp|LLC|No|St|U\.S|E\.U)\.\s$/i.test(text.slice(from, to))) continue;
    sentences.push(text.slice(from, to).trim());
    from = to;
  }
  return [...sentences, text.slice(from).trim()].filter(Boolean);
}

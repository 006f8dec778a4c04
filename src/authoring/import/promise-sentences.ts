import { type PolicyDocument, walkClauses } from '../../policy/document.ts';
import { blockTexts, normalizeSpace } from '../../policy/text.ts';
import * as rules from './promise-rules.ts';

/** A sentence of the document, with its place. */
export interface Sentence {
  text: string;
  /** The paragraph that it stands in, and its place there. */
  paragraph: number;
  from: number;
  to: number;
  clause: string | null;
  /** Under a title about changes, or speaking of changes to the document. */
  aboutChanges: boolean;
}

/** All sentences of a document; `paragraphs` holds the texts that their places count in. */
export function readSentences(document: PolicyDocument): { sentences: Sentence[]; paragraphs: string[] } {
  const sentences: Sentence[] = [];
  const paragraphs: string[] = [];
  const add = (texts: readonly string[], clause: string | null, titled: boolean) => {
    for (const raw of texts) {
      const text = normalizeSpace(raw);
      let before = false;
      for (const [from, to] of sentenceSpans(text)) {
        const own = text.slice(from, to);
        const changes = rules.changeSentence.test(own) && rules.ownDocument.test(own);
        sentences.push({
          text: own,
          paragraph: paragraphs.length,
          from,
          to,
          clause,
          aboutChanges:
            titled || changes || (before && /^(any|all|such|these|those|we|in such|if)\b/i.test(own)),
        });
        before = changes;
      }
      paragraphs.push(text);
    }
  };
  add(document.preamble.flatMap(blockTexts), null, false);
  for (const clause of walkClauses(document.clauses))
    add(
      clause.body.flatMap(blockTexts),
      clause.id,
      rules.changeTitle.test(clause.title) && !rules.changeOfControl.test(clause.title),
    );
  return { sentences, paragraphs };
}

/** Places of the sentences of a text with single spaces. */
function sentenceSpans(text: string): [number, number][] {
  const spans: [number, number][] = [];
  let from = 0;
  for (const match of text.matchAll(/[.!?]["”’)]*\s(?=["“‘(]?\p{Lu})/gu)) {
    const to = match.index + match[0].length - 1;
    if (
      /\b(e\.g|i\.e|Inc|Ltd|Co|Corp|LLC|No|St|Mr|Ms|Dr|U\.S|E\.U|vs|approx|art)\.$/i.test(
        text.slice(from, to),
      )
    )
      continue;
    spans.push([from, to]);
    from = to + 1;
  }
  if (from < text.length) spans.push([from, text.length]);
  return spans;
}

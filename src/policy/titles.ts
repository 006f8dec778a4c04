/**
 * Whether words look like the title of a clause. English capitals help where a document uses them; the other signs
 * (length, how it ends, no verb of a sentence) hold without them, so that other languages are read too.
 */

/** The most that a title may have; longer leads are sentences set in bold. */
const mostWords = 16;
const mostLetters = 130;

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}’'./&-]*/gu) ?? [];

/** Small words that titles do not capitalise. */
const small = new Set(
  'a an and as at but by for from if in into is it its nor of off on onto or our out over per so than that the their to up us via we with you your under about after before between be are was do does how not no'.split(
    ' ',
  ),
);

/** Verbs and phrases of sentences; a title that begins as a question may have them. */
const sentence =
  /\b(may|will|shall|must|can|cannot|can’t|is|are|was|were|has|have|had|does|agree|agrees|acknowledge|consent|reserve|please|should|would|include|includes|mean|means)\b/i;
const question = /^(what|who|whom|whose|how|why|when|where|which|do|does|is|are|can|may|will|should|must)\b/i;
const clauseOpener =
  /^(we|you|i|it|he|she|they|this|these|those|there|if|please|by|unless|in order|any|all|no one|nobody|wir|sie|ihr|dies|diese|wenn|nous|vous|si|nosotros|usted)\b/i;

/** Labels that set a remark apart and title nothing. */
const remark =
  /^(important )?(note|nota bene|n\.?b\.?|important|please note|warning|caution|example|for example|e\.g|tip|hint|attention|hinweis|achtung|nota|remarque|attn|tel|telephone|phone|fax|e-?mail|address|or|and|to)$/i;

/** Lines that date or number the document: `Last updated: May 2020`, `Effective Date …`, `Version 3.3`. */
export const dateLine =
  /^(?=.*\d)\W*((page|policy|notice|document)\s+)?(this (policy|notice|version) (was|is) )?(last\s+)?(updated|modified|revised|revision|changed|posted|published|reviewed|effective|in effect|dated?|version|stand|gültig|dernière|mise à jour|fecha|última|date of|as of|valid from|in force)\b.{0,60}$/i;

/** True for words that name a whole document: `Privacy Policy`, `Fernhill Ledger terms of use`. */
export function namesDocument(text: string): boolean {
  return /\b(policy|notice|terms|agreement|statement|conditions|addendum|subprocessors|datenschutzerklärung|nutzungsbedingungen|politique|política)\b/i.test(
    text,
  );
}

/** True when most words that carry meaning begin with a capital (`Customer Account Information`). */
function isTitleCase(text: string): boolean {
  const words = wordsOf(text).filter(
    (word, i) => i === 0 || (!small.has(word.toLowerCase()) && !/^\d/.test(word)),
  );
  if (words.length === 0) return false;
  const capitals = words.filter((word) => /^[\p{Lu}\p{N}]/u.test(word)).length;
  // The first word is capitalised in any sentence and proves nothing.
  return words.length === 1 ? capitals === 1 : (capitals - 1) / (words.length - 1) >= 0.6;
}

/**
 * True when `text` can title a clause. `marked`: it is set apart by bold or italics. `ended`: a full stop closes it;
 * `alone`: nothing follows it in its paragraph, so a full stop would make it a sentence.
 */
export function isTitle(
  text: string,
  { marked, alone, ended }: { marked: boolean; alone: boolean; ended: boolean },
): boolean {
  const words = wordsOf(text);
  if (words.length === 0 || words.length > mostWords || text.length > mostLetters) return false;
  if (!/\p{L}{2}/u.test(text) || /^[\p{Ll}]/u.test(text.replace(/^[“"'‘(]+/, ''))) return false;
  if (
    /[,;]$|[.!?]["”’)]?\s+\p{Lu}\p{L}*\s|@|https?:|www\./u.test(text) &&
    !/\b(Inc|Ltd|Co|U\.S|vs|No)\.\s/.test(text)
  )
    return false;
  if (remark.test(text.replace(/[.:!\s]+$/, '')) || dateLine.test(text)) return false;
  if (/\?["”’)]?$/.test(text)) return true;
  if (isTitleCase(text))
    return words.length <= (sentence.test(text) && !question.test(text) ? 10 : mostWords);
  // In plain text a short sentence that is a whole paragraph is a sentence.
  if (!marked && ((alone && ended) || /,/.test(text))) return false;
  if (question.test(text) && !/,/.test(text)) return words.length <= (ended && alone ? 6 : 12);
  if (clauseOpener.test(text) && (!marked || words.length > 4)) return false;
  if (sentence.test(text)) return marked && !ended && words.length <= 12 && !clauseOpener.test(text);
  return words.length <= (marked ? (alone && ended ? 6 : 12) : 6);
}

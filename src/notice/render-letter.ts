import { escapeHtml } from '../policy/escape-html.ts';
import { cleanLine, greetingName } from './clean-name.ts';
import type { FilledLetter, LetterContent, Piece, RenderedLetter } from './letter.ts';
import { type LetterWords, wordsFor } from './words/words.ts';

/** Gmail cuts a message off at 102 KB; room is left for the longest name and reference. */
const mostBytes = 99_000;
const longestReference = 64;
/** Comments that React leaves for a browser that takes the page over; a text's own `<` is escaped. */
const reactMarks = /<!--.*?-->/g;
/** Private use: in no cleaned name and no words. */
const mark = '\ue000';

/**
 * Renders a letter once; recipients are filled in by `fillLetter`. When the changes do not fit, as many as fit are
 * shown in reading order and the others are listed by title and link.
 */
export async function renderLetter(content: LetterContent): Promise<RenderedLetter> {
  // React Email takes a second to load: only those wait for it who write a letter.
  const [{ render }, { createElement }, { LetterEmail }, { plainTextOf }] = await Promise.all([
    import('@react-email/render'),
    import('react'),
    import('./letter-email.ts'),
    import('./letter-text.ts'),
  ]);
  const words = wordsFor(content.locale, content.siteLocale);
  const slots = slotsFor(content);
  const total = content.parts.reduce((sum, part) => sum + part.changes.length, 0);
  const write = async (shown: number) => {
    const letter = createElement(LetterEmail, { content, words, shown: sharesOf(content, shown), slots });
    return (await render(letter)).replace(reactMarks, '');
  };

  let html = await write(total);
  let fits = total;
  if (bytesOf(html) > mostBytes) {
    let low = 0;
    let high = total - 1;
    html = await write(0);
    fits = 0;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const attempt = await write(middle);
      if (bytesOf(attempt) <= mostBytes) {
        low = middle;
        html = attempt;
        fits = middle;
      } else high = middle - 1;
    }
  }
  return {
    letter: content.letter,
    locale: words.locale,
    subject: subjectOf(content, words),
    html: cut(html, slots),
    text: cut(plainTextOf(html), slots),
    bytes: bytesOf(html) + 6 * 80 + 6 * longestReference,
    listed: content.kind === 'advance' ? total - fits : 0,
  };
}

function subjectOf(content: LetterContent, words: LetterWords): Piece[] {
  const subject = `${content.test ? words.testMark : ''}${words.subject(content)}`;
  return [`${cleanLine(subject, 200)} (${words.subjectReference} `, { slot: 'reference' }, ')'];
}

/** The subject that a letter has for one reader. */
export function subjectFor(content: LetterContent, reference: string): string {
  return fill(subjectOf(content, wordsFor(content.locale, content.siteLocale)), { greeting: '', reference });
}

/** What fills the holes of a letter: in subject and text, and in HTML. */
export interface SlotValues {
  plain: Record<'greeting' | 'reference', string>;
  html: Record<'greeting' | 'reference', string>;
}

/** What one recipient puts into the holes. A hostile name is neutralised or left out, never refused. */
export function slotValues(
  rendered: Pick<RenderedLetter, 'locale'>,
  recipient: { name?: string; reference: string },
): SlotValues {
  const words = wordsFor(rendered.locale);
  const reference = cleanLine(recipient.reference, longestReference);
  const name = greetingName(recipient.name);
  const greeting = name === null ? words.greetingUnnamed : words.greeting(name);
  return {
    plain: { greeting, reference },
    html: { greeting: htmlGreeting(words, name), reference: escapeHtml(reference) },
  };
}

/** Fills in one recipient: synchronous and fast. */
export function fillLetter(
  rendered: RenderedLetter,
  recipient: { name?: string; reference: string },
): FilledLetter {
  const { plain, html } = slotValues(rendered, recipient);
  return {
    subject: fill(rendered.subject, plain),
    html: fill(rendered.html, html),
    text: fill(rendered.text, plain),
  };
}

/** The name stands in its own direction, so that a right-to-left name leaves the sentence in order. */
function htmlGreeting(words: LetterWords, name: string | null): string {
  if (name === null) return escapeHtml(words.greetingUnnamed);
  const [before = '', after = ''] = words.greeting(mark).split(mark);
  return `${escapeHtml(before)}<bdi>${escapeHtml(name)}</bdi>${escapeHtml(after)}`;
}

function fill(pieces: readonly Piece[], values: Record<'greeting' | 'reference', string>): string {
  let text = '';
  for (const piece of pieces) text += typeof piece === 'string' ? piece : values[piece.slot];
  return text;
}

/** Words that stand nowhere in the content, so that no text of a policy is taken for a slot. */
function slotsFor(content: LetterContent): { greeting: string; reference: string } {
  const all = JSON.stringify(content);
  let number = 0;
  while (all.includes(`slot${number}q`)) number += 1;
  return { greeting: `slot${number}qgreeting`, reference: `slot${number}qreference` };
}

function cut(text: string, slots: { greeting: string; reference: string }): Piece[] {
  return text.split(new RegExp(`(${slots.greeting}|${slots.reference})`)).map((piece): Piece => {
    if (piece === slots.greeting) return { slot: 'greeting' };
    return piece === slots.reference ? { slot: 'reference' } : piece;
  });
}

/** How many of the first `shown` changes of the letter each part gets. */
function sharesOf(content: LetterContent, shown: number): number[] {
  let left = shown;
  return content.parts.map((part) => {
    const share = Math.min(left, part.changes.length);
    left -= share;
    return share;
  });
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

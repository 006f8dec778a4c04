import type { Piece, RenderedLetter } from '../notice/letter.ts';

/** What stands for the reader in a letter that is shown to others. */
const marks = { greeting: '[greeting with the reader’s name]', reference: '[reference]' };

/** A kept letter with its holes marked: the text that everybody of this variant got, but for name and reference. */
export function readableLetter(rendered: RenderedLetter): { subject: string; html: string; text: string } {
  return { subject: join(rendered.subject), html: join(rendered.html), text: join(rendered.text) };
}

const join = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : marks[piece.slot])).join('');

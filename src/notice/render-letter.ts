import type { FilledLetter, LetterContent, RenderedLetter } from './letter.ts';

/** Renders a letter once; recipients are filled in by `fillLetter`. */
export async function renderLetter(content: LetterContent): Promise<RenderedLetter> {
  throw new Error(`not written yet: ${content.letter}`);
}

/** Fills in one recipient: synchronous and fast. A hostile name is neutralised, never refused. */
export function fillLetter(
  _rendered: RenderedLetter,
  _recipient: { name?: string; reference: string },
): FilledLetter {
  throw new Error('not written yet');
}

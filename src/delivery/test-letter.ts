import type { LetterInput } from '../notice/letter-content.ts';
import { buildLetterContent } from '../notice/letter-content.ts';
import { letterTag } from '../notice/letter-id.ts';
import { fillLetter, renderLetter } from '../notice/render-letter.ts';
import type { Mailer, SendOutcome } from './ports.ts';
import { testReference } from './reference.ts';

/**
 * Sends the real letter, marked as a test, to one address of the team. The ledger hears nothing of it: nobody has
 * been told by a test.
 */
export async function sendTestLetter(
  mailer: Mailer,
  input: Omit<LetterInput, 'test'>,
  to: string,
  stamp: string,
): Promise<SendOutcome & { letter: string }> {
  const content = buildLetterContent({ ...input, test: true });
  const letter = `test-${content.letter}`;
  const reference = letterTag(content.letter) + testReference;
  const filled = fillLetter(await renderLetter(content), { reference });
  const { site } = input;
  const message = {
    ...{ reference, letter, recipientId: to, from: site.from, to, ...filled, date: stamp },
    ...(site.replyTo ? { replyTo: site.replyTo } : {}),
  };
  const [outcome] = await mailer.send([message], `${letter}/${to}/${stamp}`);
  return { ...outcome!, letter };
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchBody, type LetterShape, ShapedMessage, wireMail } from '../../src/delivery/batch-body.ts';
import type { Message } from '../../src/delivery/ports.ts';
import { fillLetter } from '../../src/notice/render-letter.ts';

const long = 'Größe „x“ <p class="a">\\ \u2028'.repeat(200);
const shape: LetterShape = {
  letter: '2027-01-15-advance-privacy-3.1',
  from: 'Fernhill "Legal" <legal@notices.fernhill.example>',
  replyTo: 'privacy@fernhill.example',
  rendered: {
    ...{ letter: 'x', locale: 'en', bytes: 0, listed: 0 },
    subject: ['Änderungen (', { slot: 'reference' }, ')'],
    html: [long, { slot: 'greeting' }, `${long}\ue0f0\ue0f1\ud83d`, { slot: 'reference' }, '</p>'],
    text: [{ slot: 'greeting' }, '\n\n', { slot: 'reference' }, long],
  },
};

function messageOf(reference: string, name: string | null, to: string): Message {
  const { letter, from, replyTo, rendered } = shape;
  const filled = fillLetter(rendered, { reference, ...(name ? { name } : {}) });
  return { reference, letter, from, replyTo: replyTo!, recipientId: 'r', to, date: '', ...filled };
}

async function bytesOf(messages: Message[]): Promise<Buffer> {
  const { size, stream } = batchBody(messages);
  const bytes = Buffer.concat(await Array.fromAsync(stream()));
  expect(bytes.length).toBe(size);
  return bytes;
}

test('what is put together from pieces is what the whole message says, whatever the name', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), {
        minLength: 1,
        maxLength: 5,
      }),
      async (people) => {
        const whole = people.map(([name, to], i) => messageOf(`AAAA-0000-000${i}`, name, to));
        const inParts = people.map(([name, address], i) => {
          const member = { reference: `AAAA-0000-000${i}`, recipientId: 'r', address, name };
          return new ShapedMessage(shape, member, '');
        });
        expect(inParts.map(wireMail)).toEqual(whole.map(wireMail));
        const bytes = await bytesOf(inParts);
        expect(JSON.parse(bytes.toString())).toEqual(JSON.parse(JSON.stringify(whole.map(wireMail))));
        // A second try sends the same bytes.
        expect((await bytesOf(inParts)).equals(bytes)).toBe(true);
      },
    ),
    { numRuns: 50 },
  );
});

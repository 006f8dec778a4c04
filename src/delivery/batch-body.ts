import type { FilledLetter, RenderedLetter } from '../notice/letter.ts';
import { fillLetter, type SlotValues, slotValues } from '../notice/render-letter.ts';
import type { BatchMember } from './ledger.ts';
import { letterHeaders } from './letter-headers.ts';
import type { Message } from './ports.ts';

/** What all messages of one text have in common; one object per text, because what is made of it is kept by it. */
export interface LetterShape {
  rendered: RenderedLetter;
  letter: string;
  from: string;
  replyTo?: string;
}

/** A message that is still a shape and what fills its holes. A copy of it is neither. */
export class ShapedMessage implements Message {
  readonly reference: string;
  readonly letter: string;
  readonly recipientId: string;
  readonly from: string;
  readonly replyTo?: string;
  readonly to: string;
  readonly date: string;
  readonly name: string | null;
  readonly shape: LetterShape;
  #filled: FilledLetter | null = null;

  constructor(
    shape: LetterShape,
    { reference, recipientId, address, name }: Omit<BatchMember, 'variant' | 'state'>,
    date: string,
  ) {
    this.reference = reference;
    this.letter = shape.letter;
    this.recipientId = recipientId;
    this.from = shape.from;
    if (shape.replyTo) this.replyTo = shape.replyTo;
    this.to = address;
    this.date = date;
    this.name = name;
    this.shape = shape;
  }

  /** Filled in when somebody looks: a mailer that works with the parts never does. */
  #fill(): FilledLetter {
    const { reference, name } = this;
    this.#filled ??= fillLetter(this.shape.rendered, { reference, ...(name ? { name } : {}) });
    return this.#filled;
  }

  get subject(): string {
    return this.#fill().subject;
  }

  get html(): string {
    return this.#fill().html;
  }

  get text(): string {
    return this.#fill().text;
  }
}

/** Resend's words for a message (https://resend.com/docs/api-reference/emails/send-batch-emails), in a lasting order. */
export function wireMail(message: Message) {
  const { from, subject, html, text, to, replyTo } = message;
  return {
    from,
    headers: letterHeaders(message),
    html,
    ...(replyTo ? { reply_to: replyTo } : {}),
    subject,
    tags: wireTags(message.letter, message.reference),
    text,
    to: [to],
  };
}

// One character outside [A-Za-z0-9_-] in a tag refuses the whole mail.
const wireTags = (letter: string, reference: string) => [
  { name: 'letter', value: letter.replace(/[^\w-]/g, '_').slice(0, 256) },
  { name: 'reference', value: reference },
];

/** A request's body, made while it is read. */
export interface BatchBody {
  /** Bytes. */
  size: number;
  /** @param begun called when its first bytes are wanted: the request is just being written to the network. */
  stream(begun?: () => void): ReadableStream<Uint8Array>;
  /** To be called once the server has answered for every message: nobody reads the bytes any more. */
  done(): void;
}

/** Bytes that are handed over at a time: each time costs the same, whatever their number. */
const portion = 256 * 1024;
/** Portions for the next bodies. New ones for each would be 200 MB of garbage a second. */
const spare: Buffer[] = [];

/**
 * The JSON of a batch, in UTF-8. A letter is escaped and encoded once per text; of a message only what fills its
 * holes is, and the body is never put together: a hundred letters are 4 MB and more, and to fill, escape and encode
 * each of them whole would be most of the work of sending and nearly all of the memory.
 */
export function batchBody(messages: readonly Message[]): BatchBody {
  const pieces: (Buffer | string)[] = ['['];
  messages.forEach((message, i) => {
    if (i > 0) pieces.push(',');
    for (const piece of piecesOf(message)) pieces.push(piece);
  });
  pieces.push(']');
  // Texts are ASCII here: `length` is their size.
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const used: Buffer[] = [];
  return {
    size,
    done: () => void spare.push(...used.splice(0)),
    stream(begun) {
      const fill = fillerOf(pieces);
      let left = size;
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
        if (left === size) begun?.();
        const whole = spare.pop() ?? Buffer.allocUnsafeSlow(portion);
        used.push(whole);
        const bytes = whole.subarray(0, left);
        fill(bytes);
        left -= bytes.length;
        controller.enqueue(bytes);
        if (left === 0) controller.close();
      };
      // Nothing is made before it is wanted.
      return new ReadableStream({ pull }, { highWaterMark: 0 });
    },
  };
}

/** Copies the pieces one after another into the buffers that it is given; they have room for all, and no more. */
function fillerOf(pieces: readonly (Buffer | string)[]): (bytes: Buffer) => void {
  let next = 0;
  let offset = 0;
  return (bytes) => {
    for (let at = 0; at < bytes.length; ) {
      const piece = pieces[next]!;
      const count = Math.min(piece.length - offset, bytes.length - at);
      if (typeof piece === 'string') bytes.write(piece.slice(offset, offset + count), at, 'latin1');
      else piece.copy(bytes, at, offset, offset + count);
      at += count;
      offset += count;
      if (offset === piece.length) [next, offset] = [next + 1, 0];
    }
  };
}

/** Names of holes in the JSON of a message. */
type Slot = 'to' | 'tag' | `${'plain' | 'html'}-${keyof SlotValues['plain']}`;
type Template = (Buffer | { slot: Slot })[];

const templates = new WeakMap<LetterShape, Template>();

function piecesOf(message: Message): (Buffer | string)[] {
  if (!(message instanceof ShapedMessage)) return [Buffer.from(JSON.stringify(wireMail(message)))];
  const { shape, reference, name } = message;
  let template = templates.get(shape);
  if (!template) {
    template = templateOf(shape);
    templates.set(shape, template);
  }
  const values = slotValues(shape.rendered, { reference, ...(name ? { name } : {}) });
  const filled: Record<Slot, string> = {
    to: inner(message.to),
    tag: inner(reference),
    'plain-greeting': inner(values.plain.greeting),
    'plain-reference': inner(values.plain.reference),
    'html-greeting': inner(values.html.greeting),
    'html-reference': inner(values.html.reference),
  };
  return template.map((piece) => (Buffer.isBuffer(piece) ? piece : filled[piece.slot]));
}

/** The JSON of a message of this shape, in pieces around its holes. */
function templateOf({ rendered, letter, from, replyTo }: LetterShape): Template {
  // A mark that stands nowhere in the letter, so that no text of a policy is taken for a hole.
  const all = JSON.stringify([rendered, letter, from, replyTo]);
  let number = 0;
  while (all.includes(`hole${number}-`)) number++;
  const mark = (slot: Slot) => `hole${number}-${slot}.`;
  const text = (pieces: RenderedLetter['html'], kind: 'plain' | 'html') =>
    pieces.map((piece) => (typeof piece === 'string' ? piece : mark(`${kind}-${piece.slot}`))).join('');
  const model: Message = {
    ...{ letter, from, reference: mark('tag'), recipientId: '', to: mark('to'), date: '' },
    ...(replyTo ? { replyTo } : {}),
    subject: text(rendered.subject, 'plain'),
    html: text(rendered.html, 'html'),
    text: text(rendered.text, 'plain'),
  };
  const json = JSON.stringify(wireMail(model));
  return json
    .split(new RegExp(`hole${number}-([a-z-]+)\\.`))
    .map((piece, i) => (i % 2 === 0 ? Buffer.from(piece) : { slot: piece as Slot }));
}

/** A text as it stands between the quotation marks of JSON, in ASCII. */
function inner(text: string): string {
  const json = JSON.stringify(text).slice(1, -1);
  return /^[ -~]*$/.test(json)
    ? json
    : json.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../policy/digest.ts';
import { safeName } from './hostile-text.ts';
import { letterHeaders } from './letter-headers.ts';
import type { Mailer, Message, SendOutcome } from './ports.ts';

/**
 * Writes letters as files instead of sending them: `<folder>/<letter>/<safe id>.eml` and `.html`. Writing the same
 * letter again gives the same bytes under the same name, so trying again is always safe.
 */
export function outboxMailer(folder: string): Mailer {
  return {
    name: 'outbox',
    tells: false,
    batchSize: 100,
    concurrency: 1,
    keyLastsHours: Number.POSITIVE_INFINITY,
    send: (batch) => Promise.all(batch.map((message) => write(folder, message))),
  };
}

async function write(folder: string, message: Message): Promise<SendOutcome> {
  const dir = join(folder, pathSegment(message.letter));
  const base = join(dir, safeName(message.recipientId));
  try {
    await mkdir(dir, { recursive: true });
    // The .eml last: where it stands, the letter is complete.
    await writeWhole(`${base}.html`, message.html);
    await writeWhole(`${base}.eml`, await asEml(message));
    return { kind: 'accepted', id: `${base}.eml` };
  } catch (error) {
    return {
      kind: 'stopped',
      why: 'not-reachable',
      reason: `${base}.eml cannot be written: ${(error as Error).message}`,
    };
  }
}

/** A letter's id is ours and plain; were it not, it still could not leave the folder. */
function pathSegment(letter: string): string {
  return /^[a-z0-9](?:[a-z0-9-]|\.(?!\.))*$/i.test(letter) ? letter : safeName(letter);
}

async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const partial = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(partial, content, { mode: 0o600 });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** The message as RFC 5322 text, multipart/alternative; the same message gives the same bytes. */
export async function asEml(message: Message): Promise<Uint8Array> {
  // Every command knows this mailer, and only those that write letters wait for the library to load.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const domain = /@([^<>\s@]+?)>?$/.exec(message.from)?.[1] ?? 'localhost';
  const composer = new MailComposer({
    from: message.from,
    ...(message.replyTo ? { replyTo: message.replyTo } : {}),
    to: { name: '', address: message.to },
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: `<${message.reference.toLowerCase()}@${domain}>`,
    date: new Date(message.date),
    headers: letterHeaders(message),
    // Content is text from our own renderer: no path or address in it is ever opened.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const node = composer.compile();
  node.baseBoundary = digestOf(message.reference).slice(0, 24);
  return node.build();
}

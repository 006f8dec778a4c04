import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { outboxMailer } from '../../src/delivery/mailer-outbox.ts';
import { resendMailer } from '../../src/delivery/mailer-resend.ts';
import type { Mailer, Message } from '../../src/delivery/ports.ts';
import { memoryMailer } from '../delivery/builders.ts';
import { ResendStandIn } from '../delivery/resend-stand-in.ts';

/** What every mailer promises; each adapter says how what it has sent can be seen. */
interface Case {
  name: string;
  open: () => Promise<{ mailer: Mailer; sent: () => Promise<number> | number }>;
}

const cases: Case[] = [
  {
    name: 'memory (the fake of the engine’s tests)',
    async open() {
      const mailer = memoryMailer();
      return { mailer, sent: () => mailer.sent.length };
    },
  },
  {
    name: 'outbox',
    async open() {
      const folder = mkdtempSync(join(tmpdir(), 'prenotice-outbox-'));
      const { rm, readdir } = await import('node:fs/promises');
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      return {
        mailer: outboxMailer(folder),
        sent: async () =>
          (await readdir(folder, { recursive: true })).filter((f) => f.endsWith('.eml')).length,
      };
    },
  },
  {
    name: 'resend, the real package against a local server',
    async open() {
      const server = new ResendStandIn();
      const baseUrl = await server.start();
      onTestFinished(() => server.stop());
      return { mailer: resendMailer({ apiKey: 're_test_key', baseUrl }), sent: () => server.taken.length };
    },
  },
];

const message = (n: number): Message => ({
  reference: `AAAA-BBBB-${String(n).padStart(4, '0')}`,
  letter: '2027-01-15-advance-privacy-2',
  recipientId: `r${n}`,
  from: 'Fernhill Legal <legal@notices.fernhill.example>',
  replyTo: 'privacy@fernhill.example',
  to: `r${n}@customer.example`,
  subject: `Changes (reference AAAA-BBBB-${n})`,
  html: `<p>Dear ${n}</p>`,
  text: `Dear ${n}`,
  date: '2026-12-01T09:00:00Z',
});

describe.each(cases)('$name', ({ open }) => {
  test('accepts a full batch, one outcome per message, in order, each with an id of its own', async () => {
    const { mailer, sent } = await open();
    const outcomes = await mailer.send(
      Array.from({ length: mailer.batchSize }, (_, n) => message(n)),
      'letter/batch-1',
    );
    expect(outcomes).toHaveLength(mailer.batchSize);
    const ids = outcomes.map((o) => (o.kind === 'accepted' ? o.id : o.kind));
    expect(new Set(ids).size).toBe(mailer.batchSize);
    expect(outcomes.every((o) => o.kind === 'accepted')).toBe(true);
    expect(await sent()).toBe(mailer.batchSize);
  });

  test('the same batch under the same key is sent once and has the same outcomes', async () => {
    const { mailer, sent } = await open();
    const batch = [message(1), message(2)];
    const first = await mailer.send(batch, 'letter/batch-1');
    expect(await mailer.send(batch, 'letter/batch-1')).toEqual(first);
    expect(await sent()).toBe(2);
  });

  test('leaves the messages it is given as they are', async () => {
    const { mailer } = await open();
    const batch = [Object.freeze(message(1))];
    const before = structuredClone(batch);
    await mailer.send(Object.freeze(batch), 'letter/batch-1');
    expect(batch).toEqual(before);
  });
});

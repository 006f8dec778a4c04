import { createHmac } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventWriter } from '../../src/delivery/event-writer.ts';
import type { Ledger } from '../../src/delivery/ledger.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import type { ProviderEvent } from '../../src/delivery/provider-events.ts';
import { sendDue } from '../../src/delivery/send.ts';
import { webhookHandler } from '../../src/delivery/webhook.ts';
import { memoryMailer, people, sendingOf } from './builders.ts';

const secret = `whsec_${Buffer.from('a secret of Fernhill Software').toString('base64')}`;
const dayOf = (instant: string) => instant.slice(0, 10);

/** Signs as Resend does (https://docs.svix.com/receiving/verifying-payloads/how-manual), on our own. */
function signed(body: string, { id = 'msg_1', key = secret, age = 0 } = {}): Request {
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  const mac = createHmac('sha256', Buffer.from(key.slice('whsec_'.length), 'base64'));
  const signature = mac.update(`${id}.${timestamp}.${body}`).digest('base64');
  const headers = { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}` };
  return new Request('https://hooks.fernhill.example/', { method: 'POST', body, headers });
}

function event(type: string, reference: string, more: Record<string, unknown> = {}): string {
  return JSON.stringify({
    type,
    created_at: '2026-12-01T10:00:00.000Z',
    data: {
      email_id: `id-${reference}`,
      to: ['c1@customer.example'],
      subject: 'Fernhill: Privacy notice changes',
      tags: { letter: '2027-01-15-advance-privacy-2', reference },
      ...more,
    },
  });
}

/** A ledger with letters sent to c1 … c3, and a handler on it. */
async function sentLetters() {
  const ledger = openSqliteLedger(':memory:');
  onTestFinished(() => ledger.close());
  const mailer = memoryMailer();
  await sendDue(await sendingOf({ ledger, mailer, recipients: people(3) }));
  const lines: string[] = [];
  const handle = handlerOn(ledger, lines);
  return { ledger, mailer, handle, lines, reference: mailer.sent[0]!.reference };
}

function handlerOn(ledger: Ledger, lines: string[]) {
  return webhookHandler({
    secrets: [secret],
    keep: eventWriter((events) => ledger.keepEvents(events, '2026-12-01T10:00:01Z', dayOf)),
    now: () => '2026-12-01T10:00:01Z',
    log: (line) => lines.push(line),
  });
}

const states = async (ledger: Ledger) =>
  Object.fromEntries((await ledger.fates()).map((fate) => [fate.state, fate.people]));

describe('an event that is signed', () => {
  test('moves the letter on and stands in its story', async () => {
    const { ledger, mailer, handle, lines, reference } = await sentLetters();
    expect((await handle(signed(event('email.delivered', reference)))).status).toBe(200);
    expect(await states(ledger)).toEqual({ accepted: 2, delivered: 1 });
    const id = mailer.sent[0]!.recipientId;
    expect((await ledger.story(id)).map((line) => line.what)).toEqual(['attempted', 'accepted', 'delivered']);
    expect(lines).toEqual(['2026-12-01T10:00:01Z 200 kept: email.delivered (msg_1)']);
  });

  test('counts once, however often it comes', async () => {
    const { ledger, mailer, handle, reference } = await sentLetters();
    const body = event('email.bounced', reference, {
      bounce: { type: 'Permanent', message: 'no such user' },
    });
    const answers = [];
    for (const age of [7, 5, 0]) answers.push(await handle(signed(body, { age })));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    const story = await ledger.story(mailer.sent[0]!.recipientId);
    expect(story.map((line) => line.what)).toEqual(['attempted', 'accepted', 'bounced']);
    expect(story.at(-1)?.detail).toBe('Permanent, no such user');
  });

  test('that comes late overwrites nothing that is known', async () => {
    const { ledger, handle, reference } = await sentLetters();
    await handle(signed(event('email.bounced', reference), { id: 'msg_2' }));
    await handle(signed(event('email.sent', reference), { id: 'msg_1' }));
    expect(await states(ledger)).toEqual({ accepted: 2, bounced: 1 });
  });

  test('that is quicker than the answer to our own request settles the letter, and no run tries it again', async () => {
    const ledger = openSqliteLedger(':memory:');
    onTestFinished(() => ledger.close());
    const mailer = memoryMailer();
    mailer.outcome = () => ({ kind: 'unknown', reason: 'no answer' });
    await sendDue(await sendingOf({ ledger, mailer, recipients: people(1) }));
    const [batch] = await ledger.openBatches();
    const { reference } = batch!.members[0]!;
    const handle = webhookHandler({
      ...{ secrets: [secret], now: () => '2026-12-01T10:00:01Z', log: () => undefined },
      keep: eventWriter((events) => ledger.keepEvents(events, '2026-12-01T10:00:01Z', dayOf)),
    });
    await handle(signed(event('email.delivered', reference)));
    expect(await states(ledger)).toEqual({ delivered: 1 });
    expect(await ledger.openBatches()).toEqual([]);
  });

  test('about other mail of the account is answered, and nothing of it is kept', async () => {
    const { ledger, handle, lines } = await sentLetters();
    const other = JSON.stringify({
      type: 'email.delivered',
      created_at: '2026-12-01T10:00:00Z',
      data: { email_id: 'e-9', to: ['anna@elsewhere.example'], subject: 'Your password' },
    });
    expect((await handle(signed(other))).status).toBe(200);
    expect((await handle(signed('{"type":"contact.created"}', { id: 'msg_3' }))).status).toBe(200);
    expect((await handle(signed('no json', { id: 'msg_4' }))).status).toBe(200);
    expect(await states(ledger)).toEqual({ accepted: 3 });
    expect(lines.join('\n')).not.toContain('anna');
  });

  test('is taken with either secret while one is being replaced', async () => {
    const old = `whsec_${Buffer.from('the secret of before, retired').toString('base64')}`;
    const kept: ProviderEvent[] = [];
    const handle = webhookHandler({
      ...{ secrets: [secret, old], now: () => '2026-12-01T10:00:01Z', log: () => undefined },
      keep: async (one) => {
        kept.push(one);
        return { kept: [one.eventId], repeated: [], replayed: [], strangers: [] };
      },
    });
    expect((await handle(signed(event('email.sent', 'AAAA-BBBB-CCCC-DDDD'), { key: old }))).status).toBe(200);
    expect(kept).toHaveLength(1);
  });

  test('is asked for again when it cannot be written down', async () => {
    const { handle, ledger, reference } = await sentLetters();
    await ledger.close();
    expect((await handle(signed(event('email.delivered', reference)))).status).toBe(503);
  });
});

describe('refused, logged without personal data, and nothing kept', () => {
  test.each<[string, (reference: string) => Request, number, string]>([
    [
      'another secret',
      (r) => signed(event('email.bounced', r), { key: `whsec_${btoa('somebody else entirely')}` }),
      401,
      'the signature does not fit',
    ],
    [
      'a body that was changed',
      (r) => {
        const good = signed(event('email.delivered', r));
        return new Request(good.url, {
          method: 'POST',
          headers: good.headers,
          body: event('email.bounced', r),
        });
      },
      401,
      'the signature does not fit',
    ],
    [
      'a replay ten minutes later',
      (r) => signed(event('email.bounced', r), { age: 600 }),
      400,
      'the timestamp is too old or too far ahead',
    ],
    [
      'a timestamp ahead of time',
      (r) => signed(event('email.bounced', r), { age: -600 }),
      400,
      'the timestamp is too old or too far ahead',
    ],
    [
      'no signature',
      (r) => new Request('https://h.example/', { method: 'POST', body: event('email.bounced', r) }),
      400,
      'the headers of a signature are missing',
    ],
    [
      'a body without end',
      (r) => signed(event('email.bounced', r, { junk: 'x'.repeat(300_000) })),
      413,
      'the body is too long',
    ],
    ['a GET', () => new Request('https://h.example/'), 405, 'only POST is taken'],
  ])('%s', async (_name, request, status, reason) => {
    const { ledger, handle, lines, reference } = await sentLetters();
    const answer = await handle(request(reference));
    expect(answer.status).toBe(status);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(reason);
    expect(lines[0]).not.toContain('customer.example');
    expect(await states(ledger)).toEqual({ accepted: 3 });
  });

  test('a replay within the minutes that a signature holds, however its timestamp is dressed up', async () => {
    const { ledger, handle, lines, reference } = await sentLetters();
    const body = event('email.bounced', reference);
    const first = signed(body, { age: 20 });
    const copy = (timestamp = first.headers.get('svix-timestamp')!) => {
      const headers = new Headers(first.headers);
      headers.set('svix-timestamp', timestamp);
      return new Request(first.url, { method: 'POST', headers, body });
    };
    expect((await handle(copy())).status).toBe(200);
    expect((await handle(copy())).status).toBe(409);
    expect((await handle(copy(`${first.headers.get('svix-timestamp')}.0`))).status).toBe(409);
    // The provider tells again, signed anew; then the first telling is no newer one.
    expect((await handle(signed(body, { age: 10 }))).status).toBe(200);
    const lines2: string[] = [];
    const another = handlerOn(ledger, lines2);
    for (const again of [copy(), signed(body, { age: 10 })]) expect((await another(again)).status).toBe(409);
    expect((await another(signed(body))).status).toBe(200);
    expect(lines.map((line) => line.slice('2026-12-01T10:00:01Z '.length))).toEqual([
      '200 kept: email.bounced (msg_1)',
      '409 refused: a replay (msg_1)',
      '409 refused: a replay (msg_1)',
      '200 ignored: email.bounced, told again (msg_1)',
    ]);
    expect(lines2[0]).toContain('409 refused: a replay of email.bounced (msg_1)');
    expect(await states(ledger)).toEqual({ accepted: 2, bounced: 1 });
  });

  test('a replay of what is about other mail; and one that could not be kept is no replay', async () => {
    const { handle } = await sentLetters();
    const other = event('email.sent', 'AAAA-BBBB-CCCC-DDDD');
    const tell = () => handle(signed(other, { id: 'msg_9', age: 3 }));
    expect([(await tell()).status, (await tell()).status]).toEqual([200, 409]);
    const broken = webhookHandler({
      ...{ secrets: [secret], now: () => '2026-12-01T10:00:01Z', log: () => undefined },
      keep: () => Promise.reject(new Error('the disk is full')),
    });
    const again = () => broken(signed(other, { age: 3 }));
    expect([(await again()).status, (await again()).status]).toEqual([503, 503]);
  });

  test('an id made to forge lines of the log', async () => {
    const { handle, lines } = await sentLetters();
    await handle(signed('{}', { id: 'x'.repeat(300), key: `whsec_${btoa('somebody else entirely')}` }));
    expect(lines[0]).toContain('an id of a strange shape');
  });
});

test('events that arrive together are written together; a bad one holds up no other', async () => {
  const groups: number[] = [];
  const keep = eventWriter(async (events) => {
    groups.push(events.length);
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (events.some((one) => one.eventId === 'bad')) throw new Error('no');
    return { kept: events.map((one) => one.eventId), repeated: [], replayed: [], strangers: [] };
  });
  const one = (eventId: string) => keep({ eventId } as ProviderEvent);
  const results = await Promise.allSettled(['a', 'b', 'bad', 'c'].map(one));
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(results[3]).toMatchObject({ value: { kept: ['c'] } });
  expect(groups).toEqual([1, 3, 1, 1, 1]);
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resendMailer } from '../../src/delivery/mailer-resend.ts';
import type { Message } from '../../src/delivery/ports.ts';
import { type Fault, ResendStandIn } from './resend-stand-in.ts';

let server: ResendStandIn;
let baseUrl: string;
beforeEach(async () => {
  server = new ResendStandIn();
  baseUrl = await server.start();
});
afterEach(() => server.stop());

/** Waits pass at once. */
function fastTimer() {
  let now = 0;
  const sleep = async (ms: number) => {
    now += ms;
  };
  return { now: () => now, sleep };
}
const open = (settings = {}) =>
  resendMailer({ apiKey: 're_test_key', baseUrl, timer: fastTimer(), timeout: 5000, ...settings });

const batch = (count: number): Message[] =>
  Array.from({ length: count }, (_, n) => ({
    reference: `AAAA-0000-${String(n).padStart(4, '0')}`,
    letter: '2027-01-15-advance-privacy-3.1',
    recipientId: `r${n}`,
    from: 'Fernhill Legal <legal@notices.fernhill.example>',
    replyTo: 'privacy@fernhill.example',
    to: `r${n}@customer.example`,
    subject: `Changes (reference AAAA-0000-${String(n).padStart(4, '0')})`,
    html: `<p>${n}</p>`,
    text: `${n}`,
    date: '2026-12-01T09:00:00Z',
  }));
const kinds = (outcomes: { kind: string }[]) => [...new Set(outcomes.map((o) => o.kind))];

test('without a key there is an error, never an outbox', () => {
  for (const apiKey of [undefined, '', '  '])
    expect(() => resendMailer({ apiKey })).toThrow(/RESEND_API_KEY is not set/);
});

test('the wire: one address each, key hashed, tags that Resend takes, no contact list', async () => {
  await open().send(batch(2), 'letter/anna@customer.example');
  const [request] = server.requests;
  expect(request!.key).toMatch(/^prenotice-[0-9a-f]{64}$/);
  const [mail] = request!.body as Record<string, unknown>[];
  expect(mail).toEqual({
    from: 'Fernhill Legal <legal@notices.fernhill.example>',
    to: ['r0@customer.example'],
    reply_to: 'privacy@fernhill.example',
    subject: 'Changes (reference AAAA-0000-0000)',
    html: '<p>0</p>',
    text: '0',
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Entity-Ref-ID': 'AAAA-0000-0000' },
    tags: [
      { name: 'letter', value: '2027-01-15-advance-privacy-3_1' },
      { name: 'reference', value: 'AAAA-0000-0000' },
    ],
  });
});

describe('one answer for the whole batch', () => {
  const expected: Record<Exclude<Fault, 'none' | 'rate'>, string> = {
    'lost-before': 'unknown',
    'lost-after': 'unknown',
    'truncated-after': 'unknown',
    'html-502': 'unknown',
    'html-502-after': 'unknown',
    '500': 'unknown',
    '500-after': 'unknown',
    'null-body': 'unknown',
    '409-concurrent': 'unknown',
    daily: 'stopped',
    monthly: 'stopped',
    '401': 'stopped',
    '403': 'stopped',
    '422-from': 'stopped',
  };
  test.each(Object.entries(expected))(
    '%s: %s, and the same key afterwards sends once',
    async (fault, kind) => {
      server.fault = (n) => (n === 0 ? (fault as Fault) : 'none');
      const mailer = open();
      expect(kinds(await mailer.send(batch(3), 'k'))).toEqual([kind]);
      expect(kinds(await mailer.send(batch(3), 'k'))).toEqual(['accepted']);
      expect([...server.perAddress().values()]).toEqual([1, 1, 1]);
    },
  );
});

const error = (name: string, message = '') => JSON.stringify({ name, message });
test.each([
  ['nothing', 200, '', 'unknown'],
  ['a page', 200, '<html>Welcome</html>', 'unknown'],
  ['no list', 200, '{"data":null}', 'unknown'],
  ['too few ids', 200, '{"data":[{"id":"a"}]}', 'unknown'],
  ['too many ids', 200, '{"data":[{"id":"a"},{"id":"b"},{"id":"c"},{"id":"d"}]}', 'unknown'],
  ['one id twice', 200, '{"data":[{"id":"a"},{"id":"b"},{"id":"a"}]}', 'unknown'],
  [
    'an error about nobody',
    200,
    '{"data":[{"id":"a"},{"id":"b"}],"errors":[{"index":7,"message":"x"}]}',
    'unknown',
  ],
  ['503', 503, error('service_unavailable'), 'unknown'],
  ['the key was used with another content', 409, error('invalid_idempotent_request'), 'unknown'],
  ['locked', 409, error('resource_locked'), 'unknown'],
  ['a redirect', 307, '', 'unknown'],
  ['404', 404, error('not_found'), 'stopped request'],
  ['405 of a proxy', 405, '<html>', 'stopped request'],
  ['a key that is suspended', 403, error('suspended_api_key'), 'stopped not-allowed'],
  ['the wall of a hotel', 403, '<html>Log in</html>', 'stopped not-allowed'],
  ['a quota of another name', 429, error('email_quota_exceeded', 'monthly'), 'stopped monthly-quota'],
  ['something wrong, who knows with what', 422, error('validation_error', 'Invalid'), 'unknown'],
  ['all recipients', 422, error('validation_error', 'Invalid `to` field.'), 'refused'],
  ['what all letters lack', 422, error('missing_required_field', 'Missing `subject`'), 'stopped request'],
])('an odd answer: %s', async (_, status, body, expected) => {
  server.instead = {
    status,
    body,
    ...(status === 307 ? { headers: { location: 'http://127.0.0.1:1/' } } : {}),
  };
  const outcomes = await open().send(batch(3), 'k');
  const [kind, why] = expected.split(' ');
  expect(outcomes).toHaveLength(3);
  for (const outcome of outcomes) expect(outcome).toMatchObject({ kind, ...(why ? { why } : {}) });
});

test('told to wait until a time of day, it reckons by the clock that says so', async () => {
  const date = 'Tue, 01 Dec 2026 10:00:00 GMT';
  server.instead = {
    ...{ status: 429, body: error('rate_limit_exceeded') },
    headers: { 'content-type': 'application/json', date, 'retry-after': 'Tue, 01 Dec 2026 12:00:00 GMT' },
  };
  expect(await open().send(batch(1), 'k')).toEqual([
    expect.objectContaining({ kind: 'stopped', why: 'rate', retryAfter: 7200 }),
  ]);
});

test('told to wait, it waits as told and goes on; told without end, it stops', async () => {
  server.fault = (n) => (n < 3 ? 'rate' : 'none');
  expect(kinds(await open().send(batch(3), 'k'))).toEqual(['accepted']);
  server.fault = () => 'rate';
  expect(await open().send(batch(1), 'k2')).toEqual([
    expect.objectContaining({ kind: 'stopped', why: 'rate', retryAfter: 1 }),
  ]);
});

test.each([
  [true, 422],
  [false, 422],
  [false, 400],
])(
  'one bad address among 100: the 99 go out (permissive answers: %s, status %i)',
  async (permissive, status) => {
    server.permissive = permissive;
    server.refusal = status;
    server.refuses = (to) => to === 'r37@customer.example';
    const mailer = open();
    const outcomes = await mailer.send(batch(100), 'k');
    expect(outcomes.flatMap((o, i) => (o.kind === 'accepted' ? [] : [`${i} ${o.kind}`]))).toEqual([
      '37 refused',
    ]);
    const ids = outcomes.flatMap((o) => (o.kind === 'accepted' ? [o.id] : []));
    // Each id belongs to the message in whose place it stands.
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.kind === 'accepted')
        expect(server.taken.find((m) => m.id === outcome.id)!.to).toBe(`r${i}@customer.example`);
    }
    expect(ids).toHaveLength(99);
    expect(await mailer.send(batch(100), 'k')).toEqual(outcomes);
    expect(server.taken).toHaveLength(99);
  },
);

test('the same key with another content sends nothing and is unknown, never refused', async () => {
  const mailer = open();
  await mailer.send(batch(2), 'k');
  expect(kinds(await mailer.send(batch(3), 'k'))).toEqual(['unknown']);
  expect(server.taken).toHaveLength(2);
});

test('the key is in no outcome, whatever an answer repeats', async () => {
  const secret = 're_secret_key_1234';
  const outcomes = await open({ apiKey: secret }).send(batch(1), 'k');
  expect(JSON.stringify(outcomes)).not.toContain(secret);
  expect(kinds(outcomes)).toEqual(['stopped']);
});

test('finds what was sent by recipient and reference, says what was not, and when it cannot tell', async () => {
  const since = new Date(server.clock).toISOString();
  const mailer = open();
  await mailer.send(batch(150).slice(0, 100), 'k1');
  // Another letter to the same address is not this one.
  await mailer.send(
    batch(1).map((m) => ({ ...m, reference: 'BBBB-0000-0000', subject: 'Other' })),
    'k2',
  );
  const found = await mailer.find!(batch(101), since);
  expect([...found.values()].map((f) => f.kind)).toEqual([...Array(100).fill('sent'), 'not-sent']);
  const sent = found.get('AAAA-0000-0000');
  expect(sent).toEqual({ kind: 'sent', id: server.taken[0]!.id, at: expect.stringMatching(/Z$/) });
  const old = await mailer.find!(batch(101), '2026-01-01T00:00:00Z');
  expect(old.get('AAAA-0000-0100')!.kind).toBe('cannot-tell');
});

test('what the quota leaves, where Resend says it', async () => {
  expect(await open().remaining!()).toBeNull();
  server.usage = { emails: { daily: { used: 40, limit: 100 }, monthly: { used: 2950, limit: 3000 } } };
  expect(await open().remaining!()).toMatchObject({ why: 'monthly-quota', letters: 50 });
  server.usage = {
    emails: {
      daily: { used: 40, limit: 100, resets_at: '2026-12-02T00:00:00Z' },
      monthly: { used: 200, limit: 3000 },
    },
  };
  expect(await open().remaining!()).toEqual({
    ...{ why: 'daily-quota', letters: 60, resetsAt: '2026-12-02T00:00:00Z' },
  });
});

test('without an answer about usage the headers tell of the free plan, and of no other', async () => {
  server.moreHeaders = () => ({ 'x-resend-daily-quota': '40', 'x-resend-monthly-quota': '2990' });
  expect(await open().remaining!()).toEqual({ why: 'monthly-quota', letters: 10, resetsAt: null });
  server.moreHeaders = () => ({ 'x-resend-monthly-quota': '49990' });
  expect(await open().remaining!()).toBeNull();
  // More used than any free account may: whatever that header means, it is not that plan.
  server.moreHeaders = () => ({ 'x-resend-daily-quota': '4000', 'x-resend-monthly-quota': '4000' });
  expect(await open().remaining!()).toBeNull();
});

test('pay-as-you-go goes beyond the month, five times as far', async () => {
  server.usage = { emails: { daily: null, monthly: { used: 50_000, limit: 50_000 } } };
  expect(await open().remaining!()).toMatchObject({ letters: 0 });
  expect(await open({ payAsYouGo: true }).remaining!()).toMatchObject({ letters: 200_000 });
});

test('asked too often for the usage, it waits and asks again', async () => {
  server.usage = { emails: { monthly: { used: 0, limit: 10 } } };
  server.account['/usage'] = {
    status: 429,
    json: { statusCode: 429, name: 'rate_limit_exceeded', message: 'Too many requests' },
  };
  const clock = fastTimer();
  const sleep = async (ms: number) => {
    delete server.account['/usage'];
    await clock.sleep(ms);
  };
  expect(await open({ timer: { now: clock.now, sleep } }).remaining!()).toMatchObject({ letters: 10 });
  expect(server.requests.map(({ status }) => status)).toEqual([429, 200]);
});

test.each([
  ['daily', 'daily-quota'],
  ['monthly', 'monthly-quota'],
] as const)('a %s quota stops and says for how long, if told', async (fault, why) => {
  server.fault = () => fault;
  server.moreHeaders = () => ({ 'retry-after': '3600' });
  expect(await open().send(batch(1), 'k')).toEqual([
    expect.objectContaining({ kind: 'stopped', why, retryAfter: 3600 }),
  ]);
});

test('ten requests a second, without an answer of 429', async () => {
  server.rateLimit = 10;
  const mailer = resendMailer({ apiKey: 're_test_key', baseUrl });
  const started = performance.now();
  await Promise.all(Array.from({ length: 31 }, (_, n) => mailer.send(batch(1), `k${n}`)));
  const seconds = (performance.now() - started) / 1000;
  expect(server.requests.filter((r) => r.status === 429)).toEqual([]);
  expect(30 / seconds).toBeGreaterThan(9);
});

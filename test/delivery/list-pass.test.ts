import { expect, test } from 'vitest';
import type { Ledger } from '../../src/delivery/ledger.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { sendDue } from '../../src/delivery/send.ts';
import { memoryMailer, people, sendingOf } from './builders.ts';

/** Runs over a list that says how often it was read. */
function runsOver(ledger: Ledger, mailer = memoryMailer()) {
  let reads = 0;
  const run = async (digest: string | null, list = people(30)) => {
    const before = reads;
    const sending = await sendingOf({
      ...{ ledger, mailer, recipients: list },
      listDigest: async () => digest,
    });
    const { recipients } = sending;
    sending.recipients = () => {
      reads++;
      return recipients();
    };
    const report = await sendDue(sending);
    return { reads: reads - before, letter: report.letters[0]!, done: report.done };
  };
  return { run, mailer };
}

test('a list that has not changed is not gone through again once everybody is told; one that has is', async () => {
  const { run, mailer } = runsOver(openSqliteLedger(':memory:'));
  expect(await run('a')).toMatchObject({ reads: 1, letter: { accepted: 30, skipped: 0 } });
  expect(await run('a')).toMatchObject({ reads: 0, done: true, letter: { accepted: 0, skipped: 30 } });
  expect(await run('b', people(31))).toMatchObject({ reads: 1, letter: { accepted: 1, skipped: 30 } });
  expect(await run('b', people(31))).toMatchObject({ reads: 0, letter: { skipped: 31 } });
  // Nothing is known of a list that only reading tells of.
  expect(await run(null, people(31))).toMatchObject({ reads: 1, letter: { skipped: 31 } });
  expect(mailer.sent.flat()).toHaveLength(31);
});

test('whatever is written about anybody is looked at with the list again', async () => {
  const ledger = openSqliteLedger(':memory:');
  const { run } = runsOver(ledger);
  await run('a');
  const before = await ledger.standing();
  const entry = { recipientId: 'c1', channel: 'post', day: '2026-12-02' } as const;
  const event = {
    ...{ eventId: 'e1', type: 'email.bounced', kind: 'bounced' as const, providerId: null, recipient: null },
    ...{
      happenedAt: '2026-12-01T10:00:00Z',
      receivedAt: '2026-12-01T10:00:01Z',
      sentAt: null,
      raw: '{}',
      detail: 'no such box',
    },
  } as const;
  const reference = (await ledger.story('c1')).find((line) => line.reference)!.reference!;
  await ledger.keepEvents([{ ...event, reference }], '2026-12-01T10:00:01Z', () => '2026-12-01');
  expect(await ledger.standing()).not.toBe(before);
  // Somebody's letter has failed: the pass finds nobody else to write to, changes nothing, and is spared from then on.
  expect(await run('a')).toMatchObject({ reads: 1 });
  expect(await run('a')).toMatchObject({ reads: 0 });
  expect(await ledger.record([entry], [], '2026-12-02T09:00:00Z')).toMatchObject({ recorded: 1 });
  expect(await run('a')).toMatchObject({ reads: 1 });
});

test('while somebody waits the list is gone through each time', async () => {
  const ledger = openSqliteLedger(':memory:');
  const { run, mailer } = runsOver(ledger);
  mailer.outcome = () => ({ kind: 'stopped', why: 'daily-quota', reason: 'full' });
  expect(await run('a')).toMatchObject({ reads: 1, letter: { pending: 30 } });
  expect(await ledger.standing()).toBe(null);
  mailer.outcome = () => undefined;
  expect(await run('a')).toMatchObject({ reads: 1, letter: { accepted: 30 } });
});

test('a list that is replaced while letters leave is gone through by the next run', async () => {
  const mailer = memoryMailer();
  const ledger = openSqliteLedger(':memory:');
  let list = people(30);
  const run = async () =>
    sendDue(await sendingOf({ ledger, mailer, recipients: list, listDigest: async () => `${list.length}` }));
  mailer.outcome = () => {
    list = people(31);
    return undefined;
  };
  await run();
  expect(mailer.sent.flat()).toHaveLength(30);
  await run();
  expect(mailer.sent.flat()).toHaveLength(31);
});

test('an outcome that stays unknown does not hold up the sparing once a person has recorded how its reader was told', async () => {
  const ledger = openSqliteLedger(':memory:');
  const { run, mailer } = runsOver(ledger);
  mailer.outcome = ({ to }) =>
    to === 'c1@customer.example' ? { kind: 'unknown', reason: 'no answer' } : undefined;
  expect(await run('a')).toMatchObject({ reads: 1, done: false });
  expect(await ledger.standing()).toBe(null);
  await ledger.record(
    [{ recipientId: 'c1', channel: 'post', day: '2026-12-02' }],
    [],
    '2026-12-02T09:00:00Z',
  );
  expect(await ledger.standing()).not.toBe(null);
  await run('a');
  expect(await run('a')).toMatchObject({ reads: 0, done: true });
});

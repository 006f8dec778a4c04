import { expect, test } from 'vitest';
import { planWorld } from '../../scripts/plan-world.ts';
import type { Ledger } from '../../src/delivery/ledger.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { sendDue } from '../../src/delivery/send.ts';
import type { Recipient } from '../../src/notice/recipient.ts';
import type { Policy } from '../../src/policy/timeline.ts';
import { assessed } from '../notice/builders.ts';
import { announced, memoryMailer, people, sendingOf } from './builders.ts';

/** A company with a list, and a ledger that its runs share. */
function company(policies: Policy[], today = '2026-12-01') {
  const ledger = openSqliteLedger(':memory:');
  const mailer = memoryMailer();
  let list: Recipient[] = [];
  let reads = 0;
  const recipients = async function* () {
    reads++;
    yield { recipients: list, rejected: [], remarks: [] };
  };
  const listDigest = async (): Promise<string | null> => JSON.stringify(list);
  const planned = (from: Ledger, digest = listDigest) => {
    const world = { content: { policies }, today, todayFor: () => today, assess: assessed(), pacing: {} };
    return planWorld({ ...world, recipients, listDigest: digest } as never, from);
  };
  return {
    ledger,
    mailer,
    use: (next: Recipient[]) => {
      list = next;
    },
    /** As the command does it. */
    async send(change: () => void = () => undefined) {
      const { plan, duties, keep } = await planned(ledger);
      const scene = { ledger, mailer, today, policies, duties, plan };
      const report = await sendDue({ ...(await sendingOf(scene)), recipients, listDigest });
      change();
      await keep(ledger, report.settled);
    },
    /** How often the list is read for the plan; which has to be the one that reading the list gives. */
    async readsForPlan() {
      const fresh = await planned(ledger, async () => null);
      const before = reads;
      const { plan, rows } = await planned(ledger);
      expect(plan).toEqual(fresh.plan);
      expect(rows).toBe(fresh.rows);
      return reads - before;
    },
  };
}

const withReminder = () =>
  announced({ notice: [{ since: '1', period: 'P30D', reminder: 'P7D', optOut: true, joined: 'sign-up' }] });

/** Of every kind that a list may hold. */
function mixed(count: number): Recipient[] {
  return people(count).map((one, n) => ({
    ...one,
    optedOut: n % 7 === 0,
    ...(n % 11 === 0 ? { email: '' } : {}),
    ...(n % 5 === 0 ? { joined: '2026-12-20' } : {}),
    ...(n % 13 === 0 ? { email: 'shared@customer.example' } : {}),
  }));
}

test('after the letters have left the counts of plan and status are known, the reminder included: they are those that the list gives', async () => {
  const { use, send, readsForPlan, mailer } = company([withReminder()]);
  use(mixed(200));
  expect(await readsForPlan()).toBe(1);
  await send();
  expect(mailer.sent.length).toBeGreaterThan(100);
  expect(await readsForPlan()).toBe(0);
  // The same again: nothing is due, and nothing is read.
  await send();
  expect(await readsForPlan()).toBe(0);
  // Newcomers, people who left, and an address that somebody takes back.
  use(
    mixed(230)
      .slice(20)
      .map((one) => ({ ...one, optedOut: one.id === 'c44' || one.optedOut })),
  );
  expect(await readsForPlan()).toBe(1);
  await send();
  expect(await readsForPlan()).toBe(0);
});

test('whoever was not reached is no reader of the reminder: then the list is gone through', async () => {
  const { use, send, readsForPlan, mailer } = company([withReminder()]);
  use(mixed(60));
  mailer.outcome = ({ recipientId }) =>
    recipientId === 'c9' ? { kind: 'refused', reason: 'no such address' } : undefined;
  await send();
  expect(await readsForPlan()).toBe(1);
});

test('a list that is replaced while letters leave has no counts', async () => {
  const { use, send, readsForPlan } = company([withReminder()]);
  use(mixed(60));
  await send(() => use(mixed(61)));
  expect(await readsForPlan()).toBe(1);
});

test('what happens to a letter after the counts were made is counted', async () => {
  const { use, send, readsForPlan, ledger } = company([withReminder()]);
  use(mixed(60));
  const reference = async () => (await ledger.story('c9')).find((line) => line.reference)!.reference!;
  await send();
  const fates = await ledger.fates();
  await ledger.keepEvents(
    [
      {
        ...{ eventId: 'e1', type: 'email.bounced', kind: 'bounced', providerId: null, recipient: null },
        ...{ happenedAt: '2026-12-01T10:00:00Z', receivedAt: '2026-12-01T10:00:01Z', sentAt: null },
        ...{ raw: '{}', detail: 'no such box', reference: await reference() },
      },
    ],
    '2026-12-01T10:00:01Z',
    () => '2026-12-01',
  );
  expect(await readsForPlan()).toBe(1);
  const states = (of: typeof fates) => of.map(({ state, people: n }) => `${state} ${n}`).sort();
  expect(states(await ledger.fates())).not.toEqual(states(fates));
  expect(states(await ledger.fates())).toContain('bounced 1');
});

import type { Ledger } from '../../src/delivery/ledger.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import type { Mailer, Message, PublishedSite, SendOutcome } from '../../src/delivery/ports.ts';
import type { Sending } from '../../src/delivery/send.ts';
import { dutiesOf } from '../../src/notice/duties.ts';
import { planNotices } from '../../src/notice/plan-notices.ts';
import type { Recipient } from '../../src/notice/recipient.ts';
import type { Policy } from '../../src/policy/timeline.ts';
import { assessed, policy, site, version } from '../notice/builders.ts';
import { countAudience } from '../notice/count-audience.ts';

/** Keeps what it is given; behaves as `outcome` says, and as a provider with lasting keys otherwise. */
export interface MemoryMailer extends Mailer {
  readonly sent: Message[];
  readonly keys: string[];
  outcome: (message: Message, tries: number) => SendOutcome | undefined;
}

export function memoryMailer(): MemoryMailer {
  const known = new Map<string, SendOutcome[]>();
  const mailer: MemoryMailer = {
    ...{ name: 'resend', tells: true, batchSize: 100, concurrency: 2, keyLastsHours: 23, sent: [], keys: [] },
    outcome: () => undefined,
    async send(batch, key) {
      const before = known.get(key);
      const tries = mailer.keys.filter((k) => k === key).length + 1;
      mailer.keys.push(key);
      if (before) return before;
      const outcomes = batch.map((message): SendOutcome => {
        const told = mailer.outcome(message, tries);
        if (told) return told;
        mailer.sent.push(message);
        return { kind: 'accepted', id: `id-${message.reference}` };
      });
      if (outcomes.every((o) => o.kind === 'accepted' || o.kind === 'refused')) known.set(key, outcomes);
      return outcomes;
    },
  };
  return mailer;
}

/** A site that shows every version with its digest. */
export const shownSite: PublishedSite = {
  where: 'https://fernhill.example/legal/',
  look: async (_policy, _version, digest) => ({
    shown: true,
    digest,
    where: 'https://fernhill.example/legal/',
  }),
};

export const people = (count: number, from = 1): Recipient[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `c${from + i}`,
    email: `c${from + i}@customer.example`,
    name: `Customer ${from + i}`,
    segments: [],
    optedOut: false,
  }));

/** Version 2, announced on 1 December 2026 for 15 January 2027 under a 30-day promise. */
export const announced = (fields: Record<string, unknown> = {}): Policy =>
  policy([version('2', '2026-12-01', '2027-01-15')], fields);

export interface Scene extends Partial<Omit<Sending, 'recipients'>> {
  recipients?: Recipient[];
}

/** Everything that `sendDue` needs, planned for the day as the commands do it. */
export async function sendingOf(scene: Scene = {}): Promise<Sending> {
  const { recipients: list = people(3), ...rest } = scene;
  const { today = '2026-12-01', policies = [announced()], mailer = memoryMailer() } = rest;
  const ledger: Ledger = rest.ledger ?? openSqliteLedger(':memory:');
  const assess = rest.assess ?? assessed();
  const begun = await ledger.begun();
  const duties = policies.flatMap((p) => dutiesOf(p, assess, today, begun));
  const audience = await countAudience(duties, list);
  let ticks = 0;
  return {
    today,
    site,
    policies,
    duties,
    plan: planNotices({ today, duties, audience }),
    assess,
    recipients: async function* () {
      yield { recipients: list, rejected: [], remarks: [] };
    },
    ledger,
    mailer,
    published: shownSite,
    stamp: () => `${today}T09:00:${String(ticks++ % 60).padStart(2, '0')}Z`,
    currentDay: () => today,
    now: () => new Date().toISOString(),
    sleep: async () => undefined,
    ...rest,
  };
}

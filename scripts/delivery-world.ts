import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { requireContent, type SoundContent } from '../src/authoring/read-content.ts';
import type { Ledger } from '../src/delivery/ledger.ts';
import { openPostgresLedger, postgresPlace } from '../src/delivery/ledger-postgres.ts';
import { openSqliteLedger } from '../src/delivery/ledger-sqlite.ts';
import { outboxMailer } from '../src/delivery/mailer-outbox.ts';
import { resendMailer } from '../src/delivery/mailer-resend.ts';
import type { Mailer, PublishedSite } from '../src/delivery/ports.ts';
import { isPostgresUrl, readDatabaseAddress } from '../src/delivery/postgres-address.ts';
import { siteAt } from '../src/delivery/published-site.ts';
import type { RecipientGroup } from '../src/delivery/recipient-check.ts';
import { assessOnce } from '../src/notice/assess-once.ts';
import { type Pace, paceOf } from '../src/notice/calendar.ts';
import type { Assess } from '../src/notice/duties.ts';
import type { Notice } from '../src/notice/plan.ts';
import type { Day } from '../src/policy/day.ts';
import type { Problem } from '../src/policy/problem.ts';
import type { Site } from '../src/policy/site.ts';
import type { Policy } from '../src/policy/timeline.ts';
import { type CommandContext, contentDirOf, textOf, todayOf, UsageError } from './context.ts';
import { keptWork } from './kept-content.ts';
import { listDigestOf, recipientsOf } from './recipient-list.ts';

/** What `plan`, `preview`, `send` and `status` share: arguments and environment turned into ports. */
export interface DeliveryWorld {
  content: SoundContent;
  /** The day in the site's zone. */
  today: Day;
  /** The day in a policy's own zone: what its deadlines and its effective day are measured by. */
  todayFor(policy: Policy): Day;
  assess: Assess;
  mailerName: Mailer['name'];
  outbox: string;
  /** Where the ledger of this mailer is kept, or would be: a file, or a server's address without its password. */
  ledgerPlace: string;
  /** The folder for what belongs to the ledger and is no part of it. */
  ledgerFolder: string;
  published: PublishedSite;
  /** Letters a day at most, if the site says so. */
  pacing: { pace?: Pace };
  /** Opens the ledger of this mailer; without `write` one that is not there yet is not made. */
  ledger(options?: { write: boolean }): Ledger;
  /** Throws for Resend without a key. */
  mailer(): Mailer;
  recipients(): AsyncIterable<RecipientGroup>;
  /** SHA-256 of the list's file, as this program reads it; null for a query, whose answer only reading it tells. */
  listDigest(): Promise<string | null>;
  /** The instant that is written down: carries `today` when it is asked for. */
  stamp(): string;
  /** The day it is by now; `today` stays what it was when the command began. */
  currentDay(timeZone?: string): Day;
  /** Errors that `check` finds in the file of the announced version, and places still to be filled in. */
  faultsOf(notice: Notice): Promise<Problem[]>;
}

export async function openWorld(context: CommandContext): Promise<DeliveryWorld> {
  const { env, cwd } = context;
  const { readBody, compare } = keptWork();
  const content = await requireContent(resolve(cwd, contentDirOf(context)), readBody);
  const today = todayOf(context, content.site.timeZone);
  const mailerName = mailerNameOf(context, content);
  const outbox = resolve(cwd, textOf(context, 'outbox') ?? 'outbox');
  const ledgerFile = ledgerFileOf(context, content, mailerName, outbox);
  const server =
    mailerName === 'resend' && isPostgresUrl(env.PRENOTICE_LEDGER ?? '') ? env.PRENOTICE_LEDGER! : null;
  const pace = paceOf(content.site.sending);
  const place = textOf(context, 'site') ?? (mailerName === 'outbox' ? 'dist' : content.site.url);
  return {
    content,
    today,
    todayFor: (policy) => todayOf(context, policy.timeZone),
    assess: assessOnce(compare),
    mailerName,
    outbox,
    published: siteAt(place, cwd),
    pacing: pace === undefined ? {} : { pace },
    ledgerPlace: server ? postgresPlace(server) : ledgerFile,
    ledgerFolder: dirname(ledgerFile),
    ledger: ({ write } = { write: false }) =>
      server
        ? openPostgresLedger(server)
        : openSqliteLedger(write || existsSync(ledgerFile) ? ledgerFile : ':memory:'),
    mailer: () => (mailerName === 'outbox' ? outboxMailer(outbox) : openResend(env, content.site.sending)),
    recipients: () => recipientsOf(context, content),
    listDigest: () => listDigestOf(context, content),
    stamp: () => stampOf(context, today),
    currentDay: (timeZone = content.site.timeZone) => todayOf(context, timeZone),
    faultsOf: rememberingFaults(content, today),
  };
}

function mailerNameOf(context: CommandContext, content: SoundContent): Mailer['name'] {
  const asked = textOf(context, 'mailer') ?? content.site.mailer;
  if (asked === 'outbox' || asked === 'resend') return asked;
  throw new UsageError(`--mailer ${asked} is not known; write outbox or resend`);
}

function ledgerFileOf(
  context: CommandContext,
  content: SoundContent,
  mailer: Mailer['name'],
  outbox: string,
): string {
  if (mailer === 'outbox') return join(outbox, 'ledger.db');
  const asked = context.env.PRENOTICE_LEDGER;
  // An address of another form: as the name of a file it would be told, password and all.
  if (asked && /:\/\/|\bpassword\s*=/i.test(asked)) readDatabaseAddress(asked, 'PRENOTICE_LEDGER');
  return asked && !isPostgresUrl(asked)
    ? resolve(context.cwd, asked)
    : join(dirname(resolve(content.dir)), '.prenotice', 'ledger.db');
}

function openResend(env: NodeJS.ProcessEnv, { rate, payAsYouGo = false }: Site['sending'] = {}): Mailer {
  return resendMailer({
    ...{ ...(rate === undefined ? {} : { rate }), payAsYouGo },
    // A stand-in on this machine is for rehearsals, and those may be on any day.
    comparesClocks: !isLoopback(env.RESEND_BASE_URL),
    apiKey: env.RESEND_API_KEY,
    ...(env.RESEND_BASE_URL ? { baseUrl: env.RESEND_BASE_URL } : {}),
  });
}

/** True when letters to this address never leave the machine. */
export function isLoopback(address: string | undefined): boolean {
  if (!address) return false;
  try {
    const { hostname } = new URL(address);
    return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
  } catch {
    return false;
  }
}

function stampOf(context: CommandContext, today: Day): string {
  const now = context.now();
  const asked = context.options.today ?? context.env.PRENOTICE_TODAY;
  return asked ? `${today}T${now.slice(11)}` : now;
}

/** The plan itself knows dates, approval and consent, and says them better: these are left to it. */
const planned = new Set(['period-broken', 'approval-missing', 'consent-place-missing']);

function rememberingFaults(content: SoundContent, today: Day): DeliveryWorld['faultsOf'] {
  const known = new Map<string, Problem[]>();
  return async ({ policy, version }) => {
    // Only a notice that begins is checked.
    const { checkContent } = await import('../src/authoring/check/check.ts');
    const problems = known.get(policy) ?? checkContent(content, today, [policy]);
    known.set(policy, problems);
    const versions = content.policies.find((p) => p.slug === policy)?.versions;
    const file = versions?.find((v) => v.fields.version === version)?.file;
    return problems.filter(
      ({ severity, rule, file: where }) =>
        where === file && (rule === 'placeholder' || (severity === 'error' && !planned.has(rule))),
    );
  };
}

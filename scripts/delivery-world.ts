import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { requireContent, type SoundContent } from '../src/authoring/read-content.ts';
import type { Ledger } from '../src/delivery/ledger.ts';
import { isPostgresUrl, openPostgresLedger, postgresPlace } from '../src/delivery/ledger-postgres.ts';
import { openSqliteLedger } from '../src/delivery/ledger-sqlite.ts';
import { outboxMailer } from '../src/delivery/mailer-outbox.ts';
import { resendMailer } from '../src/delivery/mailer-resend.ts';
import type { Mailer, PublishedSite } from '../src/delivery/ports.ts';
import { siteAt } from '../src/delivery/published-site.ts';
import type { RecipientGroup } from '../src/delivery/recipient-check.ts';
import { readRecipients } from '../src/delivery/recipients.ts';
import { queryRecipients } from '../src/delivery/recipients-query.ts';
import { SeenIds } from '../src/delivery/seen-ids.ts';
import { assessOnce } from '../src/notice/assess-once.ts';
import { type Audience, type AudienceCounts, type Concerned, countAudience } from '../src/notice/audience.ts';
import { type Pace, paceOf } from '../src/notice/calendar.ts';
import { type Assess, type Duty, dutiesOf } from '../src/notice/duties.ts';
import { type Notice, type NoticePlan, noticeKey } from '../src/notice/plan.ts';
import { planNotices } from '../src/notice/plan-notices.ts';
import type { Recipient, RejectedRow } from '../src/notice/recipient.ts';
import type { Day } from '../src/policy/day.ts';
import type { Problem } from '../src/policy/problem.ts';
import type { Site } from '../src/policy/site.ts';
import type { Policy } from '../src/policy/timeline.ts';
import { type CommandContext, contentDirOf, PrenoticeError, todayOf, UsageError } from './context.ts';
import { keptWork } from './kept-content.ts';
import { toolName } from './tool-version.ts';

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
    listDigest: () => listDigestOf(listFileOf(context, content)),
    stamp: () => stampOf(context, today),
    currentDay: (timeZone = content.site.timeZone) => todayOf(context, timeZone),
    faultsOf: rememberingFaults(content, today),
  };
}

/** What a pass over the list gives: who is concerned by each notice, and how many rows there are. */
interface ListPass {
  audience: Audience;
  rejects: number;
  rows: number;
}

/**
 * Duties, counts and plan in one pass over the list, or without one when the latest `send` has made the same. Rows set
 * aside go to `onReject`, remarks to `onRemark`; a list that has any is gone through each time.
 */
export async function planWorld(
  world: DeliveryWorld,
  ledger: Ledger,
  onReject: (row: RejectedRow) => void = () => undefined,
  onRemark: (row: RejectedRow) => void = () => undefined,
  /** False: nobody is counted, and the list is not read. */
  counts: (duties: readonly Duty[]) => boolean = () => true,
): Promise<{
  plan: NoticePlan;
  duties: Duty[];
  rejects: number;
  rows: number;
  /** Keeps what the pass gave in a ledger that may be written to. */
  keep(ledger: Ledger): Promise<void>;
}> {
  const begun = await ledger.begun();
  const duties = world.content.policies.flatMap((policy) =>
    dutiesOf(policy, world.assess, world.todayFor(policy), begun),
  );
  // Without a letter in sight nobody needs a list of recipients.
  const counted = duties.some((duty) => duty.from !== null) && counts(duties);
  const key = counted ? await audienceKey(world, ledger, duties) : null;
  const known = key === null ? null : await ledger.recall('audience', key);
  let remarks = 0;
  const pass = !counted
    ? { audience: new Map(), rejects: 0, rows: 0 }
    : known !== null
      ? readPass(known)
      : await passOver(world, ledger, duties, onReject, (row) => {
          remarks++;
          onRemark(row);
        });
  if (counted && pass.rows === 0)
    throw new PrenoticeError(
      `the recipient list has nobody to write to${pass.rejects > 0 ? `: all ${pass.rejects} rows were set aside` : ''}`,
      'It must be CSV with the header id,email,… and a line for each recipient, or JSON Lines with one object a line. Name another with --recipients FILE.',
    );
  return {
    plan: planNotices({ today: world.today, duties, audience: pass.audience, ...world.pacing }),
    duties,
    rejects: pass.rejects,
    rows: pass.rows,
    async keep(to) {
      if (key === null || known !== null || remarks + pass.rejects > 0) return;
      await to.remember('audience', key, JSON.stringify({ ...pass, audience: [...pass.audience] }));
    },
  };
}

async function passOver(
  world: DeliveryWorld,
  ledger: Ledger,
  duties: readonly Duty[],
  onReject: (row: RejectedRow) => void,
  onRemark: (row: RejectedRow) => void,
): Promise<ListPass> {
  let rejects = 0;
  let rows = 0;
  async function* everybody(): AsyncGenerator<Recipient[]> {
    for await (const group of world.recipients()) {
      rejects += group.rejected.length;
      rows += group.recipients.length;
      const notes = [
        ...group.rejected.map((row) => ({ row, tell: onReject })),
        ...group.remarks.map((row) => ({ row, tell: onRemark })),
      ];
      for (const { row, tell } of notes.sort((a, b) => a.row.line - b.row.line)) tell(row);
      yield group.recipients;
    }
  }
  const audience = await countAudience(duties, everybody(), await concernedBy(ledger, duties));
  return { audience, rejects, rows };
}

/** Digest of all that the counts depend on; null when only the pass tells. */
async function audienceKey(
  world: DeliveryWorld,
  ledger: Ledger,
  duties: readonly Duty[],
): Promise<string | null> {
  const standing = await ledger.standing();
  const list = standing === null ? null : await world.listDigest();
  if (list === null) return null;
  const terms = duties.map(({ class: change, effective, windowFrom, profile, segments, from, ...duty }) => [
    ...[noticeKey(duty), change, effective, windowFrom, profile, segments, from === null],
  ]);
  return createHash('sha256')
    .update(JSON.stringify([list, standing, terms]))
    .digest('hex');
}

function readPass(kept: string): ListPass {
  const pass = JSON.parse(kept) as Omit<ListPass, 'audience'> & { audience: [string, AudienceCounts][] };
  return { ...pass, audience: new Map(pass.audience) };
}

/** A reminder and a correction are for those whom the announcement was sent to, as far as they are still customers. */
async function concernedBy(ledger: Ledger, duties: readonly Duty[]): Promise<Concerned> {
  const reached = new Map<string, SeenIds>();
  for (const duty of duties) {
    if (duty.kind === 'advance' || duty.from === null || duty.windowFrom === null) continue;
    const ids = new SeenIds();
    const advance = noticeKey({ ...duty, kind: 'advance' });
    for await (const some of ledger.reached(advance, duty.kind === 'reminder'))
      for (const id of some) ids.add(id);
    reached.set(noticeKey(duty), ids);
  }
  return (notice, id) => reached.get(notice)?.has(id) ?? true;
}

function textOf(context: CommandContext, option: string): string | undefined {
  const value = context.options[option];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function mailerNameOf(context: CommandContext, content: SoundContent): Mailer['name'] {
  const asked = textOf(context, 'mailer') ?? content.site.mailer;
  if (asked === 'outbox' || asked === 'resend') return asked;
  throw new UsageError(`--mailer ${asked} is not known; write outbox or resend`);
}

/** The file with the list: `--recipients FILE`, else that of site.yaml; null when it is a query, or nobody says. */
function listFileOf(context: CommandContext, content: SoundContent): string | null {
  const asked = textOf(context, 'recipients');
  if (asked) return resolve(context.cwd, asked);
  const named = content.site.recipients;
  return typeof named === 'string' ? resolve(content.dir, named) : null;
}

async function listDigestOf(file: string | null): Promise<string | null> {
  if (file === null) return null;
  // Another version may read the same bytes otherwise.
  const hash = createHash('sha256').update(await toolName());
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  } catch {
    // Reading it tells what is wrong.
    return null;
  }
  return hash.digest('hex');
}

/** A fresh pass over the list: `--recipients FILE`, else the file or the query of site.yaml. */
function recipientsOf(context: CommandContext, content: SoundContent): AsyncIterable<RecipientGroup> {
  const file = listFileOf(context, content);
  if (file !== null) return readRecipients(file);
  const named = content.site.recipients;
  if (named === undefined || typeof named === 'string')
    throw new PrenoticeError(
      'nobody says who the recipients are',
      'name the list with --recipients FILE, or with `recipients:` in site.yaml',
    );
  const url = context.env[named.database]?.trim();
  if (!url)
    throw new PrenoticeError(
      `the recipients come from the database that ${named.database} names, and it is not set`,
      `set ${named.database} in the environment (postgres://user:password@host/database), or name a file with --recipients`,
    );
  const query = resolve(content.dir, named.query);
  return queryRecipients({ sql: readQuery(query), file: query, url, variable: named.database });
}

function readQuery(file: string): string {
  let sql: string;
  try {
    sql = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new PrenoticeError(
      `the query ${file} cannot be read`,
      'it is named by recipients.query in site.yaml, relative to that file',
      { cause },
    );
  }
  // A semicolon at the end is what psql wants; the protocol takes one statement without it.
  return sql.trim().replace(/;$/, '');
}

function ledgerFileOf(
  context: CommandContext,
  content: SoundContent,
  mailer: Mailer['name'],
  outbox: string,
): string {
  if (mailer === 'outbox') return join(outbox, 'ledger.db');
  const asked = context.env.PRENOTICE_LEDGER;
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

import { Resolver } from 'node:dns/promises';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import { checkContent } from '../../src/authoring/check/check.ts';
import { ChainWalk } from '../../src/delivery/chain.ts';
import {
  domainOf,
  examineAccount,
  type Finding,
  failure,
  ok,
  type TxtLookup,
  warning,
} from '../../src/delivery/examine.ts';
import type { Ledger } from '../../src/delivery/ledger.ts';
import { lookAtAccount } from '../../src/delivery/resend-account.ts';
import { noticeKey } from '../../src/notice/plan.ts';
import { formatDay } from '../../src/policy/day.ts';
import { counted, numeral } from '../../src/policy/numerals.ts';
import { PrenoticeError } from '../../src/policy/problem.ts';
import { shownVersions, statusOn } from '../../src/policy/timeline.ts';
import { type Command, type CommandContext, people, wantsJson } from '../context.ts';
import { type DeliveryWorld, isLoopback, openWorld } from '../delivery-world.ts';
import { planWorld } from '../plan-world.ts';
import { styled } from '../style.ts';
import { trackedList } from '../tracked-list.ts';

/** `doctor`: everything that a day of letters depends on, before the day. 1 when something would fail. */
export const run: Command = async (context) => {
  const world = await openWorld(context);
  const findings: Finding[] = [];
  const tell = (...found: Finding[]) => findings.push(...found);
  tell(contentFinding(world), zoneFinding(context, world));
  const ledger = await openLedger(world, tell);
  try {
    const due = await listFinding(context, world, ledger, tell);
    tell(...(await siteFindings(world)));
    if (world.mailerName === 'outbox')
      tell(ok('mailer', `outbox: letters are written to ${world.outbox}, nobody is mailed`));
    else tell(...(await mailerFindings(context, world, due)));
  } finally {
    await ledger?.close();
  }
  const failed = findings.filter(({ result }) => result === 'failure').length;
  if (wantsJson(context))
    context.stdout.write(`${JSON.stringify({ sound: failed === 0, checks: findings }, null, 2)}\n`);
  print(context, findings);
  return failed > 0 ? 1 : 0;
};

function contentFinding(world: DeliveryWorld): Finding {
  const problems = checkContent(world.content, world.today);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length === 0)
    return ok('content', `${counted(world.content.policies.length, 'policy', 'policies')}, no errors`);
  return failure(
    'content',
    `${counted(errors.length, 'error')}: ${errors[0]!.message}`,
    'run check and mend them',
  );
}

/** Days begin in the site's zone: what day it is there, told by the zone data of this machine. */
function zoneFinding(context: CommandContext, world: DeliveryWorld): Finding {
  const { timeZone } = world.content.site;
  const time = Temporal.Instant.from(context.now())
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString()
    .slice(0, 5);
  return ok(
    'time zone',
    `${timeZone}: ${formatDay(world.today, 'en')}, ${time} there (zone data ${process.versions.tz ?? 'unknown'})`,
  );
}

async function openLedger(world: DeliveryWorld, tell: (finding: Finding) => void): Promise<Ledger | null> {
  const remedy =
    'name another place with PRENOTICE_LEDGER, or mend this one; without its ledger nothing is sent';
  try {
    const isFile = !world.ledgerPlace.includes('://');
    const there = isFile
      ? await access(world.ledgerPlace).then(
          () => true,
          () => false,
        )
      : true;
    if (isFile)
      await access(
        await nearestFolder(there ? world.ledgerPlace : dirname(world.ledgerPlace)),
        constants.W_OK,
      );
    const ledger = world.ledger();
    const notices = await ledger.notices();
    const links = await chainFinding(ledger, tell);
    tell(
      there
        ? ok(
            'ledger',
            `${world.ledgerPlace} opens and can be written; ${counted(notices.length, 'notice')}, ${counted(links, 'link')} that verify`,
          )
        : ok('ledger', `${world.ledgerPlace} is not there yet; the first letter makes it`),
    );
    return ledger;
  } catch (error) {
    const known = error instanceof PrenoticeError;
    const message =
      (error as NodeJS.ErrnoException).code === 'EACCES'
        ? 'cannot be written by this user'
        : (error as Error).message;
    tell(
      failure(
        'ledger',
        `${world.ledgerPlace}: ${message}`,
        known && error.remedy !== '' ? error.remedy : remedy,
      ),
    );
    return null;
  }
}

async function nearestFolder(path: string): Promise<string> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  return there || dirname(path) === path ? path : nearestFolder(dirname(path));
}

/** Goes through every chain; @returns the number of links. */
async function chainFinding(ledger: Ledger, tell: (finding: Finding) => void): Promise<number> {
  let links = 0;
  for (const notice of await ledger.notices()) {
    const walk = new ChainWalk(noticeKey(notice));
    for await (const link of ledger.chain(noticeKey(notice))) walk.step(link);
    links += walk.seq;
    const [fault] = walk.faults;
    if (fault)
      tell(
        failure(
          'ledger',
          `the chain of ${walk.notice} does not fit at link ${fault.seq}: ${fault.message}`,
          'put the latest sound copy back, and find out who wrote to the database',
        ),
      );
  }
  return links;
}

/** The list can be read, is no part of the repository, and how many letters are due or announced. */
async function listFinding(
  context: CommandContext,
  world: DeliveryWorld,
  ledger: Ledger | null,
  tell: (finding: Finding) => void,
): Promise<number | null> {
  const tracked = await trackedList(context, world.content);
  if (tracked) tell(failure('recipients', tracked.message, tracked.remedy));
  try {
    let rows = 0;
    let rejected = 0;
    for await (const group of world.recipients()) {
      rows += group.recipients.length;
      rejected += group.rejected.length;
    }
    tell(
      rows === 0
        ? failure(
            'recipients',
            'the list has nobody to write to',
            'name the list with recipients: in site.yaml, or with --recipients',
          )
        : rejected > 0
          ? warning(
              'recipients',
              `${counted(rows, 'row')}, ${rejected} set aside`,
              '`send --dry-run` says which and why',
            )
          : ok('recipients', counted(rows, 'row')),
    );
    if (rows === 0 || !ledger) return null;
    const { plan } = await planWorld(world, ledger);
    return plan.notices
      .filter(({ complete }) => !complete)
      .reduce((most, { recipients }) => Math.max(most, recipients), 0);
  } catch (error) {
    if (!(error instanceof PrenoticeError)) throw error;
    tell(failure('recipients', error.message, error.remedy));
    return null;
  }
}

/** Every version that readers must find: on the site, with the digest that letters name. */
async function siteFindings(world: DeliveryWorld): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const policy of world.content.policies) {
    const today = world.todayFor(policy);
    for (const version of shownVersions(policy, today)) {
      if (!['inForce', 'upcoming'].includes(statusOn(policy, version, today))) continue;
      const look = await world.published.look(policy.slug, version.fields.version, version.digest);
      const name = `${policy.slug} ${version.fields.version}`;
      findings.push(
        look.shown
          ? ok('published site', `shows ${name} with its digest`)
          : failure(
              'published site',
              `does not show ${name}: ${look.reason} (looked at ${look.where})`,
              'build and publish the site; --site URL|FOLDER says where to look',
            ),
      );
    }
  }
  return findings;
}

async function mailerFindings(
  context: CommandContext,
  world: DeliveryWorld,
  due: number | null,
): Promise<Finding[]> {
  const { env } = context;
  const { site } = world.content;
  if (!env.RESEND_API_KEY?.trim())
    return [
      failure(
        'key',
        'RESEND_API_KEY is not set',
        'set it to a key with sending access, or use --mailer outbox',
      ),
    ];
  const settings = {
    apiKey: env.RESEND_API_KEY,
    ...(env.RESEND_BASE_URL ? { baseUrl: env.RESEND_BASE_URL } : {}),
    ...(site.sending?.rate === undefined ? {} : { rate: site.sending.rate }),
  };
  const account = await lookAtAccount(settings, domainOf(site.from), context.now);
  // A rehearsal against a server on this machine asks nobody else.
  const lookUp: TxtLookup = isLoopback(env.RESEND_BASE_URL) ? async () => null : lookUpTxt;
  const findings = await examineAccount(account, site.from, lookUp, env.RESEND_WEBHOOK_SECRET);
  if (account.key === 'works' || account.key === 'sendOnly') findings.push(await quotaFinding(world, due));
  return findings;
}

async function quotaFinding(world: DeliveryWorld, due: number | null): Promise<Finding> {
  const left = await world
    .mailer()
    .remaining?.()
    .catch(() => null);
  if (left === null || left === undefined)
    return warning(
      'quota',
      'Resend does not tell',
      'look at the usage page of its dashboard before a large letter',
    );
  const letters = counted(left.letters, 'letter');
  if (due !== null && due > left.letters)
    return failure(
      'quota',
      `${letters} left, and up to ${numeral(due)} are due or announced`,
      'raise the plan, or spread the letters over days with sending.perDay in site.yaml',
    );
  return ok('quota', `${letters} left${due === null ? '' : `; up to ${numeral(due)} are due or announced`}`);
}

async function lookUpTxt(name: string): Promise<string[] | null> {
  const resolver = new Resolver({ timeout: 3000, tries: 2 });
  try {
    return (await resolver.resolveTxt(name)).map((parts) => parts.join(''));
  } catch (error) {
    return ['ENOTFOUND', 'ENODATA'].includes((error as NodeJS.ErrnoException).code ?? '') ? [] : null;
  }
}

function print(context: CommandContext, findings: readonly Finding[]): void {
  const out = people(context);
  const style = styled(out, context.env);
  const looks = {
    ok: style('ok  ', 'green'),
    warning: style('warn', 'yellow'),
    failure: style('FAIL', 'red'),
  };
  const width = Math.max(...findings.map(({ name }) => name.length));
  for (const { name, result, message, remedy } of findings)
    out.write(`${looks[result]}  ${name.padEnd(width)}  ${message}${remedy === '' ? '' : `. → ${remedy}`}\n`);
}

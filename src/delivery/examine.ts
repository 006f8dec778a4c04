import type { ResendAccount } from './resend-account.ts';

/** One thing that `doctor` looked at. A warning lets letters leave; a failure does not, or lets them leave in vain. */
export interface Finding {
  name: string;
  result: 'ok' | 'warning' | 'failure';
  message: string;
  /** What to do about it; empty when nothing. */
  remedy: string;
}

export const ok = (name: string, message: string): Finding => ({ name, result: 'ok', message, remedy: '' });
export const warning = (name: string, message: string, remedy: string): Finding => ({
  ...{ name, result: 'warning', message, remedy },
});
export const failure = (name: string, message: string, remedy: string): Finding => ({
  ...{ name, result: 'failure', message, remedy },
});

/** The domain behind `Name <address>`. */
export const domainOf = (from: string): string => /@([^<>\s@]+?)>?\s*$/.exec(from)?.[1]?.toLowerCase() ?? '';

/** TXT records of a name; null when nobody could be asked. */
export type TxtLookup = (name: string) => Promise<string[] | null>;

/** Key, clock, sending domain with SPF, DKIM and DMARC, and the webhook: what the account looks like from here. */
export async function examineAccount(
  account: ResendAccount,
  from: string,
  lookUp: TxtLookup,
  webhookSecret: string | undefined,
): Promise<Finding[]> {
  const domain = domainOf(from);
  return [
    keyFinding(account),
    ...clockFinding(account),
    ...(account.key === 'works' ? domainFindings(account, domain) : []),
    await dmarcFinding(domain, lookUp),
    webhookFinding(account, webhookSecret),
  ];
}

function keyFinding({ key, reason }: ResendAccount): Finding {
  if (key === 'works') return ok('key', 'Resend takes it, with full access');
  if (key === 'sendOnly')
    return warning(
      'key',
      'Resend takes it, for sending only: domain, quota and webhook cannot be looked at, sync cannot read, and send cannot see whether letters have left that the ledger does not know of',
      'look in Resend’s dashboard, or set RESEND_API_KEY to a key with full access',
    );
  if (key === 'refused')
    return failure(
      'key',
      `Resend refuses it (${reason})`,
      'make a key in Resend’s dashboard and set RESEND_API_KEY',
    );
  return failure(
    'key',
    `Resend does not answer (${reason})`,
    'look at status.resend.com and at the network, then run doctor again',
  );
}

/** Idempotency keys and signatures of webhooks go by time. */
function clockFinding({ clockAhead }: ResendAccount): Finding[] {
  if (clockAhead === null) return [];
  const off = Math.abs(clockAhead);
  if (off <= 120) return [ok('clock', `agrees with Resend’s to ${off} s`)];
  return [
    failure(
      'clock',
      `is ${off} s ${clockAhead > 0 ? 'behind' : 'ahead of'} Resend’s`,
      'set the machine’s clock by NTP: days and deadlines go by it',
    ),
  ];
}

function domainFindings({ domain, domains }: ResendAccount, sender: string): Finding[] {
  if (!domain)
    return [
      failure(
        'sending domain',
        `${sender} is not a domain of this account (it has ${domains.join(', ') || 'none'})`,
        'add it in Resend’s dashboard and set the DNS records that it names, or correct `from` in site.yaml',
      ),
    ];
  const findings: Finding[] = [];
  findings.push(
    domain.status === 'verified'
      ? ok('sending domain', `${domain.name} is verified`)
      : failure(
          'sending domain',
          `${domain.name} is ${domain.status}, not verified`,
          'set the DNS records that Resend’s dashboard names, and wait until it says verified',
        ),
  );
  for (const kind of ['SPF', 'DKIM']) {
    const records = domain.records.filter(({ record }) => record.toUpperCase() === kind);
    if (records.length === 0) {
      findings.push(
        warning(kind, 'Resend does not tell', `look at the DNS records of ${domain.name} in its dashboard`),
      );
      continue;
    }
    const bad = records.filter(({ status }) => status !== 'verified');
    findings.push(
      bad.length === 0
        ? ok(kind, 'verified')
        : failure(
            kind,
            `${bad[0]!.status}`,
            `set the ${kind} record that Resend’s dashboard names for ${domain.name}`,
          ),
    );
  }
  if (domain.tracksOpens || domain.tracksClicks)
    findings.push(
      warning(
        'tracking',
        `${[domain.tracksOpens ? 'opens' : '', domain.tracksClicks ? 'clicks' : ''].filter(Boolean).join(' and ')} are tracked on ${domain.name}: letters would carry a pixel or rewritten links`,
        'switch it off for this domain in Resend’s dashboard: a notice watches nobody, and its links are checked by people',
      ),
    );
  return findings;
}

/** RFC 7489 6.6.3: the record of the domain itself, else that of the organisation's domain above it. */
async function dmarcFinding(domain: string, lookUp: TxtLookup): Promise<Finding> {
  const names = [domain, domain.split('.').slice(-2).join('.')];
  for (const name of new Set(names)) {
    const records = await lookUp(`_dmarc.${name}`);
    if (records === null)
      return warning(
        'DMARC',
        'was not looked up here, and Resend does not tell',
        `see that _dmarc.${domain} has a TXT record such as "v=DMARC1; p=none; rua=mailto:…"`,
      );
    const record = records.find((text) => /^v=DMARC1\b/i.test(text));
    if (record) return ok('DMARC', `_dmarc.${name}: ${record.slice(0, 80)}`);
  }
  return failure(
    'DMARC',
    `neither ${[...new Set(names)].join(' nor ')} has a record: Gmail and Yahoo turn away bulk mail without one`,
    `set a TXT record _dmarc.${domain} "v=DMARC1; p=none; rua=mailto:…"`,
  );
}

/** What `status` needs to be told: without these a bounce is not heard of. */
const needed = ['email.delivered', 'email.bounced', 'email.complained', 'email.suppressed', 'email.failed'];

function webhookFinding({ webhooks }: ResendAccount, secret: string | undefined): Finding {
  const sync = 'or run `sync` after the letters have left: it asks Resend for bounces and suppressions';
  if (webhooks === null)
    return warning(
      'webhook',
      'cannot be looked at with this key',
      `see in Resend’s dashboard that one is enabled, ${sync}`,
    );
  const enabled = webhooks.filter(({ status }) => status === 'enabled');
  if (enabled.length === 0)
    return warning(
      'webhook',
      'Resend has none that is enabled',
      `serve \`webhook\` and add its address in Resend’s dashboard, ${sync}`,
    );
  const missing = needed.filter(
    (event) => !enabled.some(({ events }) => events.length === 0 || events.includes(event)),
  );
  if (missing.length > 0)
    return warning(
      'webhook',
      `${enabled[0]!.endpoint} is not told of ${missing.join(', ')}`,
      'add these events to it in Resend’s dashboard',
    );
  if (!secret)
    return warning(
      'webhook',
      `${enabled[0]!.endpoint} is enabled; RESEND_WEBHOOK_SECRET is not set here`,
      'set it where `webhook` runs: what is not signed is not believed',
    );
  return ok('webhook', `${enabled[0]!.endpoint} is enabled and told of everything`);
}

import { Resend } from 'resend';
import * as z from 'zod';
import type { ResendSettings } from './mailer-resend.ts';
import { RequestPace, realTimer } from './request-pace.ts';

/** A sending domain as Resend tells of it (https://resend.com/docs/api-reference/domains/get-domain). */
export interface SendingDomain {
  name: string;
  status: string;
  /** DNS records that it asks for: `SPF`, `DKIM`, …, each with its status. */
  records: { record: string; status: string }[];
  tracksOpens: boolean;
  tracksClicks: boolean;
}

/** What one account looks like to a key; a question that was not answered has its reason. */
export interface ResendAccount {
  /** `sendOnly`: the key works and may not look at the account. */
  key: 'works' | 'sendOnly' | 'refused' | 'noAnswer';
  reason: string;
  /** The domain of the sender; null when the account does not have it. */
  domain: SendingDomain | null;
  domains: string[];
  webhooks: { endpoint: string; status: string; events: string[] }[] | null;
  /** Seconds by which the server's clock is ahead of ours; null when it does not say. */
  clockAhead: number | null;
}

const domainList = z.object({
  data: z.array(z.object({ id: z.string(), name: z.string(), status: z.string() })),
});
const domainDetail = z.object({
  records: z.array(z.object({ record: z.string(), status: z.string() })).default([]),
  open_tracking: z.boolean().nullish(),
  click_tracking: z.boolean().nullish(),
});
const webhookList = z.object({
  data: z.array(
    z.object({ endpoint: z.string(), status: z.string(), events: z.array(z.string()).nullish() }),
  ),
});

/** Asks Resend what `doctor` wants to know. Never throws for what the network or the provider does. */
export async function lookAtAccount(
  { apiKey, baseUrl, rate, timeout = 15_000, timer = realTimer }: ResendSettings,
  senderDomain: string,
  now: () => string,
): Promise<ResendAccount> {
  const key = apiKey?.trim() ?? '';
  const resend = new Resend(key, baseUrl ? { baseUrl: baseUrl.replace(/\/+$/, '') } : undefined);
  const pace = new RequestPace(rate, timer);
  const options = () => ({ signal: AbortSignal.timeout(timeout) });
  const account: ResendAccount = {
    ...{ key: 'works', reason: '', domain: null, domains: [], webhooks: null, clockAhead: null },
  };
  const list = await pace.run(() => resend.domains.list({ limit: 100 }, options()));
  account.clockAhead = clockAheadOf(list.headers, now());
  if (list.error !== null) {
    const { name, message, statusCode } = list.error;
    account.reason = `${statusCode ?? 'no answer'} ${name}: ${message}`
      .replaceAll(key, '[key]')
      .slice(0, 300);
    const refused = statusCode === 401 || statusCode === 403;
    account.key = name === 'restricted_api_key' ? 'sendOnly' : refused ? 'refused' : 'noAnswer';
    return account;
  }
  const domains = domainList.safeParse(list.data);
  if (!domains.success) return { ...account, key: 'noAnswer', reason: 'the list of domains cannot be read' };
  account.domains = domains.data.data.map(({ name }) => name);
  const mine = domains.data.data.find(({ name }) => name.toLowerCase() === senderDomain.toLowerCase());
  if (mine) {
    const detail = await pace.run(() => resend.domains.get(mine.id, options()));
    const facts = domainDetail.safeParse(detail.data);
    account.domain = {
      ...{ name: mine.name, status: mine.status, records: facts.data?.records ?? [] },
      tracksOpens: facts.data?.open_tracking === true,
      tracksClicks: facts.data?.click_tracking === true,
    };
  }
  const webhooks = webhookList.safeParse(
    (await pace.run(() => resend.webhooks.list({ limit: 100 }, options()))).data,
  );
  if (webhooks.success)
    account.webhooks = webhooks.data.data.map(({ endpoint, status, events }) => ({
      ...{ endpoint, status, events: events ?? [] },
    }));
  return account;
}

function clockAheadOf(headers: Record<string, string> | null, now: string): number | null {
  const date = Date.parse(headers?.date ?? '');
  return Number.isNaN(date) ? null : Math.round((date - Date.parse(now)) / 1000);
}

import type { StopReason } from './ports.ts';

/** What every answer of the SDK has. */
export interface ResendAnswer {
  data: unknown;
  error: object | null;
  headers: Record<string, string> | null;
}

/**
 * What an error answer of Resend means. Names and codes: https://resend.com/docs/api-reference/errors; the docs list
 * names that the SDK's types lack, so everything here is text. The SDK gives `statusCode: null` when no whole answer
 * arrived, and whatever JSON a proxy sent as the error.
 */
export type Verdict =
  /** May have been taken: only the same key makes another try safe. */
  | { kind: 'unknown'; reason: string; conflict?: true }
  /** Not taken; try again after so many seconds. */
  | { kind: 'wait'; seconds: number; reason: string }
  /** Not taken, nor will anything else be for now. */
  | { kind: 'stop'; why: StopReason; reason: string; retryAfter?: number }
  /** Not taken because of what one of the messages holds. */
  | { kind: 'content'; reason: string };

export function judgeError(error: unknown, headers: Record<string, string> | null): Verdict {
  const { name, message, status } = factsOf(error);
  const said = `${status ?? 'no answer'} ${name}${message ? `: ${message}` : ''}`.trim();
  // `daily_quota_exceeded`, `monthly_quota_exceeded`: waiting some seconds helps against neither.
  if (/quota/i.test(name)) {
    const why = /daily/i.test(`${name} ${message}`) ? 'daily-quota' : 'monthly-quota';
    const retryAfter = secondsIn(headers, 'retry-after');
    return { kind: 'stop', why, reason: said, ...(retryAfter ? { retryAfter } : {}) };
  }
  if (name === 'rate_limit_exceeded' || status === 429)
    return { kind: 'wait', seconds: waitFor(headers), reason: said };
  if (status === null || status >= 500 || status === 408) return { kind: 'unknown', reason: said };
  // Something did go out under this key; what, its answer does not say.
  if (name === 'invalid_idempotent_request') return { kind: 'unknown', reason: said, conflict: true };
  // 409: under way under this key, or locked.
  if (status === 409) return { kind: 'unknown', reason: said };
  if (status === 401 || status === 403) return { kind: 'stop', why: 'not-allowed', reason: said };
  // The docs list `validation_error` under 400 too: one letter's fault until half of them says otherwise.
  if (status === 422 || (status === 400 && name === 'validation_error')) {
    // A wrong sender is wrong in every letter: it must not be held against a customer.
    if (
      /\bfrom\b|\breply[_ ]?to\b|domain is not verified/i.test(message) ||
      name === 'invalid_from_address'
    ) {
      return { kind: 'stop', why: 'request', reason: said };
    }
    return { kind: 'content', reason: said };
  }
  return { kind: 'stop', why: 'request', reason: said };
}

/** True when the message says that the address is what is wrong. */
export const blamesAddress = (reason: string): boolean =>
  /\bto\b[`'"]? field|`to`|recipient|email address/i.test(reason);

/** The SDK gives the body alone: where it lacks the status, the name stands for it. */
const statusByName: Partial<Record<string, number>> = {
  missing_api_key: 401,
  restricted_api_key: 401,
  invalid_api_key: 403,
  suspended_api_key: 403,
  invalid_permission: 403,
  not_found: 404,
  method_not_allowed: 405,
  invalid_idempotency_key: 400,
  invalid_idempotent_request: 409,
  concurrent_idempotent_requests: 409,
  resource_locked: 409,
  missing_required_field: 422,
  invalid_parameter: 422,
  invalid_from_address: 422,
  rate_limit_exceeded: 429,
};

function factsOf(error: unknown): { name: string; message: string; status: number | null } {
  const record = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  const name = typeof record.name === 'string' ? record.name : 'unreadable_answer';
  const told = Number(record.statusCode ?? Number.NaN);
  const message = typeof record.message === 'string' ? record.message : '';
  if (Number.isInteger(told) && told > 0) return { name, message, status: told };
  // `validation_error` comes with 403 too; of one that blames the recipient it is certain.
  const blames = name === 'validation_error' && /`to`/.test(message);
  return { name, message, status: blames ? 422 : (statusByName[name] ?? null) };
}

/** The HTTP status of an error answer, as far as it tells one. */
export const statusOf = (error: unknown): number | null => factsOf(error).status;

/** Seconds to wait as told by `retry-after` (or, failing that, `ratelimit-reset`); at least a second. */
const waitFor = (headers: Record<string, string> | null): number =>
  Math.max(1, secondsIn(headers, 'retry-after') ?? secondsIn(headers, 'ratelimit-reset') ?? 1);

/** A number of seconds, or the day and time that proxies may write (RFC 9110, 10.2.3). */
function secondsIn(headers: Record<string, string> | null, header: string): number | null {
  const text = headers?.[header]?.trim();
  if (!text) return null;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return seconds >= 0 ? seconds : null;
  const [until, date] = [Date.parse(text), Date.parse(headers?.date ?? '')];
  // Held against the clock that wrote it, not ours.
  return Number.isNaN(until) || Number.isNaN(date) ? null : Math.max(0, (until - date) / 1000);
}

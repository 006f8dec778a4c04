import type { StopReason } from './ports.ts';

/**
 * What an error answer of Resend means. Names and codes: https://resend.com/docs/api-reference/errors; the docs list
 * names that the SDK's types lack, so everything here is text. The SDK gives `statusCode: null` when no whole answer
 * arrived, and whatever JSON a proxy sent as the error.
 */
export type Verdict =
  /** May have been taken: only the same key makes another try safe. */
  | { kind: 'unknown'; reason: string }
  /** Not taken; try again after so many seconds. */
  | { kind: 'wait'; seconds: number; reason: string }
  /** Not taken, nor will anything else be for now. */
  | { kind: 'stop'; why: StopReason; reason: string; retryAfter?: number }
  /** Not taken because of what one of the messages holds. */
  | { kind: 'content'; reason: string };

export function judgeError(error: unknown, headers: Record<string, string> | null): Verdict {
  const { name, message, status } = factsOf(error);
  const said = `${status ?? 'no answer'} ${name}${message ? `: ${message}` : ''}`.trim();
  if (name === 'daily_quota_exceeded') return { kind: 'stop', why: 'daily-quota', reason: said };
  if (name === 'monthly_quota_exceeded') return { kind: 'stop', why: 'monthly-quota', reason: said };
  if (name === 'rate_limit_exceeded' || status === 429)
    return { kind: 'wait', seconds: waitFor(headers), reason: said };
  if (status === null || status >= 500 || status === 408) return { kind: 'unknown', reason: said };
  // 409: under way under this key, locked, or this key was used with another content; something may have gone out.
  if (status === 409) return { kind: 'unknown', reason: said };
  if (status === 401 || status === 403) return { kind: 'stop', why: 'not-allowed', reason: said };
  if (status === 422) {
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

function factsOf(error: unknown): { name: string; message: string; status: number | null } {
  const record = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  const status = typeof record.statusCode === 'number' ? record.statusCode : null;
  const name = typeof record.name === 'string' ? record.name : 'unreadable_answer';
  return { name, message: typeof record.message === 'string' ? record.message : '', status };
}

/** Seconds to wait as told by `retry-after` (or, failing that, `ratelimit-reset`); at least a second. */
function waitFor(headers: Record<string, string> | null): number {
  for (const header of ['retry-after', 'ratelimit-reset']) {
    const seconds = Number(headers?.[header]);
    if (headers?.[header] !== undefined && Number.isFinite(seconds) && seconds >= 0)
      return Math.max(1, seconds);
  }
  return 1;
}

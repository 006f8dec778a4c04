import * as z from 'zod';
import type { QuotaLeft } from './ports.ts';

const period = z
  .object({ used: z.number(), limit: z.number().nullable(), resets_at: z.string().nullish().catch(null) })
  .nullish();
const usageAnswer = z.object({ emails: z.object({ daily: period, monthly: period }) });

/**
 * The free plan, which alone gets `x-resend-daily-quota`
 * (https://resend.com/docs/api-reference/rate-limit, https://resend.com/docs/knowledge-base/account-quotas-and-limits).
 */
const freePlan = { daily: 100, monthly: 3000 };
/** Pay-as-you-go ends at so many times the monthly quota (the same page). */
const mostOverage = 5;

interface Limit {
  used: number;
  limit: number | null;
  resetsAt: string | null;
}

/**
 * What Resend tells of the account's quotas: `GET /usage` has used and limit, the headers of every answer only what is
 * used, and of which plan. What is not known limits nothing: the provider itself refuses with a 429 of its own name.
 */
export class ResendQuota {
  readonly #beyond: boolean;
  #daily: Limit | null = null;
  #monthly: Limit | null = null;

  /** @param payAsYouGo the plan lets letters beyond the monthly quota through. */
  constructor(payAsYouGo = false) {
    this.#beyond = payAsYouGo;
  }

  readUsage(data: unknown): void {
    const usage = usageAnswer.safeParse(data);
    if (!usage.success) return;
    const { daily, monthly } = usage.data.emails;
    const limitOf = (told: z.output<typeof period>): Limit | null =>
      told ? { used: told.used, limit: told.limit, resetsAt: told.resets_at ?? null } : null;
    this.#daily = limitOf(daily);
    this.#monthly = limitOf(monthly);
  }

  readHeaders(headers: Record<string, string> | null): void {
    const daily = countIn(headers, 'x-resend-daily-quota');
    const monthly = countIn(headers, 'x-resend-monthly-quota');
    if (daily !== null) {
      this.#daily ??= { used: daily, limit: freePlan.daily, resetsAt: null };
      this.#monthly ??= { used: 0, limit: freePlan.monthly, resetsAt: null };
      this.#daily.used = daily;
    }
    if (monthly !== null && this.#monthly) this.#monthly.used = monthly;
  }

  /** The tighter of the limits; null when none is known. */
  left(): QuotaLeft | null {
    const known = [
      leftOf('daily-quota', this.#daily, 1),
      leftOf('monthly-quota', this.#monthly, this.#beyond ? mostOverage : 1),
    ].filter((left) => left !== null);
    return known.toSorted((a, b) => a.letters - b.letters)[0] ?? null;
  }
}

function leftOf(why: QuotaLeft['why'], known: Limit | null, times: number): QuotaLeft | null {
  // More used than the limit allows: then it is none, or not the one that was taken for it.
  if (!known || known.limit === null || known.used > known.limit * times) return null;
  return { why, letters: Math.floor(known.limit * times - known.used), resetsAt: known.resetsAt };
}

function countIn(headers: Record<string, string> | null, name: string): number | null {
  const text = headers?.[name]?.trim();
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : null;
}

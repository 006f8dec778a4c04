import { Resend } from 'resend';
import { PrenoticeError } from '../policy/problem.ts';
import type { Ledger } from './ledger.ts';
import type { MailReport, MailReports } from './mail-reports.ts';
import type { ResendSettings } from './mailer-resend.ts';
import { instantOf } from './provider-events.ts';
import { RequestPace, realTimer } from './request-pace.ts';
import { judgeError } from './resend-answers.ts';

/** How often a request is made again after "wait" or no whole answer: these only read, so trying again harms nothing. */
const mostTries = 6;

/**
 * Reads suppressions and mails through the `resend` package at the pace that its answers allow, shared with all others
 * on this ledger.
 * @throws PrenoticeError without an API key; while reading, when Resend refuses the key or gives no usable answer.
 */
export function resendReports(settings: ResendSettings, ledger: Pick<Ledger, 'agree'>): MailReports {
  const key = settings.apiKey?.trim();
  if (!key)
    throw new PrenoticeError(
      'Resend can only be asked with an API key, and RESEND_API_KEY is not set',
      'set RESEND_API_KEY to a key with full access: one that may only send cannot read',
    );
  return new ResendReports(key, settings, ledger);
}

type Answer<T> =
  | { data: T; error: null; headers: Record<string, string> | null }
  | { data: null; error: object; headers: Record<string, string> | null };
type Page<T> = { data: T[]; has_more: boolean };

class ResendReports implements MailReports {
  readonly #resend: Resend;
  readonly #pace: RequestPace;
  readonly #timeout: number;
  readonly #secret: string;
  readonly #sleep: (ms: number) => Promise<void>;

  constructor(
    apiKey: string,
    { baseUrl, rate, timeout = 60_000, timer = realTimer }: Omit<ResendSettings, 'apiKey'>,
    ledger: Pick<Ledger, 'agree'>,
  ) {
    this.#secret = apiKey;
    this.#resend = new Resend(apiKey, baseUrl ? { baseUrl: baseUrl.replace(/\/+$/, '') } : undefined);
    this.#pace = new RequestPace(rate, timer);
    this.#pace.share(ledger);
    this.#timeout = timeout;
    this.#sleep = (ms) => timer.sleep(ms);
  }

  async *suppressed(): AsyncGenerator<string[]> {
    const pages = this.#pages((page) => this.#resend.suppressions.list(page, this.#options()));
    for await (const page of pages) yield page.map(({ email }) => email);
  }

  async *sent(): AsyncGenerator<MailReport[]> {
    const pages = this.#pages((page) => this.#resend.emails.list(page, this.#options()));
    for await (const page of pages) yield page.map(reportOf);
  }

  async look(providerId: string): Promise<MailReport | null> {
    const mail = await this.#ask(() => this.#resend.emails.get(providerId, this.#options()));
    return mail === null ? null : reportOf(mail);
  }

  async *#pages<T extends { id: string }>(
    get: (page: { limit: number; after?: string }) => Promise<Answer<Page<T>>>,
  ): AsyncGenerator<T[]> {
    for (let after: string | undefined; ; ) {
      const page = await this.#ask(() => get({ limit: 100, ...(after === undefined ? {} : { after }) }));
      if (page === null) return;
      yield page.data;
      const last = page.data.at(-1)?.id;
      // A page that does not go on from the one before would be read for ever.
      if (!page.has_more || last === undefined || last === after) return;
      after = last;
    }
  }

  /** @returns null for 404. */
  async #ask<T>(request: () => Promise<Answer<T>>): Promise<T | null> {
    for (let tries = 1; ; tries++) {
      const answer = await this.#pace.run(request);
      if (answer.error === null) return answer.data;
      if ((answer.error as { statusCode?: number }).statusCode === 404) return null;
      const verdict = judgeError(answer.error, answer.headers);
      const again = (verdict.kind === 'wait' || verdict.kind === 'unknown') && tries < mostTries;
      if (!again)
        throw this.#failure(verdict.reason, verdict.kind === 'stop' && verdict.why === 'not-allowed');
      if (verdict.kind === 'wait') this.#pace.hold(verdict.seconds);
      else await this.#sleep(500 * 2 ** (tries - 1));
    }
  }

  #failure(reason: string, forbidden: boolean): PrenoticeError {
    return new PrenoticeError(
      `Resend does not say what became of the letters: ${reason.replaceAll(this.#secret, '[key]').slice(0, 300)}`,
      forbidden
        ? 'use a key with full access: one that may only send cannot read'
        : 'run sync again later; what was learned before stands in the ledger',
    );
  }

  #options(): { signal: AbortSignal } {
    return { signal: AbortSignal.timeout(this.#timeout) };
  }
}

const reportOf = (mail: { id: string; last_event: string; created_at: string }): MailReport => ({
  providerId: mail.id,
  lastEvent: mail.last_event,
  createdAt: instantOf(mail.created_at) ?? mail.created_at,
});

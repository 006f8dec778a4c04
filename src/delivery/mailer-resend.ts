import { Resend } from 'resend';
import * as z from 'zod';
import { digestOf } from '../policy/digest.ts';
import { PrenoticeError } from '../policy/problem.ts';
import { batchBody } from './batch-body.ts';
import type { Ledger } from './ledger.ts';
import type { FoundMail, Mailer, Message, QuotaLeft, SendOutcome, SentPage } from './ports.ts';
import { RequestPace, realTimer, type Timer } from './request-pace.ts';
import { blamesAddress, judgeError, type ResendAnswer, type Verdict } from './resend-answers.ts';
import { ResendQuota } from './resend-quota.ts';
import { ResendSentMail } from './resend-sent-mail.ts';

export interface ResendSettings {
  /** RESEND_API_KEY. */
  apiKey: string | undefined;
  /** RESEND_BASE_URL, where the SDK would read it. */
  baseUrl?: string;
  /** Requests a second at most. */
  rate?: number;
  /** The plan lets letters beyond the monthly quota through. */
  payAsYouGo?: boolean;
  /** False: nobody compares the clocks, as in a rehearsal on another day. Default: true. */
  comparesClocks?: boolean;
  /** Milliseconds for one request. */
  timeout?: number;
  timer?: Timer;
}

const batchAnswer = z.object({
  data: z.array(z.object({ id: z.string().min(1) })),
  errors: z.array(z.object({ index: z.number().int().min(0), message: z.string() })).optional(),
});

/** Batches, however fast they may leave. */
const mostInHand = 4;

/** How often a request that was told to wait is made again before the run stops. */
const mostWaits = 8;
/** Seconds; told to wait longer, the run stops and says when to go on. */
const longestWait = 60;

/**
 * Sends through Resend's batch endpoint, the `resend` package doing the talking. The one place that maps our words
 * to the wire's. @throws PrenoticeError without an API key: letters never go to the outbox by themselves.
 */
export function resendMailer(settings: ResendSettings): Mailer {
  if (!settings.apiKey?.trim()) {
    throw new PrenoticeError(
      'mailer: resend needs an API key, and RESEND_API_KEY is not set',
      'set RESEND_API_KEY to a key with sending access, or use --mailer outbox to write the letters as files',
    );
  }
  return new ResendMailer(settings.apiKey.trim(), settings);
}

class ResendMailer implements Mailer {
  readonly name = 'resend';
  readonly tells = true;
  readonly batchSize = 100;
  /** Keys last 24 hours at Resend; an hour less leaves room for clocks that differ. */
  readonly keyLastsHours = 23;
  readonly #resend: Resend;
  readonly #pace: RequestPace;
  readonly #quota: ResendQuota;
  readonly #timeout: number;
  readonly #sentMail: ResendSentMail;
  readonly #secret: string;
  readonly #comparesClocks: boolean;
  #clockAhead: number | null = null;

  constructor(
    apiKey: string,
    { baseUrl, rate, payAsYouGo, comparesClocks = true, timeout = 60_000, timer = realTimer }: ResendSettings,
  ) {
    this.#comparesClocks = comparesClocks;
    this.#quota = new ResendQuota(payAsYouGo);
    this.#secret = apiKey;
    this.#resend = new Resend(apiKey, baseUrl ? { baseUrl: baseUrl.replace(/\/+$/, '') } : undefined);
    this.#pace = new RequestPace(rate, timer);
    this.#timeout = timeout;
    this.#sentMail = new ResendSentMail(this.#resend, {
      read: (request) => this.#read(request),
      clean: (text) => this.#clean(text),
      sleep: (ms) => timer.sleep(ms),
    });
  }

  async send(batch: readonly Message[], key: string, mayTry = () => true): Promise<SendOutcome[]> {
    const outcomes = await this.#sendPart(batch, key, mayTry);
    // If not one went through and nobody's address is blamed, the fault is in what the letters have in common.
    const common = outcomes.every((o) => o.kind === 'refused' && !blamesAddress(o.reason));
    if (!common || outcomes.length < 2) return outcomes;
    return outcomes.map((o) => ({
      kind: 'stopped',
      why: 'request',
      reason: o.kind === 'refused' ? o.reason : '',
    }));
  }

  async #sendPart(part: readonly Message[], key: string, mayTry: () => boolean): Promise<SendOutcome[]> {
    const all = (outcome: SendOutcome): SendOutcome[] => part.map(() => outcome);
    for (let waits = 0; ; waits++) {
      const verdict = await this.#post(part, key, mayTry);
      if (Array.isArray(verdict)) return verdict;
      const reason = this.#clean(verdict.reason);
      if (verdict.kind === 'wait' && waits < mostWaits && verdict.seconds <= longestWait) {
        this.#pace.hold(verdict.seconds);
        continue;
      }
      if (verdict.kind === 'wait')
        return all({ kind: 'stopped', why: 'rate', reason, retryAfter: verdict.seconds });
      if (verdict.kind === 'stop') {
        const { why, retryAfter } = verdict;
        return all({ kind: 'stopped', why, reason, ...(retryAfter === undefined ? {} : { retryAfter }) });
      }
      if (verdict.kind === 'not-tried') return all({ kind: 'stopped', why: 'not-tried', reason });
      if (verdict.kind === 'unknown') return all({ ...verdict, reason });
      if (part.length === 1) return all({ kind: 'refused', reason });
      return this.#sendHalves(part, key, mayTry);
    }
  }

  /** One of these is refused and the answer does not say which. Halves have keys of their own, the same every time. */
  async #sendHalves(part: readonly Message[], key: string, mayTry: () => boolean): Promise<SendOutcome[]> {
    const middle = Math.ceil(part.length / 2);
    const left = await this.#sendPart(part.slice(0, middle), `${key}/l`, mayTry);
    const right = await this.#sendPart(part.slice(middle), `${key}/r`, mayTry);
    return [...left, ...right];
  }

  /** @returns outcomes when the batch was taken, else what the error means. */
  async #post(
    part: readonly Message[],
    key: string,
    mayTry: () => boolean,
  ): Promise<SendOutcome[] | Verdict | { kind: 'not-tried'; reason: string }> {
    let mayGo = true;
    let asked = false;
    try {
      // Made before its turn comes, so that nothing stands between the turn and the request.
      const body = batchBody(part);
      const answer = await this.#ask((left) => {
        mayGo = mayTry();
        asked = true;
        if (!mayGo) throw new Error('not tried: too much time has passed since the letters were fixed');
        // The SDK's options go to `fetch` as they are, so the body is ours; it adds key and headers and reads the answer.
        return this.#resend.batch.send([], {
          body: body.stream(left),
          duplex: 'half',
          headers: { 'content-length': String(body.size) },
          idempotencyKey: `prenotice-${digestOf(key)}`,
          batchValidation: 'permissive',
          signal: AbortSignal.timeout(this.#timeout),
        });
      });
      if (answer.error !== null) return judgeError(answer.error, answer.headers);
      const outcomes = this.#readAccepted(part, answer.data);
      if (Array.isArray(outcomes)) body.done();
      return outcomes;
    } catch (error) {
      // The ledger has failed, on which everything else depends too.
      if (!asked) throw error;
      return { kind: mayGo ? 'unknown' : 'not-tried', reason: (error as Error).message };
    }
  }

  /** `data` holds only what was taken, in order; `errors` names the positions of the rest. */
  #readAccepted(part: readonly Message[], data: unknown): SendOutcome[] | Verdict {
    const parsed = batchAnswer.safeParse(data);
    const errors = new Map(parsed.data?.errors?.map((e) => [e.index, e.message]));
    const ids = [...new Set(parsed.data?.data.map(({ id }) => id))];
    // One id for each that was taken, none twice, and no error about a message that is not there.
    const places = [...part.keys()].filter((index) => !errors.has(index));
    if (ids.length !== places.length || parsed.data?.data.length !== ids.length)
      return { kind: 'unknown', reason: 'accepted, but the answer does not fit the batch' };
    const idAt = new Map(places.map((index, i) => [index, ids[i]!]));
    return part.map((_, index) => {
      const id = idAt.get(index);
      return id === undefined
        ? { kind: 'refused', reason: this.#clean(errors.get(index)!) }
        : { kind: 'accepted', id };
    });
  }

  /** Asks for the usage (https://resend.com/docs/api-reference/usage/retrieve-usage); where there is none its headers still tell. */
  async remaining(): Promise<QuotaLeft | null> {
    const { data } = await this.#read((options) => this.#resend.usage.get(options));
    this.#quota.readUsage(data);
    return this.#quota.left();
  }

  quota(): QuotaLeft | null {
    return this.#quota.left();
  }

  /**
   * So many that none is waited for. At a slow pace that is one, and of several processes none is left alone at the end
   * with more batches than the others.
   */
  get concurrency(): number {
    return Math.min(Math.ceil(this.#pace.perSecond / 25), mostInHand);
  }

  /**
   * As many as leave while an answer is on its way for a second and a half. Where nobody keeps more from leaving, more of
   * them would only take memory.
   */
  underway(): number {
    const { perSecond } = this.#pace;
    return perSecond > 200 ? mostInHand : Math.min(Math.max(mostInHand, 1.5 * perSecond), 16);
  }

  share(ledger: Pick<Ledger, 'agree'>): void {
    this.#pace.share(ledger);
  }

  rest(): Promise<void> {
    return this.#pace.rest();
  }

  clockAhead(): number | null {
    return this.#comparesClocks ? this.#clockAhead : null;
  }

  /** A question that changes nothing, so that it may be put again when the provider wants it later. */
  async #read<T extends ResendAnswer>(request: (options: { signal: AbortSignal }) => Promise<T>): Promise<T> {
    for (let waits = 0; ; waits++) {
      const answer = await this.#ask(() => request({ signal: AbortSignal.timeout(this.#timeout) }));
      const verdict = answer.error === null ? null : judgeError(answer.error, answer.headers);
      if (verdict?.kind !== 'wait' || waits === mostWaits || verdict.seconds > longestWait) return answer;
      this.#pace.hold(verdict.seconds);
    }
  }

  /** At the pace that is allowed; every answer tells of the quotas. */
  async #ask<T extends ResendAnswer>(request: (left: () => void) => Promise<T>): Promise<T> {
    const answer = await this.#pace.run(request);
    this.#quota.readHeaders(answer.headers);
    const theirs = Date.parse(answer.headers?.date ?? '');
    if (!Number.isNaN(theirs)) this.#clockAhead = Math.round((theirs - Date.now()) / 1000);
    return answer;
  }

  sentPage(after?: string): Promise<SentPage> {
    return this.#sentMail.page(after);
  }

  find(...asked: Parameters<ResendSentMail['find']>): Promise<Map<string, FoundMail>> {
    return this.#sentMail.find(...asked);
  }

  /** Never lets the key into a log, whatever an answer repeats. */
  #clean(text: string): string {
    return text.replaceAll(this.#secret, '[key]').slice(0, 500);
  }
}

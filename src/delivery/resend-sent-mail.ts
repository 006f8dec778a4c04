import type { Resend } from 'resend';
import * as z from 'zod';
import { type FoundMail, type Message, providerKeepsDays, type Reading, type SentPage } from './ports.ts';
import { instantOf } from './provider-events.ts';
import { judgeError, type ResendAnswer, statusOf } from './resend-answers.ts';

/** How often a question is put that gets no whole answer. */
const mostQuestions = 4;
const marginHours = 48;

/** How Resend is asked: at the pace that is allowed, and without the key in what is said about it. */
export interface Asking {
  read<T extends ResendAnswer>(request: (options: { signal: AbortSignal }) => Promise<T>): Promise<T>;
  clean(text: string): string;
  sleep(ms: number): Promise<void>;
}

/** The account's list of sent mail (https://resend.com/docs/api-reference/emails/list-emails). */
export class ResendSentMail {
  readonly #resend: Resend;
  readonly #asking: Asking;

  constructor(resend: Resend, asking: Asking) {
    this.#resend = resend;
    this.#asking = asking;
  }

  /** See `Mailer.sentPage`. */
  async page(after?: string): Promise<SentPage> {
    for (let tries = 1; ; tries++) {
      const { data, error, headers } = await this.#asking.read((options) =>
        this.#resend.emails.list(after ? { limit: 100, after } : { limit: 100 }, options),
      );
      const page = error === null ? pageOf(data, after) : null;
      if (page) return page;
      const verdict = error === null ? null : judgeError(error, headers);
      const reason = this.#asking.clean(verdict?.reason ?? 'the answer is no list of sent mail');
      if (verdict?.kind === 'stop') return { kind: 'not-allowed', reason };
      if (tries === mostQuestions) {
        // Somebody answers, and with no list again and again: nor will it be one later.
        const hasNone = headers !== null && (error === null || statusOf(error) === null);
        return { kind: hasNone ? 'not-allowed' : 'no-answer', reason };
      }
      await this.#asking.sleep(500 * 2 ** tries);
    }
  }

  /** See `Mailer.find`. */
  async find(
    batch: readonly Message[],
    since: string,
    onReading?: (reading: Reading) => void,
  ): Promise<Map<string, FoundMail>> {
    // Our clock may have been ahead at the first try; better to look too far back than to miss a mail.
    const from = Temporal.Instant.from(since).subtract({ hours: marginHours });
    const found = new Map<string, FoundMail>();
    const wanted = Map.groupBy(batch, (message) => message.to.toLowerCase());
    let reachedStart = false;
    let mails = 0;
    const allSent = () => batch.every((message) => found.get(message.reference)?.kind === 'sent');
    let why = 'the list of sent mail does not reach back that far';
    for (let after: string | undefined; !reachedStart && !allSent(); ) {
      const page = await this.page(after);
      if (page.kind !== 'page') {
        why = page.reason;
        break;
      }
      for (const mail of page.mails) {
        const { at } = mail;
        if (Temporal.Instant.compare(at, from) < 0) reachedStart = true;
        for (const message of mail.to.flatMap((to) => wanted.get(to.toLowerCase()) ?? [])) {
          if (found.get(message.reference)?.kind === 'sent') continue;
          const same = await this.#isThisMail(mail.id, message);
          if (same === true) found.set(message.reference, { kind: 'sent', id: mail.id, at });
          else if (same !== false) found.set(message.reference, { kind: 'cannot-tell', reason: same });
        }
      }
      mails += page.mails.length;
      const reached = page.mails.at(-1)?.at;
      if (reached !== undefined) onReading?.({ mails, reached, until: from.toString() });
      after = page.next ?? undefined;
      if (!after) reachedStart = true;
    }
    const tooOld = Temporal.Now.instant().subtract({ hours: 24 * providerKeepsDays });
    if (Temporal.Instant.compare(from, tooOld) < 0) {
      reachedStart = false;
      why = `Resend keeps sent mail for ${providerKeepsDays + 1} days only`;
    }
    for (const { reference } of batch) {
      if (!found.has(reference))
        found.set(reference, reachedStart ? { kind: 'not-sent' } : { kind: 'cannot-tell', reason: why });
    }
    return found;
  }

  /** Retrieves the mail: an address may have had several letters, the reference tells which one this is. Text: why not. */
  async #isThisMail(id: string, message: Message): Promise<boolean | string> {
    const mail = await this.#asking.read((options) => this.#resend.emails.get(id, options));
    if (mail.error !== null) return this.#asking.clean(judgeError(mail.error, mail.headers).reason);
    const { subject, text, html, tags } = mail.data;
    return (
      [subject, text, html].some((part) => part?.includes(message.reference)) ||
      (tags?.some((tag) => tag.name === 'reference' && tag.value === message.reference) ?? false)
    );
  }
}

const bareAddress = (to: string): string => (/<([^<>]+)>\s*$/.exec(to)?.[1] ?? to).trim();

const emailPage = z.object({
  data: z.array(
    z.object({
      id: z.string().min(1),
      to: z.array(z.string()),
      subject: z.string().nullish(),
      created_at: z.string().default(''),
      last_event: z.string().nullish(),
    }),
  ),
  has_more: z.boolean().default(false),
});

/** Null for what is no list. */
function pageOf(answer: unknown, after: string | undefined): SentPage | null {
  const { data: page } = emailPage.safeParse(answer);
  if (!page) return null;
  const last = page.data.at(-1)?.id;
  return {
    kind: 'page',
    mails: page.data.map(({ id, to, subject, created_at, last_event }) => ({
      ...{ id, to: to.map(bareAddress), subject: subject ?? '', lastEvent: last_event ?? '' },
      // Of one without a time it is only certain that it is not of the future.
      at: instantOf(created_at) ?? Temporal.Now.instant().toString(),
    })),
    // A page that does not go on from the one before would be read for ever.
    next: page.has_more && last !== undefined && last !== after ? last : null,
  };
}

import * as z from 'zod';
import type { ProviderKind } from './event-state.ts';
import { cleanLine } from './hostile-text.ts';

/** One piece of news from the provider, in our words. */
export interface ProviderEvent {
  /** The provider's id of the event: the same one again is the same event. */
  eventId: string;
  /** The provider's name for it: `email.bounced`. */
  type: string;
  /** What it says about the mail; null for news that change nothing (an opening, a contact). */
  kind: ProviderKind | null;
  /** The provider's id of the mail. */
  providerId: string | null;
  /** Our own code, from the tag that every letter carries. */
  reference: string | null;
  recipient: string | null;
  /** ISO 8601 UTC. */
  happenedAt: string;
  receivedAt: string;
  /** When this telling of it was signed: another one has another instant. Null when it was asked for. ISO 8601 UTC. */
  sentAt: string | null;
  /** The provider's reason, one clean line. */
  detail: string | null;
  /** As it came. */
  raw: string;
}

const kinds: Record<string, ProviderKind> = {
  'email.sent': 'sent',
  'email.scheduled': 'sent',
  'email.delivery_delayed': 'delayed',
  'email.delivered': 'delivered',
  'email.bounced': 'bounced',
  'email.complained': 'complained',
  'email.suppressed': 'suppressed',
  'email.failed': 'failed',
};

const reason = z.looseObject({
  type: z.string().optional(),
  subType: z.string().optional(),
  message: z.string().optional(),
  reason: z.string().optional(),
});

/** https://resend.com/docs/webhooks/event-types, read as loosely as can be: an unknown field must lose no event. */
const payload = z.looseObject({
  type: z.string().min(1).max(100),
  created_at: z.string(),
  data: z.looseObject({
    email_id: z.string().optional(),
    to: z.union([z.array(z.string()), z.string().transform((to) => [to])]).optional(),
    // Tags came as a list of name and value before they came as a record.
    tags: z
      .union([
        z.record(z.string(), z.string()),
        z
          .array(z.object({ name: z.string(), value: z.string() }))
          .transform((list) => Object.fromEntries(list.map(({ name, value }) => [name, value]))),
      ])
      .optional()
      .catch(undefined),
    bounce: reason.optional().catch(undefined),
    suppressed: reason.optional().catch(undefined),
    failed: reason.optional().catch(undefined),
  }),
});

/** Reads a verified payload; null when it is no event that we know the shape of. */
export function readProviderEvent(
  eventId: string,
  raw: string,
  receivedAt: string,
  sentAt: string,
): ProviderEvent | null {
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    return null;
  }
  const parsed = payload.safeParse(json);
  if (!parsed.success) return null;
  const { type, created_at, data } = parsed.data;
  const why = data.bounce ?? data.suppressed ?? data.failed;
  const said = why && [why.type, why.subType, why.reason, why.message].filter(Boolean).join(', ');
  const transient = type === 'email.bounced' && /^transient$/i.test(data.bounce?.type ?? '');
  const reference = data.tags?.reference;
  return {
    eventId,
    type,
    kind: transient ? 'bounced-for-now' : (kinds[type] ?? null),
    providerId: data.email_id ?? null,
    reference: reference !== undefined && isReference(reference) ? reference : null,
    recipient: data.to?.[0] ?? null,
    happenedAt: instantOf(created_at) ?? receivedAt,
    receivedAt,
    sentAt,
    detail: said ? cleanLine(said, 300) : null,
    raw,
  };
}

/** The shape of `referenceFor` (three groups in letters begun with early ledgers): mails of others in the same account may have a tag of this name. */
const isReference = (text: string): boolean => /^[0-9A-Z]{4}(-[0-9A-Z]{4}){2,3}$/.test(text);

/** Resend writes ISO 8601, and in places `2026-04-03 22:13:42.674981+00`. */
export function instantOf(text: string): string | null {
  try {
    return Temporal.Instant.from(
      text
        .trim()
        .replace(' ', 'T')
        .replace(/([+-]\d{2})$/, '$1:00'),
    ).toString({ fractionalSecondDigits: 3 });
  } catch {
    return null;
  }
}

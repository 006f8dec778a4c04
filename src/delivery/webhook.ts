import { Resend } from 'resend';
import { cleanLine } from './hostile-text.ts';
import type { KeptEvents } from './ledger-events.ts';
import { type ProviderEvent, readProviderEvent } from './provider-events.ts';

export interface WebhookSettings {
  /** RESEND_WEBHOOK_SECRET; several while a secret is being replaced. */
  secrets: readonly string[];
  /** Writes an event down; resolves when it is safe. */
  keep: (event: ProviderEvent) => Promise<KeptEvents>;
  /** The instant, ISO 8601 UTC. */
  now: () => string;
  /** One line without personal data. */
  log: (line: string) => void;
  /** Bytes of a body at most. Resend's events have a few thousand. */
  limit?: number;
}

/**
 * Takes events of Resend (https://resend.com/docs/webhooks/introduction) on the web-standard `Request`, so that any
 * server can hold it. 200 only when an event is written down or nothing of it is ours; Resend tries again after
 * anything else. What is not signed with the secret is refused before it is read: 4xx, logged, nothing kept. So is a
 * replay: each attempt of the provider to tell an event is signed with an instant of its own (Standard Webhooks,
 * "Webhook metadata"), so the same event with an instant that came before is somebody else's copy. Should a proxy have
 * made it, the provider takes the refusal for a failure, and tells the event anew.
 */
export function webhookHandler(settings: WebhookSettings): (request: Request) => Promise<Response> {
  // Verifying needs no key; the constructor wants one.
  const resend = new Resend('re_only_for_verifying');
  const { secrets, keep, now, log, limit = 262_144 } = settings;
  const answered = tellingsOf(now);
  const say = (status: number, what: string, id: string | null): Response => {
    log(`${now()} ${status} ${what}${id === null ? '' : ` (${nameOf(id)})`}`);
    const headers = status === 405 ? { allow: 'POST' } : undefined;
    return new Response(`${status < 300 ? 'ok' : what}\n`, { status, ...(headers ? { headers } : {}) });
  };
  return async (request) => {
    if (request.method !== 'POST') return say(405, 'refused: only POST is taken', null);
    const headers = signatureOf(request.headers);
    if (!headers) return say(400, 'refused: the headers of a signature are missing', null);
    const body = await readBody(request, limit);
    if (body === 'too long') return say(413, 'refused: the body is too long', headers.id);
    if (body === 'broken') return say(400, 'refused: the body broke off or is not UTF-8', headers.id);
    const fault = verify(resend, body, headers, secrets);
    if (fault) return say(fault.status, `refused: ${fault.reason}`, headers.id);
    // As the signature has it: in the header more may stand after the number.
    const sentAt = instantOfSeconds(headers.timestamp);
    const telling = `${headers.id} ${sentAt}`;
    if (!answered.add(telling)) return say(409, 'refused: a replay', headers.id);
    const event = readProviderEvent(headers.id, body, now(), sentAt);
    if (!event) return say(200, 'ignored: not an event of a known shape', headers.id);
    const type = cleanLine(event.type, 60);
    try {
      const { kept, repeated, replayed } = await keep(event);
      if (kept.length > 0) return say(200, `kept: ${type}`, headers.id);
      if (replayed.length > 0) return say(409, `refused: a replay of ${type}`, headers.id);
      if (repeated.length > 0) return say(200, `ignored: ${type}, told again`, headers.id);
      return say(200, `ignored: ${type} of other mail`, headers.id);
    } catch (error) {
      answered.remove(telling);
      // The reason may hold what the database was given: it is for the terminal of a developer, not for a log.
      return say(503, `not kept (${(error as Error).name}): Resend tries again`, headers.id);
    }
  };
}

/** Twice what the SDK tolerates: what is older is refused as such. */
const rememberedFor = 600_000;

/** Tellings that were answered lately; those that are kept stand in the ledger as well, for other processes and the next one. */
function tellingsOf(now: () => string) {
  const seen = new Map<string, number>();
  return {
    /** False when it was there. */
    add(telling: string): boolean {
      const at = Date.parse(now());
      for (const [old, since] of seen) {
        if (at - since < rememberedFor) break;
        seen.delete(old);
      }
      if (seen.has(telling)) return false;
      seen.set(telling, at);
      return true;
    },
    remove: (telling: string) => void seen.delete(telling),
  };
}

const instantOfSeconds = (seconds: string): string =>
  Temporal.Instant.fromEpochMilliseconds(Number.parseInt(seconds, 10) * 1000).toString();

/** Ids are Resend's own, and yet anybody may write one into a log. */
const nameOf = (id: string): string => (/^[\w.-]{1,80}$/.test(id) ? id : 'an id of a strange shape');

interface SignatureHeaders {
  id: string;
  timestamp: string;
  signature: string;
}

/** Svix's names, or those of the Standard Webhooks that they became. */
function signatureOf(headers: Headers): SignatureHeaders | null {
  for (const prefix of ['svix', 'webhook']) {
    const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map((name) =>
      headers.get(`${prefix}-${name}`),
    );
    if (id && timestamp && signature) return { id, timestamp, signature };
  }
  return null;
}

function verify(
  resend: Resend,
  payload: string,
  headers: SignatureHeaders,
  secrets: readonly string[],
): { status: number; reason: string } | null {
  let reason = 'no secret is set';
  for (const webhookSecret of secrets) {
    try {
      resend.webhooks.verify({ payload, headers, webhookSecret });
      return null;
    } catch (error) {
      // Signed as it should be, and no JSON: that is said by who reads it.
      if (error instanceof SyntaxError) return null;
      reason = (error as Error).message;
    }
  }
  if (/timestamp too (old|new)/i.test(reason))
    return { status: 400, reason: 'the timestamp is too old or too far ahead' };
  if (/signature headers|timestamp/i.test(reason))
    return { status: 400, reason: 'the timestamp is no number' };
  return { status: 401, reason: 'the signature does not fit' };
}

async function readBody(request: Request, limit: number): Promise<string | 'too long' | 'broken'> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return 'too long';
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > limit) return 'too long';
      chunks.push(chunk);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    return 'broken';
  }
}

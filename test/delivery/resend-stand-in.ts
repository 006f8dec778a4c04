import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A mail that the stand-in has taken. */
export interface TakenMail {
  id: string;
  to: string;
  from: string;
  subject: string;
  html: string;
  text: string;
  tags: { name: string; value: string }[];
  created_at: string;
}

/** How one request is answered; `taken` faults lose the answer after the mails were taken. */
export type Fault =
  | 'none'
  | 'lost-before'
  | 'lost-after'
  | 'truncated-after'
  | 'html-502'
  | 'html-502-after'
  | '500'
  | '500-after'
  | 'null-body'
  | 'rate'
  | 'daily'
  | 'monthly'
  | '401'
  | '403'
  | '409-concurrent'
  | '422-from';

interface WireMail {
  from: string;
  to: string[];
  subject: string;
  html: string;
  text: string;
  tags?: { name: string; value: string }[];
}

/** Resend's API as far as delivery uses it, on a local port, misbehaving as told. */
export class ResendStandIn {
  readonly taken: TakenMail[] = [];
  readonly requests: {
    method: string;
    path: string;
    key: string | null;
    at: number;
    body: unknown;
    status: number;
  }[] = [];
  /** The fault of the next batch request. */
  fault: (request: number) => Fault = () => 'none';
  /** Addresses that are refused. */
  refuses: (to: string) => boolean = () => false;
  /** False: a refused address refuses the whole batch, as `strict` does. */
  permissive = true;
  /** The status of such a refusal. */
  refusal = 422;
  /** Whether a question (list of sent mail, one mail) gets a page of a proxy for an answer. */
  hidesMail: () => boolean = () => false;
  /** The answer to a question for what follows in the list of sent mail; null: that. */
  hidesAfter: () => { status: number; json: unknown } | null = () => null;
  /** Milliseconds; moved by tests that let a key grow old. */
  clock = Date.now();
  /** Requests a second that it says it takes; and the ms in which it takes no more than those. */
  rateLimit: number | null = null;
  rateWindow = 1000;
  usage: unknown = null;
  /** What every answer tells besides: quotas, another time of day. */
  moreHeaders: (() => Record<string, string>) | null = null;
  /** Answers of the account: `/domains`, `/domains/:id`, `/webhooks`, by path. */
  account: Record<string, { status?: number; json: unknown }> = {};
  /** What became of the mail to an address. */
  lastEvent: (to: string) => string = () => 'delivered';
  /** Addresses on the suppression list. */
  suppressed: string[] = [];
  readonly #keys = new Map<string, { hash: string; answer: string; at: number }>();
  readonly #window: number[] = [];
  readonly #server = createServer((request, response) => {
    // A client that is killed in the middle of its request.
    this.#handle(request, response).catch(() => response.destroy());
  });
  /** The answer to every batch, whatever was asked; null: as Resend answers. */
  instead: { status: number; headers?: Record<string, string>; body: string } | null = null;
  #batches = 0;

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** How often each address got a mail. */
  perAddress(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const mail of this.taken) counts.set(mail.to, (counts.get(mail.to) ?? 0) + 1);
    return counts;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<unknown> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body: unknown = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : null;
    const key = request.headers['idempotency-key'];
    const url = new URL(request.url!, 'http://stand-in');
    const entry = {
      method: request.method!,
      path: url.pathname,
      key: typeof key === 'string' ? key : null,
      at: performance.now(),
      body,
      status: 0,
    };
    this.requests.push(entry);
    const answer = (status: number, json: unknown, headers: Record<string, string> = {}) => {
      entry.status = status;
      const limits = this.rateLimit
        ? { 'ratelimit-limit': String(this.rateLimit), 'ratelimit-policy': `${this.rateLimit};w=1` }
        : {};
      response
        .writeHead(status, {
          'content-type': 'application/json',
          ...limits,
          ...this.moreHeaders?.(),
          ...headers,
        })
        .end(JSON.stringify(json));
    };
    if (request.headers.authorization !== 'Bearer re_test_key')
      return answer(401, wrong(401, 'missing_api_key', 'Missing API key'));
    if (this.rateLimit !== null) {
      const now = performance.now();
      while (this.#window.length > 0 && this.#window[0]! <= now - this.rateWindow) this.#window.shift();
      if (this.#window.length >= this.rateLimit)
        return answer(429, wrong(429, 'rate_limit_exceeded', 'Too many requests'), { 'retry-after': '1' });
      this.#window.push(now);
    }
    const account = request.method === 'GET' ? this.account[url.pathname] : undefined;
    if (account) return answer(account.status ?? 200, account.json);
    if (request.method === 'GET' && url.pathname === '/usage')
      return this.usage ? answer(200, this.usage) : answer(404, wrong(404, 'not_found', 'Not found'));
    if (request.method === 'GET' && url.pathname.startsWith('/emails') && this.hidesMail())
      return response.writeHead(502, { 'content-type': 'text/html' }).end('<html>');
    if (request.method === 'GET' && url.pathname === '/emails') return this.#list(url, answer);
    if (request.method === 'GET' && url.pathname === '/suppressions') {
      const data = this.suppressed.map((email, i) => ({
        id: `s${i}`,
        email,
        origin: 'bounce',
        source_id: null,
      }));
      return answer(200, { object: 'list', has_more: false, data });
    }
    if (request.method === 'GET' && url.pathname.startsWith('/emails/')) {
      const mail = this.taken.find((m) => url.pathname.endsWith(m.id));
      return mail
        ? answer(200, { ...mail, to: [mail.to], object: 'email', last_event: this.lastEvent(mail.to) })
        : answer(404, wrong(404, 'not_found', 'Not found'));
    }
    if (request.method === 'POST' && url.pathname === '/emails/batch')
      return this.#batch(body as WireMail[], entry.key, request, response, answer);
    return answer(404, wrong(404, 'not_found', 'Not found'));
  }

  #list(url: URL, answer: (status: number, json: unknown) => void): void {
    const newest = [...this.taken].reverse();
    const after = url.searchParams.get('after');
    const hidden = after ? this.hidesAfter() : null;
    if (hidden) {
      answer(hidden.status, hidden.json);
      return;
    }
    const start = after ? newest.findIndex((m) => m.id === after) + 1 : 0;
    const limit = Number(url.searchParams.get('limit') ?? 20);
    const page = newest.slice(start, start + limit).map(({ html: _h, text: _t, tags: _g, ...mail }) => ({
      ...mail,
      to: [mail.to],
      last_event: this.lastEvent(mail.to),
    }));
    answer(200, { object: 'list', has_more: start + limit < newest.length, data: page });
  }

  #batch(
    mails: WireMail[],
    key: string | null,
    request: IncomingMessage,
    response: ServerResponse,
    answer: (status: number, json: unknown, headers?: Record<string, string>) => void,
  ): unknown {
    if (this.instead) {
      const { status, headers = { 'content-type': 'application/json' }, body } = this.instead;
      return response.writeHead(status, headers).end(body);
    }
    const fault = this.fault(this.#batches++);
    const lose = () => request.socket.destroy();
    const html = () =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html><h1>502 Bad Gateway</h1></html>');
    switch (fault) {
      case 'lost-before':
        return lose();
      case 'html-502':
        return html();
      case '500':
        return answer(500, wrong(500, 'internal_server_error', 'Internal server error'));
      case 'null-body':
        return response.writeHead(500, { 'content-type': 'application/json' }).end('null');
      case 'rate':
        return answer(429, wrong(429, 'rate_limit_exceeded', 'Too many requests'), { 'retry-after': '1' });
      case 'daily':
        return answer(
          429,
          wrong(429, 'daily_quota_exceeded', 'You have reached your daily email sending quota.'),
        );
      case 'monthly':
        return answer(
          429,
          wrong(429, 'monthly_quota_exceeded', 'You have reached your monthly email sending quota.'),
        );
      case '401':
        return answer(401, wrong(401, 'restricted_api_key', 'This API key is restricted'));
      case '403':
        return answer(403, wrong(403, 'invalid_api_key', 'API key is invalid'));
      case '409-concurrent':
        return answer(409, wrong(409, 'concurrent_idempotent_requests', 'Another request is under way'));
      case '422-from':
        return answer(422, wrong(422, 'validation_error', 'Invalid `from` field.'));
    }
    const reply = this.#take(
      mails,
      key,
      request.headers['x-batch-validation'] === 'permissive' && this.permissive,
    );
    if (fault === 'lost-after') return lose();
    if (fault === 'html-502-after') return html();
    if (fault === '500-after')
      return answer(500, wrong(500, 'internal_server_error', 'Internal server error'));
    if (fault === 'truncated-after')
      return response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(reply.json).slice(0, 20));
    return answer(reply.status, reply.json);
  }

  #take(mails: WireMail[], key: string | null, permissive: boolean): { status: number; json: unknown } {
    const hash = JSON.stringify(mails);
    const known = key ? this.#keys.get(key) : undefined;
    if (known && this.clock - known.at < 24 * 3_600_000) {
      if (known.hash !== hash)
        return { status: 409, json: wrong(409, 'invalid_idempotent_request', 'Same key, another payload') };
      return { status: 200, json: JSON.parse(known.answer) };
    }
    if (mails.length > 100)
      return { status: 422, json: wrong(422, 'validation_error', 'At most 100 emails') };
    const bad = mails.map((mail, index) => ({ mail, index })).filter(({ mail }) => this.refuses(mail.to[0]!));
    const message = 'Invalid `to` field. The email address needs to follow the `email@example.com` format.';
    if (bad.length > 0 && !permissive)
      return { status: this.refusal, json: wrong(this.refusal, 'validation_error', message) };
    const good = mails.filter((mail) => !this.refuses(mail.to[0]!));
    const data = good.map((mail) => {
      const id = crypto.randomUUID();
      this.taken.push({
        ...mail,
        tags: mail.tags ?? [],
        id,
        to: mail.to[0]!,
        created_at: new Date(this.clock).toISOString().replace('T', ' ').replace('Z', '+00'),
      });
      return { id };
    });
    const json = bad.length > 0 ? { data, errors: bad.map(({ index }) => ({ index, message })) } : { data };
    if (key) this.#keys.set(key, { hash, answer: JSON.stringify(json), at: this.clock });
    return { status: 200, json };
  }
}

function wrong(statusCode: number, name: string, message: string) {
  return { statusCode, name, message };
}

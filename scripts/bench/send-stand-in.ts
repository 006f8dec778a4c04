/**
 * A stand-in for Resend's API that is as cheap as can be, in a process of its own: takes batches, counts mails per
 * address without parsing them, answers with ids. `node send-stand-in.ts [requests a second [ms until an answer]]` prints its port;
 * `GET /count` tells what came.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What came, as `GET /count` tells it. */
export interface Counted {
  mails: number;
  addresses: number;
  /** Addresses that got more than one. */
  twice: number;
  requests: number;
  /** Other requests between the first batch and the last, which count for the limit like any. */
  asked: number;
  /** Requests refused because there were too many in a second. */
  tooMany: number;
  bytes: number;
  /** From the first batch to the last, in ms. */
  span: number;
  /** Milliseconds by which this stand-in was late at most to see what came: what then arrives together was not sent so. */
  late: number;
}

const rate = Number(process.argv[2]) || null;
const delay = Number(process.argv[3]) || 0;
const seen = new Set<string>();
const count: Counted = {
  mails: 0,
  addresses: 0,
  twice: 0,
  requests: 0,
  asked: 0,
  tooMany: 0,
  bytes: 0,
  span: 0,
  late: 0,
};
const window: number[] = [];
const lag = monitorEventLoopDelay({ resolution: 5 });
if (rate !== null) lag.enable();
let first = 0;
let asked = 0;
const mark = Buffer.from('"to":["');
const headers: Record<string, string> = {
  'content-type': 'application/json',
  ...(rate
    ? { 'ratelimit-limit': String(rate), 'ratelimit-policy': `${rate};w=1` }
    : { 'ratelimit-limit': '1000000' }),
};

const server = createServer((request, response) => {
  if (request.method === 'GET' && request.url === '/count') {
    response.end(JSON.stringify({ ...count, addresses: seen.size, late: rate === null ? 0 : lag.max / 1e6 }));
    return;
  }
  const now = performance.now();
  if (rate !== null) {
    while (window.length > 0 && window[0]! <= now - 1000) window.shift();
    if (window.length >= rate) {
      count.tooMany++;
      request.resume();
      answer(response, 429, { statusCode: 429, name: 'rate_limit_exceeded', message: 'Too many requests' });
      return;
    }
    window.push(now);
  }
  if (request.method !== 'POST') {
    if (first > 0) asked++;
    if (request.url?.startsWith('/emails?'))
      answer(response, 200, { object: 'list', has_more: false, data: [] });
    else answer(response, 404, { statusCode: 404, name: 'not_found', message: 'Not found' });
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const data: { id: string }[] = [];
    for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at)) {
      const start = at + mark.length;
      at = body.indexOf(34, start);
      const to = body.toString('latin1', start, at);
      if (seen.has(to)) count.twice++;
      else seen.add(to);
      data.push({ id: `00000000-0000-4000-8000-${String(count.mails++).padStart(12, '0')}` });
    }
    count.requests++;
    count.asked = asked;
    count.bytes += body.length;
    first ||= now;
    count.span = performance.now() - first;
    if (delay > 0) setTimeout(answer, delay, response, 200, { data });
    else answer(response, 200, { data });
  });
});

function answer(response: ServerResponse, status: number, json: unknown): void {
  response.writeHead(status, headers).end(JSON.stringify(json));
}

server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));

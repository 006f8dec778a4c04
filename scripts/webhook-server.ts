import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

/** Puts a handler of web-standard requests behind a port. `/health` answers whoever watches whether it runs. */
export async function listenWith(
  handle: (request: Request) => Promise<Response>,
  { port, host }: { port: number; host: string },
): Promise<{ address: string; stop: () => Promise<void> }> {
  const server = createServer((incoming, outgoing) => void answer(handle, incoming, outgoing));
  // Events are small: whoever needs longer is not Resend.
  server.headersTimeout = 5_000;
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { address, port: taken } = server.address() as AddressInfo;
  const name = address.includes(':') ? `[${address}]` : address;
  return { address: `http://${name}:${taken}/`, stop: () => stop(server) };
}

async function answer(
  handle: (request: Request) => Promise<Response>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const response =
      incoming.method === 'GET' && incoming.url === '/health'
        ? new Response('ok\n')
        : await handle(requestOf(incoming));
    const body = await response.text();
    // A body that nobody is going to read must not keep the connection.
    if (!incoming.complete) outgoing.setHeader('connection', 'close');
    outgoing
      .writeHead(response.status, { 'content-type': 'text/plain; charset=utf-8', ...allowOf(response) })
      .end(body);
  } catch {
    if (!outgoing.headersSent) outgoing.writeHead(500);
    outgoing.end();
  }
}

function allowOf(response: Response): Record<string, string> {
  const allow = response.headers.get('allow');
  return allow === null ? {} : { allow };
}

/** The path and the host that the client named play no part. */
function requestOf(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  const method = incoming.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request('http://webhook.invalid/', {
    method,
    headers,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}),
  } as RequestInit);
}

/** Takes no new connection, lets those under way end. */
async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await closed;
}

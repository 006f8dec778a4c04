import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import { PrenoticeError } from '../src/policy/problem.ts';

/** What the built site holds; everything else is sent as bytes. Texts say their encoding, or browsers guess. */
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface ServeOptions {
  /** 0: any free port. */
  port: number;
  /** Path of site.url, such as `/legal/`: the site answers under it and nowhere else. */
  base?: string;
}

/** Serves a built site on 127.0.0.1, for looking at it; a real host serves the same files. */
export async function serve(
  dir: string,
  { port, base = '/' }: ServeOptions,
): Promise<{ url: string; close: () => Promise<void> }> {
  const root = resolve(dir);
  const server = createServer((request, response) => {
    answer(root, base, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  const { promise, resolve: listening, reject } = Promise.withResolvers<void>();
  server.once('error', (error: NodeJS.ErrnoException) => {
    const message =
      error.code === 'EADDRINUSE'
        ? `port ${port} is in use`
        : `the site cannot be served on port ${port}: ${error.message}`;
    reject(new PrenoticeError(message, 'Name another port with --port.', { cause: error }));
  });
  server.listen(port, '127.0.0.1', listening);
  await promise;
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actual}${base}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => {
        server.close(() => closed());
      });
    },
  };
}

async function answer(
  root: string,
  base: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/' && base !== '/') return redirect(response, base);
  const found = pathname.startsWith(base) ? await fileAt(root, pathname.slice(base.length)) : null;
  if (found === 'folder') return redirect(response, `${pathname}/${search}`);
  const file = found ?? join(root, '404.html');
  const size = (await stat(file)).size;
  response.writeHead(found ? 200 : 404, {
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-length': size,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    // As public/_headers says: pages of other origins may read what is announced.
    ...(/\/notice\.json$|\/schemas\/[^/]+\.json$/.test(pathname)
      ? { 'access-control-allow-origin': '*' }
      : {}),
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).pipe(response);
}

function redirect(response: ServerResponse, to: string): void {
  // A path that begins with two slashes would lead to another host.
  response.writeHead(308, { location: to.replace(/^\/{2,}/, '/') }).end();
}

/** The file for a path under the base; `folder` when only its slash is missing; null when there is nothing. */
async function fileAt(root: string, place: string): Promise<string | 'folder' | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(place);
  } catch {
    return null;
  }
  if (decoded.includes('\0')) return null;
  const path = resolve(root, `.${sep}${decoded}`);
  if (path !== root && !path.startsWith(root + sep)) return null;
  const facts = await stat(path).catch(() => null);
  if (facts?.isFile()) return decoded.endsWith('/') ? null : path;
  if (!facts?.isDirectory()) return null;
  const index = join(path, 'index.html');
  if (!(await stat(index).catch(() => null))?.isFile()) return null;
  return decoded === '' || decoded.endsWith('/') ? index : 'folder';
}

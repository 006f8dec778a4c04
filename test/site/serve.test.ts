import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../scripts/serve.ts';

const work = mkdtempSync(join(tmpdir(), 'prenotice-serve-'));
const site = join(work, 'site');
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  mkdirSync(join(site, 'privacy'), { recursive: true });
  writeFileSync(join(work, 'secret.txt'), 'secret');
  writeFileSync(join(site, 'index.html'), 'index');
  writeFileSync(join(site, '404.html'), 'nothing here');
  writeFileSync(join(site, 'privacy', 'index.html'), 'privacy');
  writeFileSync(join(site, 'privacy', '4.txt'), 'Söhne');
  server = await serve(site, { port: 0, base: '/legal/' });
});

afterAll(async () => {
  await server.close();
  rmSync(work, { recursive: true, force: true });
});

/** Raw, because `fetch` tidies paths before it sends them. */
function get(
  path: string,
  method = 'GET',
): Promise<{ status: number; type: string; location: string; body: string }> {
  const { hostname, port } = new URL(server.url);
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number;
    type: string;
    location: string;
    body: string;
  }>();
  request({ hostname, port, path, method }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk) => chunks.push(chunk));
    response.on('end', () =>
      resolve({
        status: response.statusCode ?? 0,
        type: response.headers['content-type'] ?? '',
        location: response.headers.location ?? '',
        body: Buffer.concat(chunks).toString('utf8'),
      }),
    );
  })
    .on('error', reject)
    .end();
  return promise;
}

test('serves folders by their index and texts as UTF-8', async () => {
  expect(await get('/legal/')).toMatchObject({
    status: 200,
    type: 'text/html; charset=utf-8',
    body: 'index',
  });
  expect(await get('/legal/privacy/')).toMatchObject({ status: 200, body: 'privacy' });
  expect(await get('/legal/privacy/4.txt')).toMatchObject({
    status: 200,
    type: 'text/plain; charset=utf-8',
    body: 'Söhne',
  });
});

test('sends a folder without its slash, and the root of the host, to the right address', async () => {
  expect(await get('/legal/privacy?a=1')).toMatchObject({ status: 308, location: '/legal/privacy/?a=1' });
  expect(await get('/')).toMatchObject({ status: 308, location: '/legal/' });
});

test('answers with the page for missing addresses, under the base and outside it', async () => {
  for (const path of ['/legal/nothing/', '/privacy/', '/legal/privacy/4.txt/', '/legal/%', '/legal/%00']) {
    expect(await get(path), path).toMatchObject({ status: 404, body: 'nothing here' });
  }
});

test.each([
  '/legal/../../secret.txt',
  '/legal/..%2f..%2fsecret.txt',
  '/legal/%2e%2e/%2e%2e/secret.txt',
  '/legal/..%5c..%5csecret.txt',
  '/legal//etc/passwd',
])('gives nothing outside the folder: %s', async (path) => {
  const { status, body } = await get(path);
  expect(status).toBe(404);
  expect(body).toBe('nothing here');
});

test('takes GET and HEAD only', async () => {
  expect(await get('/legal/', 'HEAD')).toMatchObject({ status: 200, body: '' });
  expect((await get('/legal/', 'POST')).status).toBe(405);
});

test('says in words that a port is taken', async () => {
  const { port } = new URL(server.url);
  await expect(serve(site, { port: Number(port) })).rejects.toThrow(`port ${port} is in use`);
});

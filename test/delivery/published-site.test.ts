import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { siteAt } from '../../src/delivery/published-site.ts';
import { folderOf } from '../folder.ts';

const text = 'prenotice-text/1\nTitle: Privacy notice\n';
const digest = createHash('sha256').update(text).digest('hex');
const listing = (status: string) =>
  JSON.stringify({ policy: 'privacy', versions: [{ version: '2', digest, status }] });
const files = {
  'privacy/2.txt': text,
  'privacy/2/index.html': '<p>page</p>',
  'privacy/notice.json': listing('upcoming'),
};

/** A site under a path, as `site.url` may have one. */
async function serve(content: Record<string, string>, status = 200): Promise<string> {
  const server = createServer((request, response) => {
    const body = content[request.url!.replace('/legal/', '')];
    if (body === undefined) response.writeHead(404).end('<h1>Not found</h1>');
    else response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/legal`;
}

test.each(['folder', 'address'])('a %s that shows the version with its digest', async (kind) => {
  const where = kind === 'folder' ? folderOf(files) : await serve(files);
  expect(await siteAt(where).look('privacy', '2', digest)).toMatchObject({ shown: true, digest });
  expect(await siteAt(where).look('privacy', '3', digest)).toMatchObject({
    shown: false,
    reason: 'privacy/3.txt is not there',
  });
});

test.each([
  ['another text', { ...files, 'privacy/2.txt': 'older' }, /privacy\/2.txt has another text/],
  ['no notice.json', { ...files, 'privacy/notice.json': '' }, /notice.json cannot be read/],
  [
    'a notice.json without the version',
    { ...files, 'privacy/notice.json': '{"versions":[]}' },
    /does not list version 2/,
  ],
  [
    'a notice.json with another digest',
    { ...files, 'privacy/notice.json': listing('upcoming').replace(digest, 'x') },
    /another digest/,
  ],
  [
    'a version that the site calls withdrawn',
    { ...files, 'privacy/notice.json': listing('withdrawn') },
    /calls version 2 withdrawn/,
  ],
])('%s is not shown', async (_name, content, reason) => {
  const look = await siteAt(await serve(content)).look('privacy', '2', digest);
  expect(look.shown ? '' : look.reason).toMatch(reason);
});

test('a correction waits until the site says that the version is withdrawn', async () => {
  const late = siteAt(folderOf(files));
  expect(await late.look('privacy', '2', digest, 'withdrawn')).toMatchObject({
    shown: false,
    reason: 'privacy/notice.json calls version 2 upcoming',
  });
  const now = siteAt(folderOf({ ...files, 'privacy/notice.json': listing('withdrawn') }));
  expect(await now.look('privacy', '2', digest, 'withdrawn')).toMatchObject({ shown: true });
});

test('a site that answers with an error, or not at all, is not shown either', async () => {
  expect(await siteAt(await serve(files, 503)).look('privacy', '2', digest)).toMatchObject({
    shown: false,
    reason: 'the server answered 503',
  });
  expect(await siteAt('http://127.0.0.1:9/legal/').look('privacy', '2', digest)).toMatchObject({
    shown: false,
  });
});

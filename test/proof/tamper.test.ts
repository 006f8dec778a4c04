import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { readArchive, sha256 } from '../../src/proof/read-pack.ts';
import { verifyPack } from '../../src/proof/verify-pack.ts';
import { bytesOf, list, type Parts, partsOf, resend, sceneOf, send, textOf, zipOf } from './scene.ts';

/** Signed packs of one ledger: everybody, and one person. */
const packs: Record<'everybody' | 'one', { raw: Uint8Array; parts: Parts; unsigned: Parts }> = {} as never;
let tool = '';
let keys: {
  publicKey: string;
  otherKey: string;
  dir: string;
  run: Awaited<ReturnType<typeof sceneOf>>['run'];
};

beforeAll(async () => {
  const { dir, run, env, server } = await sceneOf(list(2), undefined, false);
  const pem = (key: 'publicKey' | 'privateKey', pair: ReturnType<typeof generateKeyPairSync>) =>
    (pair[key] as unknown as import('node:crypto').KeyObject).export({
      type: key === 'publicKey' ? 'spki' : 'pkcs8',
      format: 'pem',
    }) as string;
  const [mine, other] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')] as never[];
  writeFileSync(join(dir, 'key.pem'), pem('privateKey', mine!));
  writeFileSync(join(dir, 'public.pem'), pem('publicKey', mine!));
  writeFileSync(join(dir, 'other.pem'), pem('publicKey', other!));
  await run(...send);
  await run(...send, '--today', '2026-12-02');
  await run(
    'record',
    'c-refused',
    '--channel',
    'post',
    '--date',
    '2026-12-04',
    '--today',
    '2026-12-04',
    ...resend,
  );
  const ledger = openSqliteLedger(join(dir, 'ledger.db'));
  const about = ['c0@customer.example', 'spare@customer.example', 'c1@customer.example'];
  await ledger.keepEvents(
    about.map((to) => ({
      ...{ eventId: `e-${to}`, type: 'email.delivered', kind: 'delivered', recipient: to, reference: null },
      providerId: server.taken.find((mail) => mail.to === to)!.id,
      ...{
        happenedAt: '2026-12-01T10:05:00Z',
        receivedAt: '2026-12-01T10:05:01Z',
        sentAt: null,
        detail: null,
      },
      raw: JSON.stringify({ type: 'email.delivered', data: { to: [to] } }),
    })),
    '2026-12-02T10:05:02Z',
    () => '2026-12-02',
  );
  await ledger.close();
  for (const [name, more] of [
    ['everybody', []],
    ['one', ['--recipient', 'c-fallback']],
  ] as const) {
    const write = async (file: string) => {
      const made = await run('proof', 'privacy', '2', ...resend, '--out', file, ...more);
      expect(made.code, made.err).toBe(0);
      return partsOf(join(dir, file));
    };
    delete env.PRENOTICE_SIGNING_KEY;
    const unsigned = await write('unsigned.zip');
    env.PRENOTICE_SIGNING_KEY = join(dir, 'key.pem');
    const parts = await write(`${name}.zip`);
    packs[name] = { raw: readFileSync(join(dir, `${name}.zip`)), parts, unsigned };
  }
  tool = (JSON.parse(textOf(packs.everybody.parts['summary.json']!)) as { tool: string }).tool;
  keys = { publicKey: 'public.pem', otherKey: 'other.pem', dir, run };
  await server.stop();
});

const verdictOf = (raw: Uint8Array) => verifyPack(readArchive(raw, 'pack.zip'), tool);
const faultsOf = (raw: Uint8Array) =>
  verdictOf(raw).faults.map(({ part, place, message }) => `${part}${place ? ` [${place}]` : ''} ${message}`);

test.each(['everybody', 'one'] as const)('the pack of %s fits', (name) => {
  expect(faultsOf(packs[name].raw)).toEqual([]);
  expect(faultsOf(zipOf(packs[name].parts))).toEqual([]);
});

describe.each(['everybody', 'one'] as const)(
  'whatever is done to a part of the pack of %s is named',
  (name) => {
    test('a byte flipped', () => {
      const { parts } = packs[name];
      for (const part of Object.keys(parts)) {
        const bytes = Uint8Array.from(parts[part]!);
        const at = Math.floor(bytes.length / 2);
        bytes[at] = bytes[at]! ^ 1;
        const faults = verdictOf(zipOf({ ...parts, [part]: bytes })).faults;
        const named = part === 'manifest.json' ? 'signature.json' : part;
        expect(
          faults.map((fault) => fault.part),
          part,
        ).toContain(named);
      }
    });

    test('a byte flipped in the archive itself', () => {
      const { raw, parts } = packs[name];
      const text = Buffer.from(raw);
      for (const part of Object.keys(parts)) {
        // Some way into the compressed data, which follows the name in the local header.
        const at = text.indexOf(part) + part.length + 20;
        const broken = Uint8Array.from(raw);
        broken[at] = broken[at]! ^ 0xff;
        const named = part === 'manifest.json' ? ['signature.json', 'manifest.json'] : [part];
        const faults = verdictOf(broken).faults;
        expect(
          faults.some((fault) => named.includes(fault.part ?? '')),
          part,
        ).toBe(true);
      }
    });

    test('taken out, or one put in', () => {
      const { parts } = packs[name];
      for (const part of Object.keys(parts)) {
        if (part === 'signature.json') continue;
        const { [part]: _gone, ...rest } = parts;
        expect(faultsOf(zipOf(rest)), part).toContain(`${part} is missing`);
      }
      expect(faultsOf(zipOf({ ...parts, 'extra.txt': bytesOf('x') }))).toEqual([
        'extra.txt is not in the manifest: it was put in later',
      ]);
    });
  },
);

/** The same change by somebody who knows the format, to a pack without a signature: the manifest is made anew. */
function forged(parts: Parts, part: string, change: (text: string) => string): Uint8Array {
  const rest = { ...parts };
  const text = textOf(rest[part]!);
  const changed = bytesOf(change(text));
  expect(changed, `${part} was changed`).not.toEqual(rest[part]);
  rest[part] = changed;
  const manifest = JSON.parse(textOf(rest['manifest.json']!)) as {
    parts: { name: string; bytes: number; sha256: string }[];
  };
  for (const entry of manifest.parts) {
    entry.bytes = rest[entry.name]!.length;
    entry.sha256 = sha256(rest[entry.name]!);
  }
  rest['manifest.json'] = bytesOf(`${JSON.stringify(manifest, null, 2)}\n`);
  return zipOf(rest);
}

describe('a forger who makes the manifest anew is found out by', () => {
  const cases: [what: string, part: string, change: (text: string) => string, expected: RegExp][] = [
    [
      'an address in the ledger',
      'ledger/advance-0001.jsonl',
      (t) => t.replace('c1@customer', 'c9@customer'),
      /^ledger\/advance-0001\.jsonl \[link \d, entry \d\] is not what was committed to/m,
    ],
    [
      'a state in the ledger',
      'ledger/advance-0001.jsonl',
      (t) => t.replace('"outcome":"refused","state":"refused"', '"outcome":"accepted","state":"accepted"'),
      /its Merkle root is not that of its entries/,
    ],
    [
      'a day in the ledger',
      'ledger/advance-0001.jsonl',
      (t) => t.replaceAll('"day":"2026-12-01"', '"day":"2026-11-01"'),
      /its hash is not that of its content/,
    ],
    [
      'a link taken out',
      'ledger/advance-0001.jsonl',
      (t) => t.split('\n').toSpliced(3, 1).join('\n'),
      /\[link 5\] follows link 3/,
    ],
    [
      'the last link taken out',
      'ledger/advance-0001.jsonl',
      (t) => t.split('\n').slice(0, -2).join('\n'),
      /^summary\.json \[privacy\/2\/advance\] the hash of the last link/m,
    ],
    [
      'a person in the list',
      'recipients.json',
      (t) => t.replace('"state":"accepted"', '"state":"complained"'),
      /^recipients\.json \[line \d\] does not say what the ledger's entries say of /m,
    ],
    [
      'a person in the spreadsheet',
      'recipients.csv',
      (t) => t.replace('c0@customer', 'c9@customer'),
      /^recipients\.csv \[line \d\] .* of c0/m,
    ],
    [
      'a person left out',
      'recipients.csv',
      (t) => t.split('\n').slice(0, -2).join('\n'),
      /^recipients\.csv \[line \d\] ends too soon/m,
    ],
    [
      'the count of people',
      'summary.json',
      (t) => t.replace('"inTime": 5', '"inTime": 6'),
      /^summary\.json \[privacy\/2\/advance\] the count of people/m,
    ],
    [
      'the day of effect',
      'summary.json',
      (t) => t.replaceAll('2027-01-15', '2027-02-15'),
      /has another title, number or dates than the summary/,
    ],
    ['the period', 'summary.json', (t) => t.replaceAll('"P30D"', '"P14D"'), /the calendar is not what/],
    [
      'the approval',
      'summary.json',
      (t) => t.replace('Ilse Brandt', 'Nobody'),
      /^summary\.json \[texts\/privacy-2\.mdx\] the decisions are not those/m,
    ],
    [
      'the words of the promise',
      'summary.json',
      (t) => t.replace('at least 30 days before', 'in good time before'),
      /^summary\.json \[texts\/privacy\.policy\.yaml\] the promise is none of those/m,
    ],
    [
      'the promise in the settings',
      'texts/privacy.policy.yaml',
      (t) => t.replace('P30D', 'P14D'),
      /^summary\.json \[texts\/privacy\.policy\.yaml\] the promise is none of those/m,
    ],
    [
      'a withdrawal that nobody made',
      'summary.json',
      (t) =>
        t.replace('"withdrawn": null', '"withdrawn": {"on":"2026-12-03","reason":"An error","by":"Nobody"}'),
      /^summary\.json \[texts\/privacy\.policy\.yaml\] the withdrawal is not that/m,
    ],
    [
      'the settings',
      'configuration.json',
      (t) => t.replace('"applies": "material"', '"applies": "all"'),
      /^configuration\.json \[texts\/privacy\.policy\.yaml\] the settings of the policy/m,
    ],
    [
      'the number of letters that failed',
      'summary.json',
      (t) => t.replace('"failed": 2', '"failed": 0'),
      /^summary\.json \[privacy\/2\/advance\] the number of letters that failed/m,
    ],
    [
      'the text',
      'texts/privacy-2.txt',
      (t) => t.replace('10 years', '2 years'),
      /^texts\/privacy-2\.txt has not the digest/m,
    ],
    [
      'the source',
      'texts/privacy-2.mdx',
      (t) => t.replace('10 years', '2 years'),
      /^texts\/privacy-2\.mdx does not give the published text/m,
    ],
    [
      'the letter as it was kept',
      'letters/advance-01-en-inTime.json',
      (t) => t.replace('15 January', '16 January'),
      /^letters\/advance-01-en-inTime\.json is not the text that the ledger wrote down/m,
    ],
    [
      'the letter as people read it',
      'letters/advance-01-en-inTime.html',
      (t) => t.replace('15 January', '16 January'),
      /^letters\/advance-01-en-inTime\.html is not what the kept letter gives/m,
    ],
    [
      'a message of the provider',
      'provider/advance-0001.jsonl',
      (t) => t.replace('email.delivered', 'email.bounced'),
      /^provider\/advance-0001\.jsonl \[line 1, entry \d+\.1\] has another message than/m,
    ],
    [
      'a message left out',
      'provider/advance-0001.jsonl',
      (t) => t.split('\n').toSpliced(1, 1).join('\n'),
      /^provider\/advance-0001\.jsonl \[line 2, entry \d+\.\d+\] is not the message/m,
    ],
    [
      'the last message left out',
      'provider/advance-0001.jsonl',
      (t) => t.split('\n').slice(0, -2).join('\n'),
      /^provider\/advance-0001\.jsonl the provider's message of entry \d+\.\d+ is missing/m,
    ],
    [
      'a message more',
      'provider/advance-0001.jsonl',
      (t) => `${t}${t}`,
      /^provider\/advance-0001\.jsonl \[line 4\] has more messages/m,
    ],
    [
      'a word of the page',
      'index.html',
      (t) => t.replace('told in time', 'told in good time'),
      /^index\.html does not say what the other parts say/m,
    ],
  ];
  test.each(cases)('%s', (_, part, change, expected) => {
    expect(faultsOf(forged(packs.everybody.unsigned, part, change)).join('\n')).toMatch(expected);
  });

  test('the letter of the one person', () => {
    const faults = faultsOf(
      forged(packs.one.unsigned, 'person/letter-2.txt', (t) => t.replace('Ada', 'Eve')),
    );
    expect(faults).toEqual(['person/letter-2.txt is not what the kept letter gives for this reader']);
  });
});

describe('a signature', () => {
  const verify = (file: string, key?: string) =>
    keys
      .run('verify', file, ...(key ? ['--key', key] : []), '--json')
      .then(({ code, json }) => ({ code, ...(json() as object) }));

  test('is told to be of a known key or not', async () => {
    expect(await verify('everybody.zip', keys.publicKey)).toMatchObject({
      code: 0,
      signature: { key: 'known' },
    });
    expect(await verify('everybody.zip')).toMatchObject({ code: 0, signature: { key: 'unknown' } });
    expect(await verify('everybody.zip', keys.otherKey)).toMatchObject({
      code: 1,
      faults: [{ part: 'signature.json', message: 'was made with another key than the one that was given' }],
    });
  });

  test('that was left out is missed by whoever has the key', async () => {
    writeFileSync(join(keys.dir, 'unsigned.zip'), zipOf(packs.everybody.unsigned));
    expect(await verify('unsigned.zip', keys.publicKey)).toMatchObject({ code: 1, signature: null });
  });

  test('needs a key that is one', async () => {
    const { code, err } = await keys.run('verify', 'everybody.zip', '--key', 'list.csv');
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringContaining('is not an Ed25519 public key'),
    });
  });
});

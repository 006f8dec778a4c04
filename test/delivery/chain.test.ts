import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  type ChainLink,
  ChainWalk,
  canonical,
  commitmentOf,
  genesis,
  type JsonObject,
  leafOf,
  linkHash,
  merkleRoot,
  sealEntry,
} from '../../src/delivery/chain.ts';

const sha = (...parts: (string | Buffer)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

describe('the Merkle tree hash', () => {
  test('of nothing and of known leaves is that of RFC 6962', () => {
    expect(merkleRoot([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    // The test vectors of certificate-transparency: leaves "", 00, 10, 2021, 3031, 40414243, …
    const inputs = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const leaves = inputs.map((hex) => sha(Buffer.from([0]), Buffer.from(hex, 'hex')).toString('hex'));
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    expect(roots.map((_, i) => merkleRoot(leaves.slice(0, i + 1)))).toEqual(roots);
  });
});

test('canonical JSON sorts keys and has no white space (RFC 8785)', () => {
  expect(canonical({ b: [1, null, true], a: 'é"\n', '€': { z: '', y: 0 } })).toBe(
    '{"a":"é\\"\\n","b":[1,null,true],"€":{"y":0,"z":""}}',
  );
});

test('an entry is stored and hashed as its parts say, whatever its keys', () => {
  const salt = '00112233445566778899aabbccddeeff';
  const hidden = { recipient: 'c-1', address: 'a@b.example' };
  const parts: JsonObject[] = [
    { state: 'accepted', letter: 'L' },
    { channel: 'post', day: '2026-12-01' },
    { commitments: 'x' },
    {},
  ];
  for (const shown of parts) {
    const { stored, leaf } = sealEntry(shown, salt, hidden);
    expect(JSON.parse(stored)).toEqual([shown, salt, hidden]);
    expect(leaf).toBe(leafOf({ public: shown, commitment: commitmentOf(salt, hidden) }));
  }
});

test('leaf and link are what the documents say, computed by hand', () => {
  const salt = '00112233445566778899aabbccddeeff';
  const commitment = sha(salt, '{"address":"a@b.example"}').toString('hex');
  expect(commitmentOf(salt, { address: 'a@b.example' })).toBe(commitment);
  const leaf = sha(Buffer.from([0]), `{"commitment":"${commitment}","state":"accepted"}`);
  expect(leafOf({ public: { state: 'accepted' }, commitment })).toBe(leaf.toString('hex'));
  const head = { notice: 'privacy/2/advance', seq: 1, prev: genesis, kind: 'outcome' as const, at: 'T' };
  const root = leaf.toString('hex');
  const hashed = `{"at":"T","count":1,"facts":{},"kind":"outcome","notice":"privacy/2/advance","prev":"${genesis}","root":"${root}","seq":1}`;
  expect(linkHash({ ...head, facts: {}, count: 1, root })).toBe(
    sha(Buffer.from([2]), hashed).toString('hex'),
  );
});

describe('a walk along a chain', () => {
  const salts = ['aa'.repeat(16), 'bb'.repeat(16)];
  const chain = (): ChainLink[] => {
    const links: ChainLink[] = [];
    for (let seq = 1; seq <= 3; seq++) {
      const entries = salts.map((salt, i) => {
        const hidden = { recipient: `c${seq}${i}` };
        return {
          public: { state: 'accepted' },
          commitment: commitmentOf(salt, hidden),
          salt,
          private: hidden,
        };
      });
      const link = {
        ...{ notice: 'n', seq, prev: links.at(-1)?.hash ?? genesis, kind: 'outcome' as const, at: `t${seq}` },
        ...{ facts: { batch: `k${seq}` }, count: 2, root: merkleRoot(entries.map(leafOf)) },
      };
      links.push({ ...link, hash: linkHash(link), entries });
    }
    return links;
  };
  const faultsOf = (links: ChainLink[]) => {
    const walk = new ChainWalk('n');
    for (const link of links) walk.step(link);
    return walk.faults.map(({ seq, entry, message }) => `${seq}${entry ? `.${entry}` : ''} ${message}`);
  };

  test('finds nothing wrong in a whole one, also when private parts are gone', () => {
    expect(faultsOf(chain())).toEqual([]);
    const purged = chain().map((link) => ({
      ...link,
      entries: link.entries.map((entry) => ({ public: entry.public, commitment: entry.commitment })),
    }));
    expect(faultsOf(purged)).toEqual([]);
  });

  test.each<[string, (links: ChainLink[]) => unknown, RegExp]>([
    [
      'a name changed',
      (l) => (l[1]!.entries[1]!.private = { recipient: 'x' }),
      /^2\.2 is not what was committed/,
    ],
    ['a state changed', (l) => (l[1]!.entries[0]!.public = { state: 'bounced' }), /^2 its Merkle root/],
    ['an entry gone', (l) => l[1]!.entries.pop(), /^2 has 1 entries, and says it has 2/],
    ['entries in another order', (l) => l[1]!.entries.reverse(), /^2 its Merkle root/],
    ['a fact changed', (l) => (l[0]!.facts = { batch: 'k9' }), /^1 its hash is not/],
    ['a link gone', (l) => l.splice(1, 1), /^3 follows link 1/],
    ['a time changed', (l) => (l[2]!.at = 't9'), /^3 its hash is not/],
    [
      'the whole link made anew',
      (l) => (l[1] = { ...l[1]!, hash: 'f'.repeat(64) }),
      /^2 its hash[\s\S]*3 does not name/,
    ],
  ])('names the place of %s', (_, tamper, expected) => {
    const links = chain();
    tamper(links);
    expect(faultsOf(links).join('\n')).toMatch(expected);
  });
});

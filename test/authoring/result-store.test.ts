import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openResultStore, pruneResults, toolDigest } from '../../src/authoring/result-store.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'prenotice-results-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
});

const value = { html: '<p>Söhne</p>', stats: { inserted: 1 } };

function stored() {
  const store = openResultStore(dir, 'tool');
  const key = store.keyOf(['old', 'new']);
  store.set(key, value);
  return { store, key, file: join(dir, readdirSync(dir)[0]!) };
}

describe('results kept between builds', () => {
  test('come back as they were', () => {
    const { store, key } = stored();
    expect(store.get(key)).toEqual(value);
    expect(store.counts).toEqual({ found: 1, missing: 0 });
  });

  test('have another key for other parts, other edges between them, and another program', () => {
    const store = openResultStore(dir, 'tool');
    const keys = [
      store.keyOf(['ab', 'c']),
      store.keyOf(['a', 'bc']),
      store.keyOf(['abc']),
      openResultStore(dir, 'other tool').keyOf(['ab', 'c']),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test.each<[string, (bytes: Buffer) => Buffer | string]>([
    ['cut short', (bytes) => bytes.subarray(0, bytes.length - 3)],
    [
      'altered by one bit',
      (bytes) => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 5 ? byte ^ 1 : byte))),
    ],
    ['empty', () => ''],
    ['JSON of somebody else', () => '{"html":"<script>alert(1)</script>"}'],
    [
      'of another format',
      (bytes) => Buffer.from(bytes.toString('latin1').replace('result/1', 'result/9'), 'latin1'),
    ],
  ])('count as missing when the file is %s, and can be written anew', (_name, damage) => {
    const { store, key, file } = stored();
    writeFileSync(file, damage(readFileSync(file)));
    expect(store.get(key)).toBeUndefined();
    expect(store.counts).toEqual({ found: 0, missing: 1 });
    store.set(key, value);
    expect(store.get(key)).toEqual(value);
  });

  test('count as missing under the name of another key', () => {
    const { store, file } = stored();
    const other = store.keyOf(['other']);
    writeFileSync(join(dir, `${other}.zst`), readFileSync(file));
    expect(store.get(other)).toBeUndefined();
  });

  test('go when no build has used them for two months, and stay when one has', () => {
    const { store, key, file } = stored();
    const now = Date.now();
    const old = new Date(now - 61 * 86_400_000);
    utimesSync(file, old, old);
    store.get(key);
    pruneResults(dir, now);
    expect(readdirSync(dir)).toHaveLength(1);
    utimesSync(file, old, old);
    pruneResults(dir, now);
    expect(readdirSync(dir)).toHaveLength(0);
  });
});

test('the digest of the program follows every file of it', () => {
  mkdirSync(join(dir, 'src'));
  writeFileSync(join(dir, 'package-lock.json'), '{}');
  writeFileSync(join(dir, 'src', 'a.ts'), 'a');
  const digests = [toolDigest(dir, ['src'])];
  writeFileSync(join(dir, 'src', 'a.ts'), 'b');
  digests.push(toolDigest(dir, ['src']));
  writeFileSync(join(dir, 'package-lock.json'), '{ }');
  digests.push(toolDigest(dir, ['src']));
  expect(new Set(digests).size).toBe(3);
  expect(toolDigest(dir, ['src'])).toBe(digests[2]);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { limits, openPack, readArchive } from '../../src/proof/read-pack.ts';
import { verifyPack } from '../../src/proof/verify-pack.ts';
import { folderOf } from '../folder.ts';
import { bytesOf, zipOf } from './scene.ts';

const faultsOf = (raw: Uint8Array) => verifyPack(readArchive(raw, 'pack.zip'), 'Prenotice').faults;

test.each([
  ['nothing', new Uint8Array()],
  ['a text', bytesOf('not an archive at all, however long it may be')],
  ['the beginning of an archive', zipOf({ 'manifest.json': bytesOf('{}') }).slice(0, 40)],
])('%s is told to be no archive', (_, raw) => {
  expect(() => readArchive(raw, 'pack.zip')).toThrow(/pack\.zip is not a ZIP archive/);
});

test('an empty archive, a folder and a file that is not there are told as what they are', async () => {
  const dir = folderOf({ 'x.txt': 'x' });
  expect(() => readArchive(zipOf({}), 'pack.zip')).toThrow(/empty archive/);
  await expect(openPack(dir)).rejects.toThrow(/is not a file/);
  await expect(openPack(join(dir, 'no.zip'))).rejects.toThrow(/there is no file/);
});

test.each(['../../etc/passwd', '/etc/passwd', 'a/../b', 'C:\\x', 'a\\b', '.ssh/keys', 'x\u202etxt.exe', ''])(
  'a name that leads out is not opened: %j',
  (name) => {
    const faults = faultsOf(zipOf({ [name]: bytesOf('x'), 'manifest.json': bytesOf('{}') }));
    expect(faults.some(({ message }) => message.startsWith('has a name that leads out'))).toBe(true);
  },
);

test('a bomb is not unpacked', () => {
  const bomb = zipOf({ 'manifest.json': new Uint8Array(5_000_000) });
  const at = Buffer.from(bomb).indexOf('PK\u0001\u0002');
  const view = new DataView(bomb.buffer, bomb.byteOffset);
  // The size that the directory states: more than any part has, then more than the bytes can give.
  view.setUint32(at + 24, limits.part + 1, true);
  expect(faultsOf(bomb)[0]!.message).toBe('states a size that no part has; it was not opened');
  view.setUint32(at + 24, 900_000_000, true);
  expect(faultsOf(bomb)[0]!.message).toBe(
    'states a size that cannot come out of its bytes; it was not opened',
  );
  // Less than there is: no more memory is used than was stated, and the part is not the manifest.
  view.setUint32(at + 24, 1000, true);
  expect(faultsOf(bomb).map(({ message }) => message)).toEqual(['is not JSON']);
});

test('more parts than any pack has are not looked at', () => {
  const many = Object.fromEntries(
    Array.from({ length: limits.parts + 1 }, (_, i) => [`p${i}`, new Uint8Array()]),
  );
  expect(() => readArchive(zipOf(many), 'pack.zip')).toThrow(/has more than 2,000 parts/);
});

test('documents of another form, and entries nested too deeply, are named', () => {
  expect(faultsOf(zipOf({ 'manifest.json': bytesOf('{"format":"other/9","parts":[]}') }))).toMatchObject([
    { part: 'manifest.json', message: expect.stringContaining('is not of the form') },
  ]);
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  expect(faultsOf(zipOf({ 'manifest.json': bytesOf(deep) }))).toHaveLength(1);
});

test('the program says it in plain words', async () => {
  const dir = folderOf({});
  writeFileSync(join(dir, 'x.zip'), 'nonsense');
  await expect(openPack(join(dir, 'x.zip'))).rejects.toMatchObject({
    remedy: 'ask the sender for the file again',
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, inject, test } from 'vitest';
import { digestsOf, shownDay, shownInDocs } from '../../scripts/docs-shown.ts';
import { sampleDir } from '../sample-folder.ts';

const images = resolve(import.meta.dirname, '../../docs/images');

test('the pictures of the documents show what commands and pages say now', async () => {
  const { announced } = inject('sites');
  expect(announced.today).toBe(shownDay);
  const shown = digestsOf(await shownInDocs(sampleDir, announced.out));
  const drawn = JSON.parse(readFileSync(join(images, 'shown.json'), 'utf8'));
  expect(shown, 'draw them anew and look at them: node scripts/docs-pictures.ts').toEqual(drawn);
  const pictures = readdirSync(images).filter((name) => name.endsWith('.png'));
  expect(Object.keys(drawn).sort()).toEqual(pictures.sort());
});

/** `npm run bench -- NAME [words…]`: runs scripts/bench/NAME.ts; without a name says which there are. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'bench');
const [name, ...words] = process.argv.slice(2);
const names = (await readdir(folder))
  .filter((file) => file.endsWith('.ts') && !file.includes('-'))
  .map((file) => file.replace(/\.ts$/, ''));
if (!name || !names.includes(name)) {
  process.stderr.write(`Which benchmark? npm run bench -- ${names.join(' | ')}\n`);
  process.exitCode = 2;
} else {
  const { run } = (await import(`./bench/${name}.ts`)) as { run: (words: string[]) => Promise<void> };
  await run(words);
}

import { readFile } from 'node:fs/promises';

/** `Prenotice 0.1.0`: how packs and people name this program. */
export async function toolName(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return `Prenotice ${(JSON.parse(text) as { version: string }).version}`;
}

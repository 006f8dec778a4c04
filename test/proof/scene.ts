import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import { onTestFinished } from 'vitest';
import { main } from '../../scripts/prenotice.ts';
import { companyFolder } from '../delivery/company.ts';
import { ResendStandIn } from '../delivery/resend-stand-in.ts';

/** A company folder and the program in it, sending to a stand-in for Resend. */
export interface Scene {
  dir: string;
  server: ResendStandIn;
  run(...words: string[]): Promise<{ code: number; out: string; err: string; json: () => unknown }>;
  env: NodeJS.ProcessEnv;
}

/** @param ends false: outlives the test, and the caller stops the server. */
export async function sceneOf(rows: string[], second?: string, ends = true): Promise<Scene> {
  const dir = await companyFolder([], second);
  writeFileSync(join(dir, 'list.csv'), `id,email,name,fallbackEmail\n${rows.join('\n')}\n`);
  const server = new ResendStandIn();
  server.refuses = (to) => to.startsWith('refused');
  const env: NodeJS.ProcessEnv = {
    ...{ NO_COLOR: '1', RESEND_API_KEY: 're_test_key', RESEND_BASE_URL: await server.start() },
    PRENOTICE_LEDGER: join(dir, 'ledger.db'),
  };
  if (ends) onTestFinished(() => server.stop());
  return {
    ...{ dir, server, env },
    async run(...words) {
      let out = '';
      let err = '';
      const day = words.includes('--today') ? [] : ['--today', '2026-12-01'];
      const code = await main([...words, ...day, '--content', join(dir, 'content')], {
        ...{ env, cwd: dir, now: () => '2026-12-01T10:00:00.000Z' },
        stdout: { write: (text) => (out += text) },
        stderr: { write: (text) => (err += text) },
      });
      return { code, out, err, json: () => JSON.parse(out) };
    },
  };
}

export const send = ['send', '--mailer', 'resend', '--site', 'dist', '--recipients', 'list.csv', '--yes'];
export const resend = ['--mailer', 'resend'];

/** A person with a second address, one whose only address is refused, one without any, and some for whom all goes well. */
export const list = (more = 4): string[] => [
  'c-fallback,refused1@customer.example,Ada Fischer,spare@customer.example',
  'c-refused,refused2@customer.example,Bo Lindqvist,',
  'c-nowhere,nonsense,Chloe Martin,',
  '=c-formula,formula@customer.example,"=HYPERLINK(""https://evil.example"")",',
  ...Array.from({ length: more }, (_, i) => `c${i},c${i}@customer.example,Customer ${i},`),
];

export type Parts = Record<string, Uint8Array>;

export const partsOf = (file: string): Parts => unzipSync(readFileSync(file));

/** An archive of these parts, as anybody could make one. */
export const zipOf = (parts: Parts): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, data]) => [name, data])) as Zippable, {
    level: 1,
  });

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { SoundContent } from '../src/authoring/read-content.ts';
import { toolDigest } from '../src/authoring/result-store.ts';
import type { RecipientGroup } from '../src/delivery/recipient-check.ts';
import { readRecipients } from '../src/delivery/recipients.ts';
import { queryRecipients } from '../src/delivery/recipients-query.ts';
import { PrenoticeError } from '../src/policy/problem.ts';
import { type CommandContext, textOf } from './context.ts';

type Listing = Pick<SoundContent, 'dir' | 'site'>;

/** The file with the list: `--recipients FILE`, else that of site.yaml; null when it is a query, or nobody says. */
function listFileOf(context: CommandContext, content: Listing): string | null {
  const asked = textOf(context, 'recipients');
  if (asked?.includes('://'))
    throw new PrenoticeError(
      '--recipients names a file, and this is an address',
      'to read recipients from a database, name its query and the variable of the environment with its address in site.yaml (docs/content.md)',
    );
  if (asked) return resolve(context.cwd, asked);
  const named = content.site.recipients;
  return typeof named === 'string' ? resolve(content.dir, named) : null;
}

let digest: string | undefined;
/** Another program may read the same bytes otherwise. */
const program = (): string => {
  digest ??= toolDigest(join(import.meta.dirname, '..'), [
    'src/policy',
    'src/notice',
    'src/delivery',
    'scripts',
  ]);
  return digest;
};

/** See `DeliveryWorld.listDigest`. */
export async function listDigestOf(context: CommandContext, content: Listing): Promise<string | null> {
  const file = listFileOf(context, content);
  if (file === null) return null;
  const hash = createHash('sha256').update(program());
  try {
    await using list = await open(file);
    // One piece of memory for all that is read.
    const buffer = Buffer.allocUnsafeSlow(256 * 1024);
    for (let read = -1; read !== 0; ) {
      read = (await list.read(buffer)).bytesRead;
      hash.update(buffer.subarray(0, read));
    }
  } catch {
    // Reading it tells what is wrong.
    return null;
  }
  return hash.digest('hex');
}

/** A fresh pass over the list: `--recipients FILE`, else the file or the query of site.yaml. */
export function recipientsOf(context: CommandContext, content: Listing): AsyncIterable<RecipientGroup> {
  const file = listFileOf(context, content);
  if (file !== null) return readRecipients(file);
  const named = content.site.recipients;
  if (named === undefined || typeof named === 'string')
    throw new PrenoticeError(
      'nobody says who the recipients are',
      'name the list with --recipients FILE, or with `recipients:` in site.yaml',
    );
  const url = context.env[named.database]?.trim();
  if (!url)
    throw new PrenoticeError(
      `the recipients come from the database that ${named.database} names, and it is not set`,
      `set ${named.database} in the environment (postgres://user:password@host/database), or name a file with --recipients`,
    );
  const query = resolve(content.dir, named.query);
  return queryRecipients({ sql: readQuery(query), file: query, url, variable: named.database });
}

function readQuery(file: string): string {
  let sql: string;
  try {
    sql = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new PrenoticeError(
      `the query ${file} cannot be read`,
      'it is named by recipients.query in site.yaml, relative to that file',
      { cause },
    );
  }
  // A semicolon at the end is what psql wants; the protocol takes one statement without it.
  return sql.trim().replace(/;$/, '');
}

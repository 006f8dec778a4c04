import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as pagefind from 'pagefind';
import { PrenoticeError } from '../policy/problem.ts';
import type { SearchRecord } from './search-records.ts';

/** Where the index lies in the built site, beside the page that asks it. */
export const searchFolder = 'search/pagefind';

/** What Pagefind writes beside the index for pages that use its own boxes; this site has its own. */
const unused = /^pagefind-(?:.*ui\.|highlight\.|worker\.|playground)|^playground$/;

/** Builds running in this process share one Pagefind service; the last one ends it. */
let users = 0;

/** An index being filled; `write` puts it under `out`, `close` must follow in any case. */
export interface SearchIndex {
  write(out: string): Promise<void>;
  close(): Promise<void>;
}

/** Throws PrenoticeError when Pagefind cannot be run or refuses a record. The same records give the same files. */
export async function fillSearchIndex(records: Iterable<SearchRecord>): Promise<SearchIndex> {
  users++;
  let open: pagefind.PagefindIndex | undefined;
  const close = async () => {
    await open?.deleteIndex();
    if (--users === 0) await pagefind.close();
  };
  try {
    const { index, errors } = await pagefind.createIndex({ maxFragments: 1000 });
    if (!index) throw failure(errors);
    open = index;
    // Records are numbered as they arrive, and sent in groups so that a large site does not stand in memory twice.
    let group: Promise<{ errors: string[] }>[] = [];
    const settle = async () => {
      const refused = (await Promise.all(group)).flatMap((answer) => answer.errors);
      if (refused.length > 0) throw failure(refused);
      group = [];
    };
    for (const record of records) {
      group.push(index.addCustomRecord(record));
      if (group.length === 500) await settle();
    }
    await settle();
    return { write: (out) => writeIndex(index, join(out, searchFolder)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function writeIndex(index: pagefind.PagefindIndex, folder: string): Promise<void> {
  const { errors } = await index.writeFiles({ outputPath: folder });
  if (errors.length > 0) throw failure(errors);
  for (const name of await readdir(folder))
    if (unused.test(name)) await rm(join(folder, name), { recursive: true });
}

const failure = (errors: readonly string[]): PrenoticeError =>
  new PrenoticeError(
    `the search index could not be made: ${errors.join('; ') || 'Pagefind gave no reason'}`,
    'Run npm ci again: Pagefind brings a program for each platform.',
  );

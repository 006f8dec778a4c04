import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Results that are the same for the same input, kept from one build to the next. */
export interface ResultStore {
  /** `parts`: everything that the result depends on, as texts. */
  keyOf(parts: readonly string[]): string;
  /** Whether something is kept under the key, sound or not. */
  has(key: string): boolean;
  /** Undefined when nothing sound is kept under the key. */
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  /** How often `get` found something, and how often not. */
  counts: { found: number; missing: number };
}

const format = 'prenotice-result/1';
const dayInMs = 86_400_000;
const keptDays = 60;

/**
 * A folder with one file per result: `format key checksum`, then the JSON, compressed. A file that is damaged, of another
 * key or of another format counts as missing and is written anew. Nothing secret is in it: it is made from published
 * and announced texts and the program. `tool`: digest of the program (`toolDigest`), so that other code has other keys.
 */
export function openResultStore(dir: string, tool: string): ResultStore {
  mkdirSync(dir, { recursive: true });
  const fileOf = (key: string) => join(dir, `${key}.zst`);
  const counts = { found: 0, missing: 0 };
  return {
    counts,
    keyOf(parts) {
      const hash = createHash('sha256').update(tool);
      // Lengths between the parts: ["a", "bc"] is not ["ab", "c"].
      for (const part of parts) hash.update(`\n${part.length}\n`).update(part, 'utf8');
      return hash.digest('hex');
    },
    has: (key) => existsSync(fileOf(key)),
    get(key) {
      const value = read(fileOf(key), key);
      if (value === undefined) counts.missing++;
      else counts.found++;
      return value;
    },
    set(key, value) {
      const body = zstdCompressSync(JSON.stringify(value));
      const head = Buffer.from(`${format} ${key} ${sha256(body)}\n`);
      try {
        writeFileSync(fileOf(key), Buffer.concat([head, body]));
      } catch {
        // A full or read-only disk costs time on the next build, no more.
      }
    },
  };
}

function read(file: string, key: string): unknown {
  try {
    const bytes = readFileSync(file);
    const end = bytes.indexOf('\n');
    const [kind, of, checksum] = bytes.toString('latin1', 0, end).split(' ');
    const body = bytes.subarray(end + 1);
    if (kind !== format || of !== key || checksum !== sha256(body)) return undefined;
    touch(file);
    return JSON.parse(zstdDecompressSync(body).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Marks a file as used, once a day. */
function touch(file: string): void {
  const now = new Date();
  if (now.getTime() - statSync(file).mtimeMs > dayInMs) utimesSync(file, now, now);
}

/** Removes what no build has used for two months. */
export function pruneResults(dir: string, now = Date.now()): void {
  for (const name of readdirSync(dir)) {
    const file = join(dir, name);
    if (name.endsWith('.zst') && now - statSync(file).mtimeMs > keptDays * dayInMs) rmSync(file);
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Digest of some source files and folders, of the installed libraries and of the runtime: what makes results what they are. */
export function toolDigest(root: string, places: readonly string[]): string {
  const hash = createHash('sha256').update(`${process.version} ${process.versions.icu}`);
  const files = places.flatMap((place) => {
    const path = join(root, place);
    if (statSync(path).isFile()) return [path];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  });
  for (const file of [...files.sort(), join(root, 'package-lock.json')])
    hash.update(`\n${relative(root, file)}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

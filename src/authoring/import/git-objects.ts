import { addDays, type Day, isDay } from '../../policy/day.ts';
import type { GitObject } from './git.ts';

export interface Commit {
  id: string;
  tree: string;
  parents: string[];
  /** Day of the author's date in the author's own zone; null when it is none. */
  authored: Day | null;
  committed: Day | null;
  /** First line of its message. */
  subject: string;
}

/** The text of a commit object → its fields. */
export function readCommit(id: string, object: GitObject): Commit | null {
  if (object.type !== 'commit') return null;
  const text = new TextDecoder('utf-8').decode(object.bytes.subarray(0, 100_000));
  const [head = '', ...message] = text.split('\n\n');
  const field = (name: string) => new RegExp(`^${name} (.*)$`, 'm').exec(head)?.[1] ?? '';
  return {
    id,
    tree: field('tree'),
    parents: [...head.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] ?? ''),
    authored: dayOf(field('author')),
    committed: dayOf(field('committer')),
    subject: plain((message[0] ?? '').split('\n')[0] ?? '').slice(0, 120),
  };
}

/** `Name <address> 1586804873 -0500` → 2020-04-13. */
function dayOf(signature: string): Day | null {
  const match = /> (\d{1,11}) ([+-])(\d\d)(\d\d)$/.exec(signature);
  if (!match) return null;
  const zone = (Number(match[3]) * 60 + Number(match[4])) * (match[2] === '-' ? -60 : 60);
  const day = addDays('1970-01-01', Math.floor((Number(match[1]) + zone) / 86_400));
  return isDay(day) && day.length === 10 ? day : null;
}

export interface TreeEntry {
  /** `100644` and the like a file, `40000` a folder, `120000` a symbolic link, `160000` a submodule. */
  mode: string;
  id: string;
}

/** The entry called `name` in a tree object; names are bytes. */
export function findEntry(tree: GitObject, name: Buffer): TreeEntry | null {
  if (tree.type !== 'tree') return null;
  const { bytes } = tree;
  // SHA-1 ids have 20 bytes; those of a SHA-256 repository 32.
  const width = idWidth(bytes);
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const end = bytes.indexOf(0, space);
    if (space < 0 || end < 0) return null;
    if (bytes.subarray(space + 1, end).equals(name))
      return {
        mode: bytes.toString('latin1', at, space),
        id: bytes.toString('hex', end + 1, end + 1 + width),
      };
    at = end + 1 + width;
  }
  return null;
}

/** The width with which the tree's entries end where the tree ends. */
function idWidth(bytes: Buffer): number {
  for (const width of [20, 32]) {
    let at = 0;
    while (at < bytes.length) {
      const space = bytes.indexOf(32, at);
      if (space < 0 || space - at > 6 || !/^[0-7]+$/.test(bytes.toString('latin1', at, space))) break;
      const end = bytes.indexOf(0, space);
      if (end < 0) break;
      at = end + 1 + width;
    }
    if (at === bytes.length) return width;
  }
  return 20;
}

/** A name as it may be printed: control characters would reach the terminal. */
export const plain = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim();

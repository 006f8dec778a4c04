import { hash, randomBytes } from 'node:crypto';

/**
 * What makes the ledger's entries provable: per notice a chain of links, each over the entries of one transaction.
 * Hashes are SHA-256; a byte put before the input keeps leaves (0), nodes (1) and links (2) apart, as in RFC 6962 2.1.
 *
 *     commitment = SHA-256(salt ‖ { private })             salt: 32 random hex digits; private: names, addresses, ids
 *     leaf       = SHA-256(0x00 ‖ { …public, commitment })  public: pseudonyms, states, days
 *     root       = Merkle tree hash of the leaves
 *     hash       = SHA-256(0x02 ‖ { notice, seq, prev, kind, at, facts, count, root })
 *
 * `{…}` is canonical JSON (RFC 8785). Whoever erases salt and private part leaves a chain that still verifies and tells
 * as much as the public part does: how many were told, when, and what became of their letters.
 */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const genesis = '0'.repeat(64);

/** What a link is about; README.md beside this file says what each holds. */
export const linkKinds = [
  'begun',
  'site',
  'told',
  'left',
  'intent',
  'outcome',
  'released',
  'event',
  'recorded',
  'purged',
] as const;
export type LinkKind = (typeof linkKinds)[number];

/** One entry: `salt` and `private` are gone where it was purged, or is shown as a commitment only. */
export interface ChainEntry {
  public: JsonObject;
  commitment: string;
  salt?: string;
  private?: JsonObject;
}

export interface ChainLink {
  /** `noticeKey`. */
  notice: string;
  /** 1, 2, 3, … without a gap. */
  seq: number;
  /** Hash of the link before; `genesis` for the first. */
  prev: string;
  kind: LinkKind;
  /** Instant, ISO 8601 UTC. */
  at: string;
  /** What holds for the whole link; nothing personal. */
  facts: JsonObject;
  count: number;
  root: string;
  hash: string;
  entries: ChainEntry[];
}

/** RFC 8785 for values that hold no lone surrogates: keys by UTF-16 code units, no white space. */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const keys = Object.keys(value);
  // What is sorted and flat as it is, JSON.stringify writes the same way and much faster: nearly every entry.
  if (keys.every((key, i) => isFlat(value[key]!) && (i === 0 || keys[i - 1]! < key)))
    return JSON.stringify(value);
  let text = '';
  for (const key of keys.sort())
    text += `${text === '' ? '{' : ','}${JSON.stringify(key)}:${canonical(value[key]!)}`;
  return text === '' ? '{}' : `${text}}`;
}

const isFlat = (value: Json): boolean => value === null || typeof value !== 'object';

export const newSalts = (count: number): string[] => {
  const digits = randomBytes(16 * count).toString('hex');
  return Array.from({ length: count }, (_, i) => digits.slice(32 * i, 32 * i + 32));
};

export const newSecret = (): string => randomBytes(32).toString('hex');

/** Under which a person or a letter stands in the public parts of one notice: 64 bits that only the secret explains. */
export function pseudonym(secret: string, what: 'person' | 'letter', id: string): string {
  return hash('sha256', `${secret}:${what}:${id}`).slice(0, 16);
}

/** What `printf %s "$salt$private" | sha256sum` prints, so that anybody can check an entry without this program. */
export function commitmentOf(salt: string, hidden: JsonObject): string {
  return hash('sha256', salt + canonical(hidden));
}

export function leafOf({ commitment, public: shown }: Pick<ChainEntry, 'public' | 'commitment'>): string {
  return hash('sha256', `\u0000${canonical({ commitment, ...shown })}`);
}

/** An entry as it is stored, `[public, salt, private]` in JSON, and its leaf: each part is written out once. */
export function sealEntry(
  shown: JsonObject,
  salt: string,
  hidden: JsonObject,
): { stored: string; leaf: string } {
  const open = canonical(shown);
  const secret = canonical(hidden);
  const commitment = hash('sha256', salt + secret);
  // The commitment's key comes first, but for few entries.
  const isFirst = open > '{"commitment"' && open !== '{}';
  return {
    stored: `[${open},"${salt}",${secret}]`,
    leaf: isFirst
      ? hash('sha256', `\u0000{"commitment":"${commitment}",${open.slice(1)}`)
      : leafOf({ public: shown, commitment }),
  };
}

/** RFC 6962 2.1: split at the largest power of two below the count; of no leaves, the hash of nothing. */
export function merkleRoot(leaves: readonly string[]): string {
  return leaves.length === 0 ? hash('sha256', '') : treeHash(leaves, 0, leaves.length);
}

/** One node at a time is put together in it. */
const node = Buffer.from([1, ...Array<number>(64)]);

/** The hash of the leaves from `start` to before `end`. */
function treeHash(leaves: readonly string[], start: number, end: number): string {
  if (end - start === 1) return leaves[start]!;
  const middle = start + 2 ** (31 - Math.clz32(end - start - 1));
  const left = treeHash(leaves, start, middle);
  const right = treeHash(leaves, middle, end);
  node.write(left, 1, 'hex');
  node.write(right, 33, 'hex');
  return hash('sha256', node);
}

export function linkHash(link: Omit<ChainLink, 'hash' | 'entries'>): string {
  const { notice, seq, prev, kind, at, facts, count, root } = link;
  return hash('sha256', `\u0002${canonical({ notice, seq, prev, kind, at, facts, count, root })}`);
}

export interface ChainFault {
  seq: number;
  /** 1-based place of the entry in its link; absent when the link itself is meant. */
  entry?: number;
  message: string;
}

/** Goes along one notice's chain, link by link, and says what does not fit. */
export class ChainWalk {
  readonly notice: string;
  readonly faults: ChainFault[] = [];
  seq = 0;
  head = genesis;

  constructor(notice: string) {
    this.notice = notice;
  }

  step(link: ChainLink): void {
    const fault = (message: string, entry?: number) =>
      this.faults.push({ seq: link.seq, ...(entry === undefined ? {} : { entry }), message });
    if (link.notice !== this.notice) fault(`belongs to another notice, ${link.notice}`);
    if (link.seq !== this.seq + 1) fault(`follows link ${this.seq}: something is missing, or out of order`);
    if (link.prev !== this.head) fault('does not name the hash of the link before it');
    if (link.count !== link.entries.length)
      fault(`has ${link.entries.length} entries, and says it has ${link.count}`);
    link.entries.forEach((entry, i) => {
      if (entry.salt === undefined || entry.private === undefined) return;
      if (commitmentOf(entry.salt, entry.private) !== entry.commitment)
        fault('is not what was committed to when it was written', i + 1);
    });
    if (merkleRoot(link.entries.map(leafOf)) !== link.root)
      fault('its Merkle root is not that of its entries: one was changed, added, moved or taken out');
    if (linkHash(link) !== link.hash) fault('its hash is not that of its content');
    this.seq = link.seq;
    this.head = link.hash;
  }
}

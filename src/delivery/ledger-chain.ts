import { type Kysely, sql } from 'kysely';
import { noticeKey } from '../notice/plan.ts';
import {
  type ChainEntry,
  type ChainLink,
  canonical,
  commitmentOf,
  genesis,
  type JsonObject,
  type LinkKind,
  linkHash,
  merkleRoot,
  newSalts,
  newSecret,
  pseudonym,
  sealEntry,
} from './chain.ts';
import type { DeliveryState } from './ledger.ts';
import { among, insertAll, updateAll } from './ledger-lists.ts';
import type { LedgerTables } from './ledger-tables.ts';

type Db = Kysely<LedgerTables>;

/**
 * An entry before it is sealed. In `public`, `person` is a recipient's id and `letter` a reference: each notice's chain
 * shows them under pseudonyms. Keys in order save sorting them.
 */
export interface ChainDraft {
  public: JsonObject;
  private: JsonObject;
}

/** `[public, salt, private]`, or `[public, commitment]` once purged: as it stands in the table. */
type StoredEntry = [JsonObject, string, JsonObject] | [JsonObject, string];

/**
 * Adds links to the chains of notices. Call it last in the transaction that makes the change: a head stays locked until
 * the commit, so that links of several processes queue up. What takes time is done before.
 */
export async function appendLinks(
  db: Db,
  byNotice: ReadonlyMap<number, readonly AppendedLink[]>,
): Promise<void> {
  // Always in the same order, so that no two wait for each other.
  const notices = [...byNotice.keys()].filter((id) => byNotice.get(id)!.length > 0).sort((a, b) => a - b);
  const secrets = await secretsOf(db, notices);
  const sealedWith = (notice: number, secret: string) =>
    byNotice.get(notice)!.map((link) => seal(secret, link));
  const sealed = new Map(
    notices.map((id) => [id, secrets.has(id) ? sealedWith(id, secrets.get(id)!) : null]),
  );
  const rows: LinkInsert[] = [];
  const heads: { notice: number; hash: string }[] = [];
  for (const notice of notices) {
    const head = await lockHead(db, notice, byNotice.get(notice)!.length);
    // There was no chain yet, or a purge has given it another secret.
    const isFresh = secrets.get(notice) !== head.secret;
    const links = isFresh ? sealedWith(notice, head.secret) : sealed.get(notice)!;
    let prev = head.hash;
    links.forEach(({ kind, at, facts, count, root, entries }, i) => {
      const seq = head.seq - links.length + i + 1;
      const hash = linkHash({ notice: head.key, seq, prev, kind, at, facts, count, root });
      rows.push({ notice, seq, prev, kind, at, facts: canonical(facts), count, root, hash, entries });
      prev = hash;
    });
    heads.push({ notice, hash: prev });
  }
  await insertAll(db, 'chain_link', rows);
  await updateAll(db, 'chain_head', heads, (of) => ({
    set: { hash: of('hash') },
    where: sql`${sql.ref('chain_head.notice')} = ${of('notice')}`,
  }));
}

export const appendLink = (db: Db, notice: number, link: AppendedLink): Promise<void> =>
  appendLinks(db, new Map([[notice, [link]]]));

type LinkInsert = { [K in keyof LedgerTables['chain_link']]: LedgerTables['chain_link'][K] };

export interface AppendedLink {
  kind: LinkKind;
  at: string;
  facts?: JsonObject;
  entries?: readonly ChainDraft[];
}

/** A link that only lacks its place in the chain. */
interface SealedLink {
  kind: LinkKind;
  at: string;
  facts: JsonObject;
  count: number;
  root: string;
  /** As they are stored. */
  entries: string;
}

/** Gives each entry its salt and its pseudonyms: as they are stored, and the root over them. */
function seal(secret: string, { kind, at, facts = {}, entries: drafts = [] }: AppendedLink): SealedLink {
  const salts = newSalts(drafts.length);
  const sealed = drafts.map((draft, i) => {
    const shown = { ...draft.public };
    for (const what of ['person', 'letter'] as const)
      if (typeof shown[what] === 'string') shown[what] = pseudonym(secret, what, shown[what]);
    return sealEntry(shown, salts[i]!, draft.private);
  });
  const root = merkleRoot(sealed.map(({ leaf }) => leaf));
  const entries = `[${sealed.map(({ stored }) => stored).join(',')}]`;
  return { kind, at, facts, count: drafts.length, root, entries };
}

async function secretsOf(db: Db, notices: readonly number[]): Promise<Map<number, string>> {
  if (notices.length === 0) return new Map();
  const rows = await db
    .selectFrom('chain_head')
    .select(['notice', 'secret'])
    .where('notice', 'in', notices)
    .execute();
  return new Map(rows.map((row) => [row.notice, row.secret]));
}

/** The row's new `seq` is the last of so many links; the update holds the row until the transaction ends. */
async function lockHead(db: Db, notice: number, links: number) {
  const take = () =>
    db
      .updateTable('chain_head')
      .set((eb) => ({ seq: eb('seq', '+', links) }))
      .where('notice', '=', notice)
      .returning(['seq', 'hash', 'secret', 'key'])
      .executeTakeFirst();
  const head = await take();
  if (head) return head;
  const row = await db
    .selectFrom('notice')
    .select(['policy', 'version', 'kind'])
    .where('id', '=', notice)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('chain_head')
    .values({ notice, key: noticeKey(row), seq: 0, hash: genesis, secret: newSecret() })
    .onConflict((conflict) => conflict.column('notice').doNothing())
    .execute();
  return (await take())!;
}

/** How a letter stands after the change that an entry is about. */
export interface LetterNow {
  state: DeliveryState;
  day: string | null;
}

export async function lettersNow(db: Db, references: readonly string[]): Promise<Map<string, LetterNow>> {
  const rows = await db
    .selectFrom('delivery')
    .select(['reference', 'state', 'day'])
    .where(among(db, 'reference', references))
    .execute();
  return new Map(rows.map(({ reference, state, day }) => [reference, { state, day }]));
}

/** A link about letters, an entry for each of them; every notice that they belong to gets one with its own letters. */
export interface LetterLink extends Omit<AppendedLink, 'entries'> {
  references: readonly string[];
  draftOf: (reference: string, now: LetterNow) => ChainDraft;
}

/** @param now how all these letters stand. */
export async function appendForLetters(
  db: Db,
  links: readonly LetterLink[],
  now: ReadonlyMap<string, LetterNow>,
): Promise<void> {
  const byNotice = await lettersByNotice(db, new Set(links.flatMap(({ references }) => references)));
  const own = [...byNotice].map(([notice, mine]): [number, AppendedLink[]] => [
    notice,
    links.flatMap(({ references, draftOf, ...link }): AppendedLink[] => {
      const entries = references.flatMap((reference) =>
        mine.has(reference) ? [draftOf(reference, now.get(reference)!)] : [],
      );
      return entries.length > 0 ? [{ ...link, entries }] : [];
    }),
  ]);
  await appendLinks(db, new Map(own));
}

/** Which of these letters tell of a notice, by its number. */
async function lettersByNotice(db: Db, all: ReadonlySet<string>): Promise<Map<number, ReadonlySet<string>>> {
  const byNotice = new Map<number, Set<string>>();
  if (all.size === 0) return byNotice;
  const references = [...all];
  // Mostly all of them tell of the same.
  const counts = await db
    .selectFrom('told')
    .select('notice')
    .select((eb) => eb.fn.count<number>('delivery').distinct().as('letters'))
    .where(among(db, 'delivery', references))
    .groupBy('notice')
    .execute();
  if (counts.length > 0 && counts.every(({ letters }) => Number(letters) === all.size))
    return new Map(counts.map(({ notice }) => [notice, all]));
  const rows = await db
    .selectFrom('told')
    .select(['notice', 'delivery'])
    .where(among(db, 'delivery', references))
    .execute();
  const told = new Set(rows.map((row) => row.delivery));
  const left = references.filter((reference) => !told.has(reference));
  // Nobody stands on a letter any more once its people are written to at another address.
  if (left.length > 0) rows.push(...(await lettersLeft(db, left)));
  for (const { notice, delivery } of rows) {
    const mine = byNotice.get(notice);
    if (mine) mine.add(delivery!);
    else byNotice.set(notice, new Set([delivery!]));
  }
  return byNotice;
}

/** Letters that were given up for another one, under the notices that their first readers are told of. */
function lettersLeft(db: Db, references: readonly string[]) {
  return db
    .selectFrom('delivery')
    .innerJoin('notice', 'notice.letter', 'delivery.letter')
    .innerJoin('told', (join) =>
      join.onRef('told.notice', '=', 'notice.id').onRef('told.recipient_id', '=', 'delivery.recipient_id'),
    )
    .select(['told.notice', 'delivery.reference as delivery'])
    .where(among(db, 'delivery.reference', references))
    .execute();
}

/** The links of one notice in order, some at a time. */
export async function* readChain(db: Db, key: string): AsyncGenerator<ChainLink> {
  const head = await db.selectFrom('chain_head').select('notice').where('key', '=', key).executeTakeFirst();
  if (!head) return;
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('chain_link')
      .selectAll()
      .where('notice', '=', head.notice)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(200)
      .execute();
    for (const row of rows) yield linkOf(row, key);
    if (rows.length === 0) return;
    after = rows.at(-1)!.seq;
  }
}

export interface LinkRow {
  seq: number;
  prev: string;
  kind: LinkKind;
  at: string;
  facts: string;
  count: number;
  root: string;
  hash: string;
  entries: string;
}

export function linkOf(row: LinkRow, notice: string): ChainLink {
  const { seq, prev, kind, at, count, root, hash } = row;
  const entries = (JSON.parse(row.entries) as StoredEntry[]).map(readEntry);
  return { notice, seq, prev, kind, at, facts: JSON.parse(row.facts), count, root, hash, entries };
}

function readEntry(stored: StoredEntry): ChainEntry {
  if (stored.length === 2) return { public: stored[0], commitment: stored[1] };
  const [shown, salt, hidden] = stored;
  return { public: shown, commitment: commitmentOf(salt, hidden), salt, private: hidden };
}

export function storedEntries(entries: readonly ChainEntry[]): string {
  return JSON.stringify(
    entries.map(
      (entry): StoredEntry =>
        entry.salt === undefined || entry.private === undefined
          ? [entry.public, entry.commitment]
          : [entry.public, entry.salt, entry.private],
    ),
  );
}

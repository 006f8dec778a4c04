import type { KeyObject } from 'node:crypto';
import type * as z from 'zod';
import { type ChainLink, ChainWalk, canonical, type Json } from '../delivery/chain.ts';
import type { RenderedLetter } from '../notice/letter.ts';
import { fillLetter } from '../notice/render-letter.ts';
import { arithmeticOf } from './arithmetic.ts';
import { csvHead, csvOf, Histories, type RecipientRow } from './histories.ts';
import { keptSchema, linkSchema, manifestSchema, signatureSchema, summarySchema } from './pack-schema.ts';
import { linesOf, type Pack, parseJson, sha256 } from './read-pack.ts';
import { readableLetter } from './readable-letter.ts';
import { publicPem, signatureFits } from './signature.ts';
import { Tally } from './tally.ts';

/** Something that does not fit: the part, the place in it (a link, an entry, a line), and what is wrong. */
export interface PackFault {
  part: string | null;
  place: string | null;
  message: string;
}

export interface Verdict {
  verified: boolean;
  /** SHA-256 of the manifest; null when there is none. */
  fingerprint: string | null;
  /** What the pack says it is about; null when it cannot be read. */
  about: {
    company: string;
    title: string;
    version: string;
    effective: string;
    shows: 'everybody' | 'one';
    rehearsal: boolean;
    tool: string;
  } | null;
  /** `known`: with the key that was given. `unknown`: a key was given with the pack only. */
  signature: { publicKey: string; key: 'known' | 'unknown' } | null;
  counts: { parts: number; links: number; entries: number; hidden: number; people: number; letters: number };
  faults: PackFault[];
}

type Summary = z.output<typeof summarySchema>;
type NoticePart = Summary['notices'][number];

/**
 * Checks a pack by itself, without a network, a ledger or the content: every part against the manifest, the manifest
 * against its signature, then everything that one part says against what the others say, made anew from the ledger's
 * entries. Reads one part at a time.
 * @param key the sender's public key as the reader knows it.
 */
export function verifyPack(pack: Pack, key?: KeyObject): Verdict {
  return new Verification(pack, key).run();
}

class Verification {
  readonly #pack: Pack;
  readonly #key: KeyObject | undefined;
  readonly #verdict: Verdict = {
    verified: false,
    fingerprint: null,
    about: null,
    signature: null,
    counts: { parts: 0, links: 0, entries: 0, hidden: 0, people: 0, letters: 0 },
    faults: [],
  };
  /** Parts that are what the manifest says: only of these is anything believed. */
  readonly #sound = new Set<string>();

  constructor(pack: Pack, key: KeyObject | undefined) {
    this.#pack = pack;
    this.#key = key;
    for (const { part, message } of pack.faults) this.#fault(part, message);
  }

  run(): Verdict {
    const verdict = this.#verdict;
    if (this.#manifest()) {
      const summary = this.#document('summary.json', summarySchema);
      if (summary) this.#story(summary);
    }
    verdict.verified = verdict.faults.length === 0;
    return verdict;
  }

  #fault(part: string | null, message: string, place: string | null = null): void {
    // Whoever changed a whole part has changed thousands of lines.
    if (this.#verdict.faults.length < mostFaults) this.#verdict.faults.push({ part, place, message });
  }

  /** Every part against the manifest, the manifest against its signature. */
  #manifest(): boolean {
    const bytes = this.#bytes('manifest.json');
    if (!bytes) return false;
    this.#verdict.fingerprint = sha256(bytes);
    this.#signature(bytes);
    const manifest = this.#parse('manifest.json', bytes, manifestSchema);
    if (!manifest) return false;
    const listed = new Map(manifest.parts.map((part) => [part.name, part]));
    if (listed.size < manifest.parts.length) this.#fault('manifest.json', 'lists a part twice');
    for (const { name } of this.#pack.parts)
      if (!listed.has(name) && name !== 'manifest.json' && name !== 'signature.json')
        this.#fault(name, 'is not in the manifest: it was put in later');
    for (const { name, bytes: size, sha256: digest } of manifest.parts) {
      const part = this.#bytes(name);
      if (!part) continue;
      this.#verdict.counts.parts++;
      if (part.length === size && sha256(part) === digest) this.#sound.add(name);
      else this.#fault(name, 'is not the part that the manifest lists: it was changed');
    }
    return true;
  }

  #signature(manifest: Uint8Array): void {
    const there = this.#pack.parts.some(({ name }) => name === 'signature.json');
    if (!there) {
      if (this.#key) this.#fault(null, 'the pack is not signed, and a key was given to check it with');
      return;
    }
    const bytes = this.#bytes('signature.json');
    const signature = bytes && this.#parse('signature.json', bytes, signatureSchema);
    if (!signature) return;
    if (!signatureFits(manifest, signature)) {
      this.#fault('signature.json', 'does not fit the manifest: one of the two was changed');
      return;
    }
    const known = this.#key !== undefined && publicPem(this.#key).trim() === signature.publicKey.trim();
    if (this.#key && !known)
      this.#fault('signature.json', 'was made with another key than the one that was given');
    this.#verdict.signature = { publicKey: signature.publicKey, key: known ? 'known' : 'unknown' };
  }

  #story(summary: Summary): void {
    const { company, next, shows, rehearsal, tool } = summary;
    this.#verdict.about = {
      ...{ company: company.name, title: next.title, version: next.version, effective: next.effective },
      ...{ shows, rehearsal, tool },
    };
    for (const text of [summary.previous, next]) this.#text(text);
    const told = summary.notices.map((notice) => this.#notice(notice, summary));
    this.#recipients(told);
    for (const letter of summary.letters) this.#personal(letter, summary, told);
    const lastAt =
      told
        .map(({ tally }) => tally.lastAt)
        .filter((at) => at !== null)
        .sort()
        .at(-1) ?? null;
    if (summary.asOf !== lastAt)
      this.#fault('summary.json', 'names another time for the last entry than the ledger has');
  }

  /** The digest of a published text is the SHA-256 of its file, and its head says what the summary says. */
  #text(text: Summary['next']): void {
    const bytes = this.#sound.has(text.text) ? this.#bytes(text.text) : null;
    if (!bytes) {
      if (!this.#verdict.faults.some((fault) => fault.part === text.text))
        this.#fault(text.text, 'is missing');
      return;
    }
    if (sha256(bytes) !== text.digest)
      this.#fault(text.text, `has not the digest that the summary names for version ${text.version}`);
    const head = [...headOf(bytes)];
    const { title, version, published, effective } = text;
    const expected = [
      'prenotice-text/1',
      `Title: ${title}`,
      `Version: ${version}`,
      `Published: ${published}`,
      `Effective: ${effective}`,
    ];
    if (expected.some((line, i) => head[i] !== line))
      this.#fault(text.text, 'has another title, number or dates than the summary');
  }

  /** One notice: its chain link by link, then everything that the summary derives from it. */
  #notice(notice: NoticePart, summary: Summary): Told {
    const tally = new Tally();
    const histories = new Histories();
    const walk = new ChainWalk(notice.notice);
    const seen = {
      looks: [] as NoticePart['looks'],
      texts: new Map<string, string>(),
      begun: null as Json | null,
    };
    const counts = { links: 0, entries: 0, hidden: 0 };
    const places: { part: string; last: number }[] = [];
    for (const part of notice.chain.parts) {
      const bytes = this.#bytes(part);
      if (!bytes) continue;
      let line = 0;
      for (const text of linesOf(bytes)) {
        line++;
        const link = this.#link(part, line, text);
        if (!link) continue;
        walk.step(link);
        tally.add(link);
        histories.add(link);
        counts.links++;
        counts.entries += link.entries.length;
        counts.hidden += link.entries.filter((entry) => !entry.private).length;
        this.#note(link, seen);
      }
      places.push({ part, last: walk.seq });
    }
    for (const fault of walk.faults) {
      const part = places.find(({ last }) => fault.seq <= last)?.part ?? notice.chain.parts.at(-1) ?? null;
      this.#fault(part, fault.message, `link ${fault.seq}${fault.entry ? `, entry ${fault.entry}` : ''}`);
    }
    for (const key of ['links', 'entries', 'hidden'] as const) this.#verdict.counts[key] += counts[key];
    this.#verdict.counts.people += tally.people.size;
    this.#verdict.counts.letters += tally.letters.size;
    const said = (what: string, stated: unknown, found: unknown) => {
      if (!same(stated, found))
        this.#fault('summary.json', `${what} is not what the ledger's entries give`, notice.notice);
    };
    const { record } = notice;
    said('the hash of the last link', notice.chain.head, walk.head);
    said(
      'the number of links and entries',
      [notice.chain.links, notice.chain.entries, notice.chain.hidden],
      [counts.links, counts.entries, counts.hidden],
    );
    const days = [...tally.days].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1));
    said('the days of letters', notice.days, days);
    said('the calendar', notice.arithmetic, arithmeticOf(record, days));
    said('the count of people', notice.status, tally.status(record, notice.notice));
    said('the looks at the published site', notice.looks, seen.looks);
    if (record.firstDay !== null) said('what the notice announces', record, seen.begun);
    if (record.kind === 'advance' && record.deadline !== arithmeticOf(record, []).deadline)
      this.#fault(
        'summary.json',
        'the last day in time does not follow from period and effect',
        notice.notice,
      );
    if (record.digest !== summary.next.digest)
      this.#fault(
        'summary.json',
        'the digest that letters announced is not that of the text in the pack',
        notice.notice,
      );
    for (const look of seen.looks)
      if (look.digest !== summary.next.digest)
        this.#fault('summary.json', `the site showed another text at ${look.at}`, notice.notice);
    const variants = notice.letters.map((letter) => [letter.variant, letter.sha256]);
    said(
      'the list of letters',
      variants,
      [...seen.texts].sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    for (const letter of notice.letters) this.#letter(letter);
    return { notice, tally, histories };
  }

  #link(part: string, line: number, text: string): ChainLink | null {
    try {
      return linkSchema.parse(JSON.parse(text)) as ChainLink;
    } catch {
      this.#fault(part, 'is not an entry of a ledger', `line ${line}`);
      return null;
    }
  }

  #note(
    link: ChainLink,
    seen: { looks: NoticePart['looks']; texts: Map<string, string>; begun: Json | null },
  ): void {
    const { where, digest, texts } = link.facts;
    if (link.kind === 'site') seen.looks.push({ at: link.at, where: String(where), digest: String(digest) });
    if (link.kind === 'begun') seen.begun = link.facts;
    if (link.kind === 'intent' && texts && typeof texts === 'object')
      for (const [variant, sha] of Object.entries(texts)) seen.texts.set(variant, String(sha));
  }

  /** A kept letter has the digest that the ledger wrote down before it was sent; what people read is made from it. */
  #letter(letter: NoticePart['letters'][number]): void {
    const bytes = this.#bytes(letter.kept);
    if (!bytes) return;
    if (sha256(bytes) !== letter.sha256)
      this.#fault(letter.kept, 'is not the text that the ledger wrote down before letters left');
    const kept = this.#parse(letter.kept, bytes, keptSchema);
    if (!kept) return;
    const readable = readableLetter(kept as RenderedLetter);
    if (letter.subject !== readable.subject)
      this.#fault('summary.json', 'a subject is not that of the kept letter', letter.kept);
    this.#expect(letter.html, readable.html);
    this.#expect(letter.text, `Subject: ${readable.subject}\n\n${readable.text}\n`);
  }

  /** The letter to the one person whom the pack shows, filled in again. */
  #personal(letter: Summary['letters'][number], summary: Summary, told: readonly Told[]): void {
    const mine = told.find(({ notice }) => notice.notice === letter.notice);
    const facts = mine?.notice.letters.find(({ variant }) => variant === letter.variant);
    const sent =
      mine &&
      [...mine.histories.rows(mine.tally, letter.notice, mine.notice.record)]
        .find((row) => row.id === summary.recipient)
        ?.events.find((event) => event.reference === letter.reference && event.variant === letter.variant);
    if (!facts || !sent || (sent.name ?? null) !== letter.name || sent.at !== letter.at) {
      this.#fault(
        'summary.json',
        'names a letter to the recipient that the ledger does not have',
        letter.html,
      );
      return;
    }
    const bytes = this.#bytes(facts.kept);
    const kept = bytes && this.#parse(facts.kept, bytes, keptSchema);
    if (!kept) return;
    const { reference, name } = letter;
    const filled = fillLetter(kept as RenderedLetter, { reference, ...(name ? { name } : {}) });
    this.#expect(letter.html, filled.html);
    this.#expect(letter.text, `Subject: ${filled.subject}\n\n${filled.text}\n`);
  }

  /** The list of people, line by line, against what the entries tell of each. */
  #recipients(told: readonly Told[]): void {
    function* rows(): Generator<RecipientRow> {
      for (const { tally, histories, notice } of told)
        yield* histories.rows(tally, notice.notice, notice.record);
    }
    function* jsonLines(): Generator<{ line: string; who: string }> {
      let first = true;
      for (const row of rows()) {
        if (first) yield { line: '[', who: 'the beginning' };
        yield { line: `${JSON.stringify(row)}`, who: row.id ?? row.person };
        first = false;
      }
      yield { line: first ? '[]' : ']', who: 'the end' };
    }
    function* csvLines(): Generator<{ line: string; who: string }> {
      yield { line: csvHead.trimEnd(), who: 'the heading' };
      for (const row of rows()) yield { line: csvOf(row).trimEnd(), who: row.id ?? row.person };
    }
    // In JSON the comma stands at the end of a line; a CSV line ends with a carriage return.
    this.#compareLines('recipients.json', jsonLines(), (line) => line.replace(/,$/, ''));
    this.#compareLines('recipients.csv', csvLines(), (line) => line.replace(/\r$/, ''));
  }

  #compareLines(
    part: string,
    expected: Iterable<{ line: string; who: string }>,
    trim: (line: string) => string,
  ): void {
    const bytes = this.#bytes(part);
    if (!bytes) return;
    const found = linesOf(bytes);
    let number = 0;
    for (const { line, who } of expected) {
      number++;
      const { value, done } = found.next();
      if (done) {
        this.#fault(part, `ends too soon: ${who} and whoever follows are missing`, `line ${number}`);
        return;
      }
      if (trim(value) !== line)
        this.#fault(part, `does not say what the ledger's entries say of ${who}`, `line ${number}`);
    }
    if (!found.next().done) this.#fault(part, 'has more people than the ledger', `line ${number + 1}`);
  }

  #expect(part: string, text: string): void {
    const bytes = this.#bytes(part);
    if (bytes && !Buffer.from(text).equals(bytes)) this.#fault(part, 'is not what the kept letter gives');
  }

  #document<T extends z.ZodType>(part: string, schema: T): z.output<T> | null {
    const bytes = this.#bytes(part);
    return bytes ? this.#parse(part, bytes, schema) : null;
  }

  #parse<T extends z.ZodType>(part: string, bytes: Uint8Array, schema: T): z.output<T> | null {
    try {
      const parsed = schema.safeParse(parseJson(bytes));
      if (parsed.success) return parsed.data;
      const issue = parsed.error.issues[0]!;
      this.#fault(
        part,
        `is not of the form that it should have: ${issue.message}`,
        issue.path.join('.') || null,
      );
    } catch (error) {
      this.#fault(part, (error as Error).message);
    }
    return null;
  }

  /** The bytes of a part; null, and a fault, when it is missing or cannot be unpacked. */
  #bytes(part: string): Uint8Array | null {
    try {
      return this.#pack.read(part);
    } catch (error) {
      const message =
        error instanceof Error && error.message === 'is missing'
          ? 'is missing'
          : 'cannot be unpacked: its bytes are damaged';
      if (!this.#verdict.faults.some((fault) => fault.part === part && fault.message === message))
        this.#fault(part, message);
      return null;
    }
  }
}

interface Told {
  notice: NoticePart;
  tally: Tally;
  histories: Histories;
}

const mostFaults = 1000;

const same = (a: unknown, b: unknown): boolean => canonical(plain(a)) === canonical(plain(b));
const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;

function* headOf(bytes: Uint8Array): Generator<string> {
  let lines = 0;
  for (const line of linesOf(bytes)) {
    yield line;
    if (++lines === 5) return;
  }
}

import type * as z from 'zod';
import { type ChainLink, ChainWalk, canonical, type Json } from '../delivery/chain.ts';
import type { RenderedLetter } from '../notice/letter.ts';
import { arithmeticOf } from './arithmetic.ts';
import { Histories } from './histories.ts';
import type { PackCheck } from './pack-check.ts';
import { keptSchema, linkSchema, type noticeSchema } from './pack-schema.ts';
import { checkMessages } from './provider-messages.ts';
import { linesOf, sha256 } from './read-pack.ts';
import { readableLetter } from './readable-letter.ts';
import type { ToldPeople } from './recipient-list.ts';
import { Tally } from './tally.ts';

export type NoticePart = z.output<typeof noticeSchema>;

/** A notice whose chain has been gone through. */
export interface CheckedNotice extends ToldPeople {
  part: NoticePart;
  counts: { links: number; entries: number; hidden: number };
}

/** What links say besides their entries. */
interface Seen {
  looks: NoticePart['looks'];
  texts: Map<string, string>;
  purges: NoticePart['purges'];
  begun: Json | null;
}

/** One notice: its chain link by link, then everything that the summary derives from it. */
export function checkNotice(
  check: PackCheck,
  part: NoticePart,
  digest: string,
  promised: string,
): CheckedNotice {
  const { notice, record } = part;
  const told: CheckedNotice = {
    ...{ notice, record, part, tally: new Tally(), histories: new Histories() },
    counts: { links: 0, entries: 0, hidden: 0 },
  };
  const seen: Seen = { looks: [], texts: new Map(), purges: [], begun: null };
  const walk = walkChain(check, told, seen);
  const { chain } = part;
  const { counts, tally } = told;
  const said = (what: string, stated: unknown, found: unknown) => {
    if (!same(stated, found))
      check.fault('summary.json', `${what} is not what the ledger's entries give`, notice);
  };
  said('the hash of the last link', chain.head, walk.head);
  const totals = [counts.links, counts.entries, counts.hidden];
  said('the number of links and entries', [chain.links, chain.entries, chain.hidden], totals);
  const days = [...tally.days].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  said('the list of days', part.days, days);
  const arithmetic = arithmeticOf(record, days);
  said('the calendar', part.arithmetic, arithmetic);
  if (record.kind === 'advance' && record.deadline !== arithmetic.deadline)
    check.fault('summary.json', 'the last day in time does not follow from period and effect', notice);
  said('the count of people', part.status, tally.status(record, notice));
  said('the number of letters that failed', part.failed, tally.failed());
  if (record.kind === 'advance' && promised !== record.period)
    check.fault('summary.json', 'the promised period is not the one that the ledger wrote down', notice);
  said('the list of looks at the published site', part.looks, seen.looks);
  said('the list of erasures', part.purges, seen.purges);
  if (record.firstDay !== null) said('what the notice announces', record, seen.begun);
  if (record.digest !== digest)
    check.fault(
      'summary.json',
      'the digest that letters announced is not that of the text in the pack',
      notice,
    );
  for (const look of seen.looks)
    if (look.digest !== digest)
      check.fault('summary.json', `the site showed another text at ${look.at}`, notice);
  said("the number of the provider's messages", part.messages.count, told.histories.messages.length);
  checkMessages(check, part.messages.parts, told.histories.messages);
  const variants = part.letters.map((letter) => [letter.variant, letter.sha256]);
  said(
    'the list of letters',
    variants,
    [...seen.texts].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  for (const letter of part.letters) checkLetter(check, letter);
  return told;
}

function walkChain(check: PackCheck, told: CheckedNotice, seen: Seen): ChainWalk {
  const walk = new ChainWalk(told.notice);
  for (const part of told.part.chain.parts) {
    const bytes = check.bytes(part);
    if (!bytes) continue;
    let line = 0;
    for (const text of linesOf(bytes)) {
      line++;
      const link = readLink(check, part, line, text);
      if (!link) continue;
      const before = walk.faults.length;
      walk.step(link);
      for (const { seq, entry, message } of walk.faults.slice(before))
        check.fault(part, message, `link ${seq}${entry ? `, entry ${entry}` : ''}`);
      told.tally.add(link);
      told.histories.add(link);
      told.counts.links++;
      told.counts.entries += link.entries.length;
      told.counts.hidden += link.entries.filter((entry) => !entry.private).length;
      note(link, seen);
    }
  }
  return walk;
}

function readLink(check: PackCheck, part: string, line: number, text: string): ChainLink | null {
  try {
    return linkSchema.parse(JSON.parse(text)) as ChainLink;
  } catch {
    check.fault(part, 'is not an entry of a ledger', `line ${line}`);
    return null;
  }
}

function note(link: ChainLink, seen: Seen): void {
  const { where, digest, texts } = link.facts;
  if (link.kind === 'site') seen.looks.push({ at: link.at, where: String(where), digest: String(digest) });
  if (link.kind === 'purged') seen.purges.push({ at: link.at, entries: Number(link.facts.entries) });
  if (link.kind === 'begun') seen.begun = link.facts;
  if (link.kind === 'intent' && texts && typeof texts === 'object')
    for (const [variant, sha] of Object.entries(texts)) seen.texts.set(variant, String(sha));
}

/** A kept letter has the digest that the ledger wrote down before it was sent; what people read is made from it. */
function checkLetter(check: PackCheck, letter: NoticePart['letters'][number]): void {
  const bytes = check.bytes(letter.kept);
  if (!bytes) return;
  if (sha256(bytes) !== letter.sha256)
    check.fault(letter.kept, 'is not the text that the ledger wrote down before letters left');
  const kept = check.parse(letter.kept, bytes, keptSchema);
  if (!kept) return;
  const { subject, html, text } = readableLetter(kept as RenderedLetter);
  if (letter.subject !== subject)
    check.fault('summary.json', 'a subject is not that of the kept letter', letter.kept);
  check.expect(letter.html, html, 'is not what the kept letter gives');
  check.expect(letter.text, `Subject: ${subject}\n\n${text}\n`, 'is not what the kept letter gives');
}

const same = (a: unknown, b: unknown): boolean => canonical(plain(a)) === canonical(plain(b));
const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json;

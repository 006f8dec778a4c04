import type { KeyObject } from 'node:crypto';
import { type ChainLink, ChainWalk, canonical, type Json } from '../delivery/chain.ts';
import type { FateCount, Ledger, NoticeRecord } from '../delivery/ledger.ts';
import type { RenderedLetter } from '../notice/letter.ts';
import { type NoticeKind, noticeKey } from '../notice/plan.ts';
import { fillLetter } from '../notice/render-letter.ts';
import type { Day } from '../policy/day.ts';
import { digestOf } from '../policy/digest.ts';
import { PrenoticeError } from '../policy/problem.ts';
import { publishedText } from '../policy/published-text.ts';
import type { Version } from '../policy/timeline.ts';
import { arithmeticOf } from './arithmetic.ts';
import { Histories, type ToldMessage } from './histories.ts';
import { indexPage } from './index-page.ts';
import { messageLines, messagesPerPart } from './provider-messages.ts';
import { readableLetter } from './readable-letter.ts';
import {
  csvLines,
  failuresOf,
  jsonLines,
  type ListLine,
  personOf,
  type ToldPeople,
} from './recipient-list.ts';
import { redlinePage } from './redline-page.ts';
import { publicPem, signManifest } from './signature.ts';
import {
  assessmentPart,
  type ContentFacts,
  type LetterFacts,
  type NoticeFacts,
  type PersonalLetter,
  packFormat,
  type Story,
  storyOfContent,
} from './story.ts';
import { Tally } from './tally.ts';
import { type Part, ZipWriter } from './zip-writer.ts';

export interface PackInput {
  content: ContentFacts;
  ledger: Ledger;
  /** Everybody in clear when absent. */
  recipient?: string;
  key?: KeyObject;
  /** True for the outbox, whose letters have told nobody. */
  rehearsal: boolean;
}

/** What was written, and what did not fit while it was gathered. */
export interface PackReport {
  story: Story;
  parts: Part[];
  bytes: number;
  /** SHA-256 of the manifest: names the pack. */
  fingerprint: string;
  signed: boolean;
  /** Faults of the ledger itself; the pack shows them to whoever verifies it. */
  faults: string[];
}

/** Links in one part of the pack: some 100,000 entries at most, so that a part fits in memory. */
const linksPerPart = 1000;

/** A notice with what its chain tells. */
interface Gathered extends ToldPeople {
  facts: NoticeFacts;
}

/**
 * Writes the proof pack of one version: one ZIP with everything that proves its notices. The same ledger and content
 * give the same bytes, on any day and machine. Reads the chain once, some links at a time.
 */
export async function writePack(file: string, input: PackInput): Promise<PackReport> {
  const { content, ledger } = input;
  const { policy, version } = content;
  const records = (await ledger.notices()).filter(
    (record) => record.policy === policy.slug && record.version === version.fields.version,
  );
  records.sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  const changed = records.find((record) => record.firstDay !== null && record.digest !== version.digest);
  if (changed)
    throw new PrenoticeError(
      `version ${version.fields.version} of ${policy.slug} is not the text that letters have announced since ${changed.firstDay} (digest ${version.digest.slice(0, 12)}…, announced ${changed.digest.slice(0, 12)}…)`,
      'put the announced text back; a pack with another text would prove nothing',
    );
  const zip = new ZipWriter(file);
  try {
    const faults: string[] = [];
    const gathered: Gathered[] = [];
    const fates = await ledger.fates();
    for (const record of records) gathered.push(await gather(zip, input, record, fates, faults));
    const story: Story = {
      ...storyOfContent(content),
      notices: gathered.map(({ facts }) => facts),
      shows: input.recipient === undefined ? 'everybody' : 'one',
      recipient: input.recipient ?? null,
      letters: [],
      rehearsal: input.rehearsal,
      asOf: lastOf(gathered.map(({ facts }) => facts.chain.lastAt)),
    };
    if (input.recipient !== undefined) story.letters = await personalLetters(zip, input, gathered);
    await addTexts(zip, content);
    await addRecipients(zip, gathered);
    await zip.add('summary.json', pretty(story));
    const signer = input.key ? publicPem(input.key) : null;
    const [assessment, person] = [assessmentPart(content.assessment), personOf(gathered, story.recipient)];
    await zip.add(
      'index.html',
      indexPage({ story, assessment, person, failures: failuresOf(gathered), signer }),
    );
    const manifest = Buffer.from(
      pretty({ format: packFormat, tool: content.tool, parts: zip.parts.map(entryOf) }),
    );
    await zip.add('manifest.json', manifest);
    if (input.key) await zip.add('signature.json', pretty(signManifest(manifest, input.key)));
    await zip.finish();
    const parts = zip.parts;
    return {
      ...{ story, parts, faults },
      bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
      fingerprint: parts.find((part) => part.name === 'manifest.json')!.sha256,
      signed: input.key !== undefined,
    };
  } catch (error) {
    await zip.abandon();
    throw error;
  }
}

const kinds: readonly NoticeKind[] = ['advance', 'reminder', 'correction'];
const entryOf = ({ name, bytes, sha256 }: Part) => ({ name, bytes, sha256 });
const lastOf = (times: (string | null)[]): string | null =>
  times
    .filter((t) => t !== null)
    .sort()
    .at(-1) ?? null;
const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** One pass over a notice's chain: into the pack, and into everything that is told from it. */
async function gather(
  zip: ZipWriter,
  { ledger, recipient }: PackInput,
  record: NoticeRecord & { firstDay: Day | null },
  fates: readonly FateCount[],
  faults: string[],
): Promise<Gathered> {
  const notice = noticeKey(record);
  const tally = new Tally();
  const histories = new Histories();
  const walk = new ChainWalk(notice);
  const redactor = recipient === undefined ? null : new Redactor(recipient);
  const looks: NoticeFacts['looks'] = [];
  const variants = new Map<string, string>();
  const purges: NoticeFacts['purges'] = [];
  const parts: string[] = [];
  const totals = { entries: 0, hidden: 0 };

  const links = ledger.chain(notice)[Symbol.asyncIterator]();
  let next = await links.next();
  async function* lines() {
    for (let count = 0; !next.done && count < linksPerPart; count++) {
      const link = next.value;
      walk.step(link);
      const shown = redactor ? redactor.redact(link) : link;
      tally.add(shown);
      histories.add(shown);
      totals.entries += shown.count;
      totals.hidden += shown.entries.filter((entry) => !entry.private).length;
      if (link.kind === 'site')
        looks.push({ at: link.at, ...(link.facts as { where: string; digest: string }) });
      if (link.kind === 'purged') purges.push({ at: link.at, entries: Number(link.facts.entries) });
      if (link.kind === 'intent')
        for (const [variant, sha256] of Object.entries(link.facts.texts as Record<string, string>))
          variants.set(variant, sha256);
      yield `${canonical(shown as unknown as Json)}\n`;
      next = await links.next();
    }
  }
  while (!next.done) {
    const name = `ledger/${record.kind}-${String(parts.length + 1).padStart(4, '0')}.jsonl`;
    parts.push(name);
    await zip.add(name, lines());
  }
  for (const fault of walk.faults)
    faults.push(
      `${notice}, link ${fault.seq}${fault.entry ? `, entry ${fault.entry}` : ''}: ${fault.message}`,
    );
  faults.push(...differences(notice, tally.fates(notice), fates));

  const days = [...tally.days].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  const facts: NoticeFacts = {
    ...{ notice, kind: record.kind, record, days, looks, purges },
    arithmetic: arithmeticOf(record, days),
    status: tally.status(record, notice),
    failed: tally.failed(),
    letters: await addLetters(zip, ledger, record, variants, faults),
    messages: await addMessages(zip, ledger, record.kind, histories.messages, faults),
    chain: { links: walk.seq, ...totals, head: walk.head, lastAt: tally.lastAt, parts },
  };
  return { notice, record, tally, histories, facts };
}

/** What the ledger's tables say and its chain does not: one of them was changed by other hands. */
function differences(notice: string, chained: readonly FateCount[], fates: readonly FateCount[]): string[] {
  const mine = fates.filter((fate) => fate.notice === notice);
  // Whoever waits for a second address stands in the table as waiting, in the chain with what became of the first.
  if (mine.some((fate) => fate.state === 'pending')) return [];
  const keyOf = ({ how, state, day, joined }: FateCount) =>
    [how, ...(how === 'letter' ? [state, day] : how === 'otherwise' ? [day] : []), joined ? 'joined' : '']
      .filter(Boolean)
      .join(' ');
  const counted = (list: readonly FateCount[]) => {
    const sums = new Map<string, number>();
    for (const fate of list) sums.set(keyOf(fate), (sums.get(keyOf(fate)) ?? 0) + fate.people);
    return sums;
  };
  const [tables, chain] = [counted(mine), counted(chained)];
  return [...new Set([...tables.keys(), ...chain.keys()])]
    .filter((key) => (tables.get(key) ?? 0) !== (chain.get(key) ?? 0))
    .map(
      (key) =>
        `${notice}: the ledger's tables have ${tables.get(key) ?? 0} people "${key}", its chain ${chain.get(key) ?? 0}: one of them was changed by other hands`,
    );
}

/** Takes salt and private part from every entry that is not about one person. */
class Redactor {
  readonly #recipient: string;
  readonly #references = new Set<string>();

  constructor(recipient: string) {
    this.#recipient = recipient;
  }

  redact(link: ChainLink): ChainLink {
    const entries = link.entries.map((entry) => {
      const hidden = entry.private;
      if (hidden?.recipient === this.#recipient && typeof hidden.reference === 'string')
        this.#references.add(hidden.reference);
      const mine =
        hidden !== undefined &&
        (hidden.recipient === undefined
          ? this.#references.has(String(hidden.reference))
          : hidden.recipient === this.#recipient);
      return mine ? entry : { public: entry.public, commitment: entry.commitment };
    });
    return { ...link, entries };
  }
}

/** The kept texts of the letters, as they are and to be read. */
async function addLetters(
  zip: ZipWriter,
  ledger: Ledger,
  record: NoticeRecord,
  variants: ReadonlyMap<string, string>,
  faults: string[],
): Promise<LetterFacts[]> {
  const letters: LetterFacts[] = [];
  for (const [variant, sha256] of [...variants].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const kept = await ledger.text(record.letter, variant);
    if (kept === null || digestOf(kept) !== sha256) {
      faults.push(`${noticeKey(record)}: the text "${variant}" is not the one that letters were sent with`);
      if (kept === null) continue;
    }
    const [language = '', timing = ''] = variant.split(' ');
    const base = `letters/${record.kind}-${String(letters.length + 1).padStart(2, '0')}-${language}-${timing}`;
    const rendered = JSON.parse(kept) as RenderedLetter;
    const readable = readableLetter(rendered);
    const facts = { kept: `${base}.json`, html: `${base}.html`, text: `${base}.txt` };
    await zip.add(facts.kept, kept);
    await zip.add(facts.html, readable.html);
    await zip.add(facts.text, `Subject: ${readable.subject}\n\n${readable.text}\n`);
    letters.push({ variant, language, timing, sha256, ...facts, subject: readable.subject });
  }
  return letters;
}

/** What the provider told, in its own words. */
async function addMessages(
  zip: ZipWriter,
  ledger: Ledger,
  kind: NoticeKind,
  told: readonly ToldMessage[],
  faults: string[],
): Promise<NoticeFacts['messages']> {
  const parts: string[] = [];
  for (let from = 0; from < told.length; from += messagesPerPart) {
    const name = `provider/${kind}-${String(parts.length + 1).padStart(4, '0')}.jsonl`;
    parts.push(name);
    const some = told.slice(from, from + messagesPerPart);
    const missing = ({ entry }: ToldMessage) =>
      faults.push(`the provider's message of entry ${entry} of the ${kind} is not in the ledger any more`);
    await zip.add(name, messageLines(ledger, some, missing));
  }
  return { count: told.length, parts };
}

async function addTexts(zip: ZipWriter, content: ContentFacts): Promise<void> {
  const { policy, previous, version, redline, site } = content;
  for (const { fields, title, document, source } of [previous, version] satisfies Version[]) {
    const base = `texts/${policy.slug}-${fields.version}`;
    await zip.add(`${base}.txt`, publishedText(title, fields, document));
    await zip.add(`${base}.mdx`, source);
  }
  await zip.add(`texts/${policy.slug}.policy.yaml`, content.policySource);
  await zip.add('redline.html', redlinePage(redline, { site, policy, previous, version }));
  await zip.add('assessment.json', pretty(assessmentPart(content.assessment)));
  // The site's settings hold no secret: keys come from the environment, and the list of recipients is no setting.
  const { recipients: _list, ...settings } = site;
  await zip.add('configuration.json', pretty({ site: settings, policy: policy.settings }));
}

async function addRecipients(zip: ZipWriter, gathered: readonly Gathered[]): Promise<void> {
  async function* joined(lines: Iterable<ListLine>) {
    for (const { text } of lines) yield `${text}\n`;
  }
  await zip.add('recipients.csv', joined(csvLines(gathered)));
  await zip.add('recipients.json', joined(jsonLines(gathered)));
}

/** The letters to the one person, filled in as they were sent. */
async function personalLetters(
  zip: ZipWriter,
  input: PackInput,
  gathered: readonly Gathered[],
): Promise<PersonalLetter[]> {
  const rows = personOf(gathered, input.recipient ?? null) ?? [];
  if (rows.length === 0)
    throw new PrenoticeError(
      `the ledger has no entry of ${JSON.stringify(input.recipient)} for this version`,
      'give the id as in the list of recipients; `status --explain ID` tells what is known of it',
    );
  const letters: PersonalLetter[] = [];
  for (const row of rows) {
    const { record } = gathered.find(({ notice }) => notice === row.notice)!;
    const sent = new Map(row.events.filter((e) => e.variant && e.reference).map((e) => [e.reference, e]));
    for (const { reference, variant, name, at } of sent.values()) {
      const kept = await input.ledger.text(record.letter, variant!);
      if (kept === null) continue;
      const filled = fillLetter(JSON.parse(kept), { reference: reference!, ...(name ? { name } : {}) });
      const base = `person/letter-${letters.length + 1}`;
      const files = { html: `${base}.html`, text: `${base}.txt` };
      await zip.add(files.html, filled.html);
      await zip.add(files.text, `Subject: ${filled.subject}\n\n${filled.text}\n`);
      letters.push({
        ...{ notice: row.notice, reference: reference!, variant: variant!, name: name ?? null, at },
        ...{ subject: filled.subject, ...files },
      });
    }
  }
  return letters;
}

import type { KeyObject } from 'node:crypto';
import type * as z from 'zod';
import type { AssessmentJson } from '../assessment/write-json.ts';
import type { RenderedLetter } from '../notice/letter.ts';
import { fillLetter } from '../notice/render-letter.ts';
import { checkManifest, type ManifestFacts } from './check-manifest.ts';
import { type CheckedNotice, checkNotice } from './check-notice.ts';
import { checkTexts } from './check-texts.ts';
import { indexPage } from './index-page.ts';
import { PackCheck, type PackFault } from './pack-check.ts';
import { keptSchema, summarySchema } from './pack-schema.ts';
import { type Pack, parseJson } from './read-pack.ts';
import { csvLines, failuresOf, jsonLines, personOf } from './recipient-list.ts';
import type { Story } from './story.ts';

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
  signature: ManifestFacts['signature'];
  counts: { parts: number; links: number; entries: number; hidden: number; people: number; letters: number };
  /** Parts whose words could not be made again, because another Prenotice wrote them; their bytes fit the manifest. */
  notRemade: string[];
  faults: PackFault[];
}

type Summary = z.output<typeof summarySchema>;

/**
 * Checks a pack by itself, without a network, a ledger or the content: every part against the manifest, the manifest
 * against its signature, then everything that one part says against what the others say, made anew from the ledger's
 * entries. Reads one part at a time.
 * @param tool this program, as packs name it: the page of a pack by the same one can be made again, word for word.
 * @param key the sender's public key as the reader knows it.
 */
export function verifyPack(pack: Pack, tool: string, key?: KeyObject): Verdict {
  const check = new PackCheck(pack);
  const manifest = checkManifest(check, key);
  const summary = manifest ? check.document('summary.json', summarySchema) : null;
  const told = summary ? checkStory(check, summary) : [];
  const notRemade = summary && summary.tool !== tool ? ['index.html'] : [];
  if (manifest && summary && summary.tool === tool) checkPage(check, told, manifest);
  const sum = (count: (notice: CheckedNotice) => number) =>
    told.reduce((total, notice) => total + count(notice), 0);
  return {
    verified: check.faults.length === 0,
    fingerprint: manifest?.fingerprint ?? null,
    about: summary && aboutOf(summary),
    signature: manifest?.signature ?? null,
    counts: {
      parts: manifest?.parts ?? 0,
      links: sum(({ counts }) => counts.links),
      entries: sum(({ counts }) => counts.entries),
      hidden: sum(({ counts }) => counts.hidden),
      people: sum(({ tally }) => tally.people.size),
      letters: sum(({ tally }) => tally.letters.size),
    },
    notRemade,
    faults: check.faults,
  };
}

function aboutOf({ company, next, shows, rehearsal, tool }: Summary): Verdict['about'] {
  const { title, version, effective } = next;
  return { company: company.name, title, version, effective, shows, rehearsal, tool };
}

function checkStory(check: PackCheck, summary: Summary): CheckedNotice[] {
  checkTexts(check, summary);
  const told = summary.notices.map((notice) =>
    checkNotice(check, notice, summary.next.digest, summary.profile.period),
  );
  check.expectLines('recipients.json', jsonLines(told));
  check.expectLines('recipients.csv', csvLines(told));
  for (const letter of summary.letters) checkPersonal(check, letter, summary.recipient, told);
  const times = told.map(({ tally }) => tally.lastAt).filter((at) => at !== null);
  if (summary.asOf !== (times.sort().at(-1) ?? null))
    check.fault('summary.json', 'names another time for the last entry than the ledger has');
  return told;
}

/** The letter to the one person whom the pack shows, filled in again. */
function checkPersonal(
  check: PackCheck,
  letter: Summary['letters'][number],
  recipient: string | null,
  told: readonly CheckedNotice[],
): void {
  const mine = told.filter(({ notice }) => notice === letter.notice);
  const sent = personOf(mine, recipient)
    ?.flatMap((row) => row.events)
    .find((event) => event.reference === letter.reference && event.variant === letter.variant);
  const facts = mine[0]?.part.letters.find(({ variant }) => variant === letter.variant);
  if (!facts || !sent || (sent.name ?? null) !== letter.name || sent.at !== letter.at) {
    check.fault('summary.json', 'names a letter to the recipient that the ledger does not have', letter.html);
    return;
  }
  const kept = check.document(facts.kept, keptSchema);
  if (!kept) return;
  const { reference, name } = letter;
  const filled = fillLetter(kept as RenderedLetter, { reference, ...(name ? { name } : {}) });
  const message = 'is not what the kept letter gives for this reader';
  check.expect(letter.html, filled.html, message);
  check.expect(letter.text, `Subject: ${filled.subject}\n\n${filled.text}\n`, message);
}

/** The page says what the other parts say: it is made again from them. */
function checkPage(check: PackCheck, told: readonly CheckedNotice[], manifest: ManifestFacts): void {
  const [summary, assessment] = [check.bytes('summary.json'), check.bytes('assessment.json')];
  if (!summary || !assessment) return;
  try {
    const story = parseJson(summary) as Story;
    const page = indexPage({
      story,
      assessment: parseJson(assessment) as AssessmentJson,
      person: personOf(told, story.recipient),
      failures: failuresOf(told),
      signer: manifest.signature?.publicKey ?? null,
    });
    check.expect('index.html', page, 'does not say what the other parts say');
  } catch {
    check.fault('index.html', 'cannot be made again from summary.json and assessment.json');
  }
}

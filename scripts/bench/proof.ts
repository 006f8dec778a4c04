import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { comparePair } from '../../src/assessment/assess-versions.ts';
import { requireContent } from '../../src/authoring/read-content.ts';
import type { NoticeRecord } from '../../src/delivery/ledger.ts';
import { openSqliteLedger } from '../../src/delivery/ledger-sqlite.ts';
import { assessOnce } from '../../src/notice/assess-once.ts';
import { dutiesOf } from '../../src/notice/duties.ts';
import { buildLetterContent } from '../../src/notice/letter-content.ts';
import { noticeKey } from '../../src/notice/plan.ts';
import { renderLetter } from '../../src/notice/render-letter.ts';
import { digestOf } from '../../src/policy/digest.ts';
import { numeral } from '../../src/policy/numerals.ts';
import { openPack } from '../../src/proof/read-pack.ts';
import { verifyPack } from '../../src/proof/verify-pack.ts';
import { writePack } from '../../src/proof/write-pack.ts';

/**
 * `npm run bench -- proof [recipients…]`: packs of the sample's notice to so many people (default 10,000 and 100,000): bytes,
 * seconds to write and to verify, and the same for one person; then a purge, and verifying again.
 */
export async function run(words: string[]): Promise<void> {
  const sizes = words.map(Number).filter((size) => size > 0);
  console.log(
    'recipients  ledger MB  pack MB  unpacked MB  proof s  verify s  one: MB  proof s  verify s  purge s  peak MB',
  );
  for (const size of sizes.length > 0 ? sizes : [10_000, 100_000]) await measure(size);
}

const at = '2026-12-01T09:00:00Z';
const day = '2026-12-01';

async function measure(size: number): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'prenotice-bench-'));
  try {
    const content = await requireContent('content');
    const policy = content.policies.find(({ slug }) => slug === 'privacy')!;
    const version = policy.versions.at(-1)!;
    const assess = assessOnce();
    const duty = dutiesOf(policy, assess, day).find((d) => d.version === version.fields.version)!;
    const previous = policy.versions.find((v) => v.fields.version === duty.previous)!;
    const ledger = openSqliteLedger(join(dir, 'ledger.db'));
    const letter = 'bench';
    const notice: NoticeRecord = {
      ...{ policy: policy.slug, version: version.fields.version, kind: 'advance', letter, class: duty.class },
      ...{ published: duty.published, effective: duty.effective, deadline: duty.deadline },
      ...{ period: duty.profile.period, clearDays: false, exempt: false, digest: version.digest },
    };
    const key = noticeKey(notice);
    await ledger.open([notice], at);
    const letterContent = buildLetterContent({
      site: content.site,
      policies: content.policies,
      duties: [duty],
      assess,
      today: day,
    });
    const variant = `en inTime ${key}`;
    const text = JSON.stringify({ ...(await renderLetter(letterContent)), letter });
    await ledger.keepText(letter, variant, text, at);
    const texts = new Map([[variant, digestOf(text)]]);
    for (let from = 0; from < size; from += 1000) {
      const people = Array.from({ length: Math.min(1000, size - from) }, (_, i) => ({
        ...{
          recipientId: `C-${from + i}`,
          address: `c${from + i}@customer.example`,
          name: `Customer Number ${from + i}`,
        },
        duties: [{ notice: key, how: 'letter' as const, joined: false }],
      }));
      await ledger.engage(letter, '1', people, at);
    }
    await ledger.finishList(letter, '1', [key], at);
    await ledger.keepLook([{ notice: key, where: content.site.url, digest: version.digest }], at);
    for (;;) {
      const claim = await ledger.claim({
        ...{ letter, limit: 100, at, day, holder: 'bench:1:x', leaseUntil: at, texts },
        variantOf: () => variant,
        keyOf: (members) => `${letter}/${members[0]!.reference}`,
      });
      if (claim.kind === 'none') break;
      if (claim.kind !== 'fixed') throw new Error(claim.kind);
      const batch = claim.batches[0]!;
      const results = batch.members.map(({ reference }, i) =>
        i === 7
          ? { reference, state: 'refused' as const, reason: 'Invalid `to` field.' }
          : { reference, state: 'accepted' as const, providerId: crypto.randomUUID() },
      );
      await ledger.settle([{ key: batch.key, results, at }], day);
    }
    const facts = {
      ...{ site: content.site, policy, version, previous, profile: duty.profile, policySource: '' },
      ...comparePair(policy, previous, version),
      tool: 'Prenotice bench',
    };
    const ledgerSize = statSync(join(dir, 'ledger.db')).size;
    const timed = async <T>(work: () => Promise<T>): Promise<[T, string]> => {
      const started = performance.now();
      return [await work(), ((performance.now() - started) / 1000).toFixed(2)];
    };
    const pack = async (name: string, recipient?: string) => {
      const file = join(dir, name);
      const [report, wrote] = await timed(() =>
        writePack(file, { content: facts, ledger, rehearsal: false, ...(recipient ? { recipient } : {}) }),
      );
      const [verdict, verified] = await timed(async () => verifyPack(await openPack(file), facts.tool));
      if (!verdict.verified || report.faults.length > 0)
        throw new Error(JSON.stringify([verdict.faults, report.faults]));
      return { bytes: statSync(file).size, unpacked: report.bytes, wrote, verified };
    };
    const all = await pack('all.zip');
    const one = await pack('one.zip', 'C-17');
    const [, purged] = await timed(() => ledger.purge({ before: '2027-02-01' }, '2027-06-01', at));
    await pack('purged.zip');
    await ledger.close();
    const mb = (bytes: number) => (bytes / 1e6).toFixed(1);
    const cells = [
      ...[numeral(size), mb(ledgerSize), mb(all.bytes), mb(all.unpacked), all.wrote, all.verified],
      ...[mb(one.bytes), one.wrote, one.verified, purged, mb(process.resourceUsage().maxRSS * 1024)],
    ];
    const widths = [10, 9, 7, 11, 7, 8, 7, 7, 8, 7, 7];
    console.log(cells.map((cell, i) => cell.padStart(widths[i]!)).join('  '));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

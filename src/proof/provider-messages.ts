import type { Ledger } from '../delivery/ledger.ts';
import { digestOf } from '../policy/digest.ts';
import type { ToldMessage } from './histories.ts';
import type { PackCheck } from './pack-check.ts';
import { messageSchema } from './pack-schema.ts';
import { linesOf } from './read-pack.ts';

/** The provider's own messages, as they came: one line each, in the order of the ledger's entries that have their digests. */

/** Messages in one part of the pack. */
export const messagesPerPart = 50_000;
const atOnce = 500;

/** Lines for those messages that the ledger still has; `onMissing` is told of the others. */
export async function* messageLines(
  ledger: Ledger,
  told: readonly ToldMessage[],
  onMissing: (message: ToldMessage) => void,
): AsyncGenerator<string> {
  for (let i = 0; i < told.length; i += atOnce) {
    const some = told.slice(i, i + atOnce);
    const kept = await ledger.messages([...new Set(some.map(({ reference }) => reference))]);
    const byDigest = new Map(kept.map((raw) => [digestOf(raw), raw]));
    for (const { entry, reference, sha256 } of some) {
      const message = byDigest.get(sha256);
      if (message === undefined) onMissing({ entry, reference, sha256 });
      else yield `${JSON.stringify({ entry, reference, sha256, message })}\n`;
    }
  }
}

/** Every entry with a digest has its message, whose digest it is, and there is no other. */
export function checkMessages(
  check: PackCheck,
  parts: readonly string[],
  told: readonly ToldMessage[],
): void {
  const expected = told.values();
  for (const part of parts) {
    const bytes = check.bytes(part);
    if (!bytes) return;
    let line = 0;
    for (const text of linesOf(bytes)) {
      line++;
      const wanted = expected.next().value;
      if (!wanted) {
        check.fault(part, 'has more messages than the ledger has entries of them', `line ${line}`);
        return;
      }
      const found = check.parse(part, Buffer.from(text), messageSchema);
      if (!found) continue;
      const place = `line ${line}, entry ${wanted.entry}`;
      if (
        found.entry !== wanted.entry ||
        found.reference !== wanted.reference ||
        found.sha256 !== wanted.sha256
      ) {
        check.fault(part, 'is not the message that the ledger wrote down here', place);
        return;
      }
      if (digestOf(found.message) !== wanted.sha256)
        check.fault(part, 'has another message than the one whose digest the ledger wrote down', place);
    }
  }
  const missing = expected.next().value;
  if (missing)
    check.fault(
      parts.at(-1) ?? 'summary.json',
      `the provider's message of entry ${missing.entry} is missing`,
    );
}

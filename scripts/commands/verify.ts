import { resolve } from 'node:path';
import { counted, numeral } from '../../src/policy/numerals.ts';
import { openPack } from '../../src/proof/read-pack.ts';
import { readPublicKey } from '../../src/proof/signature.ts';
import { type Verdict, verifyPack } from '../../src/proof/verify-pack.ts';
import { type Command, type Output, people, UsageError, wantsJson } from '../context.ts';
import { styled } from '../style.ts';
import { toolName } from '../tool-version.ts';

/** `verify <pack>`: 0 when everything in the pack fits, 1 when something does not. Needs no network, ledger or content. */
export const run: Command = async (context) => {
  const [name] = context.args;
  if (name === undefined) throw new UsageError('name the archive that `proof` wrote');
  const keyFile = context.options.key;
  const key = typeof keyFile === 'string' ? await readPublicKey(resolve(context.cwd, keyFile)) : undefined;
  const file = resolve(context.cwd, name);
  const verdict = verifyPack(await openPack(file), await toolName(), key);
  if (wantsJson(context)) context.stdout.write(`${JSON.stringify({ file, ...verdict }, null, 2)}\n`);
  const out = people(context);
  const style = styled(out, context.env);
  const { about, counts, faults, fingerprint } = verdict;
  if (about)
    out.write(
      `${about.company}: ${about.title}, version ${about.version}, effective ${about.effective}${about.shows === 'one' ? ' (about one recipient)' : ''}${about.rehearsal ? ' (a rehearsal: nobody was told)' : ''}\n`,
    );
  out.write(
    `Looked at: ${counted(counts.parts, 'part')}, ${counted(counts.links, 'link')} of the ledger's chain, ${counted(counts.entries, 'entry', 'entries')}${counts.hidden > 0 ? ` (${numeral(counts.hidden)} as commitments only)` : ''}, ${counted(counts.letters, 'letter')}\n`,
  );
  if (fingerprint) out.write(`Fingerprint: ${fingerprint}\n`);
  out.write(`${signatureWords(verdict)}\n`);
  for (const { part, place, message } of faults.slice(0, 50))
    out.write(`  ${part ?? 'the pack'}${place ? `, ${place}` : ''}: ${message}\n`);
  if (faults.length > 50) out.write(`  and ${numeral(faults.length - 50)} more (--json has them)\n`);
  if (!verdict.verified) {
    out.write(
      `${style('Does not verify', 'red')}: ${counted(faults.length, 'thing does', 'things do')} not fit.\n`,
    );
    return 1;
  }
  out.write(`${style('Verified', 'green')}: every part fits every other.\n`);
  if (verdict.notRemade.length > 0)
    out.write(
      `Written by ${about?.tool}, not by this program: the words of ${verdict.notRemade.join(', ')} were not made again, its bytes are those of the manifest.\n`,
    );
  meaning(out);
  return 0;
};

function signatureWords({ signature, faults }: Verdict): string {
  if (!signature)
    return faults.some((fault) => fault.part === 'signature.json')
      ? 'Signature: does not fit'
      : 'Signature: none';
  return signature.key === 'known'
    ? 'Signature: fits, made with the key that you gave'
    : 'Signature: fits the key inside the pack; whose key that is, only --key with a key from elsewhere can tell';
}

/** What a pack that verifies proves, and what it cannot. */
function meaning(out: Output): void {
  out.write(
    'This shows that the pack is unchanged and that its dates and counts follow from its entries. It cannot show when it was written:\n' +
      'for that compare the digest in letters that customers kept, the mail service’s records, or an outside timestamp of the fingerprint.\n',
  );
}

import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { comparePair } from '../../src/assessment/assess-versions.ts';
import { safeName } from '../../src/delivery/hostile-text.ts';
import type { Ledger } from '../../src/delivery/ledger.ts';
import { dutiesOf } from '../../src/notice/duties.ts';
import { counted, numeral } from '../../src/policy/numerals.ts';
import { PrenoticeError } from '../../src/policy/problem.ts';
import { effectiveDay, type Policy, previousOf, type Version } from '../../src/policy/timeline.ts';
import { readSigningKey } from '../../src/proof/signature.ts';
import type { ContentFacts } from '../../src/proof/story.ts';
import { type PackReport, writePack } from '../../src/proof/write-pack.ts';
import { type Command, type CommandContext, people, wantsJson } from '../context.ts';
import { type DeliveryWorld, openWorld } from '../delivery-world.ts';
import { policyNamed, versionNamed } from '../named.ts';
import { toolName } from '../tool-version.ts';

/** `proof <policy> <version>`: one archive with everything that proves the version's notices. 1 when the ledger does not fit itself. */
export const run: Command = async (context) => {
  const [slug, number] = context.args;
  const world = await openWorld(context);
  const policy = policyNamed(world.content.policies, slug);
  const version = versionNamed(policy, number);
  const recipient = typeof context.options.recipient === 'string' ? context.options.recipient : undefined;
  const file = fileOf(context, policy, version, recipient);
  const keyFile = context.env.PRENOTICE_SIGNING_KEY;
  const key = keyFile ? await readSigningKey(resolve(context.cwd, keyFile)) : undefined;
  const ledger = world.ledger();
  try {
    const content = await factsOf(world, policy, version, ledger);
    await mkdir(dirname(file), { recursive: true });
    const report = await writePack(file, {
      ...{ content, ledger, rehearsal: world.mailerName === 'outbox' },
      ...(recipient === undefined ? {} : { recipient }),
      ...(key ? { key } : {}),
    });
    tell(context, file, report);
    return report.faults.length > 0 ? 1 : 0;
  } finally {
    await ledger.close();
  }
};

function fileOf(
  context: CommandContext,
  policy: Policy,
  version: Version,
  recipient: string | undefined,
): string {
  const asked = context.options.out;
  if (typeof asked === 'string' && asked !== '') return resolve(context.cwd, asked);
  const person = recipient === undefined ? '' : `-${safeName(recipient)}`;
  return join(context.cwd, `proof-${policy.slug}-${version.fields.version}${person}.zip`);
}

/** The version as its letters announced it: compared with the text that they named, under the promise that governed. */
async function factsOf(
  world: DeliveryWorld,
  policy: Policy,
  version: Version,
  ledger: Ledger,
): Promise<ContentFacts> {
  const { site } = world.content;
  const begun = await ledger.begun();
  // On its own day of effect, whatever day it is now: a pack says the same for ever.
  const duty = dutiesOf(policy, world.assess, effectiveDay(version), begun).find(
    (d) => d.version === version.fields.version,
  );
  const previous =
    policy.versions.find((v) => v.fields.version === duty?.previous) ?? previousOf(policy, version);
  if (!duty || !previous)
    throw new PrenoticeError(
      `version ${version.fields.version} of ${policy.slug} replaces no earlier text, so no notice is owed that could be proved`,
      `its text is proved by its digest: ${version.digest}`,
    );
  return {
    ...{ site, policy, version, previous, profile: duty.profile },
    ...comparePair(policy, previous, version),
    policySource: await readFile(policy.file, 'utf8'),
    tool: await toolName(),
  };
}

function tell(context: CommandContext, file: string, report: PackReport): void {
  const { story, parts, bytes, fingerprint, signed, faults } = report;
  if (wantsJson(context)) {
    const { notices, shows, recipient, rehearsal, asOf } = story;
    const counted = notices.map(({ notice, status, chain }) => ({ notice, status, chain }));
    context.stdout.write(
      `${JSON.stringify({ file, fingerprint, signed, parts, bytes, shows, recipient, rehearsal, asOf, notices: counted, faults }, null, 2)}\n`,
    );
  }
  const out = people(context);
  out.write(`${file}: ${counted(parts.length, 'part')}, ${numeral(Math.ceil(bytes / 1000))} kB unpacked\n`);
  for (const { notice, status, chain } of story.notices)
    out.write(
      `  ${notice}: ${counted(chain.entries, 'entry', 'entries')}, ${numeral(status.inTime)} in time, ${numeral(status.late)} late, ${numeral(status.unreached)} unreached\n`,
    );
  if (story.notices.length === 0)
    out.write('  The ledger has no notice of this version: the pack proves texts and dates only.\n');
  out.write(`  fingerprint ${fingerprint}${signed ? ', signed' : ''}\n`);
  if (story.rehearsal) out.write('  From the outbox ledger: a rehearsal, nobody has been told by it.\n');
  out.write(
    story.shows === 'one'
      ? '  Shows one recipient in clear and all others as commitments.\n'
      : '  Holds names and addresses of all recipients; --recipient ID makes a pack about one.\n',
  );
  for (const fault of faults) context.stderr.write(`Does not fit: ${fault}\n`);
}

import { hasStrangers } from '../../src/delivery/compared-letter.ts';
import { csvRow, maskAddresses } from '../../src/delivery/hostile-text.ts';
import type { Ledger, StoryLine, WorkItem } from '../../src/delivery/ledger.ts';
import { countNames, type NoticeStatus, statusOf } from '../../src/delivery/status.ts';
import type { Duty } from '../../src/notice/duties.ts';
import { noticeKey } from '../../src/notice/plan.ts';
import { numeral } from '../../src/policy/numerals.ts';
import { withdrawalOf } from '../../src/policy/timeline.ts';
import { type Command, type CommandContext, people, UsageError, wantsJson } from '../context.ts';
import { type DeliveryWorld, openWorld } from '../delivery-world.ts';
import { planWorld } from '../plan-world.ts';
import { table } from '../table.ts';

/** `status`: 0, or 1 when `--fail-on` finds what it watches for. `--explain ID` and `--worklist` look at people. */
export const run: Command = async (context) => {
  const watched = watchedOf(context);
  const world = await openWorld(context);
  const ledger = world.ledger();
  try {
    if (typeof context.options.explain === 'string')
      return await explain(context, ledger, context.options.explain);
    if (context.options.worklist) return await printWorklist(context, ledger, withdrawnIn(world));
    const [records, fates] = [await ledger.notices(), await ledger.fates()];
    const known = new Set(records.map(noticeKey));
    // The list is only read for what nothing is known of.
    const isNew = (duty: Duty) => duty.from !== null && !known.has(noticeKey(duty));
    const { plan } = await planWorld(world, ledger, undefined, undefined, (duties) => duties.some(isNew));
    const notices = statusOf(records, fates, plan, withdrawnIn(world));
    if (wantsJson(context)) context.stdout.write(`${JSON.stringify({ notices }, null, 2)}\n`);
    const out = people(context);
    if (notices.length === 0) out.write('No notice has begun and none is announced.\n');
    else out.write(table(head, notices.map(rowOf)));
    for (const notice of notices) out.write(wordsFor(notice));
    for (const letter of new Set(records.map((record) => record.letter)))
      if (await hasStrangers(ledger, letter))
        out.write(
          `Some of ${letter} has left without this ledger's doing, by the provider's list: an older copy was put back, or another ledger is in use for this site.\n`,
        );
    if (world.mailerName === 'outbox' && notices.some((n) => n.counts.written > 0)) {
      out.write('Letters in the outbox have told nobody.\n');
    }
    const found = notices.flatMap((notice) =>
      watched
        .filter((what) => notice[what] > 0)
        .map((what) => `${notice[what]} ${what} (${notice.policy} ${notice.version}, ${notice.kind})`),
    );
    if (found.length > 0) context.stderr.write(`Failing, as asked by --fail-on: ${found.join('; ')}\n`);
    return found.length > 0 ? 1 : 0;
  } finally {
    await ledger.close();
  }
};

/** Whether a version has been taken back by today. */
function withdrawnIn(world: DeliveryWorld): (policy: string, version: string) => boolean {
  return (slug, number) => {
    const policy = world.content.policies.find((p) => p.slug === slug);
    const version = policy?.versions.find((v) => v.fields.version === number);
    return (
      policy !== undefined &&
      version !== undefined &&
      withdrawalOf(policy, version, world.todayFor(policy)) !== undefined
    );
  };
}

type Watched = 'late' | 'unreached';

function watchedOf(context: CommandContext): Watched[] {
  const asked = context.options.failOn;
  if (typeof asked !== 'string') return [];
  return asked.split(',').map((word) => {
    const what = word.trim();
    if (what === 'late' || what === 'unreached') return what;
    throw new UsageError(`--fail-on ${what} is not known; write late, unreached or late,unreached`);
  });
}

const head = ['notice', 'effective', 'recipients', 'in time', 'late', 'unreached', 'counts'];

function rowOf(notice: NoticeStatus): (string | number)[] {
  const total = countNames.reduce((sum, name) => sum + notice.counts[name], 0);
  const parts = countNames
    .filter((name) => notice.counts[name] > 0)
    .map((name) => `${numeral(notice.counts[name])} ${name}`);
  return [
    `${notice.policy} ${notice.version} ${notice.kind}`,
    notice.effective,
    total,
    notice.inTime,
    notice.late,
    notice.unreached,
    parts.join(', ') || 'nobody',
  ];
}

function wordsFor(notice: NoticeStatus): string {
  const name = `${notice.policy} ${notice.version} ${notice.kind}`;
  const lines: string[] = [];
  if (notice.withdrawn)
    lines.push(`${name}: the version is withdrawn; nobody is owed this notice any more.\n`);
  if (notice.earliestLawfulEffective > notice.effective && !notice.withdrawn)
    lines.push(
      `${name}: going by its letters it may take effect on ${notice.earliestLawfulEffective} at the earliest, not on ${notice.effective}.\n`,
    );
  if (notice.counts.unknown > 0)
    lines.push(
      `${name}: ${notice.counts.unknown} outcomes unknown; \`send\` tries them again under the same key while that is safe, then they wait for a person (status --worklist).\n`,
    );
  if (notice.unreached > 0)
    lines.push(`${name}: ${notice.unreached} not reached by letter; status --worklist lists them.\n`);
  if (notice.left > 0)
    lines.push(`${name}: ${notice.left} left the list before their letter was attempted.\n`);
  return lines.join('');
}

async function explain(context: CommandContext, ledger: Ledger, id: string): Promise<number> {
  const story = await ledger.story(id);
  if (wantsJson(context))
    context.stdout.write(`${JSON.stringify({ recipient: id, events: story }, null, 2)}\n`);
  const out = people(context);
  if (story.length === 0)
    out.write(
      `The ledger knows nothing of ${JSON.stringify(id)}: no letter, and no notice that the site told them of.\n`,
    );
  else
    out.write(
      table(
        ['when', 'day', 'notice', 'what', 'address', 'reference', 'provider’s id or file', 'detail'],
        story.map((line) => cellsOf(line, out.isTTY === true)),
      ),
    );
  return story.length === 0 ? 1 : 0;
}

function cellsOf(line: StoryLine, clear: boolean): string[] {
  const shown = (text: string | null) => (text === null ? '' : clear ? text : maskAddresses(text));
  return [
    line.at ?? '',
    line.day ?? '',
    line.notice,
    line.what,
    shown(line.address),
    line.reference ?? '',
    line.providerId ?? '',
    shown(line.detail),
  ];
}

/** CSV for people and their spreadsheets: names nothing that a formula could hide in. */
async function printWorklist(
  context: CommandContext,
  ledger: Ledger,
  isWithdrawn: (policy: string, version: string) => boolean,
): Promise<number> {
  /** Nobody has to be told any more of what is not going to happen; a correction that failed is another matter. */
  const isOwed = ({ notice }: WorkItem) => {
    const [policy, version, kind] = notice.split('/') as [string, string, string];
    return kind === 'correction' || !isWithdrawn(policy, version);
  };
  if (wantsJson(context)) {
    const items = (await Array.fromAsync(ledger.worklist())).filter(isOwed);
    context.stdout.write(`${JSON.stringify({ worklist: items }, null, 2)}\n`);
    return 0;
  }
  context.stdout.write(csvRow(['notice', 'id', 'address', 'state', 'reference', 'reason']));
  for await (const item of ledger.worklist()) {
    if (!isOwed(item)) continue;
    context.stdout.write(
      csvRow([item.notice, item.recipientId, item.address, item.state, item.reference, item.reason]),
    );
  }
  return 0;
}

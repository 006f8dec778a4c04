import { resolve } from 'node:path';
import { maskAddresses } from '../../src/delivery/hostile-text.ts';
import { type NamedId, readIdList } from '../../src/delivery/id-list.ts';
import { type Recorded, type RecordedChannel, recordedChannels } from '../../src/delivery/ledger.ts';
import { noticeKey } from '../../src/notice/plan.ts';
import { addDays, isDay } from '../../src/policy/day.ts';
import { PrenoticeError } from '../../src/policy/problem.ts';
import { type Command, type CommandContext, people, UsageError, wantsJson } from '../context.ts';
import { openWorld } from '../delivery-world.ts';

/** Notices of versions in force for longer are not meant by whoever names no notice. */
const daysAfterEffect = 90;

/** `record ID|--file FILE --channel post|service|email --date DAY [--notice KEY]`: somebody was told in another way. */
export const run: Command = async (context) => {
  const channel = channelOf(context);
  const world = await openWorld(context);
  const day = dayOf(context, world.today);
  const named = await namedIn(context);
  const ledger = world.ledger();
  try {
    const notices = await ledger.notices();
    if (notices.length === 0)
      throw new PrenoticeError(
        'the ledger has no notice yet, so there is nothing to record',
        'the first `send` opens it',
      );
    const known = notices.map(noticeKey);
    const current = notices
      .filter((notice) => addDays(notice.effective, daysAfterEffect) >= day)
      .map(noticeKey);
    const asked = context.options.notice;
    if (typeof asked === 'string') mustBeKnown(asked, known, '--notice');
    const groups = Map.groupBy(named, (one) => (typeof asked === 'string' ? asked : one.notice));
    for (const key of groups.keys())
      if (key !== null && key !== asked) mustBeKnown(key, known, 'the column `notice`');
    if (groups.has(null) && current.length === 0)
      throw new PrenoticeError(
        `every notice of the ledger is about a version in force for more than ${daysAfterEffect} days`,
        `name the one that is meant with --notice: ${known.join(', ')}`,
      );
    const total = { recorded: 0, strangers: [] as string[] };
    for (const [key, some] of groups) {
      const entries: Recorded[] = some.map(({ id }) => ({ recipientId: id, channel, day }));
      const done = await ledger.record(entries, key === null ? current : [key], world.stamp());
      total.recorded += done.recorded;
      total.strangers.push(...done.strangers);
    }
    const strangers = [...new Set(total.strangers)];
    const count = new Set(named.map(({ id }) => id)).size;
    if (wantsJson(context))
      context.stdout.write(`${JSON.stringify({ recorded: total.recorded, strangers }, null, 2)}\n`);
    people(context).write(
      `Recorded: ${count - strangers.length} told by ${channel} on ${day} (${total.recorded} entries).\n`,
    );
    for (const id of strangers)
      context.stderr.write(
        `No notice knows ${JSON.stringify(context.stderr.isTTY ? id : maskAddresses(id))}; nothing recorded for them.\n`,
      );
    return strangers.length > 0 ? 1 : 0;
  } finally {
    await ledger.close();
  }
};

function mustBeKnown(key: string, known: readonly string[], where: string): void {
  if (!known.includes(key))
    throw new UsageError(`${where} names ${key}, which is not in the ledger; there are: ${known.join(', ')}`);
}

function channelOf(context: CommandContext): RecordedChannel {
  const asked = context.options.channel;
  const channel = recordedChannels.find((name) => name === asked);
  if (!channel)
    throw new UsageError(`--channel ${String(asked ?? 'is missing')}; write ${recordedChannels.join(', ')}`);
  return channel;
}

function dayOf(context: CommandContext, today: string): string {
  const day = context.options.date;
  if (typeof day !== 'string' || !isDay(day))
    throw new UsageError(
      `--date ${String(day ?? 'is missing')}; write the day on which they were told, YYYY-MM-DD`,
    );
  if (day > today) throw new UsageError(`--date ${day} is yet to come; record it when they have been told`);
  return day;
}

async function namedIn(context: CommandContext): Promise<NamedId[]> {
  const [id] = context.args;
  const file = context.options.file;
  if ((id === undefined) === (typeof file !== 'string'))
    throw new UsageError('name one id, or a file of ids with --file');
  return id === undefined ? readIdList(resolve(context.cwd, String(file))) : [{ id, notice: null }];
}

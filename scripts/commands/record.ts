import { resolve } from 'node:path';
import { readIdList } from '../../src/delivery/id-list.ts';
import { type Recorded, type RecordedChannel, recordedChannels } from '../../src/delivery/ledger.ts';
import { isDay } from '../../src/policy/day.ts';
import {
  type Command,
  type CommandContext,
  PrenoticeError,
  people,
  UsageError,
  wantsJson,
} from '../context.ts';
import { openWorld } from '../delivery-world.ts';

/** `record ID|--file FILE --channel post|service|email --date DAY [--notice KEY]`: somebody was told in another way. */
export const run: Command = async (context) => {
  const channel = channelOf(context);
  const world = await openWorld(context);
  const day = dayOf(context, world.today);
  const ids = await idsOf(context);
  const notice = context.options.notice;
  const ledger = world.ledger();
  try {
    const known = (await ledger.notices()).map((n) => `${n.policy}/${n.version}/${n.kind}`);
    if (known.length === 0)
      throw new PrenoticeError(
        'the ledger has no notice yet, so there is nothing to record',
        'the first `send` opens it',
      );
    if (typeof notice === 'string' && !known.includes(notice))
      throw new UsageError(`--notice ${notice} is not in the ledger; there are: ${known.join(', ')}`);
    const entries: Recorded[] = ids.map((recipientId) => ({ recipientId, channel, day }));
    const result = await ledger.record(entries, typeof notice === 'string' ? [notice] : [], world.stamp());
    if (wantsJson(context)) context.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    const out = people(context);
    out.write(
      `Recorded: ${ids.length - result.strangers.length} told by ${channel} on ${day} (${result.recorded} entries).\n`,
    );
    for (const id of result.strangers)
      context.stderr.write(`No notice knows ${JSON.stringify(id)}; nothing recorded for them.\n`);
    return result.strangers.length > 0 ? 1 : 0;
  } finally {
    await ledger.close();
  }
};

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

async function idsOf(context: CommandContext): Promise<string[]> {
  const [id] = context.args;
  const file = context.options.file;
  if ((id === undefined) === (typeof file !== 'string'))
    throw new UsageError('name one id, or a file of ids with --file');
  return id === undefined ? readIdList(resolve(context.cwd, String(file))) : [id];
}

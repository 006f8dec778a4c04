import { resolve } from 'node:path';
import { requireContent } from '../../src/authoring/read-content.ts';
import { buildSettings } from '../../src/layouts/build-settings.ts';
import { buildSite } from '../build-site.ts';
import { type CommandContext, contentDirOf, people, todayOf, wantsJson } from '../context.ts';

/** `build [--out dist] [--content DIR] [--today D]`: the site. Content with errors builds nothing. */
export async function run(context: CommandContext): Promise<number> {
  const contentDir = resolve(context.cwd, contentDirOf(context));
  const out = resolve(context.cwd, typeof context.options.out === 'string' ? context.options.out : 'dist');
  const today = todayOf(context, await timeZoneOf(contentDir));
  const built = await buildSite({ contentDir, out, today, env: context.env, cwd: context.cwd });
  if (wantsJson(context)) context.stdout.write(`${JSON.stringify({ out, today, ...built }, null, 2)}\n`);
  people(context).write(
    `Built ${built.files} files in ${built.seconds.toFixed(1)} s, as of ${today}: ${out}\n`,
  );
  return 0;
}

/** From site.yaml alone: the texts are read by the building process. When that fails, everything is read, to report all that is wrong. */
async function timeZoneOf(contentDir: string): Promise<string> {
  try {
    return buildSettings({ PRENOTICE_CONTENT: contentDir }).site.timeZone;
  } catch {
    return (await requireContent(contentDir)).site.timeZone;
  }
}

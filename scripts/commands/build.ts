import { resolve } from 'node:path';
import { requireContent } from '../../src/authoring/read-content.ts';
import { buildSite } from '../build-site.ts';
import { type CommandContext, contentDirOf, people, todayOf, wantsJson } from '../context.ts';

/** `build [--out dist] [--content DIR] [--today D]`: the site. Content with errors builds nothing. */
export async function run(context: CommandContext): Promise<number> {
  const content = await requireContent(resolve(context.cwd, contentDirOf(context)));
  const out = resolve(context.cwd, typeof context.options.out === 'string' ? context.options.out : 'dist');
  const today = todayOf(context, content.site.timeZone);
  const built = await buildSite({
    contentDir: content.dir,
    content,
    out,
    today,
    env: context.env,
    cwd: context.cwd,
  });
  if (wantsJson(context))
    context.stdout.write(
      `${JSON.stringify({ out, today, files: built.files, seconds: built.seconds }, null, 2)}\n`,
    );
  people(context).write(
    `Built ${built.files} files in ${built.seconds.toFixed(1)} s, as of ${today}: ${out}\n`,
  );
  return 0;
}

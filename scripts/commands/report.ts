import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readContent } from '../../src/authoring/read-content.ts';
import { gatherReport, type Report } from '../../src/authoring/report/report.ts';
import { mostCharacters, writeReport } from '../../src/authoring/report/write-report.ts';
import { changedSinceFolder, changedSinceRef } from '../changed-files.ts';
import {
  type Command,
  type CommandContext,
  contentDirOf,
  todayOf,
  UsageError,
  wantsJson,
} from '../context.ts';

/** For what the workflow that posts it adds, and for what its escaping makes longer. */
const room = 1_500;

/**
 * `report [--base REF | --since DIR]`: what a reviewer of a pull request wants to know, as one GitHub comment. 0 also when there
 * are errors: `check` fails for them, the report shows them.
 */
export const run: Command = async (context) => {
  const { options, cwd, stdout } = context;
  if (options.base !== undefined && options.since !== undefined)
    throw new UsageError('compare with --base REF or with --since DIR, not with both');
  const dir = contentDirOf(context);
  const content = await readContent(dir);
  const today = todayOf(context, content.site?.timeZone ?? 'UTC');
  const changed =
    typeof options.base === 'string'
      ? await changedSinceRef(dir, options.base)
      : typeof options.since === 'string'
        ? await changedSinceFolder(dir, resolve(cwd, options.since))
        : null;
  const report = await gatherReport(content, today, changed);
  const out = typeof options.out === 'string' ? resolve(cwd, options.out) : null;
  const where = whereTheRestIs(context, out !== null);
  const comment = writeReport(report, { most: mostCharacters - room, where });
  if (out !== null) await writeAll(report, comment, dir, out);
  if (wantsJson(context)) stdout.write(`${JSON.stringify(reportJson(report), null, 2)}\n`);
  else if (out === null) stdout.write(options.full === true ? writeReport(report) : comment);
  else
    stdout.write(
      `${join(out, 'comment.md')}: ${comment.length} characters; report.md beside it is the whole report.\n`,
    );
  return 0;
};

/** In a workflow the whole report is an artifact of its run. */
function whereTheRestIs({ env }: CommandContext, written: boolean): string {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = env;
  if (written && server && repository && id && /^[\w./:-]+$/.test(`${server}${repository}${id}`))
    return `see report.md in the artifact “review” of [this run](${server}/${repository}/actions/runs/${id})`;
  return 'run `npm run -s prenotice -- report --full`';
}

/** comment.md, report.md, and what a preview of the site is built from: the content with the drafts in question shown, and its day. */
async function writeAll(report: Report, comment: string, dir: string, out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'comment.md'), comment);
  await writeFile(join(out, 'report.md'), writeReport(report));
  await writeFile(join(out, 'preview-day'), `${report.previewDay}\n`);
  const preview = join(out, 'preview-content');
  await rm(preview, { recursive: true, force: true });
  await cp(dir, preview, {
    recursive: true,
    filter: (path) => !/(?:^|[\\/])\.(?:git|prenotice)(?:[\\/]|$)/.test(path),
  });
  for (const { policy, version, status } of report.versions) {
    if (status !== 'draft') continue;
    const file = join(preview, policy.slug, `${version.fields.version}.mdx`);
    const source = await readFile(file, 'utf8');
    await writeFile(file, source.replace(/^draft:.*\r?\n/m, ''));
  }
}

const reportJson = ({ versions, ...rest }: Report) => ({
  ...rest,
  versions: versions.map(({ policy, version, previous, assessment, notice, letter, status }) => ({
    policy: policy.slug,
    version: version.fields.version,
    previous: previous?.fields.version ?? null,
    status,
    class: assessment?.class ?? null,
    notice,
    letter,
  })),
});

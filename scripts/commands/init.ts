import { resolve } from 'node:path';
import { checkContent } from '../../src/authoring/check/check.ts';
import { promiseChoices } from '../../src/authoring/init/promises.ts';
import { writeSite } from '../../src/authoring/init/write-site.ts';
import { readContent } from '../../src/authoring/read-content.ts';
import { siteSchema } from '../../src/policy/site.ts';
import { askSite, type SiteAnswers } from '../ask-site.ts';
import {
  type Command,
  type CommandContext,
  contentDirOf,
  people,
  todayOf,
  UsageError,
  wantsJson,
} from '../context.ts';
import { printProblems } from '../print-error.ts';

const flags: Record<keyof SiteAnswers, string> = {
  name: '--name "Example Ltd"',
  url: '--url https://example.com/legal/',
  timeZone: '--time-zone Europe/Berlin',
  from: '--from "Example Legal <legal@example.com>"',
  replyTo: '--reply-to privacy@example.com',
  promise: `--promise ${promiseChoices[0]!.id}`,
};

/** `init`: a content folder of one's own, asked for at a terminal or given by options; `check` passes on it. */
export const run: Command = async (context) => {
  const given = givenAnswers(context);
  const dir = contentDirOf(context);
  const atTerminal = process.stdin.isTTY === true && context.stdout.isTTY === true && !wantsJson(context);
  const answers = atTerminal
    ? await askSite(given, propose, checkAnswer, promiseChoices, await import('@inquirer/prompts'))
    : given;
  const all = { ...propose(answers), ...answers };
  const missing = (['name', 'url'] as const).filter((name) => !all[name]);
  if (missing.length > 0)
    throw new UsageError(
      `init needs ${missing.map((name) => flags[name]).join(' and ')}; the other options are worked out or asked for at a terminal`,
    );
  const wrong = (Object.keys(flags) as (keyof SiteAnswers)[]).flatMap((name) => {
    const verdict = checkAnswer(name, all[name] ?? '');
    return verdict === true ? [] : [`${flags[name].split(' ')[0]}: ${verdict}`];
  });
  if (wrong.length > 0) throw new UsageError(wrong.join('\n'));
  const { name, url, timeZone, from, replyTo } = all as SiteAnswers;
  const promise = promiseChoices.find(({ id }) => id === all.promise)!;
  const today = todayOf(context, timeZone);
  const moveOld = typeof context.options.moveOld === 'string' ? context.options.moveOld : undefined;
  const files = await writeSite(
    dir,
    { site: { name, url: siteSchema.shape.url.parse(url), timeZone, from, replyTo }, promise, today },
    moveOld && resolve(context.cwd, moveOld),
  );
  const problems = checkContent(await readContent(dir), today);
  if (wantsJson(context))
    context.stdout.write(
      `${JSON.stringify({ content: dir, files, promise: promise.id, problems }, null, 2)}\n`,
    );
  const out = people(context);
  if (moveOld) out.write(`What was in ${dir} is now in ${moveOld}.\n`);
  out.write(`Made ${files.join(', ')}.\nIts promise: ${promise.quote}\n\n`);
  printProblems(problems, out, context.env);
  out.write(
    `\nNext:\n  1. Edit ${files.find((file) => file.endsWith('1.mdx'))}: fill in what stands in [FILL IN: …]. npm run -s prenotice -- check --watch answers after each save.\n  2. npm start shows the site.\n  3. docs/set-up.md leads from here to a published site in an hour; docs/publish-a-change.md is for the legal team.\n`,
  );
  return problems.some(({ severity }) => severity === 'error') ? 1 : 0;
};

function givenAnswers({ options }: CommandContext): Partial<SiteAnswers> {
  const given: Partial<SiteAnswers> = {};
  for (const name of Object.keys(flags) as (keyof SiteAnswers)[]) {
    const value = options[name];
    if (typeof value === 'string') given[name] = value.trim();
  }
  return given;
}

/** What follows from the answers so far: the sender from the company and its site, the zone from this machine. */
function propose({ name, url, from }: Partial<SiteAnswers>): Partial<SiteAnswers> {
  const host =
    url && URL.canParse(url) ? new URL(url).hostname.replace(/^(?:www|legal|privacy)\./, '') : undefined;
  const sender = name?.replace(/[<>",;:@()\r\n]/g, '').trim();
  const address = from?.match(/<([^>]+)>/)?.[1] ?? from ?? (host && `legal@${host}`);
  return {
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    promise: promiseChoices[0]!.id,
    ...(host && sender ? { from: `${sender} <legal@${host}>` } : {}),
    ...(address ? { replyTo: address } : {}),
  };
}

function checkAnswer(name: keyof SiteAnswers, value: string): true | string {
  if (name === 'promise')
    return promiseChoices.some(({ id }) => id === value)
      ? true
      : `"${value}" is not known; write ${promiseChoices.map(({ id }) => id).join(', ')}`;
  const result = siteSchema.shape[name].safeParse(value, { reportInput: true });
  return result.success ? true : (result.error.issues[0]?.message ?? 'not possible');
}

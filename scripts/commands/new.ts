import { lstat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { draftFile, type NewVersion, planNewVersion } from '../../src/authoring/new-version.ts';
import { requireContent } from '../../src/authoring/read-content.ts';
import { formatDay, formatPeriod, isDay, isEmptyPeriod } from '../../src/policy/day.ts';
import { PrenoticeError } from '../../src/policy/problem.ts';
import type { Policy } from '../../src/policy/timeline.ts';
import { daysOfLetters } from '../check-pace.ts';
import {
  type Command,
  type CommandContext,
  contentDirOf,
  people,
  todayOf,
  UsageError,
  wantsJson,
} from '../context.ts';
import { policyNamed } from '../named.ts';

/** `new <policy>`: the next version as a draft, number and days worked out. */
export const run: Command = async (context) => {
  const content = await requireContent(contentDirOf(context));
  const policy = policyNamed(content.policies, context.args[0]);
  const asked = {
    from: textOption(context, 'from'),
    published: dayOption(context, 'published'),
    today: todayOf(context, policy.timeZone),
  };
  const first = planNewVersion(policy, asked);
  const letterDays = await daysOfLetters(context, content, policy, first);
  const next = letterDays === 1 ? first : planNewVersion(policy, { ...asked, letterDays });
  const file = join(dirname(next.from.file), `${next.number}.mdx`);
  if (await exists(file))
    throw new PrenoticeError(
      `${file} is there already; nothing was changed`,
      'Rename it or take it away, and run the command again.',
    );
  await writeFile(file, draftFile(next.from.source, next), { flag: 'wx' });
  const steps = nextSteps(policy, next, file);
  if (wantsJson(context)) {
    const { number: version, from, published, effective, profile, promisedBy } = next;
    const promise = profile && { version: promisedBy, period: profile.period, quote: profile.quote ?? null };
    const result = {
      policy: policy.slug,
      version,
      file,
      from: from.fields.version,
      published,
      effective,
      promise,
      next: steps,
    };
    context.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  }
  tell(policy, next, file, steps, people(context));
  return 0;
};

function textOption(context: CommandContext, name: string): string | undefined {
  const value = context.options[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function dayOption(context: CommandContext, name: string): string | undefined {
  const value = textOption(context, name);
  if (value !== undefined && !isDay(value))
    throw new UsageError(`--${name} ${value} is not a day; write YYYY-MM-DD`);
  return value;
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

function tell(
  policy: Policy,
  next: NewVersion,
  file: string,
  steps: string[],
  out: { write(text: string): unknown },
) {
  const day = (text: string) => formatDay(text, 'en');
  const { number, from, published, effective } = next;
  const line = (text = '') => out.write(`${text}\n`);
  line(
    `${file} is version ${number} of ${policy.slug}, a draft with the text of version ${from.fields.version}.`,
  );
  line(`  published  ${published}  ${day(published)}`);
  line(`  effective  ${effective}  ${day(effective)}, ${whyThatDay(next)}`);
  for (const version of next.ahead)
    line(
      `  Note: version ${version.fields.version} takes effect on ${day(version.fields.effective)} and has its own text: what you change here must be changed there too, or it is undone on that day. To begin with that text instead: new ${policy.slug} --from upcoming`,
    );
  line();
  line('Next:');
  for (const [index, step] of steps.entries()) line(`  ${index + 1}. ${step}`);
}

function whyThatDay({ waitsFor, profile, promisedBy, letterDays }: NewVersion): string {
  const promise = !profile
    ? `version ${promisedBy} promises nothing about changes`
    : isEmptyPeriod(profile.period)
      ? `version ${promisedBy} promises no period`
      : `version ${promisedBy} promises ${formatPeriod(profile.period, 'en')}`;
  if (waitsFor)
    return `the day after version ${waitsFor.fields.version} takes effect, whose text it goes on from; that is later than the promise asks for (${promise})`;
  const pace =
    letterDays === 1 ? '' : `, and at the pace of site.yaml the letters take ${letterDays} days to leave`;
  return `the earliest lawful day for a material change: ${promise}${pace}`;
}

function nextSteps(policy: Policy, next: NewVersion, file: string): string[] {
  const run = 'npm run -s prenotice --';
  return [
    `Edit the text below the second --- in ${file}, and the highlights whose clauses change.`,
    `${run} check ${policy.slug}   (or check --watch: an answer after each save) says the class, who is written to, and the days.`,
    `Write summary, have it approved, and take the line draft: true away. If that takes longer, move published and effective: check names the days that are lawful.`,
    `${run} preview ${policy.slug} ${next.number}   shows the letter; a pull request shows the redline and everything else.`,
  ];
}

import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkContent } from '../../src/authoring/check/check.ts';
import { requireContent } from '../../src/authoring/read-content.ts';
import { counted } from '../../src/policy/numerals.ts';
import { PrenoticeError } from '../../src/policy/problem.ts';
import { type Command, type CommandContext, contentDirOf, portOf, todayOf } from '../context.ts';
import { printProblems } from '../print-error.ts';
import { serve } from '../serve.ts';
import { styled } from '../style.ts';
import { run as build } from './build.ts';
import { run as plan } from './plan.ts';
import { run as send } from './send.ts';

const textOption = (value: string | boolean | undefined, otherwise: string): string =>
  typeof value === 'string' && value !== '' ? value : otherwise;

/**
 * `start [--once]`: the main job in one command: check, build, plan, letters due into the outbox, serve. It never
 * sends anything: whatever site.yaml says, the letters of this command go into the outbox.
 */
export const run: Command = async (context) => {
  const { stdout, env } = context;
  const style = styled(stdout, env);
  const step = (title: string) => stdout.write(`\n${style(title, 'bold')}\n`);
  const dir = contentDirOf(context);
  const out = textOption(context.options.out, 'dist');
  const outbox = textOption(context.options.outbox, 'outbox');

  const port = portOf(context);

  step('Check');
  const content = await requireContent(dir);
  const today = todayOf(context, content.site.timeZone);
  const problems = checkContent(content, today);
  const errors = problems.filter((problem) => problem.severity === 'error');
  if (errors.length > 0)
    throw new PrenoticeError(
      `the content in ${dir} has ${counted(errors.length, 'error')}; nothing was built and nothing was written`,
      'Mend them and start again.',
      { problems: errors },
    );
  printProblems(problems, stdout, env);
  stdout.write(
    `${content.policies.length} policies, ${content.policies.reduce((sum, policy) => sum + policy.versions.length, 0)} versions, no errors. Working for ${today} (${content.site.timeZone}).\n`,
  );

  const inner: CommandContext = {
    ...context,
    args: [],
    options: { ...context.options, out, outbox, site: out, mailer: 'outbox', yes: true },
  };
  step('Build');
  const built = await build(inner);
  if (built !== 0) return built;

  step('Plan');
  const planned = await plan(inner);

  step('Letters');
  const sent = await send(inner);

  step('Ready');
  const folder = resolve(context.cwd, outbox);
  const letters = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    : [];
  stdout.write(`The site is in ${out}.\n`);
  for (const { name } of letters)
    stdout.write(
      `Letters are in ${join(outbox, name)}: open one of the .html files, or an .eml in a mail program.\n`,
    );
  if (planned !== 0 || sent !== 0) stdout.write('Something above needs a person: see Plan and Letters.\n');
  if (context.options.once) return planned !== 0 ? planned : sent;

  const base = new URL(content.site.url).pathname;
  const served = await serveOnOneOf(
    port === undefined ? usualPorts : [port],
    resolve(context.cwd, out),
    base,
  );
  stdout.write(`Serving ${style(served.url, 'underline')}  (Ctrl-C ends)\n`);
  await new Promise<void>((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
  await served.close();
  return 0;
};

/** The first that is free is taken: another site may be looked at already. */
const usualPorts = [4321, 4322, 4323, 4324, 4325];

async function serveOnOneOf([port = 0, ...more]: readonly number[], dir: string, base: string) {
  try {
    return await serve(dir, { port, base });
  } catch (error) {
    if (more.length === 0) throw error;
    return serveOnOneOf(more, dir, base);
  }
}

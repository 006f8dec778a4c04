import { checkContent } from '../../src/authoring/check/check.ts';
import type { ChangesOf } from '../../src/authoring/check/remember-changes.ts';
import { type Content, readContent } from '../../src/authoring/read-content.ts';
import { counted } from '../../src/policy/numerals.ts';
import type { Problem } from '../../src/policy/problem.ts';
import { checkPace } from '../check-pace.ts';
import {
  type Command,
  type CommandContext,
  contentDirOf,
  todayOf,
  UsageError,
  wantsJson,
} from '../context.ts';
import { githubAnnotations } from '../github-annotations.ts';
import { noPolicy } from '../named.ts';
import { printProblems } from '../print-error.ts';
import { styled } from '../style.ts';
import { trackedList } from '../tracked-list.ts';

const formats = ['text', 'json', 'github'] as const;

/**
 * `check [policy…]`: 0 when nothing is wrong (warnings and advice are no failure), 1 when there are errors. `--watch` answers
 * after each save until it is stopped. In a GitHub workflow the problems are annotations unless another format is named.
 */
export const run: Command = async (context) => {
  const format = formatOf(context);
  if (context.options.watch === true) {
    if (format === 'github') throw new UsageError('--watch answers with --format text or json');
    const { watchFolder } = await import('../watch-folder.ts');
    const { rememberChanges } = await import('../../src/authoring/check/remember-changes.ts');
    const changesOf = rememberChanges();
    const round = async (): Promise<void> => {
      const answer = await checkOnce(context, changesOf);
      if (format === 'json') context.stdout.write(`${JSON.stringify({ problems: answer.problems })}\n`);
      else tell(answer, context);
    };
    return watchFolder(context, contentDirOf(context), round);
  }
  const answer = await checkOnce(context);
  const { problems, errors } = answer;
  if (format === 'json') context.stdout.write(`${JSON.stringify({ problems }, null, 2)}\n`);
  else if (format === 'github') {
    context.stdout.write(githubAnnotations(problems, context.cwd));
    context.stdout.write(`${verdict(answer)}\n`);
  } else tell(answer, context);
  return errors > 0 ? 1 : 0;
};

function formatOf(context: CommandContext): (typeof formats)[number] {
  const { options, env } = context;
  if (wantsJson(context)) return 'json';
  const asked = options.format ?? (env.GITHUB_ACTIONS === 'true' && !options.watch ? 'github' : 'text');
  const format = formats.find((name) => name === asked);
  if (!format) throw new UsageError(`--format ${String(asked)} is not known; write ${formats.join(', ')}`);
  return format;
}

interface Answer {
  content: Content;
  problems: Problem[];
  errors: number;
  /** Policies that were named; none: all. */
  asked: readonly string[];
}

async function checkOnce(context: CommandContext, changesOf?: ChangesOf): Promise<Answer> {
  const content = await readContent(contentDirOf(context));
  const unknown = context.args.filter(
    (slug) =>
      !content.policies.some((policy) => policy.slug === slug) &&
      !content.problems.some((problem) => problem.file.includes(`/${slug}/`)),
  );
  if (unknown.length > 0) throw new UsageError(noPolicy(unknown, content.policies));
  const today = todayOf(context, content.site?.timeZone ?? 'UTC');
  const problems = checkContent(content, today, context.args, changesOf);
  const tracked = await trackedList(context, content);
  if (tracked) problems.unshift(tracked);
  if (!problems.some(({ severity }) => severity === 'error')) {
    const slow = await checkPace(context, content);
    problems.unshift(...slow.filter(({ file }) => isAsked(file, context.args)));
  }
  return {
    content,
    problems,
    errors: problems.filter(({ severity }) => severity === 'error').length,
    asked: context.args,
  };
}

const isAsked = (file: string, slugs: readonly string[]): boolean =>
  slugs.length === 0 || slugs.some((slug) => file.replaceAll('\\', '/').includes(`/${slug}/`));

function tell(answer: Answer, { stdout, env }: CommandContext): void {
  printProblems(answer.problems, stdout, env);
  const style = styled(stdout, env);
  stdout.write(`${style(verdict(answer), answer.errors > 0 ? 'red' : 'green')}\n`);
}

function verdict({ content, problems, errors, asked }: Answer): string {
  const policies = content.policies.filter(({ slug }) => asked.length === 0 || asked.includes(slug));
  const versions = policies.reduce((sum, policy) => sum + policy.versions.length, 0);
  const counts = (['error', 'warning', 'advice'] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity, severity === 'advice' ? severity : undefined)];
  });
  const found = counts.join(', ');
  if (errors > 0) return `${found}.`;
  const none = problems.some(({ severity }) => severity === 'warning') ? 'No errors' : 'Nothing is wrong';
  return `${none} in ${counted(policies.length, 'policy', 'policies')} with ${counted(versions, 'version')}${found ? `; ${found}` : ''}.`;
}

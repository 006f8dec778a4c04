import { checkContent } from '../../src/authoring/check/check.ts';
import { readContent } from '../../src/authoring/read-content.ts';
import { type Command, contentDirOf, todayOf, UsageError, wantsJson } from '../context.ts';
import { printProblems } from '../print-error.ts';
import { styled } from '../style.ts';

/** `check [policy…]`: 0 when nothing is wrong (warnings and advice are no failure), 1 when there are errors. */
export const run: Command = async (context) => {
  const content = await readContent(contentDirOf(context));
  const unknown = context.args.filter(
    (slug) =>
      !content.policies.some((policy) => policy.slug === slug) &&
      !content.problems.some((problem) => problem.file.includes(`/${slug}/`)),
  );
  if (unknown.length > 0)
    throw new UsageError(
      `there is no policy "${unknown.join('", "')}" in ${content.dir}; there are: ${content.policies.map((policy) => policy.slug).join(', ') || 'none'}`,
    );
  const problems = checkContent(content, todayOf(context, content.site?.timeZone ?? 'UTC'), context.args);
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  if (wantsJson(context)) context.stdout.write(`${JSON.stringify({ problems }, null, 2)}\n`);
  else {
    printProblems(problems, context.stdout, context.env);
    const style = styled(context.stdout, context.env);
    const versions = content.policies.reduce((sum, policy) => sum + policy.versions.length, 0);
    const rest = problems.length - errors;
    const more = rest > 0 ? `, ${rest} warning${rest === 1 ? '' : 's'} or advice` : '';
    context.stdout.write(
      errors > 0
        ? `${style(`${errors} error${errors === 1 ? '' : 's'}`, 'red')}${more}.\n`
        : `${style('Nothing is wrong', 'green')} in ${content.policies.length} policies with ${versions} versions${more}.\n`,
    );
  }
  return errors > 0 ? 1 : 0;
};

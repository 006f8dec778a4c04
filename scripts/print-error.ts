import { PrenoticeError, type Problem } from '../src/policy/problem.ts';
import type { CommandContext, Output } from './context.ts';
import { styled } from './style.ts';

/** Problems as `file:line:column  severity  message`, the remedy under each, or under the last of several that share it; errors first. */
export function printProblems(problems: readonly Problem[], output: Output, env: NodeJS.ProcessEnv): void {
  const style = styled(output, env);
  const colors = { error: 'red', warning: 'yellow', advice: 'cyan' } as const;
  for (const [index, problem] of problems.entries()) {
    const place =
      problem.line > 0
        ? `${problem.file}:${problem.line}${problem.column > 0 ? `:${problem.column}` : ''}`
        : problem.file;
    output.write(
      `${plain(place)}  ${style(problem.severity, colors[problem.severity])}  ${plain(problem.message)}  ${style(`[${problem.rule}]`, 'dim')}\n`,
    );
    const next = problems[index + 1];
    const shared = next?.rule === problem.rule && next.remedy === problem.remedy;
    if (problem.remedy !== '' && !shared) output.write(`    ${plain(problem.remedy)}\n`);
  }
}

/** Messages quote content: a control character in it must not reach the terminal, nor begin a line of its own. */
const plain = (text: string): string => text.replace(/\p{Cc}+/gu, ' ');

/** What went wrong in words; a stack trace only for our own mistakes, and only when asked for. */
export function printError(
  error: unknown,
  world: Pick<CommandContext, 'stderr' | 'stdout' | 'env'>,
  json: boolean,
): void {
  const { stderr, env } = world;
  const style = styled(stderr, env);
  if (error instanceof PrenoticeError) {
    if (json && error.problems.length > 0)
      world.stdout.write(`${JSON.stringify({ problems: error.problems }, null, 2)}\n`);
    printProblems(error.problems, stderr, env);
    stderr.write(`${style('Error:', 'red')} ${error.message}\n`);
    if (error.remedy !== '') stderr.write(`${error.remedy}\n`);
    return;
  }
  const known = error as NodeJS.ErrnoException;
  if (known?.code === 'ENOSPC')
    stderr.write(
      'Error: the disk is full. What had been written before is safe; make room and run the command again.\n',
    );
  else if (known?.code === 'EACCES' || known?.code === 'EPERM')
    stderr.write(
      `Error: no permission for ${known.path ?? 'a file'}. Allow this user to read and write there, then run the command again.\n`,
    );
  else {
    stderr.write(
      `${style('Error:', 'red')} this is a mistake in Prenotice, not in your content: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    if (env.PRENOTICE_DEBUG && error instanceof Error) stderr.write(`${error.stack}\n`);
    else stderr.write('Run again with PRENOTICE_DEBUG=1 for the details that a bug report needs.\n');
  }
}

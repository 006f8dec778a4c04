import { isAbsolute, relative } from 'node:path';
import type { Problem } from '../src/policy/problem.ts';

const kinds = { error: 'error', warning: 'warning', advice: 'notice' } as const;

/**
 * Problems as workflow commands of GitHub Actions, one a line: GitHub shows them beside the lines of the file.
 * Content is quoted in them, so everything that could end a command or begin another is escaped
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function githubAnnotations(problems: readonly Problem[], cwd: string): string {
  return problems
    .map(({ severity, file, line, column, rule, message, remedy }) => {
      const place = [
        `file=${property(isAbsolute(file) ? relative(cwd, file) : file)}`,
        ...(line > 0 ? [`line=${line}`] : []),
        ...(line > 0 && column > 0 ? [`col=${column}`] : []),
        `title=${property(`prenotice ${rule}`)}`,
      ];
      return `::${kinds[severity]} ${place.join(',')}::${data(remedy === '' ? message : `${message}\n${remedy}`)}\n`;
    })
    .join('');
}

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

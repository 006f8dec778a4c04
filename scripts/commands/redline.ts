import { resolve } from 'node:path';
import { readDocument } from '../../src/authoring/read-document.ts';
import { type Command, UsageError, wantsJson } from '../context.ts';
import { printProblems } from '../print-error.ts';

const formats = ['text', 'html', 'json', 'md'] as const;

/** `redline <old> <new>`: what changed between two texts. 0 whether or not there are differences. */
export const run: Command = async (context) => {
  const [oldPath, newPath, ...rest] = context.args;
  if (!oldPath || !newPath || rest.length > 0)
    throw new UsageError('redline needs two files: redline <old> <new>');
  const asked = wantsJson(context) ? 'json' : (context.options.format ?? 'text');
  const format = formats.find((name) => name === asked);
  if (!format) throw new UsageError(`--format ${String(asked)} is not known; write ${formats.join(', ')}`);

  const previous = await readDocument(resolve(context.cwd, oldPath));
  const next = await readDocument(resolve(context.cwd, newPath));
  printProblems([...previous.problems, ...next.problems], context.stderr, context.env);
  const { compareDocuments } = await import('../../src/redline/compare.ts');
  const redline = compareDocuments(previous.document, next.document);

  if (format === 'html') {
    const { writeHtml } = await import('../../src/redline/write-html.ts');
    context.stdout.write(`${writeHtml(redline)}\n`);
  } else if (format === 'json') {
    const { redlineJson } = await import('../../src/redline/write-json.ts');
    context.stdout.write(`${JSON.stringify(redlineJson(redline), null, 2)}\n`);
  } else if (format === 'md') {
    const { writeMarkdown } = await import('../../src/redline/write-markdown.ts');
    context.stdout.write(writeMarkdown(redline));
  } else {
    const { writeText } = await import('../../src/redline/write-text.ts');
    const color = context.stdout.isTTY === true && !context.env.NO_COLOR && context.env.TERM !== 'dumb';
    context.stdout.write(writeText(redline, { color }));
  }
  return 0;
};

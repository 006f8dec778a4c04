import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { assess } from '../../src/assessment/assess.ts';
import type { AssessmentContext } from '../../src/assessment/assessment.ts';
import { guessKind } from '../../src/assessment/kind.ts';
import { assessmentJson } from '../../src/assessment/write-json.ts';
import { assessmentMarkdown } from '../../src/assessment/write-markdown.ts';
import { assessmentText } from '../../src/assessment/write-text.ts';
import { splitFrontMatter } from '../../src/authoring/front-matter.ts';
import type { PolicyDocument } from '../../src/policy/document.ts';
import { parse } from '../../src/policy/parse.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { type Command, PrenoticeError, UsageError, wantsJson } from '../context.ts';

const kinds = ['privacy', 'terms', 'cookies', 'subprocessors', 'other'] as const;
const heldData = ['follows', 'as-collected', 'opt-in'] as const;
const formats = ['text', 'json', 'md'] as const;

/** `assess <old> <new>`: 0 also when there are material changes; 1 when a text cannot be read. */
export const run: Command = async (context) => {
  const [oldPath, newPath, ...rest] = context.args;
  if (!oldPath || !newPath || rest.length > 0)
    throw new UsageError('assess needs two files: assess <old> <new>');
  const format = wantsJson(context) ? 'json' : choice('format', context.options.format ?? 'text', formats);
  const previous = await read(resolve(context.cwd, oldPath));
  const next = await read(resolve(context.cwd, newPath));
  const settings: AssessmentContext = {
    kind:
      context.options.kind === undefined
        ? guessKind(next, newPath)
        : choice('kind', context.options.kind, kinds),
    locale: 'en',
    heldData: choice('held-data', context.options.heldData ?? 'follows', heldData),
  };
  const assessment = assess(previous, next, compareDocuments(previous, next), settings);
  if (format === 'json') context.stdout.write(`${JSON.stringify(assessmentJson(assessment), null, 2)}\n`);
  else context.stdout.write(format === 'md' ? assessmentMarkdown(assessment) : assessmentText(assessment));
  return 0;
};

function choice<T extends string>(name: string, value: string | boolean, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined)
    throw new UsageError(`--${name} ${String(value)} is not known; write ${allowed.join(', ')}`);
  return found;
}

async function read(path: string): Promise<PolicyDocument> {
  const source = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new PrenoticeError(`${path} cannot be read: ${cause.message}`, 'Check the path.', { cause });
  });
  const { body, bodyOffset } = splitFrontMatter(source);
  const extension = extname(path).toLowerCase();
  const { document, problems } = parse(
    body,
    extension === '.mdx' ? 'mdx' : /^\.html?$/.test(extension) ? 'html' : 'md',
    bodyOffset,
  );
  if (problems.length > 0) {
    throw new PrenoticeError(`${path} cannot be read`, '', {
      problems: problems.map((problem) => ({ ...problem, file: path })),
    });
  }
  return document;
}

import { resolve } from 'node:path';
import { assess } from '../../src/assessment/assess.ts';
import type { AssessmentContext } from '../../src/assessment/assessment.ts';
import { guessKind } from '../../src/assessment/kind.ts';
import { assessmentJson } from '../../src/assessment/write-json.ts';
import { assessmentMarkdown } from '../../src/assessment/write-markdown.ts';
import { assessmentText } from '../../src/assessment/write-text.ts';
import { readDocument } from '../../src/authoring/read-document.ts';
import { compareDocuments } from '../../src/redline/compare.ts';
import { type Command, UsageError, wantsJson } from '../context.ts';

const kinds = ['privacy', 'terms', 'cookies', 'subprocessors', 'other'] as const;
const heldData = ['follows', 'as-collected', 'opt-in'] as const;
const formats = ['text', 'json', 'md'] as const;

/** `assess <old> <new>`: 0 whatever the class; a text that cannot be read throws (exit 1). */
export const run: Command = async (context) => {
  const [oldPath, newPath, ...rest] = context.args;
  if (!oldPath || !newPath || rest.length > 0)
    throw new UsageError('assess needs two files: assess <old> <new>');
  const { options } = context;
  const format = wantsJson(context) ? 'json' : oneOf('format', options.format ?? 'text', formats);
  const held = oneOf('held-data', options.heldData ?? 'follows', heldData);
  const kind = options.kind === undefined ? null : oneOf('kind', options.kind, kinds);
  const [previous, next] = await Promise.all(
    [oldPath, newPath].map((path) => readDocument(resolve(context.cwd, path))),
  );
  for (const { message, file } of [...previous!.problems, ...next!.problems])
    context.stderr.write(`${file}: ${message}\n`);
  const settings: AssessmentContext = {
    kind: kind ?? guessKind(next!.document, newPath),
    locale: 'en',
    heldData: held,
  };
  const redline = compareDocuments(previous!.document, next!.document);
  const assessment = assess(previous!.document, next!.document, redline, settings);
  if (format === 'json') context.stdout.write(`${JSON.stringify(assessmentJson(assessment), null, 2)}\n`);
  else context.stdout.write(format === 'md' ? assessmentMarkdown(assessment) : assessmentText(assessment));
  return 0;
};

function oneOf<T extends string>(name: string, value: string | boolean, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined)
    throw new UsageError(`--${name} ${String(value)} is not known; write ${allowed.join(', ')}`);
  return found;
}

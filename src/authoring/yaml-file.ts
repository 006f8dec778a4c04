import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type * as z from 'zod';
import type { Problem } from '../policy/problem.ts';
import { nearest } from './check/nearest.ts';
import { valueMistake, withoutSecrets, yamlMistake } from './yaml-words.ts';

/** Where a field stands: 1-based line and column. */
export interface Place {
  line: number;
  column: number;
}

export interface YamlResult<T> {
  /** Undefined when there are errors. */
  value: T | undefined;
  problems: Problem[];
  /** Place of a field by its path, or of the nearest parent that is there. */
  placeOf: (path: readonly PropertyKey[]) => Place;
}

/** In the indentation or right after `field:`; inside a text it is a sign like any other. */
const noBreakSpace = /^(?:[ \t]*(?:- *)?|[ -]*[\w-]+: *)[\u00a0\u202f\u2007]/m;

/**
 * YAML text → value checked by a schema, every problem with its place. `lineOffset`: lines above the YAML in its
 * file. Days without quotes become `Date` here as they do in Astro, so that the schema refuses them in both.
 */
export function readYaml<S extends z.ZodType>(
  text: string,
  schema: S,
  file: string,
  lineOffset = 0,
): YamlResult<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    customTags: ['timestamp'],
    uniqueKeys: true,
    logLevel: 'error',
  });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: line + lineOffset, column: col };
  };
  const placeOf = (path: readonly PropertyKey[]): Place => at(offsetOf(document, path));
  // One slip of indentation makes many errors: the first is the one to mend.
  const unseen = document.errors.length > 0 && noBreakSpace.exec(text);
  if (unseen) {
    const problem: Problem = {
      rule: 'yaml-syntax',
      severity: 'error',
      file,
      ...at(unseen.index + unseen[0].length - 1),
      message:
        'this is not YAML: a no-break space stands where a space must, as word processors and web pages make it',
      remedy: 'Delete the space and type it anew.',
    };
    return { value: undefined, problems: [problem], placeOf };
  }
  let problems: Problem[] = document.errors.slice(0, 1).map((error) => ({
    rule: 'yaml-syntax',
    severity: 'error',
    file,
    ...at(error.pos[0]),
    ...yamlMistake(error, restOfLine(text, error.pos[0])),
  }));
  // A tag such as !!js/function: other readers of YAML would make something of it that is no data.
  for (const warning of document.warnings.slice(0, 1))
    if (problems.length === 0)
      problems.push({
        rule: 'yaml-tag',
        severity: 'error',
        file,
        ...at(warning.pos[0]),
        message: `a YAML tag (${restOfLine(text, warning.pos[0]).split(/\s/)[0]}); content is data and has none`,
        remedy: 'Take the tag away and write the value itself.',
      });
  if (problems.length > 0) return { value: undefined, problems, placeOf };
  let raw: unknown;
  try {
    raw = document.toJS({ maxAliasCount: 20 }) ?? {};
  } catch {
    problems.push({
      rule: 'yaml-aliases',
      severity: 'error',
      file,
      line: 1 + lineOffset,
      column: 1,
      message: 'too many YAML aliases (*name)',
      remedy: 'Write the values out.',
    });
    return { value: undefined, problems, placeOf };
  }
  const result = schema.safeParse(raw, { reportInput: true });
  if (result.success) return { value: result.data, problems, placeOf };
  for (const issue of result.error.issues)
    problems.push(...explain(issue, file, placeOf, namesOf(schema, issue.path)));
  problems = problems.map((problem) => ({
    ...problem,
    message: withoutSecrets(problem.message),
    remedy: withoutSecrets(problem.remedy),
  }));
  return { value: undefined, problems: withoutEchoes(problems), placeOf };
}

/** What stands from a place on to the end of its line; nothing of it where an address with a password stands in the line. */
function restOfLine(text: string, offset: number): string {
  const rest = text.slice(offset).split('\n')[0]!;
  const line = text.slice(0, offset).split('\n').at(-1)! + rest;
  return withoutSecrets(line) === line ? rest : '…';
}

/** A misspelt field is not missing besides. */
const withoutEchoes = (problems: readonly Problem[]): Problem[] =>
  problems.filter(
    ({ message }) =>
      !message.endsWith('is missing') ||
      !problems.some(({ remedy }) => remedy.startsWith(`Did you mean ${message.split(' ')[0]}?`)),
  );

function explain(
  issue: z.core.$ZodIssue,
  file: string,
  placeOf: YamlResult<unknown>['placeOf'],
  names: readonly string[],
): Problem[] {
  const name = issue.path
    .map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const near = nearest(key, names);
      return {
        rule: 'field-unknown',
        severity: 'error',
        file,
        ...placeOf([...issue.path, key]),
        message: `"${name ? `${name}.` : ''}${key}" is not a field of this file`,
        remedy: `${near ? `Did you mean "${near}"? ` : ''}Check the spelling, or remove it; the fields are listed in docs/content.md.`,
      };
    });
  }
  // Of several forms the one that was meant: all that is wrong with it stands inside it.
  const meant =
    issue.code === 'invalid_union' &&
    issue.errors.find((issues) => issues.every(({ path, input }) => path.length > 0 && input !== undefined));
  if (meant)
    return meant.flatMap((inner) =>
      explain({ ...inner, path: [...issue.path, ...inner.path] }, file, placeOf, names),
    );
  return [
    { rule: ruleOf(issue), severity: 'error', file, ...placeOf(issue.path), ...valueMistake(issue, name) },
  ];
}

/** The fields that may stand where an issue is, as far as the schema tells. */
function namesOf(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = schema;
  for (const part of path) {
    for (let inner = unwrapped(at); inner !== at; inner = unwrapped(at)) at = inner;
    at = typeof part === 'number' ? (at as { element?: unknown })?.element : shapeOf(at)?.[String(part)];
  }
  for (let inner = unwrapped(at); inner !== at; inner = unwrapped(at)) at = inner;
  return Object.keys(shapeOf(at) ?? {});
}

const shapeOf = (schema: unknown) => (schema as { shape?: Record<string, unknown> } | undefined)?.shape;
/** Inside of `.optional()` and `.default()`. */
const unwrapped = (schema: unknown): unknown =>
  (schema as { def?: { innerType?: unknown } } | undefined)?.def?.innerType ?? schema;

function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.input === undefined && /missing/.test(issue.message)) return 'field-invalid';
  if (/not a day|a day must|whole day/.test(issue.message)) return 'date-invalid';
  if (/version number/.test(issue.message)) return 'version-invalid';
  return 'field-invalid';
}

/** Offset of the node at `path`, of its key when the value is empty, or of the nearest parent. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => (isScalar(item.key) ? item.key.value : item.key) === part);
      if (!pair) return offset;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof part === 'number') {
      const item = node.items[part];
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}

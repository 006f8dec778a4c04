import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type * as z from 'zod';
import type { Problem } from '../policy/problem.ts';

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
  const problems: Problem[] = document.errors.slice(0, 1).map((error) => ({
    rule: 'yaml-syntax',
    severity: 'error',
    file,
    ...at(error.pos[0]),
    message: `this is not YAML: ${error.message.split('\n')[0]?.replace(/ at line.*$/, '')}`,
    remedy: /tab/i.test(error.message)
      ? 'Indent with spaces: YAML refuses tabs.'
      : 'Check indentation, colons and quotes (straight ones); put texts that hold : or # in double quotes.',
  }));
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
  for (const issue of result.error.issues) problems.push(...explain(issue, file, placeOf));
  return { value: undefined, problems, placeOf };
}

function explain(issue: z.core.$ZodIssue, file: string, placeOf: YamlResult<unknown>['placeOf']): Problem[] {
  const name = issue.path
    .map((part) => (typeof part === 'number' ? `[${part + 1}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      rule: 'field-unknown',
      severity: 'error',
      file,
      ...placeOf([...issue.path, key]),
      message: `"${name ? `${name}.` : ''}${key}" is not a field of this file`,
      remedy: 'Check the spelling, or remove it; the fields are listed in docs/content.md.',
    }));
  }
  const missing =
    issue.code === 'invalid_type' && issue.input === undefined && !issue.message.includes('write');
  return [
    {
      rule: ruleOf(issue),
      severity: 'error',
      file,
      ...placeOf(issue.path),
      message: missing ? `"${name}" is missing` : `${name || 'file'}: ${plain(issue)}`,
      remedy: remedyOf(issue, name),
    },
  ];
}

function ruleOf(issue: z.core.$ZodIssue): string {
  if (/not a day|a day must|whole day/.test(issue.message)) return 'date-invalid';
  if (/version number/.test(issue.message)) return 'version-invalid';
  return 'field-invalid';
}

function plain(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input'))
    return `expected ${issue.expected}, found something else`;
  if (issue.code === 'invalid_value' && issue.message.startsWith('Invalid option'))
    return `must be one of ${issue.values.map(String).join(', ')}`;
  return issue.message;
}

function remedyOf(issue: z.core.$ZodIssue, name: string): string {
  if (/must be quoted text/.test(issue.message)) return `Put the value of ${name} in double quotes.`;
  if (/not a day of the calendar/.test(issue.message)) return 'Write a day that exists, as "YYYY-MM-DD".';
  if (issue.code === 'invalid_type') return `Write ${name} as ${issue.expected}.`;
  return `Correct ${name || 'the file'}.`;
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

import { isMap, isNode, isScalar, isSeq, type Node, parse, parseDocument } from 'yaml';
import { PrenoticeError } from '../policy/problem.ts';

/** An entry of `withdrawn` in policy.yaml. */
export interface Withdrawal {
  version: string;
  on: string;
  reason: string;
  by: string;
}

/**
 * Adds an entry to the `withdrawn` list of a policy.yaml and leaves every other byte as people wrote it: comments,
 * quotes, line breaks. The result is read again before it is given back, so a file of an unforeseen shape is refused
 * rather than spoilt.
 * @throws PrenoticeError when the list cannot be added to without touching anything else.
 */
export function addWithdrawal(text: string, entry: Withdrawal, file: string): string {
  const before = parse(text) as { withdrawn?: unknown[] | null };
  const after = insert(text, oneLine(entry));
  const expected = JSON.stringify({ ...before, withdrawn: [...(before.withdrawn ?? []), { ...entry }] });
  if (after !== null && sorted(readOrNull(after)) === sorted(JSON.parse(expected))) return after;
  throw new PrenoticeError(
    `${file}: the list \`withdrawn\` has a shape that cannot be added to safely; nothing was changed`,
    `add it by hand under withdrawn: - ${oneLine(entry)}`,
  );
}

/** JSON strings are YAML's double-quoted ones (YAML 1.2, 7.3.1), so nothing in a reason can end the text. */
function oneLine({ version, on, reason, by }: Withdrawal): string {
  const say = (text: string) => JSON.stringify(text);
  return `{ version: ${say(version)}, on: ${say(on)}, reason: ${say(reason)}, by: ${say(by)} }`;
}

function insert(text: string, item: string): string | null {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const root = parseDocument(text).contents;
  if (!isMap(root)) return null;
  const pair = root.items.find(({ key }) => isScalar(key) && key.value === 'withdrawn');
  if (!pair) {
    const end = /(?:^|\n)\.\.\.[ \t]*\r?\n?$/.exec(text)?.index;
    const [head, tail] = end === undefined ? [text, ''] : [text.slice(0, end + 1), text.slice(end + 1)];
    const gap = head === '' || head.endsWith('\n') ? '' : eol;
    return `${head}${gap}withdrawn:${eol}  - ${item}${eol}${tail}`;
  }
  const list = pair.value;
  if (!isSeq(list)) {
    // `withdrawn:` with nothing behind it.
    const at = (pair.key as Node).range![1];
    const colon = text.indexOf(':', at) + 1;
    const rest = text.slice(colon).replace(/^[ \t]*(?:null|~)(?=[ \t]*(?:#|\r?\n|$))/, '');
    const line = /^[^\r\n]*/.exec(rest)![0];
    return `${text.slice(0, colon)}${line}${eol}  - ${item}${rest.slice(line.length) || eol}`;
  }
  const last = list.items.at(-1);
  if (list.flow) {
    const end = last && isNode(last) ? last.range![1] : list.range![0] + 1;
    return `${text.slice(0, end)}${last ? ', ' : ''}${item}${text.slice(end)}`;
  }
  if (!last || !isNode(last)) return null;
  const dash = text.lastIndexOf('\n', list.range![0]) + 1;
  const indent = /^[ \t]*/.exec(text.slice(dash))![0];
  // The value of a block map ends where the next line begins.
  const valueEnd = text.slice(0, last.range![1]).trimEnd().length;
  const lineEnd = text.indexOf('\n', valueEnd);
  const [head, tail] = lineEnd < 0 ? [text + eol, ''] : [text.slice(0, lineEnd + 1), text.slice(lineEnd + 1)];
  return `${head}${indent}- ${item}${eol}${tail}`;
}

function readOrNull(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length > 0 ? null : document.toJS();
}

/** Text of a value that does not depend on the order of its keys. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => a.localeCompare(b)))
      : inner,
  );
}

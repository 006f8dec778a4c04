import { isMap, isNode, isScalar, type Node, type Pair, parseDocument } from 'yaml';
import { type Day, formatDay } from '../policy/day.ts';
import { PrenoticeError } from '../policy/problem.ts';
import { effectiveDay, type Policy, type Version } from '../policy/timeline.ts';
import { compareVersionNumbers } from '../policy/version.ts';
import { splitFrontMatter } from './front-matter.ts';

/**
 * The free number for a text that is to take effect on `effective`: the next whole one, or one with a point where
 * a later version is announced for a later day (numbers and effective days must agree in order).
 */
export function freeNumber(policy: Policy, version: Version, effective: Day): string {
  const later = policy.versions
    .filter((v) => compareVersionNumbers(v.fields.version, version.fields.version) > 0)
    .filter((v) => effectiveDay(v) > effective)
    .map((v) => v.fields.version)
    .sort(compareVersionNumbers);
  const taken = new Set(policy.versions.map((v) => v.fields.version));
  const limit = later[0];
  if (limit === undefined) {
    const highest = Math.max(...policy.versions.map((v) => Number.parseInt(v.fields.version, 10)));
    return String(highest + 1);
  }
  const before = policy.versions
    .map((v) => v.fields.version)
    .filter((number) => compareVersionNumbers(number, limit) < 0)
    .sort(compareVersionNumbers)
    .at(-1)!;
  const [whole, point = '0'] = before.split('.');
  for (let next = Number(point) + 1; ; next++) if (!taken.has(`${whole}.${next}`)) return `${whole}.${next}`;
}

export interface NewDates {
  version: string;
  published: Day;
  effective: Day;
}

/**
 * The file of a version under another number with other dates, every other byte as people wrote it. The approval is
 * taken out: it was given for the dates of before.
 * @throws PrenoticeError when the front matter has not the three fields where they can be replaced.
 */
export function postponedSource(version: Version, dates: NewDates): string {
  const { source, file } = version;
  const start = source.indexOf('\n') + 1;
  const { yaml } = splitFrontMatter(source);
  const length = lengthWithBreaks(source, start, yaml);
  const block = source.slice(start, start + length);
  const root = parseDocument(block).contents;
  const edits: { from: number; to: number; text: string }[] = [];
  for (const [field, value] of Object.entries(dates)) {
    const node = pairOf(root, field)?.value;
    if (!isScalar(node)) {
      throw new PrenoticeError(
        `${file}: the front matter has no plain field \`${field}\``,
        'copy the file by hand and give it the new number and dates',
      );
    }
    edits.push({ from: node.range![0], to: node.range![1], text: JSON.stringify(value) });
  }
  const approved = pairOf(root, 'approved');
  if (approved) {
    const from = block.lastIndexOf('\n', (approved.key as Node).range![0]) + 1;
    const end = block.slice(0, isNode(approved.value) ? approved.value.range![1] : from).trimEnd().length;
    const lineEnd = block.indexOf('\n', end);
    edits.push({ from, to: lineEnd < 0 ? block.length : lineEnd + 1, text: '' });
  }
  let edited = block;
  for (const { from, to, text } of edits.sort((a, b) => b.from - a.from))
    edited = edited.slice(0, from) + text + edited.slice(to);
  return source.slice(0, start) + edited + source.slice(start + length);
}

function pairOf(root: unknown, field: string): Pair | undefined {
  if (!isMap(root)) return undefined;
  return root.items.find(({ key }) => isScalar(key) && key.value === field);
}

/** How long the front matter is in the file as it stands, whose line breaks may be two characters. */
function lengthWithBreaks(source: string, start: number, yaml: string): number {
  const close = /(?:^|\n)---[ \t]*\r?(?:\n|$)/.exec(source.slice(start));
  if (!close || yaml === '') throw new Error('a version that was read has front matter');
  return close.index + 1;
}

/** A line that still names a day of before: in the text, in an action's `by`, in a summary. */
export interface OldDate {
  line: number;
  text: string;
}

/** Lines in which a day is named, as ISO text or written out; for people to look at. */
export function linesNaming(source: string, day: Day, locale: string): OldDate[] {
  const [year, , date] = day.split('-') as [string, string, string];
  const month = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(
    Temporal.PlainDate.from(day).toZonedDateTime('UTC').epochMilliseconds,
  );
  const written = [
    day,
    formatDay(day, 'en'),
    formatDay(day, locale),
    `${month} ${Number(date)}, ${year}`,
  ].map((text) => text.toLowerCase());
  return source
    .split(/\r?\n/)
    .map((text, at) => ({ line: at + 1, text: text.trim() }))
    .filter(({ text }) => written.some((form) => text.toLowerCase().includes(form)));
}

import { lstat, readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type Day, isDay } from '../../policy/day.ts';
import { PrenoticeError, type Problem } from '../../policy/problem.ts';
import { decodeText } from '../read-document.ts';
import { readDate } from './dates.ts';
import { plain } from './git-objects.ts';
import { mostBytes, mostBytesTogether, mostTexts, type Past, type PastText } from './history.ts';

const endings = new Set(['.md', '.markdown', '.txt', '.mdx', '.html', '.htm']);

/** `2021-03-04.md` before `2021-03-04-2.md` before `2021-03-04-10.md`. */
function byName(a: string, b: string): number {
  const [one, other] = [withoutEnding(a), withoutEnding(b)];
  return counting.compare(one, other) || (a < b ? -1 : 1);
}

const counting = new Intl.Collator('en', { numeric: true });
const withoutEnding = (name: string): string => name.slice(0, name.length - extname(name).length);

/**
 * The texts of a folder of dated files, oldest first: `2021-03-04.md`, `privacy_20210304.html`, `Privacy (March 4, 2021).txt`, an archive's
 * `20210304123456`, or the days of a `dates.json` beside them. Throws PrenoticeError when a day is missing, or the folder holds more
 * than one document.
 */
export async function readDatedFiles(dir: string, shown = dir): Promise<Past> {
  const entries = (await readdir(dir, { withFileTypes: true })).sort((a, b) => byName(a.name, b.name));
  const past: Past = { texts: [], skipped: [], doubts: [] };
  const dates = entries.some(({ name }) => name === 'dates.json')
    ? await readDates(join(dir, 'dates.json'))
    : null;
  const undated: string[] = [];
  const stems = new Map<string, number>();
  let together = 0;
  for (const entry of entries) {
    const { name } = entry;
    if (name === 'dates.json' || name.startsWith('.')) continue;
    const skip = (reason: string) => past.skipped.push({ from: plain(name), day: null, reason });
    if (entry.isSymbolicLink()) skip('it is a symbolic link, which may lead out of the folder');
    else if (!entry.isFile()) skip('it is not a file');
    else if (name.includes('\uFFFD')) skip('its name is not UTF-8; rename it');
    else if (!endings.has(extname(name).toLowerCase())) skip('it is not .md, .mdx, .txt or .html');
    else {
      const listed = dates?.get(name);
      const found = listed ? { ...listed, order: listed.day } : dayInName(name);
      if (!found) {
        undated.push(plain(name));
        continue;
      }
      if (past.texts.length >= mostTexts) {
        skip(`only ${mostTexts} files are read`);
        continue;
      }
      const text = await readOne(join(dir, name), name, past, together);
      if (text === null) continue;
      together += Buffer.byteLength(text);
      if (!listed) {
        const stem = stemOf(name);
        stems.set(stem, (stems.get(stem) ?? 0) + 1);
      }
      const commit = listed?.commit ? { commit: listed.commit } : {};
      past.texts.push({
        file: name,
        from: `${plain(name)}${listed?.commit ? `@${listed.commit.slice(0, 12)}` : ''}`,
        day: found.day,
        source: listed?.commit ? 'commit' : 'archive',
        text,
        ...commit,
        ...(listed?.subject ? { subject: listed.subject } : {}),
      } satisfies PastText);
    }
  }
  for (const name of dates?.keys() ?? [])
    if (!entries.some((entry) => entry.name === name))
      past.skipped.push({
        from: plain(name),
        day: dates?.get(name)?.day ?? null,
        reason: 'dates.json names it, and it is not in the folder',
      });
  if (undated.length > 0)
    throw new PrenoticeError(
      `no day is known for ${undated.slice(0, 8).join(', ')}${undated.length > 8 ? ` and ${undated.length - 8} more` : ''}`,
      'Name files by day (2021-03-04.md), or put a dates.json beside them: { "first.md": "2021-03-04" }. Take away what is not a version.',
    );
  const several = [...stems].filter(([stem, count]) => stem !== '' && count > 1);
  if (several.length > 1)
    throw new PrenoticeError(
      `the folder seems to hold several documents: ${several.map(([stem]) => stem).join(', ')}`,
      'Put the files of each policy into a folder of its own and import them one by one.',
    );
  // Sorting keeps the order of names, so of two files of one day the one with the later hour comes later.
  past.texts.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  if (past.texts.length === 0)
    throw new PrenoticeError(
      `there is no text in ${plain(shown)}`,
      past.skipped[0]
        ? `The first reason: ${past.skipped[0].from}: ${past.skipped[0].reason}.`
        : 'A folder of dated files holds files such as 2021-03-04.md.',
    );
  return past;
}

async function readOne(path: string, name: string, past: Past, together: number): Promise<string | null> {
  const skip = (reason: string) => {
    past.skipped.push({ from: plain(name), day: null, reason });
    return null;
  };
  const facts = await lstat(path);
  if (!facts.isFile()) return skip('it is not a file');
  if (facts.size > mostBytes)
    return skip(`it has ${Math.round(facts.size / 1e6)} MB; a policy has less than 5`);
  if (together + facts.size > mostBytesTogether) return skip('the files before it have 400 MB together');
  const problems: Problem[] = [];
  try {
    const text = decodeText(await readFile(path), name, problems);
    past.doubts.push(...problems.map(({ message }) => `${plain(name)}: ${message}`));
    return text;
  } catch (error) {
    if (!(error instanceof PrenoticeError)) throw error;
    return skip('it is not a text file');
  }
}

const dayPattern = /(?<!\d)((?:19|20)\d{2})([-_.]?)(\d{2})\2(\d{2})(?:[T_-]?\d{6})?(?!\d)/g;

/** The one day in a name, in figures or in words; null when there is none, or more than one. */
function dayInName(name: string): { day: Day } | null {
  const [day, ...others] = readName(name).days;
  return day && others.length === 0 ? { day } : null;
}

/** What is left of a name without day and ending: `privacy`. */
const stemOf = (name: string): string => readName(name).rest;

/** A name's days (`20210304`, `2021-03-04`, `March 4, 2021`, `4_march_2021`) and its other words in small letters. */
function readName(name: string): { days: Day[]; rest: string } {
  const days = new Set<Day>();
  const words = withoutEnding(name)
    .replace(dayPattern, (written, year, _, month, date) => {
      const day = `${year}-${month}-${date}`;
      if (!isDay(day)) return written;
      days.add(day);
      return ' ';
    })
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  for (let at = 0; at < words.length; at++) {
    const read = readDate(words.slice(at, at + 3).join(' '));
    if (!read || !isDay(read.date)) continue;
    days.add(read.date);
    words.splice(at, 3);
  }
  return { days: [...days], rest: words.join(' ').toLowerCase() };
}

interface ListedDay {
  day: Day;
  commit?: string;
  subject?: string;
}

/** `{ "a.md": "2021-03-04" }`, or `{ "versions": [{ "file": "a.md", "date": "2021-03-04…", "commit": "…" }] }`. */
async function readDates(path: string): Promise<Map<string, ListedDay>> {
  const refuse = (what: string, cause?: unknown) =>
    new PrenoticeError(
      `${plain(path)} ${what}`,
      'Write one day for each file: { "first.md": "2021-03-04", "second.md": "2022-01-01" }',
      { cause },
    );
  const facts = await lstat(path);
  if (!facts.isFile() || facts.size > mostBytes) throw refuse('is not a plain file of less than 5 MB');
  let value: unknown;
  try {
    value = JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw refuse('is not JSON', cause);
  }
  const list =
    value && typeof value === 'object' && 'versions' in value && Array.isArray(value.versions)
      ? value.versions.map((entry): [unknown, unknown, unknown, unknown] => {
          const { file, date, commit, subject } = (entry ?? {}) as Record<string, unknown>;
          return [file, date, commit, subject];
        })
      : value && typeof value === 'object' && !Array.isArray(value)
        ? Object.entries(value).map(([file, date]): [unknown, unknown, unknown, unknown] => [
            file,
            date,
            null,
            null,
          ])
        : null;
  if (!list) throw refuse('does not list days by file');
  const dates = new Map<string, ListedDay>();
  for (const [file, date, commit, subject] of list) {
    const day = typeof date === 'string' ? date.slice(0, 10) : '';
    if (typeof file !== 'string' || !isDay(day))
      throw refuse(`gives no day for ${plain(String(file))}: ${plain(JSON.stringify(date) ?? 'nothing')}`);
    dates.set(file, {
      day,
      ...(typeof commit === 'string' && /^[0-9a-f]{7,64}$/.test(commit) ? { commit } : {}),
      ...(typeof subject === 'string' ? { subject: plain(subject).slice(0, 120) } : {}),
    });
  }
  return dates;
}

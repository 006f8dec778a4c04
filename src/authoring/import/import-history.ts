import type { Day } from '../../policy/day.ts';
import type { NoticeProfile, PolicyKind } from '../../policy/policy.ts';
import { PrenoticeError } from '../../policy/problem.ts';
import { publishedText } from '../../policy/published-text.ts';
import { documentTexts, wordsOf } from '../../policy/text.ts';
import { foldTexts } from './fold-texts.ts';
import type { Past, PastText, Skipped } from './history.ts';
import { datePast } from './history-days.ts';
import { checkFiles, type ImportReport, type PolicyFiles, policyFile, versionFile } from './import-policy.ts';
import { type ImportedText, listParts, readBack, readText } from './read-text.ts';
import { titleDropped } from './report.ts';
import { textOfWords } from './to-mdx.ts';

/** The report of one version of a history: that of a file, and where it comes from. */
export interface VersionReport extends Omit<ImportReport, 'policy' | 'kind'> {
  from: string;
  commit: string | null;
  subject: string | null;
  /** Day of the commit or archive. */
  day: Day;
  /** What the effective day is taken from. */
  dates: 'text' | 'commit' | 'archive';
  /** Words of the text, highlights included. */
  words: number;
  /** An earlier version with the very same text; null where there is none. */
  sameAs: string | null;
}

/** What `import --json` prints for a folder or a repository. */
export interface HistoryReport {
  policy: string;
  title: string;
  kind: PolicyKind;
  /** What policy.yaml says, one entry for each change of the promise. */
  profiles: NoticeProfile[];
  versions: VersionReport[];
  /** Texts that are no version of their own, and the version that has their words. */
  folded: { from: string; day: Day; subject: string | null; version: string; reason: string }[];
  /** What could not be read as a text of this policy. */
  skipped: Skipped[];
  sum: {
    found: number;
    versions: number;
    folded: number;
    skipped: number;
    words: number;
    dropped: { text: string; reason: string; versions: string }[];
    doubts: { text: string; versions: string }[];
  };
  doubts: string[];
}

export interface ImportedHistory extends PolicyFiles {
  report: HistoryReport;
}

interface Read {
  past: PastText;
  text: ImportedText;
  doubts: string[];
}

/**
 * A policy's past → all its versions, numbered from 1. Pure. Texts that cannot be read are reported, not fatal; throws
 * PrenoticeError when none can. `foldReverts`: see fold-texts.ts.
 */
export function importHistory(
  past: Past,
  slug: string,
  options: { foldReverts: boolean; source: string },
): ImportedHistory {
  const skipped = [...past.skipped];
  const read = past.texts.flatMap((entry): Read[] => {
    try {
      return [readPast(entry, slug)];
    } catch (error) {
      if (!(error instanceof PrenoticeError)) throw error;
      skipped.push({ from: entry.from, day: entry.day, reason: reasonOf(error) });
      return [];
    }
  });
  const { kept, folded } = foldTexts(read, sameTextOf, options.foldReverts);
  const newest = kept.at(-1);
  if (!newest)
    throw new PrenoticeError(
      `nothing in ${options.source} could be read as a policy`,
      skipped[0] ? `The first reason: ${skipped[0].reason} (${skipped[0].from}).` : 'Name another file.',
    );
  const days = datePast(kept.map(({ past: { day, source }, text }) => ({ day, source, dates: text.dates })));
  const numberOf = new Map(kept.map((entry, index) => [entry, String(index + 1)]));
  const first = new Map<string, string>();
  const versions = kept.map((entry, index) => {
    const number = String(index + 1);
    const when = days[index]!;
    const { text, past: source } = entry;
    const { body, document, dropped } = keepTitle(text, newest.text.title);
    const mdx = versionFile(body, {
      version: number,
      published: when.published,
      effective: when.effective,
      ...(text.highlights.length > 0 ? { highlights: text.highlights } : {}),
      ...(text.layers ? { layers: text.layers } : {}),
      imported: { from: source.from, dates: when.dates, ...seenOn(entry) },
    });
    const words = sameTextOf(entry);
    const sameAs = first.get(words) ?? null;
    if (sameAs === null) first.set(words, number);
    const report: VersionReport = {
      version: number,
      file: `${slug}/${number}.mdx`,
      title: text.title,
      from: source.from,
      commit: source.commit ?? null,
      subject: source.subject ?? null,
      day: source.day,
      dates: when.dates,
      effective: when.effective,
      effectiveText: when.effectiveText,
      published: when.published,
      seen: seenOn(entry).seen ?? null,
      ...listParts(document, mdx),
      highlights: text.highlights,
      words: countWords(entry),
      sameAs,
      profile: { ...text.promise.profile, since: number },
      evidence: text.promise.evidence,
      dropped,
      doubts: [...when.doubts, ...text.promise.doubts, ...text.doubts, ...entry.doubts],
    };
    return { number, mdx, report };
  });
  const reports = versions.map(({ report }) => report);
  const profiles = distinctProfiles(reports.map(({ profile }) => profile));
  const policyYaml = policyFile(newest.text, profiles);
  checkFiles(
    versions.map(({ mdx }) => mdx),
    policyYaml,
    options.source,
  );
  return {
    versions: versions.map(({ number, mdx }) => ({ number, mdx })),
    policyYaml,
    company: newest.text.company,
    report: {
      policy: slug,
      title: newest.text.title,
      kind: newest.text.kind,
      profiles,
      versions: reports,
      folded: folded.map(({ text, into, reason }) => ({
        from: text.past.from,
        day: text.past.day,
        subject: text.past.subject ?? null,
        version: numberOf.get(into) ?? '',
        reason,
      })),
      skipped,
      sum: {
        found: past.texts.length + past.skipped.length,
        versions: versions.length,
        folded: folded.length,
        skipped: skipped.length,
        words: reports.reduce((sum, { words }) => sum + words, 0),
        dropped: gather(reports.map(({ dropped }) => dropped.map(({ text, reason }) => ({ text, reason })))),
        doubts: gather(
          reports.map(({ doubts }) => doubts.map((text) => ({ text }))),
          kindOfDoubt,
        ),
      },
      doubts: [...past.doubts, ...sameDayDoubts(reports)],
    },
  };
}

/** MDX of an old site may hold code; then its Markdown is read, and the report says so. */
function readPast(past: PastText, slug: string): Read {
  try {
    return { past, text: readText(past.file, past.text, slug), doubts: [] };
  } catch (error) {
    if (!(error instanceof PrenoticeError) || !past.file.toLowerCase().endsWith('.mdx')) throw error;
    const place = error.problems[0];
    const why = place ? ` (line ${place.line}: ${place.message})` : '';
    const text = readText(past.file.replace(/mdx$/i, 'md'), past.text, slug);
    return { past, text, doubts: [`It cannot be read as MDX${why}; it was read as Markdown: look at it.`] };
  }
}

const reasonOf = (error: PrenoticeError): string => {
  const place = error.problems[0];
  return place ? `${error.message}: line ${place.line}: ${place.message}` : error.message;
};

/** What readers see, without number and days: the words by which two texts are the same. */
function sameTextOf({ text }: Read): string {
  const known = texts.get(text);
  if (known !== undefined) return known;
  const fields = {
    version: '0',
    published: '',
    effective: '',
    highlights: text.highlights,
    ...(text.layers ? { layers: text.layers } : {}),
  };
  const words = publishedText(text.title, fields, text.document);
  texts.set(text, words);
  return words;
}

const texts = new WeakMap<ImportedText, string>();

const countWords = ({ text }: Read): number =>
  wordsOf(
    [
      ...documentTexts(text.document),
      ...text.highlights.flatMap((highlight) => [highlight.title, highlight.text]),
    ].join(' '),
  ).length;

const seenOn = ({ past, text }: Read): { seen?: Day } => {
  const seen = past.source === 'archive' ? past.day : text.seen;
  return seen ? { seen } : {};
};

/** A version whose title is not that of policy.yaml keeps its own at the head of its text. */
function keepTitle(text: ImportedText, title: string): Pick<ImportedText, 'body' | 'document' | 'dropped'> {
  const own = text.dropped.find(({ reason }) => reason === titleDropped);
  if (!own || own.text === title) return text;
  const body = `# ${textOfWords(own.text)}\n\n${text.body}`;
  return {
    body,
    document: readBack(body, 'the text under its title'),
    dropped: text.dropped.filter((entry) => entry !== own),
  };
}

function distinctProfiles(profiles: readonly NoticeProfile[]): NoticeProfile[] {
  const promiseOf = ({ since: _, ...promise }: NoticeProfile) => JSON.stringify(promise);
  return profiles.filter((profile, index) => {
    const before = profiles[index - 1];
    return !before || promiseOf(before) !== promiseOf(profile);
  });
}

/** Like remarks of several versions as one, in the words of the last, with their numbers: `1–4, 7`. */
function gather<T extends object>(
  perVersion: readonly (readonly T[])[],
  kindOf: (value: T) => string = JSON.stringify,
): (T & { versions: string })[] {
  const found = new Map<string, { value: T; numbers: number[] }>();
  for (const [index, values] of perVersion.entries())
    for (const value of values) {
      const entry = found.get(kindOf(value)) ?? { value, numbers: [] };
      entry.value = value;
      if (entry.numbers.at(-1) !== index + 1) entry.numbers.push(index + 1);
      found.set(kindOf(value), entry);
    }
  return [...found.values()].map(({ value, numbers }) => ({ ...value, versions: rangesOf(numbers) }));
}

/** A doubt without what it quotes and lists: the same for versions that differ in these only. */
const kindOfDoubt = ({ text }: { text: string }): string =>
  text
    .replace(/"[^"]*"|\([^)]*\)|\d+/g, '')
    .replace(/: .*$/s, '')
    .trim();

function rangesOf(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

/** A day holds one version: of several that begin on it only the last ever applied for a whole day. */
function sameDayDoubts(reports: readonly VersionReport[]): string[] {
  const replaced = reports.filter(
    (report, index) => reports[index + 1] && reports[index + 1]?.effective === report.effective,
  );
  return replaced.length === 0
    ? []
    : [
        `Versions that begin on the same day as the next, which takes their place: ${rangesOf(replaced.map(({ version }) => Number(version)))}. Delete them if they were drafts.`,
      ];
}

import type { HistoryReport, VersionReport } from '../src/authoring/import/import-history.ts';
import type { ImportReport } from '../src/authoring/import/import-policy.ts';
import type { WrittenImport } from '../src/authoring/import/write-import.ts';
import { counted } from '../src/policy/numerals.ts';
import type { NoticeProfile } from '../src/policy/policy.ts';
import type { Output } from './context.ts';
import type { styled } from './style.ts';

type Style = ReturnType<typeof styled>;

const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

/** Lines of one reason that people are shown of a history; front matter alone may have dozens. */
const mostAlike = 8;

/** Reports quote files of others: a control character in them must not reach the terminal. */
const printer = (out: Output) => (text: string) =>
  out.write(`${text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')}\n`);

/** What became of one file, for people. */
export function tellImport(
  report: ImportReport,
  written: WrittenImport,
  out: Output,
  style: Style,
  cwd: string,
): void {
  const line = printer(out);
  out.write(`${style(report.title, 'bold')} (${report.kind}) is imported:\n`);
  for (const file of written.files)
    line(`  ${file.startsWith(`${cwd}/`) ? file.slice(cwd.length + 1) : file}`);
  line('');
  line(
    `Effective: ${report.effective}${report.effectiveText ? ` ("${report.effectiveText}")` : ''}${report.seen ? `; seen by an archive on ${report.seen}` : ''}`,
  );
  line(
    `Clauses: ${report.clauses.length}, highlights: ${report.highlights.length}, defined terms: ${report.terms.length}`,
  );
  for (const clause of report.clauses)
    line(`  ${'  '.repeat(clause.depth - 1)}${[clause.number, clause.title].filter(Boolean).join('  ')}`);
  line('');
  line('Its promise about changes, as proposed in policy.yaml:');
  line(`  ${promiseWords(report.profile)}`);
  if (report.profile.quote) line(`  "${report.profile.quote}"`);
  if (report.dropped.length > 0) {
    line('');
    line('Left out (line of the source, reason, words):');
    for (const { at, times, reason, text } of together(report.dropped))
      line(`  ${at > 0 ? at : '–'}  ${reason}: ${cut(text, 90)}${times > 1 ? ` (${times} times)` : ''}`);
  }
  if (report.doubts.length > 0) {
    line('');
    out.write(`${style('To be decided by a person:', 'yellow')}\n`);
    for (const doubt of report.doubts) line(`  - ${doubt}`);
  }
  line('');
  line(next(report.file, written));
}

/** What was left out several times (a button in each part of a page, pictures without words) as one line. */
function together(
  dropped: ImportReport['dropped'],
): { at: number; times: number; reason: string; text: string }[] {
  const found = new Map<string, { at: number; times: number; reason: string; text: string }>();
  for (const { line: at, reason, text } of dropped) {
    const entry = found.get(`${reason}\n${text}`);
    if (entry) entry.times += 1;
    else found.set(`${reason}\n${text}`, { at, times: 1, reason, text: text || '(without words)' });
  }
  return [...found.values()];
}

/** What became of a history, for people: a line a version, and the remarks on all of them together. */
export function tellHistory(
  report: HistoryReport,
  written: WrittenImport,
  out: Output,
  style: Style,
  folder: string,
): void {
  const line = printer(out);
  const { sum } = report;
  out.write(
    `${style(report.title, 'bold')} (${report.kind}) is imported with ${counted(sum.versions, 'version')} out of ${sum.found} texts: ${folder}/\n`,
  );
  line('');
  line('Version  effective   from       clauses  words');
  for (const version of report.versions) line(versionWords(version));
  line('');
  if (report.folded.length > 0) {
    line(`Not versions of their own (${sum.folded}):`);
    for (const { from, reason, version } of report.folded)
      line(`  ${from}: ${reason}; see version ${version}`);
    line('');
  }
  if (report.skipped.length > 0) {
    line(`Not read (${sum.skipped}):`);
    for (const { from, reason } of report.skipped) line(`  ${from}: ${reason}`);
    line('');
  }
  line('Promises about changes, as proposed in policy.yaml:');
  for (const profile of report.profiles) line(`  since ${profile.since}: ${promiseWords(profile)}`);
  if (sum.dropped.length > 0) {
    line('');
    line('Left out (versions, reason, words):');
    const shown = new Map<string, number>();
    for (const { versions, reason, text } of sum.dropped) {
      const before = shown.get(reason) ?? 0;
      shown.set(reason, before + 1);
      if (before < mostAlike) line(`  ${versions}  ${reason}: ${cut(text, 90)}`);
    }
    for (const [reason, count] of shown)
      if (count > mostAlike) line(`  and ${count - mostAlike} more: ${reason} (--json has them all)`);
  }
  const doubts = [...report.doubts.map((text) => ({ text, versions: '' })), ...sum.doubts];
  if (doubts.length > 0) {
    line('');
    out.write(`${style('To be decided by a person:', 'yellow')}\n`);
    for (const { text, versions } of doubts)
      line(versions ? `  - version ${versions}: ${cut(text, 220)}` : `  - ${text}`);
  }
  line('');
  line(next(`${folder}/`, written));
}

const sourceOfDay = { text: 'the text', commit: 'a commit', archive: 'an archive' };

const versionWords = (version: VersionReport): string =>
  `  ${version.version.padEnd(6)} ${version.effective.padEnd(11)} ${sourceOfDay[version.dates].padEnd(10)} ${String(version.clauses.length).padStart(7)} ${String(version.words).padStart(6)}${version.sameAs ? `  the text of version ${version.sameAs} again` : ''}${version.subject ? `  ${cut(version.subject, 60)}` : ''}`;

function promiseWords(profile: NoticeProfile): string {
  const channels =
    'any' in profile.channels
      ? `any of ${profile.channels.any.join(', ')}`
      : `all of ${profile.channels.all.join(', ')}`;
  return `period ${profile.period}, for ${profile.applies === 'all' ? 'every change' : 'material changes'}, by ${channels}; data already held: ${profile.heldData}${profile.optOut ? '; an opt-out of legal mail is honoured' : ''}`;
}

const next = (file: string, written: WrittenImport): string =>
  `Next: read ${file}, ${written.madeSite ? 'replace the placeholders in site.yaml, ' : ''}and run: npm run -s prenotice -- check`;

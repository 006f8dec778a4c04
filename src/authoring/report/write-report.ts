import { gravestFirst, headline, place, shorten as shortenText } from '../../assessment/write-text.ts';
import { formatDay, formatPeriod, isEmptyPeriod } from '../../policy/day.ts';
import { classOrder } from '../../policy/fields.ts';
import { counted } from '../../policy/numerals.ts';
import type { Problem } from '../../policy/problem.ts';
import { foldAlike, groupByClause, showsText, summarizeKinds } from '../../redline/describe-change.ts';
import type { Segment } from '../../redline/redline.ts';
import { shorten as shortenSegments } from '../../redline/write-text.ts';
import { cell, plain, preformatted } from './github-markdown.ts';
import type { Report, VersionReport } from './report.ts';

/** By this line the one comment is found again; content cannot write it, because its `<` is escaped. */
export const marker = '<!-- prenotice-report -->';
/** GitHub refuses a longer comment. */
export const mostCharacters = 65_536;

/** A part of the report in pieces that may be left out from the end. */
interface Part {
  head: string;
  pieces: string[];
  tail: string;
  /** What is said when pieces are left out. */
  more: (left: number) => string;
  /** Larger parts give way first, down to this share of the room. */
  share: number;
}

/**
 * The report as GitHub shows it. `most`: characters of a comment; what does not fit is left out from the end of each part, and the
 * part says how much is missing and where it is.
 */
export function writeReport(report: Report, options: { most?: number; where?: string } = {}): string {
  const where = options.where ?? 'run `npm run -s prenotice -- report --full`';
  const most = options.most ?? Number.POSITIVE_INFINITY;
  const versions = report.versions.toSorted((a, b) => weight(b) - weight(a));
  // Many versions at once (an import): as many as fit with a table of facts each, the gravest first.
  for (let shown = versions.length; ; shown = Math.floor(shown * 0.7)) {
    const left = versions.length - shown;
    const parts = [
      headPart({ ...report, versions }),
      problemsPart(report, where),
      ...versions.slice(0, shown).flatMap((one) => partsOf(one, where)),
      fixed(left > 0 ? `_${left} more versions not shown: ${where}._` : ''),
      footPart(report),
    ];
    const least = join(parts.map((part) => withPieces(part, 0))).length;
    if (least <= most || shown === 0) return join(takeRoom(parts, most));
  }
}

const weight = ({ assessment }: VersionReport): number => (assessment ? classOrder[assessment.class] : 0);

/** The part with its first pieces only, and what it says of the others. */
function withPieces(part: Part, count: number): Part {
  const left = part.pieces.length - count;
  if (left <= 0) return part;
  const tail = [part.more(left), part.tail].filter((text) => text !== '').join('\n');
  return { ...part, pieces: part.pieces.slice(0, count), tail };
}

const textOf = ({ head, pieces, tail }: Part): string =>
  [head, ...pieces, tail].filter((text) => text !== '').join('\n');

const join = (parts: readonly Part[]): string =>
  `${parts
    .map(textOf)
    .filter((text) => text !== '')
    .join('\n\n')}\n`;

/** Gives every part the room it asks for, up to its share; what others leave goes to those that want more, in order. */
function takeRoom(parts: readonly Part[], most: number): Part[] {
  if (join(parts).length <= most) return [...parts];
  const size = (part: Part, count: number) => textOf(withPieces(part, count)).length + 2;
  const counts = parts.map(() => 0);
  let room = most - 1 - parts.reduce((sum, part) => sum + size(part, 0), 0);
  const shares = parts.reduce((sum, part) => sum + part.share, 0);
  const grow = (index: number, limit: number) => {
    const part = parts[index]!;
    let used = 0;
    while (counts[index]! < part.pieces.length) {
      const more = size(part, counts[index]! + 1) - size(part, counts[index]!);
      if (used + more > limit || more > room) return;
      counts[index] = counts[index]! + 1;
      used += more;
      room -= more;
    }
  };
  const start = room;
  for (const [index, part] of parts.entries()) grow(index, (start * part.share) / shares);
  for (const index of parts.keys()) grow(index, room);
  return parts.map((part, index) => withPieces(part, counts[index]!));
}

const fixed = (text: string): Part => ({ head: text, pieces: [], tail: '', more: () => '', share: 0 });
const day = (text: string): string => `${formatDay(text, 'en')} (${text})`;

function headPart({ versions, problems, today, otherFiles }: Report): Part {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const names = versions
    .slice(0, 6)
    .map(
      ({ policy, version, assessment }) =>
        `${plain(policy.slug)} ${version.fields.version}${assessment ? ` is ${assessment.class}` : ' is the first version'}`,
    );
  const title =
    versions.length === 0
      ? errors > 0
        ? 'what is changed cannot be read yet'
        : 'no version is changed'
      : names.join(', ') + (versions.length > 6 ? ` and ${versions.length - 6} more` : '');
  const lines = [marker, `## Prenotice: ${title}`, ''];
  lines.push(
    errors > 0
      ? `**${counted(errors, 'error stops', 'errors stop')} this from being published; see “Problems”.** Judged on ${day(today)}.`
      : `No errors. Judged on ${day(today)}.`,
  );
  if (otherFiles.length > 0)
    lines.push(
      '',
      `Also changed: ${otherFiles.slice(0, 20).map(plain).join(', ')}${otherFiles.length > 20 ? ` and ${otherFiles.length - 20} more files` : ''}.`,
    );
  return fixed(lines.join('\n'));
}

function problemsPart({ problems }: Report, where: string): Part {
  const shown = problems.filter(({ rule }) => rule !== 'what-follows');
  if (shown.length === 0) return fixed('');
  return {
    head: '### Problems\n\n| | Where | What | What to do |\n| --- | --- | --- | --- |',
    pieces: shown.map(problemRow),
    tail: '',
    more: (left) => `\n_${left} more not shown: ${where}._`,
    share: 2,
  };
}

function problemRow({ severity, file, line, column, message, remedy, rule }: Problem): string {
  const at = `${file}${line > 0 ? `:${line}${column > 0 ? `:${column}` : ''}` : ''}`;
  const cut = (text: string) => shortenText(text, 600);
  return `| ${severity === 'error' ? '**error**' : severity} | ${cell(at)} | ${cell(cut(message))} (${plain(rule)}) | ${cell(cut(remedy))} |`;
}

function partsOf(report: VersionReport, where: string): Part[] {
  const { policy, version, previous, redline, assessment } = report;
  const title = `### ${cell(shortenText(policy.settings.title, 120))}, version ${version.fields.version}`;
  if (!previous || !redline || !assessment)
    return [
      fixed(
        `${title}\n\nThe first version: there is no earlier text, so nobody is owed a notice. Published ${version.fields.published}, effective ${version.fields.effective}.`,
      ),
    ];
  return [
    fixed(`${title}\n\n${factsTable(report)}`),
    whyPart(report, where),
    redlinePart(report, where),
    letterPart(report, where),
  ];
}

function factsTable({
  policy,
  version,
  previous,
  assessment,
  notice,
  status,
  letter,
}: VersionReport): string {
  const { fields } = version;
  const rows: [string, string][] = [
    ['Replaces', `version ${previous!.fields.version}`],
    [
      'Class',
      `**${assessment!.class}** (${plain(headline(assessment!))})${assessment!.class === assessment!.toolClass ? '' : `; the rules alone say ${assessment!.toolClass}`}`,
    ],
  ];
  if (assessment!.class !== assessment!.toolClass && fields.assessment?.reason)
    rows.push([
      'Decided',
      cell(`${shortenText(fields.assessment.reason, 600)} (${fields.assessment.decidedBy ?? 'no name'})`),
    ]);
  rows.push([
    'Status',
    status === 'draft' ? 'draft: shown nowhere until `draft: true` is taken away' : status,
  ]);
  rows.push(['Published', dayOrWord(fields.published)], ['Takes effect', dayOrWord(fields.effective)]);
  if (notice) {
    const segments = policy.settings.segments.map((one) => `“${plain(one)}”`).join(', ');
    const who =
      notice.due === null ? 'nobody by letter' : segments ? `recipients in ${segments}` : 'every recipient';
    rows.push(['Who is written to', `${who}. ${cell(shortenText(notice.why, 600))}`]);
    if (notice.due !== null)
      rows.push([
        'Letters leave',
        `${day(notice.due)}; the last day that is in time is ${day(notice.deadline)}`,
      ]);
    rows.push([
      'Promise',
      isEmptyPeriod(notice.period)
        ? 'no period'
        : `${formatPeriod(notice.period, 'en')} before ${notice.applies === 'all' ? 'every change' : 'a material change'}`,
    ]);
    rows.push([
      'Lawful',
      `${notice.lawful ? 'yes' : '**no**'}; the earliest lawful effective day is ${day(notice.earliestEffective)}, the last day to publish for ${fields.effective} is ${notice.latestPublication}`,
    ]);
    for (const problem of notice.problems)
      rows.push([
        problem.severity === 'error' ? '**Obstacle**' : 'Note',
        cell(shortenText(`${problem.message} ${problem.remedy}`, 600)),
      ]);
  }
  rows.push([
    'Approved',
    fields.approved ? `by ${cell(shortenText(fields.approved.by, 120))} on ${fields.approved.on}` : 'not yet',
  ]);
  if (letter && letter.together.length > 0)
    rows.push(['In one letter with', letter.together.map(plain).join(', ')]);
  return `| | |\n| --- | --- |\n${rows.map(([name, text]) => `| ${name} | ${text} |`).join('\n')}`;
}

const dayOrWord = (text: string): string => (text.length === 10 ? day(text) : plain(text));

function whyPart({ assessment }: VersionReport, where: string): Part {
  const listed = gravestFirst(assessment!.changes.filter((change) => change.class !== 'editorial'));
  const editorial = assessment!.changes.length - listed.length;
  const rest =
    editorial > 0
      ? `\n${counted(editorial, 'editorial change')} (wording, layout, moved text) not listed here.`
      : '';
  if (listed.length === 0) return fixed(`#### Why\n\nNothing that readers must be told of.${rest}`);
  return {
    head: '#### Why\n\n| Class | Clause | About | Reason |\n| --- | --- | --- | --- |',
    pieces: listed.map((change) => {
      const reasons = change.reasons.map(({ text, rule }) => `${text} (${rule})`).join('\n');
      const about = [
        change.categories.join(', '),
        change.direction,
        change.heldData ? 'data already held' : '',
      ]
        .filter(Boolean)
        .join('; ');
      const decided = change.decision
        ? `\nDecided: ${change.decision.class}, because ${change.decision.reason ?? '…'} (${change.decision.decidedBy ?? 'no name'})`
        : '';
      return `| ${change.class}${change.certainty === 'low' ? ' (uncertain)' : ''} | ${cell(shortenText(place(change), 120))} | ${cell(about)} | ${cell(shortenLines(reasons + decided))} |`;
    }),
    tail: rest,
    more: (left) => `\n_${counted(left, 'more change')} not shown: ${where}._`,
    share: 3,
  };
}

const shortenLines = (text: string): string =>
  text
    .split('\n')
    .slice(0, 4)
    .map((line) => shortenText(line, 300))
    .join('\n');

function redlinePart({ redline, policy, version, previous }: VersionReport, where: string): Part {
  const { changes, stats } = redline!;
  if (changes.length === 0) return fixed('#### Redline\n\nThe texts are the same.');
  const pair = `${policy.slug}/changes/${previous!.fields.version}..${version.fields.version}/`;
  return {
    head: `<details><summary><b>Redline</b>: ${summarizeKinds(changes)}; words: ${stats.inserted} inserted, ${stats.deleted} deleted</summary>\n\nDeleted text is <del>struck through</del>, inserted text is <ins>underlined</ins>.\n`,
    pieces: groupByClause(redline!).flatMap(({ name, changes: inClause }) =>
      foldAlike(inClause).map(({ title, change }, index) => {
        const heading = index === 0 ? `#### ${plain(shortenText(name, 160))}\n\n` : '';
        const text = showsText(change)
          ? `\n\n> ${shortenSegments(change.segments)
              .map(segmentHtml)
              .join('')
              .split('\n')
              .map((line) => line.trim())
              .filter(Boolean)
              .join('<br>\n> ')}`
          : '';
        return `${heading}_${plain(shortenText(title, 300))}_${text}\n`;
      }),
    ),
    tail: '</details>',
    more: (left) =>
      `_${counted(left, 'more finding')} not shown. The whole redline is the page \`${plain(pair)}\` of the preview; or ${where}._\n`,
    share: 8,
  };
}

function segmentHtml({ type, text }: Segment): string {
  return text
    .split('\n')
    .map((line) => {
      const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/u.exec(line) ?? [];
      if (inner === '') return before;
      const escaped = plain(inner);
      const space = (white: string) => (white === '' ? '' : ' ');
      if (type === 'same') return space(before) + escaped + space(after);
      const tag = type === 'removed' ? 'del' : 'ins';
      return `${space(before)}<${tag}>${escaped}</${tag}>${space(after)}`;
    })
    .join('\n');
}

function letterPart({ letter, notice, version, policy }: VersionReport, where: string): Part {
  if (!letter) return fixed(notice && notice.due !== null ? 'The letter cannot be shown yet.' : '');
  const lines = letter.text.split('\n');
  // Pieces of some lines each: cut lines would be worse than a few left out.
  const pieces: string[] = [];
  for (let at = 0; at < lines.length; at += 12)
    pieces.push(preformatted(lines.slice(at, at + 12).join('\n')).slice(5, -6));
  return {
    head: `<details><summary><b>The letter</b>: ${cell(letter.subject)}</summary>\n\n<pre>`,
    pieces,
    tail: '</pre>\n</details>',
    more: (left) =>
      `…\n(${left} more parts of the letter not shown; the whole letter: npm run -s prenotice -- preview ${policy.slug} ${version.fields.version}, or ${where.replaceAll('`', '')})`,
    share: 3,
  };
}

const footPart = ({ previewDay, versions }: Report): Part =>
  fixed(
    versions.length === 0
      ? ''
      : `<sub>The tool proposes; people decide. A class may be raised freely, and lowered with a reason and a name in the front matter. The preview of the site shows ${day(previewDay)}${versions.some(({ status }) => status === 'draft') ? ', with drafts as if they were none' : ''}.</sub>`,
  );

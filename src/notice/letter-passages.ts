import type { AssessedChange } from '../assessment/assessment.ts';
import { type Clause, type PolicyDocument, walkBlocks, walkClauses } from '../policy/document.ts';
import { inlineText, normalizeSpace } from '../policy/text.ts';
import type { LetterLine, LetterPassage, LetterRun } from './letter.ts';
import { excerptOf } from './letter-excerpt.ts';

/** How the redline writes a table row as text. */
const cellBorder = ' | ';

/** The changes of one clause as passages; new blocks that follow each other are one passage, so are removed ones. */
export function passagesOf(
  changes: readonly AssessedChange[],
  documents: { old: PolicyDocument; new: PolicyDocument },
  locale: string,
): LetterPassage[] {
  const passages: LetterPassage[] = [];
  for (const change of changes) {
    const { before, after } = excerptOf(change, locale, change.block === 'row');
    const passage: LetterPassage = {
      moved: change.kind === 'moved',
      count: change.count,
      before: before && linesOf(change, before, change.old ?? '', documents.old),
      after: after && linesOf(change, after, change.new ?? '', documents.new),
    };
    // A paragraph that was split is the old side of several changes; the same view twice tells nothing new.
    if (passages.some((other) => isSame(other, passage))) continue;
    const last = passages.at(-1);
    if (last && isJoinable(last, passage)) {
      last.before?.push(...passage.before!);
      last.after?.push(...passage.after!);
    } else passages.push(passage);
  }
  return passages;
}

const isSame = (a: LetterPassage, b: LetterPassage): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Both only new, or both only taken out, and each in one place. */
function isJoinable(a: LetterPassage, b: LetterPassage): boolean {
  if (a.moved || b.moved || a.count > 1 || b.count > 1) return false;
  return (!a.before && !b.before) || (!a.after && !b.after);
}

function linesOf(
  change: AssessedChange,
  runs: LetterRun[],
  text: string,
  document: PolicyDocument,
): LetterLine[] {
  if (change.block === 'row') return [rowLine(runs, text, document)];
  const look = change.block === 'item' ? 'item' : 'text';
  return splitRuns(runs, /\n+/)
    .filter((line) => line.length > 0)
    .map((line) => ({ look, runs: line }));
}

/** Each cell with the name of its column, where the table has a header. */
function rowLine(runs: LetterRun[], text: string, document: PolicyDocument): LetterLine {
  const cells = splitRuns(runs, cellBorder);
  const labels = columnNames(document, text);
  if (labels && labels.length !== cells.length) return { look: 'text', runs };
  return { look: 'row', cells: cells.map((cell, at) => ({ label: labels?.[at] || undefined, runs: cell })) };
}

/** The header of the table in which a row with this text stands; null without one. */
function columnNames(document: PolicyDocument, row: string): string[] | null {
  const wanted = normalizeSpace(row);
  const bodies = [
    document.preamble,
    ...[...walkClauses(document.clauses)].map((clause: Clause) => clause.body),
  ];
  for (const body of bodies) {
    for (const block of walkBlocks(body)) {
      if (block.type !== 'table') continue;
      const [header, ...rows] = block.rows;
      if (!header?.every((cell) => cell.header)) continue;
      const found = rows.some(
        (cells) => normalizeSpace(cells.map((cell) => inlineText(cell.children)).join(cellBorder)) === wanted,
      );
      if (found) return header.map((cell) => normalizeSpace(inlineText(cell.children)));
    }
  }
  return null;
}

/** Cuts runs into lines at a separator, whichever run it falls into. */
function splitRuns(runs: readonly LetterRun[], separator: RegExp | string): LetterRun[][] {
  const lines: LetterRun[][] = [[]];
  for (const run of runs) {
    if (run.type === 'cut') {
      lines.at(-1)!.push(run);
      continue;
    }
    run.text.split(separator).forEach((text, at) => {
      if (at > 0) lines.push([]);
      if (text !== '') lines.at(-1)!.push({ type: run.type, text });
    });
  }
  return lines;
}

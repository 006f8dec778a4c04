import type { AssessedChange } from '../assessment/assessment.ts';
import { blockShapes, cellBorder } from '../policy/block-shapes.ts';
import type { PolicyDocument } from '../policy/document.ts';
import { normalizeSpace, wordsOf } from '../policy/text.ts';
import type { LetterLine, LetterPassage, LetterRun } from './letter.ts';
import { excerptOf } from './letter-excerpt.ts';

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
  const lines = splitRuns(runs, /\n+/).filter((line) => line.length > 0);
  if (change.block === 'clause') return clauseLines(lines, change, document);
  const look = change.block === 'item' ? 'item' : 'text';
  return lines.map((line) => ({ look, runs: line }));
}

/** A whole clause as one change: its heading stands above already, its items and rows look like items and rows. */
function clauseLines(lines: LetterRun[][], change: AssessedChange, document: PolicyDocument): LetterLine[] {
  const { items, rows, heads } = blockShapes(document);
  const headings = [change.clause.old, change.clause.new].map((clause) =>
    clause ? wordsIn(`${clause.number ?? ''} ${clause.title}`) : '',
  );
  return lines.flatMap((line, at): LetterLine[] => {
    const text = line.map((run) => (run.type === 'cut' ? '' : run.text)).join('');
    if ((at === 0 && headings.includes(wordsIn(text))) || heads.has(normalizeSpace(text))) return [];
    if (rows.has(normalizeSpace(text))) return [rowLine(line, text, document)];
    return [{ look: items.has(normalizeSpace(text)) ? 'item' : 'text', runs: line }];
  });
}

const wordsIn = (text: string): string => wordsOf(text).join(' ');

/** Each cell with the name of its column, where the table has a header. */
function rowLine(runs: LetterRun[], text: string, document: PolicyDocument): LetterLine {
  const cells = splitRuns(runs, cellBorder);
  const labels = blockShapes(document).rows.get(normalizeSpace(text));
  if (labels && labels.length !== cells.length) return { look: 'text', runs };
  return { look: 'row', cells: cells.map((cell, at) => ({ label: labels?.[at] || undefined, runs: cell })) };
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
